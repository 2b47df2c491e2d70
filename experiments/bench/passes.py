"""Where the quarter's time goes: every call that `sim.step` names is timed in a run of its own.

Nothing is listed by hand: what the step imports from the model is what is clocked, so a new behaviour is timed as soon
as the step names it.
"""

from __future__ import annotations

import contextlib
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib import import_module
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any

import sim.step as step_module
from experiments.bench.city import City, make
from experiments.bench.figures import Pass
from sim.ledger import Ledger
from sim.record import Recorder
from sim.run import Run

Times = defaultdict[str, list[float]]


def measure_passes(asked: City) -> tuple[Pass, ...]:
    """The passes of a run, the dearest first; the warm-up is made before the clocks are put on."""
    Run.start(asked.region, asked.scenario)
    with _watched() as times:
        made = make(asked)
    total = sum(map(sum, times.values()))
    rows = [
        Pass(
            name,
            1e3 * sum(seconds) / asked.quarters,
            1e9 * sum(seconds) / made.firm_steps,
            sum(seconds) / total,
            1e3 * statistics.median(seconds),
            len(seconds),
        )
        for name, seconds in times.items()
    ]
    return tuple(sorted(rows, key=lambda row: -row.nanoseconds))


@contextlib.contextmanager
def _watched() -> Iterator[Times]:
    """Put a clock around the calls of the step, the recording and the ledger's check, and take them off again."""
    times: Times = defaultdict(list)
    with contextlib.ExitStack() as stack:
        for name, value in list(vars(step_module).items()):
            if isinstance(value, FunctionType) and value.__module__ not in (
                step_module.__name__,
                "sim.calendar",
            ):
                _exchange(stack, step_module, name, _clocked(name, value, times))
            elif isinstance(value, ModuleType) and value.__name__.startswith("sim."):
                _exchange(stack, step_module, name, _clocked_module(value, times))
        _exchange(stack, Ledger, "check", _clocked("ledger.check", Ledger.check, times))
        _exchange(stack, Ledger, "rows", _clocked("ledger.rows", Ledger.rows, times))
        _exchange(stack, Recorder, "take", _clocked("record.take", Recorder.take, times))
        # As a name of the package `sim.run` is the function, so the module is asked for by name.
        run_module = import_module("sim.run")
        _exchange(stack, run_module, "measured", _clocked("record.measured", run_module.measured, times))
        yield times


def _exchange(stack: contextlib.ExitStack, owner: Any, name: str, value: object) -> None:
    stack.callback(setattr, owner, name, getattr(owner, name))
    setattr(owner, name, value)


def _clocked(name: str, function: Callable[..., Any], times: Times) -> Callable[..., Any]:
    def clocked(*arguments: Any, **named: Any) -> Any:
        began = time.perf_counter()
        result = function(*arguments, **named)
        times[name].append(time.perf_counter() - began)
        return result

    return clocked


def _clocked_module(module: ModuleType, times: Times) -> SimpleNamespace:
    """The module's names, its functions clocked; calls inside the module itself go past the clock."""
    short = module.__name__.rpartition(".")[2]
    names = {
        name: _clocked(f"{short}.{name}", value, times) if isinstance(value, FunctionType) else value
        for name, value in vars(module).items()
    }
    return SimpleNamespace(**names)
