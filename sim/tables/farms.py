"""Orchards and peel by age, fields and ponds (特色农业)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Farms:
    """Orchards and peel by age, fields and ponds (特色农业)."""
