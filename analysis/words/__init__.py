"""Words of single pages, a file a page: `WORDS` and `HEADS`, key -> (Chinese, English); `analysis.labels` has them all.

A new file is named in `PARTS`. Keys begin with the page's name, so that no two pages take the same.
"""

from __future__ import annotations

from importlib import import_module

PARTS: tuple[str, ...] = ("explorer", "figures", "flows", "ledger", "live", "maps", "report", "story", "why")


def _gathered(name: str) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for part in PARTS:
        found |= getattr(import_module(f"{__name__}.{part}"), name, {})
    return found


WORDS, HEADS = _gathered("WORDS"), _gathered("HEADS")
