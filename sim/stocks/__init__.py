"""What programmes can build (建设内容): of each stock its level, its unit, what a yuan of it buys and what it does."""

from __future__ import annotations

from sim.stocks.county import COUNTY
from sim.stocks.stock import Stock

__all__ = ["STOCKS", "Stock"]

STOCKS: dict[str, Stock] = {stock.name: stock for stock in COUNTY}
"""By the names that a policy file may give."""
