"""Numbers of treasury."""

from __future__ import annotations

from sim.checks import Strict


class Effort(Strict):
    """Effort, targets and reports of governments (精力、考核与上报)."""


class Crowding(Strict):
    """Credit and public debt (信贷与公共债务)."""
