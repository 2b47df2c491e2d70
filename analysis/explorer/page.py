"""The explorer as one file: data, charts, script, style and font inside."""

from __future__ import annotations

from html import escape
from pathlib import Path

from analysis.assets.embedding import embedded_font
from analysis.compare import Comparison
from analysis.explorer.data import as_json, explorer_data
from analysis.explorer.packed import packed_tables
from analysis.labels import check_language, say
from analysis.saving import write_text
from analysis.story import story_of

HERE = Path(__file__).parent
CHARTS = HERE.parent / "assets" / "echarts.min.js"
SCRIPTS = ("begin", "said", "pictures", "explorer")
"""The page's own script, in the order its parts stand."""


def write_explorer(comparison: Comparison, path: str | Path, lang: str = "zh") -> Path:
    """Write the explorer of a comparison as one HTML file; the same comparison gives the same bytes.

    lang: the language it opens in; a reader may change it. Raises InputError when the runs hold no whole year.
    """
    check_language(lang)
    story = story_of(comparison)
    data = as_json(packed_tables(explorer_data(story)))
    script = "\n".join((HERE / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    page = (HERE / "page.html").read_text(encoding="utf-8")
    filled = {
        "STYLE": (HERE / "explorer.css").read_text(encoding="utf-8"),
        "FONT": embedded_font([data, page, script]),
        "CHARTS": CHARTS.read_text(encoding="utf-8"),
        "DATA": data,
        "SCRIPT": script,
        "LANG": "en" if lang == "en" else "zh-CN",
        "TITLE": escape(f"{story.places[0].name(lang)} · {say('explorer_title', lang)}"),
    }
    # What page.html leaves open is written {{NAME}}. One pass, so that nothing put in is searched again.
    pieces = page.split("{{")
    text = pieces[0] + "".join(
        filled[name] + rest for name, rest in (piece.split("}}", 1) for piece in pieces[1:])
    )
    return write_text(Path(path), text)
