"""All families on one table, in full or lightly: light runs serve other linkages, tables without a list, other priors.

A light run of the latent classes is tempered where the full one had to be. Proved by tests/toll/estimates/test_running.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from aigaq.toll.bounds import bounds
from aigaq.toll.decomposable import decomposable
from aigaq.toll.family import Family, FamilyName
from aigaq.toll.latent import Effort, LatentClass, Settings, latent_class
from aigaq.toll.loglinear import loglinear
from aigaq.toll.tables.table import Table

Families = dict[FamilyName, Family]
Talk = Callable[[str], None]

MODELS = (FamilyName.LOGLINEAR, FamilyName.DECOMPOSABLE, FamilyName.LATENT_CLASS)
"""The families that give an estimate; bounds give a bound."""

_PLAIN = Effort(4, 400, 900, 150)
_TEMPERED = Effort(2, 300, 600, 50, rungs=12, last=0.05)
# Of one linkage among many: a twentieth of the mixture, whose chains were seen to agree on the main table.
_MIXED = Effort(2, 300, 400, 100)
_MIXED_TEMPERED = Effort(2, 300, 400, 60, rungs=12, last=0.05)
REPLICATES, FEWER = 1000, 200  # of the bootstrap, in full and lightly
DRAWS, SPARSE = 20_000, 4_000  # levels of the decomposable posterior


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked of the families: classes, the cap of the decomposable family, the seed."""

    classes: int = 10
    cap: float = 5.0
    seed: int = 0

    @property
    def settings(self) -> Settings:
        return Settings(classes=self.classes, seed=self.seed)


def all_families(table: Table, asked: Asked, *, talk: Talk = lambda words: None) -> Families:
    """Every family in full, in the order of `FamilyName`."""
    found: Families = {FamilyName.BOUNDS: bounds(table)}
    talk("log-linear models")
    found[FamilyName.LOGLINEAR] = loglinear(table, seed=asked.seed, replicates=REPLICATES)
    talk("decomposable graphs")
    found[FamilyName.DECOMPOSABLE] = decomposable(table, cap=asked.cap, seed=asked.seed, draws=DRAWS)
    found[FamilyName.LATENT_CLASS] = latent_class(
        table, settings=asked.settings, tried=lambda effort: talk(_tried(effort))
    )
    return found


def light_families(table: Table, asked: Asked, *, like: Families) -> Families:
    """Every model family on one linkage among many, `like` being the full run of the main table."""
    return {
        FamilyName.LOGLINEAR: loglinear(table, seed=asked.seed, replicates=FEWER),
        FamilyName.DECOMPOSABLE: decomposable(table, cap=asked.cap, seed=asked.seed, draws=SPARSE),
        FamilyName.LATENT_CLASS: latent_class(
            table, settings=asked.settings, effort=_MIXED_TEMPERED if _tempered(like) else _MIXED
        ),
    }


def light_latent(table: Table, settings: Settings, *, like: Families) -> Family:
    """The latent classes lightly."""
    return latent_class(table, settings=settings, effort=light_effort(like))


def light_effort(like: Families) -> Effort:
    """Tempered where the full run was."""
    return _TEMPERED if _tempered(like) else _PLAIN


def _tempered(like: Families) -> bool:
    told = like[FamilyName.LATENT_CLASS].told
    return isinstance(told, LatentClass) and told.rungs > 1


def varied(settings: Settings, *, classes: int | None = None, alpha: tuple[float, float] | None = None) -> Settings:
    """The settings with one of them changed."""
    return replace(settings, classes=classes or settings.classes, alpha=alpha or settings.alpha)


def _tried(effort: Effort) -> str:
    how = f"{effort.chains} chains" + (f" at {effort.rungs} temperatures" if effort.rungs > 1 else "")
    return f"latent classes, {how}"
