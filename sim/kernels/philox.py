"""Philox4x32-10: random numbers that are a function of an address, not of a place in a stream.

Source: Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3". Ten rounds are
written out, as a loop over rounds would not become vector instructions. Words travel in 64-bit lanes whose
upper halves may hold rubbish: each is masked where it is multiplied, which costs nothing (the vector product
reads the low half only), and keys may run past 32 bits, as they are only xor-ed into such lanes. So nothing
here ever overflows, compiled or not.
"""

from __future__ import annotations

import numpy as np

from sim.kernels.maths import I32, I64, U32, U64, D, F, cos2pi32, kernel, log32, rule, sqrt32

_M0, _M1 = U64(0xD2511F53), U64(0xCD9E8D57)
_W0, _W1 = U64(0x9E3779B9), U64(0xBB67AE85)
_LOW, _HALF = U64(0xFFFFFFFF), U64(32)


@rule
def philox(c0, c1, c2, c3, k0, k1):
    """Four random uint32 for a counter of four words and a key of two; each argument is below 2^32."""
    c0, c1, c2, c3, k0, k1 = U64(c0), U64(c1), U64(c2), U64(c3), U64(k0), U64(k1)
    p, q = _M0 * (c0 & _LOW), _M1 * (c2 & _LOW)
    c0, c1, c2, c3 = (q >> _HALF) ^ c1 ^ k0, q, (p >> _HALF) ^ c3 ^ k1, p
    k0, k1 = k0 + _W0, k1 + _W1
    p, q = _M0 * (c0 & _LOW), _M1 * (c2 & _LOW)
    c0, c1, c2, c3 = (q >> _HALF) ^ c1 ^ k0, q, (p >> _HALF) ^ c3 ^ k1, p
    k0, k1 = k0 + _W0, k1 + _W1
    p, q = _M0 * (c0 & _LOW), _M1 * (c2 & _LOW)
    c0, c1, c2, c3 = (q >> _HALF) ^ c1 ^ k0, q, (p >> _HALF) ^ c3 ^ k1, p
    k0, k1 = k0 + _W0, k1 + _W1
    p, q = _M0 * (c0 & _LOW), _M1 * (c2 & _LOW)
    c0, c1, c2, c3 = (q >> _HALF) ^ c1 ^ k0, q, (p >> _HALF) ^ c3 ^ k1, p
    k0, k1 = k0 + _W0, k1 + _W1
    p, q = _M0 * (c0 & _LOW), _M1 * (c2 & _LOW)
    c0, c1, c2, c3 = (q >> _HALF) ^ c1 ^ k0, q, (p >> _HALF) ^ c3 ^ k1, p
    k0, k1 = k0 + _W0, k1 + _W1
    p, q = _M0 * (c0 & _LOW), _M1 * (c2 & _LOW)
    c0, c1, c2, c3 = (q >> _HALF) ^ c1 ^ k0, q, (p >> _HALF) ^ c3 ^ k1, p
    k0, k1 = k0 + _W0, k1 + _W1
    p, q = _M0 * (c0 & _LOW), _M1 * (c2 & _LOW)
    c0, c1, c2, c3 = (q >> _HALF) ^ c1 ^ k0, q, (p >> _HALF) ^ c3 ^ k1, p
    k0, k1 = k0 + _W0, k1 + _W1
    p, q = _M0 * (c0 & _LOW), _M1 * (c2 & _LOW)
    c0, c1, c2, c3 = (q >> _HALF) ^ c1 ^ k0, q, (p >> _HALF) ^ c3 ^ k1, p
    k0, k1 = k0 + _W0, k1 + _W1
    p, q = _M0 * (c0 & _LOW), _M1 * (c2 & _LOW)
    c0, c1, c2, c3 = (q >> _HALF) ^ c1 ^ k0, q, (p >> _HALF) ^ c3 ^ k1, p
    k0, k1 = k0 + _W0, k1 + _W1
    p, q = _M0 * (c0 & _LOW), _M1 * (c2 & _LOW)
    c0, c1, c2, c3 = (q >> _HALF) ^ c1 ^ k0, q, (p >> _HALF) ^ c3 ^ k1, p
    return U32(c0 & _LOW), U32(c1 & _LOW), U32(c2 & _LOW), U32(c3 & _LOW)


@rule
def uniform32(word):
    """A float32 strictly between 0 and 1 from the upper 23 bits of a uint32: (n + 1/2) 2^-23."""
    return (F(I32(word >> U32(9))) + F(0.5)) * F(1.1920928955078125e-07)


@rule
def uniform64(high, low):
    """A float64 strictly between 0 and 1 from two uint32: (n + 1/2) 2^-52, odd steps on a grid of 2^-53."""
    n = (U64(high) << U64(20)) | (U64(low) >> U64(12))
    return (D(I64(n)) + D(0.5)) * D(2.220446049250313e-16)


@rule
def uniform_word(word):
    """A float64 strictly between 0 and 1 from one uint32: (n + 1/2) 2^-32."""
    return (D(I64(word)) + D(0.5)) * D(2.3283064365386963e-10)


@rule
def laplace32(u):
    """A Laplace number of mean 0 and variance 1 from a uniform32; at most 11.3 in size."""
    x = F(u) - F(0.5)
    # copysign rather than a test of the sign: the loop stays free of branches.
    return np.copysign(log32(F(1.0) - F(2.0) * abs(x)) * F(-0.70710678), x)


@kernel
def laplace_each(u):
    """`laplace32` of every number of an array, as float64; a loop of its own, as only kernels are kept compiled."""
    out = np.empty(u.size, np.float64)
    for i in range(u.size):
        out[i] = laplace32(F(u[i]))
    return out


@rule
def normal32(u, v):
    """A standard normal number from two uniform32, by Box and Muller, at most 5.8 in size."""
    return sqrt32(F(-2.0) * log32(u)) * cos2pi32(v)
