"""Pictures and tables of a run under way: numbers of the run, both languages, letters that the font has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.fonts import CHINESE_FROM, shipped_letters
from analysis.labels import amount
from analysis.live.page import LivePage
from analysis.live.seen import CHARTS, MAPPED, Happened
from analysis.words.live import EVENTS, NOTES, WORDS
from sim.indicators import BY_KEY
from sim.mesa_front import RegionModel

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def model():
    built = RegionModel(region="pocket", horizon=8)
    built.run_for(6)
    return built


@pytest.fixture(scope="module")
def page(model):
    region = model.region
    counties = list(zip(region.counties.ids, region.counties.names_zh, region.counties.names_en, strict=True))
    names = {code: (zh, en) for code, zh, en in counties} | {zh: (zh, en) for _, zh, en in counties}
    outlines = Path(region.folder) / "counties.geojson"
    return LivePage(
        (region.name_zh, region.name_en), ("无政策", "No policy"), counties, outlines, 8092, 8, names
    )


@pytest.fixture(scope="module")
def seen(page, model):
    return page.seen(model.run.recorder.taken_values(), [])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_numbers_are_those_of_the_run_told_as_everywhere(page, seen, model, lang):
    strip = page.strip(seen, "city", lang)
    for key in ("gdp_real", "employment"):
        assert f"<b>{amount(model.value(key), BY_KEY[key].unit, lang)}" in strip
    county = model.counties[1]
    assert amount(county.employment, "persons", lang) in page.strip(seen, county.id, lang)
    assert page.quarters(seen, "city", lang).count('<th scope="row"') == 6


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_panel_and_county_is_drawn(page, seen, lang):
    charts = page.charts(seen, "city", lang)
    assert charts.startswith("<svg ") and charts.count("<clipPath ") == len(CHARTS)
    drawn = page.county_map(seen, "employment", lang)
    for county in seen.scene.counties:
        assert county[1 if lang == "zh" else 2] in drawn
    assert ("示意图" if lang == "zh" else "schematic map") in drawn


def test_a_run_that_has_not_begun_is_shown_as_such(page):
    model = RegionModel(region="pocket", horizon=8)
    empty = page.seen(model.run.recorder.taken_values(), [])
    assert empty.done == 0 and page.when(empty, "city", "en") == ""
    assert "–" in page.strip(empty, "city", "en") and page.quarters(empty, "city", "en")
    assert page.charts(empty, "city", "zh") and page.county_map(empty, "gdp_real", "zh")


def test_a_region_without_outlines_has_no_map(page, seen):
    scene = page.scene
    bare = LivePage(
        scene.region,
        scene.scenario,
        scene.counties,
        Path("nowhere.geojson"),
        scene.first_quarter,
        scene.horizon,
        scene.names,
    )
    drawn = bare.county_map(bare.seen(seen.values, []), "gdp_real", "en")
    assert "no map is drawn" in drawn and "<svg" not in drawn


def test_events_are_told_in_the_language_of_the_page(page, seen):
    county = seen.scene.counties[0]
    happened = [Happened(8093, "audit", county[0], 30_000_000, "reported figures set right")]
    told = {lang: page.events(type(seen)(seen.scene, seen.values, happened), lang) for lang in ("zh", "en")}
    assert county[1] in told["zh"] and "上报数字已更正" in told["zh"] and "2023年第2季度" in told["zh"]
    assert county[2] in told["en"] and "Audit of reports" in told["en"] and "30.0 m" in told["en"]


def test_every_event_of_the_model_has_words():
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "sim").rglob("*.py")]
    logged = {name for text in texts for name in re.findall(r"world\.log\(\s*\"(\w+)\"", text)}
    assert len(logged) > 10 and logged <= set(EVENTS)


def test_the_shipped_font_has_every_letter_of_the_page(page):
    said = [zh for zh, _ in (*WORDS.values(), *EVENTS.values())] + [zh for _, zh in NOTES]
    letters = {letter for text in said for letter in text if ord(letter) > CHINESE_FROM}
    assert letters <= shipped_letters()
    assert {letter for text in said for letter in text} <= {one for text in page.scene.texts for one in text}
    assert "@font-face" in page.style and "FAMILY" not in page.style


def test_every_indicator_offered_is_measured_in_counties(seen):
    assert set(MAPPED) <= set(seen.values["county"]) and set(CHARTS) <= set(seen.values["city"])
