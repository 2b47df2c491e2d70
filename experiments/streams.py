"""Screens and pipes whose encoding lacks letters: marks become plain ones, what is left a question mark."""

from __future__ import annotations

import codecs
import io
from typing import TextIO

PLAIN = {
    "–": "-", "—": "-", "−": "-", "·": "-", "…": "~", "’": "'", "‘": "'", "“": '"', "”": '"', "²": "2",
    "≥": ">=", "≤": "<=", "×": "x", "→": "->", "✓": "yes", "✗": "no", "；": "; ", "：": ": ", "（": " (", "）": ")",
    "▁": "_", "▂": ".", "▃": "-", "▄": "~", "▅": "=", "▆": "+", "▇": "*", "█": "#",
}  # fmt: skip
"""What stands for a mark where an encoding lacks it: GBK lacks a few, ASCII all."""


def forgiving(*streams: TextIO) -> None:
    """Never fail for a letter that a stream cannot write."""
    codecs.register_error("bqw", _plain)
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="bqw")


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    return "".join(PLAIN.get(letter, "?") for letter in letters), error.end
