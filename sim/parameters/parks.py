"""Numbers of parks."""

from __future__ import annotations

from sim.checks import Strict


class Parks(Strict):
    """Parks and their companies (园区)."""


class Land(Strict):
    """Land of parks and counties (土地)."""


class Renewal(Strict):
    """Renewal of old village parks (工改)."""
