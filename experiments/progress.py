"""How far the runs are: nothing below two seconds, a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

from experiments.wording import choose, counted

QUIET_SECONDS = 2.0
LINES = 10
"""Plain lines that a whole sweep prints at most, beside the first."""


class Progress:
    """Counts quarters, runs and chunks; use as a context manager, call `advance` and `chunk`."""

    def __init__(
        self, runs: int, horizon: int, chunks_before: int = 0, chunks: int = 1, lang: str = "both"
    ) -> None:
        """Expect so many runs of so many quarters, in chunks of which some were made before."""
        self.runs, self.horizon, self.chunks = runs, horizon, chunks
        self.total = max(1, runs * horizon)
        self.before = chunks_before
        self.done = self.runs_done = self.chunks_done = 0
        self.started, self.lang = time.monotonic(), lang
        self.lines = 0
        self.bar: Any = None

    def __enter__(self) -> Progress:
        """Start counting; say what is kept of an earlier start."""
        if self.before and self.chunks:
            zh = f"已完成 {self.before} 块，尚余 {self.chunks} 块"
            en = f"{counted(self.before, 'chunk')} done, {self.chunks} to do"
            print(choose(zh, en, self.lang), file=sys.stderr, flush=True)
        return self

    def advance(self, quarters: int) -> None:
        """Note that so many more quarters are done; the last counts when the files of its chunk are there."""
        self._show(min(self.total - 1, self.done + quarters))

    def chunk(self, runs: int) -> None:
        """Note that the files of a chunk with so many runs are there."""
        self.chunks_done += 1
        self.runs_done += runs
        self._show(max(self.done, self.runs_done * self.horizon))

    def _show(self, done: int) -> None:
        self.done = done
        seconds = time.monotonic() - self.started
        if seconds < QUIET_SECONDS:
            return
        if sys.stderr.isatty():
            self._draw()
        elif self.done * LINES // self.total > self.lines:
            self.lines = self.done * LINES // self.total
            print(f"{100 * self.done // self.total} % {self._counted()}", file=sys.stderr, flush=True)

    def _counted(self) -> str:
        """Runs, chunks and time left."""
        runs = max(self.runs_done, self.done // self.horizon)
        left = (time.monotonic() - self.started) * (self.total - self.done) / max(1, self.done)
        zh = f"{runs}/{self.runs} 次运行，{self.chunks_done}/{self.chunks} 块，约余 {in_time(left, 'zh')}"
        en = f"{runs}/{self.runs} runs, {self.chunks_done}/{self.chunks} chunks, {in_time(left, 'en')} left"
        return choose(zh, en, self.lang)

    def _draw(self) -> None:
        if self.bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, TextColumn
            from rich.progress import Progress as Bar

            columns = (BarColumn(bar_width=20), TextColumn("{task.percentage:.0f} % {task.description}"))
            self.bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self.task = self.bar.add_task("", total=self.total)
            self.bar.start()
        self.bar.update(self.task, completed=self.done, description=self._counted())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar off the screen."""
        if self.bar is not None:
            self.bar.stop()


def in_time(seconds: float, lang: str) -> str:
    """A length of time as people say it, in one unit."""
    units = {"zh": (" 秒", " 分钟", " 小时", " 天"), "en": (" s", " min", " h", " days")}[lang]
    for limit, size, unit in zip((120.0, 7200.0, 172_800.0), (1, 60, 3600), units, strict=False):
        if seconds < limit:
            return f"{seconds / size:.0f}{unit}"
    return f"{seconds / 86_400:.0f}{units[-1]}"
