"""The pairing graph read back from a result folder: by hand, with names, means over replicates."""

import pytest

from analysis.folder import Folder
from analysis.pairs import flows, pairs
from analysis.programmes import totals_of_policies
from experiments.composing import compose
from experiments.judging import Composed
from experiments.running import run_many
from sim.errors import InputError
from tests.policy.helps import WORKS, money, pairing
from tests.worlds import with_pairings

FIRMS = {"places": ["east"], "pick": "most", "by": "sales", "count": 2}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    base = compose("none", "region=pocket", "horizon=4", "replicates=2", "firms_per_agent=100")
    plans = {
        "help": pairing(channels=money() | {"knowhow": {"domain": "firms", "intensity": 0.5}}),
        "towns": pairing("town", match={"rule": "random"}, channels=money(40_000)),
        "owners": pairing("firm_town", donors=FIRMS, channels=money(4_000)),
        "beyond": pairing("external_county", donors=["outside"], channels={"market": {"relation": 1.0}}),
        "villages": pairing(
            "village",
            {"rule": "list", "pairs": [["上沙村委会", "松东村委会"]]},
            channels={"knowhow": {"domain": "village", "intensity": 1.0}},
            illustrative=True,
        ),
    }
    scenario = with_pairings(base.scenario, {"works": WORKS}, **plans)
    arms = [base, Composed("paired", scenario, base.settings, base.region)]
    return run_many(arms, tmp_path_factory.mktemp("pairs") / "out").folder


def test_a_row_a_pair_with_names_and_sums(folder):
    found = pairs(folder, "paired")
    first = found.iloc[0]
    assert (first.pairing, first.donor, first.donor_zh, first.recipient_en) == (
        "help",
        "990101",
        "河口区",
        "Shanqian",
    )
    assert first.minutes == 30.0 and 0.9 < first.similarity <= 1.0 and first.share == 1.0
    assert 400_000 < first.paid < 420_000 and first.knowhow == 0.5 and first.suspended == 0.0
    lots = found[found.pairing == "towns"]
    assert lots.share.sum() == pytest.approx(2.0) and set(lots.donor_zh) <= {"桥头街道", "沙洲镇"}
    assert (lots.paid / lots.share).between(40_000, 42_000).all()


def test_pairs_add_up_to_what_was_spent(folder):
    found, spent = pairs(folder, "paired"), flows(folder, "paired")
    for name in ("help", "towns", "owners"):
        there = spent[(spent.pairing == name) & (spent.item == "paid")]["value"].sum()
        assert found[found.pairing == name].paid.sum() == pytest.approx(there) and there > 0
    table = totals_of_policies(Folder(folder), "paired").set_index("policy")
    assert found[found.pairing == "towns"].paid.sum() == pytest.approx(table.local["towns"])


def test_who_they_are_and_what_is_only_an_example(folder):
    found = pairs(folder, "paired").set_index("pairing")
    firms = found.loc["owners"]
    assert firms.donor_zh.str.match(r".+企业（.+）#\d+$").all() and firms.donor_zh.is_unique
    assert firms.donor_en.str.match(r".+ firm \(.+\) #\d+$").all()
    beyond = found.loc["beyond"]
    assert beyond.donor != beyond.donor_zh and "\u4e00" <= beyond.donor_zh[0] <= "\u9fff"
    village = found.loc["villages"]
    assert village.recipient_zh == "山前县/松岭镇/松东村委会" and village.recipient_en.count("/") == 2
    assert village.illustrative and not beyond.illustrative
    assert village.gained_unit == "points of village governance" and village.gained >= 0
    assert beyond.gained_unit == "" and found.loc["help"].gained_unit == ""


def test_what_was_planned_and_cut_stands_beside_what_was_paid(folder):
    found = flows(folder, "paired").set_index(["pairing", "year", "item"])["value"]
    assert found["help", 2023, "planned"] == found["help", 2023, "paid"]
    assert ("help", 2023, "cut") not in found.index


def test_flows_by_year_are_the_pairs_together(folder):
    found = flows(folder, "paired").set_index(["pairing", "year", "item"])["value"]
    assert found["help", 2023, "paid"] == pairs(folder, "paired").iloc[0].paid
    assert 80_000 < found["towns", 2023, "paid"] < 84_000


def test_where_nobody_is_paired_it_says_so(folder):
    with pytest.raises(InputError, match="nobody was paired"):
        pairs(folder, "none")
    with pytest.raises(InputError, match="paired"):
        pairs(folder, "paird")
