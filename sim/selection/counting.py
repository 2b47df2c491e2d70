"""How many places and pairs a declaration means, told from the region alone, before a world is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.selection.scope import county_of, named_rows, town_of

if TYPE_CHECKING:
    from sim.declared.pairing import Pairing
    from sim.declared.scope import Level, Scope
    from sim.region import Region


def able_rows(region: Region, scope: Scope, level: Level) -> np.ndarray:
    """Rows of all places a scope names; of villages those with a collective (communities have none)."""
    rows = named_rows(region, scope, level)
    if level != "village":
        return rows
    return rows[np.array(region.village_type)[rows] == "village"]


def places_counted(region: Region, scope: Scope, level: Level) -> int | None:
    """Number of places that a scope means; None where only a run can tell (all firms of a sector)."""
    rows = able_rows(region, scope, level)
    if scope.count is None:
        return None if level == "firm" else int(rows.size)
    if level == "firm":
        return scope.count * (int(rows.size) if scope.each == "county" else 1)
    if not scope.each:
        return min(scope.count, int(rows.size))
    groups = county_of(region, level) if scope.each == "county" else town_of(region, level)
    _, sizes = np.unique(groups[rows], return_counts=True)
    return int(np.minimum(sizes, scope.count).sum())


def pairs_counted(region: Region, pairing: Pairing) -> int | None:
    """Number of pairs: those listed, or as many as donors and recipients allow; None where only a run can tell."""
    match, (ours, theirs) = pairing.match, pairing.sides
    if match.pairs:
        return len(match.pairs)
    donors = places_counted(region, pairing.donors, ours)
    recipients = places_counted(region, pairing.recipients, theirs)
    if donors is None or recipients is None:
        return None
    of_donors = donors * min(match.most_per_donor, recipients)
    return min(of_donors, recipients * min(match.most_per_recipient, donors))


def counties_paying(region: Region, pairing: Pairing, recipient: bool) -> list[int]:
    """County of the paying side of each pair where that is known beforehand; empty where only a run can tell."""
    from sim.selection.scope import rows_of

    level = pairing.sides[1 if recipient else 0]
    if level in ("outside", "firm"):
        return []
    county = county_of(region, level)
    if pairing.match.pairs:
        named = [pair[1 if recipient else 0] for pair in pairing.match.pairs]
        return [int(county[rows_of(region, text, level)[0]]) for text in named]
    rows = able_rows(region, pairing.recipients if recipient else pairing.donors, level)
    found = sorted({int(one) for one in county[rows]})
    count = pairs_counted(region, pairing) or 0
    return found * count if len(found) == 1 else []
