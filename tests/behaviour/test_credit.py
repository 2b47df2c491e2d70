"""Loans, dividends, calls on owners, emergency loans."""

from hypothesis import given
from hypothesis import strategies as st

from sim.behaviour import credit
from sim.kernels.maths import I64

YUAN = st.integers(-(10**9), 10**9)
HELD = st.integers(0, 10**9)


def test_loans_rise_at_once_and_fall_from_spare_cash_only():
    assert credit.loan_change(I64(100), I64(60), I64(-50)) == 40
    assert credit.loan_change(I64(60), I64(100), I64(25)) == -25
    assert credit.loan_change(I64(60), I64(100), I64(90)) == -40
    assert credit.loan_change(I64(60), I64(100), I64(-5)) == 0
    assert credit.loan_change(I64(60), I64(60), I64(-5)) == 0


def test_cash_above_the_buffer_is_paid_out():
    assert credit.dividend(I64(50), I64(10), False) == 50
    assert credit.dividend(I64(0), I64(10), True) == 0


def test_owners_are_called_for_the_investment_at_most():
    assert credit.dividend(I64(-50), I64(10), True) == -10
    assert credit.dividend(I64(-5), I64(10), True) == -5
    assert credit.dividend(I64(-50), I64(10), False) == 0


def test_the_bank_helps_as_far_as_capital_reaches():
    assert credit.emergency_loan(I64(-30), I64(100)) == 30
    assert credit.emergency_loan(I64(-30), I64(20)) == 20
    assert credit.emergency_loan(I64(-30), I64(-20)) == 0
    assert credit.emergency_loan(I64(5), I64(100)) == 0


@given(YUAN, HELD, HELD, HELD, HELD)
def test_loans_and_dividends_leave_the_buffer(cash, buffer, wanted, owed, paid):
    change = int(credit.loan_change(I64(wanted), I64(owed), I64(cash - buffer)))
    assert owed + change >= 0
    after_loan = cash + change
    assert change >= 0 or after_loan >= buffer
    for owners_pay in (False, True):
        paid_out = int(credit.dividend(I64(after_loan - buffer), I64(paid), owners_pay))
        left = after_loan - paid_out
        assert paid_out >= -paid
        assert left == buffer or (after_loan < buffer and after_loan <= left < buffer)


@given(YUAN, YUAN)
def test_help_never_leaves_more_than_nothing(cash, room):
    assert 0 <= int(credit.emergency_loan(I64(cash), I64(room))) <= max(-cash, 0)
