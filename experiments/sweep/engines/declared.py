"""The settings of an engine (引擎): `scenarios/engine/NAME.yaml`, chosen by `engine=NAME`; none changes a number."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.checks import Strict, Whole, parameter
from sim.errors import InputError, Problem
from sim.faults import COMMAND_LINE

MOST_SECONDS = 30 * 86_400


class EngineSettings(Strict):
    """What makes the runs: processes of this machine, or a Dask cluster found by address or scheduler file."""

    kind: Literal["local", "dask"] = "local"
    address: str | None = Field(default=None, min_length=1)
    scheduler_file: str | None = Field(default=None, min_length=1)
    wait_seconds: Whole = parameter(
        60, "seconds", 0, MOST_SECONDS, "等待第一个工作进程的秒数", "machine", "given"
    )

    def faults(self) -> list[Problem]:
        """What does not fit together."""
        found = [name for name in ("address", "scheduler_file") if getattr(self, name) is not None]
        if self.kind == "local":
            given = "a cluster is named, but the engine is local"
            return [Problem(COMMAND_LINE, given, "add engine=dask", f"engine.{name}") for name in found]
        if len(found) == 1:
            return []
        given = "both address and scheduler_file are given" if found else "no cluster is named"
        allowed = (
            "engine.address=tcp://HOST:8786 or engine.scheduler_file=FILE; `bqw cluster` starts one here"
        )
        return [Problem(COMMAND_LINE, given, f"give {allowed}", "engine")]

    def require(self) -> None:
        """Raise InputError with what does not fit together."""
        if problems := self.faults():
            raise InputError(problems)
