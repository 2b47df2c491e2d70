"""Inequality between places and people (不平衡): Theil, Gini and Lorenz, who gains and who loses, changes of rank.

`c.inequality("gdp_real")`, `c.winners("income_rural_per_head", year=2033)`, `c.ranks("gdp_real_per_head")`.
"""

from analysis.inequality.measures import Theil, gini, lorenz, nested_theil, theil, theil_parts

__all__ = ["Theil", "gini", "lorenz", "nested_theil", "theil", "theil_parts"]
