"""What went into the runs of a folder, and what differs between two of its scenarios."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.folder import Folder


@dataclass(frozen=True, eq=False)
class Inputs:
    """The resolved scenarios of a folder."""

    folder: Folder

    def diff(self, one: str, other: str) -> pd.DataFrame:
        """What differs between two scenarios: key, value there, value here; titles, sources and notes left out.

        A key that one of them lacks is `absent` there, which an empty value is not.
        """
        left, right = (dict(_flat(self.folder.scenario(name))) for name in (one, other))
        keys = [
            key for key in dict.fromkeys((*left, *right)) if left.get(key, ABSENT) != right.get(key, ABSENT)
        ]
        rows = [{"key": key, one: left.get(key, ABSENT), other: right.get(key, ABSENT)} for key in keys]
        return pd.DataFrame(rows, columns=["key", one, other])


WORDS = frozenset({"title", "source", "status", "ledger", "note"})
ABSENT = "absent"


def _flat(node: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        for name, value in node.items():
            if name not in WORDS:
                yield from _flat(value, f"{key}.{name}" if key else str(name))
    else:
        yield key, node
