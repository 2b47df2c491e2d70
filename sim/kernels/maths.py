"""Arithmetic that has the same bits on every machine: exp, log and cosine from plain products and sums.

The C library's and numpy's functions change with the machine and the vector width, so nothing that reaches
state uses them. No fused multiply-add is formed (`fastmath=False`), and every loop keeps its order. Compiled
and uncompiled (`NUMBA_DISABLE_JIT=1`) are one source with one result.

`rule` marks a scalar function that is inlined where it is called; `kernel` a function of arrays, compiled and
cached. The 32-bit functions are for firms, the 64-bit ones for cells and the opening balance.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

F, D = np.float32, np.float64
I8, I16, I32, I64 = np.int8, np.int16, np.int32, np.int64
U8, U32, U64 = np.uint8, np.uint32, np.uint64


def rule[Function: Callable[..., Any]](function: Function) -> Function:
    """Mark a scalar function that is inlined into the loops that call it."""
    inlined: Function = njit(fastmath=False, error_model="numpy", forceinline=True)(function)
    return inlined


def kernel[Function: Callable[..., Any]](function: Function) -> Function:
    """Mark a function of arrays: compiled at first call, cached, free of Python's lock."""
    compiled: Function = njit(cache=True, nogil=True, error_model="numpy", fastmath=False)(function)
    return compiled


# Adding 1.5 * 2^23 (2^52) rounds to the nearest whole number and leaves it in the low bits of the sum.
_ROUND32 = F(12582912.0)
_ROUND64 = D(6755399441055744.0)
_ROUND_BITS64 = I64(0x4338000000000000)
_LOG2E32, _LOG2E64 = F(1.44269504), D(1.4426950408889634)
# ln 2 in two parts; the first has so few bits that its product with an exponent is exact.
_LN2_HIGH32, _LN2_LOW32 = F(0.693359375), F(-2.12194440e-4)
_LN2_HIGH64, _LN2_LOW64 = D(float.fromhex("0x1.62e42feep-1")), D(float.fromhex("0x1.a39ef35793c76p-33"))
_EXP32_LEAST, _EXP32_MOST = F(-87.0), F(88.0)
_EXP64_LEAST, _EXP64_MOST = D(-745.14), D(709.782712893384)
_SQRT_HALF_BITS32, _SQRT_HALF_BITS64 = I32(0x3F3504F3), I64(0x3FE6A09E667F3BCD)
_SMALLEST_NORMAL = D(2.2250738585072014e-308)
_TWO_54 = D(18014398509481984.0)
_NAN32, _INFINITY32 = F(np.nan), F(np.inf)
_NAN64, _INFINITY64 = D(np.nan), D(np.inf)


@rule
def exp32(x):
    """e^x in float32, relative error below 3e-7; x is held within -87 … 88, NaN stays NaN."""
    x = min(max(F(x), _EXP32_LEAST), _EXP32_MOST)
    rounded = x * _LOG2E32 + _ROUND32
    k = rounded - _ROUND32
    r = x - k * _LN2_HIGH32 - k * _LN2_LOW32
    # Minimax polynomial of (e^r - 1 - r) / r^2 on |r| < ln 2 / 2: Moshier, Cephes, expf.
    p = F(1.9875691500e-4)
    p = p * r + F(1.3981999507e-3)
    p = p * r + F(8.3334519073e-3)
    p = p * r + F(4.1665795894e-2)
    p = p * r + F(1.6666665459e-1)
    p = p * r + F(5.0000001201e-1)
    power_of_two = I32((F(rounded).view(np.int32) + I32(127)) << I32(23)).view(np.float32)
    return (p * r * r + r + F(1.0)) * power_of_two


@rule
def log32(x):
    """Natural logarithm in float32 of a normal number x > 0, relative error below 3e-7.

    Zero gives -88.03, so that inert rows stay finite; a negative number, infinity and NaN give NaN.
    """
    x = F(x)
    bits = F(abs(x)).view(np.int32)
    exponent = I32(bits - _SQRT_HALF_BITS32) >> I32(23)
    m = I32(bits - I32(exponent << I32(23))).view(np.float32) - F(1.0)
    # Minimax polynomial of (ln(1+m) - m + m^2/2) / m^3 between sqrt(1/2) and sqrt(2): Moshier, Cephes, logf.
    p = F(7.0376836292e-2)
    p = p * m - F(1.1514610310e-1)
    p = p * m + F(1.1676998740e-1)
    p = p * m - F(1.2420140846e-1)
    p = p * m + F(1.4249322787e-1)
    p = p * m - F(1.6668057665e-1)
    p = p * m + F(2.0000714765e-1)
    p = p * m - F(2.4999993993e-1)
    p = p * m + F(3.3333331174e-1)
    square = m * m
    e = F(exponent)
    value = m + (p * m * square + e * _LN2_LOW32 - F(0.5) * square) + e * _LN2_HIGH32
    return value if (x >= F(0.0)) & (x < _INFINITY32) else _NAN32


@rule
def cos2pi32(u):
    """cos(2 pi u) in float32, u within 0 … 1, absolute error below 3e-7: a sine series on a quarter turn."""
    x = (F(0.25) - abs(F(u) - F(0.5))) * F(6.2831853)
    square = x * x
    s = F(-2.5052108e-8)
    s = s * square + F(2.7557319e-6)
    s = s * square - F(1.9841270e-4)
    s = s * square + F(8.3333333e-3)
    s = s * square - F(1.6666667e-1)
    return -(x + x * square * s)


@rule
def sqrt32(x):
    """Square root in float32; IEEE 754 fixes its bits."""
    return np.sqrt(F(x))


@rule
def exp64(x):
    """e^x in float64 within 2 units in the last place; 0 below -745.1, infinity above 709.8, NaN for NaN."""
    x = D(x)
    held = min(max(x, _EXP64_LEAST), _EXP64_MOST)
    rounded = held * _LOG2E64 + _ROUND64
    k = rounded - _ROUND64
    r = (held - k * _LN2_HIGH64) - k * _LN2_LOW64
    # Taylor's series to the thirteenth power: the rest is below 4e-18 for |r| < ln 2 / 2.
    p = D(1.0 / 6227020800.0)
    p = p * r + D(1.0 / 479001600.0)
    p = p * r + D(1.0 / 39916800.0)
    p = p * r + D(1.0 / 3628800.0)
    p = p * r + D(1.0 / 362880.0)
    p = p * r + D(1.0 / 40320.0)
    p = p * r + D(1.0 / 5040.0)
    p = p * r + D(1.0 / 720.0)
    p = p * r + D(1.0 / 120.0)
    p = p * r + D(1.0 / 24.0)
    p = p * r + D(1.0 / 6.0)
    p = p * r + D(0.5)
    p = D(1.0) + (r + r * r * p)
    # Two halves of the exponent, so that neither leaves the range of a normal number.
    exponent = D(rounded).view(np.int64) - _ROUND_BITS64
    half = exponent >> I64(1)
    first = I64((half + I64(1023)) << I64(52)).view(np.float64)
    second = I64((exponent - half + I64(1023)) << I64(52)).view(np.float64)
    return _INFINITY64 if x > _EXP64_MOST else (D(0.0) if x < _EXP64_LEAST else p * first * second)


@rule
def log64(x):
    """Natural logarithm in float64 within 2 units in the last place; ln 0 = -infinity, below 0 NaN."""
    x = D(x)
    small = abs(x) < _SMALLEST_NORMAL
    bits = D(abs(x * _TWO_54 if small else x)).view(np.int64)
    exponent = I64(bits - _SQRT_HALF_BITS64) >> I64(52)
    f = I64(bits - I64(exponent << I64(52))).view(np.float64) - D(1.0)
    e = D(exponent - I64(54)) if small else D(exponent)
    # ln(1+f) = 2 artanh(s) with s = f / (2+f); s^2 < 0.0295, so eleven terms leave less than 1e-18.
    s = f / (D(2.0) + f)
    square = s * s
    p = D(2.0 / 23.0)
    p = p * square + D(2.0 / 21.0)
    p = p * square + D(2.0 / 19.0)
    p = p * square + D(2.0 / 17.0)
    p = p * square + D(2.0 / 15.0)
    p = p * square + D(2.0 / 13.0)
    p = p * square + D(2.0 / 11.0)
    p = p * square + D(2.0 / 9.0)
    p = p * square + D(2.0 / 7.0)
    p = p * square + D(2.0 / 5.0)
    p = p * square + D(2.0 / 3.0)
    # 2s = f - s f = f - f^2/2 + s f^2/2: the large part f is exact, only small parts are rounded.
    half_square = D(0.5) * f * f
    value = e * _LN2_HIGH64 - ((half_square - (s * (half_square + p * square) + e * _LN2_LOW64)) - f)
    value = value if (x > D(0.0)) & (x < _INFINITY64) else (x if x > D(0.0) else _NAN64)
    return -_INFINITY64 if x == D(0.0) else value


@rule
def power64(x, p):
    """x^p in float64 for x >= 0, as e^(p ln x): the relative error grows as |p ln x| times 2e-16; 0^0 = 1."""
    exponent = D(p) * (log64(x) if x != D(0.0) else D(1.0))
    value = D(0.0) if D(p) > D(0.0) else _INFINITY64
    return D(1.0) if D(p) == D(0.0) else (exp64(exponent) if x != D(0.0) else value)


@kernel
def _exp_each(x: NDArray[np.float64]) -> NDArray[np.float64]:
    out = np.empty(x.size, np.float64)
    for i in range(x.size):
        out[i] = exp64(x[i])
    return out


@kernel
def _log_each(x: NDArray[np.float64]) -> NDArray[np.float64]:
    out = np.empty(x.size, np.float64)
    for i in range(x.size):
        out[i] = log64(x[i])
    return out


@kernel
def _power_each(x: NDArray[np.float64], p: NDArray[np.float64]) -> NDArray[np.float64]:
    out = np.empty(x.size, np.float64)
    for i in range(x.size):
        out[i] = power64(x[i], p[i])
    return out


@kernel
def _sum_in_order(x: NDArray[np.float64]) -> float:
    total = 0.0
    for i in range(x.size):
        total += x[i]
    return total


def exp_array(x: Any) -> NDArray[np.float64]:
    """e^x of every number of an array of any shape, float64."""
    values = np.asarray(x, np.float64)
    return _exp_each(values.ravel()).reshape(values.shape)


def log_array(x: Any) -> NDArray[np.float64]:
    """Natural logarithm of every number of an array of any shape, float64."""
    values = np.asarray(x, np.float64)
    return _log_each(values.ravel()).reshape(values.shape)


def power_array(x: Any, p: Any) -> NDArray[np.float64]:
    """x^p of every number of an array, x >= 0; `p` is a number or an array that broadcasts with x."""
    values, powers = np.broadcast_arrays(np.asarray(x, np.float64), np.asarray(p, np.float64))
    return _power_each(values.ravel(), powers.ravel()).reshape(values.shape)


def ordered_sum(x: Any) -> float:
    """Sum of an array from first to last, one rounding a step; numpy's own order changes with the machine."""
    return float(_sum_in_order(np.asarray(x, np.float64).ravel()))
