"""What an HTML page carries inside: just the letters it shows, cut out of the font that ships with this package."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable

from analysis.fonts import CHINESE_FROM, SHIPPED, shipped_letters

FAMILY = "bqw-cjk"
"""Name of the embedded font in style sheets; what it lacks is left to the reader's machine."""


def embedded_font(texts: Iterable[str]) -> str:
    """A `@font-face` rule whose font holds the Chinese letters of these texts, as WOFF inside the page.

    The same texts give the same bytes. An empty string when there is nothing Chinese to show.
    """
    wanted = {letter for text in texts for letter in text if ord(letter) > CHINESE_FROM}
    found = wanted & shipped_letters()
    if not found:
        return ""
    packed = base64.b64encode(_cut(frozenset(found))).decode("ascii")
    # One weight is declared as one, so that a browser makes bold letters of it beside the bold of Latin ones.
    return (
        f"@font-face{{font-family:'{FAMILY}';font-style:normal;font-weight:400;"
        f"src:url(data:font/woff;base64,{packed}) format('woff');"
        f"unicode-range:U+2000-FFFF}}"
    )


def _cut(letters: frozenset[str]) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(SHIPPED, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features, options.hinting, options.desubroutinize = [], False, True
    options.name_IDs, options.notdef_outline = [1, 2], True
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(letters)))
    cutter.subset(font)
    font.flavor = "woff"
    written = io.BytesIO()
    font.save(written, reorderTables=False)
    return written.getvalue()
