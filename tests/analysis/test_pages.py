"""Report and explorer as files: whole, small, the same bytes twice, nothing asked of a network, no letter missing."""

import base64
import html
import io
import json
import re
import shutil
from html.parser import HTMLParser

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

from analysis import fonts, load
from analysis.explorer.data import as_json
from analysis.explorer.page import write_explorer
from analysis.fonts import CHINESE_FROM
from analysis.report.certainty import pairs_to_halve
from analysis.report.html import Html, scrolled, table, tag
from analysis.report.page import report_html, write_report
from analysis.report.pictures import picture, shorter, whole
from analysis.sentences import level_text, memo, typeset
from analysis.story import Story

NASTY = "<script>alert('1')</script> \"两次\" & 一半 </style>"
PLACE = "<b>蓬江</b>"
IMAGE = "<img src=x onerror=alert(1)> & \" ' </script> {b}"
"""What people call a policy, a target and a city."""
VOID = {"meta", "br", "link", "input", "img"}
LATIN = set("–−…“”‘’·×≥≤≠≈→†²•")
"""Letters beyond Latin-1 that every text font has."""


class Nested(HTMLParser):
    """Reads HTML and notes what is not closed in order."""

    def __init__(self):
        super().__init__()
        self.open, self.wrong, self.seen = [], [], []

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def read(text):
    parser = Nested()
    parser.feed(text)
    parser.close()
    return parser


@pytest.fixture(scope="module")
def nasty(folder, tmp_path_factory):
    """The comparison of a folder in which people gave titles and names that are no titles and names."""
    path = tmp_path_factory.mktemp("nasty") / "made"
    shutil.copytree(folder, path)
    manifest = json.loads((path / "manifest.json").read_text("utf-8"))
    manifest["titles"]["balance_fund"] = {"zh": NASTY, "en": NASTY}
    (path / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    places = pq.read_table(path / "places.parquet")
    for file in (path / "scenarios").glob("*.yaml"):
        resolved = yaml.safe_load(file.read_text("utf-8"))
        entries = [
            *resolved["policy"].get("programmes", {}).values(),
            *(resolved.get("targets") or {}).values(),
        ]
        for entry in entries:
            entry["title"] = {"zh": IMAGE, "en": IMAGE}
        file.write_text(yaml.safe_dump(resolved, allow_unicode=True), "utf-8")
    called = {"county": PLACE, "city": IMAGE}
    levels, written = (places[column].to_pylist() for column in ("level", "name_zh"))
    names = [called.get(level, name) for level, name in zip(levels, written, strict=True)]
    at = places.column_names.index("name_zh")
    pq.write_table(places.set_column(at, "name_zh", pa.array(names)), path / "places.parquet")
    return load(path).compare(baseline="none")


@pytest.fixture(scope="module")
def pages(nasty, tmp_path_factory):
    """Both pages of that comparison: drawing them is most of what these tests cost, so that it is done once."""
    path = tmp_path_factory.mktemp("pages")
    return {
        "report": write_report(nasty, path / "nasty.html", "both").read_text("utf-8"),
        "explorer": write_explorer(nasty, path / "explorer.html").read_text("utf-8"),
    }


def words_of(page):
    """What a reader may see of a page: text, attributes, data; no scripts of others, styles or fonts."""
    page = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL)
    kept = [script for script in scripts if "Apache" not in script[:2000] and len(script) < 900_000]
    return re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL) + "".join(kept)


def embedded(page):
    """Letters of the font inside a page."""
    from fontTools.ttLib import TTFont

    packed = re.search(r"data:font/woff;base64,([^)]*)\)", page)
    return {chr(code) for code in TTFont(io.BytesIO(base64.b64decode(packed.group(1)))).getBestCmap()}


def test_pages_are_well_formed_and_small(pages):
    for name, page in pages.items():
        found = read(page)
        assert found.wrong == [] and found.open == [], name
        assert len(page.encode()) < (2e6 if "explorer" in name else 1e6), name
        ids = [attributes["id"] for _, attributes in found.seen if "id" in attributes]
        assert name == "report" or len(ids) == len(set(ids))


def test_nothing_is_asked_of_a_network(pages):
    for name, page in pages.items():
        ours = re.sub(r'xmlns(:\w+)?="[^"]*"', "", words_of(page)).replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|//cdn|@import", ours), name
        loaded = [
            value
            for _, attributes in read(page).seen
            for key, value in attributes.items()
            if key in ("src", "href", "data", "action") and value
        ]
        assert all(value.startswith("#") for value in loaded), name
        assert not re.search(r"url\((?!data:|#)", page.split("<script>")[0]), name


def test_titles_and_names_stay_text(pages):
    report, explorer = pages["report"], pages["explorer"]
    scripts = [tag for tag, _ in read(report).seen if tag == "script"]
    assert scripts == [] and "&lt;script&gt;alert" in report and "&lt;b&gt;蓬江" in report
    assert "<b>蓬江" not in report and report.count("</style>") == len(re.findall("<style", report))
    assert sum(tag == "script" for tag, _ in read(explorer).seen) == 3
    assert (
        "<script>alert" not in explorer and "\\u003cscript>alert" in explorer and "\\u003cb>蓬江" in explorer
    )
    assert json.loads(as_json({"a": "</script><!--\u2028"})) == {"a": "</script><!--\u2028"}
    assert "<" not in as_json({"a": "</script><!--"})
    for name, page in pages.items():
        assert "<img" not in words_of(page) and [tag for tag, _ in read(page).seen if tag == "img"] == [], (
            name
        )
        assert "img src=x onerror" in page and page.count("</script>") == page.count("<script"), name


def test_tables_have_heads_that_say_something_and_scroll_by_the_keyboard(pages):
    for name, page in pages.items():
        assert not re.search(r"<th[^>]*></th>", page), name
        boxes = [attributes for _, attributes in read(page).seen if attributes.get("class") == "scroll"]
        assert len(boxes) >= 3, name
        for box in boxes:
            assert box["tabindex"] == "0" and box["role"] == "region", name
            assert box.get("aria-label") or f'id="{box["aria-labelledby"]}"' in page, name
    shown = scrolled(table(["编号", "", "<目标>"], [["T1", "a", "b"]]))
    assert 'aria-label="编号 &lt;目标&gt;"' in shown and "<td></td>" in shown


def test_every_letter_has_a_shape(pages):
    for name, page in pages.items():
        letters = {letter for letter in words_of(page) if ord(letter) > 0xFF}
        chinese = {letter for letter in letters if ord(letter) > CHINESE_FROM}
        assert chinese - embedded(page) == set(), name
        assert letters - chinese - LATIN == set(), name


@pytest.mark.slow
def test_the_same_comparison_gives_the_same_bytes(nasty, pages, tmp_path):
    again = write_explorer(nasty, tmp_path / "explorer.html").read_text("utf-8")
    assert again == pages["explorer"]
    assert report_html(Story(nasty), "both") == pages["report"]


def test_numbers_of_the_report_name_their_row_of_the_table(nasty, pages):
    story = Story(nasty)
    found = re.findall(r'data-number="([^"|]*)\|([^"|]*)\|([^"|]*)\|(\d+)"[^>]*>([^<]*)<', pages["report"])
    assert len(found) > 50
    for scenario, key, place, year, shown in found:
        row = story.row(key, scenario, place, int(year))
        assert row is not None and ("−" not in shown or row["mean"] < 0), shown
        assert re.search(r"[\d.,]+", shown) or row["q05"] == row["q95"] == row["mean"] == 0.0, shown


def test_letters_of_a_picture_are_those_of_the_figure():
    from matplotlib import rc_context
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    figure = Figure(figsize=(4, 3))
    ax = figure.subplots()
    ax.plot([0.0, 1.23456], [0.000123, 0.087999])
    ax.set_yticks([0.012345, 0.0262, 0.0875])
    ax.text(0.5, 0.05, "+0.088 % (0.0262 … 0.10499)")
    with rc_context({"svg.fonttype": "none"}):
        svg = whole(figure, "picture")
    shown = [html.unescape(one) for one in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]
    wanted = [one.get_text() for one in figure.findobj(Text) if one.get_text() and one.get_visible()]
    assert "+0.088 % (0.0262 … 0.10499)" in shown and "0.0262" in "".join(shown)
    assert {one.replace("−", "-") for one in shown} <= {one.replace("−", "-") for one in wanted}
    svg = whole(figure, "picture")
    assert (
        max(len(one) for tag in re.findall(r"<(?!text)[^>]*>", svg) for one in re.findall(r"\.(\d+)", tag))
        <= 2
    )


def test_pictures_have_words_for_those_who_do_not_see_them(pages):
    drawn = [
        attributes for tag, attributes in read(pages["report"]).seen if tag == "svg" and "role" in attributes
    ]
    assert len(drawn) >= 4 and all(len(one["aria-label"]) > 20 for one in drawn)
    assert pages["report"].count('<details class="data">') >= len(drawn)
    assert "font-family" not in "".join(re.findall(r"<text[^>]*>", pages["report"]))


def test_sections_stand_in_the_order_of_questions(pages):
    wanted = ["summary", "inputs", "targets", "places", "people", "money", "uncertainty", "method"]
    assert re.findall(r'<section id="(\w+)"', pages["report"]) == wanted
    foot = re.search(r"@bottom-left\{content:\"([^}]*)\"", pages["report"]).group(1)
    assert "非统计数据" in foot and "seed 0" in foot and "n = 6" in foot
    assert "</style" not in re.search(r"@bottom-left.*", pages["report"]).group(0).split("}")[0]


@pytest.mark.slow
@pytest.mark.filterwarnings("error")
def test_a_page_without_a_font_has_english_pictures_and_chinese_words(comparison, monkeypatch):
    monkeypatch.setattr(fonts, "_covering", lambda wanted: "")
    monkeypatch.setattr(fonts, "_shipped", lambda wanted: "")
    page = report_html(Story(comparison), "zh")
    texts = "".join(re.findall(r"<text[^>]*>([^<]*)<", page))
    assert not any(ord(letter) > CHINESE_FROM for letter in texts) and "公开目标" in page
    chinese = {letter for letter in words_of(page) if ord(letter) > CHINESE_FROM}
    assert chinese <= embedded(page)


def test_a_memo_mentions_few_pairs_once(comparison):
    story = Story(comparison)
    for lang, few in (("zh", "对数少"), ("en", "few")):
        said = " ".join(memo(story, "balance_fund", lang))
        assert few not in said and "-" not in re.sub(r"\w-\w", "", said)
    first = Story(comparison.at(-1))
    assert first.pairs == {"balance_fund": 6}


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("-1.20 %", "−1.20 %"),
        ("-0.000 %", "0.000 %"),
        ("+0.0 万元", "0.0 万元"),
        ("+0.010 %", "+0.010 %"),
        ("a-1", "a-1"),
    ],
)
def test_signs_are_true_and_nothing_has_none(given, printed):
    assert typeset(given) == printed


def test_levels_name_their_unit():
    assert level_text(57412.4, "yuan a head", "zh") == "57,412 元/人"
    assert level_text(57412.4, "yuan a head", "en") == "57,412 yuan a head"
    assert level_text(float("nan"), "yuan", "zh") == "–"


def test_numbers_in_words_of_pictures_keep_their_digits(comparison):
    def draw(ax):
        ax.set_title("effect +0.0885 %")
        ax.set_yticks([0.0, 0.025, 1.0])

    svg = picture(comparison.folder, draw, "between 0.125 and 1", "en")
    assert ">effect +0.0885 %<" in svg and ">0.025<" in svg and 'aria-label="between 0.125 and 1"' in svg
    assert not re.search(r'x="\d+\.\d{3}', svg)


def test_small_parts():
    assert tag("p", "a<b", class_="x") == '<p class="x">a&lt;b</p>'
    assert "−3" in table(["a", "b"], [["x", "-3"]]) and "-3" in table(["a", "b"], [["x", Html("-3")]])
    assert shorter("M 0 0 \nL 1.04 0 \nL 2.06 0 \nz") == "M0 0l1 0l1.1 0z"
    assert shorter("M 0 0 C 1 1 2 2 3 3") == "M 0 0 C 1 1 2 2 3 3"
    assert pairs_to_halve(4) == 9
