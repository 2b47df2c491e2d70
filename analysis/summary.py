"""The tables a person sees at the end of `bqw run` and `bqw compare`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from rich.console import Group
from rich.table import Table

from analysis.compare import Comparison, compare
from analysis.direction import direction
from analysis.folder import Folder
from analysis.labels import amount, choose, head, indicator_name, percent, say
from analysis.money import FIFTH
from analysis.money_tables import payers, receivers
from analysis.multiplicity import Multiplicity
from analysis.places import Place
from analysis.policy_money import policy_money
from analysis.tables import IfRoom, let_fold, table_of, titled, trend, trend_column
from analysis.targets import board
from analysis.written import about, effect, interval_text
from analysis.years import YearValues, unit_of, year_values
from sim.errors import InputError
from sim.indicators.units import goal

Shown = list[Group | Table | str]

CITY_KEYS = (
    "gdp_real",
    "employment",
    "unemployment_rate",
    "firms",
    "firms_above_scale",
    "fiscal_balance",
)
COUNTY_KEYS = ("gdp_real", "employment", "firms", "firms_above_scale", "fiscal_balance")
RUNGS = ("firms_individual", "firms_sole_proprietor", "firms_company", "firms_joint_stock", "firms_listed")


def run_summary(folder: str | Path, lang: str = "both") -> Shown:
    """Growth, employment, firms by rung and fiscal balance by county, scenario by scenario."""
    opened = Folder(folder)
    try:
        return [table for name in opened.scenarios for table in _of_scenario(opened, name, lang)]
    except InputError as error:
        return [str(error)]


def compare_summary(folder: str | Path, baseline: str, lang: str = "both") -> Shown:
    """Paired differences by county, donors and recipients, for each scenario; a sentence when pairs are left out."""
    opened = Folder(folder)
    try:
        comparison = compare(opened, baseline, opened.scenarios, complete_pairs=True)
        left_out = [pairs.sentence(name, lang) for name, pairs in comparison.pairs.items() if pairs.left_out]
        shown = [part for name in comparison.scenarios for part in _of_comparison(comparison, name, lang)]
        return [*left_out, *shown, *_targets(comparison, lang)]
    except InputError as error:
        return [str(error)]


def yearly_means(folder: Folder, scenario: str, keys: Sequence[str], places: Sequence[Place]) -> pd.DataFrame:
    """Means over the runs of a scenario: a row a year and place, a column an indicator."""
    frames = []
    for key in keys:
        found = _of_runs(folder, scenario, year_values(folder, key, places))
        frame = pd.DataFrame(found.values.mean(0), found.years, [place.id for place in places])
        frames.append(frame.stack().rename(key))
    return pd.concat(frames, axis=1).rename_axis(["year", "place"]).sort_index()


def real_growth(folder: Folder, scenario: str, places: Sequence[Place]) -> pd.DataFrame:
    """Real growth by year [years, places], the mean of growth run by run as `gdp_real_growth` has it.

    The first year is told on the opening, where that is known.
    """
    ids = [place.id for place in places]
    grown = _of_runs(folder, scenario, year_values(folder, "gdp_real_growth", places))
    found = pd.DataFrame(grown.values.mean(0), grown.years, ids)
    base = folder.opening(scenario, "gdp_real")
    if all(place in base for place in ids):
        real = _of_runs(folder, scenario, year_values(folder, "gdp_real", places))
        found.loc[int(real.years[0])] = real.values[:, 0].mean(0) / [base[place] for place in ids] - 1.0
    return found.sort_index()


def _of_scenario(folder: Folder, scenario: str, lang: str) -> Shown:
    city, counties = folder.places.city, folder.places.at("county")
    count = int(((folder.runs["scenario"] == scenario) & (folder.runs["status"] == "finished")).sum())
    if count == 0:
        return [f"{scenario}: 0 {say('runs', lang)}"]
    title = f"{city.name(lang)} · {_title(folder, scenario, lang)} · {count} {say('runs', lang)}"
    years = yearly_means(folder, scenario, CITY_KEYS, [city])
    grown = real_growth(folder, scenario, [city])[city.id]
    by_year = table_of([head("year", lang), head("growth", lang), *_heads(CITY_KEYS, lang)])
    for year, row in years.droplevel("place").iterrows():
        cells = _cells(row, years, lang)
        by_year.add_row(str(year), percent(float(grown.get(year, np.nan))), *cells)
    last = int(years.index[-1][0])
    values = yearly_means(folder, scenario, COUNTY_KEYS, counties)
    mean_growth = real_growth(folder, scenario, counties).mean()
    paths = yearly_means(folder, scenario, ["gdp_real"], counties)["gdp_real"].unstack()
    by_county = table_of([head("place", lang), head("mean_growth", lang), *_heads(COUNTY_KEYS, lang)])
    trend_column(by_county, head("path", lang))
    for place in counties:
        cells = _cells(values.loc[(last, place.id)], values, lang)
        grown_by, path = percent(float(mean_growth[place.id])), IfRoom(trend(paths[place.id]))
        by_county.add_row(place.name(lang), grown_by, *cells, path)
    rungs = yearly_means(folder, scenario, RUNGS, [city])
    first = int(rungs.index[0][0])
    by_rung = table_of([head("firms_by_rung", lang), *dict.fromkeys((str(first), str(last)))])
    for key in RUNGS:
        shown = dict.fromkeys((first, last))
        counts = (amount(rungs.loc[(year, city.id), key], unit_of(key), lang) for year in shown)
        by_rung.add_row(indicator_name(key, lang), *counts)
    money_of = policy_money(folder, scenario, _title(folder, scenario, lang), lang)
    return [titled(title, by_year), titled(str(last), by_county), by_rung, *money_of]


def _of_comparison(comparison: Comparison, scenario: str, lang: str) -> Shown:
    folder = comparison.folder
    names = f"{_title(folder, scenario, lang)} – {_title(folder, comparison.baseline, lang)}"
    rows = difference_rows(comparison, scenario)
    shown: Shown = [_differences(comparison, rows, names, lang), Multiplicity.of(rows).sentence(lang)]
    shown += payers(comparison, scenario, lang)
    shown += receivers(comparison, scenario, lang)
    shown += policy_money(folder, scenario, _title(folder, scenario, lang), lang)
    shown.append(_city_sentence(comparison, scenario, lang))
    return shown


def difference_rows(comparison: Comparison, scenario: str) -> pd.DataFrame:
    """Rows of the comparison table that the summary shows: real GDP, city, groups and counties, two years."""
    places = comparison.folder.places
    wanted = [place.id for place in (places.city, *places.areas(), *places.at("county"))]
    years = year_values(comparison.folder, "gdp_real", [places.city]).years
    kept = sorted({int(years[min(FIFTH - 1, len(years) - 1)]), int(years[-1])})
    alone = replace(comparison, scenarios=(scenario,))
    return alone.table("gdp_real", year=kept, by=wanted, how="pct")


def _differences(comparison: Comparison, rows: pd.DataFrame, names: str, lang: str) -> Group:
    count, one = int(rows["n"].iloc[0]), "en" if lang == "en" else "zh"
    keys = ("place", "year", "mean", "interval", "amount", "positive")
    table = table_of([head(key, lang) for key in keys])
    trend_column(table, head("path_of_effect", lang))
    wanted = list(dict.fromkeys(rows["place"]))
    alone = replace(comparison, scenarios=(str(rows["scenario"].iloc[0]),))
    paths = dict(iter(alone.table("gdp_real", by=wanted, how="pct").groupby("place", sort=False)["mean"]))
    last = int(rows["year"].max())
    for row in rows.to_dict("records"):
        place = comparison.folder.places.find(row["place"])
        table.add_row(
            place.name(lang),
            str(row["year"]),
            effect(row, one),
            interval_text(row, one),
            about(row, one),
            f"{100 * row['share_positive']:.0f} %",
            IfRoom(trend(paths[row["place"]], zero=True) if row["year"] == last else ""),
        )
    what = f"{say('difference', lang)}: {indicator_name('gdp_real', lang)}"
    return titled(f"{what} · {names} · {count} {say('pairs', lang)}", table)


def _city_sentence(comparison: Comparison, scenario: str, lang: str) -> str:
    """The net effect on the city in the last year, its sign only where the runs allow one."""
    city = comparison.folder.places.city
    frame = comparison.table("gdp_real", by=[city.id], how="pct")
    row = frame[frame["scenario"] == scenario].iloc[-1]
    sign = direction(row)
    told = {one: f"{effect(row, one)} ({about(row, one)})" for one in ("zh", "en")}
    zh = f"{say('city_net', 'zh')}（{row['year']}年GDP）：{told['zh']}，{say(sign, 'zh')}"
    en = f"{say('city_net', 'en')} (GDP {row['year']}): {told['en']}, {say(sign, 'en')}"
    return choose(zh, en, lang, "\n")


def _targets(comparison: Comparison, lang: str) -> Shown:
    """Every target that the runs decide, scenario by scenario beside the baseline; then where the others are."""
    folder = comparison.folder
    found = board(folder, [comparison.baseline, *comparison.scenarios])
    if found.empty:
        return []
    scored = found[found["reason"] == ""].set_index(["scenario", "target"])
    shown: Shown = []
    for scenario in comparison.scenarios:
        if scenario not in scored.index.get_level_values(0):
            continue
        title = f"{say('targets', lang)} · {_title(folder, scenario, lang)}"
        keys = ("target", "goal", "share_baseline", "share_scenario", "first_met")
        table = table_of(["", *(head(key, lang) for key in keys)])
        let_fold(table, 1)
        for name, row in scored.loc[scenario].iterrows():
            known = (comparison.baseline, name) in scored.index
            usual = _met_by(scored.loc[(comparison.baseline, name)]) if known else "–"
            aim = choose(row["zh"], row["en"], lang)
            aim = f"{aim} {say('paid_for', lang)}" if row["paid_for"] else aim
            table.add_row(str(name), aim, _goal(row, lang), usual, _met_by(row), _first_met(row, lang))
        shown.append(titled(title, table))
    listed = found[found["scenario"] == comparison.scenarios[0]]
    left_out = int((listed["reason"] != "").sum())
    zh = f"另有 {left_out} 项目标未评分；全部目标与原因：load({str(folder.path)!r}).targets()"
    en = f"{left_out} targets are not scored; all of them, with reasons: load({str(folder.path)!r}).targets()"
    return [*shown, *_footnotes(listed, lang), choose(zh, en, lang, "\n")]


def _footnotes(listed: pd.DataFrame, lang: str) -> list[str]:
    """What the mark of targets paid for means, and which of those shown the sources say were reached."""
    scored = listed[listed["reason"] == ""]
    notes = [say("paid_for_note", lang, "\n")] if scored["paid_for"].any() else []
    said = scored[scored["reached_zh"] != ""]
    if len(said):
        zh = "；".join(f"{row.target} {row.reached_zh}" for row in said.itertuples())
        en = "; ".join(f"{row.target} {row.reached_en}" for row in said.itertuples())
        notes.append(choose(f"来源称已达到：{zh}", f"Reached, the sources say: {en}", lang, "\n"))
    return notes


def _goal(row: pd.Series, lang: str) -> str:
    """What a target asks for and by when."""
    return f"{goal(row['op'], row['number'], row['unit'], lang)}, {int(row['date'])}"


def _met_by(row: pd.Series) -> str:
    """Share of runs with its interval, in whole per cent."""
    return f"{100 * row['share']:.0f} ({100 * row['low']:.0f}…{100 * row['high']:.0f})"


def _first_met(row: pd.Series, lang: str) -> str:
    if row["reached_before"]:
        return say("reached_before", lang, "\n")
    return "–" if pd.isna(row["first_met"]) else str(int(row["first_met"]))


def _of_runs(folder: Folder, scenario: str, found: YearValues) -> YearValues:
    names = folder.runs.set_index("run_id")["scenario"]
    rows = [row for row, run in enumerate(found.runs) if names[run] == scenario]
    return YearValues(found.key, found.unit, found.runs[rows], found.years, found.places, found.values[rows])


def _heads(keys: Sequence[str], lang: str) -> list[str]:
    short = {
        "gdp_real": "gdp",
        "employment": "employment",
        "unemployment_rate": "unemployment",
        "firms": "firms",
        "firms_above_scale": "above_threshold",
        "fiscal_balance": "fiscal",
    }
    return [head(short[key], lang) for key in keys]


def _cells(row: pd.Series, column_of: pd.DataFrame, lang: str) -> list[str]:
    """The cells of a row, every column in one unit of money."""
    largest = column_of.abs().max()
    return [amount(row[key], unit_of(key), lang, size=largest[key]) for key in row.index]


def _title(folder: Folder, scenario: str, lang: str) -> str:
    title: dict[str, Any] = folder.manifest["titles"][scenario]
    return choose(title["zh"] or scenario, title["en"] or scenario, lang)
