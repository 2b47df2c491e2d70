"""Who paid whom for what: sources equal uses to the yuan, on made books and on real runs."""

from __future__ import annotations

import matplotlib
import pandas as pd
import pytest

from analysis.figures.sankey import MOST, links_of, sankey, sankey_data
from analysis.flows import FUND, SOURCE, USE, Flows, flows_between, groups_of
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
    table = table.assign(kind="", yuan=table["yuan_total"] / 2, **names)
    flows = Flows(table, 2, "one", "none")
    assert flows.difference == 0
    links = links_of(flows)
    assert links.groupby("step")["yuan_total"].sum().tolist() == [130, 130]
    assert (links["yuan_total"] > 0).all() and "b" in set(links["end"])
    for step, ends in ((0, ("start", "end")), (1, ("start", "end"))):
        mine = links[links["step"] == step]
        assert all(mine[end].nunique() <= MOST for end in ends)


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
    matplotlib.pyplot.close(ax.figure)
