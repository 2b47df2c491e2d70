"""How far the runs are: nothing below two seconds, a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

QUIET_SECONDS = 2.0
LINES = 10
"""Plain lines that a whole sweep prints at most."""


class Progress:
    """Counts quarters of many runs; use as a context manager and call `advance`."""

    def __init__(self, quarters: int) -> None:
        """Expect so many quarters in all."""
        self.total = max(1, quarters)
        self.done = 0
        self.started = time.monotonic()
        self.lines = 0
        self.bar: Any = None

    def __enter__(self) -> Progress:
        """Start counting."""
        return self

    def advance(self, quarters: int) -> None:
        """Note that so many more quarters are done."""
        self.done = min(self.total, self.done + quarters)
        seconds = time.monotonic() - self.started
        if seconds < QUIET_SECONDS:
            return
        if sys.stderr.isatty():
            self._draw()
        elif self.done * LINES // self.total > self.lines:
            self.lines = self.done * LINES // self.total
            left = seconds * (self.total - self.done) / self.done
            share = f"{100 * self.done // self.total} %"
            print(f"{share} {self.done}/{self.total} 季 quarters, {left:.0f} s", file=sys.stderr, flush=True)

    def _draw(self) -> None:
        if self.bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (TextColumn("季 quarters"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self.bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self.task = self.bar.add_task("", total=self.total)
            self.bar.start()
        self.bar.update(self.task, completed=self.done)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar off the screen."""
        if self.bar is not None:
            self.bar.stop()
