"""The pairing graph read back from a result folder: by hand, with names, means over replicates."""

import pytest

from analysis.pairs import flows, pairs
from experiments.composing import compose
from experiments.judging import Composed
from experiments.running import run_many
from sim.errors import InputError
from tests.policy.helps import WORKS, money, pairing
from tests.worlds import with_pairings


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    base = compose("none", "region=pocket", "horizon=4", "replicates=2", "firms_per_agent=100")
    plans = {
        "help": pairing(channels=money() | {"knowhow": {"domain": "firms", "intensity": 0.5}}),
        "towns": pairing("town", match={"rule": "random"}, channels=money(40_000)),
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
    assert lots.paid.between(40_000, 42_000).all()


def test_flows_by_year_are_the_pairs_together(folder):
    found = flows(folder, "paired").set_index(["pairing", "year", "item"])["value"]
    assert found["help", 2023, "paid"] == pairs(folder, "paired").iloc[0].paid
    assert 80_000 < found["towns", 2023, "paid"] < 84_000


def test_where_nobody_is_paired_it_says_so(folder):
    with pytest.raises(InputError, match="nobody was paired"):
        pairs(folder, "none")
    with pytest.raises(InputError, match="paired"):
        pairs(folder, "paird")
