"""`bqw calibrate`: parameters from declared moments, with a posterior, a report, and values that can land."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.cli import CHECK_FAILED, FINE, SOME_FAILED, WHERE, Call, Shown, read_page
from experiments.folders import find_folders
from experiments.request import is_setting
from experiments.verbs import show
from experiments.wording import choose, counted, say
from sim.errors import InputError, Problem

if TYPE_CHECKING:
    from experiments.calibration.asked import Question
    from experiments.calibration.declared import Calibration, Moment
    from experiments.calibration.finding import Found

USUAL = "jiangmen"
SIZES = ("trials", "draws", "checks", "batch", "kept_share", "identified_above")
"""Numbers of a calibration that the command line may change."""
SHARES = ("growth", "growth_sd", "slope")
"""Statistics that are shares of what they are about."""
EXTRA = "baiqianwan[calibrate]"


@dataclass(frozen=True)
class _Words:
    """The words of a command line, sorted."""

    name: str
    sizes: dict[str, float]
    settings: tuple[str, ...]
    target: Path | None


def calibrate_verb(call: Call) -> int:
    """`bqw calibrate [NAME|FILE] [trials= draws= replicates= … write=FILE] [--dry-run]`."""
    words = _read(call)
    question = _question(words, call)
    lang = question.arm.settings.lang
    if call.dry_run:
        _show_plan(question, lang)
        return FINE
    _require_optuna()
    from experiments.calibration.files import write
    from experiments.calibration.finding import calibrate

    with question.engine:
        found = calibrate(question)
    folder = write(found)
    _show(folder, lang)
    print(f"{choose('结果', 'results', lang, ' ')}: {folder}")
    failed = found.search.failed + int((~found.table.complete).sum())
    if words.target is not None:
        return _land(found, words.target, lang)
    if found.improves:
        again = shlex.join(
            ["bqw", "calibrate", *call.words, f"write=scenarios/region/{question.region}.yaml"]
        )
        print(f"{choose('下一步', 'next', lang, ' ')}: {again}")
    return SOME_FAILED if failed else FINE


VERBS: dict[str, Callable[[Call], int]] = {"calibrate": calibrate_verb}


def _read(call: Call) -> _Words:
    named = [word for word in call.words if not is_setting(word)]
    if len(named) > 1:
        given = f"calibrate takes one calibration, not {len(named)}"
        raise InputError([Problem(WHERE, given, "name one, like `bqw calibrate jiangmen`")])
    sizes: dict[str, float] = {}
    settings: list[str] = []
    target, problems = None, []
    for word in (word for word in call.words if is_setting(word)):
        key, _, value = word.lstrip("+").partition("=")
        if key == "write":
            target = Path(value)
        elif key in SIZES:
            try:
                sizes[key] = float(value)
            except ValueError:
                problems.append(Problem(WHERE, f"{word!r} cannot be read", "give a number", key))
        else:
            settings.append(word)
    if target is not None and target.suffix not in (".yaml", ".yml"):
        allowed = "a region's file, like scenarios/region/jiangmen.yaml"
        problems.append(Problem(WHERE, f"{str(target)!r} given", allowed, "write"))
    if problems:
        raise InputError(problems)
    return _Words(named[0] if named else USUAL, sizes, tuple(settings), target)


def _question(words: _Words, call: Call) -> Question:
    """The calibration with the sizes and settings of the command line; raises InputError with every fault."""
    from experiments.calibration.asked import Question
    from experiments.calibration.reading import faults, read_calibration
    from experiments.composing import compose
    from experiments.sweep.runner import engine_of

    name, calibration, sheet = read_calibration(words.name, find_folders(call.scenarios))
    settings = [*calibration.settings, *words.settings]
    if not any(word.lstrip("+").startswith("replicates=") for word in settings):
        settings.append(f"replicates={calibration.replicates}")
    arm = compose(calibration.scenario, *settings, scenarios=call.scenarios)
    calibration = _resized(calibration, {**words.sizes, "replicates": arm.settings.replicates})
    problems = faults(calibration, sheet, arm)
    if problems:
        raise InputError(problems)
    folder = Path(arm.settings.out) if arm.settings.out else Path("results") / f"calibrate-{name}"
    return Question(name, calibration, arm, folder, engine_of(arm.settings, guarded=True))


def _resized(calibration: Calibration, sizes: dict[str, float]) -> Calibration:
    from experiments.calibration.declared import Calibration
    from sim.faults import Trace, check

    data = {**calibration.model_dump(mode="json"), **sizes}
    found, problems = check(Calibration, data, Trace(by_hand=frozenset((key,) for key in sizes)))
    if found is None:
        raise InputError(problems)
    return found


def _require_optuna() -> None:
    try:
        import optuna  # noqa: F401
    except ImportError:
        given, allowed = "optuna is not installed", f'install it with: pip install "{EXTRA}"'
        raise InputError([Problem("installation", given, allowed)]) from None


def _show_plan(question: Question, lang: str) -> None:
    """What a calibration would do: moments, parameters, runs."""
    from rich.table import Table

    from experiments.calibration.finding import POINTS
    from sim.faults import figure
    from sim.indicators import BY_KEY

    def table(title: str, head: list[str], rows: list[list[str]]) -> Table:
        found = Table(*head, title=title)
        for row in rows:
            found.add_row(*row)
        return found

    def number(value: float, one: Moment) -> str:
        """Shares, and what is a share or a growth of another, in per cent."""
        if one.statistic in SHARES or one.over or BY_KEY[one.indicator].unit in ("share", "1/year"):
            return f"{100.0 * value:.3g} %"
        return figure(value)

    stated = question.calibration
    head = [choose("矩", "moment", lang, " "), choose("观测", "observed", lang, " "), "±"]
    head += [choose("权重", "weight", lang, " "), choose("来源", "source", lang, " ")]
    rows = []
    for name, one in stated.moments.items():
        weight = f"{one.weight:g}" if one.fitted else choose("0（留作检验）", "0 (held out)", lang, " ")
        told = choose(one.title.zh, one.title.en, lang) or name
        rows.append([told, number(one.observed, one), number(one.uncertainty, one), weight, one.source])
    tables = [table(choose("矩", "Moments", lang, " "), head, rows)]
    head = [
        choose("参数", "parameter", lang, " "),
        choose("键", "key", lang, " "),
        choose("先验", "prior", lang, " "),
    ]
    rows = [
        [choose(one.title.zh, one.title.en, lang) or name, one.key, f"{one.low:g} – {one.high:g}"]
        for name, one in stated.parameters.items()
    ]
    tables.append(table(choose("参数", "Parameters", lang, " "), head, rows))
    show(Shown(tables), lang)
    points = stated.point_runs * (1 + len(POINTS))
    runs = stated.trials * stated.replicates + stated.draws + stated.checks + points
    zh = f"共 {runs} 次运行：搜索 {stated.trials} 点×{stated.replicates} 次，先验抽样 {stated.draws} 次，其余为复核"
    en = f"{runs} runs: search {stated.trials} points × {stated.replicates}, prior {stated.draws}, the rest checks"
    say(zh, en, lang)
    _show_cost(question, runs, lang)


def _show_cost(question: Question, runs: int, lang: str) -> None:
    """Time and disk of so many runs, by a trial like that of a sweep's dry run."""
    import numpy as np
    import pyarrow as pa

    from experiments.calibration.asked import SEARCH, points_at
    from experiments.sweep.dry_run import in_bytes, span
    from experiments.sweep.estimating import estimate

    stated, settings = question.calibration, question.arm.settings
    middle = points_at(stated, np.full((1, len(stated.parameters)), 0.5))[0]
    plan = question.plan(SEARCH, pa.table({name: [value] for name, value in middle.items()}))
    found = estimate(plan, settings.threads)
    workers = min(settings.workers, os.cpu_count() or 1)
    seconds = runs * (sum(found.run_seconds.values()) + found.warm_up_seconds) / workers
    disk = in_bytes(found.bytes_a_run * runs)
    say(
        f"约 {span(seconds, 'zh')}（{workers} 个进程），磁盘约 {disk}；由 {found.quarters} 季的试运行估计",
        f"about {span(seconds, 'en')} ({counted(workers, 'worker')}), disk about {disk}; by a trial of "
        f"{counted(found.quarters, 'quarter')}",
        lang,
    )


def _show(folder: Path, lang: str) -> None:
    show(read_page("calibration", folder, lang), lang)


def _land(found: Found, target: Path, lang: str) -> int:
    """Write what the data identify into a region's file, or say why nothing is written."""
    from experiments.calibration.files import parameter_rows
    from experiments.calibration.landing import Landed, write_into
    from sim.provenance import code_hash

    if not found.improves:
        zh = f"未写入 {target}：没有可识别的参数，或校准值更接近观测只是偶然"
        en = f"{target} not written: no parameter is identified, or the values are nearer by no more than chance"
        say(zh, en, lang, sys.stderr)
        return CHECK_FAILED
    question, apart = found.question, found.checked.distances
    stated = question.calibration
    record = (
        f"bqw calibrate {question.name}, seed {question.arm.settings.seed}, {len(found.search.trials)} trials x "
        f"{stated.replicates}, {len(found.table.shares)} draws, firms_per_agent "
        f"{question.arm.scenario.firms_per_agent}, code {code_hash()[:8]}, data {question.arm.region.hash[:8]}; "
        f"distance {apart['present']:.3g} -> {apart['landing']:.3g}"
    )
    values = {
        row["key"]: Landed(value=row["estimate"], low=row["q05"], high=row["q95"], record=record)
        for row in parameter_rows(found)
        if row["lands"]
    }
    write_into(target, question.region, values)
    say(f"已写入 {target}：{'、'.join(values)}", f"written to {target}: {', '.join(values)}", lang)
    return FINE
