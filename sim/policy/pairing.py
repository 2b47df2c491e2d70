"""PAIRING (结对帮扶): who is matched with whom, and what flows between them each quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def ask(world: World, now: Quarter, active: bool = True) -> None:
    """Match pairings that start; ask donors for what contracts of this quarter cost."""


def commit(world: World, now: Quarter) -> None:
    """What each pair gets, into programmes, staff, services, relations; orders what donors buy."""


def pay(world: World, now: Quarter) -> None:
    """Post what pairs paid."""
