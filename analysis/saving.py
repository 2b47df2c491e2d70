"""Files that are there whole or not at all, and whose names say what they hold."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from sim.errors import InputError, Problem


def write_whole(target: Path, write: Callable[[Path], object]) -> Path:
    """Write under a temporary name beside the target and rename it; nothing is left where writing fails.

    Folders on the way are made. Raises InputError where the target cannot be written.
    """
    temporary = target.with_name(f".{target.stem}.{os.getpid()}.tmp{target.suffix}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write(temporary)
        os.replace(temporary, target)
    except OSError as error:
        given = f"cannot be written ({error.strerror or error})"
        raise InputError([Problem(str(target), given, "give another place with out=")]) from None
    finally:
        with suppress(FileNotFoundError, NotADirectoryError):
            if temporary.is_dir():
                shutil.rmtree(temporary)
            else:
                temporary.unlink()
    return target


def write_text(target: Path, text: str) -> Path:
    """Write text in UTF-8 with plain line ends, whole or not at all."""
    return write_whole(target, lambda temporary: temporary.write_text(text, encoding="utf-8", newline="\n"))


def named(path: str | Path, endings: Sequence[str], where: str, allowed: str, key: str = "path") -> Path:
    """The path, where its name ends as it should; raises InputError, which says `allowed`, where it does not."""
    target = Path(path)
    if target.suffix not in endings:
        given = f"{target.name} does not end in {' or '.join(endings)}"
        raise InputError([Problem(where, given, allowed, key)])
    return target
