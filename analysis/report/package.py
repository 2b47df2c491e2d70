"""What each member of a policy package brings, in a report: the waterfalls of a folder that `bqw attribute` made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from analysis.attribution import Attribution
from analysis.figures.waterfall import waterfall
from analysis.folder import Folder
from analysis.labels import head, indicator_name, say
from analysis.report.html import Html, tag
from analysis.report.languages import drawn, spoken, titled
from analysis.report.pictures import captioned, picture
from analysis.report.why import ASKED
from analysis.sentences import in_how
from analysis.story import Story
from analysis.years import usual_how

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def waterfalls(story: Story, lang: str) -> Iterator[Html]:
    """A waterfall for each effect that the report takes apart, of the whole city; none without a package."""
    if story.folder.package is None:
        return
    found = Attribution(Folder(story.folder.package))
    yield tag("h3", say("report_package", lang))
    yield tag(
        "p", say("report_package_note", lang, "\n").format(folder=found.folder.path.name), class_="note"
    )
    for key in ASKED:
        if key in found.folder.keys or key in story.keys:
            yield _one(found, key, lang)


def _one(found: Attribution, key: str, lang: str) -> Html:
    one, place, how = drawn(lang), found.folder.places.city, usual_how(key)
    table = found.table(key, by=[place.id], how=how)
    rows = [row | {"unit_of_level": row["unit"]} for row in table.to_dict("records")]

    def draw(ax: Axes) -> None:
        waterfall(found, key, place.id, how=how, ax=ax, lang=one)

    def title(way: str) -> str:
        return f"{indicator_name(key, way)} · {place.name(way)} · {rows[0]['year']}"

    def told(way: str) -> str:
        parts = (f"{row[f'title_{way}']} {in_how(row['mean'], row, way)}" for row in rows)
        return f"{title(way)}: {', '.join(parts)}"

    numbers = pd.DataFrame(
        [
            {
                head("policy", one): row[f"title_{one}"],
                head("mean", one): in_how(row["mean"], row, one),
                say("report_band", one): f"{in_how(row['q05'], row, one)} … {in_how(row['q95'], row, one)}",
            }
            for row in rows
        ]
    )
    tall = 1.6 + 0.34 * len(rows)
    shown = picture(found.folder, draw, spoken(told, lang), one, (7.4, tall))
    return captioned(shown, titled(title, lang), numbers, say("report_numbers", lang))
