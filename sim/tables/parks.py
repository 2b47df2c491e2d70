"""State of the parks (园区): land by stage, park companies, quality."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Parks:
    """State of the parks (园区): land by stage, park companies, quality."""
