"""Full-width signs where YAML and settings want plain ones (全角标点): told by line, with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass

from sim.errors import Problem

PLAIN_SIGNS = {
    "：": (": ", "全角冒号"),
    "，": (", ", "全角逗号"),
    "、": (", ", "顿号"),
    "；": ("; ", "全角分号"),
    "＝": ("=", "全角等号"),
    "｛": ("{", "全角花括号"),
    "｝": ("}", "全角花括号"),
    "［": ("[", "全角方括号"),
    "］": ("]", "全角方括号"),
    "【": ("[", "全角方括号"),
    "】": ("]", "全角方括号"),
    "（": ("(", "全角圆括号"),
    "）": (")", "全角圆括号"),
    "“": ('"', "全角引号"),
    "”": ('"', "全角引号"),
    "‘": ("'", "全角引号"),
    "’": ("'", "全角引号"),
    "－": ("-", "全角连字符"),
    "％": ("%", "全角百分号"),
    "．": (".", "全角句点"),
    "\u3000": (" ", "全角空格"),
    "\u00a0": (" ", "不间断空格"),
    **{chr(ord("０") + digit): (str(digit), "全角数字") for digit in range(10)},
}
"""Each sign, the one to write instead, and what it is called."""
FREE = frozenset({"zh", "en", "source", "note", "ledger"})
"""Keys whose value is text for people, in which any sign may stand."""
KEY = r"[^\s:：，,、{}\[\]｛｝［］\"'“”#]+"
LINE_KEY = re.compile(rf"[\s\u3000]*(?:[-－][ \u3000]+)?(?P<key>{KEY})[ \u3000]*(?P<colon>[:：])")
"""A key at the beginning of a line, with the colon that closes it."""
FLOW_KEY = re.compile(rf"[\s\u3000]*(?P<key>{KEY})[ \u3000]*(?P<colon>[:：])")
BLOCK = re.compile(r"[:：-]\s+[|>][+-]?\d*\s*(#.*)?$")
"""A line that opens a block of text."""


@dataclass
class _Reader:
    """Where one pass over a text is: depth of brackets, open quote, whether the value is text for people."""

    depth: int = 0
    quote: str = ""
    free: bool = False


def full_width_signs(text: str, where: str) -> list[Problem]:
    """A fault for each kind of sign of each line that stands outside quotes, comments and text for people."""
    problems: list[Problem] = []
    reader = _Reader()
    block = -1
    for number, line in enumerate(text.splitlines(), start=1):
        indent = len(line) - len(line.lstrip(" "))
        if block >= 0 and (not line.strip() or indent > block):
            continue
        block = indent if BLOCK.search(line) and not reader.quote else -1
        problems += faults_of(_signs(line, reader), where, number)
    return problems


def faults_of(signs: Iterable[str], where: str, line: int | None = None) -> list[Problem]:
    """A fault for each kind of sign found, with all of that kind that were."""
    kinds: dict[str, dict[str, None]] = {}
    for sign in signs:
        kinds.setdefault(PLAIN_SIGNS[sign][1], {})[sign] = None
    problems = []
    for name, found in kinds.items():
        plain = "".join(dict.fromkeys(PLAIN_SIGNS[sign][0] for sign in found))
        shown = "" if not plain.strip() else f" {''.join(found)}"
        given = f"the full-width sign{shown} ({name}) is used"
        problems.append(Problem(where, given, f"write `{plain}`, or put text in quotes", line=line))
    return problems


def in_a_setting(text: str) -> Iterator[str]:
    """Signs of a `key=value` that stand outside quotes."""
    quote = ""
    for letter in text:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in PLAIN_SIGNS:
            yield letter


def _signs(line: str, reader: _Reader) -> Iterator[str]:
    """The signs of one line that cannot stay; the reader remembers brackets and quotes over lines."""
    at, begins = 0, not reader.quote
    if begins and reader.depth == 0:
        reader.free, key = False, LINE_KEY.match(line)
        stripped = line.lstrip(" ")
        if stripped[:1] and stripped[0] in "\u3000\u00a0－":
            yield stripped[0]
        if key and (key["colon"] == ":" or _is_key(key["key"], line[key.end() :])):
            yield from _of_key(key, reader)
            at = key.end()
        elif key and not stripped.startswith("-"):
            reader.free = True  # a line that goes on with the text of the one before
    starts = True
    while at < len(line):
        letter = line[at]
        if reader.quote:
            reader.quote = "" if letter == reader.quote else reader.quote
        elif letter == "#" and (at == 0 or line[at - 1] in " \t"):
            return
        elif letter in "\"'" and starts:
            reader.quote = letter
        elif letter in "{[｛［【" and (starts or letter in "｛［【") and not (reader.free and letter == "【"):
            reader.depth += 1
            yield from (letter,) if letter in PLAIN_SIGNS else ()
            at += 1
            at += yield from _flow_key(line[at:], reader)
            starts = True
            continue
        elif letter in "}]｝］】" and reader.depth:
            if not (reader.free and letter == "】"):
                reader.depth -= 1
                reader.free = False
                yield from (letter,) if letter in PLAIN_SIGNS else ()
        elif reader.depth and _parts(letter, line[at + 1 :], reader):
            yield from (letter,) if letter in PLAIN_SIGNS else ()
            reader.free = False
            at += 1
            at += yield from _flow_key(line[at:], reader)
            starts = True
            continue
        elif letter in PLAIN_SIGNS and not reader.free and (letter not in "（）" or starts):
            yield letter
        starts = starts and letter in " \u3000-"
        at += 1


def _parts(letter: str, rest: str, reader: _Reader) -> bool:
    """Whether a comma parts two entries in brackets; a full-width one in text for people does before a key only."""
    if letter == ",":
        return True
    if letter not in "，、":
        return False
    key = FLOW_KEY.match(rest)
    return not reader.free or bool(key and key["key"] in FREE)


def _flow_key(rest: str, reader: _Reader) -> Generator[str, None, int]:
    """Signs of a key inside brackets; returns how far it goes."""
    key = FLOW_KEY.match(rest)
    if key is None or (
        key["colon"] == ":" and rest[key.end() : key.end() + 1] not in ("", " ", "\u3000", "[", "{")
    ):
        return 0
    yield from _of_key(key, reader)
    return key.end()


def _of_key(key: re.Match[str], reader: _Reader) -> Iterator[str]:
    yield from (letter for letter in key.group() if letter in PLAIN_SIGNS)
    reader.free = key["key"] in FREE


def _is_key(word: str, rest: str) -> bool:
    """Whether a word before a full-width colon is a key: plain letters, or a name before a number or a bracket."""
    return bool(
        re.fullmatch(r"[A-Za-z_]\w*", word, re.ASCII) or re.match(r"[\s\u3000]*[\d.{\[｛［０-９]", rest)
    )
