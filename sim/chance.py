"""Chance has an address: every draw is a function of who, when and what for, never of what was drawn before.

The key is (seed, replicate). The counter of Philox4x32-10 is the id's low and high word, a word of quarter,
use and block, and the code of the other party (0 when there is none). So a draw is the same whatever else
happens, in whatever order, on however many threads, and in both arms of a comparison.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum, unique
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.calendar import EPOCH, quarter_name
from sim.errors import InputError, Problem
from sim.kernels.maths import U32, U64, kernel
from sim.kernels.philox import philox, uniform_word

QUARTER_BITS, USE_BITS, BLOCK_BITS = 12, 8, 12


@unique
class Use(IntEnum):
    """What a draw is for; append only, as a number that changes moves every result."""

    FIRM_QUARTER = 1
    ENTRANT = 2
    LADDER = 3
    BIRTH_COUNT = 4
    ENTRANT_FORM = 5
    PROJECT_LEAD = 6
    PROJECT_PLACE = 7
    PROJECT_FATE = 8
    FIRM_MOVE = 9
    PARK = 10
    RENEWAL = 11
    RECOGNITION = 12
    UPGRADE = 13
    VILLAGE = 14
    FARM = 15
    VISIT = 16
    RETURNEE = 17
    AUDIT = 18
    ANCHOR = 19
    POLICY_SCOPE = 20
    PAIR_MATCH = 21
    EVENT = 22
    BID = 23
    QUEUE = 24
    OPENING_PARK = 37
    OPENING_VILLAGE = 38
    OPENING_TITLES = 39
    OPENING_PROJECT = 40
    OPENING_PLOT = 41
    OPENING_TOWN = 33
    OPENING_PRODUCTIVITY = 34
    OPENING_AGE = 35
    OPENING_FORM = 36


class Key(NamedTuple):
    """Key of all draws of one run; for the opening (opening_seed, 0)."""

    seed: np.uint32
    replicate: np.uint32


def make_key(seed: int, replicate: int = 0) -> Key:
    """The key of a seed and a replicate, each a whole number from 0 to 2^32 - 1."""
    given = {"seed": seed, "replicate": replicate}
    wrong = [
        Problem("chance", f"{name} {value!r} given", "a whole number from 0 to 4294967295 is allowed", name)
        for name, value in given.items()
        if int(value) != value or not 0 <= value < 2**32
    ]
    if wrong:
        raise InputError(wrong)
    return Key(U32(seed), U32(replicate))


def quarter_word(quarter: int, use: Use, block: int = 0) -> np.uint32:
    """Quarter since 1990Q1 (12 bits), use (8) and block (12) in one word; `quarter` is 4 * year + q - 1."""
    since = int(quarter) - EPOCH
    if not 0 <= since < 1 << QUARTER_BITS:
        raise ValueError(f"{quarter_name(int(quarter))} has no address: quarters run from 1990Q1 to 3013Q4")
    if not 0 <= int(block) < 1 << BLOCK_BITS:
        raise ValueError(f"block {block} has no address: blocks run from 0 to {(1 << BLOCK_BITS) - 1}")
    return U32(since << (USE_BITS + BLOCK_BITS) | int(Use(use)) << BLOCK_BITS | int(block))


def draw(
    key: tuple[int, int], identity: int, quarter: int, use: Use, block: int = 0, other: int = 0
) -> tuple[float, float, float, float]:
    """Four uniforms strictly between 0 and 1 for one party, with the code of another party or 0."""
    a, b, c, d = draws(key, np.array([identity], U64), quarter, use, block, other)[0].tolist()
    return a, b, c, d


def draws(
    key: Key | tuple[int, int],
    identities: NDArray[np.uint64],
    quarter: int,
    use: Use,
    block: int = 0,
    other: int | NDArray[np.uint64] = 0,
) -> NDArray[np.float64]:
    """Four uniforms strictly between 0 and 1 for each of n parties [n, 4]; a row depends on its id alone."""
    ids = np.ascontiguousarray(identities, U64)
    others = np.ascontiguousarray(np.broadcast_to(np.asarray(other, U64), ids.shape))
    return _draw_each(ids, others, quarter_word(quarter, use, block), *make_key(*key))


def check_collisions(codes: Iterable[int], where: str = "region") -> None:
    """Refuse codes of parties that would share draws: equal modulo 2^32, or 0, which stands for nobody."""
    by_word: dict[int, int] = {}
    problems = []
    for code in sorted({int(code) for code in codes}):
        word = code % 2**32
        if word == 0:
            problems.append(Problem(where, f"the code {code} is 0 modulo 2^32", "0 stands for nobody"))
        elif word in by_word:
            given = f"the codes {by_word[word]} and {code} are equal modulo 2^32"
            problems.append(Problem(where, given, "codes must differ there, as draws are addressed by it"))
        by_word.setdefault(word, code)
    if problems:
        raise InputError(problems)


@kernel
def _draw_each(
    identities: NDArray[np.uint64],
    others: NDArray[np.uint64],
    word: np.uint32,
    seed: np.uint32,
    replicate: np.uint32,
) -> NDArray[np.float64]:
    out = np.empty((identities.size, 4), np.float64)
    low, half = U64(0xFFFFFFFF), U64(32)
    for i in range(identities.size):
        a, b, c, d = philox(
            identities[i] & low, identities[i] >> half, word, others[i] & low, seed, replicate
        )
        out[i, 0], out[i, 1] = uniform_word(a), uniform_word(b)
        out[i, 2], out[i, 3] = uniform_word(c), uniform_word(d)
    return out
