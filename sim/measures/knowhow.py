"""Statistics of know-how between counties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.absorption import absorption
from sim.loops import columns
from sim.similarity import county_similarity

if TYPE_CHECKING:
    from sim.measures.found import Found
    from sim.quarter import Quarter
    from sim.world import World


def measure(world: World, now: Quarter, found: Found) -> None:
    """Links received and how alike the partners are, what was learnt, and what could be used of help."""
    state, by_county = world.knowhow, world.opening.by_county
    output = now.accounts[:, columns.OUTPUT].astype(float)
    found.county |= {
        "knowhow_links": state.intensity.sum(0),
        "knowhow_links_similar": (state.intensity * county_similarity(world)).sum(0),
        "knowhow_gained": by_county(state.gained * output) / by_county(output),
        "absorption": absorption(world, now),
    }
