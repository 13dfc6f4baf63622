"""The latent-class family: a compiled sampler (`kernel`), its chains (`sampling`), what they are worth (`latent_class`)."""

from aigaq.toll.latent.latent_class import LatentClass, latent_class
from aigaq.toll.latent.sampling import Effort, Settings, prepare

__all__ = ["Effort", "LatentClass", "Settings", "latent_class", "prepare"]
