"""Indicators of the block visits (旅游)."""

from __future__ import annotations

from sim.indicators.kinds import Indicator

INDICATORS: tuple[Indicator, ...] = ()
