"""Sheets of a workbook as cells: heads in two languages, formats by unit, text that stays text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.labels import WORDS, choose
from analysis.words.purses import ABOVE, LOCAL, OUTSIDE, PRIVATE, capital
from sim.indicators import SHARE
from sim.indicators.units import IN_CHINESE

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

MOST_ROWS = 1_000_000
"""Rows of a sheet that Excel opens, less a few."""
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What text begins with that a spreadsheet takes for a formula."""
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
    "local": capital(LOCAL), "private": capital(PRIVATE),
    "above": capital(ABOVE), "outside": capital(OUTSIDE), "returned": ("退回", "Given back"),
    "cut": ("压减", "Cut"), "leaked": ("流失", "Leaked"), "freed": ("腾出原有支出", "Frees own money"),
    "idle": ("结存", "Idle"), "running_paid": ("运维费", "Upkeep"), "factor": ("因素", "Factor"),
    "values": ("取值", "Values"), "run_id": ("运行", "Run"), "replicate": ("重复", "Replicate"),
    "point_id": ("点", "Point"), "error": ("错误", "Error"), "item": ("项目", "Item"), "said": ("内容", "Content"),
}  # fmt: skip
"""Heads of columns; a column that is not here keeps its own name (scenarios, years)."""
SHARES = ("share_positive", "share", "noise_share", "variance_ratio", "correlation", "p_value", "p_adjusted")
LEVELS = ("value", "value_baseline")
"""Columns in the indicator's own unit, whatever the differences are told in."""
GENERAL, PERCENT, FINE, WHOLE, PLAIN, SMALL = "General", "0.0%", "0.000%", "#,##0", "#,##0.00", "0.0000"
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


def fill(book: Workbook, sheet: Sheet, lang: str) -> None:
    """Rows with heads in bold that stay in sight, widths that fit, numbers in their format."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    page: Worksheet = book.create_sheet(sheet.en if lang == "en" else sheet.zh)
    rows = sheet.rows.head(MOST_ROWS)
    heads = [choose(*HEADS[name], lang) if name in HEADS else str(name) for name in rows.columns]
    for number, head in enumerate(heads, start=1):
        cell = page.cell(1, number)
        put(cell, head)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A2"
    units = rows["unit"].tolist() if "unit" in rows else [""] * len(rows)
    levels = sheet.units_of_levels or units
    for number, (name, head) in enumerate(zip(rows.columns, heads, strict=True), start=1):
        values = [_cell(value) for value in rows.iloc[:, number - 1].tolist()]
        for at, value in enumerate(values, start=2):
            unit = (levels if name in LEVELS else units)[at - 2]
            cell = page.cell(at, number)
            put(cell, said(str(name), value, lang))
            shown = format_of(str(name), value, unit)
            if shown != GENERAL:
                cell.number_format = shown
        widest = max([_width(value) for value in values[:200]], default=0.0)
        page.column_dimensions[get_column_letter(number)].width = min(
            60.0, max(_width(head) / 2, widest, 6) + 2
        )


def put(cell: Cell, value: Any) -> None:
    """Put a value into a cell: text is text whatever it begins with; letters that no sheet can hold are left out."""
    if not isinstance(value, str):
        cell.value = value
        return
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.data_type = "s"
    # A reader who edits such a cell still edits text.
    if value.startswith(FORMULAS):
        cell.quotePrefix = True


def format_of(name: str, value: Any, unit: str) -> str:
    """The format of a number: shares as per cent, statistics of pairs to four places, counts and yuan whole."""
    if (
        value is None
        or isinstance(value, str | bool)
        or name in ("year", "date", "first_met", "seed", "run_id")
    ):
        return GENERAL
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
