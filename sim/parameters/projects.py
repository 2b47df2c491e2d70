"""Numbers of projects."""

from __future__ import annotations

from sim.checks import Strict


class Projects(Strict):
    """Investment projects (招商项目)."""
