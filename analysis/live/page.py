"""The words, pictures and style of the live view, as one thing that is handed to the page that runs the model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from analysis.assets.embedding import FAMILY, embedded_font
from analysis.labels import indicator_name, say
from analysis.live import drawing, tables
from analysis.live.seen import CITY, MAPPED, Happened, Scene, Seen, quarter_text
from analysis.report.html import Html, tag

STYLE = Path(__file__).with_name("style.css")


class LivePage:
    """What a live view of one run shows; `lang` is zh or en throughout."""

    def __init__(
        self,
        region: tuple[str, str],
        scenario: tuple[str, str],
        counties: Iterable[tuple[str, str, str]],
        outlines: Path,
        first_quarter: int,
        horizon: int,
        names: Mapping[str, tuple[str, str]],
    ) -> None:
        """Names are (Chinese, English), counties (id, Chinese, English), `outlines` a GeoJSON file with all of them."""
        self.scene = Scene(region, scenario, tuple(counties), outlines, first_quarter, horizon, names)

    def seen(self, values: Mapping[str, Mapping[str, Any]], events: Iterable[Any]) -> Seen:
        """The quarters so far: level -> key -> values [quarters, places], and events of the run."""
        happened = [
            Happened(one.quarter, one.event, one.subject or one.place, one.yuan, one.note) for one in events
        ]
        return Seen(self.scene, values, happened)

    @cached_property
    def style(self) -> str:
        """The style sheet, with the letters of the page in it."""
        sheet = STYLE.read_text(encoding="utf-8").replace("FAMILY", FAMILY)
        return f"{embedded_font(sorted(self.scene.texts))}\n{sheet}"

    def say(self, key: str, lang: str, **numbers: object) -> str:
        """A word of the page."""
        return say(f"live_{key}", lang).format(**numbers)

    def heading(self, lang: str) -> str:
        """Which region and which scenario are watched."""
        at = 0 if lang == "zh" else 1
        return f"{self.scene.region[at]} · {self.scene.scenario[at]}"

    def when(self, seen: Seen, place: str, lang: str) -> str:
        """The quarter simulated last and the place shown, in words; empty before the first."""
        return (
            f"{self.scene.place(place, lang)} · {quarter_text(seen.quarters[-1], lang)}" if seen.done else ""
        )

    def over_charts(self, seen: Seen, place: str, lang: str) -> Html:
        """What stands over the paths."""
        return tag("h2", f"{say('live_charts', lang)} · {self.scene.place(place, lang)}")

    def over_map(self, seen: Seen, key: str, lang: str) -> Html:
        """What stands over the map."""
        when = f" · {quarter_text(seen.quarters[-1], lang)}" if seen.done else ""
        return tag("h2", f"{indicator_name(key, lang)}{when}")

    def places(self, lang: str) -> dict[str, str]:
        """Places whose paths can be shown: name -> id."""
        return {
            self.scene.place(code, lang): code for code in (CITY, *(one[0] for one in self.scene.counties))
        }

    def indicators(self, lang: str) -> dict[str, str]:
        """Indicators that the map can show: name -> key."""
        return {indicator_name(key, lang): key for key in MAPPED}

    strip = staticmethod(tables.strip)
    quarters = staticmethod(tables.quarters)
    events = staticmethod(tables.events)
    charts = staticmethod(drawing.charts)
    county_map = staticmethod(drawing.county_map)
