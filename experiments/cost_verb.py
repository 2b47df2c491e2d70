"""`bqw cost ARM`: what the policies of an arm cost before it is run, by payer and year and by policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from experiments.cli import FINE, WHERE, Call
from experiments.costing import cost_table
from experiments.judging import Composed
from experiments.listing_policies import PAYERS
from experiments.request import is_setting
from experiments.running import compose_arms
from experiments.wording import choose, say
from sim.errors import InputError, Problem

if TYPE_CHECKING:
    import pandas as pd

Head = list[str]
Rows = list[list[str]]
ITEMS = {
    "budget": ("预算", "budget"),
    "own share": ("自筹", "own share"),
    "running costs": ("运行费", "running costs"),
    "money": ("结对资金", "money of pairs"),
    "coinvest": ("共建园区", "joint parks"),
    "staff": ("派驻人员", "staff"),
    "procurement": ("采购", "procurement"),
    "payment": ("事件付款", "payment"),
    "reward": ("奖励", "reward"),
    "sanction": ("扣减", "sanction"),
    "revenue share": ("收入增量分成", "revenue share"),
}


def cost_verb(call: Call) -> int:
    """`bqw cost ARM [key=value ...]`: nothing is run."""
    from experiments.looking import print_table

    names = [word for word in call.words if not is_setting(word)]
    if len(names) != 1:
        allowed = "name one scenario, like `bqw cost balance_fund`"
        raise InputError([Problem(WHERE, f"cost is given {len(names) or 'no'} scenarios", allowed)])
    (arm,) = compose_arms(call.words, call.scenarios)
    lang, table = arm.settings.lang, cost_table(arm)
    if table.empty:
        say("没有成本", "it costs nothing", lang)
        return FINE
    say(
        "单位：万元，期初价",
        "m yuan at opening prices" if lang == "en" else "10,000 yuan, opening prices",
        lang,
    )
    print_table(*by_payer(arm, table, lang))
    print()
    print_table(*by_policy(arm, table, lang))
    unknown = sorted(set(table.loc[table["yuan"].isna(), "policy"]))
    chance = sorted(set(table.loc[~table["certain"] & table["yuan"].notna(), "policy"]))
    if unknown:
        listed = ", ".join(unknown)
        say(f"事前无从知道、未计入：{listed}", f"cannot be known beforehand, not counted: {listed}", lang)
    if chance:
        listed = ", ".join(chance)
        say(f"看结果或概率而定、已计入：{listed}", f"by success or by lot, counted in full: {listed}", lang)
    return FINE


def by_payer(arm: Composed, table: pd.DataFrame, lang: str) -> tuple[Head, Rows]:
    """A row a payer, a column a year, totals at the end of both."""
    years = sorted(set(table["year"]))
    sums = table.groupby(["payer", "year"])["yuan"].sum()
    rows = []
    for payer in sorted(set(table["payer"]), key=lambda one: -float(sums[one].sum())):
        of_years = [float(sums.get((payer, year), 0.0)) for year in years]
        rows.append([_payer(arm, payer, lang), *(_amount(yuan, lang) for yuan in (*of_years, sum(of_years)))])
    total = [float(table.loc[table["year"] == year, "yuan"].sum()) for year in years]
    rows.append([choose("合计", "total", lang, " "), *(_amount(yuan, lang) for yuan in (*total, sum(total)))])
    head = [choose("出资方", "payer", lang, " "), *map(str, years), choose("合计", "total", lang, " ")]
    return head, rows


def by_policy(arm: Composed, table: pd.DataFrame, lang: str) -> tuple[Head, Rows]:
    """A row a policy and item: name, years, total."""
    rows = []
    for (policy, item), part in table.groupby(["policy", "item"], sort=True):
        paid = part.loc[part["yuan"].notna()]
        span = f"{part['year'].min()}–{part['year'].max()}"
        shown = _amount(float(paid["yuan"].sum()), lang) if len(paid) else "?"
        rows.append(
            [str(policy), _title(arm, str(policy), lang), choose(*ITEMS[str(item)], lang, " "), span, shown]
        )
    rows.append([choose("合计", "total", lang, " "), "", "", "", _amount(float(table["yuan"].sum()), lang)])
    words = (("编号", "id"), ("政策", "policy"), ("项目", "item"), ("年份", "years"), ("合计", "total"))
    return [choose(zh, en, lang, " ") for zh, en in words], rows


def _amount(yuan: float, lang: str) -> str:
    """Million yuan in English, 万元 otherwise."""
    return (
        f"{yuan / 1e6:,.3f}".rstrip("0").rstrip(".")
        if lang == "en"
        else f"{yuan / 1e4:,.1f}".removesuffix(".0")
    )


def _payer(arm: Composed, payer: str, lang: str) -> str:
    if payer in PAYERS:
        return choose(*PAYERS[payer], lang, " ")
    counties = arm.region.counties
    row = counties.index(payer)
    return choose(counties.names_zh[row], counties.names_en[row], lang, " ")


def _title(arm: Composed, policy: str, lang: str) -> str:
    found = arm.scenario.policy
    for entries in (found.programmes, found.pairings, found.events, arm.scenario.targets):
        if policy in entries:
            return choose(entries[policy].title.zh, entries[policy].title.en, lang, " ")
    return ""


VERBS: dict[str, Callable[[Call], int]] = {"cost": cost_verb}
