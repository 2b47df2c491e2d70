"""How runs and comparisons look in a notebook: what is there, what is missing, and the headline effects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.direction import direction, judged
from analysis.factors import factors_of
from analysis.labels import choose, indicator_name, say
from analysis.partners import Pairs
from analysis.report.html import Html, Part, joined, table, tag
from analysis.sentences import band, effect
from analysis.story import HEADLINES
from analysis.years import split_key, usual_how
from sim.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from analysis.compare import Comparison
    from analysis.runs import Runs

MOST_NAMES, MOST_PLACES, MOST_FAILURES = 6, 3, 5
TONES = {"better": "#0072B2", "worse": "#D55E00", "neutral": "#707070"}
"""Blue for the better, orange for the worse: told apart by the colour-blind too, and never by colour alone."""


def runs_html(runs: Runs) -> str:
    """What a folder holds: region, places, quarters, runs that finished, failed and are missing, identity.

    Of a part of the runs also what was selected.
    """
    folder, manifest = runs.folder, runs.folder.manifest
    identity, held = manifest["identity"], _quarters(manifest)
    levels = [place.level for place in folder.places.all if place.level != "group"]
    counted = ", ".join(f"{levels.count(level)} {level}" for level in dict.fromkeys(levels))
    facts = {
        "region": f"{manifest['region']['zh']} {manifest['region']['en']}",
        "places": counted,
        "quarters": f"{len(held)}, {_quarter(held[0])} to {_quarter(held[-1])}",
        "runs": f"{len(folder.runs)}, {len(runs.failures)} failed",
        "record": identity["record"],
        "code": identity["code_hash"][:12],
        "version": manifest["versions"]["baiqianwan"],
    }
    if folder.missing:
        facts["missing"] = folder.unfinished("en")
    if folder.factors:
        facts["points"] = f"{len(folder.points)}"
        facts |= {factor.name: factor.taken("both") for factor in factors_of(folder)}
    facts |= _selected(runs, held)
    tables = [_table(("", ""), facts.items()), _texts(runs.scenarios)]
    if len(runs.failures):
        tables.append(_texts(runs.failures.head(MOST_FAILURES)))
    return tag("div", tag("b", folder.path.name), *tables)


def runs_text(runs: Runs) -> str:
    """The same in two lines: where from, and what finished of which scenarios."""
    folder, arms = runs.folder, runs.scenarios
    finished = ", ".join(f"{arm.scenario} {arm.finished}" for arm in arms.itertuples())
    held = _quarters(folder.manifest)
    region = folder.manifest["region"]
    told = [f"finished: {finished}", f"{len(runs.failures)} failed" if len(runs.failures) else ""]
    told += [f"{name}: {value}" for name, value in _selected(runs, held).items()]
    head = (
        f"Runs of {folder.path}: {region['zh']} {region['en']}, {_quarter(held[0])} to {_quarter(held[-1])}"
    )
    return f"{head}\n  {'; '.join(filter(None, told))}"


def comparison_text(found: Comparison) -> str:
    """A comparison in two lines: what against what, and the pairs counted."""
    head = f"Comparison ({found.how}) of {', '.join(found.scenarios)} against {found.baseline}"
    counted = "; ".join(_counted(name, pairs) for name, pairs in found.pairs.items())
    return f"{head}, {found.folder.path}\n  {counted}"


def _quarters(manifest: dict[str, Any]) -> list[int]:
    """Quarter numbers that any of the scenarios simulates, as the manifest says."""
    first = int(manifest["first_quarter"])
    return list(range(first, first + max(int(one["horizon"]) for one in manifest["pairing"].values())))


def _selected(runs: Runs, held: list[int]) -> dict[str, str]:
    """What `sel` left of a folder; scenarios stand in their own table."""
    found = {}
    if runs.chosen_places is not None:
        places = [runs.folder.places.find(place).name("both") for place in runs.chosen_places]
        found["selected places"] = _few(places)
    if runs.chosen_quarters is not None:
        numbers = runs.chosen_quarters
        begins = [number for number in numbers if number - 1 not in numbers]
        ends = [number for number in numbers if number + 1 not in numbers]
        spans = (f"{_quarter(first)} to {_quarter(last)}" for first, last in zip(begins, ends, strict=True))
        found["selected quarters"] = ", ".join(spans)
    if runs.chosen_indicators is not None:
        found["selected indicators"] = _few(runs.chosen_indicators)
    return found


def _texts(frame: pd.DataFrame) -> Html:
    return _table(list(frame), [[str(value) for value in row] for row in frame.itertuples(index=False)])


def _few(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_NAMES])
    return f"{shown} … ({len(names)})" if len(names) > MOST_NAMES else shown


def _quarter(number: int) -> str:
    return f"{number // 4}Q{number % 4 + 1}"


def comparison_html(found: Comparison) -> str:
    """The pairs counted, and the effects on headline indicators in the last year, with their 90 % bands.

    The effects are those on the city, or on the first places selected.
    """
    names = tag("b", ", ".join(found.scenarios)), " against ", tag("b", found.baseline), f" ({found.how})"
    counted = "; ".join(_counted(name, pairs) for name, pairs in found.pairs.items())
    rows = [row for key in HEADLINES if key in found.folder.keys for row in _effects(found, key)]
    heads = ["indicator", "place", "scenario", "effect", "90 %", "direction"]
    return joined([tag("div", *names, Html("<br>"), counted), *([_table(heads, rows)] if rows else [])])


def _effects(found: Comparison, key: str) -> Iterable[Sequence[Part]]:
    item, _ = split_key(key)
    try:
        places = found.places or (found.folder.places.city.id,)
        table = found.table(key, by=places[:MOST_PLACES], how=usual_how(key))
    except InputError:
        return
    latest = table[table["year"] == table["year"].max()]
    for row in latest.to_dict("records"):
        way = direction(row)
        tone = TONES[judged(way, item.better)]
        yield (
            f"{indicator_name(key, 'zh')} {indicator_name(key, 'en')}, {row['year']}",
            found.folder.places.find(row["place"]).name("both"),
            row["scenario"],
            tag("b", effect(row, "en"), style=f"color:{tone}"),
            band(row, "en"),
            choose(say(way, "zh"), say(way, "en"), "both"),
        )


def _counted(name: str, pairs: Pairs) -> str:
    points = len(np.unique(pairs.points))
    said = f"{name}: {len(pairs)} pairs" + (f" at {points} points" if points > 1 else "")
    return said + (f", {pairs.left_out} left out" if pairs.left_out else "")


def _table(heads: Sequence[str], rows: Iterable[Sequence[Part]]) -> Html:
    """Rows of words: notebooks put cells to the right, as if all of them were numbers."""
    return table(heads, rows, words=range(len(heads)), style="text-align:left")
