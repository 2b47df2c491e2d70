"""Titles of firms (高企、专精特新、小巨人), upgrades and digitalisation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag


class Title(IntFlag):
    """Titles a firm may hold: bits of its column `titles`."""

    HIGH_TECH = 1  # 高新技术企业
    SPECIALISED = 2  # 专精特新中小企业
    LITTLE_GIANT = 4  # 专精特新小巨人
    KEY_GIANT = 8  # 重点小巨人


@dataclass
class Recognition:
    """Counts that are not columns of firms."""
