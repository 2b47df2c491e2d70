"""Indicators of the block residents (居民与公共服务)."""

from __future__ import annotations

from sim.indicators.kinds import Indicator

INDICATORS: tuple[Indicator, ...] = ()
