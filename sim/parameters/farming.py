"""Numbers of farming."""

from __future__ import annotations

from sim.checks import Strict


class Farming(Strict):
    """Speciality farming (特色农业)."""
