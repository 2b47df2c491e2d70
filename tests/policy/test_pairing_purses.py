"""Purses of pairings: no yuan lost on its way, rests that last, owners who give what they can, plans and cuts told."""

import json

import numpy as np
import pytest

from sim.accounts import Holder
from sim.behaviour.incomes import rural_incomes
from sim.declared.pairing import Pairing
from sim.pairs import givers
from sim.pairs import money as channel
from sim.selection.checks import problems
from sim.step import step
from sim.tables.rows import Row, add_row, take_row
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
    world = helped_world(
        {"assets": ASSETS | {"payers": {"east": 1.0}, "budget_yuan_per_year": 1e6}}, help=plan
    )
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


FIRMS = {"places": ["east"], "pick": "most", "by": "sales", "count": 2}


@pytest.mark.parametrize("cash", ["plenty", "little"])
def test_owners_give_no_more_than_homes_hold_and_a_small_part_of_their_income(cash):
    world = helped_world(help=pairing("firm_town", donors=FIRMS, channels=money(1e10)))
    expected = int(0.02 * world.counties.income[EAST])
    if cash == "little":
        homes, bank = world.ledger.account[Holder.HH][EAST], world.ledger.account[Holder.BK][0]
        expected = 1001
        world.ledger.cash[bank] += world.ledger.cash[homes] - expected
        world.ledger.cash[homes] = expected
    now = step(world)
    paid = [value for *_, value in told(now, "paid")]
    assert sum(paid) == expected and abs(paid[0] - paid[1]) <= 1.0
    assert told(now, "cut")[0][2] == told(now, "planned")[0][2] - expected


def test_incomes_that_are_all_losses_are_not_split():
    nothing = rural_incomes(np.array([-5.0, -1.0]), np.array([2.0, 2.0]), np.array([4.0, 4.0]), 1.75)
    assert nothing.tolist() == [0.0, 0.0]


def test_growth_of_a_countys_revenue_is_shared_once_among_its_pairs():
    channels = money(0.0, share_of_revenue_growth=0.5)
    world = helped_world(help=pairing("town", channels=channels))
    world.counties.revenue[EAST] += 1_000_000
    now = step(world)
    assert now.pairs[0].rows.size == 2
    assert abs(int(now.paired["works"].sum()) - 0.5 * now.budgets.above_reference[EAST]) <= 1.0


def test_however_many_are_posted_a_donor_keeps_half_of_its_quality_and_nobody_gets_better_than_the_best():
    channel = {"persons": 5_000, "yuan_per_person_year": 0.0, "domain": "school", "donor_loss_share": 1.0}
    plan = pairing(channels={"staff": channel}, absorption=False, mismatch_exponent=0.0)
    world = helped_world(help=plan)
    opening = world.services.school_quality.copy()
    best = world.scenario.parameters.services.outside_quality_index
    for _ in range(3):
        step(world)
        quality = world.services.school_quality
        assert (quality[:2] >= 0.5 * opening[:2] - 1e-3).all() and (quality[2:] <= best + 1e-3).all()
    assert quality[:2].max() < opening[:2].max()


def test_what_is_given_keeps_the_sum_of_quality_when_it_is_capped():
    services = helped_world().services
    services.school_quality[:], people = [0.8, 0.9, 0.8, 1.0], np.array([10.0, 10.0, 40.0, 40.0])
    services.school_quality_reference[:] = 1.0
    donors, towns = np.array([0, 1]), np.array([2, 3])
    gain, loss = services.give_quality("school", donors, towns, np.array([9.0, 0.2]), 0.5, people, 0.5, 1.3)
    # at first 0.5 and 0.2, up to 1.3: half of 28 over 20 is more than the 0.3 that the first can miss
    np.testing.assert_allclose(gain, np.array([0.5, 0.2]) * 0.3 / 0.7)
    assert loss == pytest.approx(0.3) and services.school_quality[0] == pytest.approx(0.5)


def test_a_firm_that_moved_gives_from_where_it_is_and_one_that_closed_gives_no_more():
    world = helped_world(help=pairing("firm_town", donors=FIRMS, channels=money(4_000)))
    now = step(world)
    homes = world.ledger.account[Holder.HH]
    assert now.pairs[0].streams["money"].payer.tolist() == [homes[EAST]] * 2
    state, sectors = world.pair_state, world.opening.sectors
    at = Row(int(state.page[0]), int(state.row[0]))
    there = sectors + int(state.cell[0]) % sectors
    add_row(world.firms, there, int(state.donor[0]), **take_row(world.firms, at))
    givers.look(world)
    assert world.pair_state.donor_county.tolist() == [1, 0] and not world.pair_state.gone.any()
    found = world.pair_state
    assert world.firms.ids[found.page, found.row].tolist() == found.donor.tolist()
    assert found.cell[0] == there
    take_row(world.firms, Row(int(found.page[1]), int(found.row[1])))
    givers.look(world)
    assert world.pair_state.gone.tolist() == [False, True]
