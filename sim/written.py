"""Values as people write them (3000万元, 60%, 2024年), turned into what a file must hold, for the hints of messages."""

from __future__ import annotations

import datetime
import re
import unicodedata

SIZES = {
    "": 1.0,
    "千": 1e3,
    "万": 1e4,
    "百万": 1e6,
    "千万": 1e7,
    "亿": 1e8,
    "万亿": 1e12,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
}
NUMBER = re.compile(
    r"([+-]?\d[\d,，]*(?:\.\d+)?(?:e\d+)?)\s*(万亿|千万|百万|亿|万|千|[a-z]+|)\s*(%|[^\d%]*)", re.I
)
DATE = re.compile(r"(\d{4})\s*(?:年|[-/.])?\s*(?:(\d{1,2})\s*(?:月|[-/.])?\s*(?:(\d{1,2})\s*日?)?)?")
QUARTER = re.compile(r"(\d{4})\s*(?:年第?|-)?\s*[Qq]?([1-4一二三四])\s*(?:季度?)?")
UNIT_WORDS = (
    *("", "元", "yuan", "rmb", "cny", "人", "个", "户", "亩", "村", "所", "座", "公里"),
    *("季", "季度", "年", "/年", "元/年", "元每年"),
)
"""What may follow a number and says nothing more."""


def number_meant(text: str) -> float | None:
    """The number that a text says with its size word or percent sign; None where it says none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    share = re.fullmatch(r"([+-]?\d+(?:\.\d+)?)\s*(%|个百分点)|百分之(\d+(?:\.\d+)?)", plain)
    if share:
        return round(float(share[1] or share[3]) / 100.0, 12)
    found = NUMBER.fullmatch(plain)
    if not found:
        return None
    digits, size, rest = found.groups()
    if size.lower() not in SIZES:
        size, rest = "", size + rest
    if rest.strip().lower() not in UNIT_WORDS:
        return None
    return float(digits.replace(",", "").replace("，", "")) * SIZES[size.lower()]


def date_meant(text: str) -> str:
    """The ISO date at which a year, a month, a quarter or a day written otherwise begins; empty where there is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    quarter = QUARTER.fullmatch(plain)
    if quarter and ("Q" in plain.upper() or "季" in plain):
        number = "一二三四".find(quarter[2]) + 1 or int(quarter[2])
        return f"{quarter[1]}-{3 * number - 2:02d}-01"
    found = DATE.fullmatch(plain)
    if not found:
        return ""
    try:
        return datetime.date(int(found[1]), int(found[2] or 1), int(found[3] or 1)).isoformat()
    except ValueError:
        return ""
