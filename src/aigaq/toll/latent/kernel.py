"""The compiled part of the latent-class sampler: the density with its gradient, a Hamiltonian step, a Gibbs sweep, chains.

The model is that of Manrique-Vallier (Biometrics 2016): a person is of class k with probability ν_k (sticks
v_k ~ Beta(1, α), K classes) and stands on list j with probability λ_jk ~ U(0, 1), lists independent within a class.
Classes of persons and the uncounted are summed out exactly:

    log p(θ) = Σ_x n_x log π_x − n log(1 − π_H) + log prior,   π_x = Σ_k ν_k Π_j λ_jk^x_j (1 − λ_jk)^(1 − x_j),

where H holds the cell of no list and the structural zeros (Manrique-Vallier and Reiter 2014 treat them so). θ = (logit λ,
logit v); α has a Gamma prior and is drawn given θ. Hamiltonian moves follow Neal (2011), their step found by dual
averaging (Hoffman and Gelman 2014, algorithm 5); after each one sweep of the published Gibbs sampler on the table, which
relabels and jumps. Rungs of temperature scale the counts and swap whole states (Geyer 1991). One thread a chain and no
fast-math: a seed gives the same draws. Proved by tests/toll/latent/test_kernel.py: the gradient by differences, binomials
and whole posteriors against their laws.
"""

from __future__ import annotations

from math import exp, inf, log, log1p, sqrt
from typing import Any

import numpy as np
from numba import njit

FAR = 700.0  # beyond it the odds of a logit are 0 or infinite
LITTLE = 1e-200  # products are put into logarithms before they vanish
FAR_ENOUGH = 12.0  # a way longer than the widest posterior of a logit only turns back
AHEAD = 10.0  # mean up to which a binomial is drawn by adding up its law


@njit(cache=True, nogil=True, error_model="numpy")
def density(theta: Any, grad: Any, alpha: float, cells: Any, room: Any) -> float:
    """The log density at `theta` up to a constant, its gradient in `grad`; −inf where the uncounted pass `most` times n.

    `cells` = (first, on, counts, hidden, n, most): cells one after the other, the `hidden` ones first, the cell of no list
    before all; the lists of cell c are `on[first[c] : first[c + 1]]`. `room` = (λ, odds, pull [lists, K]; share, v, weight,
    part, base [5, K]): left as they are at `theta`.
    """
    first, on, counts, hidden, n, most = cells
    lam, odds, pull, per = room
    lists, classes = lam.shape
    share, v, weight, part, base = per[0], per[1], per[2], per[3], per[4]
    total = 0.0
    left = 1.0
    for k in range(classes - 1):
        x = theta[lists * classes + k]
        e = exp(-abs(x))
        fall = log1p(e)
        high, low = 1.0 / (1.0 + e), e / (1.0 + e)
        v[k] = high if x > 0.0 else low
        rest = low if x > 0.0 else high
        # log v + α log(1 − v): the prior Beta(1, α) with the slope of the logit
        total += (-fall if x > 0.0 else x - fall) + alpha * (-x - fall if x > 0.0 else -fall)
        grad[lists * classes + k] = rest - alpha * v[k]
        share[k] = left * v[k]
        left *= rest
    share[classes - 1] = left
    product = 1.0
    for k in range(classes):
        base[k] = share[k]
        weight[k] = 0.0
    for j in range(lists):
        for k in range(classes):
            x = theta[j * classes + k]
            e = exp(-abs(x))
            high, low = 1.0 / (1.0 + e), e / (1.0 + e)
            lam[j, k] = high if x > 0.0 else low
            rest = low if x > 0.0 else high
            odds[j, k] = lam[j, k] / rest
            pull[j, k] = 0.0
            base[k] *= rest
            product *= high * low  # λ (1 − λ): the slope of the logit under a flat prior
        if product < LITTLE:
            total += log(product)
            product = 1.0
    total += log(product)
    unseen = 0.0
    for k in range(classes):
        unseen += base[k]
    nobody = unseen
    for c in range(1, hidden):
        unseen += _parts(c, first, on, odds, base, part)
    if not nobody <= most * (1.0 - unseen):
        return -inf
    total -= n * log(1.0 - unseen)
    for c in range(first.size - 1):
        chance = _parts(c, first, on, odds, base, part)
        if not chance > 0.0:
            return -inf
        if c < hidden:
            scale = n / (1.0 - unseen)
        else:
            total += counts[c] * log(chance)
            scale = counts[c] / chance
        for k in range(classes):
            part[k] *= scale
            weight[k] += part[k]
        for i in range(first[c], first[c + 1]):
            j = on[i]
            for k in range(classes):
                pull[j, k] += part[k]
    for j in range(lists):
        for k in range(classes):
            grad[j * classes + k] = 1.0 - 2.0 * lam[j, k] + pull[j, k] - weight[k] * lam[j, k]
    tail = weight[classes - 1]
    for k in range(classes - 2, -1, -1):
        grad[lists * classes + k] += weight[k] * (1.0 - v[k]) - v[k] * tail
        tail += weight[k]
    found: float = total
    return found


@njit(cache=True, nogil=True, error_model="numpy")
def _parts(c: int, first: Any, on: Any, odds: Any, base: Any, part: Any) -> float:
    """ν_k f_k(x) of the cell for each class into `part`; their sum π_x."""
    for k in range(base.size):
        part[k] = base[k]
    for i in range(first[c], first[c + 1]):
        j = on[i]
        for k in range(base.size):
            part[k] *= odds[j, k]
    total = 0.0
    for k in range(base.size):
        total += part[k]
    return total


@njit(cache=True, nogil=True, error_model="numpy")
def move(theta: Any, alpha: float, cells: Any, step: float, leaps: int, room: Any, ways: Any) -> float:
    """One Hamiltonian move of `leaps` leapfrog steps; the chance with which it was taken. `ways` [3, size] is room."""
    place, speed, grad = ways[0], ways[1], ways[2]
    here, there, before = 0.0, 0.0, 0.0
    for i in range(theta.size):
        place[i] = theta[i]
        speed[i] = np.random.normal()
        before += 0.5 * speed[i] * speed[i]
    # Half a step of speed before the first place and after the last, whole ones between. The density is called in one
    # place only: every further one would be compiled anew.
    for leap in range(leaps + 1):
        there = density(place, grad, alpha, cells, room)
        if leap == 0:
            here = there
        elif not there > here - 1e4:  # it ran away: no such move is ever taken
            return 0.0
        push = 0.5 * step if leap in (0, leaps) else step
        for i in range(theta.size):
            speed[i] += push * grad[i]
            place[i] += step * speed[i] if leap < leaps else 0.0
    before -= here
    after = -there
    for i in range(theta.size):
        after += 0.5 * speed[i] * speed[i]
    chance = 1.0 if after < before else exp(before - after)
    if np.random.random() < chance:
        theta[:] = place
    return chance


@njit(cache=True, nogil=True, error_model="numpy")
def binomial(n: int, p: float) -> int:
    """Successes in n trials: halved by order statistics (Devroye 1986, X.4.3) until few are expected, then added up."""
    got = 0
    while n > 0:
        if p <= 0.0:
            return got
        if p >= 1.0:
            return got + n
        if n * p < AHEAD:
            return got + _few(n, p)
        if n * (1.0 - p) < AHEAD:
            return got + n - _few(n, 1.0 - p)
        middle = (n + 1) // 2
        one = np.random.standard_gamma(middle)
        x = one / (one + np.random.standard_gamma(n + 1 - middle))  # the middle of n uniform numbers
        if x <= p:
            got += middle
            n -= middle
            p = (p - x) / (1.0 - x)
        else:
            n = middle - 1
            p = p / x
    return got


@njit(cache=True, nogil=True, error_model="numpy")
def _few(n: int, p: float) -> int:
    chance = exp(n * log1p(-p))
    left = np.random.random()
    got = 0
    while left > chance and got < n:
        left -= chance
        chance *= (n - got) * p / ((got + 1) * (1.0 - p))
        got += 1
    return got


@njit(cache=True, nogil=True, error_model="numpy")
def log_gamma(shape: float) -> float:
    """The logarithm of a Gamma(shape, 1) number; small shapes do not vanish (Marsaglia and Tsang 2000, section 6)."""
    if shape < 1.0:
        return log(np.random.standard_gamma(shape + 1.0)) + log(1.0 - np.random.random()) / shape
    return log(np.random.standard_gamma(shape))


@njit(cache=True, nogil=True, error_model="numpy")
def sweep(theta: Any, alpha: float, cells: Any, room: Any, held: Any) -> None:
    """One sweep of the Gibbs sampler on the table; `room` must be as `density` left it at `theta`.

    Hidden persons ~ Gamma–Poisson, every cell's persons to classes ~ multinomial, λ_jk ~ Beta(1 + on, 1 + off),
    v_k ~ Beta(1 + of class k, α + of later classes). `held` [1 + lists, K] is room for these counts.
    """
    first, on, counts, hidden, n, _ = cells
    lam, odds, _, per = room
    part, base = per[3], per[4]
    lists, classes = lam.shape
    held[:] = 0
    unseen = 0.0
    for c in range(hidden):
        unseen += _parts(c, first, on, odds, base, part)
    frequency = np.random.standard_gamma(n) / (1.0 - unseen)
    for c in range(first.size - 1):
        left = _parts(c, first, on, odds, base, part)
        persons = int(counts[c]) if c >= hidden else np.random.poisson(frequency * left)
        for k in range(classes):
            if persons == 0:
                break
            drawn = persons if k == classes - 1 else binomial(persons, part[k] / left)
            left -= part[k]
            persons -= drawn
            held[lists, k] += drawn
            for i in range(first[c], first[c + 1]):
                held[on[i], k] += drawn
    later = 0
    for k in range(classes - 1, -1, -1):
        of = held[lists, k]
        for j in range(lists):
            theta[j * classes + k] = log_gamma(1.0 + held[j, k]) - log_gamma(1.0 + of - held[j, k])
        if k < classes - 1:
            stick = log_gamma(1.0 + of) - log_gamma(alpha + later)
            theta[lists * classes + k] = min(FAR, max(-FAR, stick))
        later += of


@njit(cache=True, nogil=True, error_model="numpy")
def chain(thetas: Any, cells: Any, heats: Any, prior: Any, size: Any, longest: int, aimed: float, seed: int) -> Any:
    """Draws of the uncounted of one chain, how often neighbouring rungs swapped, and its round trips.

    `thetas` [rungs, size of θ]: where to begin. `heats` [rungs]: 1 first, then falling. `prior` = (shape, rate) of α;
    `size` = (warm-up, kept, lists, K); `longest`: leapfrog steps at most; `aimed`: acceptance aimed at.
    """
    np.random.seed(seed)
    first, on, counts, hidden, n, most = cells
    warm, kept, lists, classes = size
    rungs = heats.size
    room = (np.zeros((lists, classes)), np.zeros((lists, classes)), np.zeros((lists, classes)), np.zeros((5, classes)))
    ways = np.zeros((3, thetas.shape[1]))
    held = np.zeros((lists + 1, classes), np.int64)
    alphas = np.ones(rungs)
    steps, smooth, missed = np.full(rungs, log(0.05)), np.full(rungs, log(0.05)), np.zeros(rungs)
    fits = np.zeros(rungs)
    drawn, swapped = np.zeros(kept, np.int64), np.zeros(rungs)
    walker, hot, trips = np.arange(rungs), np.zeros(rungs, np.int64), 0
    for turn in range(warm + kept):
        for r in range(rungs):
            heated = (first, on, counts * heats[r], hidden, n * heats[r], most)
            step = exp(steps[r] if turn < warm else smooth[r]) * (0.8 + 0.4 * np.random.random())
            leaps = 1 + int(np.random.random() * min(float(longest), FAR_ENOUGH / step))
            chance = move(thetas[r], alphas[r], heated, step, leaps, room, ways)
            if turn < warm:
                missed[r] += (aimed - chance - missed[r]) / (turn + 11.0)
                steps[r] = min(0.5, max(log(1e-4), log(0.5) - sqrt(turn + 1.0) / 0.05 * missed[r]))
                smooth[r] += (turn + 1.0) ** -0.75 * (steps[r] - smooth[r])
            fall = 0.0
            for k in range(classes - 1):
                x = thetas[r, lists * classes + k]
                fall += max(x, 0.0) + log1p(exp(-abs(x)))  # −log(1 − v)
            alphas[r] = np.random.standard_gamma(prior[0] + classes - 1.0) / (prior[1] + fall)
            if r == 0:
                density(thetas[r], ways[2], alphas[r], cells, room)
                sweep(thetas[r], alphas[r], cells, room, held)
            if rungs > 1 or turn >= warm:
                fits[r] = _fit(thetas[r], ways[2], alphas[r], cells, room)
            if r == 0 and turn >= warm:
                drawn[turn - warm] = _uncounted(cells, room)
        for odd in range(2):
            for r in range(odd, rungs - 1, 2):
                gain = (heats[r] - heats[r + 1]) * (fits[r + 1] - fits[r])
                if gain >= 0.0 or np.random.random() < exp(gain):
                    for i in range(thetas.shape[1]):
                        thetas[r, i], thetas[r + 1, i] = thetas[r + 1, i], thetas[r, i]
                    alphas[r], alphas[r + 1] = alphas[r + 1], alphas[r]
                    fits[r], fits[r + 1] = fits[r + 1], fits[r]
                    walker[r], walker[r + 1] = walker[r + 1], walker[r]
                    swapped[r] += 1.0 if turn >= warm else 0.0
        if turn >= warm:
            hot[walker[rungs - 1]] = 1
            if hot[walker[0]] == 1 and rungs > 1:
                hot[walker[0]] = 0
                trips += 1
    return drawn, swapped[: rungs - 1] / max(kept, 1), trips


@njit(cache=True, nogil=True, error_model="numpy")
def _fit(theta: Any, grad: Any, alpha: float, cells: Any, room: Any) -> float:
    """The log likelihood of the whole counts at `theta`, whatever the temperature; `room` is left at `theta`."""
    first, on, counts, hidden, n, _ = cells
    if density(theta, grad, alpha, cells, room) == -inf:
        return -inf
    odds, part, base = room[1], room[3][3], room[3][4]
    unseen, total = 0.0, 0.0
    for c in range(first.size - 1):
        chance = _parts(c, first, on, odds, base, part)
        if c < hidden:
            unseen += chance
        else:
            total += counts[c] * log(chance)
    fit: float = total - n * log(1.0 - unseen)
    return fit


@njit(cache=True, nogil=True, error_model="numpy")
def _uncounted(cells: Any, room: Any) -> int:
    """n₀ given θ: Poisson of mean g π₀ / (1 − π_H), g ~ Gamma(n), which is p(N) ∝ 1/N."""
    first, on, _, hidden, n, _ = cells
    odds, part, base = room[1], room[3][3], room[3][4]
    nobody, unseen = 0.0, 0.0
    for c in range(hidden):
        chance = _parts(c, first, on, odds, base, part)
        unseen += chance
        nobody = chance if c == 0 else nobody
    drawn: int = np.random.poisson(np.random.standard_gamma(n) * nobody / (1.0 - unseen))
    return drawn
