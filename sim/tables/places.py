"""What changes beside firms in the core economy: cells (county x sector), counties, towns, the city."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass
class Cells:
    """State of the cells [counties x sectors]; money in yuan."""

    last_output: np.ndarray
    """Gross output last quarter, yuan."""
    order_reference: np.ndarray
    """Sum of order weights that exports are shared by, yuan a quarter at opening prices."""
    export_reference: np.ndarray
    """Exports of a quarter at opening prices, yuan; raised only by projects from outside."""
    fill: np.ndarray
    """Output over demand last quarter."""
    used_share: np.ndarray
    """Share of investment orders filled with used capital."""
    used_pool: np.ndarray
    """Used capital for sale, yuan at opening prices."""
    estate_loans: np.ndarray
    """Loans that firms closed last quarter left, yuan."""
    loans: np.ndarray
    """Loans of the firms of the cell, yuan."""
    productivity: np.ndarray
    """Real output per person and quarter at log productivity zero."""
    sector_efficiency: np.ndarray
    """Mean log efficiency [sectors]."""


@dataclass
class Counties:
    """State of the counties."""

    income: np.ndarray
    """Disposable income of households last quarter, vouchers left out, yuan."""
    vouchers: np.ndarray
    """Vouchers that households will spend next quarter, yuan."""
    brought_forward: np.ndarray
    """What vouchers made households buy earlier and they will buy less, yuan."""
    revenue: np.ndarray
    """Own revenue of the county government last quarter, yuan, towns' and city's parts apart."""
    debt: np.ndarray
    """Bonds the county government owes, yuan."""
    log_wage: np.ndarray
    """Log wage beside the trend wage."""
    last_log_wage: np.ndarray
    """The same a quarter earlier: what this quarter's wages were paid at."""
    attraction_gap: np.ndarray
    """Unemployment beside its opening rate."""
    people: np.ndarray
    """Residents, persons."""
    labour_force: np.ndarray
    """Persons of working age who work or look for work."""
    employment: np.ndarray
    """Persons who work in the county."""
    public_capital: np.ndarray
    """Yuan at opening prices."""
    public_capital_reference: np.ndarray
    """Its path on the trend, against which productivity is read, yuan at opening prices."""
    road_productivity: np.ndarray
    """Log productivity that public capital beside its reference gives to firms."""
    access_passenger: np.ndarray
    """Market access by passenger times, one at the opening."""
    access_freight: np.ndarray
    """Market access by freight, one at the opening."""


@dataclass
class Towns:
    """State of the towns."""

    people: np.ndarray
    """Residents, persons."""
    revenue: np.ndarray
    """Town government's revenue last quarter, yuan."""


@dataclass
class City:
    """State of the city level and of what surrounds it."""

    debt: int
    """Bonds the city government owes, yuan."""
    revenue: float
    """The city's own part of revenue last quarter, yuan."""
    firm_index: float
    """Trend of the number of firms, one at the opening."""
    outside_people: np.ndarray
    """People of the outside nodes."""
