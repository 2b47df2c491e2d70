"""Prints a hash of results of every function in sim/kernels; run in processes of different settings."""

import hashlib

import numpy as np

from sim.chance import Use, draws
from sim.kernels.maths import (
    I64,
    U32,
    cos2pi32,
    exp32,
    exp_array,
    kernel,
    log32,
    log_array,
    ordered_sum,
    power_array,
    sqrt32,
)
from sim.kernels.philox import laplace32, normal32, philox, uniform32, uniform64
from sim.kernels.solve import solve


@kernel
def each32(x, u):
    out = np.empty((6, x.size), np.float32)
    for i in range(x.size):
        out[0, i] = exp32(x[i])
        out[1, i] = log32(x[i])
        out[2, i] = cos2pi32(u[i])
        out[3, i] = sqrt32(u[i])
        out[4, i] = laplace32(u[i])
        out[5, i] = normal32(u[i], u[x.size - 1 - i])
    return out


@kernel
def chance_of(count):
    words = np.empty((count, 4), np.uint32)
    uniforms = np.empty(count, np.float32)
    wide = np.empty(count, np.float64)
    for i in range(count):
        a, b, c, d = philox(U32(i), U32(i * 77), U32(4294967295 - i), U32(5), U32(6), U32(4294967290))
        words[i, 0], words[i, 1], words[i, 2], words[i, 3] = a, b, c, d
        uniforms[i] = uniform32(a)
        wide[i] = uniform64(c, d)
    return words, uniforms, wide


def sample() -> str:
    """Hexadecimal hash over a spread of arguments, extremes included."""
    # Only sums and products make the arguments: no function of numpy's that may differ between machines.
    steps = np.arange(257, dtype=np.float64)
    spread = (steps - 128.0) * 5.5
    positive = np.where(steps < 128, 1.0 / (1.0 + steps * steps), steps * steps * steps) * 1.0e-3
    extremes = np.array([0.0, -0.0, 1.0, -1.0, np.inf, -np.inf, np.nan, 5e-324, 1e-310, 710.0, -746.0, 1e308])
    x = np.concatenate([spread, positive, extremes])
    words, uniforms, wide = chance_of(x.size)
    small = np.clip(x, -3e38, 3e38).astype(np.float32)
    matrix = wide[:400].reshape(20, 20) - 0.5
    results = [
        exp_array(x),
        log_array(x),
        power_array(np.abs(x), 0.3),
        np.array([ordered_sum(wide)]),
        each32(small, uniforms),
        words,
        uniforms,
        wide,
        solve(matrix, wide[:20]),
        draws((3, 4), np.arange(50, dtype=np.uint64) * np.uint64(2**57 + 1), 8092, Use.ENTRANT, 4095, 9),
        np.array([I64(1)]),
    ]
    digest = hashlib.sha256()
    for result in results:
        # A NaN's sign and payload are the processor's own business.
        clean = (
            np.where(np.isnan(result), result.dtype.type(1.25), result)
            if result.dtype.kind == "f"
            else result
        )
        digest.update(np.ascontiguousarray(clean).tobytes())
    return digest.hexdigest()


if __name__ == "__main__":
    print(sample())
