"""A run that takes too long is ended, also inside compiled code (计时).

In a process of its own the alarm has its usual effect: it ends the process, whatever that is doing, and the driver
makes the chunk again without the run. In the driver's own process the alarm raises an error at the next instruction
of Python, which the compiled loops of a quarter reach within a fraction of a second. Where nobody learns how a process
ended, it leaves a mark before the alarm.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType

KNOWN = hasattr(signal, "setitimer")
"""Whether this system has alarms (Windows has none: there a run may take as long as it likes)."""


GRACE_SECONDS = 1.0
"""Time between the mark and the alarm."""


class TooLong(Exception):
    """A run took longer than it may."""


def in_words(seconds: int) -> str:
    """The error of a run that was ended; the same however it was."""
    return f"TooLong: it ran longer than {seconds} s"


@contextmanager
def at_most(seconds: int, expendable: bool, mark: Callable[[], None] | None = None) -> Iterator[None]:
    """Let what is inside take so many seconds; `expendable` where this process may be ended with it.

    `mark` is called shortly before that.
    """
    ours = threading.current_thread() is threading.main_thread()
    if not KNOWN or not (ours or expendable):
        yield
        return

    def end(number: int, frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, signal.SIG_DFL if expendable else end) if ours else None
    with ExitStack() as marking:
        if mark is not None:
            timer = threading.Timer(seconds, mark)
            timer.daemon = True
            timer.start()
            marking.callback(timer.join)
            marking.callback(timer.cancel)
        signal.setitimer(signal.ITIMER_REAL, seconds + (GRACE_SECONDS if mark is not None else 0.0))
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            if ours:
                signal.signal(signal.SIGALRM, before)
