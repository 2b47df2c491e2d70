"""Schools and hospitals of the towns (公共服务)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Services:
    """Schools and hospitals of the towns (公共服务)."""
