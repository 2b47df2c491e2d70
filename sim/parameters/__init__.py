"""Every number of the behaviours, with default, unit, range, source and status; nothing else knows one.

Rates are quoted per year unless the unit says a quarter; the step converts them in one place (C1).
"""

from __future__ import annotations

from sim.checks import Strict
from sim.parameters.farming import Farming
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
from sim.parameters.knowhow import Knowhow
from sim.parameters.parks import Land, Parks, Renewal
from sim.parameters.projects import Projects
from sim.parameters.recognition import Recognition, Upgrade
from sim.parameters.residents import Commuting, Residents, Services
from sim.parameters.society import Government, Households, Labour, Migration, Trade
from sim.parameters.stocks import Stocks
from sim.parameters.treasury import Crowding, Effort
from sim.parameters.villages import Villages
from sim.parameters.visits import Environment, Tourism


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
    parks: Parks = Parks()
    land: Land = Land()
    renewal: Renewal = Renewal()
    projects: Projects = Projects()
    recognition: Recognition = Recognition()
    upgrade: Upgrade = Upgrade()
    villages: Villages = Villages()
    farming: Farming = Farming()
    tourism: Tourism = Tourism()
    environment: Environment = Environment()
    services: Services = Services()
    residents: Residents = Residents()
    commuting: Commuting = Commuting()
    effort: Effort = Effort()
    crowding: Crowding = Crowding()
    knowhow: Knowhow = Knowhow()
    stocks: Stocks = Stocks()
