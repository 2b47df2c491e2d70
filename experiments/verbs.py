"""The verbs that run the model: run, compare, rerun, validate, bench, warmup."""

from __future__ import annotations

import json
import re
import shlex
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from experiments.chinese import chinese
from experiments.cli import (
    CHECK_FAILED,
    FINE,
    SOME_FAILED,
    WHERE,
    Call,
    Shown,
    check_map,
    read_card,
    read_comparison,
    read_run,
    read_summary,
    write_pages,
)
from experiments.composing import Composed, dump
from experiments.own_settings import split
from experiments.record import held_against_the_record
from experiments.request import is_setting
from experiments.running import Report, compose_arms, run_many
from experiments.wording import choose, say
from sim.errors import InputError, Problem

OF_POLICY = re.compile(r"\+*policy(_add|_drop)?[=.]")
"""Settings that choose or change policies."""
PAGES = {"report": ("报告", "report"), "explorer": ("浏览页", "explorer")}
"""The pages that end a comparison, and what they are called."""
WIDTH = 140
"""Letters a line of a table may have where the output goes to a file."""


def run_verb(call: Call) -> int:
    """`bqw run [ARM] [key=value ...]`."""
    names = _arms(call)
    if len(names) > 1:
        allowed = "write `bqw compare` for several"
        raise InputError([Problem(WHERE, f"run takes one scenario, not {len(names)}", allowed)])
    if names and any(word.lstrip("+").startswith("scenario=") for word in call.words):
        raise InputError([Problem(WHERE, f"both {names[0]!r} and scenario= are given", "give one of them")])
    arms = compose_arms(call.words if names else _with_arm(call), call.scenarios)
    if call.only_print:
        return _print_scenarios(arms)
    report = run_many(arms)
    lang = arms[0].settings.lang
    if call.json or call.quiet:
        return terse(report, call, lang)
    if report.any_finished:
        show(read_run(report.folder, lang), lang)
    export = f"bqw export {shlex.quote(str(report.folder))} --to xlsx"
    return closing(report, lang, export, _compare_next(call))


def _compare_next(call: Call) -> str:
    """The comparison of what was run with the baseline, under the same settings; its policies go with it alone."""
    words = list(call.words) if _arms(call) else _with_arm(call)
    [name], settings = (
        [word for word in words if not is_setting(word)],
        [word for word in words if is_setting(word)],
    )
    shared = [word for word in settings if not OF_POLICY.match(word) and not word.startswith("out=")]
    own = [word for word in settings if OF_POLICY.match(word)]
    if own:
        label = "chosen:" if name == "none" else name + ("," if ":" in name else ":")
        name = label + ",".join(own)
    elif name == "none":
        name = "balance_fund"
    options = ["--scenarios", call.scenarios] if call.scenarios else []
    return shlex.join(["bqw", "compare", "none", name, *shared, *options])


def compare_verb(call: Call) -> int:
    """`bqw compare ARM ARM … [map=FILE] [key=value ...]`."""
    own, words = split(call.words, ("map",))
    call, map_file = replace(call, words=tuple(words)), own.get("map", "")
    names = _arms(call)
    if len(names) < 2:
        allowed = "name at least two scenarios, like `bqw compare none balance_fund`"
        raise InputError([Problem(WHERE, f"compare is given {len(names) or 'no'} scenario", allowed)])
    arms = compose_arms(call.words, call.scenarios)
    if call.only_print:
        return _print_scenarios(arms)
    if map_file:
        check_map(map_file, arms[0].region.counties.ids)
    report = run_many(arms)
    lang, baseline = arms[0].settings.lang, arms[0].name
    terse_one = call.json or call.quiet
    if report.any_finished and not terse_one:
        show(read_comparison(report.folder, baseline, lang), lang)
    pages = {} if call.no_pages else pages_of(report, baseline, lang, map_file)
    if terse_one:
        return terse(report, call, lang, baseline, pages)
    for name, page in pages.items():
        print(f"{choose(*PAGES[name], lang, ' ')}: {page}")
    folder = shlex.quote(str(report.folder))
    again = [] if pages else [f"bqw {verb} {folder}{_on(map_file)}" for verb in ("report", "explore")]
    return closing(report, lang, *again, f"bqw export {folder} --to xlsx", f"bqw rerun {folder}")


def pages_of(report: Report, baseline: str, lang: str, map_file: str = "") -> dict[str, Path]:
    """Report and explorer beside the results; none, with a sentence, where runs have no partner or no whole year."""
    if not report.any_finished:
        return {}
    try:
        written = write_pages(report.folder, baseline, lang, dict.fromkeys(PAGES), map_file=map_file or None)
    except InputError as error:
        folder = shlex.quote(str(report.folder))
        allowed = f"bqw report {folder}{_on(map_file)} complete_pairs=yes"
        zh = f"未写报告页：{chinese(error.problems[0])}" + (f"；仍要写：{allowed}" if report.failed else "")
        en = f"no pages: {error.problems[0].sentence()}" + (
            f"; write them all the same: {allowed}" if report.failed else ""
        )
        say(zh, en, lang, sys.stderr)
        return {}
    return dict(zip(PAGES, written, strict=True))


def _on(map_file: str) -> str:
    """The setting of a map of the user's own, to be given again."""
    return f" {shlex.quote(f'map={map_file}')}" if map_file else ""


def terse(
    report: Report,
    call: Call,
    lang: str,
    baseline: str | None = None,
    pages: Mapping[str, Path] | None = None,
) -> int:
    """The end of a command whose output is read by a program: one JSON document, or the path of the results alone."""
    if call.json and report.any_finished:
        document = json.loads(read_summary(report.folder, baseline))
        document["pages"] = {name: str(page) for name, page in (pages or {}).items()}
        print(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1))
    elif call.json:
        print(json.dumps({"folder": str(report.folder), "failed": [list(one) for one in report.failed]}))
    else:
        print(report.folder)
    _complain_of_failures(report, lang)
    return SOME_FAILED if report.failed else FINE


def rerun_verb(call: Call) -> int:
    """`bqw rerun FOLDER`: the same bytes again, or what differs."""
    from experiments.repeating import rerun
    from experiments.resuming import folder_and_settings

    folder, settings = folder_and_settings(call)
    with tempfile.TemporaryDirectory() as scratch:
        differences = rerun(folder, Path(scratch) / "again", call.scenarios, settings)
    if not differences:
        say(f"{folder} 重做后逐字节相同", f"{folder} repeated: every byte is the same")
        return FINE
    say(f"{folder} 重做后不同：", f"{folder} repeated: these differ:", file=sys.stderr)
    for difference in differences:
        print(f"  {difference}", file=sys.stderr)
    return CHECK_FAILED


def validate_verb(call: Call) -> int:
    """`bqw validate [key=value ...]`: the baseline against known ranges."""
    usual = ("firms_per_agent=10", "replicates=10", "out=results/validate")
    stated = {word.partition("=")[0].lstrip("+") for word in call.words}
    words = [*(word for word in usual if word.partition("=")[0] not in stated), *call.words]
    names = _arms(call)
    arms = compose_arms(words if names else ["none", *words], call.scenarios)
    report = run_many(arms, firm_facts=True)
    lang = arms[0].settings.lang
    past, observed = held_against_the_record(arms[0], report.folder)
    shown, all_fine = read_card(report.folder, lang, past, observed) if report.any_finished else ([], False)
    show(Shown(shown), lang)
    code = closing(report, lang, "bqw compare none balance_fund")
    return code or (FINE if all_fine else CHECK_FAILED)


def bench_verb(call: Call) -> int:
    """`bqw bench`."""
    from experiments.bench import main

    return main(call.words)


def warmup_verb(call: Call) -> int:
    """`bqw warmup`: compile every kernel now."""
    from experiments.bench import warm

    seconds = f"{warm():.1f} s"
    say(f"已编译，用时 {seconds}", f"compiled in {seconds}")
    return FINE


VERBS: dict[str, Callable[[Call], int]] = {
    "run": run_verb,
    "compare": compare_verb,
    "rerun": rerun_verb,
    "validate": validate_verb,
    "bench": bench_verb,
    "warmup": warmup_verb,
}


def _arms(call: Call) -> list[str]:
    return [word for word in call.words if not is_setting(word)]


def _with_arm(call: Call) -> list[str]:
    """The words with the arm that `scenario=NAME` asks for, so that its results carry that name."""
    chosen = [word for word in call.words if word.lstrip("+").startswith("scenario=")]
    name = chosen[-1].partition("=")[2] if chosen else "none"
    return [name, *(word for word in call.words if word not in chosen)]


def _print_scenarios(arms: list[Composed]) -> int:
    for arm in arms:
        print(f"# {arm.name}\n{dump(arm.scenario)}", end="")
    return FINE


def show(shown: Shown, lang: str) -> None:
    """Print the tables of a page, where its picture is and what it shows."""
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else WIDTH)
    for renderable in shown.tables:
        console.print(renderable)
    if shown.picture is not None:
        print(f"{choose('图', 'picture', lang, ' ')}: {shown.picture}")
    if shown.note:
        print(shown.note)


def closing(report: Report, lang: str, *next_commands: str) -> int:
    """The last lines of a command that ran something: failed runs, the folder, what to do next; its exit code."""
    _complain_of_failures(report, lang)
    if report.shown_again:
        say("结果已存在，未重算", "the result was there already; nothing was run again", lang)
    print(f"{choose('结果', 'results', lang, ' ')}: {report.folder}")
    if report.left:
        zh = f"本份已完成；其他各份尚余 {report.left} 块"
        say(zh, f"this share is done; {report.left} chunks are left to the others", lang)
        next_commands = (shlex.join(["bqw", "status", str(report.folder)]),)
    for command in next_commands:
        print(f"{choose('下一步', 'next', lang, ' ')}: {command}")
    return SOME_FAILED if report.failed else FINE


def _complain_of_failures(report: Report, lang: str) -> None:
    for run_id, error in report.failed[:5]:
        say(f"bqw：第 {run_id} 次运行失败：{error}", f"bqw: run {run_id} failed: {error}", lang, sys.stderr)
    if len(report.failed) > 5:
        count = len(report.failed)
        say(f"bqw：共 {count} 次失败", f"bqw: {count} runs failed in all", lang, sys.stderr)
