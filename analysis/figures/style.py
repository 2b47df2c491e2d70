"""What all figures share: colours safe for the colour-blind, bands, labels at the ends of lines, captions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from analysis.counted import Counted
from analysis.factors import factors_of
from analysis.folder import Folder
from analysis.fonts import usable_language
from analysis.labels import WORDS, check_language, say
from analysis.saving import named, write_whole
from sim.indicators import INDICATORS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
"""Okabe and Ito's, without yellow."""
LINES = (
    "-",
    (0, (6, 1.5)),
    (0, (4, 1.2, 1, 1.2)),
    (0, (1.5, 1.2)),
    (0, (8, 1.5, 1, 1.5, 1, 1.5)),
    (0, (3, 1)),
    (0, (1, 1)),
)
MARKERS = ("o", "s", "D", "^", "v", "P", "X")
GREY = "#707070"
DIVERGING = ("#6B3F06", "#B98A3E", "#EBD9B4", "#F7F7F7", "#BFE3DE", "#4FA79C", "#01594F")
"""Brown below the baseline, teal above it, for maps and bars: neither is good or bad, as the indicator decides.

Blue and vermilion (`BETTER`, `WORSE`) are kept for that.
"""
BELOW, ABOVE = "#7A4A08", "#01594F"
BETTER, WORSE = COLOURS[0], COLOURS[1]
DASHED = (0, (4, 2.5))


@dataclass(frozen=True)
class Look:
    """How a line is drawn."""

    colour: str
    line: Any
    marker: str = "o"

    @classmethod
    def number(cls, position: int) -> Look:
        """The look of the n-th line of a figure."""
        again = position // len(COLOURS)
        return cls(
            COLOURS[position % len(COLOURS)],
            LINES[(position + 2 * again) % len(LINES)],
            MARKERS[(position + 3 * again) % len(MARKERS)],
        )


BASELINE = Look(GREY, DASHED, "x")


@contextmanager
def page(folder: Folder, lang: str, more: frozenset[str] = frozenset()) -> Iterator[str]:
    """Draw in a language that has a font here; gives the language, leaves the global state as it was.

    `more`: words of a figure's own that have to be drawn too.
    """
    with lettered(lang, _texts(folder) | more) as drawn:
        yield drawn


@contextmanager
def lettered(lang: str, texts: frozenset[str]) -> Iterator[str]:
    """The same for the texts of a drawing that comes from no folder."""
    import matplotlib

    drawn, families = usable_language(check_language(lang), texts)
    settings: Any = {
        "font.family": list(families),
        "font.size": 9.0,
        "axes.titlesize": 10.0,
        # Chinese fonts seldom come with a bold face, and matplotlib warns of each one that is missing.
        "axes.titleweight": "normal" if drawn == "zh" else "bold",
        "axes.titlelocation": "left",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.grid": True,
        "axes.grid.axis": "y",
        "grid.color": "#E5E5E5",
        "grid.linewidth": 0.7,
        "axes.axisbelow": True,
        "axes.edgecolor": "#999999",
        "xtick.color": "#444444",
        "ytick.color": "#444444",
        "axes.unicode_minus": True,
        # Titles are people's: a dollar in one is money, not the start of a formula.
        "text.parse_math": False,
        "svg.hashsalt": "baiqianwan",
        "svg.fonttype": "none",
    }
    with matplotlib.rc_context(settings):
        yield drawn


SIZE = (6.4, 4.2)
ENDINGS = (".png", ".svg", ".pdf")


def axes_or_new(ax: Axes | None, size: tuple[float, float] = SIZE) -> Axes:
    """The Axes given, or those of a new figure of a size in inches.

    pyplot is told of the figure only where it would show it (a window, a notebook): it keeps what it is told of, and a
    script draws many.
    """
    if ax is not None:
        for text in (ax.title, *_titles_aside(ax), ax.xaxis.label, ax.yaxis.label):
            text.set_parse_math(False)
        return ax
    if shows_figures():
        from matplotlib import pyplot

        return pyplot.subplots(figsize=size, layout="constrained")[1]
    return unregistered(figsize=size, layout="constrained").subplots()


def unregistered(**options: Any) -> Figure:
    """A figure that pyplot does not know, and that can draw itself."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(**options)
    FigureCanvasAgg(figure)
    return figure


def shows_figures() -> bool:
    """Whether figures are shown by themselves here: in a window, or under a cell of a notebook."""
    import matplotlib
    from matplotlib.backends.registry import BackendFilter, backend_registry

    silent = backend_registry.list_builtin(BackendFilter.NON_INTERACTIVE)
    return matplotlib.get_backend().lower() not in silent


def _titles_aside(ax: Axes) -> list[Text]:
    """Titles of Axes at the left and the right, where they have them."""
    return [text for name in ("_left_title", "_right_title") if (text := getattr(ax, name, None)) is not None]


def draw_band(
    ax: Axes, years: Sequence[int], band: Mapping[str, Any], look: Look, scale: float, strength: float = 1.0
) -> None:
    """The line of the mean, as tables tell it, with the 50 % and 90 % bands; fainter ones where many lie together."""
    for low, high, alpha in (("q05", "q95", 0.14), ("q25", "q75", 0.26)):
        ax.fill_between(
            years, band[low] / scale, band[high] / scale, color=look.colour, alpha=strength * alpha, lw=0
        )
    ax.plot(
        years,
        band["mean"] / scale,
        color=look.colour,
        linestyle=look.line,
        lw=1.7,
        marker=look.marker,
        ms=3.6,
        mew=0.8,
        markevery=max(1, len(years) // 5),
    )


INSIDE_WIDTH = 36
"""Letters a line of a name inside a panel; half as many Chinese ones."""


def label_inside(ax: Axes, names: Sequence[tuple[str, Look]]) -> None:
    """Names of lines in their colours at the upper left, where a growing path leaves room."""
    row = 0
    for text, look in names:
        dash = "- - " if look.line == DASHED else "— "
        lines = wrap(dash + text, INSIDE_WIDTH if text.isascii() else INSIDE_WIDTH // 2)
        ax.annotate(
            "\n".join(lines),
            (0.03, 0.97),
            xytext=(0, -12 * row),
            xycoords="axes fraction",
            textcoords="offset points",
            color=look.colour,
            va="top",
            fontsize=8.5,
        )
        row += len(lines)


def year_axis(ax: Axes, years: Sequence[int]) -> None:
    """Whole years, never with a thousands comma."""
    step = max(1, -(-len(years) // 6))
    ax.set_xticks(list(years)[::step], [str(year) for year in list(years)[::step]])
    ax.set_xlim(years[0], years[-1] + (0 if len(years) > 1 else 1))


def save_figure(folder: Folder, ax: Axes, path: str | Path, lang: str = "en", dpi: int = 200) -> Path:
    """Save the figure of some Axes as PNG, SVG (words stay words) or PDF; the same input gives the same bytes.

    Raises InputError for another ending, or where the file cannot be written.
    """
    path = named(path, ENDINGS, "plot.save", "a picture is PNG, SVG or PDF, like fan.png")
    dated = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}.get(path.suffix, {"Software": None})
    figure: Any = ax.figure
    with page(folder, lang):
        return write_whole(path, lambda temporary: figure.savefig(temporary, dpi=dpi, metadata=dated))


def source_line(
    folder: Folder,
    lang: str,
    count: int | Counted,
    wide: bool = False,
    of: str = "pairs",
    band: str = "band",
) -> str:
    """Count, bands, version and identity, to stand under a figure, in two lines unless it is wide.

    count: a number of what `of` says, or what stands behind several scenarios.
    """
    found = count if isinstance(count, Counted) else Counted((count,), of)
    manifest = folder.manifest
    code = manifest["identity"]["code_hash"][:8]
    counted = f"n = {found.text(lang)}" + (say("figures_few", lang) if found.few else "")
    version = f"baiqianwan {manifest['versions']['baiqianwan']} ({code}), seed {manifest['identity']['seed']}"
    said = (counted, found.band(band, lang), say("simulated", lang), version)
    return "  ·  ".join(said) if wide else "  ·  ".join(said[:3]) + "\n" + version


def _texts(folder: Folder) -> frozenset[str]:
    """Everything in Chinese that a figure may have to draw: page words, indicators, places wide enough to name."""
    places = {place.zh for place in folder.places.all if place.level != "village"}
    titles = {title["zh"] for title in folder.manifest["titles"].values()}
    factors = {factor.zh for factor in factors_of(folder)}
    asked = (folder.manifest["identity"].get("design") or {}).get("attribution") or {"members": {}}
    members = {one["title"]["zh"] for one in asked["members"].values()}
    words = {zh for zh, _ in WORDS.values()} | {item.zh for item in INDICATORS}
    return frozenset(words | places | titles | factors | members)
