"""Indicators of the block projects (招商项目): pipeline, new output by origin, anchors, concentration."""

from __future__ import annotations

from sim.indicators.kinds import FIRMS, SHARE, Indicator, flow, mean, one, ratio, stock

PARKS = ("city", "county", "park")
COUNT = "projects"

INDICATORS: tuple[Indicator, ...] = (
    stock("projects_signed", "已签约未开工项目", "Projects signed, not yet started", COUNT, levels=PARKS),
    stock("projects_building", "在建项目", "Projects under construction", COUNT, levels=PARKS),
    stock("projects_ramping", "投产爬坡项目", "Projects ramping up", COUNT, levels=PARKS),
    stock("projects_producing", "达产项目", "Projects producing in full", COUNT, "up", levels=PARKS),
    stock(
        "projects_failed",
        "烂尾项目（累计）",
        "Projects failed since the opening",
        COUNT,
        "down",
        levels=PARKS,
    ),
    stock(
        "projects_dropped",
        "未落地项目（累计）",
        "Projects dropped since the opening",
        COUNT,
        "down",
        levels=PARKS,
    ),
    stock(
        "projects_above_100m",
        "亿元以上项目",
        "Projects of at least 0.1 bn yuan, signed or later",
        COUNT,
        "up",
        levels=PARKS,
    ),
    stock("projects_moved_inside", "市内迁入企业", "Firms moved in from other counties", COUNT, levels=PARKS),
    flow(
        "firms_moved_net",
        "市内净迁入企业",
        "Firms that came from other counties, less those that left",
        unit=FIRMS,
    ),
    flow("investment_signed", "签约投资额", "Contract value signed", "up", headline=True, levels=PARKS),
    flow(
        "landed_project_investment",
        "落地项目投资额",
        "Contract value of projects started",
        "up",
        levels=PARKS,
    ),
    flow(
        "investment_executed",
        "到位投资额",
        "Contract value executed",
        "up",
        headline=True,
        levels=PARKS,
    ),
    flow(
        "leads_lost", "流向竞争城市的线索", "Leads lost to rival cities", "down", levels=("city",), unit=COUNT
    ),
    flow("output_from_outside", "市外引进企业产值", "Output of firms from outside", "up", levels=PARKS),
    flow("output_moved_inside", "市内迁移企业产值", "Output of firms moved inside the city", levels=PARKS),
    flow("output_new_arrivals", "新落户企业产值", "Output of all firms that came", levels=PARKS),
    flow("output_anchors", "链主企业产值", "Output of named anchors"),
    flow("output_battery_chain", "电池链产值", "Output of the battery chain's anchors and suppliers", "up"),
    Indicator(
        "diversion_share",
        "市内转移占比",
        "Share of new arrivals' output that moved inside the city, 0 when none came",
        SHARE,
        "ratio",
        better="down",
        aggregation="none",
    ),
    ratio(
        "from_outside_share",
        "市外引进企业产值占比",
        "Share of output made by firms from outside",
        one("output_from_outside"),
        "output_nominal",
        better="up",
    ),
    ratio(
        "moved_inside_share",
        "市内迁移企业产值占比",
        "Share of output made by firms that moved inside the city",
        one("output_moved_inside"),
        "output_nominal",
    ),
    ratio(
        "anchor_share",
        "链主产值占比",
        "Share of output made by named anchors",
        one("output_anchors"),
        "output_nominal",
    ),
    mean(
        "output_concentration",
        "企业集中度（赫芬达尔）",
        "Herfindahl index of output by firm",
        "gdp_nominal",
        "down",
    ),
)
