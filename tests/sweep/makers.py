"""Makers that stand in for the model: quick results, and runs that raise, hang, or are killed.

They are functions of a module, so that processes started anew find them by name.
"""

from __future__ import annotations

import ctypes
import os
import signal
import time
from dataclasses import replace
from pathlib import Path

from experiments.judging import cached_region
from experiments.sweep.making import Advance, Task
from experiments.sweep.plan import Plan
from sim.result import Result
from tests.made import made_result

FLAGS = "BQW_TEST_FLAGS"
"""Folder of the files by which makers remember, across processes, what they did."""
RAISES, HANGS, KILLED, KILLED_ONCE = 3, 5, 7, 9
"""Runs that `troubled` does not let end well."""


def quick(task: Task, advance: Advance | None = None) -> Result:
    """A result within a millisecond; replicates differ, and so does a changed number of the scenario."""
    base = _cached(task)
    noise = 1.0 + ((task.replicate * 7919) % 101 - 50) / 1000.0
    noise *= 1.0 + task.scenario.parameters.growth.noise_sd_share
    if task.scenario.policy.programmes:
        noise *= 1.0 + ((task.replicate * 104729) % 97) / 5000.0
    city = {key: (values * noise).astype(values.dtype) for key, values in base.values["city"].items()}
    if advance is not None:
        advance(task.scenario.horizon)
    return replace(base, values={**base.values, "city": city})


_KEPT: dict[tuple[str, str], Result] = {}


def _cached(task: Task) -> Result:
    key = (task.scenario.title.en, task.record)
    if key not in _KEPT:
        region = cached_region(task.region)
        plan = Plan("base", (("one", task.scenario),), region, 0, 1, task.record)
        policy = bool(task.scenario.policy.programmes)
        _KEPT[key] = made_result(plan, task.scenario, 0, policy, facts=False)
    return _KEPT[key]


def slow(task: Task, advance: Advance | None = None) -> Result:
    """As `quick`, after a while."""
    time.sleep(0.05)
    return quick(task, advance)


def raising(task: Task, advance: Advance | None = None) -> Result:
    """One run raises."""
    if task.run_id == RAISES:
        raise ValueError("made to fail")
    return quick(task, advance)


def troubled(task: Task, advance: Advance | None = None) -> Result:
    """One run raises, one hangs in compiled code, one is killed whenever it is tried, one is killed once."""
    if task.run_id == HANGS:
        ctypes.PyDLL(None).sleep(600)
    if task.run_id == KILLED or (task.run_id == KILLED_ONCE and _first_time("killed")):
        os.kill(os.getpid(), signal.SIGKILL)
    return raising(task, advance)


def noop(task: Task, advance: Advance | None = None) -> Result:
    """The same result for every run."""
    return _cached(task)


def _first_time(what: str) -> bool:
    flag = Path(os.environ[FLAGS]) / what
    if flag.exists():
        return False
    flag.touch()
    return True
