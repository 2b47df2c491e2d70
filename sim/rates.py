"""From figures a year to figures a quarter, in one place (C1).

Interest and rates of birth, of signing and of moving are divided by four; growth is compounded ((1 + g)^(1/4), see
`sim/trend.py`); the hazard of closing is a quarter of the yearly one and the spread of a firm's luck half of it,
inside the rules of firms.
"""

from __future__ import annotations

from typing import Any


def per_quarter(rate_per_year: Any) -> Any:
    """A yearly rate, a quarter of it: interest, births, wear."""
    return rate_per_year / 4.0
