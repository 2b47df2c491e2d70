"""A workbook for an office: what was asked, what went in, paired differences, levels, targets, money of policies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.compare import compare
from analysis.export.blocks import measured, places_of, preloaded
from analysis.factors import factors_of
from analysis.folder import Folder
from analysis.labels import WORDS, choose, indicator_name, say
from analysis.multiplicity import Multiplicity
from analysis.programmes import COLUMNS as MONEY
from analysis.programmes import money_of_policies
from analysis.runs import Runs
from analysis.signs import robust_table
from analysis.statistics import holm
from analysis.summary import yearly_means
from analysis.targets import board
from sim.errors import InputError, Problem
from sim.indicators import BY_KEY, SHARE
from sim.indicators.units import IN_CHINESE

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

PIP = "pip install 'baiqianwan[export]'"
HEADLINE = ("gdp_real", "gdp_nominal", "employment", "income_rural", "revenue_own", "firms_above_scale")
"""Outcomes that are compared where none is named."""
MOST_ROWS = 1_000_000
"""Rows of a sheet that Excel opens, less a few."""
Words = dict[str, tuple[str, str]]

HEADS: Words = {
    "scenario": ("情景", "Scenario"), "baseline": ("基准", "Baseline"), "zh": ("中文名", "Chinese"),
    "en": ("英文名", "English"), "finished": ("完成", "Finished"), "failed": ("失败", "Failed"),
    "missing": ("未运行", "Missing"), "hash": ("标识", "Hash"), "key": ("设置", "Setting"),
    "level": ("层级", "Level"), "place": ("代码", "Code"), "name_zh": ("地区", "Place (zh)"),
    "name_en": ("英文地名", "Place"), "year": ("年份", "Year"), "indicator": ("指标", "Indicator"),
    "name": ("指标名称", "Name"), "unit": ("单位", "Unit"), "n": ("对数", "Pairs"), "points": ("点数", "Points"),
    "median": ("中位数", "Median"), "q05": ("5%分位", "5 %"), "q25": ("25%分位", "25 %"),
    "q75": ("75%分位", "75 %"), "q95": ("95%分位", "95 %"), "mean": ("均值", "Mean"), "se": ("标准误", "Std. error"),
    "low": ("95%区间下限", "95 % low"), "high": ("95%区间上限", "95 % high"),
    "share_positive": ("为正比例", "Share above 0"), "variance_ratio": ("方差比", "Variance ratio"),
    "correlation": ("相关系数", "Correlation"), "noise_share": ("噪声占比", "Noise share"),
    "p_value": ("p 值", "p"), "p_adjusted": ("校正 p 值（Holm）", "p, Holm"), "value": ("情景值", "Value"),
    "value_baseline": ("基准值", "Baseline value"), "how": ("算法", "How"), "verdict": ("稳健", "Robust"),
    "target": ("目标", "Target"), "aim": ("内容", "Aim"), "op": ("方向", "Op"), "number": ("数值", "Number"),
    "date": ("期限", "By"), "share": ("达到比例", "Share meeting"), "met": ("达到次数", "Runs meeting"),
    "first_met": ("首次达到", "First met"), "reason": ("未评分原因", "Why not scored"),
    "policy": ("政策", "Policy"), "planned": ("计划", "Planned"), "own": ("自筹", "Own part"),
    "local": ("本地财政", "Local budgets"), "private": ("企业集体居民", "Firms, villages, people"),
    "above": ("上级资金", "From above"), "outside": ("市外资金", "From outside"), "returned": ("退回", "Given back"),
    "cut": ("压减", "Cut"), "leaked": ("流失", "Leaked"), "freed": ("腾出原有支出", "Frees own money"),
    "idle": ("结存", "Idle"), "running_paid": ("运维费", "Upkeep"), "factor": ("因素", "Factor"),
    "values": ("取值", "Values"), "run_id": ("运行", "Run"), "replicate": ("重复", "Replicate"),
    "point_id": ("点", "Point"), "error": ("错误", "Error"), "item": ("项目", "Item"), "said": ("内容", "Content"),
}  # fmt: skip
"""Heads of columns; a column that is not here keeps its own name (scenarios, years)."""
SHARES = ("share_positive", "share", "noise_share", "variance_ratio", "correlation", "p_value", "p_adjusted")
LEVELS = ("value", "value_baseline")
"""Columns in the indicator's own unit, whatever the differences are told in."""
PERCENT, FINE, WHOLE, PLAIN, SMALL = "0.0%", "0.000%", "#,##0", "#,##0.00", "0.0000"
RATIO, COUNTS = "ratio", ("n", "points", "met", "year")
SAID: dict[str, Words] = {
    "how": {"pct": ("相对差异", "pct"), "abs": ("绝对差异", "abs"), "ratio": ("比值", "ratio")},
    "verdict": {name: (WORDS[name][0], name) for name in ("positive", "negative", "not robust")},
    "unit": {name: (zh, name) for name, zh in IN_CHINESE.items()},
}
"""Words in cells, by column."""


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name in both languages and its rows."""

    zh: str
    en: str
    rows: pd.DataFrame
    units_of_levels: tuple[str, ...] = ()
    """Units of the levels of each row where they are not those of its differences."""


def write(runs: Runs, target: Path, lang: str) -> None:
    """Write the workbook."""
    try:
        from openpyxl import Workbook
    except ImportError:
        raise InputError([Problem("export", "openpyxl is not installed", PIP)]) from None
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets(runs, lang):
        _fill(book, sheet, lang)
    book.save(target)


def sheets(runs: Runs, lang: str) -> list[Sheet]:
    """Every sheet that has rows."""
    made: Sequence[Callable[[Runs, str], Sheet]] = (
        _scenarios,
        _inputs,
        _levels,
        _targets,
        _policies,
        _failures,
    )
    differences, notes = _differences(runs, lang)
    first, second, *rest = (make(runs, lang) for make in made)
    found = [_about(runs, notes, lang), first, _factor_sheet(runs, lang), second, differences, *rest]
    return [sheet for sheet in found if len(sheet.rows)]


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


def _scenarios(runs: Runs, lang: str) -> Sheet:
    return Sheet("情景", "Scenarios", runs.scenarios)


def _factor_sheet(runs: Runs, lang: str) -> Sheet:
    rows = [(one.name, one.zh, one.en, one.unit_in(lang), one.taken(lang)) for one in factors_of(runs.folder)]
    return Sheet("因素", "Factors", pd.DataFrame(rows, columns=["factor", "zh", "en", "unit", "values"]))


def _inputs(runs: Runs, lang: str) -> Sheet:
    """What the scenarios set differently from the first."""
    names = list(runs.chosen_scenarios or runs.folder.scenarios)
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


def _differences(runs: Runs, lang: str) -> tuple[Sheet, list[str]]:
    """The comparison table with verdicts, and sentences about pairs left out and multiplicity."""
    folder, names = runs.folder, list(runs.chosen_scenarios or runs.folder.scenarios)
    if len(names) < 2:
        return Sheet("成对差异", "Differences", pd.DataFrame()), []
    found = compare(folder, names[0], names, complete_pairs=True)
    keys = runs.chosen_indicators or tuple(key for key in HEADLINE if key in folder.keys)
    tables = []
    for key in keys:
        places = [place.id for place in places_of(runs) if measured(key, place)]
        if places:
            tables.append(found.table(key, by=places))
    table = pd.concat(tables, ignore_index=True)
    table["p_adjusted"] = holm(table["p_value"].to_numpy())
    notes = [pairs.sentence(name, lang) for name, pairs in found.pairs.items()]
    notes += [Multiplicity.of(table).sentence(lang)]
    if len(folder.points) > 1:
        signs = pd.concat(
            robust_table(found, key, by=[place.id for place in places_of(runs) if measured(key, place)])
            for key in keys
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


def _levels(runs: Runs, lang: str) -> Sheet:
    """Yearly means of every scenario: a row a scenario, indicator and place, years across."""
    folder = runs.folder
    rows = []
    places = places_of(runs)
    for key in preloaded(runs, places):
        there = [place for place in places if measured(key, place)]
        for scenario in (runs.chosen_scenarios or folder.scenarios) if there else ():
            if not _any_finished(folder, scenario):
                continue
            means = yearly_means(folder, scenario, [key], there)[key].unstack("year")
            for place in there:
                head = {"scenario": scenario, "indicator": key, "name": indicator_name(key, lang)}
                of_place = {"place": place.id, "name_zh": place.zh, "name_en": place.en}
                years = {str(year): value for year, value in means.loc[place.id].items()}
                rows.append({**head, **of_place, "unit": BY_KEY[key].unit, **years})
    return Sheet("水平（年均值）", "Levels (yearly means)", pd.DataFrame(rows))


def _targets(runs: Runs, lang: str) -> Sheet:
    names = [n for n in runs.chosen_scenarios or runs.folder.scenarios if _any_finished(runs.folder, n)]
    found = board(runs.folder, names)
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


def _policies(runs: Runs, lang: str) -> Sheet:
    """Money of policies by year, yuan, mean over runs."""
    tables = []
    for name in runs.chosen_scenarios or runs.folder.scenarios:
        found = money_of_policies(runs.folder, name)
        if len(found):
            found.insert(0, "scenario", name)
            tables.append(found[["scenario", "policy", "zh", "en", "year", *MONEY]])
    return Sheet("政策资金（元）", "Policies (yuan)", pd.concat(tables) if tables else pd.DataFrame())


def _failures(runs: Runs, lang: str) -> Sheet:
    return Sheet("失败的运行", "Failed runs", runs.failures)


def _any_finished(folder: Folder, scenario: str) -> bool:
    return bool(((folder.runs["scenario"] == scenario) & (folder.runs["status"] == "finished")).any())


def _fill(book: Workbook, sheet: Sheet, lang: str) -> None:
    """Rows with heads in bold that stay in sight, widths that fit, numbers in their format."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    page: Worksheet = book.create_sheet(sheet.en if lang == "en" else sheet.zh)
    rows = sheet.rows.head(MOST_ROWS)
    heads = [choose(*HEADS[name], lang) if name in HEADS else str(name) for name in rows.columns]
    page.append(heads)
    for cell in page[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A2"
    units = rows["unit"].tolist() if "unit" in rows else [""] * len(rows)
    levels = sheet.units_of_levels or units
    for number, (name, head) in enumerate(zip(rows.columns, heads, strict=True), start=1):
        values = [_cell(value) for value in rows.iloc[:, number - 1].tolist()]
        for at, value in enumerate(values, start=2):
            unit = (levels if name in LEVELS else units)[at - 2]
            cell = page.cell(at, number, said(str(name), value, lang))
            cell.number_format = _format(str(name), value, unit)
        widest = max([_width(value) for value in values[:200]], default=0.0)
        page.column_dimensions[get_column_letter(number)].width = min(
            60.0, max(_width(head) / 2, widest, 6) + 2
        )


def _format(name: str, value: Any, unit: str) -> str:
    """The format of a number: shares as per cent, statistics of pairs to four places, counts and yuan whole."""
    if (
        value is None
        or isinstance(value, str | bool)
        or name in ("year", "date", "first_met", "seed", "run_id")
    ):
        return "General"
    if name in SHARES:
        return PERCENT if name in ("share_positive", "share") else SMALL
    if unit == RATIO and name not in COUNTS:
        return SMALL
    if unit == SHARE and name not in COUNTS:
        return FINE
    return WHOLE if abs(value) >= 1000 or float(value).is_integer() else PLAIN


def said(name: str, value: Any, lang: str) -> Any:
    """A value with the words of its column in the language."""
    words = SAID.get(name, {}).get(value) if isinstance(value, str) else None
    return choose(*words, lang) if words and words[0] != words[1] else value


def _cell(value: Any) -> Any:
    """A value that a sheet can hold; nothing for what is unknown."""
    if isinstance(value, str | bool):
        return value
    if value is None or pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value


def _width(value: Any) -> float:
    """Letters a value takes; a Chinese one takes two."""
    text = f"{value:,.4g}" if isinstance(value, float) else str("" if value is None else value)
    return float(sum(2 if ord(letter) > 0x2E80 else 1 for letter in text))


def _text(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
