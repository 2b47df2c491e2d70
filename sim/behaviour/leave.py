"""Deaths of firms (退出): a hazard by age and size, and insolvency after two quarters without cash.

Source: SAIC 2013 survival report for the hazard by age; size rules: own tests of the core economy. Firms above
one bn yuan of sales are outside the lottery: one large plant dying a quarter earlier would drown every comparison.
"""

from __future__ import annotations

from sim.kernels.maths import F, exp32, log32, rule

SMALL_UNIT = 1e6
LARGE_UNIT = 2e7


@rule
def hazard(sales, by_age, exponent, limit, large_exponent, protected):
    """Quarterly exit hazard of a firm, from its yearly sales at last January.

    h = 1/4 h(age) min(1.8, (S/1m)^-0.1) max(1, S/20m)^-0.25, zero above one bn.
    """
    size = max(sales, F(1e4))
    large = max(F(1.0), size * F(1.0 / LARGE_UNIT))
    small_factor = min(limit, exp32(-exponent * log32(size * F(1.0 / SMALL_UNIT))))
    rate = F(0.25) * by_age * small_factor * exp32(-large_exponent * log32(large))
    return rate if sales < protected else F(0.0)
