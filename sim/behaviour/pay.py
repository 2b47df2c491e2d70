"""What a firm pays out of its sales (支出): materials, wages, taxes, interest; whole yuan, rounded once, at the firm.

An owner's labour in individual businesses, sole proprietorships and farming is a residual (mixed income, 混合收入):
the wage bill is capped at what is left after materials, taxes and interest.
"""

from __future__ import annotations

from sim.kernels.maths import I64, F, rule


@rule
def in_yuan(amount):
    """An amount of at least zero to the nearest whole yuan; cutting would drift by half a yuan a payment."""
    return I64(amount + F(0.5))


@rule
def share_of(rate, amount):
    """rate x amount to the nearest whole yuan, both at least zero."""
    return in_yuan(rate * F(amount))


@rule
def put_off(rate, sales):
    """Yuan of its sales a firm has to wait for (rate above zero), or gets of what it waited for (below zero)."""
    late = in_yuan(abs(rate) * F(sales))
    return late if rate >= F(0.0) else -late


@rule
def wage_bill(bill, left, owner):
    """Wages paid, yuan: the bill, or for owners what is left when that is less."""
    return min(bill, max(left, I64(0))) if owner else bill


@rule
def profit_tax(rate, net, depreciation):
    """Tax on profit after depreciation, yuan; losses pay none."""
    return in_yuan(max(rate * (F(net) - depreciation), F(0.0)))
