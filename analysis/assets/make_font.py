"""Make the Chinese font anew from Noto Sans CJK: `python -m analysis.assets.make_font NotoSansCJK-Regular.ttc`.

It holds the 3,755 common letters of GB 2312 level 1 and every letter of this project's texts and place names, so that
a title somebody types is almost surely drawn; `analysis.fonts` looks before it is used.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FONT = Path(__file__).with_name("NotoSansSC-subset.otf")
TEXTS = (
    "scenarios/**/*.yaml",
    "scenarios/**/*.csv",
    "sim/**/*.py",
    "experiments/**/*.py",
    "analysis/**/*.py",
    "docs/**/*.md",
)
SIMPLIFIED = 2
"""Number of the simplified Chinese face in the collection."""
CHINESE = 0x2000
FEATURES = ["kern", "locl", "ccmp"]


def letters() -> frozenset[str]:
    """Every letter the font must have."""
    read = "".join(path.read_text("utf-8") for pattern in TEXTS for path in sorted(ROOT.glob(pattern)))
    latin = {chr(code) for code in range(0x20, 0x180)}
    return frozenset({letter for letter in read if ord(letter) > CHINESE} | latin | common())


def common() -> frozenset[str]:
    """The letters of GB 2312 level 1."""
    pairs = (bytes((high, low)) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    return frozenset(pair.decode("gb2312", errors="ignore") for pair in pairs) - {""}


def main(source: str) -> None:
    """Write the subset beside this file."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(source, fontNumber=SIMPLIFIED)
    options = subset.Options()
    options.layout_features, options.hinting, options.desubroutinize = FEATURES, False, True
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(letters())))
    cutter.subset(font)
    font.save(FONT)


if __name__ == "__main__":
    main(sys.argv[1])
