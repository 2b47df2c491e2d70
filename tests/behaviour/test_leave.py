"""Hazards of closing: by age, by size, none for the largest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour.leave import hazard
from sim.kernels.maths import F

RULES = (F(0.10), F(1.8), F(0.25), F(1e9))


def test_a_firm_of_a_million():
    # 1/4 * 0.085 = 0.02125 a quarter
    assert hazard(F(1e6), F(0.085), *RULES) == pytest.approx(0.02125)


def test_a_large_firm():
    # 320 m: 320^-0.1 = 0.561675, (320/20)^-0.25 = 1/2: 0.02125 * 0.561675 / 2 = 0.00596780
    assert hazard(F(3.2e8), F(0.085), *RULES) == pytest.approx(0.00596780, rel=1e-5)


def test_the_smallest_are_limited():
    # 10 000 yuan: 0.01^-0.1 = 1.584893; with exponent 0.3 the limit 1.8 binds; without sales as with 10 000 yuan.
    assert hazard(F(1e4), F(0.085), *RULES) == pytest.approx(0.02125 * 1.584893, rel=1e-5)
    assert hazard(F(1e4), F(0.085), F(0.3), *RULES[1:]) == pytest.approx(0.02125 * 1.8, rel=1e-5)
    assert hazard(F(0), F(0.085), *RULES) == hazard(F(1e4), F(0.085), *RULES)


def test_from_a_billion_on_there_is_no_lottery():
    assert hazard(F(1e9), F(0.085), *RULES) == 0
    assert hazard(F(0.999e9), F(0.085), *RULES) > 0


@given(st.floats(0, 2e9), st.floats(1.0, 10.0), st.floats(0, 0.1))
def test_larger_firms_close_less(sales, factor, by_age):
    small, large = (hazard(F(value), F(by_age), *RULES) for value in (sales, sales * factor))
    assert 0 <= large <= small * F(1.000001) <= 0.045001


@given(st.floats(0, 9e8), st.floats(0, 0.1), st.floats(0, 0.1))
def test_a_riskier_age_closes_more(sales, by_age, more):
    assert hazard(F(sales), F(by_age), *RULES) <= hazard(F(sales), F(by_age + more), *RULES)
