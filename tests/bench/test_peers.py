"""The ten frozen rules give the same firms in all four ways to write them."""

import numpy as np
import pytest

from experiments.bench.peers.columns import Arrays
from experiments.bench.peers.compiled import Compiled, compiler
from experiments.bench.peers.objects import Objects
from experiments.bench.peers.ours import BLOCK, Pages
from experiments.bench.peers.sample import COLUMNS, CONSTANTS, SUMS, draw_sample

STEPS = 6


def firms_agree(mine: np.ndarray, other: np.ndarray) -> None:
    """Within 1e-5 of each value and its column's mean; cash, what large sums leave over, also of the turnover."""
    scale = np.abs(other) + np.abs(other).mean(axis=1, keepdims=True)
    scale[COLUMNS.index("cash")] += other[COLUMNS.index("weight")]
    assert (np.abs(mine - other) / scale).max() < 1e-5


@pytest.mark.parametrize("peer", [Arrays, Compiled, Objects])
def test_every_peer_comes_to_the_same_firms(peer):
    if peer is Compiled and compiler() is None:
        pytest.skip("gcc is not on the path")
    sample = draw_sample(6_000)
    ours, other = Pages(sample), peer(sample)
    for number in range(STEPS):
        np.testing.assert_allclose(ours.step(number), other.step(number), rtol=1e-5, atol=1.0)
        firms_agree(ours.columns(), other.columns())


def test_the_sample_is_in_motion_and_stays_sane():
    sample = draw_sample(20_000)
    pages = Pages(sample)
    leavers = 0.0
    for number in range(60):
        sums = pages.step(number)
        leavers += sums[:, SUMS.index("leavers")].sum()
    columns = pages.columns()
    assert np.isfinite(columns).all()
    assert 0.001 < leavers / (60 * sample.firms) < 0.05
    output = sums[:, SUMS.index("output")].sum()
    assert 0.3 < output / sample.columns[COLUMNS.index("weight")].astype(float).sum() < 3.0
    assert (pages.live <= BLOCK).all() and pages.live.sum() == sample.firms
    assert sample.table.shape[1] == len(CONSTANTS)


def test_the_c_peer_leaves_small_numbers_alone():
    if compiler() is None:
        pytest.skip("gcc is not on the path")
    Compiled(draw_sample(100))
    assert np.float64(5e-324) * np.float64(1.0) > 0.0  # no flush to zero in this process
