"""Which font a figure uses: one with Chinese only if it covers every letter to be drawn, else English words.

A font of the machine goes first; where there is none that covers all, the subset that ships with this package does,
unless a title has a letter outside it.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

LATIN = "DejaVu Sans"
PREFERRED = (
    "noto sans cjk sc",
    "source han sans sc",
    "noto sans sc",
    "wenquanyi",
    "simhei",
    "microsoft yahei",
)
SHIPPED = Path(__file__).with_name("assets") / "NotoSansSC-subset.otf"
"""Noto Sans CJK SC, the common letters and those of this project (OFL)."""
CHINESE_FROM = 0x2E80

TOFU = "last resort"
"""A font that has a box for every letter and no letter."""


def usable_language(lang: str, texts: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """The language that can be drawn, and the font families to draw with: `("en", ("DejaVu Sans",))` without CJK."""
    if lang == "en":
        return "en", (LATIN,)
    letters = frozenset(letter for text in texts for letter in text if ord(letter) > CHINESE_FROM)
    family = _covering(letters) or _shipped(letters)
    return ("zh", (LATIN, family)) if family else ("en", (LATIN,))


@lru_cache(maxsize=16)
def _covering(letters: frozenset[str]) -> str:
    """Name of a font of this machine that has all the letters, or an empty string."""
    from matplotlib import font_manager, ft2font

    def rank(name: str) -> int:
        folded = name.casefold()
        return next((i for i, wanted in enumerate(PREFERRED) if wanted in folded), len(PREFERRED))

    entries = sorted(font_manager.fontManager.ttflist, key=lambda entry: (rank(entry.name), entry.name))
    for entry in entries:
        if TOFU in entry.name.casefold() or Path(entry.fname) == SHIPPED:
            continue
        try:
            known = ft2font.FT2Font(entry.fname).get_charmap()
        except (OSError, RuntimeError):
            continue
        if all(ord(letter) in known for letter in letters):
            return str(entry.name)
    return ""


@lru_cache(maxsize=16)
def _shipped(letters: frozenset[str]) -> str:
    """Name of the font that ships with this package, made known to matplotlib, if it has all the letters."""
    if not SHIPPED.is_file() or not letters <= shipped_letters():
        return ""
    from matplotlib import font_manager

    font_manager.fontManager.addfont(SHIPPED)
    return str(font_manager.FontProperties(fname=str(SHIPPED)).get_name())


@lru_cache(maxsize=1)
def shipped_letters() -> frozenset[str]:
    """Every letter of the font that ships with this package."""
    from matplotlib import ft2font

    return frozenset(chr(code) for code in ft2font.FT2Font(str(SHIPPED)).get_charmap())
