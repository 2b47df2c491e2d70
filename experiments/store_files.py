"""Files that are there whole or not at all, and tables whose bytes depend on their rows alone."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

TEMPORARY = ".tmp"
WRITING_SECONDS = 3600
"""A file that was last written to this long ago is written to no more."""


def write_table(path: Path, table: pa.Table) -> None:
    """Write a table with pinned options: the same rows give the same bytes."""
    floats = [field.name for field in table.schema if pa.types.is_floating(field.type)]
    texts = [field.name for field in table.schema if _is_text(field.type)]

    def write(temporary: Path) -> None:
        pq.write_table(
            table,
            temporary,
            version="2.6",
            data_page_version="1.0",
            compression="zstd",
            compression_level=3,
            use_dictionary=texts or False,
            use_byte_stream_split=floats or False,
            row_group_size=1 << 20,
            write_statistics=True,
        )

    write_whole(path, write)


def remove_leftovers(folder: Path, ours: Callable[[str], bool] = lambda name: True) -> None:
    """Remove what a killed process left half written; `ours` says of a name whether it may be removed.

    A worker of a cluster may outlive its driver and still be writing, so only what a process of this machine left that
    is no more, or what is older than a writing can take, is left over.
    """
    for path in folder.rglob(f".*{TEMPORARY}"):
        if ours(path.name[1:]) and _left_over(path):
            path.unlink(missing_ok=True)


def _left_over(path: Path) -> bool:
    """Whether nobody can be writing a temporary file any more."""
    host, _, process = path.name.removesuffix(TEMPORARY).rpartition("-")
    if os.name == "posix" and host.endswith(f".{socket.gethostname()}") and process.isdecimal():
        try:
            os.kill(int(process), 0)
        except ProcessLookupError:
            return True
        except OSError:
            return False
    try:
        return time.time() - path.stat().st_mtime > WRITING_SECONDS
    except OSError:
        return False


def _is_text(kind: pa.DataType) -> bool:
    return pa.types.is_string(kind) or pa.types.is_dictionary(kind)


def write_text(path: Path, text: str) -> None:
    """Write text in UTF-8 with plain line ends."""
    write_whole(path, lambda temporary: temporary.write_text(text, encoding="utf-8", newline="\n"))


def write_whole(path: Path, write: Callable[[Path], Any]) -> None:
    """Temporary name, fsync, rename, fsync of the folder: a file is there whole or not at all."""
    temporary = path.with_name(f".{path.name}.{socket.gethostname()}-{os.getpid()}{TEMPORARY}")
    try:
        write(temporary)
        with open(temporary, "rb+") as file:
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if os.name == "posix":
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
