"""Every number of the behaviours, with default, unit, range, source and status; nothing else knows one.

Rates are quoted per year unless the unit says a quarter; the step converts them in one place (C1).
"""

from __future__ import annotations

from sim.checks import Strict
from sim.parameters.firms import (
    Credit,
    Entry,
    Exit,
    Growth,
    Investment,
    Ladder,
    Owners,
    Production,
    Productivity,
)
from sim.parameters.society import Government, Households, Labour, Migration, Trade


class Parameters(Strict):
    """All behaviours' numbers, one group a behaviour."""

    growth: Growth = Growth()
    trade: Trade = Trade()
    production: Production = Production()
    labour: Labour = Labour()
    productivity: Productivity = Productivity()
    investment: Investment = Investment()
    credit: Credit = Credit()
    owners: Owners = Owners()
    entry: Entry = Entry()
    exit: Exit = Exit()
    ladder: Ladder = Ladder()
    households: Households = Households()
    migration: Migration = Migration()
    government: Government = Government()
