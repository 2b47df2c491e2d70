"""State of the village collectives (村集体经济)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Villages:
    """State of the village collectives (村集体经济)."""
