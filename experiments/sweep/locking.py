"""Who may work in a folder: one driver alone, or several shards side by side.

The lock is the system's (flock) on a file under `logs/`, so that it goes with the process that holds it however that
ends. A file system without locks is worked in without one: what is written is whole either way.
"""

from __future__ import annotations

import errno
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self
from weakref import WeakValueDictionary

from sim.errors import InputError, Problem

if os.name == "posix":
    import fcntl

NO_LOCKS = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.EBADF)
"""Errors of file systems that know no locks."""
WAIT_SECONDS = 2.0
"""How long a lock is tried for: whoever asks for the status of a folder takes it for a moment."""


@dataclass(frozen=True)
class Share:
    """One of several equal shares of the chunks of a folder: number 1 to `of`."""

    number: int
    of: int

    @classmethod
    def read(cls, text: str) -> Share:
        """From `2/8`; raises InputError."""
        number, _, of = text.partition("/")
        if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
            allowed = "write --shard i/n with i from 1 to n, like --shard 2/8"
            raise InputError([Problem("command line", f"--shard {text!r} names no share", allowed)])
        return cls(int(number), int(of))

    def holds(self, chunk: int) -> bool:
        """Whether a chunk belongs to this share."""
        return chunk % self.of == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


class _Locks:
    """Open files that hold a folder; they are closed when the last that uses them lets go."""

    def __init__(self, files: list[IO[str]]) -> None:
        self.files = files
        self.thread = threading.get_ident()


class Held:
    """A folder held; given up when it is left, forgotten, or the process ends."""

    def __init__(self, locks: _Locks) -> None:
        self.locks: _Locks | None = locks

    def __enter__(self) -> Self:
        """It is held already."""
        return self

    def __exit__(self, *of_error: object) -> None:
        """Give the folder up, unless another part of this process works in it too."""
        self.locks = None


_HELD: WeakValueDictionary[tuple[str, str], _Locks] = WeakValueDictionary()
"""Folders held by this process: a thread never stands in its own way, but another does."""


def hold(folder: Path, share: Share | None = None) -> Held:
    """Hold a folder alone, or beside the other shards; raises InputError where others are at work in it."""
    key = (str(folder.absolute()), str(share))
    if (found := _HELD.get(key)) is not None:
        if found.thread != threading.get_ident():
            raise _refused(folder, "another thread of this process")
        return Held(found)
    (folder / "logs").mkdir(parents=True, exist_ok=True)
    files = [_locked(folder, "lock", shared=share is not None)]
    if share is not None:
        files.append(_locked(folder, f"shard-{share.number}-of-{share.of}.lock", shared=False))
    locks = _Locks(files)
    _HELD[key] = locks
    return Held(locks)


def holder(folder: Path) -> str:
    """Who works in a folder, `process 17 on NAME`; empty when nobody does, or it cannot be told.

    It takes the lock for a moment; a driver that starts in that moment tries again.
    """
    path = folder / "logs" / "lock"
    if os.name != "posix":
        return ""
    with suppress(OSError), open(path, "r+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return "" if error.errno in NO_LOCKS else _named(path)
    return ""


@contextmanager
def beginning(folder: Path) -> Iterator[None]:
    """One at a time looks at what stands in a folder and writes what is known before the first run."""
    (folder / "logs").mkdir(parents=True, exist_ok=True)
    with open(folder / "logs" / "begin.lock", "a+", encoding="utf-8") as file:
        if os.name == "posix":
            with suppress(OSError):  # a file system without locks
                fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _locked(folder: Path, name: str, shared: bool) -> IO[str]:
    """The file of a lock, held."""
    path = folder / "logs" / name
    file = open(path, "a+", encoding="utf-8")  # noqa: SIM115 (open is what holds it)
    if os.name != "posix":
        return file
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
            break
        except OSError as error:
            if error.errno in NO_LOCKS:
                return file
            if time.monotonic() > until:
                file.close()
                raise _refused(folder, _named(path)) from None
            time.sleep(0.05)
    if not shared:
        file.truncate(0)
    file.write(f"process {os.getpid()} on {socket.gethostname()}\n")
    file.flush()
    return file


def _refused(folder: Path, by: str) -> InputError:
    return InputError([Problem(str(folder), f"is being worked on by {by}", "wait until it ends, or stop it")])


def _named(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").split("\n")
    return next((line for line in reversed(lines) if line), "another process")
