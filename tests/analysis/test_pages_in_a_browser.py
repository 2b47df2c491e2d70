"""The pages in a real browser whose network is off: silent, whole, quick, usable without a mouse, printable."""

import json
import math
import re
import shutil
import statistics
import subprocess
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis import load
from analysis.explorer.page import write_explorer
from analysis.report.page import write_report
from analysis.sentences import effect_sentence, in_how, level_text
from analysis.story import Story
from tests.browser import CHROMIUM, Browser

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")]
TAB, ENTER, LEFT = ("Tab", 9), ("Enter", 13), ("ArrowLeft", 37)
CONTROLS = ["indicator", "place", "show", "scenario", "year", "language", "download", "print"]


@pytest.fixture(scope="module")
def files(comparison, tmp_path_factory):
    path = tmp_path_factory.mktemp("pages")
    return {
        "report": write_report(comparison, path / "report.html", "zh"),
        "explorer": write_explorer(comparison, path / "explorer.html"),
    }


@pytest.fixture
def browser():
    with Browser() as one:
        yield one


def silent(browser):
    """Nothing was asked for but the file and what it carries, and nothing was complained of."""
    assert browser.complaints == []
    assert all(url.startswith(("file:", "data:", "blob:")) for url in browser.requests)
    assert sum(url.startswith("file:") for url in browser.requests) == 1


@pytest.mark.parametrize("name", ["report", "explorer"])
def test_a_page_is_silent_and_every_letter_is_drawn(files, browser, name):
    browser.open(files[name])
    assert browser.value("[...document.fonts].map(one => one.status)") == ["loaded"]
    text = browser.value("document.body.innerText + document.title")
    chinese = "".join(sorted({letter for letter in text if ord(letter) > 0x2E80}))
    assert len(chinese) > 80
    drawn = browser.value(f"document.fonts.check('16px bqw-cjk', {json.dumps(chinese)})")
    # A letter that no font has is drawn as the box of the last resort, as wide as any other such letter.
    assert drawn and browser.value(TOFU % json.dumps(chinese)) == []
    assert not browser.value("document.documentElement.scrollWidth > innerWidth")
    size = {"height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.send("Emulation.setDeviceMetricsOverride", width=390, **size)
    if name == "report":
        assert browser.value("document.documentElement.scrollWidth") <= 390
    silent(browser)


TOFU = """(() => { const letters = [...%s], canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen.canvas.width = pen.canvas.height = 24;
  const shape = (letter) => { pen.clearRect(0, 0, 24, 24); pen.font = '18px bqw-cjk'; pen.fillText(letter, 2, 19);
    return pen.getImageData(0, 0, 24, 24).data.filter((value, at) => at %% 4 === 3).join(); };
  const box = shape('\\u{10fffd}'), empty = shape('\\u3000');
  return letters.filter((letter) => letter.trim() && [box, empty].includes(shape(letter))); })()"""


def test_the_address_says_what_the_page_shows(files, browser):
    """Effects are never the baseline's; what levels showed comes back; a short link opens as the page does."""
    browser.open(files["explorer"])

    def at(change):
        browser.value(change)
        found = dict(pair.split("=") for pair in browser.value("location.hash.slice(1)").split("&"))
        assert found["scenario"] == browser.value("state.scenario") == browser.value("by('scenario').value")
        return found["scenario"]

    assert at("change({show: 'level', scenario: 'none'})") == "none"
    assert at("change({show: 'effect'})") == "balance_fund"
    assert at("change({show: 'level'})") == "none"
    assert at("change({show: 'effect', scenario: 'none'})") == "balance_fund"
    years = browser.value("data.years")
    at(f"change({{year: {years[0]}}})")
    moved = (
        "new Promise((done) => { addEventListener('hashchange', () => setTimeout(done, 50)); "
        "location.hash = '%s'; })"
    )
    at(moved % "#show=effect&scenario=none")
    assert browser.value("state.year") == years[-1] and browser.value("state.show") == "effect"
    silent(browser)


HARMFUL = "<img src=x onerror=document.title='harm'> & \" ' </script> {b}"


def test_names_of_people_are_drawn_as_they_are(comparison, browser, tmp_path):
    path = tmp_path / "made"
    shutil.copytree(comparison.folder.path, path)
    manifest = json.loads((path / "manifest.json").read_text("utf-8"))
    manifest["titles"] = {name: {"zh": HARMFUL, "en": HARMFUL} for name in manifest["titles"]}
    (path / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    places = pq.read_table(path / "places.parquet")
    for column in ("name_zh", "name_en"):
        at = places.column_names.index(column)
        places = places.set_column(at, column, pa.array([HARMFUL] * len(places)))
    pq.write_table(places, path / "places.parquet")
    harmful = load(path).compare("none")
    for file in (harmful.explore(tmp_path / "e.html", "en"), harmful.report(tmp_path / "r.html", "en")):
        browser.requests.clear()
        browser.open(file)
        assert browser.value("document.images.length") == 0 and browser.value("document.title") != "harm"
        assert "<img src=x" in browser.value("document.body.innerText")
        silent(browser)
        if file.stem == "e":
            assert "<img src=x" in browser.value("by('sentence').textContent")
            assert (
                browser.value(
                    "(() => { const box = document.createElement('div'); "
                    "box.innerHTML = tooltip([{ dataIndex: 0 }]); return box.children.length; })()"
                )
                == 1
            )
            assert browser.value("by('map-figure').hidden || by('map').textContent.includes('{b}')")


def test_a_map_without_a_number_says_so(files, browser):
    browser.open(files["explorer"])
    browser.value(
        "for (const arms of Object.values(data.levels)) for (const places of Object.values(arms)) "
        "for (const place of data.places) if (place.level === 'county') delete places[place.id]"
    )
    browser.value("change({ show: 'level' })")
    assert not browser.value("by('map-empty').hidden") and "NaN" not in browser.value("by('map').innerHTML")
    silent(browser)


def test_load_and_redraw_are_told(files, capsys):
    loads, redraws = [], []
    with Browser() as browser:
        for _ in range(3):
            begin = time.perf_counter()
            browser.open(files["explorer"])
            loads.append(time.perf_counter() - begin)
        for _ in range(3):
            redraws += browser.value(REDRAWS)
        silent_but_for_reloads = browser.complaints
    with capsys.disabled():
        print(
            f"\nexplorer: load {statistics.median(loads):.2f} s, redraw {statistics.median(redraws):.0f} ms"
        )
    assert silent_but_for_reloads == [] and len(redraws) == 30


REDRAWS = """(async () => { const times = [], keys = Object.keys(data.indicators);
  for (let n = 0; n < 10; n++) {
    const begin = performance.now(), [key, year] = [keys[n % keys.length], data.years[n % data.years.length]];
    change({ indicator: key, year });
    await new Promise(requestAnimationFrame); times.push(performance.now() - begin); } return times; })()"""


def test_a_reader_with_a_keyboard_reaches_and_uses_everything(files, browser):
    browser.open(files["explorer"])
    reached = []
    for _ in range(60):
        browser.press(*TAB)
        at = browser.value(
            "document.activeElement.id || document.activeElement.dataset.place || document.activeElement.tagName"
        )
        reached.append(at)
        if at == "BODY":
            break
        assert browser.value("document.activeElement.matches(':focus-visible')")
    places = browser.value("data.places.map(one => one.id)")
    assert reached[: len(CONTROLS)] == CONTROLS and [one for one in reached if one in places] == places
    browser.value("by('year').focus()")
    last = browser.value("state.year")
    browser.press(*LEFT)
    assert browser.value("state.year") == last - 1 and browser.value("document.activeElement.id") == "year"
    assert str(last - 1) in browser.value("by('table-title').textContent")
    county = places[-1]
    browser.value(f"document.querySelector('[data-place=\"{county}\"]').focus()")
    for kind, text in (("keyDown", "\r"), ("keyUp", "")):
        browser.send(
            "Input.dispatchKeyEvent",
            type=kind,
            key="Enter",
            code="Enter",
            windowsVirtualKeyCode=13,
            text=text,
        )
    assert browser.value("state.place") == county
    assert browser.value("document.activeElement.dataset.place") == county
    assert browser.value("document.activeElement.getAttribute('aria-pressed')") == "true"
    for chart in ("chart", "map"):
        assert browser.value(
            f"by('{chart}').offsetParent === null || by('{chart}').getAttribute('aria-label').length > 20"
        )
    assert browser.value(
        "[...document.querySelectorAll('table')].every(one => !one.rows.length || one.caption.textContent)"
    )
    silent(browser)


def test_numbers_and_sentences_are_letter_for_letter_those_of_python(files, comparison, browser):
    browser.open(files["explorer"])
    story = Story(comparison)
    for lang in ("zh", "en"):
        browser.value(f"change({{lang: '{lang}'}})")
        shown = browser.value(EVERY_NUMBER)
        effects = {
            f"{row['indicator']}|{row['scenario']}|{row['place']}|{row['year']}": [
                in_how(row[name], row, lang) for name in ("mean", "q05", "q95")
            ]
            for row in story.table.to_dict("records")
            if not math.isnan(row["mean"])
        }
        levels = {
            f"{row['indicator']}|{row['scenario']}|{row['place']}|{row['year']}": [
                level_text(row[name], row["unit"], lang) for name in ("mean", "q05", "q95")
            ]
            for row in story.levels.to_dict("records")
            if not math.isnan(row["mean"])
        }
        assert len(effects) > 100 and shown["effects"] == effects and shown["levels"] == levels
        said = browser.value(SENTENCES)
        for key, scenario, place, year in (one.split("|") for one in said):
            row = story.row(key, scenario, place, int(year))
            assert said[f"{key}|{scenario}|{place}|{year}"] == effect_sentence(story, row, lang)
        assert len(said) > 30


EVERY_NUMBER = """(() => { const found = { effects: {}, levels: {} };
  for (const table of ['effects', 'levels']) for (const [key, arms] of Object.entries(data[table]))
    for (const [arm, places] of Object.entries(arms)) for (const [place, values] of Object.entries(places))
      data.years.forEach((year, at) => {
        const row = Object.fromEntries(Object.keys(values).map((name) => [name, values[name][at]]));
        const text = (name) => table === 'effects' ? effectText(row[name], row, key) : levelText(row[name], key);
        if (values.mean[at] !== null) found[table][[key, arm, place, year].join('|')] =
          ['mean', 'q05', 'q95'].map(text);
      });
  return found; })()"""
SENTENCES = """(() => { const found = {}, year = data.years[data.years.length - 1];
  for (const key of Object.keys(data.indicators)) for (const arm of others) for (const place of data.places)
    if (cell('effects', key, arm.key, place.id, year))
      found[[key, arm.key, place.id, year].join('|')] = effectSentence(key, arm.key, place.id, year);
  return found; })()"""


def test_rounding_is_that_of_python(files, browser):
    browser.open(files["explorer"])
    values = [0.125, 0.375, 2.5, 3.5, 1.005, 0.5, 1234567.5, 1e-7, 0.045, 12.345, 99.995, 2.675, 0.0, 1e12]
    for digits in (0, 1, 2, 3, 4):
        shown = browser.value(f"{json.dumps(values)}.map((one) => fixed(one, {digits}))")
        assert shown == [f"{value:,.{digits}f}" for value in values]


def test_an_address_restores_the_state_and_rubbish_does_no_harm(files, browser):
    browser.open(files["explorer"])
    browser.value(
        "change({lang: 'en', show: 'level', year: data.years[0], place: data.places[1].id, indicator: 'employment'})"
    )
    address, title = browser.value("location.hash"), browser.value("document.title")
    assert "Scenario explorer" in title and browser.value("document.documentElement.lang") == "en"
    browser.value(
        "change({lang: 'zh', show: 'effect', year: data.years[1], place: data.places[0].id, indicator: 'gdp_real'})"
    )
    browser.value(
        "new Promise(done => { addEventListener('hashchange', () => setTimeout(done, 50), {once: true}); "
        f"location.hash = {json.dumps(address)}; }})"
    )
    assert (
        browser.value("document.title") == title
        and browser.value("state.show + state.indicator") == "levelemployment"
    )
    assert browser.value(
        "by('place').value === data.places[1].id && by('year').value === String(data.years[0])"
    )
    for rubbish in (
        "#constructor=1&__proto__=2&toString=x",
        "#year=1e9&place=%E0%A4%A&show=<b>",
        "#%",
        "#lang=fr&indicator=gdp",
    ):
        browser.value(f"(location.hash = {json.dumps(rubbish)}, fromHash(), draw())")
        # What an address does not say, or says of nothing the page knows, is as the page opens.
        assert browser.value("JSON.stringify(state) === JSON.stringify(START)")
    silent(browser)


def test_the_language_is_whole(files, browser):
    browser.open(files["explorer"])
    keys = browser.value("Object.keys(data.indicators)")
    for show in ("effect", "level"):
        for key in keys:
            browser.value(f"change({{lang: 'zh', show: '{show}', indicator: '{key}'}})")
            text = browser.value(
                "by('sentence').textContent + by('table').innerText + by('chart').textContent + by('map').textContent"
            )
            assert not re.search(r"yuan|persons|firms|thousand|undefined|NaN|null", text), key
            browser.value("change({lang: 'en'})")
            text = browser.value(
                "by('sentence').textContent + by('table').innerText + by('chart').textContent"
            )
            assert not re.search(r"[元人户]|undefined|NaN|null", text), key
    silent(browser)


def test_the_table_comes_as_csv_for_a_spreadsheet(files, browser):
    browser.open(files["explorer"])
    text = browser.value("csv()")
    lines = text.removeprefix("\ufeff").split("\r\n")
    assert (
        text.startswith("\ufeff")
        and lines[-1] == ""
        and lines[0].startswith("指标,显示,单位,情景,地区,年份,成对数,均值,90%区间下限")
    )
    assert all(len(line.split(",")) == len(lines[0].split(",")) for line in lines[1:-1] if '"' not in line)
    assert len(lines) > 10
    first, shown = (
        lines[1].split(","),
        browser.value("data.effects.gdp_real[others[0].key][data.places[0].id].mean[0]"),
    )
    assert first[2] == "%" and float(first[7]) == pytest.approx(100 * shown) and "e" not in first[7]
    assert browser.value("csvNumber(-4.00809e-7, 100)") == "-0.0000400809"
    browser.value("change({lang: 'en', show: 'level', indicator: 'gdp_real'})")
    browser.value("void (data.indicators.gdp_real.en = '=1+1')")
    english = browser.value("csv()").split("\r\n")
    assert english[0].startswith("\ufeffindicator,shown,unit,scenario,place") and english[1].startswith(
        "'=1+1,"
    )


def test_scenarios_leave_the_chart_by_the_keyboard_and_the_address_keeps_it(files, browser):
    browser.open(files["explorer"])
    browser.value("change({show: 'level'})")
    before = browser.value("document.querySelectorAll('#ends text').length")
    browser.value("document.querySelector('#arms input:not(:disabled)').focus()")
    browser.press(" ", 32)
    assert browser.value("document.querySelectorAll('#ends text').length") < before
    assert "hidden=none" in browser.value("location.hash")
    assert browser.value("document.activeElement.dataset.arm") == "none"
    silent(browser)


def test_a_telephone_needs_no_scrolling_to_the_side(files, browser):
    browser.send(
        "Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=1, mobile=False
    )
    browser.open(files["explorer"])
    for lang in ("zh", "en"):
        for show in ("effect", "level"):
            browser.value(f"change({{lang: '{lang}', show: '{show}', indicator: 'gdp_real'}})")
            assert browser.value("document.documentElement.scrollWidth <= innerWidth")
    assert browser.value("chart.getOption().grid[0].right") < 30
    silent(browser)


def test_the_map_and_the_table_write_one_number_alike_and_the_unit_stands_above(files, browser):
    browser.open(files["explorer"])
    for show in ("effect", "level"):
        for key in browser.value("Object.keys(data.indicators)"):
            browser.value(f"change({{lang: 'zh', show: '{show}', indicator: '{key}'}})")
            cells = browser.value("[...by('table').querySelectorAll('td')].map((one) => one.textContent)")
            assert not any(re.search("[元%人户]", one) for one in cells), (key, cells)
            assert browser.value(
                "data.places.filter((one) => one.level === 'county').every((one) => { const row = cell(tableShown(), "
                "state.indicator, state.scenario, one.id, state.year); return !row || by('map').textContent.includes("
                "columnText(row.mean, row, columnOf(data.places.map((place) => place.id), [state.year]))); })"
            ), key
    silent(browser)


def test_what_has_nothing_to_show_says_so_and_has_no_bar(files, browser):
    browser.open(files["explorer"])
    browser.value("(data.effects.gdp_real = {}, change({indicator: 'gdp_real'}))")
    assert all(browser.value(f"by('{id}-empty').textContent.length") > 3 for id in ("chart", "map"))
    assert browser.value("map.getOption().visualMap[0].show") is False
    browser.value("change({indicator: 'employment'})")
    assert browser.value("by('chart-empty').hidden")
    silent(browser)


def test_the_explorer_tells_why_with_the_amounts_of_the_notebook(files, browser, comparison):
    from analysis.why_rows import lines

    browser.open(files["explorer"])
    place = comparison.folder.places.at("county")[1].id
    found = comparison.why(place, "gdp_real", scenario="balance_fund")
    browser.value(f"change({{indicator: 'gdp_real', place: '{place}', scenario: 'balance_fund'}})")
    said = browser.value("by('why-section').innerText")
    for part in found.totals["part"]:
        whole, rows = lines(found, part, "zh")
        assert all(row.name in said and row.year in said for row in (*rows, whole))
    assert "为什么：逐县分解" in said and "不证明因果" in said
    silent(browser)


def test_the_report_prints_to_a4_with_chinese_that_can_be_searched(files, browser, tmp_path):
    browser.open(files["report"])
    printed = browser.pdf(tmp_path / "report.pdf")
    data = printed.read_bytes()
    assert data[:5] == b"%PDF-"
    boxes = {
        tuple(round(float(one)) for one in box.split())
        for box in re.findall(rb"/MediaBox\s*\[([^\]]*)\]", data)
    }
    assert all(abs(box[2] - 595) <= 1 and abs(box[3] - 842) <= 1 for box in boxes)
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not here")
    text = subprocess.run(
        ["pdftotext", "-layout", str(printed), "-"], capture_output=True, check=True
    ).stdout.decode()
    pages = text.rstrip("\f").split("\f")
    for word in ("政策情景比较报告", "公开目标", "不确定性", "非统计数据"):
        assert word in re.sub(r"\s", "", text)
    # Every page says what it is and where it comes from.
    for number, page in enumerate(pages, 1):
        said = re.sub(r"\s", "", page)
        # A line of the foot may end inside a Chinese word.
        assert "baiqianwan" in said and "子0" in said and "示意" in said and "期初" in said
        assert f"第{number}页" in said and str(len(pages)) in said
