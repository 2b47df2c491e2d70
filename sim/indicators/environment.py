"""Indicators of the block environment (环境)."""

from __future__ import annotations

from sim.indicators.kinds import Indicator

INDICATORS: tuple[Indicator, ...] = ()
