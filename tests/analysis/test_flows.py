"""Who paid whom for what: sources equal uses to the yuan, on made books and on real runs."""

from __future__ import annotations

import re
from pathlib import Path

import matplotlib
import pandas as pd
import pytest

from analysis.figures.sankey import sankey, sankey_data
from analysis.flows import FUND, OTHERS, SOURCE, USE, Flows, flows_between, groups_of
from analysis.links import MOST, MOST_POLICIES, by_theme, links_of
from analysis.words.ledger import WORDS as THEMES
from sim.errors import InputError
from tests.made import GRANT

matplotlib.use("agg")
QUARTERS, RUNS = 12, 6


def test_made_money_goes_to_whom_it_was_paid(comparison):
    flows = comparison.flows("balance_fund")
    [payer] = flows.sources.to_dict("records")
    [use] = flows.uses.to_dict("records")
    assert payer["yuan_total"] == use["yuan_total"] == GRANT * QUARTERS * RUNS
    assert payer["yuan"] == GRANT * QUARTERS and flows.difference == 0
    assert flows.table["yuan_total"].dtype == "int64"
    assert comparison.flows("balance_fund", until=2023).sources["yuan"].tolist() == [GRANT * 4]


def test_sources_equal_uses_to_the_yuan_policy_by_policy(lived):
    flows = flows_between(lived, "balance_fund")
    assert len(flows.table) and flows.difference == 0
    policies = flows.policies
    assert (policies["paid"] == policies["used"]).all() and (policies["paid"] > 0).all()
    links = sankey_data(lived)
    for step, side in enumerate((SOURCE, USE)):
        mine = links[links["step"] == step]["yuan_total"].sum()
        assert mine >= flows.table.loc[flows.table["side"] == side, "yuan_total"].sum()
    assert links.groupby("step")["yuan_total"].sum().nunique() == 1


def test_a_fund_that_keeps_or_gives_back_still_balances():
    rows = [
        (SOURCE, "a", "p", 100), (SOURCE, "b", "p", -10), (USE, "c", "p", 60), (USE, FUND, "p", 30),
        *((SOURCE, f"n{number}", f"q{number}", 1) for number in range(30)),
        *((USE, f"m{number}", f"q{number}", 1) for number in range(30)),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["side", "node", "policy", "yuan_total"])
    names = {
        "zh": table["node"],
        "en": table["node"],
        "policy_zh": table["policy"],
        "policy_en": table["policy"],
    }
    table = table.assign(kind="", theme="", yuan=table["yuan_total"] / 2, **names)
    flows = Flows(table, 2, "one", "none")
    assert flows.difference == 0
    links = links_of(flows)
    assert links.groupby("step")["yuan_total"].sum().tolist() == [130, 130]
    assert (links["yuan_total"] > 0).all() and "b" in set(links["end"])
    for step, most in ((0, (MOST, MOST_POLICIES)), (1, (MOST_POLICIES, MOST))):
        mine = links[links["step"] == step]
        assert all(mine[end].nunique() <= count for end, count in zip(("start", "end"), most, strict=True))


def many_policies(sizes):
    """Money of policies by theme and size."""
    rows = [(f"{theme}{at}", theme, yuan) for theme, some in sizes.items() for at, yuan in enumerate(some)]
    table = pd.DataFrame(rows, columns=["policy", "theme", "yuan_total"])
    return table.assign(policy_zh=table["policy"], policy_en=table["policy"])


def test_many_policies_stand_by_theme_with_the_dearest_by_their_own_names():
    given = many_policies({"Z": [900, 50, 40], "X": [300, 20, 10], "T": [60], "A": [1, 1], "": [5]})
    found = by_theme(given, 5)
    sums = found.groupby("policy")["yuan_total"].sum().to_dict()
    assert sums == {"Z0": 900, "theme:Z": 90, "theme:X": 330, "T0": 60, OTHERS: 7}
    names = found.drop_duplicates("policy").set_index("policy")
    assert names.loc["theme:Z", "policy_en"] == "Other zones, parks, platforms (2)"
    assert names.loc["theme:X", "policy_zh"] == "交通与基础设施（3项）"
    assert by_theme(given, len(given)) is given
    for most in range(1, len(given)):
        assert by_theme(given, most)["policy"].nunique() <= most
    plain = by_theme(given.assign(theme=""), 4)
    assert set(plain["policy"]) == {"Z0", "X0", "T0", OTHERS}


def test_themes_are_the_headings_of_the_ledger():
    text = Path("docs/ledger.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## ([A-Z]) (\S+) (.+)$", text, re.MULTILINE)
    assert {f"ledger_{letter}": (zh, en) for letter, zh, en in headings} == THEMES


def test_a_pairing_and_the_programme_it_pays_into_are_one(lived):
    assert groups_of(lived.folder, "balance_fund") == {}

    class Stated:
        def scenario(self, name):
            money, coinvest = {"money": {"into": "works"}, "staff": None}, {"coinvest": {"into": "works"}}
            return {
                "policy": {
                    "pairings": {"one": {"channels": money}, "two": {"channels": coinvest}, "three": {}}
                }
            }

    assert groups_of(Stated(), "any") == {"one": "works", "two": "works"}


def test_unknown_names_are_sentences(comparison):
    with pytest.raises(InputError, match="balance_fund"):
        comparison.flows("balance_found")
    with pytest.raises(InputError, match="balance_fund"):
        comparison.flows("balance_fund", policy="balance_fond")
    with pytest.raises(InputError, match="county"):
        comparison.why(comparison.folder.places.at("town")[0].id, "gdp_real")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sankey_returns_its_axes_and_tells_the_largest(comparison, lang):
    ax = sankey(comparison, lang=lang)
    assert comparison.folder.places.at("county")[0].name(lang) in ax.get_title(loc="left")
