"""People by town, age and skill (居民)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sim.parameters.residents import Residents as Rules

YOUNG, ADULT, OLD = range(3)
"""Ages: below 15, 15 to 59, 60 and more."""
PLAIN, SKILLED = range(2)
"""Skill: with higher education or without."""


class Talent(IntEnum):
    """Kinds of talent that programmes bring (人才)."""

    MANAGERS = 0  # 经营管理人才
    HEALTH = 1  # 卫生人才
    SCIENCE = 2  # 科技人才
    DOCTORAL_PLATFORMS = 3  # 博士、博士后平台


class Source(IntEnum):
    """Sources of rural income that are shared with the townspeople of a county."""

    WAGES = 0
    OPERATING = 1
    TRANSFERS = 2
    PROPERTY = 3


@dataclass
class Residents:
    """People of the towns; all zero where a region gives no ages."""

    cohorts: np.ndarray
    """Persons [towns, 3 ages, 2 skills]; they add up to the town's people."""
    urban_share: np.ndarray
    """Share of a town's people who live in communities rather than villages [towns]."""
    registered: np.ndarray
    """Persons registered in a town, wherever they live (户籍人口) [towns]."""
    away: np.ndarray
    """Persons registered in a town who live outside their county [towns]."""
    fertility: np.ndarray
    """Births a year per adult [counties]."""
    mortality: np.ndarray
    """Factor on the death rates by age [counties]."""
    turning_fifteen: np.ndarray
    """Share of the young who turn fifteen in a year [counties]."""
    turning_sixty: np.ndarray
    """Share of adults who turn sixty in a year [counties]."""
    outside_mix: np.ndarray
    """Shares of who comes from outside [3 ages, 2 skills]."""
    activity_reference: np.ndarray
    """Active persons per resident at the opening, by the rule of activity [counties]."""
    old_activity: float
    """Share of the old in the labour force, relative to `Residents.adult_activity` of the parameters."""
    people_reference: np.ndarray
    """Residents at the opening [towns]."""
    housing_cost: np.ndarray
    """Log price of housing beside the trend [towns]."""
    skilled_share: np.ndarray
    """Share of people of fifteen and more with higher education [counties]."""
    births: np.ndarray
    """Persons born last quarter [towns]."""
    deaths: np.ndarray
    """Persons who died last quarter [towns]."""
    net_migration: np.ndarray
    """Persons who came less those who left last quarter, returnees and talent included [towns]."""
    people_before: np.ndarray
    """Residents when the last quarter ended [towns]."""
    returnees: np.ndarray
    """Persons who came home last quarter [towns]."""
    welcome: np.ndarray
    """Programme for returnees in force, share of a full one [counties]."""
    returnee_firms: np.ndarray
    """Firms that last quarter's returnees found this quarter, in the mean [counties]."""
    talent: np.ndarray
    """Persons (platforms in the last column) that programmes have brought so far [counties, kinds]."""
    commuting_usual: np.ndarray
    """Persons who work elsewhere as usual at the opening [counties, counties + nodes]."""
    commuters: np.ndarray
    """Persons who work elsewhere beside the usual number [counties, counties + nodes]."""
    rural_people_reference: np.ndarray
    """Share of a county's people who lived in villages at the opening [counties]."""
    rural_parts: np.ndarray
    """Share of a source of income that went to villagers at the opening [sources, counties]."""
    income_ratio: float
    """Income a head of townspeople over that of villagers at the opening, the city's."""
    rural_income: np.ndarray
    """Disposable income of villagers last quarter, yuan [counties]."""

    @property
    def known(self) -> bool:
        """Whether the region gives its people by age."""
        return bool((self.people_reference > 0).any())

    def by_age(self, age: int) -> np.ndarray:
        """Persons of an age by town."""
        return self.cohorts[:, age, PLAIN] + self.cohorts[:, age, SKILLED]

    def share_skilled(self, town_county: np.ndarray, counties: int) -> np.ndarray:
        """Share of people of fifteen and more with higher education, by county."""
        grown = self.by_age(ADULT) + self.by_age(OLD)
        skilled = self.cohorts[:, ADULT, SKILLED] + self.cohorts[:, OLD, SKILLED]
        total = np.bincount(town_county, grown, counties)
        return np.bincount(town_county, skilled, counties) / np.maximum(total, 1e-9)

    def activity(self, rules: Rules, town_county: np.ndarray, counties: int) -> np.ndarray:
        """Persons in the labour force if everybody took part as an adult of full activity would, by county."""
        plain, skilled = self.cohorts[:, ADULT, PLAIN], self.cohorts[:, ADULT, SKILLED]
        active = rules.adult_activity * plain + rules.skilled_activity * skilled
        return np.bincount(town_county, active + self.old_activity * self.by_age(OLD), counties)

    def net_commuters(self) -> np.ndarray:
        """Persons of a county who work elsewhere less those from other counties who work in it, beside the usual."""
        counties = self.commuters.shape[0]
        return self.commuters.sum(1) - self.commuters[:, :counties].sum(0)

    def welcome_home(
        self, yuan: np.ndarray, price: float, full: float, town_county: np.ndarray
    ) -> np.ndarray:
        """Spend more of a quarter's yuan by county on people who come home; returns the strength of all of it.

        A full programme costs `full` yuan a year and person away, at opening prices; more buys nothing.
        """
        away = np.bincount(town_county, self.away, yuan.size)
        cost = np.maximum(away, 1.0) * full * price / 4.0
        self.welcome = np.minimum(1.0, self.welcome + yuan / cost)
        return self.welcome
