"""The opening balance: reconciled, addressed, one function of region, date, scenario and trend."""

from sim.opening.balance import Opening, open_region

__all__ = ["Opening", "open_region"]
