"""Words on screen in Chinese, English or both."""

from __future__ import annotations

import sys
from typing import TextIO

LANGUAGES = ("zh", "en", "both")
KINDS_OF_TARGETS = {
    "measured": ("模型计量", "measured"),
    "proxy": ("近似计量", "by a proxy"),
    "external": ("模型之外", "outside the model"),
    "undated": ("无期限", "without a date"),
}


def say(zh: str, en: str, lang: str = "both", file: TextIO | None = None) -> None:
    """Print one sentence in the language asked for."""
    print(choose(zh, en, lang), file=file or sys.stdout)


def counted(count: int, thing: str) -> str:
    """`1 run`, `2 runs`, `1,000 runs`."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def choose(zh: str, en: str, lang: str = "both", join: str = " · ") -> str:
    """One sentence in the language asked for, or both side by side."""
    return {"zh": zh, "en": en}.get(lang, f"{zh}{join}{en}")
