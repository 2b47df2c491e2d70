"""What programmes can build (建设内容): of each stock its level, its unit, what a yuan of it buys and what it does."""

from __future__ import annotations

from sim.stocks.county import COUNTY
from sim.stocks.farms import FARMS
from sim.stocks.firms import FIRMS
from sim.stocks.parks import PARKS
from sim.stocks.people import PEOPLE
from sim.stocks.stock import Stock
from sim.stocks.towns import TOWNS
from sim.stocks.villages import VILLAGES

__all__ = ["STOCKS", "Stock"]

STOCKS: dict[str, Stock] = {
    stock.name: stock for stock in (*COUNTY, *FIRMS, *PEOPLE, *FARMS, *TOWNS, *VILLAGES, *PARKS)
}
"""By the names that a policy file may give."""
