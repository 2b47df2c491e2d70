"""What a firm pays: rounding, shares, owners' residual wages, tax on profit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour import pay
from sim.kernels.maths import I64, F


@pytest.mark.parametrize(
    ("amount", "yuan"), [(0.0, 0), (0.49, 0), (0.5, 1), (2.5, 3), (1_000_000.0, 1_000_000)]
)
def test_to_the_nearest_yuan(amount, yuan):
    assert pay.in_yuan(F(amount)) == yuan


def test_a_share():
    # 0.3 * 1 001 = 300.3; 0.045 / 4 * 1 000 = 11.25
    assert pay.share_of(F(0.3), I64(1001)) == 300
    assert pay.share_of(F(0.045 / 4), I64(1000)) == 11
    assert pay.share_of(F(0.3), I64(0)) == 0


def test_owners_take_what_is_left_and_others_their_wage():
    assert pay.wage_bill(I64(100), I64(60), True) == 60
    assert pay.wage_bill(I64(100), I64(160), True) == 100
    assert pay.wage_bill(I64(100), I64(-5), True) == 0
    assert pay.wage_bill(I64(100), I64(60), False) == 100
    assert pay.wage_bill(I64(100), I64(-5), False) == 100


def test_tax_on_profit_after_depreciation():
    # 0.12 * (1 000 - 200) = 96; losses and profits below depreciation pay none
    assert pay.profit_tax(F(0.12), I64(1000), F(200)) == 96
    assert pay.profit_tax(F(0.12), I64(150), F(200)) == 0
    assert pay.profit_tax(F(0.12), I64(-1000), F(200)) == 0


@given(st.floats(0, 1), st.integers(0, 10**10))
def test_a_share_is_never_more_than_rounding_above_the_whole(rate, amount):
    share = pay.share_of(F(rate), I64(amount))
    assert 0 <= share <= amount * (1 + 1e-6) + 1
    assert share == pytest.approx(rate * amount, rel=1e-6, abs=0.51)
