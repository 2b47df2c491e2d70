"""The figures of a comparison as methods: `c.plot.fan("gdp_real", place="west")`, `c.plot.fan_data(…)` its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, update_wrapper
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.compare import Comparison
from sim.errors import InputError, Problem, unknown_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FIGURES: dict[str, str] = {
    "bullet": "bullet",
    "crossing": "crossing",
    "difference": "difference",
    "dots": "dots",
    "fan": "fan",
    "headline_strip": "headline_strip",
    "slope": "slope",
    "small_multiples": "small_multiples",
    # maps, ranks, inequality, sweeps
    "bump": "bump",
    "map": "choropleth",
    "heatmap": "heatmap",
    "lorenz": "lorenz",
    "pairing_map": "pairing_map",
    "pareto": "pareto",
    "run_health": "run_health",
    "theil": "theil",
    # money
    "sankey": "sankey",
    "waterfall": "package",
}
"""Figures and the modules of `analysis.figures` that hold them, each with the function of its data."""

LONG = {"map": "choropleth"}
"""Figures whose function has another name; both are understood."""


@dataclass(frozen=True)
class Plotter:
    """Draws what a comparison holds: every figure returns its Axes, every `…_data` the table behind it."""

    comparison: Comparison

    def __getattr__(self, name: str) -> Callable[..., Any]:
        figure = name.removesuffix("_data")
        figure = next((short for short, long in LONG.items() if long == figure), figure)
        if figure not in FIGURES:
            raise AttributeError(unknown_name("plot", name, self.__dir__(), "figure").sentence())
        called = LONG.get(figure, figure) + ("_data" if name.endswith("_data") else "")
        function = getattr(import_module(f"analysis.figures.{FIGURES[figure]}"), called)
        return update_wrapper(partial(_drawn, function, self.comparison), function)

    def save(self, ax: Axes, path: str | Path, lang: str = "en", dpi: int = 200) -> Path:
        """Save a figure; the ending says whether as PNG, SVG or PDF, and the same input gives the same bytes."""
        from analysis.figures.style import save_figure

        return save_figure(self.comparison.folder, ax, path, lang, dpi)

    def __dir__(self) -> list[str]:
        return ["comparison", "save", *(name + end for name in FIGURES for end in ("", "_data"))]


def _drawn(function: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """Draw; a figure has room for one language, and another is refused before anything is drawn."""
    lang = signature(function).bind_partial(*given, **named).arguments.get("lang", "en")
    if lang not in ("zh", "en"):
        several = Problem(
            "plot", "a figure has room for one language", "write lang='zh' or lang='en'", "lang"
        )
        raise InputError(
            [several if lang == "both" else unknown_name("plot", str(lang), ("zh", "en"), "lang")]
        )
    return function(*given, **named)
