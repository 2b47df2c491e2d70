"""A workbook for an office: what was asked, what went in, paired differences, levels, targets, money of policies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.compare import Comparison
from analysis.export.blocks import measured, places_of, preloaded
from analysis.export.cells import MOST_ROWS, Sheet, fill
from analysis.factors import factors_of
from analysis.folder import Folder
from analysis.labels import choose, indicator_name, say
from analysis.multiplicity import Multiplicity
from analysis.programmes import COLUMNS as MONEY
from analysis.programmes import money_of_policies
from analysis.runs import Runs
from analysis.signs import robust_table
from analysis.statistics import holm
from analysis.targets import board
from analysis.years import How, usual_how, year_values
from sim.errors import InputError, Problem
from sim.indicators import BY_KEY

PIP = "pip install 'baiqianwan[export]'"
HEADLINE = ("gdp_real", "gdp_nominal", "employment", "income_rural", "revenue_own", "firms_above_scale")
"""Outcomes that are compared where none is named."""


@dataclass(frozen=True, eq=False)
class Asked:
    """What a workbook is asked to hold: runs, and how they are compared; nothing where one scenario stands alone."""

    runs: Runs
    comparison: Comparison | None

    @classmethod
    def of(cls, runs: Runs) -> Asked:
        """Some runs, the first scenario as the baseline; pairs of which a run is missing are left out and counted."""
        names = runs.chosen_scenarios or tuple(runs.folder.scenarios)
        return cls(runs, runs.compare(names[0], complete_pairs=True) if len(names) > 1 else None)

    @property
    def folder(self) -> Folder:
        """Where the results are."""
        return self.runs.folder

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the scenarios, the baseline first."""
        return self.runs.chosen_scenarios or tuple(self.folder.scenarios)

    @property
    def years(self) -> tuple[int, ...] | None:
        """The years chosen; all where none is."""
        return None if self.comparison is None else self.comparison.years

    def how(self, key: str) -> How:
        """As the comparison was asked for; what has no share of a baseline is told in its own unit instead of one."""
        asked = "pct" if self.comparison is None else self.comparison.how
        return usual_how(key) if asked == "pct" else asked


def write(runs: Runs, target: Path, lang: str) -> None:
    """Write the workbook of some runs."""
    write_asked(Asked.of(runs), target, lang)


def write_compared(comparison: Comparison, target: Path, lang: str) -> None:
    """Write the workbook of a comparison: its pairs, its years and places, differences told as it tells them."""
    names = (comparison.baseline, *comparison.scenarios)
    write_asked(Asked(Runs(comparison.folder, names, comparison.places), comparison), target, lang)


def write_asked(asked: Asked, target: Path, lang: str) -> None:
    """Write the workbook."""
    try:
        from openpyxl import Workbook
    except ImportError:
        raise InputError([Problem("export", "openpyxl is not installed", PIP)]) from None
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets(asked, lang):
        fill(book, sheet, lang)
    book.save(target)


def sheets(asked: Asked, lang: str) -> list[Sheet]:
    """Every sheet that has rows."""
    made: Sequence[Callable[[Asked, str], Sheet]] = (
        _scenarios,
        _factor_sheet,
        _inputs,
        _levels,
        _targets,
        _policies,
        _failures,
    )
    differences, notes = _differences(asked, lang)
    scenarios, factors, inputs, *rest = (make(asked, lang) for make in made)
    found = [scenarios, factors, inputs, differences, *rest]
    cut = [_cut(sheet, lang) for sheet in found if len(sheet.rows) > MOST_ROWS]
    return [sheet for sheet in (_about(asked.runs, [*notes, *cut], lang), *found) if len(sheet.rows)]


def _cut(sheet: Sheet, lang: str) -> str:
    """What is said of a sheet with more rows than a spreadsheet opens."""
    zh = f"“{sheet.zh}”共 {len(sheet.rows):,} 行，只写出前 {MOST_ROWS:,} 行；全部数据请用 --to csv"
    en = f"{sheet.en} has {len(sheet.rows):,} rows; the first {MOST_ROWS:,} are here, all of them with --to csv"
    return choose(zh, en, lang, "\n")


def _about(runs: Runs, notes: list[str], lang: str) -> Sheet:
    """What the workbook is, and what must be known to read it."""
    folder = runs.folder
    manifest = folder.manifest
    identity = manifest["identity"]
    rows = [
        (choose("结果", "Results", lang), folder.path.name),
        (choose("性质", "Kind", lang), choose("模拟结果，非统计数据", "simulated, not statistics", lang)),
        (choose("地区", "Region", lang), choose(manifest["region"]["zh"], manifest["region"]["en"], lang)),
        (choose("版本", "Version", lang), f"baiqianwan {manifest['versions']['baiqianwan']}"),
        (choose("程序标识", "Code", lang), identity["code_hash"]),
        (choose("数据标识", "Data", lang), identity["region_hash"]),
        (choose("随机种子", "Seed", lang), str(identity["seed"])),
        (
            choose("运行", "Runs", lang),
            f"{folder.planned}; {choose('失败', 'failed', lang)} {len(runs.failures)}",
        ),
        *((choose("说明", "Note", lang), note) for note in notes if note),
        *(() if folder.has_ledger else ((choose("说明", "Note", lang), say("payers_blank", lang)),)),
    ]
    return Sheet("说明", "About", pd.DataFrame(rows, columns=["item", "said"]))


def _scenarios(asked: Asked, lang: str) -> Sheet:
    return Sheet("情景", "Scenarios", asked.runs.scenarios)


def _factor_sheet(asked: Asked, lang: str) -> Sheet:
    factors = factors_of(asked.folder)
    rows = [(one.name, one.zh, one.en, one.unit_in(lang), one.taken(lang)) for one in factors]
    return Sheet("因素", "Factors", pd.DataFrame(rows, columns=["factor", "zh", "en", "unit", "values"]))


def _inputs(asked: Asked, lang: str) -> Sheet:
    """What the scenarios set differently from the first."""
    runs, names = asked.runs, asked.names
    table = pd.DataFrame(columns=["key", *names])
    for name in names[1:]:
        found = runs.inputs.diff(names[0], name)[["key", name]]
        first = runs.inputs.diff(names[0], name)[["key", names[0]]]
        table = found if table.empty else table.merge(found, on="key", how="outer")
        table = (
            first.merge(table, on="key", how="outer", suffixes=("", "_")) if names[0] not in table else table
        )
    kept = [column for column in ("key", *names) if column in table]
    return Sheet("设置差异", "Inputs", table[kept].map(_text))


def _differences(asked: Asked, lang: str) -> tuple[Sheet, list[str]]:
    """The comparison table with verdicts, and sentences about pairs left out and multiplicity."""
    runs, folder, found = asked.runs, asked.folder, asked.comparison
    if found is None:
        return Sheet("成对差异", "Differences", pd.DataFrame()), []
    keys = runs.chosen_indicators or tuple(key for key in HEADLINE if key in folder.keys)
    there = {key: [place.id for place in places_of(runs) if measured(key, place)] for key in keys}
    told = {key: places for key, places in there.items() if places}
    tables = [found.table(key, by=places, how=asked.how(key)) for key, places in told.items()]
    if not tables:
        return Sheet("成对差异", "Differences", pd.DataFrame()), []
    table = pd.concat(tables, ignore_index=True)
    table["p_adjusted"] = holm(table["p_value"].to_numpy())
    notes = [pairs.sentence(name, lang) for name, pairs in found.pairs.items()]
    notes += [Multiplicity.of(table).sentence(lang)]
    if len(folder.points) > 1:
        last = int(table["year"].max())
        signs = pd.concat(
            robust_table(found, key, last, places, asked.how(key)) for key, places in told.items()
        )
        on = ["scenario", "indicator", "place", "year"]
        table = table.merge(signs[[*on, "verdict"]], on=on, how="left")
    table.insert(
        table.columns.get_loc("indicator") + 1,
        "name",
        [indicator_name(key, lang) for key in table["indicator"]],
    )
    units = tuple(table["unit_of_level"].astype(str))
    return Sheet("成对差异", "Differences", table.drop(columns=["unit_of_level"]), units), notes


def _levels(asked: Asked, lang: str) -> Sheet:
    """Yearly means of every scenario: a row a scenario, indicator and place, years across."""
    runs, folder = asked.runs, asked.folder
    of_run = folder.runs.set_index("run_id").loc[folder.layout.runs, "scenario"].to_numpy()
    rows = []
    places = places_of(runs)
    for key in preloaded(runs, places):
        there = [place for place in places if measured(key, place)]
        if not there:
            continue
        found = year_values(folder, key, there)
        kept = np.isin(found.years, found.years if asked.years is None else asked.years)
        years = [str(year) for year in found.years[kept]]
        for scenario in asked.names:
            mine = of_run == scenario
            if not mine.any():
                continue
            means = found.values[mine].mean(0)[kept].tolist()
            for column, place in enumerate(there):
                head = {"scenario": scenario, "indicator": key, "name": indicator_name(key, lang)}
                of_place = {"place": place.id, "name_zh": place.zh, "name_en": place.en}
                values = {year: row[column] for year, row in zip(years, means, strict=True)}
                rows.append({**head, **of_place, "unit": BY_KEY[key].unit, **values})
    return Sheet("水平（年均值）", "Levels (yearly means)", pd.DataFrame(rows))


def _targets(asked: Asked, lang: str) -> Sheet:
    found = board(asked.folder, [name for name in asked.names if _any_finished(asked.folder, name)])
    if asked.years is not None:
        found = found[found["date"].isin(asked.years)]
    found = found.assign(aim=[choose(zh, en, lang) for zh, en in zip(found["zh"], found["en"], strict=True)])
    columns = [
        "scenario",
        "target",
        "aim",
        "op",
        "number",
        "unit",
        "date",
        "n",
        "met",
        "share",
        "low",
        "high",
    ]
    return Sheet("目标", "Targets", found[[*columns, "first_met", "reason"]])


def _policies(asked: Asked, lang: str) -> Sheet:
    """Money of policies by year, yuan, mean over runs."""
    tables = []
    for name in asked.names:
        found = money_of_policies(asked.folder, name)
        if asked.years is not None:
            found = found[found["year"].isin(asked.years)]
        if len(found):
            found.insert(0, "scenario", name)
            tables.append(found[["scenario", "policy", "zh", "en", "year", *MONEY]])
    return Sheet("政策资金（元）", "Policies (yuan)", pd.concat(tables) if tables else pd.DataFrame())


def _failures(asked: Asked, lang: str) -> Sheet:
    return Sheet("失败的运行", "Failed runs", asked.runs.failures)


def _any_finished(folder: Folder, scenario: str) -> bool:
    return bool(((folder.runs["scenario"] == scenario) & (folder.runs["status"] == "finished")).any())


def _text(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
