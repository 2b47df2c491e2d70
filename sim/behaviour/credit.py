"""Loans, dividends and calls on owners (信贷与分红). Source: own tests of the core economy."""

from __future__ import annotations

from sim.kernels.maths import I64, rule

NOTHING = I64(0)


@rule
def loan_change(wanted, owed, spare):
    """Change of a firm's loan: up to the wanted level at once, down only from cash above the buffer."""
    change = wanted - owed
    return change if change >= NOTHING else -min(-change, max(spare, NOTHING))


@rule
def dividend(above, paid_investment, callable_):
    """All cash above the buffer; where owners can be called, they pay in at most the quarter's investment."""
    return above if above >= NOTHING else (max(above, -paid_investment) if callable_ else NOTHING)


@rule
def emergency_loan(cash, room):
    """What the bank lends a firm without cash, up to the room its capital leaves."""
    return min(max(room, NOTHING), max(-cash, NOTHING))
