"""Words of pages that speak of their map: schematic, or a file of the user's own."""

from __future__ import annotations

from analysis.folder import Folder
from analysis.labels import WORDS, choose

SPOKEN = ("report_claim", "report_mark", "explorer_map")
"""Words that call the map schematic; `KEY_own` says whose file it is instead."""


def of_map(key: str, folder: Folder) -> tuple[str, str]:
    """A word of `SPOKEN` in Chinese and English."""
    if folder.map_file is None:
        return WORDS[key]
    zh, en = (text.format(file=folder.map_file.name) for text in WORDS[f"{key}_own"])
    return zh, en


def say_of_map(key: str, folder: Folder, lang: str, between: str = " ") -> str:
    """The same in a language."""
    return choose(*of_map(key, folder), lang, between)
