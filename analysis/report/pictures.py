"""Figures inside a page: vector pictures whose text stays text, with a text alternative and the data beneath."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from analysis.figures.style import page
from analysis.folder import Folder
from analysis.report.html import Html, Part, joined, table, tag
from analysis.report.small import small

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDEST = 7.3
"""Inches of an A4 page between its margins: letters of a picture drawn wider would be printed smaller than they are."""
HALF = (4.4, 4.5)
"""Inches of a map, of which two stand beside one another and are printed at four fifths of that."""
Draw = Callable[["Axes"], Any]
Panels = Callable[[Sequence["Axes"], str], Any]


def picture(
    folder: Folder, draw: Draw, alternative: str, lang: str, size: tuple[float, float] = (6.4, 3.6)
) -> Html:
    """Draw on Axes of a new figure and return it as SVG with a text alternative; the same input, the same bytes."""
    from matplotlib.figure import Figure

    # Axes take their fonts when they are made and when they are drawn, so both happen on the page.
    with page(folder, lang):
        figure = Figure(figsize=(min(size[0], WIDEST), size[1]), layout="constrained")
        draw(figure.subplots())
        return whole(figure, alternative)


def panels(folder: Folder, draw: Panels, alternative: str, lang: str, count: int) -> Html:
    """The same as a row of panels; `draw` is given their Axes from left to right and the language that has a font."""
    from matplotlib.figure import Figure

    with page(folder, lang) as drawn:
        figure = Figure(figsize=(7.4, 2.15), layout="constrained")
        draw(list(figure.subplots(1, count, squeeze=False)[0]), drawn)
        return whole(figure, alternative)


def whole(figure: Figure, alternative: str) -> Html:
    """A figure as SVG."""
    written = io.StringIO()
    figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    return Html(_trimmed(written.getvalue(), alternative))


def _trimmed(svg: str, alternative: str) -> str:
    """The element alone, scaled to its column, its size in the view box; metadata and fixed fonts left out."""
    from html import escape

    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->\n?", "", svg, flags=re.DOTALL)
    svg = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", svg, count=1)
    svg = re.sub(r"; font-family: [^;\"]*|font-family: [^;\"]*; ?", "", svg)
    svg = re.sub(r' d="([^"]*)"', lambda found: f' d="{shorter(found.group(1))}"', svg)
    svg = re.sub(r"<[^>]*>", lambda found: _rounded(found.group()), svg)
    svg = small(svg)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(alternative, quote=True)}" ', 1).strip()


def _rounded(tag: str) -> str:
    """A tag whose long numbers are rounded to hundredths; letters between tags are never touched."""
    return re.sub(r"-?\d+\.\d{3,}(?![\d.eE])", _hundredths, tag)


def _hundredths(number: re.Match[str]) -> str:
    return f"{float(number.group()):.2f}".rstrip("0").rstrip(".")


def shorter(path: str) -> str:
    """An outline of straight lines in steps of a tenth of a point from corner to corner; any other as it is.

    Steps are taken between rounded corners, so that rounding never adds up.
    """
    words = path.split()
    if not set(words) - {"M", "L", "z"} or any(
        word.isalpha() and word not in ("M", "L", "z") for word in words
    ):
        return " ".join(words)
    found: list[str] = []
    here, start, at = (0, 0), (0, 0), 0
    while at < len(words):
        command = words[at]
        if command == "z":
            # What is closed needs no last step to where it began.
            if here == start and found and found[-1].startswith("l"):
                found.pop()
            found.append("z")
            at += 1
            continue
        x, y = round(10 * float(words[at + 1])), round(10 * float(words[at + 2]))
        if command == "M":
            found.append(f"M{_tenth(x)} {_tenth(y)}")
            start = (x, y)
        elif (x, y) != here:
            found.append(f"l{_tenth(x - here[0])} {_tenth(y - here[1])}")
        here = (x, y)
        at += 3
    return "".join(found)


def _tenth(count: int) -> str:
    return f"{count / 10:g}"


def captioned(shown: Html, caption: Part, frame: pd.DataFrame | None = None, words: str = "") -> Html:
    """A picture under its caption, and its numbers as a table that opens on demand and is left out of print."""
    data = []
    if frame is not None:
        cells = [[str(value) for value in row] for row in frame.itertuples(index=False)]
        data = [tag("details", tag("summary", words), table(list(frame.columns), cells), class_="data")]
    return tag("figure", joined([tag("figcaption", caption), shown, *data]))
