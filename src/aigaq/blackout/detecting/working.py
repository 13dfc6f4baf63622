"""One run over one series: a baseline, windows against it, the walk, and again without what was found.

`detect` says what goes in and comes out. Proved by tests/blackout/detecting/test_detect.py and the tests of the parts.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from aigaq.blackout.detecting.baseline import Baseline, Mask
from aigaq.blackout.detecting.edges import Edges
from aigaq.blackout.detecting.fitting import Fitting, Windows
from aigaq.blackout.detecting.localtime import DAY, WEEK
from aigaq.blackout.detecting.noise import excess, is_stock, scales
from aigaq.blackout.detecting.rising import abrupt, without_rises
from aigaq.blackout.detecting.telling import Found, states_of, told
from aigaq.blackout.outage import Outage
from aigaq.blackout.series import Kind, Values


class Worked(NamedTuple):
    """What a run found, as `Detection` holds it."""

    baseline: Values
    states: NDArray[np.int8]
    outages: tuple[Outage, ...]
    edges: tuple[Edges, ...]
    how: Baseline


class Work(Fitting):
    """One run over one series: fit, test, mask, again."""

    def run(self) -> Worked:
        """Fit, test, mask, until the masks stand."""
        found: NDArray[np.int64] = np.zeros((0, 3), np.int64)
        masked = np.zeros(len(self.measured.at), bool)
        away = self._lower_ways()
        self.two_ways = bool(away.any())
        self.sure = self.gone = away
        passes = 0
        for passes in range(1, self.settings.passes + 1):
            use = self.declared & ~masked & ~(away if passes == 1 else np.zeros_like(away))
            base, tested = self._baseline(use, away if passes == 1 else self.gone, passes)
            found = self._without_rises(self._tested(tested, passes), tested)
            again = self._masks(found, tested)
            still = bool((again == masked).all())
            masked = again
            if (still and passes > 1) or self.seasonal:
                break
        return self._detection(self._outages(found, tested), base, tested, passes)

    def _masks(self, found: NDArray[np.int64], tested: Values) -> Mask:
        """[m] what the next fit leaves out. What misses nearly the gate is left out too, since a cut pulls its own
        expected down. `gone`, which the levels of days leave out, is what misses all of it or is shorter than a holiday;
        `sure`, which the noise leaves out, is what is long or deep: a short shallow dip may be noise itself."""
        masked = np.zeros(len(tested), bool)
        self.sure, self.gone = np.zeros(len(tested), bool), np.zeros(len(tested), bool)
        for start, end, _ in found:
            reach = slice(max(0, start - 1), end + 1)
            missed = 1 - self.measured.values[start:end].sum() / tested[start:end].sum()
            masked[reach] = True
            self.sure[reach] = missed >= 0.5 or (end - start) * self.step >= self.settings.sure_minutes * 60
            self.gone[reach] = missed >= self.drop or (end - start) * self.step < 3 * DAY // 4
        return masked

    def _outages(self, found: NDArray[np.int64], tested: Values) -> NDArray[np.int64]:
        """Those that miss the whole gate from end to end."""
        seen, hope = (np.concatenate([[0.0], np.cumsum(part)]) for part in (self.measured.values, tested))
        start, end = found[:, 0], found[:, 1]
        return np.asarray(found[seen[end] - seen[start] <= (1 - self.drop) * (hope[end] - hope[start])])

    def _without_rises(self, found: NDArray[np.int64], tested: Values) -> NDArray[np.int64]:
        """Without dips that are there only because the level rose after them; days declared good rise for nothing."""
        if self.shapeless and not self.counts:
            return abrupt(found, self.measured.values)
        if self.reference is not None or self.calendar.period == "none":
            return found
        period = WEEK if self.calendar.period == "week" else DAY
        measured = self.measured
        return without_rises(
            found, measured.times, measured.values, tested, step=self.step, period=period, drop=self.drop
        )

    def _lengths(self, tested: Values) -> tuple[list[Windows], list[float]]:
        """Windows from the shortest to the long one, and the gate of each: `quick` for the shortest, `drop` for the long."""
        need = self.settings.expected if self.counts else (0.0,)
        made = [self._windows(tested, expected, 0) for expected in need]
        gates = [max(self.drop, self.gates.quick)] * len(need)
        for minutes, part in ((self.settings.middle_minutes, 0.3), (self.settings.long_minutes, 0.0)):
            made.append(self._windows(tested, need[0], minutes * 60))
            gates.append(self.drop + part * max(self.gates.quick - self.drop, 0.0))
        kept = [
            i for i, one in enumerate(made) if i == 0 or i == len(made) - 1 or (one.first != made[i - 1].first).any()
        ]
        return [made[i] for i in kept], [gates[i] for i in kept]

    def _tested(self, tested: Values, passes: int) -> NDArray[np.int64]:
        """[k, 3] the outages against this baseline: first bad, first good, alarm."""
        from aigaq.blackout.detecting.kernel import alarms
        from aigaq.blackout.detecting.walking import walk

        self.judged = tested > 0.02 * float(np.median(tested)) if not self.counts else tested > 0
        lengths, limits = self._lengths(tested)
        if passes == 1 and self.counts:
            usable = self._clean(lengths[-1]) & self.declared
            if is_stock(lengths[0].ratio, lengths[0].hopes, usable):
                self.counts, self.stock = False, True
                return self._tested(tested, passes)
        tails, since = [], np.stack([made.first for made in lengths])
        variances = [self._variance(made, tested, passes) for made in lengths]
        self.reachable = np.zeros(len(tested), bool)
        rate = self.settings.alarms / WEEK
        for made, gate, variance in zip(lengths, limits, variances, strict=True):
            p = alarms(
                self.measured.times,
                self.measured.values,
                tested,
                made.first,
                made.sums,
                made.hopes,
                variance,
                self.counts,
                gate,
                rate,
                self.step,
                self.samples,
                self.settings.exact,
            )
            p[~self.judged] = 2.0
            tails.append(p)
            self.reachable |= self._reachable(made, variance, rate)
        self.lengths, self.alarm = lengths, np.min(tails, axis=0)
        self.noise = np.sqrt(variances[0])
        self.long_noise = float(np.median(np.sqrt(variances[-1])))
        found: NDArray[np.int64] = walk(
            self.measured.times,
            self.measured.values,
            tested,
            np.stack(tails),
            since,
            self.noise,
            self.counts,
            self.drop,
            self.settings.near,
            self.step,
            self.settings.return_minutes * 60,
            self.settings.expected[0],
            self.settings.most_minutes * 60,
        )
        return found

    def _clean(self, made: Windows) -> Mask:
        """[m]: windows without a masked sample that expect something."""
        run = np.concatenate([[0], np.cumsum(self.sure)])
        ends = np.arange(len(self.sure))
        return np.asarray((run[ends + 1] - run[made.first] == 0) & (made.hopes > 0) & self.judged)

    def _variance(self, made: Windows, tested: Values, passes: int) -> Values:
        """[m] relative variance of a window beyond Poisson's, the baseline's own doubt included.

        A shape from k periods is itself off by the noise of k samples: scales grow by √((k + 1)/(k − 1)); of counts the
        shape rests on k·b·(neighbours) things, which adds their 1/N.
        """
        use = self._clean(made) & self.declared
        periods = self.reach / (7 if self.calendar.period == "week" else 1) if self.calendar.period != "none" else 4.0
        grow = min((periods + 1) / max(periods - 1, 0.5), 3.0)
        tails = passes > 1
        if self.counts:
            spread = excess(made.ratio, made.hopes, use, tails=tails, floor=self.gates.floor)
            near = 1 + 2 * (self.settings.smooth_minutes * 60 // self.step)
            rests = np.maximum(periods, 1.0) * near * np.maximum(tested, 1e-9)
            return np.asarray(spread + np.minimum(1 / rests, 1.0))
        if self.shapeless:  # the spread would be that of day and night
            return np.full(len(tested), max(self.settings.shapeless_noise, self.gates.floor) ** 2)
        scale = scales(made.ratio, self.measured.hour, use, tails=tails, floor=self.gates.floor)
        return np.asarray(scale[self.measured.hour] ** 2 * grow)

    def _reachable(self, made: Windows, variance: Values, rate: float) -> Mask:
        """[m]: windows in which total silence would alarm; elsewhere nothing can be told."""
        if not self.counts:
            return self.judged
        hopes = made.hopes
        silent = np.exp(-np.log1p(variance * hopes) / np.maximum(variance, 1e-9))
        lasted = self.measured.times - self.measured.times[made.first] + self.step
        return np.asarray(silent <= rate * lasted)

    def _detection(self, found: NDArray[np.int64], base: Values, tested: Values, passes: int) -> Worked:
        known = Found(
            found=found,
            tested=tested,
            base=base[self.measured.at],
            noise=self.noise,
            counts=self.counts,
            short=self.lengths[0],
            alarm=self.alarm,
            drop=self.drop,
        )
        outages, edges, spans = told(self.series, self.measured, known, self.settings)
        states = states_of(self.series, self.measured, known, spans, self.reachable, self.settings)
        how = self._said(base, passes)
        return Worked(base, states, outages, edges, how)

    def _said(self, base: Values, passes: int) -> Baseline:
        from msgspec.structs import replace

        model = "scale"
        if self.counts:
            spread = self.noise.min() > 1.5 * self.gates.floor
            model = "negative binomial" if spread else "poisson"
        how = "seasonal" if self.seasonal else "itself" if self.reference is None else "reference"
        return replace(
            self.how,
            how=how,
            period=self.calendar.period,
            days=round(self.days, 3),
            model=model,
            drop=self.drop,
            noise=self.long_noise,
            passes=passes,
            notes=self._notes(base),
        )

    def _notes(self, base: Values) -> tuple[str, ...]:
        notes: list[Any] = [
            not (base > 0).any() and "nothing is expected: the baseline is zero, so nothing can be told",
            self.shapeless and "too short for a daily shape: only near silence is called an outage",
            self.stock and self.how.kind is Kind.COUNT and "a stock, not a flow: tested by its own scale",
            self.two_ways and "hours with two ways, service and silence: service is taken for the expected",
            (base > 0).any()
            and not self.reachable.all()
            and "in some hours too little is expected for silence to mean anything",
            self.seasonal and "two-sided seasonal: what lasts is taken for normal",
        ]
        return tuple(note for note in notes if note)
