"""Indicators of know-how between counties (结对帮带)."""

from __future__ import annotations

from sim.indicators.kinds import WIDE, Indicator, mean, one, ratio, stock

LINKS = "links"

INDICATORS: tuple[Indicator, ...] = (
    stock("knowhow_links", "帮带强度（满额结对数）", "Links of know-how received, in full links", LINKS),
    stock(
        "knowhow_links_similar",
        "按产业相似度折算的帮带强度",
        "Links of know-how times similarity",
        LINKS,
        "up",
    ),
    ratio(
        "partner_similarity",
        "结对双方产业相似度",
        "Similarity of linked counties in what they make",
        one("knowhow_links_similar"),
        "knowhow_links",
        "index",
        "up",
    ),
    Indicator(
        "knowhow_gained",
        "帮带带来的生产率",
        "Log productivity learnt from linked counties",
        "log points",
        "index",
        WIDE,
        "up",
        aggregation="mean",
        weight="output_nominal",
    ),
    mean("absorption", "吸纳能力", "Share of help that can be used", "population", kind="ratio"),
)
