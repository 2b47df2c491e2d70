"""Which code and packages decide the points of a sweep and the bytes of its files, beside the model's own."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PROPOSING = ("optuna", "scipy", "SALib")
"""Packages whose versions decide which points a search asks for."""
WRITERS = ("store.py", "store_files.py", "store_tables.py")


@lru_cache(maxsize=1)
def experiments_hash() -> str:
    """sha256 over the code of sweeps, their designs and the writers of tables; engines change no byte."""
    rooms = Path(__file__).resolve().parents[1]
    sweep = rooms / "sweep"
    files = [*sweep.glob("*.py"), *(sweep / "designs").glob("*.py"), *(rooms / name for name in WRITERS)]
    digest = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.relative_to(rooms).as_posix()):
        text = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(path.relative_to(rooms).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(text).digest())
    return digest.hexdigest()


def proposing_packages() -> dict[str, str]:
    """Versions of the packages that propose points; `absent` where one is not installed."""
    found = {}
    for name in PROPOSING:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "absent"
    return found
