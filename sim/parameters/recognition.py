"""Numbers of recognition."""

from __future__ import annotations

from sim.checks import Strict


class Recognition(Strict):
    """Titles of firms (企业认定)."""


class Upgrade(Strict):
    """Technical upgrade and digitalisation (技改与数字化)."""
