"""How runs and comparisons look in a notebook: what is there, what is missing, and the headline effects."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import numpy as np

from analysis.direction import direction, judged
from analysis.factors import factors_of
from analysis.labels import choose, indicator_name, say
from analysis.partners import Pairs
from analysis.sentences import band, effect
from analysis.story import HEADLINES
from analysis.years import split_key, usual_how
from sim.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from analysis.compare import Comparison
    from analysis.runs import Runs

TONES = {"better": "#0072B2", "worse": "#D55E00", "neutral": "#707070"}
"""Blue for the better, orange for the worse: told apart by the colour-blind too, and never by colour alone."""


def runs_html(runs: Runs) -> str:
    """What a folder holds: region, places, quarters, runs that finished, failed and are missing, identity."""
    folder, manifest = runs.folder, runs.folder.manifest
    identity, levels = manifest["identity"], folder.layout.levels
    counted = ", ".join(f"{levels.count(level)} {level}" for level in dict.fromkeys(levels))
    facts = {
        "region": f"{manifest['region']['zh']} {manifest['region']['en']}",
        "places": counted,
        "quarters": f"{len(folder.layout.quarters)}",
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
    rows = [[name, value] for name, value in facts.items()]
    return f"<b>{escape(folder.path.name)}</b>{_table(rows)}{runs.scenarios.to_html(index=False)}"


def comparison_html(found: Comparison) -> str:
    """The pairs counted, and the effect on the city of the headline indicators in the last year, with its 90 % band."""
    head = (
        f"<b>{escape(', '.join(found.scenarios))}</b> against <b>{escape(found.baseline)}</b> ({found.how})"
    )
    counted = "; ".join(_counted(name, pairs) for name, pairs in found.pairs.items())
    rows = [row for key in HEADLINES if key in found.folder.keys for row in _effects(found, key)]
    heads = ["", "scenario", "effect", "90 %", "direction"]
    return f"<div>{head}<br>{escape(counted)}</div>{_table(rows, heads) if rows else ''}"


def _effects(found: Comparison, key: str) -> Iterable[Sequence[str]]:
    item, _ = split_key(key)
    try:
        table = found.table(key, by=[found.folder.places.city.id], how=usual_how(key))
    except InputError:
        return
    for scenario in found.scenarios:
        row = table[table["scenario"] == scenario].iloc[-1]
        way = direction(row)
        tone = TONES[judged(way, item.better)]
        yield (
            f"{indicator_name(key, 'zh')} {indicator_name(key, 'en')}, {row['year']}",
            scenario,
            f'<b style="color:{tone}">{escape(effect(row, "en"))}</b>',
            band(row, "en"),
            choose(say(way, "zh"), say(way, "en"), "both"),
        )


def _counted(name: str, pairs: Pairs) -> str:
    points = len(np.unique(pairs.points))
    said = f"{name}: {len(pairs)} pairs" + (f" at {points} points" if points > 1 else "")
    return said + (f", {pairs.left_out} left out" if pairs.left_out else "")


def _table(rows: Iterable[Sequence[str]], heads: Sequence[str] = ()) -> str:
    """Rows of text, the first column in bold; what is HTML already begins with a tag."""
    top = "".join(f"<th>{escape(head)}</th>" for head in heads)
    body = ""
    for row in rows:
        first, *rest = (cell if cell.startswith("<b ") else escape(cell) for cell in row)
        cells = "".join(f"<td>{cell}</td>" for cell in rest)
        body += f"<tr><th>{first}</th>{cells}</tr>"
    return f"<table>{f'<tr>{top}</tr>' if heads else ''}{body}</table>"
