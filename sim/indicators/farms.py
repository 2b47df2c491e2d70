"""Indicators of the block farms (特色农业)."""

from __future__ import annotations

from sim.indicators.kinds import Indicator

INDICATORS: tuple[Indicator, ...] = ()
