"""The verbs that work on a folder begun before: resume goes on with it, status says how far it is."""

from __future__ import annotations

import shlex
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from experiments.chinese import translated
from experiments.cli import FINE, WHERE, Call, read_page
from experiments.judging import RunSettings
from experiments.progress import in_time
from experiments.request import is_setting, parse_setting
from experiments.running import run_plan
from experiments.store import SUCCESS, failed_runs, remove_chunk
from experiments.store_manifest import MANIFEST
from experiments.sweep.cash import tell_of_cuts
from experiments.sweep.locking import Share, hold
from experiments.sweep.notes import kept_command, lost_runs, pardon
from experiments.sweep.plan import Plan
from experiments.sweep.restoring import read_plan, require_unchanged
from experiments.sweep.status import Status, status_of
from experiments.verbs import closing, show
from experiments.wording import say
from sim.errors import InputError, Problem
from sim.faults import Trace, check

HOW = ("workers", "threads", "most_seconds_per_run", "lang", "engine")
"""Settings that resume takes: how the runs are made; which runs they are stands in the folder."""
AGAIN = "again=failed"
"""The word that has failed runs tried again."""
PARTS = ("search", "table", "check")
"""Folders of runs inside a calibration."""
SHOWN = 8
"""Reasons and runs listed at most."""


def resume_verb(call: Call) -> int:
    """`bqw resume FOLDER [workers=…] [again=failed]`: go on with what was interrupted, from the folder alone."""
    again = AGAIN in call.words
    folder, settings = folder_and_settings(replace(call, words=tuple(set_aside(call.words))))
    if parts_of(folder):
        raise InputError([_asked(folder)])
    plan = read_plan(folder, call.scenarios)
    require_unchanged(folder, plan)
    if plan.asked and (again or not status_of(folder).finished):
        raise InputError([_asked(folder)])
    share = Share.read(call.shard) if call.shard is not None else None
    if again:
        _open_failed(folder, plan, settings.lang)
    report = run_plan(_from_the_first_round(plan), settings, folder, share=share)
    if report.any_finished and not report.left and plan.varying.factors and not plan.asked:
        show(read_page("sweep", report.folder, settings.lang), settings.lang)
        tell_of_cuts(report.folder, settings.lang)
    return closing(report, settings.lang, shlex.join(["bqw", "status", str(folder)]))


def set_aside(words: Sequence[str]) -> list[str]:
    """The words but for `again=failed`; raises InputError where something else is to be made again."""
    other = [word for word in words if word.startswith("again=") and word != AGAIN]
    if other:
        raise InputError([Problem(WHERE, f"{other[0]!r} given", f"write {AGAIN}", "again")])
    return [word for word in words if word != AGAIN]


def _open_failed(folder: Path, plan: Plan, lang: str) -> None:
    """Make room for the runs that failed or are not to be tried again: their chunks and blames go."""
    with hold(folder):
        lost = {*(run for run, _ in failed_runs(folder)), *lost_runs(folder)}
        firsts = [ids.start for ids in plan.chunks]
        chunks = {bisect_right(firsts, run) - 1 for run in lost}
        if lost:
            (folder / SUCCESS).unlink(missing_ok=True)
            for number in sorted(chunks):
                remove_chunk(folder, number)
            pardon(folder, lost)
    say(
        f"重试 {len(lost)} 次失败的运行，重做 {len(chunks)} 块",
        f"{len(lost)} runs that failed are tried again: {len(chunks)} chunks are made anew",
        lang,
    )


def _from_the_first_round(plan: Plan) -> Plan:
    """Rounds that a rule added are added again, each look at the files giving what it gave."""
    return replace(plan, rounds=()) if plan.rule else plan


def _asked(folder: Path) -> Problem:
    """What goes on with runs that are asked for; of a calibration each part kept the command."""
    given = "its points are asked for as it goes, so only the command that asks can go on"
    command = next(filter(None, map(kept_command, (folder, *parts_of(folder)))), [])
    allowed = f"give it again: {shlex.join(command)}" if command else "give the same command again"
    return Problem(str(folder), given, allowed)


def folder_and_settings(call: Call) -> tuple[Path, RunSettings]:
    """The one folder named, and the settings beside it."""
    names = [word for word in call.words if not is_setting(word)]
    if len(names) != 1:
        given = f"{call.verb} is given {len(names) or 'no'} folder{'s' if len(names) > 1 else ''}"
        raise InputError([Problem(WHERE, given, f"write `bqw {call.verb} results/NAME`")])
    found: dict[str, Any] = {}
    problems = []
    for word in call.words:
        if not is_setting(word):
            continue
        key, value = parse_setting(word)
        if key.partition(".")[0] not in HOW:
            given = f"{key!r} cannot be changed in a folder that was begun"
            problems.append(Problem(WHERE, given, f"the settings are {', '.join(HOW)}"))
        found[key] = value
    settings, faults = check(RunSettings, found, Trace())
    if problems or settings is None:
        raise InputError([*problems, *faults])
    return Path(names[0]), settings


def status_verb(call: Call) -> int:
    """`bqw status FOLDER`: how far it is, what failed, who works in it; from files alone."""
    folder, settings = folder_and_settings(call)
    for part in parts_of(folder) or (folder,):
        for zh, en in _told(status_of(part)):
            say(zh, en, settings.lang)
    return FINE


def parts_of(folder: Path) -> tuple[Path, ...]:
    """The folders of runs that a calibration has begun, in their order; none where the folder itself holds runs."""
    if (folder / MANIFEST).exists():
        return ()
    return tuple(folder / part for part in PARTS if (folder / part / MANIFEST).exists())


def _told(found: Status) -> Iterator[tuple[str, str]]:
    """The status in sentences, Chinese and English."""
    left = found.chunks - found.chunks_done
    zh = f"{found.folder}：已完成 {found.chunks_done} 块，尚余 {left} 块；{found.runs_done}/{found.runs} 次运行"
    en = f"{found.folder}: {found.chunks_done} chunks done, {left} to do; {found.runs_done}/{found.runs} runs"
    yield (zh + "，全部完成", en + ", finished") if found.finished else (zh, en)
    if found.most_replicates and not found.finished:
        yield (
            f"重复次数按规则停止，最多 {found.most_replicates} 次；以上为目前已决定的轮次",
            f"replicates stop by rule, at {found.most_replicates} at most; these are the rounds decided so far",
        )
    for one in found.looks:
        narrow = ("已够窄", "narrow enough") if one["narrow"] else ("未够窄", "not narrow enough")
        yield (
            f"  {one['replicates']} 次重复后：{narrow[0]}",
            f"  after {one['replicates']} replicates: {narrow[1]}",
        )
    yield from _failures(found)
    yield from _work(found)


def _failures(found: Status) -> Iterator[tuple[str, str]]:
    if found.failed:
        count = sum(found.failed.values())
        yield f"失败 {count} 次：", f"{count} runs failed:"
        for error, times in list(found.failed.items())[:SHOWN]:
            yield f"  {times} 次 {translated(error)}", f"  {times} x {error}"
    for run, why in list(found.lost.items())[:SHOWN]:
        yield f"  第 {run} 次运行不再重试：{translated(why)}", f"  run {run} is not tried again: {why}"
    for run, how in list(found.blamed.items())[:SHOWN]:
        yield (
            f"  第 {run} 次运行的进程曾中止一次（{translated(how)}）",
            f"  the process of run {run} ended once ({how})",
        )


def _work(found: Status) -> Iterator[tuple[str, str]]:
    if found.runs_a_minute and not found.finished:
        pace = f"{found.runs_a_minute:,.0f}"
        seconds = found.seconds_left or 0.0
        yield (
            f"每分钟 {pace} 次运行，约余 {in_time(seconds, 'zh')}",
            f"{pace} runs a minute, {in_time(seconds, 'en')} left at that pace",
        )
    if found.at_work:
        yield f"正在运行：{translated(found.at_work)}", f"at work: {found.at_work}"
        for chunk, note in list(found.now.items())[:SHOWN]:
            since = max(0.0, time.time() - note.began)
            yield (
                f"  块 {chunk}：第 {note.run_id} 次运行，已 {in_time(since, 'zh')}",
                f"  chunk {chunk}: run {note.run_id}, for {in_time(since, 'en')}",
            )
    elif not found.finished:
        command = kept_command(found.folder) if found.asked else ["bqw", "resume", str(found.folder)]
        again = shlex.join(command) or "bqw …"
        yield f"无人在运行；由此继续：{again}", f"nobody is at work; go on with: {again}"


VERBS: dict[str, Callable[[Call], int]] = {"resume": resume_verb, "status": status_verb}
