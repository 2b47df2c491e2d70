"""Titles of firms (高企、专精特新、小巨人), upgrades and digitalisation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Recognition:
    """Titles of firms (高企、专精特新、小巨人), upgrades and digitalisation."""
