"""The arithmetic of attribution: Shapley values, interactions and their like, from the worth of coalitions.

A game is an array of worths [coalitions, replicates, places]; every measure is a weighted sum of differences of two or
four worths of one replicate, so that common random numbers cancel before anything is averaged, and a member that
changes nothing gets zero to the last bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import factorial
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Game:
    """What coalitions of members are worth.

    rows: [coalitions, members], whether a member is in. worth: [coalitions, replicates, places].
    orders: sampled orders of members, each followed by its reverse; none where every coalition is there.
    """

    members: tuple[str, ...]
    rows: Array
    worth: Array
    orders: tuple[tuple[int, ...], ...] = ()

    @property
    def exact(self) -> bool:
        """Whether every coalition is there."""
        return not self.orders

    def at(self, mask: int) -> Array:
        """Worth [replicates, places] of the coalition of the members whose bits are set."""
        return np.asarray(self.worth[self._row_of[mask]])

    def has(self, mask: int) -> bool:
        """Whether a coalition was run."""
        return mask in self._row_of

    @property
    def everyone(self) -> int:
        """The coalition of all members."""
        return 2 ** len(self.members) - 1

    @cached_property
    def _row_of(self) -> dict[int, int]:
        """Coalition, as bits, -> its row."""
        return {sum(1 << k for k, there in enumerate(row) if there): n for n, row in enumerate(self.rows)}


def total(game: Game) -> Array:
    """v(all) - v(nobody), [replicates, places]: what the values of all members sum to."""
    return game.at(game.everyone) - game.at(0)


def shapley(game: Game) -> Array:
    """Shapley values [members, replicates, places].

    phi_i = sum over S without i of |S|! (n-|S|-1)! / n! (v(S + i) - v(S)) (Shapley 1953); of sampled orders the mean
    of v(before i, and i) - v(before i).
    """
    return _exact(game) if game.exact else by_order(game).mean(0)


def _exact(game: Game) -> Array:
    count = len(game.members)
    weights = [factorial(size) * factorial(count - size - 1) / factorial(count) for size in range(count)]
    values = np.zeros((count, *game.worth.shape[1:]))
    for member in range(count):
        for mask in range(2**count):
            if not mask >> member & 1:
                values[member] += weights[mask.bit_count()] * (game.at(mask | 1 << member) - game.at(mask))
    return values


def by_order(game: Game) -> Array:
    """What each member adds when it joins in each sampled order, [orders, members, replicates, places]."""
    values = np.zeros((len(game.orders), len(game.members), *game.worth.shape[1:]))
    for number, order in enumerate(game.orders):
        mask = 0
        for member in order:
            values[number, member] = game.at(mask | 1 << member) - game.at(mask)
            mask |= 1 << member
    return values


def sampling_error(game: Game) -> Array:
    """Standard error [members, places] of the mean value due to sampled orders; zero where all coalitions are there.

    An order and its reverse are one draw.
    """
    if game.exact:
        return np.zeros((len(game.members), *game.worth.shape[2:]))
    added = by_order(game).mean(2)
    draws = (added[0::2] + added[1::2]) / 2
    if len(draws) < 2:
        return np.full(draws.shape[1:], np.nan)
    return np.asarray(draws.std(axis=0, ddof=1) / np.sqrt(len(draws)))


def alone(game: Game) -> Array:
    """What each member does without any other, v(i) - v(nobody); NaN where it was not run."""
    return _steps(game, [(0, 1 << member) for member in range(len(game.members))])


def last(game: Game) -> Array:
    """What each member adds to all others, v(all) - v(all but i); NaN where it was not run."""
    everyone = game.everyone
    return _steps(game, [(everyone ^ 1 << member, everyone) for member in range(len(game.members))])


def _steps(game: Game, steps: Sequence[tuple[int, int]]) -> Array:
    none = np.full(game.worth.shape[1:], np.nan)
    known = [game.has(start) and game.has(end) for start, end in steps]
    return np.stack(
        [game.at(e) - game.at(s) if there else none for (s, e), there in zip(steps, known, strict=True)]
    )


def interactions(game: Game) -> Array:
    """Shapley interaction index [members, members, replicates, places], symmetric, NaN on the diagonal.

    I_ij = sum over S without i, j of |S|! (n-|S|-2)! / (n-1)! (v(S+i+j) - v(S+i) - v(S+j) + v(S)): above zero two
    members help one another, below zero they stand in each other's place (Grabisch and Roubens 1999). Of sampled
    orders the mean over those in which i and j are neighbours; NaN where there is none.
    """
    count = len(game.members)
    values = np.full((count, count, *game.worth.shape[1:]), np.nan)
    for one in range(count):
        for other in range(one + 1, count):
            found = _pair(game, one, other) if game.exact else _neighbours(game, one, other)
            values[one, other] = values[other, one] = found
    return values


def _joint(game: Game, mask: int, one: int, other: int) -> Array:
    i, j = 1 << one, 1 << other
    return (game.at(mask | i | j) - game.at(mask | i)) - (game.at(mask | j) - game.at(mask))


def _pair(game: Game, one: int, other: int) -> Array:
    count = len(game.members)
    found = np.zeros(game.worth.shape[1:])
    for mask in range(2**count):
        if not (mask >> one & 1 or mask >> other & 1):
            size = mask.bit_count()
            weight = factorial(size) * factorial(count - size - 2) / factorial(count - 1)
            found += weight * _joint(game, mask, one, other)
    return found


def _neighbours(game: Game, one: int, other: int) -> Array:
    found = []
    for order in game.orders:
        at = min(order.index(one), order.index(other))
        if {order[at], order[at + 1 if at + 1 < len(order) else at]} != {one, other}:
            continue
        mask = sum(1 << member for member in order[:at])
        if all(game.has(mask | extra) for extra in (1 << one, 1 << other)):
            found.append(_joint(game, mask, one, other))
    return np.mean(found, axis=0) if found else np.full(game.worth.shape[1:], np.nan)


def merged(game: Game, kept: Sequence[int], rest: str) -> Game:
    """The game in which all members but `kept` move as one, called `rest`; needs every coalition."""
    others = [member for member in range(len(game.members)) if member not in kept]
    together = game.rows[:, others]
    both = together.all(1) | ~together.any(1)
    rows = np.column_stack([game.rows[both][:, list(kept)], together[both].all(1)])
    members = (*(game.members[member] for member in kept), rest)
    return Game(members, rows, game.worth[both])
