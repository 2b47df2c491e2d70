"""`bqw sweep … --dry-run`: what would be run, how long it takes and how much it writes; nothing is written."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from experiments.judging import RunSettings
from experiments.listing_policies import money
from experiments.store import missing, state
from experiments.sweep.design import Design
from experiments.sweep.estimating import Estimate, estimate
from experiments.sweep.factor import Factor
from experiments.sweep.factor_words import title as title_of
from experiments.sweep.factor_words import unit as unit_of
from experiments.sweep.plan import Plan
from experiments.sweep.priors import CALIBRATED, fixed
from experiments.wording import choose, counted
from sim.faults import figure
from sim.indicators.units import in_chinese

LEAST_MONEY = 1e4
"""Yuan from which an amount is told in 万元 or m."""
MOST_FACTORS = 30
"""Factors that are shown one by one."""
KINDS = {
    "factorial": "全因子",
    "latin_hypercube": "拉丁超立方",
    "sobol_sequence": "Sobol 序列",
    "sobol": "Sobol 方差分解",
    "morris": "Morris 筛选",
    "one_at_a_time": "逐一变动",
    "file": "外部文件",
    "ask": "逐步提问",
}
Row = tuple[str, str]


def dry_run(design: Design, plan: Plan, settings: RunSettings, folder: Path) -> list[Any]:
    """The tables of a dry run."""
    from rich.table import Table

    lang = settings.lang
    factors = Table(title=choose("因素", "Factors", lang, " "))
    for zh, en in (
        ("因素", "factor"),
        ("键", "key"),
        ("取值", "range or values"),
        ("现值", "usual"),
        ("单位", "unit"),
    ):
        factors.add_column(choose(zh, en, lang, " "), overflow="fold")
    for row in _factor_rows(plan, lang):
        factors.add_row(*row)
    whole = Table(title=choose("规模与成本", "Size and cost", lang, " "), show_header=False)
    whole.add_column(overflow="fold")
    whole.add_column(overflow="fold")
    for one in (*_size(design, plan, lang), *_cost(plan, settings, folder, lang)):
        whole.add_row(*one)
    return [factors, whole]


def _factor_rows(plan: Plan, lang: str) -> Iterator[tuple[str, ...]]:
    scenarios = [scenario for _, scenario in plan.arms]
    names = list(plan.varying.factors)
    for name in names[:MOST_FACTORS]:
        factor, keys = plan.varying.factors[name], plan.varying.keys(name)
        unit, said = unit_of(factor, keys[0]), title_of(plan.varying, name, scenarios)
        title = said.zh if said.zh == said.en else choose(said.zh, said.en, lang, " ")
        usual = plan.varying.usual(name, scenarios)
        yield (
            name if title == name else f"{name}\n{title}" if keys != (name,) else title,
            "\n".join(keys),
            _range(factor, plan.points[name].to_pylist(), unit, lang),
            "–" if usual is None else _shown(usual, unit, lang),
            choose(in_chinese(unit), unit, lang, " ") if in_chinese(unit) != unit else unit,
        )
    if len(names) > MOST_FACTORS:
        left = len(names) - MOST_FACTORS
        yield (choose(f"另有 {left} 个", f"and {left} more", lang), "…", "", "", "")


def _range(factor: Factor, values: list[Any], unit: str, lang: str) -> str:
    def shown(value: Any) -> str:
        return _shown(value, unit, lang)

    times = choose("乘以 ", "times ", lang, "") if factor.how == "times" else ""
    if factor.values:
        return times + ", ".join(shown(value) for value in factor.values)
    if factor.low is None or factor.high is None:
        different = list(dict.fromkeys(values))
        if len(different) <= 8 or isinstance(different[0], str | bool):
            return times + ", ".join(shown(value) for value in different[:8])
        return f"{times}{shown(min(values))} – {shown(max(values))}"
    logs = choose("（对数均匀）", " (log)", lang, "") if factor.distribution == "log_uniform" else ""
    return f"{times}{shown(factor.low)} – {shown(factor.high)}{logs}"


def _shown(value: Any, unit: str = "", lang: str = "both") -> str:
    if "yuan" in unit and isinstance(value, int | float) and abs(value) >= LEAST_MONEY:
        return money(value, lang)
    if isinstance(value, bool):
        return choose("有" if value else "无", "in" if value else "out", lang, "/")
    return figure(value) if isinstance(value, int | float) else str(value)


def _judged(plan: Plan, lang: str) -> Iterator[Row]:
    """What of the judged parameters is drawn from a calibration instead, and what of them cannot vary."""
    landed = [name for name, one in plan.varying.factors.items() if one.source.startswith(CALIBRATED)]
    if landed:
        said = choose("已校准，在其90%区间内取值", "calibrated, drawn from the 90 % interval", lang, " ")
        yield said, ", ".join(landed)
    for key, zh, en in fixed():
        if key not in plan.varying.factors:
            yield choose("不变动的判断", "judged, not varied", lang, " "), f"{key}: {choose(zh, en, lang)}"


def _size(design: Design, plan: Plan, lang: str) -> Iterator[Row]:
    zh, en = f"{KINDS[design.kind]}，种子 {design.seed}", f"{design.kind}, seed {design.seed}"
    yield choose("设计", "design", lang, " "), choose(zh, en, lang)
    if design.judgement is not None:
        yield from _judged(plan, lang)
    points, replicates = plan.points.num_rows, len(plan.all_rounds[0].replicates)
    for names, zh, en in (
        (plan.varied_arms, "每个样本点都运行", "run at every point"),
        (
            plan.fixed_arms,
            "没有因素涉及，只运行一次，供各点比较",
            "no factor touches it: run once, for every point",
        ),
    ):
        for name in names:
            yield choose("情景", "arm", lang, " "), f"{name}: {choose(zh, en, lang)}"
    varied, fixed = len(plan.varied_arms), len(plan.fixed_arms)
    terms = [f"{points} × {varied} × {replicates}"] if varied else []
    terms += [f"{fixed} × {replicates}"] if fixed else []
    words = choose("样本点 × 情景 × 重复", "points × arms × replicates", lang)
    yield choose("运行", "runs", lang, " "), f"{' + '.join(terms)} = {plan.size:,} ({words})"
    if plan.rule is not None:
        zh = f"第一轮 {plan.rule.first} 次重复；按规则逐轮增加，最多 {plan.rule.most} 次"
        en = f"{plan.rule.first} replicates in the first round; more by rule, {plan.rule.most} at most"
        yield choose("停止规则", "stop rule", lang, " "), choose(zh, en, lang)
    most = max(len(chunk) for chunk in plan.chunks)
    yield (
        choose("分块", "chunks", lang, " "),
        choose(
            f"{len(plan.chunks):,} 块，每块至多 {most} 次",
            f"{len(plan.chunks):,} of at most {counted(most, 'run')}",
            lang,
        ),
    )


def _cost(plan: Plan, settings: RunSettings, folder: Path, lang: str) -> Iterator[Row]:
    chunks = missing(folder, plan) if state(folder, plan) == "partial" else list(range(len(plan.chunks)))
    if state(folder, plan) == "finished":
        chunks = []
    runs = sum(len(plan.chunks[number]) for number in chunks)
    found = estimate(plan, settings.threads)
    workers = min(settings.workers, os.cpu_count() or 1)
    seconds = found.seconds(plan, chunks, workers)
    ends = datetime.datetime.now() + datetime.timedelta(seconds=seconds)
    if runs < plan.size:
        done = plan.size - runs
        yield choose("已完成", "done already", lang, " "), f"{done:,}"
    yield choose("一次运行", "a run", lang, " "), _of_a_run(found, lang)
    rate = 60 * runs / seconds if seconds else 0.0
    yield (
        choose("时间", "time", lang, " "),
        choose(
            f"约 {span(seconds, 'zh')}（{workers} 个进程，每分钟约 {rate:,.0f} 次），{ends:%m-%d %H:%M} 左右结束",
            f"about {span(seconds, 'en')} ({counted(workers, 'worker')}, {rate:,.0f} runs a minute), "
            f"until {ends:%m-%d %H:%M}",
            lang,
            "\n",
        ),
    )
    disk = in_bytes(found.bytes_a_run * runs + found.bytes_a_chunk * len(chunks))
    a_run = in_bytes(found.bytes_a_run)
    yield (
        choose("磁盘", "disk", lang, " "),
        choose(
            f"约 {disk}（每次 {a_run}，record={plan.record}）",
            f"about {disk} ({a_run} a run, record={plan.record})",
            lang,
        ),
    )
    memory = in_bytes(found.memory_bytes)
    yield (
        choose("内存", "memory", lang, " "),
        choose(f"每个进程约 {memory}", f"about {memory} a worker", lang),
    )
    yield choose("文件夹", "folder", lang, " "), str(folder)
    yield (
        choose("估计方法", "how estimated", lang, " "),
        choose(
            f"在本机试运行第 1 个样本点的前 {found.quarters} 季，按季数放大；其余各点可能更快或更慢",
            f"a trial of {found.quarters} quarters of the first point on this machine, scaled by quarters; "
            "other points may be quicker or slower",
            lang,
            "\n",
        ),
    )


def _of_a_run(found: Estimate, lang: str) -> str:
    each = ", ".join(f"{name} {seconds:.2g} s" for name, seconds in found.run_seconds.items())
    warm = f"{found.warm_up_seconds:.2g} s"
    when = ("每个样本点", "every point") if found.warms_every_point else ("每个进程一次", "once a worker")
    return choose(f"{each}；预热 {warm}（{when[0]}）", f"{each}; warm-up {warm} ({when[1]})", lang, "\n")


def span(seconds: float, lang: str) -> str:
    """A length of time as people say it."""
    words = {"zh": (" 小时", " 分钟", " 秒"), "en": (" h", " min", " s")}[lang]
    if seconds >= 5400:
        return f"{seconds / 3600:.1f}{words[0]}"
    return f"{seconds / 60:.0f}{words[1]}" if seconds >= 90 else f"{seconds:.0f}{words[2]}"


def in_bytes(count: float) -> str:
    """An amount of data as people say it."""
    for unit, size in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= size:
            return f"{count / size:.2g} {unit}" if count < 10 * size else f"{count / size:,.0f} {unit}"
    return f"{count:.0f} B"
