"""Numbers of residents."""

from __future__ import annotations

from sim.checks import Strict


class Services(Strict):
    """Schools and hospitals (教育与医疗)."""


class Residents(Strict):
    """People by age and skill (居民)."""


class Commuting(Strict):
    """Work in another county (通勤)."""
