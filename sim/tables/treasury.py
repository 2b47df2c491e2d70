"""What governments owe, do and report beyond their yearly budgets (财政)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Treasury:
    """What governments owe, do and report beyond their yearly budgets (财政)."""
