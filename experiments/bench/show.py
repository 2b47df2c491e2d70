"""The bench on screen: figures with their goals, then the passes of the quarter."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from experiments.bench.figures import Figure, Goal, Pass, Report
from experiments.wording import choose

SMALLEST_SHARE = 0.005
"""Passes below this share of the quarter are summed up in one line."""


def show(report: Report, lang: str) -> None:
    """Print the report in the language asked for."""
    console = Console()
    for zh, en, value in report.machine:
        console.print(f"{choose(zh, en, lang)}: {value}", highlight=False)
    console.print(_figures(report, lang))
    for zh, en, passes in (
        ("每季时间的去处，1:1（单线程）", "where the quarter's time goes, 1:1 (one thread)", report.passes),
        ("每季时间的去处，1:100", "where the quarter's time goes, 1:100", report.passes_sparse),
    ):
        console.print(_passes(choose(zh, en, lang), passes, lang))
    console.print(
        choose(
            "目标按中位数判断，只对本机此刻有效；其他程序同时运行会使数字变差。",
            "Goals are judged by the median, here and now; other programs running make figures worse.",
            lang,
            "\n",
        ),
        highlight=False,
    )


def _figures(report: Report, lang: str) -> Table:
    table = Table(title=choose("本机速度", "speed on this machine", lang))
    table.add_column(choose("项目", "what", lang))
    for zh, en in (("最好", "best"), ("中位", "median"), ("单位", "unit"), ("目标", "goal"), ("达到", "met")):
        table.add_column(choose(zh, en, lang, "\n"), justify="right")
    for figure in report.figures:
        table.add_row(
            choose(figure.zh, figure.en, lang, "\n"),
            _number(figure.best),
            _number(figure.median),
            figure.unit,
            _goal(figure.goal),
            _verdict(figure, lang),
        )
    return table


def _passes(title: str, passes: tuple[Pass, ...], lang: str) -> Table:
    table = Table(title=title)
    table.add_column(choose("步骤", "call", lang), no_wrap=True)
    heads = (
        ("ms/季", "ms a quarter"),
        ("ns/企业步", "ns a firm-step"),
        ("占比", "share"),
        ("中位 ms", "median ms a call"),
        ("次数", "calls"),
    )
    for zh, en in heads:
        table.add_column(choose(zh, en, lang, "\n"), justify="right")
    large = [row for row in passes if row.share >= SMALLEST_SHARE]
    small = [row for row in passes if row.share < SMALLEST_SHARE]
    for row in large:
        table.add_row(row.name, *_times([row]), f"{row.median_milliseconds:.3f}", str(row.calls))
    table.add_row(choose(f"其余 {len(small)} 项", f"{len(small)} others", lang), *_times(small))
    table.add_row(choose("合计", "total", lang), *_times(passes))
    return table


def _times(rows: Sequence[Pass]) -> tuple[str, str, str]:
    milliseconds, nanoseconds, share = (
        sum(getattr(row, name) for row in rows) for name in ("milliseconds", "nanoseconds", "share")
    )
    return f"{milliseconds:.3f}", f"{nanoseconds:.2f}", f"{100 * share:.1f} %"


def _number(value: float) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f}"


def _goal(goal: Goal | None) -> str:
    if goal is None:
        return ""
    sign = "≤" if goal.at_most else "≥"
    later = "" if goal.second is None else f" → {goal.second:g}"
    return f"{sign} {goal.first:g}{later}"


def _verdict(figure: Figure, lang: str) -> str:
    if figure.goal is None:
        return ""
    reached = figure.goal.reached(figure.median)
    if not reached:
        return choose("未达", "no", lang)
    both = figure.goal.second is not None and reached == 2
    return choose("均达", "both", lang) if both else choose("达到", "yes", lang)
