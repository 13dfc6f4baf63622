"""One small effort of the sampler for tests that are about something else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aigaq.toll.estimates import running
from aigaq.toll.latent import Effort, sampling

QUICK, QUICKER = Effort(4, 300, 400, 60), Effort(4, 150, 150, 40)


@pytest.fixture(scope="module")
def quick() -> Iterator[None]:
    """The sampler tries once and shortly, whatever comes of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sampling, "EFFORTS", (QUICK,))
        patch.setattr(running, "_PLAIN", QUICKER)
        yield
