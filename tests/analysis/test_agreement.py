"""One number, one place: console, JSON, report, explorer and figures tell what the comparison table says."""

from __future__ import annotations

import html
import io
import json
import math
import re

import matplotlib
import pytest
from rich.console import Console

from analysis import load
from analysis.direction import direction
from analysis.explorer.data import explorer_data
from analysis.explorer.packed import unpacked_table
from analysis.money import donors
from analysis.report.certainty import uncertainty
from analysis.story import Story
from analysis.summary import compare_summary
from analysis.summary_json import summary_json
from analysis.written import effect
from analysis.years import usual_how
from sim.errors import InputError
from tests.made_arms import FAILED

matplotlib.use("agg")

SCALES = {
    "%": 0.01,
    "个百分点": 0.01,
    "percentage points": 0.01,
    "亿元": 1e8,
    "万元": 1e4,
    "元": 1.0,
    "bn": 1e9,
    "m": 1e6,
    "": 1.0,
}
NUMBER = re.compile(r'data-number="([^"]*)"[^>]*>([^<]*)<')
DATA = re.compile(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def report(comparison, tmp_path_factory):
    path = comparison.report(tmp_path_factory.mktemp("page") / "report.html", "both")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def explorer(comparison, tmp_path_factory):
    text = comparison.explore(tmp_path_factory.mktemp("page") / "explorer.html").read_text(encoding="utf-8")
    return json.loads(DATA.search(text)[1])


def row_of(comparison, scenario, key, place, year):
    rows = comparison.table(key, year=int(year), by=[place], how=usual_how(key))
    return rows[rows["scenario"] == scenario].iloc[0]


def read(text):
    """A number as a page writes it: its value, and half a unit of its last digit; `<0.00005 %` is less than that."""
    text = html.unescape(text)
    if text in ("无变化", "no change"):
        return 0.0, 0.0
    less = re.match(r"(?:<|>−)([\d.]+)", text)
    if less:
        return 0.0, float(less[1]) * (0.01 if "%" in text else 1.0)
    found = re.search(r"([+−-]?)([\d,]+(?:\.(\d+))?)\s*([^\d()+…]*)", html.unescape(text))
    sign = -1.0 if found[1] in ("-", "−") else 1.0
    unit = found[4].strip().removesuffix("yuan").strip()
    scale = SCALES.get(unit, 1.0)
    half = 0.5 * 10.0 ** -len(found[3] or "") * scale
    return sign * float(found[2].replace(",", "")) * scale, half * 1.001


def test_every_number_of_the_report_is_a_row_of_the_table(report, comparison):
    found = [(name.split("|"), text) for name, text in NUMBER.findall(report) if name.count("|") == 3]
    assert len(found) > 50
    for name, text in found:
        value, half = read(text)
        row = row_of(comparison, *name)
        assert value == pytest.approx(row["mean"], abs=half), (name, text)
        assert text == html.escape(effect(row, "zh", unit=True)) or text.strip("()") in (
            "无变化",
            html.escape(effect(row, "zh")),
            html.escape(effect(row, "zh").removesuffix("个百分点")),
        ), "one number is written in one way"


def test_payers_receivers_and_the_city_net_stand_in_one_table(report, comparison):
    story = comparison.story
    [answer] = story.answers.values()
    amounts = {}
    for name, text in NUMBER.findall(report):
        if name.count("|") == 5:
            _, _, place, year, how, scale = name.split("|")
            amounts[place] = read(text)[0] * float(scale)
            row = comparison.table("gdp_real", year=int(year), by=[place], how=how).iloc[0]
            assert amounts[place] == pytest.approx(row["mean"], abs=read(text)[1] * float(scale)), place
    assert set(amounts) == {place.id for place in story.places_of("gdp_real")}
    city = story.places[0].id
    assert answer.net.received == pytest.approx(sum(one.received for one in answer.counties))
    assert answer.net.paid == pytest.approx(sum(one.paid for one in donors(comparison, "balance_fund")))
    assert city in amounts and "全市净影响" in report


def test_pictures_of_the_report_say_what_the_table_says(report, comparison):
    """Letters of pictures are never shortened with their coordinates."""
    told = "".join(re.findall(r"<text[^>]*>(.*?)</text>", report, re.S))
    shown = html.unescape(re.sub(r"<[^>]*>", "", told))
    story = comparison.story
    if "<tspan" in told or "示意" in shown:
        for row in story.rows("gdp_real", year=story.last_year, level="county").to_dict("records"):
            assert effect(row, "zh") in shown, row["name_zh"]


def test_every_target_of_the_report_and_the_explorer_is_a_row_of_the_board(report, explorer, comparison):
    board = comparison.targets().set_index(["scenario", "target"])
    for name, text in NUMBER.findall(report):
        if name.count("|") == 1:
            assert read(text)[0] == pytest.approx(board.loc[tuple(name.split("|")), "share"], abs=0.00501)
    for target in explorer["targets"]:
        for scenario, told in target["met"].items():
            assert float(told["share"]) == pytest.approx(
                100 * board.loc[(scenario, target["id"]), "share"], abs=0.501
            )


def test_the_explorer_carries_the_table(explorer, comparison):
    story, told = Story(comparison), 0
    tables = {"effects": story.table, "levels": story.levels}
    for name, table in tables.items():
        cells = table.groupby(["indicator", "scenario", "place"], sort=False)
        carried = unpacked_table(explorer[name])
        assert len(cells) == sum(len(places) for arms in carried.values() for places in arms.values())
        for (key, scenario, place), rows in cells:
            values = carried[key][scenario][place]
            for measure in ("mean", "q05", "q25", "q75", "q95"):
                mine = [math.nan if value is None else value for value in values[measure]]
                assert mine == pytest.approx(rows[measure].tolist(), rel=1e-5, abs=1e-12, nan_ok=True), key
                told += len(rows)
    assert told > 1000


def test_pages_and_json_claim_no_direction_where_the_interval_of_the_mean_holds_zero(folder, comparison):
    story = Story(comparison)
    real = story.table
    vars(story)["table"] = real.assign(low=real["mean"] - 1e15, high=real["mean"] + 1e15)
    rows = story.table.to_dict("records")
    assert sum(row["q05"] > 0 or row["q95"] < 0 for row in rows) > 10
    assert {direction(row) for row in rows} == {"uncertain", "unchanged"}
    carried = explorer_data(story)["effects"]
    letters = "".join(
        place["direction"] for one in carried.values() for arm in one.values() for place in arm.values()
    )
    assert set(letters) == {"?", "="}
    effects = json.loads(summary_json(folder, "none"))["effects"]
    assert [row["direction"] for row in effects] == [direction(row) for row in effects]
    assert {"up", "down"} <= {row["direction"] for row in effects}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "up"),
        ({"low": -0.1}, "uncertain"),
        ({"q05": -0.1}, "uncertain"),
        ({"n": 1}, "uncertain"),
        ({"low": math.nan, "high": math.nan}, "up"),
        ({"low": math.nan, "high": math.nan, "mean": -0.1}, "uncertain"),
        ({"mean": -0.2, "q05": -0.3, "q95": -0.1, "low": -0.25, "high": -0.15}, "down"),
        ({"q05": 0.0, "q95": 0.0, "mean": 0.0, "low": 0.0, "high": 0.0}, "unchanged"),
        ({"how": "ratio"}, "uncertain"),
        ({"q05": math.nan, "q95": math.nan, "mean": math.nan}, "uncertain"),
    ],
)
def test_a_direction_needs_the_band_and_the_interval_of_the_mean(given, expected):
    row = {"how": "pct", "n": 6, "mean": 0.2, "q05": 0.1, "q95": 1.3, "low": 0.15, "high": 1.25}
    assert direction(row | given) == expected


def test_the_console_and_its_json_tell_the_table(folder, comparison):
    console = Console(width=200, record=True, file=io.StringIO())
    for part in compare_summary(folder, "none", "en"):
        console.print(part)
    printed = console.export_text()
    document = json.loads(summary_json(folder, "none"))
    assert document["pairs"]["balance_fund"] == {"n": 6, "failed": 0, "missing": 0}
    for row in document["effects"]:
        mine = row_of(comparison, row["scenario"], row["indicator"], row["place"], row["year"])
        assert row["mean"] == mine["mean"] and row["q95"] == mine["q95"]
        assert re.search(
            rf"{re.escape(mine['name_en'])} +{row['year']} +{re.escape(effect(mine, 'en'))}",
            printed,
        )
    paid = {one.place.id: one.paid for one in donors(comparison, "balance_fund")}
    assert {row["place"]: row["paid"] for row in document["donors"]} == paid
    [answer] = document["headlines"]
    assert answer["paid"] == pytest.approx(sum(paid.values())) and len(answer["boxes"]) >= 3
    for box in answer["boxes"]:
        mine = row_of(
            comparison,
            box["row"]["scenario"],
            box["row"]["indicator"],
            box["row"]["place"],
            box["row"]["year"],
        )
        assert box["row"]["mean"] == mine["mean"] and box["direction"] == direction(mine)


def test_the_sankey_tells_what_the_table_of_donors_tells(comparison):
    flows = comparison.flows("balance_fund")
    paid = {one.place.id: one.paid for one in donors(comparison, "balance_fund")}
    mine = flows.sources.set_index("node")["yuan"]
    assert {place: mine[place] for place in paid} == paid
    links = comparison.plot.sankey_data()
    assert links.groupby("step")["yuan_total"].sum().nunique() == 1


def test_pairs_left_out_are_counted_on_both_pages_and_refused_where_nobody_asked(lossy):
    folder = lossy.folder.path
    runs = load(folder)
    with pytest.raises(InputError, match="have no partner"):
        runs.compare("none")
    page = html.unescape("".join(uncertainty(lossy.story, "both")))
    assert "5 of 6 pairs are left out (5 with a failed run" in page and "6 对中有 5 对未计入" in page
    lost = explorer_data(lossy.story)["lost"]
    assert "5 of 6 pairs" in lost["en"] and "6 对中有 5 对未计入" in lost["zh"]
    document = json.loads(summary_json(folder, "none"))
    assert document["pairs"]["balance_fund"] == {"n": 1, "failed": 5, "missing": 0}
    assert document["pairs"]["fund_x3"] == {"n": 6, "failed": 0, "missing": 0}
    assert [row["run_id"] for row in document["failed"]] == list(FAILED)
    with pytest.raises(InputError, match="how"):
        runs.compare("none", how="percent")
