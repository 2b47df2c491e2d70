"""`bqw list stocks`, `rules`, `levels` and `variables`: the words a policy file may use, with their Chinese names."""

from __future__ import annotations

from experiments.stocks_page import IN_CHINESE, default_cost
from experiments.stocks_page import LEVELS as LEVELS_OF_STOCKS
from experiments.wording import choose
from sim.chinese_names import LEVELS, RULES, RULES_IN_CHINESE, VARIABLES
from sim.indicators.units import IN_CHINESE as UNITS_IN_CHINESE
from sim.selection.variables import known
from sim.stocks import STOCKS

Head = list[str]
Rows = list[list[str]]
NEEDS = {
    "need": "by, below",
    "tournament": "by, winners",
    "open_bid": "winners",
    "list": "weights",
    "first_come": "award_yuan",
    "merit": "by",
}
"""Keys that a rule needs beside it."""


def stocks(lang: str) -> tuple[Head, Rows]:
    """Every stock: key, name, level, unit, default cost of a unit, what a yuan does."""
    words = (("键", "key"), ("名称", "name"), ("层级", "level"), ("单位", "unit"), ("单位成本（元）", "yuan a unit"),
             ("一元钱做什么", "what a yuan does"))  # fmt: skip
    rows = []
    for stock in STOCKS.values():
        unit, does = IN_CHINESE[stock.name]
        rows.append(
            [
                stock.name,
                choose(stock.zh, stock.en, lang, " "),
                choose(LEVELS_OF_STOCKS[stock.level], stock.level, lang, " "),
                choose(unit, stock.unit, lang, " "),
                f"{default_cost(stock):,.0f}" if stock.unit != "yuan" else "",
                choose(does, stock.does, lang),
            ]
        )
    return _head(words, lang), rows


def rules(lang: str) -> tuple[Head, Rows]:
    """Every rule by which a budget is shared: key, name, what it does, which keys it needs."""
    words = (("键", "key"), ("名称", "name"), ("办法", "how"), ("需要的键", "needs"))
    rows = [
        [
            key,
            choose(zh, key.replace("_", " "), lang, " "),
            choose(RULES_IN_CHINESE[key], how, lang),
            NEEDS.get(key, ""),
        ]
        for key, (zh, how) in RULES.items()
    ]
    return _head(words, lang), rows


def levels(lang: str) -> tuple[Head, Rows]:
    """Every level of places: key, name."""
    return _head((("键", "key"), ("名称", "name")), lang), [
        [key, choose(zh, key, lang, " ")] for key, zh in LEVELS.items()
    ]


def variables(lang: str) -> tuple[Head, Rows]:
    """Every variable by which places are picked and money is shared: key, name, unit, levels that have it."""
    words = (("键", "key"), ("名称", "name"), ("单位", "unit"), ("层级", "levels"))
    rows = []
    for key, (zh, unit) in VARIABLES.items():
        having = [level for level in LEVELS if key in known(level)]
        names = choose("、".join(LEVELS[level] for level in having), ", ".join(having), lang, " ")
        name = choose(zh, key.replace("_", " "), lang, " ")
        rows.append([key, name, choose(UNITS_IN_CHINESE[unit], unit, lang, " "), names])
    return _head(words, lang), rows


def _head(words: tuple[tuple[str, str], ...], lang: str) -> Head:
    return [choose(zh, en, lang, " ") for zh, en in words]


TABLES = {"stocks": stocks, "rules": rules, "levels": levels, "variables": variables}
"""What `bqw list` prints of the words of a policy file."""
