"""Draws of the twin: Philox4x32-10 in whole numbers of Python, and what is made of its words."""

from __future__ import annotations

import math

WORD = 0xFFFFFFFF
FIRM_QUARTER, ENTRANT, LADDER, BIRTH_COUNT, ENTRANT_FORM = 1, 2, 3, 4, 5
EPOCH = 4 * 1990


def philox(counter: tuple[int, int, int, int], key: tuple[int, int]) -> tuple[int, int, int, int]:
    """Four random words of 32 bits; ten rounds, the key raised after each."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        p, q = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (q >> 32) ^ c1 ^ k0, q & WORD, (p >> 32) ^ c3 ^ k1, p & WORD
        k0, k1 = (k0 + 0x9E3779B9) & WORD, (k1 + 0xBB67AE85) & WORD
    return c0, c1, c2, c3


def words(key: tuple[int, int], low: int, high: int, quarter: int, use: int) -> tuple[int, int, int, int]:
    """Words of one party in one quarter for one use."""
    return philox((low, high, (quarter - EPOCH) << 20 | use << 12, 0), key)


def firm_words(key: tuple[int, int], who: int, quarter: int, use: int) -> tuple[int, int, int, int]:
    """Words of a firm: its id fills two words of the address."""
    return words(key, who & WORD, who >> 32, quarter, use)


def uniform(word: int) -> float:
    """A number strictly between 0 and 1 from the upper 23 bits."""
    return ((word >> 9) + 0.5) / 2**23


def fine_uniform(high: int, low: int) -> float:
    """A number strictly between 0 and 1 from 52 bits of two words."""
    return ((high << 20 | low >> 12) + 0.5) / 2**52


def laplace(u: float) -> float:
    """A Laplace number of mean zero and variance one."""
    return math.copysign(-math.log(1.0 - 2.0 * abs(u - 0.5)) / math.sqrt(2.0), u - 0.5)


def normal(u: float, v: float) -> float:
    """A standard normal number (Box and Muller)."""
    return math.sqrt(-2.0 * math.log(u)) * math.cos(2.0 * math.pi * v)
