import numpy as np
import pytest

from sim.kernels.maths import U32, kernel
from sim.kernels.philox import laplace32, laplace_each, normal32, philox, uniform32, uniform64, uniform_word

ONES = 0xFFFFFFFF
# Known answers published with Random123: counter, key, result.
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((ONES, ONES, ONES, ONES), (ONES, ONES), (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@kernel
def one(a):
    return philox(a[0], a[1], a[2], a[3], a[4], a[5])


@kernel
def many(count):
    out = np.empty((count, 4), np.float64)
    for i in range(count):
        a, b, c, d = philox(U32(i), U32(0), U32(0), U32(0), U32(1), U32(2))
        u, v = uniform32(a), uniform32(b)
        out[i, 0], out[i, 1], out[i, 2], out[i, 3] = u, uniform64(c, d), laplace32(u), normal32(u, v)
    return out


@kernel
def ends(words):
    out = np.empty((words.size, 4), np.float64)
    for i in range(words.size):
        u = uniform32(words[i])
        out[i, 0], out[i, 1] = u, uniform64(words[i], words[i])
        out[i, 2], out[i, 3] = uniform_word(words[i]), laplace32(u)
    return out


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_known_answers(counter, key, answer):
    assert tuple(int(word) for word in one(np.array(counter + key, np.uint32))) == answer


def test_an_array_of_laplace_numbers_is_each_of_them():
    uniform = many(1000)[:, 0].copy()
    assert laplace_each(uniform).tolist() == [float(laplace32(np.float32(one))) for one in uniform]


def test_uniforms_are_strictly_inside_and_symmetric():
    lowest, highest = ends(np.array([0, ONES], np.uint32))
    assert np.all(lowest[:3] > 0) and np.all(highest[:3] < 1)
    np.testing.assert_array_equal(lowest[:3] + highest[:3], 1.0)
    assert lowest[3] == -highest[3] and 11 < highest[3] < 12


def test_distributions():
    uniform, wide, laplace, normal = many(1_000_000).T
    for sample, mean, variance in [
        (uniform, 0.5, 1 / 12),
        (wide, 0.5, 1 / 12),
        (laplace, 0, 1),
        (normal, 0, 1),
    ]:
        assert abs(sample.mean() - mean) < 0.004
        assert abs(sample.var() / variance - 1) < 0.01
    # Fourth moments tell a Laplace number (6) from a normal one (3).
    assert abs(np.mean(laplace**4) - 6) < 0.25
    assert abs(np.mean(normal**4) - 3) < 0.05
