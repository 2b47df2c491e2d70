"""Purses of pairings: no yuan lost on its way, rests that last, owners who give what they can, plans and cuts told."""

import json

import numpy as np
import pytest

from sim.accounts import Holder
from sim.pairs import money as channel
from sim.selection.checks import problems
from sim.step import step
from sim.declared.pairing import Pairing
from tests.policy.helps import EAST, WORKS, helped_world, money, pairing, told
from tests.worlds import region_of

ASSETS = WORKS | {"scope": ["city"], "stocks": {"village_assets": 1.0}}


def test_money_for_a_place_without_collectives_is_refused_and_never_lost():
    # the town of 桥头街道 has communities only
    plan = pairing("town", donors=["沙洲镇"], recipients=["桥头街道"], channels=money(into="assets"))
    world = helped_world({"assets": ASSETS}, help=plan)
    found = problems(world.scenario.policy, region_of("pocket"))
    assert len(found) == 1 and "builds nothing for 1 of the recipients" in found[0].given
    with pytest.raises(ValueError, match="reach no village"):
        step(world)
    fine = pairing("town", donors=["沙洲镇"], recipients=["石门镇"], channels=money(into="assets"))
    world = helped_world({"assets": ASSETS}, help=fine)
    assert not problems(world.scenario.policy, region_of("pocket"))


@pytest.mark.parametrize("level", ["county", "town"])
def test_cash_of_the_fund_is_what_is_idle(level):
    plan = pairing(level, recipients=["石门镇" if level == "town" else "west"], channels=money(into="assets"))
    world = helped_world({"assets": ASSETS | {"payers": {"east": 1.0}, "budget_yuan_per_year": 1e6}}, help=plan)
    for _ in range(3):
        now = step(world)
        assert now.paired["assets"].any()
        assert int(world.ledger.of(Holder.FD).sum()) == int(world.programme_state.idle.sum())
    assert channel.spread(world, now.pairs[0], "assets", np.array([0])).sum() == 0


def test_a_county_that_could_not_pay_in_full_rests_until_it_could():
    world = helped_world(help=pairing(channels=money(1e10)))
    paid, rested = [], []
    for _ in range(6):
        now = step(world)
        paid.append(bool(now.paired))
        rested.append(len(told(now, "suspended")))
    assert paid == [True, *[False] * 5] and rested == [0, *[1] * 5]
    assert world.treasury.suspended.tolist() == [1.0, 0.0]
    # what it rests from is asked of nobody
    assert "pairing help" not in now.claims and now.shortfall.gap[EAST] == 0
    # it begins anew once the county could pay all
    smaller = Pairing.model_validate_json(json.dumps(pairing(channels=money(400_000))))
    world.scenario.policy.pairings["help"] = smaller
    assert not step(world).paired and step(world).paired["works"].sum() > 0


@pytest.mark.parametrize("level", ["village", "firm_town"])
def test_who_gives_out_of_a_purse_of_its_own_does_not_rest_with_its_county(level):
    plan = pairing("village", {"rule": "list", "pairs": [["上沙村委会", "松东村委会"]]}, channels=money())
    if level == "firm_town":
        donors = {"places": ["east"], "pick": "most", "by": "sales", "count": 2}
        plan = pairing(level, donors=donors, channels=money())
    world = helped_world(help=plan, big=pairing(channels=money(1e10)))
    step(world)
    assert world.treasury.suspended[EAST] == 1.0
    now = step(world)
    assert {one.policy for one in now.entries if one.item == "suspended"} == {"big"}
    assert {one.policy for one in now.entries if one.item == "paid"} == {"help"}


def test_what_was_planned_and_cut_is_told():
    world = helped_world(help=pairing(channels=money(1e10)))
    now = step(world)
    planned, cut = (told(now, item)[0] for item in ("planned", "cut"))
    assert planned == ("", "", 2.5e9) and cut == ("", "", 2.5e9 - told(now, "paid")[0][2])
    assert [(one.event, one.subject, one.yuan) for one in world.events if one.event == "pairing_cut"] == [
        ("pairing_cut", "help", int(cut[2]))
    ]
    then = step(world)
    assert told(then, "planned")[0][2] == told(then, "cut")[0][2] > 2.5e9
    fine = step(helped_world(help=pairing(channels=money())))
    assert told(fine, "planned") == [("", "", 100_000.0)] and not told(fine, "cut")
