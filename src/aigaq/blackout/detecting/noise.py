"""What a value is, and how much it varies when nothing is wrong.

A flow of counts varies at least as a Poisson number does, usually more: Var = μ + vμ² (negative binomial; v from the series
itself). A level varies by a relative scale, one for each local hour. Both are taken from windows as they are tested, so
that what neighbouring samples share is counted in, and from the middle of the windows (1.4826 · MAD), so that outages not
yet known do not widen them. Once they are masked, a heavy lower tail widens the scale: the 2 % point over 2.054.

A count that varies far less than Poisson is a stock (prefixes visible, probes connected), not a flow: it is treated as a
level. Proved by tests/blackout/detecting/test_noise.py on drawn series with known noise.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from aigaq.blackout.series import Kind, Values

_MAD = 1.4826  # makes a median absolute deviation a standard deviation, where the noise is normal
_LOW, _LOW_Z = 0.02, 2.054  # a point of the lower tail and where it lies on a normal one
_STOCK = 0.35  # a count with less than this part of Poisson's variance is a stock
_MANY = 30  # windows an hour needs for a scale of its own


def kind_of(values: Values) -> Kind:
    """Counts where every value is a whole number and not a share of 100; else levels.

    A share is told by its ceiling: nothing above 100, and a fifth of the values or more at exactly 100 or exactly 1.
    """
    seen = values[~np.isnan(values)]
    if len(seen) == 0:
        return Kind.LEVEL
    top = seen.max()
    if top in (100.0, 1.0) and float((seen == top).mean()) >= 0.2:
        return Kind.LEVEL
    return Kind.COUNT if bool((seen == np.floor(seen)).all()) else Kind.LEVEL


def is_stock(ratio: Values, hopes: Values, use: NDArray[np.bool_]) -> bool:
    """Whether counts vary so much less than Poisson that they cannot be a flow: Var(seen/μ)·μ under 0.35, μ ≥ 50."""
    taken = use & (hopes >= 50)
    if taken.sum() < _MANY:
        return False
    return _spread(ratio[taken] * np.sqrt(hopes[taken])) ** 2 < _STOCK


def excess(ratio: Values, hopes: Values, use: NDArray[np.bool_], *, tails: bool, floor: float) -> float:
    """v of Var = μ + vμ², from windows of counts: what their spread has over Poisson's, where most is expected."""
    taken = _gross_apart(ratio, use & (hopes > 0))
    if taken.sum() < 8:
        return floor * floor
    taken &= hopes >= np.median(hopes[taken])
    spread = _spread(ratio[taken])
    if tails:
        spread = max(spread, (1 - float(np.quantile(ratio[taken], _LOW))) / _LOW_Z)
    return max(spread * spread - float(np.median(1 / hopes[taken])), floor * floor)


def scales(ratio: Values, hour: NDArray[np.int64], use: NDArray[np.bool_], *, tails: bool, floor: float) -> Values:
    """[24] the relative scale of windows that end in each local hour; at least a third of the whole's, and `floor`."""
    use = _gross_apart(ratio, use)
    if use.sum() < 8:
        return np.full(24, floor)
    whole = _spread(ratio[use])
    heavy = 1.0
    if tails:
        low = (float(np.median(ratio[use])) - float(np.quantile(ratio[use], _LOW))) / _LOW_Z
        heavy = max(1.0, low / max(whole, floor))
    from aigaq.blackout.detecting.kernel import hour_scales

    found = hour_scales(ratio[use], hour[use], _MANY, whole, _MAD)
    return np.asarray(np.maximum(np.maximum(found, whole / 3) * heavy, floor))


def _gross_apart(ratio: Values, use: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The used windows without those under a half, where most are above: what is half gone is no measure of noise."""
    apart = use & (ratio >= 0.5)
    return apart if 2 * int(apart.sum()) > int(use.sum()) else use


def _spread(values: Values) -> float:
    from aigaq.blackout.detecting.kernel import spread

    return _MAD * float(spread(values))
