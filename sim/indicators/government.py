"""Indicators of the block government (政府)."""

from __future__ import annotations

from sim.indicators.kinds import Indicator

INDICATORS: tuple[Indicator, ...] = ()
