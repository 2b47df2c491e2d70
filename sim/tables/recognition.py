"""Titles of firms (高企、专精特新、小巨人), upgrades and digitalisation (技改、数字化)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, IntFlag

import numpy as np


class Title(IntFlag):
    """Titles a firm may hold: bits of its column `titles`."""

    HIGH_TECH = 1  # 高新技术企业
    SPECIALISED = 2  # 专精特新中小企业
    LITTLE_GIANT = 4  # 专精特新小巨人
    KEY_GIANT = 8  # 重点小巨人
    NEWLY_PUBLIC = 64  # went public this January, its shares not sold yet 本年新上市


class Step(IntEnum):
    """What firms did this January: columns of `Recognition.steps`."""

    TO_PROPRIETOR = 0  # 个转企: individual to sole proprietor, a new form only
    TO_COMPANY = 1  # 个转企: individual to company
    PROPRIETOR_TO_COMPANY = 2
    TO_JOINT_STOCK = 3  # 规改股
    TO_PUBLIC = 4  # 股上市
    LISTED = 5  # entered the statistics of above-scale firms 入统
    LISTED_LATE = 6  # of these: above scale a year ago already
    DELISTED = 7  # 退规
    HIGH_TECH = 8  # titles newly given
    SPECIALISED = 9
    LITTLE_GIANT = 10
    KEY_GIANT = 11
    DIGITAL = 12  # digitalisation begun


NEVER = 1e9
"""Beyond any quality: nobody reaches it."""
IN_STATISTICS, HIDDEN = 1, -1
"""In the statistics; above scale for a year and not in them: values of the column `listed`."""


@dataclass
class Recognition:
    """What is known of firms' titles beyond their columns, and what subsidies have brought forward."""

    active: int
    """One when the region gives this block's stocks, else zero and nothing here happens."""
    campaign: np.ndarray
    """How far a campaign of 个转企 goes, 0 to 1, beside what leaders' effort does [counties]."""
    steps: np.ndarray
    """Firms by what they did last January [counties, Step], whole."""
    awards_added: np.ndarray
    """Yuan that programmes paid as awards to newly listed firms since last January [counties], whole."""
    upgrade_fund: np.ndarray
    """Yuan that programmes paid for technical upgrades which firms have not yet begun [counties], whole."""
    digital_fund: np.ndarray
    """Yuan that programmes paid for digitalisation which firms have not yet taken up [counties], whole."""
    digital_paid: np.ndarray
    """Yuan of it taken up since last January [counties], whole."""
    research_location: np.ndarray
    """Log of research over the notch of a firm of no special bent and productivity [counties]."""
    specialised_score: np.ndarray
    """Least quality of a 专精特新 firm [counties]; above any quality where there is none."""
    giant_score: np.ndarray
    """Least quality of a 小巨人 [counties]."""
    key_score: np.ndarray
    """Least quality of a 重点小巨人 [counties]."""
    above_scale: np.ndarray
    """Industrial firms truly above scale last January [cells]."""
    large_share: np.ndarray
    """Their share of the cell's sales [cells]."""
    research_true: np.ndarray
    """Research of industrial firms, yuan a year [counties], whole."""
    research_reported: np.ndarray
    """The same as reported: with what was relabelled [counties], whole."""
    research_gain: np.ndarray
    """Log productivity from research raised earlier than without effort [cells]."""
    specialised_share: np.ndarray
    """Share of sales of firms recognised as 专精特新 earlier than without effort [cells]."""
    digital_young: np.ndarray
    """Share of sales of firms in their first year of a digitalisation brought forward [cells]."""
    digital_grown: np.ndarray
    """The same after the first year [cells]."""
    upgraded: np.ndarray
    """Firms whose last upgrade came on top of the usual ones, and still counts [counties]."""
    upgrade_subsidies: np.ndarray
    """The usual subsidies to upgrades, yuan in the first quarter [counties]."""
    upgrades: np.ndarray
    """Firms upgraded in the quarter [counties]."""
    upgrades_subsidised: np.ndarray
    """Of these with a subsidy [counties]."""
    upgrades_anyway: np.ndarray
    """Subsidised firms that had planned their upgrade without it [counties]."""
    base: np.ndarray
    """Sales of each cell last January, yuan [cells]."""

    @classmethod
    def none(cls, counties: int, cells: int) -> Recognition:
        """Nobody recognised, nothing set aside."""
        by_county, by_cell = np.zeros(counties), np.zeros(cells)
        whole, never = np.zeros(counties, np.int64), np.full(counties, NEVER)
        return cls(
            active=0,
            campaign=by_county,
            steps=np.zeros((counties, len(Step)), np.int64),
            awards_added=whole,
            upgrade_fund=whole.copy(),
            digital_fund=whole.copy(),
            digital_paid=whole.copy(),
            research_location=-never,
            specialised_score=never,
            giant_score=never.copy(),
            key_score=never.copy(),
            above_scale=by_cell,
            large_share=by_cell.copy(),
            research_true=whole.copy(),
            research_reported=whole.copy(),
            research_gain=by_cell.copy(),
            specialised_share=by_cell.copy(),
            digital_young=by_cell.copy(),
            digital_grown=by_cell.copy(),
            upgraded=by_county.copy(),
            upgrade_subsidies=by_county.copy(),
            upgrades=by_county.copy(),
            upgrades_subsidised=by_county.copy(),
            upgrades_anyway=by_county.copy(),
            base=by_cell.copy(),
        )

    def add_awards(self, yuan: np.ndarray) -> None:
        """Whole yuan of awards, by county, that were paid beside the usual: firms expect as much this January."""
        self.awards_added = self.awards_added + yuan

    def fund_upgrades(self, yuan: np.ndarray) -> None:
        """Whole yuan of subsidies, by county, that were paid for upgrades: begun as fast as firms take them up."""
        self.upgrade_fund = self.upgrade_fund + yuan

    def fund_digital(self, yuan: np.ndarray) -> None:
        """Whole yuan of subsidies, by county, that were paid for digitalisation: firms begin in the January after."""
        self.digital_fund = self.digital_fund + yuan
