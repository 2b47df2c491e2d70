"""Words on screen in Chinese, English or both."""

from __future__ import annotations

import sys
from typing import TextIO

LANGUAGES = ("zh", "en", "both")


def say(zh: str, en: str, lang: str = "both", file: TextIO | None = None) -> None:
    """Print one sentence in the language asked for."""
    print(choose(zh, en, lang), file=file or sys.stdout)


def choose(zh: str, en: str, lang: str = "both", join: str = " · ") -> str:
    """One sentence in the language asked for, or both side by side."""
    return {"zh": zh, "en": en}.get(lang, f"{zh}{join}{en}")
