"""What edges must agree on: ends that exist, a link for every bridge to come, and no way round at the base date.

At the base date every journey takes what travel.csv says: neither another journey nor an edge that is there already
may make it shorter. So a region's times before any link are measured ones, to the minute.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from sim.journeys import shortest
from sim.region.place_checks import Tables, check_known
from sim.region.table import Faults, Row

JUNCTION = r"JN_[A-Z][A-Z_]*"
MODES_OF_TRAVEL = ("passenger", "freight")


def check_edges(tables: Tables, faults: Faults) -> None:
    """Ends, links and minutes of edges; then the times that they make."""
    edges, links = tables["edges.csv"], tables["links.csv"]
    before = len(faults.problems)
    check_known(edges, "link", links, "link", faults)
    _check_ends(tables, faults)
    for row in edges.rows:
        if row["minutes_passenger"] is None and row["minutes_freight"] is None and edges.whole:
            given = "neither minutes_passenger nor minutes_freight is given"
            faults.add("edges.csv", given, "minutes of one at least", "minutes_passenger", row.line)
    with_edge = {row["link"] for row in edges.rows}
    for row in links.rows if edges.complete and links.complete else ():
        if row["link"] not in with_edge:
            given = f"{row['link']} has no edge"
            faults.add("links.csv", given, "at least one in edges.csv", "link", row.line)
    needed = ("travel.csv", "edges.csv", "links.csv", "counties.csv", "outside.csv")
    if len(faults.problems) == before and all(tables[name].whole for name in needed):
        _check_times(tables, faults)


def _check_ends(tables: Tables, faults: Faults) -> None:
    """An edge joins two different places; a junction joins two edges at least."""
    edges, counties, outside = tables["edges.csv"], tables["counties.csv"], tables["outside.csv"]
    if not (counties.complete and outside.complete):
        return
    places = [row["county_code"] for row in counties.rows] + [row["node"] for row in outside.rows]
    met: Counter[str] = Counter()
    for row in edges.rows:
        for end in ("from", "to"):
            name = row[end] or ""
            met[name] += 1
            if name and name not in places and not re.fullmatch(JUNCTION, name):
                faults.unknown("edges.csv", name, [*places, "JN_NAME"], end, row.line)
        if row["from"] and row["from"] == row["to"]:
            given = f"{row['edge']} leads from {row['from']} to itself"
            faults.add("edges.csv", given, "two different places", "to", row.line)
    for row in edges.rows if edges.complete else ():
        for end in ("from", "to"):
            if met[row[end]] == 1 and re.fullmatch(JUNCTION, row[end]):
                given = f"the junction {row[end]} has one edge only"
                faults.add("edges.csv", given, "two at least, or it leads nowhere", end, row.line)


def _check_times(tables: Tables, faults: Faults) -> None:
    """No way round is shorter than a journey of travel.csv before links; a link shortens some journey."""
    rows = tables["edges.csv"].rows
    counties = [row["county_code"] for row in tables["counties.csv"].rows]
    ids = counties + [row["node"] for row in tables["outside.csv"].rows]
    ids += sorted({row[end] for row in rows for end in ("from", "to")} - set(ids))
    place = {name: number for number, name in enumerate(ids)}
    if not {row[end] for row in tables["travel.csv"].rows for end in ("origin", "destination")} <= set(ids):
        return
    shortened: set[str] = set()
    for mode in MODES_OF_TRAVEL:
        measured = np.full((len(ids), len(ids)), np.inf)
        np.fill_diagonal(measured, 0.0)
        for row in tables["travel.csv"].rows:
            if row["mode"] == mode and row["origin"] != row["destination"]:
                _join(measured, place[row["origin"]], place[row["destination"]], row["minutes"])
        least = shortest(_with(measured, rows, place, mode, {None}))
        for row in tables["travel.csv"].rows:
            a, b = place[row["origin"]], place[row["destination"]]
            if row["mode"] == mode and a != b and least[a, b] < row["minutes"]:
                given = (
                    f"the {mode} journey {ids[a]} to {ids[b]} takes {row['minutes']:g} minutes, "
                    f"a way round {least[a, b]:g}"
                )
                faults.add(
                    "travel.csv",
                    given,
                    "no longer than the shortest way in travel.csv and edges.csv",
                    "minutes",
                    row.line,
                )
        for link in {row["link"] for row in rows if row["link"]}:
            with_link = shortest(_with(measured, rows, place, mode, {None, link}))
            if (with_link[: len(counties)] < least[: len(counties)]).any():
                shortened.add(link)
    for row in tables["links.csv"].rows:
        if row["link"] not in shortened:
            given = f"{row['link']} shortens no journey of any county"
            faults.add(
                "links.csv", given, "edges in edges.csv that are faster than what is there", "link", row.line
            )


def _with(
    measured: np.ndarray, rows: Sequence[Row], place: dict[str, int], mode: str, links: set[str | None]
) -> np.ndarray:
    table = measured.copy()
    for row in rows:
        minutes = row[f"minutes_{mode}"]
        if row["link"] in links and minutes is not None:
            _join(table, place[row["from"]], place[row["to"]], minutes)
    return table


def _join(table: np.ndarray, a: int, b: int, minutes: float) -> None:
    table[a, b] = table[b, a] = min(table[a, b], minutes)
