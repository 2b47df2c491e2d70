"""The verbs of sweeps: sweep, resume, status."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from importlib.util import find_spec

from experiments.cli import FINE, WHERE, Call, Shown, read_page
from experiments.request import is_setting
from experiments.running import Report, folder_of, run_plan
from experiments.sweep.cash import tell_of_cuts
from experiments.sweep.locking import Share
from experiments.sweep.sweeping import read_sweep, sweep_plan
from experiments.verbs import closing, show
from experiments.wording import say
from sim.errors import InputError, Problem

PAGE = "sweep"


def sweep_verb(call: Call) -> int:
    """`bqw sweep DESIGN ARM … [key=value ...] [--dry-run]`."""
    names = [word for word in call.words if not is_setting(word)]
    if len(names) < 2:
        allowed = "name a design and a scenario, like `bqw sweep latin none`"
        raise InputError([Problem(WHERE, f"sweep is given {len(names) or 'no'} name", allowed)])
    words = list(call.words)
    words.remove(names[0])
    asked = read_sweep(names[0], words, call.scenarios)
    arms = asked.arms()
    plan, settings = sweep_plan(asked, arms), arms[0].settings
    if call.dry_run:
        from experiments.sweep.dry_run import dry_run

        show(Shown(dry_run(asked.design, plan, settings, folder_of(plan, settings))), settings.lang)
        return FINE
    report = run_plan(plan, settings, share=Share.read(call.shard) if call.shard is not None else None)
    if report.any_finished and not report.left:
        _show_summary(report, settings.lang)
    return closing(report, settings.lang, f"bqw export {shlex.quote(str(report.folder))} --to csv")


def _show_summary(report: Report, lang: str) -> None:
    if find_spec(f"analysis.pages.{PAGE}") is not None:
        show(read_page(PAGE, report.folder, lang), lang)
        tell_of_cuts(report.folder, lang)
        return
    done = report.runs - len(report.failed)
    say(f"{report.runs} 次运行，完成 {done} 次", f"{report.runs} runs, {done} finished", lang)


VERBS: dict[str, Callable[[Call], int]] = {"sweep": sweep_verb}
