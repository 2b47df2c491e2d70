"""Investment projects alive (招商项目), from signature to production; named anchors; firms that moved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np


class Stage(IntEnum):
    """Where a project stands; one that fails or closes is no longer listed."""

    SIGNED = 0  # 已签约
    BUILDING = 1  # 在建
    RAMPING = 2  # 投产爬坡
    PRODUCING = 3  # 达产
    MOVED = 4  # 市内迁移: a firm from another county of the city


LISTS = {
    "ids": np.uint64,
    "node": np.int64,
    "sector": np.int64,
    "park": np.int64,
    "stage": np.int64,
    "signed": np.float64,
    "land": np.float64,
    "executed_share": np.float64,
    "starts": np.int64,
    "quarters": np.int64,
    "paid": np.int64,
    "anchor": np.int64,
    "firm": np.uint64,
    "cell": np.int64,
    "page": np.int64,
    "row": np.int64,
    "orders": np.float64,
    "brought": np.int64,
}
"""Columns of the list of projects, all of one length."""


def no_projects() -> dict[str, np.ndarray]:
    """Columns of an empty list."""
    return {name: np.zeros(0, kind) for name, kind in LISTS.items()}


@dataclass
class Projects:
    """One entry a project alive, oldest first; then what places offer, how leads are spread, and counts."""

    relation: np.ndarray
    """What ties an outside node to a county adds to a lead's utility, 0 at the opening [nodes, counties]."""
    subsidy_share: np.ndarray
    """Subsidy a county promises, share of the plant's cost paid [counties]."""
    subsidy_added: np.ndarray
    """Subsidies that programmes paid and that still count with investors, yuan on the trend [counties]."""
    promotion: np.ndarray
    """Spending of programmes on promotion that still tells, in usual years of it [counties]."""
    energy_quota: np.ndarray
    """Energy quota a county can offer beyond the usual, chance of room, 0 at the opening [counties]."""
    lead_weight: np.ndarray
    """Share of the leads that come from a node for a sector [nodes, sectors]; sums to one, or to zero: no projects."""
    energy_need: np.ndarray
    """Whether a sector needs an energy quota [sectors]."""
    counted_from: np.ndarray
    """Share of ordinary leads by sector that the trend counts [sectors]."""
    signed_per_year: float
    """Yuan signed in an ordinary year at opening prices."""
    size_least: float
    """Smallest project, yuan at opening prices."""
    size_most: float
    """Largest ordinary project, yuan at opening prices."""
    rival_utility: np.ndarray
    """Utility of every rival city by sector, set in the first quarter that leads look around [sectors]."""
    rivals_known: int
    """Whether it has been set."""
    anchor_firm: np.ndarray
    """Ids of the named anchors' firms, 0 before they open or after they close [anchors]."""
    anchor_cell: np.ndarray
    """Cell of a named anchor's firm [anchors]."""
    anchor_chain: np.ndarray
    """Number of an anchor's chain, 0 for none [anchors]."""
    anchor_share: np.ndarray
    """Share of a sector's output in the city that a county's anchors make [cells]."""
    anchor_share_opening: np.ndarray
    """The same at the opening [cells]."""
    concentration: np.ndarray
    """Herfindahl index of value added by firm, last January [counties]."""
    candidates: np.ndarray
    """Ids of large local firms that may think of moving, last January."""
    candidate_cell: np.ndarray
    """Their cells."""
    failed: np.ndarray
    """Projects failed since the opening [parks]."""
    dropped: np.ndarray
    """Projects never started since the opening: for want of will, land or energy quota [parks]."""
    lost_leads: np.ndarray
    """Leads that went to rival cities since the opening, by node [nodes]."""
    lost_now: np.ndarray
    """Leads that went to rival cities this quarter, by node [nodes]."""
    signed_now: np.ndarray
    """Contract value signed this quarter, current yuan [parks]."""
    landed_now: np.ndarray
    """Contract value of the projects that started this quarter, current yuan [parks]."""
    executed_now: np.ndarray
    """Contract value executed this quarter, current yuan [parks]."""
    land_bought: np.ndarray
    """What projects pay for land this quarter, whole yuan [parks]."""
    subsidy_due: np.ndarray
    """Subsidies promised to firms that moved, whole yuan, to be claimed next quarter [counties]."""
    ids: np.ndarray
    """Address of a lead: node, quarter, number; the firm's id for a firm that moved."""
    node: np.ndarray
    """Row of the outside node, -1 for a named project or a firm that moved."""
    sector: np.ndarray
    """Row of its sector."""
    park: np.ndarray
    """Row of its park."""
    stage: np.ndarray
    """Where it stands, see `Stage`."""
    signed: np.ndarray
    """Contract value, yuan at opening prices."""
    land: np.ndarray
    """Land it needs, mu."""
    executed_share: np.ndarray
    """Share of the contract that will be executed."""
    starts: np.ndarray
    """Number of the quarter in which it starts, or is dropped."""
    quarters: np.ndarray
    """Instalments in all."""
    paid: np.ndarray
    """Instalments executed."""
    anchor: np.ndarray
    """Number of the named anchor plus one, 0 for an ordinary project."""
    firm: np.ndarray
    """Id of the firm once there is one."""
    cell: np.ndarray
    """Cell of the firm once there is one."""
    page: np.ndarray
    """Page where its row was last seen, a hint only; -1 without a firm."""
    row: np.ndarray
    """The same within its page, a hint only."""
    orders: np.ndarray
    """Order weight of the whole plant."""
    brought: np.ndarray
    """Quarters of ramp-up behind it."""

    def add(self, **columns: np.ndarray | float) -> None:
        """List new projects at the end; columns not named are zero."""
        count = max(np.size(values) for values in columns.values())
        for name, kind in LISTS.items():
            new = np.broadcast_to(np.asarray(columns.get(name, 0)), count).astype(kind)
            setattr(self, name, np.concatenate([getattr(self, name), new]))

    def keep(self, chosen: np.ndarray) -> None:
        """Take all others off the list."""
        if not chosen.all():
            for name in LISTS:
                setattr(self, name, getattr(self, name)[chosen])

    def grant_quota(self, county: int, chance: float) -> None:
        """A county gets so much more energy quota: chance of room for a heavy project."""
        self.energy_quota[county] += chance

    @property
    def has_firm(self) -> np.ndarray:
        """Projects that are a firm by now, moved ones included."""
        return self.stage >= Stage.RAMPING
