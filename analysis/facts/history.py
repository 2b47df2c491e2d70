"""The model held against the record: city GDP and above-scale firms from a thinner opening at the end of 2019."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.facts.check import Check
from analysis.folder import Folder
from analysis.summary import yearly_means

LINES = {
    "gdp_nominal": ("GDP", "GDP", "", ""),
    "firms_above_scale": (
        "规上工业企业",
        "above-scale firms",
        "2021—2022 年清查入库把原已达标的企业补录在册，真实规模没有这样的跳跃",
        "the listing drive of 2021-22 put firms on the list that were above scale before; true size has no such jump",
    ),
}
WITHIN = 0.05


def history(folder: Folder, observed: Mapping[str, Mapping[int, float]]) -> Iterator[Check]:
    """Model over record less one, year by year, means over runs; `observed`: indicator -> year -> value."""
    name, city = folder.scenarios[0], folder.places.city
    for key, (zh, en, why_zh, why_en) in LINES.items():
        found = yearly_means(folder, name, [key], [city])[key].droplevel("place")
        years = [year for year in found.index if year in observed.get(key, {})]
        off = tuple(float(found[year] / observed[key][year] - 1.0) for year in years)
        yield Check(
            f"2019 年末开局（较粗）：{zh}与公布数之差",
            f"From the thinner 2019Q4 opening: {en} beside the record",
            off,
            -WITHIN,
            WITHIN,
            True,
            "statistics bureau; city reports",
            bool(years),
            (why_zh, why_en),
        )
