"""Numbers of villages."""

from __future__ import annotations

from sim.checks import Strict


class Villages(Strict):
    """Village collectives (村集体)."""
