"""Theil's index adds up over any grouping."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.inequality import nested_theil, theil

AMOUNTS = st.lists(st.floats(1.0, 1e9), min_size=4, max_size=30)


def test_equal_heads_have_no_inequality_and_one_rich_place_has_ln_of_its_share():
    assert theil(np.array([2.0, 4.0]), np.array([1.0, 2.0])) == 0.0
    assert theil(np.array([1.0, 0.0]), np.array([1.0, 3.0])) == pytest.approx(np.log(4.0))


@given(amounts=AMOUNTS, seed=st.integers(0, 99))
def test_between_and_within_add_up(amounts, seed):
    rng = np.random.default_rng(seed)
    amount, people = np.array(amounts), rng.uniform(1.0, 1e6, len(amounts))
    group = np.arange(len(amounts)) % 3
    found = nested_theil(amount, people, group)
    assert found.gap <= 1e-12
    assert found.total >= -1e-12 and found.between >= -1e-12
