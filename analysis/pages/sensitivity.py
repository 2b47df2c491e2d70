"""The page of `bqw sensitivity`: which assumptions decide each outcome, ranked, with chance told apart."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from rich.console import Group
from rich.table import Table

from analysis.figures import picture_note
from analysis.figures.sensitivity import (
    PICTURE,
    direction,
    headline,
    save,
    scale_of,
    sort_of,
    unit_of_effect,
    verdict,
)
from analysis.folder import Folder
from analysis.labels import choose, say
from analysis.sensitivity import STRENGTH, Found, sensitivity
from analysis.sensitivity.prior import Spread
from analysis.sensitivity.sobol import Decomposition
from analysis.sensitivity.words import HEADS, NOTES, WORDS, assumption, short_key
from analysis.sensitivity.words import say as tell
from analysis.tables import let_fold, table_of, titled

TABLE = "sensitivity.csv"
MOST_ROWS = 12
"""Assumptions of a table; the rest is summed up in a line."""
PAIRS_SHOWN = 3
WHOLE = (0.95, 1.1)
"""Sums of first-order indices that count as one; a larger sum shows that the points are too few."""
Shown = list[Group | Table | str]


def page(
    folder: Path,
    lang: str,
    *,
    indicators: Sequence[str] = ("gdp_real",),
    places: Sequence[str] = ("city",),
    year: int | None = None,
    scenario: str | None = None,
    baseline: str | None = None,
    what: str = "effect",
    how: str | None = None,
) -> tuple[Shown, Path | None, str]:
    """Tables of every outcome, the picture saved beside the results, a line about the picture.

    The whole table is kept as `sensitivity.csv`, a row an outcome and assumption. Raises InputError where an outcome is
    not there, or where too few runs are left.
    """
    opened = Folder(folder)
    found = [
        sensitivity(opened, key, place, year, scenario, baseline, what, how)
        for key in indicators
        for place in places
    ]
    pd.concat([one.table for one in found]).to_csv(folder / TABLE, index=False, lineterminator="\n")
    shown: Shown = [part for one in found for part in _of_outcome(one, lang)]
    if len(found) > 1:
        shown.append(_overview(found, lang))
    shown.append("\n" + choose(*NOTES[found[0].kind], lang, "\n"))
    picture = save(found, folder / PICTURE, lang)
    return shown, picture, picture_note(folder, lang)


def _of_outcome(found: Found, lang: str) -> Shown:
    scale, unit = _scale(found, lang)
    if found.kind != "morris":
        unit = unit_of_effect(found, unit, lang)
    title = f"{headline(found, lang)} · {sort_of(found, lang)} · {unit}"
    rows = {"morris": _morris, "sobol": _sobol, "latin_hypercube": _prior}[found.kind](found, lang, scale)
    spoken = ("zh", "en") if lang == "both" else (lang,)
    return [titled(title, rows), *("\n".join(_sentences(found, one)) for one in spoken)]


def _scale(found: Found, lang: str) -> tuple[float, str]:
    """What to divide the outcome by, and the unit then."""
    spread = found.spread
    return scale_of(found, max(abs(spread[key]) for key in ("q05", "median", "q95", "mean")), lang)


def _figure(value: float) -> str:
    """Three digits that matter."""
    if np.isnan(value):
        return "–"
    size = abs(value)
    return f"{value:,.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.3g}"


def _share(value: float) -> str:
    """A share of variance; small ones with a digit more, so that they are not told as nothing."""
    return f"{100 * value:.0f} %" if value >= 0.1 or value == 0.0 else f"{100 * value:.1f} %"


def _range(low: float, high: float) -> str:
    return "–" if np.isnan(low) else f"{_figure(low)} … {_figure(high)}"


def _yes(value: object, lang: str) -> str:
    return "–" if value is None or value is pd.NA else say("yes" if value else "no", lang)


def _named(found: Found, name: str, lang: str) -> str:
    words = [
        assumption(name, found.asked.titles, one) for one in (("zh", "en") if lang == "both" else (lang,))
    ]
    key = short_key(name)
    said = " ".join(dict.fromkeys(words))
    return f"{said} ({key})" if "." not in key else f"{said}\n{key}"


def _heads(names: Sequence[str], lang: str) -> list[str]:
    return [choose(*HEADS[name], lang, "\n") for name in names]


def _table(found: Found, heads: Sequence[str], cells: Any, lang: str) -> Table:
    table = table_of(_heads(["assumption", *heads], lang))
    let_fold(table, 0)
    for _, row in found.indices.table.head(MOST_ROWS).iterrows():
        table.add_row(_named(found, row["name"], lang), *cells(row))
    return table


def _morris(found: Found, lang: str, scale: float) -> Table:
    mean = found.spread["mean"]

    def cells(row: pd.Series) -> list[str]:
        bends = row["sigma"] / row["mu_star"] if row["mu_star"] > 0 else np.nan
        part = row["mu_star"] / abs(mean) if mean else np.nan
        return [
            _figure(row["mu_star"] / scale),
            _range(row["low"] / scale, row["high"] / scale),
            "–" if np.isnan(part) else f"{100 * part:.0f} %",
            direction(row),
            "" if np.isnan(bends) else f"{bends:.1f}",
            _figure(row["floor"] / scale),
            _yes(row["above"], lang),
        ]

    heads = ("mu_star", "interval", "of_effect", "direction", "sigma", "floor", "above")
    return _table(found, heads, cells, lang)


def _sobol(found: Found, lang: str, scale: float) -> Table:
    def cells(row: pd.Series) -> list[str]:
        return [
            f"{row['first']:.2f}",
            f"{row['first_low']:.2f} … {row['first_high']:.2f}",
            f"{row['total']:.2f}",
            f"{row['total_low']:.2f} … {row['total_high']:.2f}",
            "–" if np.isnan(row["floor"]) else f"{row['floor']:.2f}",
            _yes(row["above"], lang),
        ]

    return _table(found, ("first", "interval", "total", "interval", "floor", "above"), cells, lang)


def _prior(found: Found, lang: str, scale: float) -> Table:
    def cells(row: pd.Series) -> list[str]:
        return [
            f"{row['rank']:+.2f}",
            "" if np.isnan(row["partial"]) else f"{row['partial']:+.2f}",
            "" if np.isnan(row["share"]) else f"{100 * row['share']:.0f} %",
            _yes(row["related"], lang),
        ]

    return _table(found, ("rank", "partial", "share", "related"), cells, lang)


def _sentences(found: Found, lang: str) -> list[str]:
    """What stands under a table: the rest, the spread, whether it is robust, what is chance, what was left out."""
    scale, unit = _scale(found, lang)
    return [*_rest(found, lang, scale), *_of_kind(found, lang), *_of_answer(found, lang, scale, unit)]


def _rest(found: Found, lang: str, scale: float) -> list[str]:
    rest = found.indices.table.iloc[MOST_ROWS:]
    if not len(rest):
        return []
    most = float(rest[STRENGTH[found.kind]].abs().max())
    shown = _figure(most / scale) if found.kind == "morris" else f"{most:.2f}"
    return [tell("rest", lang, count=len(rest), most=shown)]


def _of_kind(found: Found, lang: str) -> list[str]:
    indices, lines = found.indices, []
    if isinstance(indices, Decomposition):
        first = float(indices.table["first"].sum())
        key = (
            "sum_first" if first < WHOLE[0] else "sum_first_whole" if first < WHOLE[1] else "sum_first_above"
        )
        lines.append(tell(key, lang, first=f"{first:.2f}", rest=f"{max(0.0, 1.0 - first):.2f}"))
        for _, row in indices.pairs.head(PAIRS_SHOWN).iterrows():
            names = " × ".join(short_key(row[side]) for side in ("one", "other"))
            lines.append(f"S2 {names}: {row['second']:.2f} ({row['low']:.2f} … {row['high']:.2f})")
    if isinstance(indices, Spread):
        count = int(indices.table["share"].notna().sum())
        lines.append(tell("explained", lang, count=count, share=f"{100 * indices.explained:.0f} %"))
    elif not any(indices.table["above"].fillna(True)):
        lines.append(tell("none_above", lang))
    return lines


def _of_answer(found: Found, lang: str, scale: float, unit: str) -> list[str]:
    robust, noise, whole = found.robust, found.noise, found.indices.whole
    values = {"mean": "mean", "low": "q05", "high": "q95"}
    shown = {key: _figure(found.spread[band] / scale) for key, band in values.items()}
    lines = [tell("mean", lang, unit=unit_of_effect(found, unit, lang), **shown)]
    if found.outcome.baseline:
        held = tell("held", lang, low=f"{100 * robust.low:.0f} %", high=f"{100 * robust.high:.0f} %")
        lines.append(choose(f"{verdict(found, 'zh')}（{held}）", f"{verdict(found, 'en')} ({held})", lang))
    kept = tell("whole", lang, kept=whole.kept, what=WORDS[f"of_{found.kind}"])
    if whole.dropped:
        kept = tell("whole_of", lang, kept=whole.kept, dropped=whole.dropped, what=WORDS[f"of_{found.kind}"])
    lines.append(kept)
    if np.isnan(noise.seen):
        lines.append(tell("no_noise" if noise.replicates < 2 else "no_change", lang))
    else:
        shares = {"single": _share(noise.single_run), "seen": _share(noise.seen)}
        lines.append(tell("noise", lang, count=noise.replicates, **shares))
    return lines


def _overview(found: Sequence[Found], lang: str) -> Group:
    """The rank of every assumption that is among the first of some outcome."""
    ranks = {one: {name: at for at, name in enumerate(one.indices.table["name"], start=1)} for one in found}
    first = dict.fromkeys(
        name
        for at in range(MOST_ROWS // 2)
        for one in found
        for name in one.indices.table["name"][at : at + 1]
    )
    best = sorted(first, key=lambda name: sum(ranks[one][name] for one in found))
    heads = [headline(one, lang).replace(" · ", "\n") for one in found]
    table = table_of([*_heads(["assumption"], lang), *heads])
    let_fold(table, 0)
    for name in best:
        table.add_row(_named(found[0], name, lang), *(str(ranks[one][name]) for one in found))
    return titled(tell("overview", lang), table)
