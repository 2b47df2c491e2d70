"""Journeys (出行): shortest times over the edges that are open, for people and for goods.

tau[c, n] = least sum of minutes over the ways from county c to place n; ways may pass counties, outside nodes and
junctions. Edges are measured pairs of travel.csv and the rows of edges.csv whose link is open. Minutes are added and
compared only, so the times are the same bits everywhere. Floyd (1962), Communications of the ACM 5, 345.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from sim.region.records import Edges, Region


def shortest(minutes: np.ndarray) -> np.ndarray:
    """Least minutes between all places [N, N], given those of single edges; infinite where there is no way."""
    least = minutes.copy()
    for via in range(len(least)):
        least = np.minimum(least, least[:, via, None] + least[None, via, :])
    return least


def single(travel: np.ndarray, edges: Edges, minutes: np.ndarray, open_links: np.ndarray) -> np.ndarray:
    """Minutes of single edges [N, N], both ways alike: pairs as measured and the open edges of one mode of travel."""
    counties, known = travel.shape
    table = np.full((edges.places, edges.places), np.inf)
    table[:counties, :known] = travel
    table[:known, :counties] = np.minimum(table[:known, :counties], travel.T)
    np.fill_diagonal(table, 0.0)
    for start, end, link, least in zip(edges.start, edges.end, edges.link, minutes, strict=True):
        if link < 0 or open_links[link]:
            table[start, end] = table[end, start] = min(table[start, end], least)
    return table


def minutes_with(region: Region, open_links: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Passenger and freight minutes [counties, counties + nodes] with these links open; a journey inside stays."""
    edges = region.edges
    return (
        _times(region.travel_passenger, edges, edges.passenger, open_links),
        _times(region.travel_freight, edges, edges.freight, open_links),
    )


def _times(travel: np.ndarray, edges: Edges, minutes: np.ndarray, open_links: np.ndarray) -> np.ndarray:
    counties, known = travel.shape
    times = shortest(single(travel, edges, minutes, open_links))[:counties, :known].copy()
    np.fill_diagonal(times[:, :counties], travel.diagonal())
    return times
