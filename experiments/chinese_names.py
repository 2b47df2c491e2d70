"""Amounts and names as Chinese readers write them, for the translations of messages."""

from __future__ import annotations

import re

from sim.chinese_names import WORDS, named

SIZES = {"bn": 1e9, "m": 1e6}


def yuan_words(shown: str) -> str:
    """Amounts of a message in 亿元 or 万元: `5 bn yuan` is 50 亿元; what else it says stays."""
    return re.sub(
        r"([\d.e+]+) (bn|m) yuan", lambda found: _in_chinese(float(found[1]) * SIZES[found[2]]), shown
    )


def _in_chinese(yuan: float) -> str:
    return f"{yuan / 1e8:.10g} 亿元" if yuan >= 1e8 else f"{yuan / 1e4:.10g} 万元"


def with_chinese_name(offered: str) -> str:
    """A name that is offered, with what it is called in Chinese: `'services'（公共服务）`."""
    key = offered.strip("'")
    called = named(key) or next(iter(WORDS.get(key, ())), "")
    return f"{offered}（{called}）" if called and offered.startswith("'") else offered
