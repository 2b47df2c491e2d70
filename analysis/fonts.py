"""Which font a figure uses: one with Chinese only if it covers every letter to be drawn, else English words."""

from __future__ import annotations

from functools import lru_cache

LATIN = "DejaVu Sans"
PREFERRED = (
    "noto sans cjk sc",
    "source han sans sc",
    "noto sans sc",
    "wenquanyi",
    "simhei",
    "microsoft yahei",
)

TOFU = "last resort"
"""A font that has a box for every letter and no letter."""


def usable_language(lang: str, texts: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """The language that can be drawn, and the font families to draw with: `("en", ("DejaVu Sans",))` without CJK."""
    if lang == "en":
        return "en", (LATIN,)
    letters = frozenset(letter for text in texts for letter in text if ord(letter) > 0x2E80)
    family = _covering(letters)
    return ("zh", (LATIN, family)) if family else ("en", (LATIN,))


@lru_cache(maxsize=16)
def _covering(letters: frozenset[str]) -> str:
    """Name of a font that has all the letters, or an empty string."""
    from matplotlib import font_manager, ft2font

    def rank(name: str) -> int:
        folded = name.casefold()
        return next((i for i, wanted in enumerate(PREFERRED) if wanted in folded), len(PREFERRED))

    entries = sorted(font_manager.fontManager.ttflist, key=lambda entry: (rank(entry.name), entry.name))
    for entry in entries:
        if TOFU in entry.name.casefold():
            continue
        try:
            known = ft2font.FT2Font(entry.fname).get_charmap()
        except (OSError, RuntimeError):
            continue
        if all(ord(letter) in known for letter in letters):
            return str(entry.name)
    return ""
