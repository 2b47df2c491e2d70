"""What governments owe, do and report beyond their yearly budgets (财政)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np


class Goal(IntEnum):
    """Goals among which leaders of a county divide their effort (工作精力)."""

    ATTRACTION = 0  # 招商
    LADDER = 1  # 企业培育
    PARKS = 2  # 园区建设
    VILLAGES = 3  # 乡村
    SERVICES = 4  # 公共服务
    ENVIRONMENT = 5  # 环境


class Figure(IntEnum):
    """Figures that counties report upward (上报数字)."""

    GDP = 0  # 地区生产总值
    FIRMS = 1  # 规模以上企业数
    VILLAGES = 2  # 村集体收入


@dataclass
class Treasury:
    """One row a county unless named otherwise; money in yuan, land in mu."""

    effort: np.ndarray
    """Effort by goal beside the usual [counties, goals]; one everywhere at the opening, always one in the mean."""
    pressure: np.ndarray
    """Pressure of stated targets by goal, zero without targets [counties, goals]."""
    gdp_year: np.ndarray
    """GDP of about the last four quarters, yuan: three quarters of what it was, and the quarter's."""
    town_taxes_year: np.ndarray
    """Local revenue that arose in a town in about the last four quarters, yuan [towns]."""
    reported_so_far: np.ndarray
    """GDP reported since January, yuan."""
    reported_last_year: np.ndarray
    """GDP reported for the last whole year, yuan; zero before there is one."""
    rank_gap: np.ndarray
    """How far reported growth of last year lies behind the best county's, 0 to 1."""
    misreport: np.ndarray
    """Log of reported over true, by figure [counties, figures]."""
    penalty: np.ndarray
    """Penalties of audits not yet paid, whole yuan."""
    arrears: np.ndarray
    """What builders wait for (拖欠账款), whole yuan."""
    interest_subsidy: np.ndarray
    """Interest subsidies (贴息) paid last quarter, yuan."""
    suspended: np.ndarray
    """One while the county pays no pairing contracts, else zero."""
    land_reserve: np.ndarray
    """Land for homes and trade ready to be sold (储备地), mu."""
    land_sold: np.ndarray
    """Land sold since the opening, mu."""
    land_requisitioned: np.ndarray
    """Land taken from villages since the opening (征地), mu; reserve + sold - requisitioned never changes."""
    land_turnover: np.ndarray
    """Land sold in a usual quarter, mu."""
    land_price: np.ndarray
    """Yuan a mu at opening prices."""
    land_demand: np.ndarray
    """Demand for land beside what incomes explain; one at the opening."""
    land_kept: np.ndarray
    """Land revenue of the last quarter that is left for the budget, yuan."""
    mortgages: np.ndarray
    """Loans of households for homes (住房贷款), whole yuan."""
    mortgage_lending: np.ndarray
    """New loans for homes in a usual quarter at opening prices, yuan."""
