"""Who pays, what is shared out, what waits, what leaks and what goes back: worked by hand on the pocket region."""

import numpy as np
import pytest

from sim.accounts import Holder, Kind
from sim.behaviour.statistics import gdp_three_ways
from sim.errors import LedgerError
from sim.programmes.granting import as_far_as, shrunk
from sim.step import step
from tests.policy import funds
from tests.policy.funds import EAST, POCKET, WEST, check_identity, entry, posted, world_with
from tests.worlds import programme


def plain(budget=4_000_000, **changes):
    return programme(
        budget, **({"payers": {"up": 1.0}, "scope": ["city"], "stocks": {"training": 1.0}} | changes)
    )


def test_the_outside_pays_and_owners_give():
    world = world_with(fund=plain(payers={"outside": 0.25, "owners": 0.75}))
    income = world.opening.county_state.income.copy()
    now = step(world)
    check_identity(world, now, np.zeros(1, np.int64))
    gave = -posted(world, Kind.DONATIONS, Holder.HH)
    np.testing.assert_allclose(gave, 750_000 * income / income.sum(), atol=1)
    assert gave.sum() == 750_000 == entry(now, "paid_owners") and entry(now, "paid_outside") == 250_000
    assert posted(world, Kind.PROGRAMME_CONTRIBUTIONS, Holder.RX).tolist() == [-250_000]
    assert now.gap_cuts.sum() == 0


def test_donations_come_out_of_income():
    world = world_with(fund=plain(payers={"owners": 1.0}))
    step(world)
    from sim.behaviour.households import INCOME

    assert Kind.DONATIONS in INCOME
    homes = world.ledger.account[Holder.HH]
    slots = [n for n, (kind, _) in enumerate(world.ledger.slots) if kind in INCOME]
    np.testing.assert_array_equal(world.counties.income, world.ledger.flows[np.ix_(slots, homes)].sum(0))


def test_owners_give_no_more_than_households_hold():
    world = world_with(fund=plain(payers={"owners": 1.0}))
    homes, bank = (world.ledger.account[h] for h in (Holder.HH, Holder.BK))
    moved = world.ledger.cash[homes].sum() - 200
    world.ledger.cash[homes] = 100
    world.ledger.cash[bank] += moved
    now = step(world)
    assert entry(now, "paid_owners") == 200 and entry(now, "cut") == 1_000_000 - 200


def test_recipients_pay_each_for_its_own():
    world = world_with(fund=plain(payers={"up": 0.5, "recipients": 0.5}))
    now = step(world)
    check_identity(world, now, np.zeros(1, np.int64))
    # 4000 and 2000 people: a half of a million is theirs
    assert now.programmes.contributions.tolist() == [[333_333, 166_667, 0]]
    assert now.programmes.granted.tolist() == [666_667, 333_333] or now.programmes.granted.tolist() == [
        666_666,
        333_334,
    ]
    assert entry(now, "paid_recipients") == 500_000 and entry(now, "paid_local") == 0


def test_who_cannot_pay_its_part_gets_less_itself():
    world = world_with(
        {
            "government": {
                "bond_quota_share_of_gdp": 0.0,
                "cash_floor_share": 1.0,
                "services_floor_share": 1.0,
            }
        },
        fund=plain(8_000_000_000, payers={"recipients": 1.0}, rule="equal"),
    )
    now = step(world)
    plans = now.programmes
    assert plans.cut[0] > 0 and plans.contributions[0, EAST] != plans.contributions[0, WEST]
    np.testing.assert_array_equal(plans.granted, plans.contributions[0, :2])


def test_an_own_share_comes_on_top():
    world = world_with(fund=plain(own_share=0.2, rule="equal"))
    now = step(world)
    check_identity(world, now, np.zeros(1, np.int64))
    # 500,000 from above are four fifths: 125,000 of its own each
    assert now.programmes.own.tolist() == [[125_000, 125_000]]
    assert now.programmes.granted.tolist() == [625_000, 625_000]
    assert posted(world, Kind.OWN_SHARE, Holder.CG).tolist() == [-125_000, -125_000]
    assert now.gap_cuts.tolist() == [125_000, 125_000, 0]


def test_what_is_asked_for_own_shares_and_not_used_stays_with_the_county():
    free, bound = world_with(), world_with(fund=plain(own_share=0.2, rule="equal"))
    usual, now = step(free).budgets.spending, step(bound).budgets.spending
    assert (usual - now).tolist() == [125_000, 125_000]


def test_who_cannot_pay_its_own_share_gets_less():
    given, own = shrunk(np.array([100, 300, 500]), 0.25, np.array([50, 125]), np.array([0, 0, 1]))
    assert given.tolist() == [50, 150, 500] and own.tolist() == [12, 37, 125]
    given, own = as_far_as(np.array([100, 100]), 1.0, np.array([1000, 40]))
    assert given.tolist() == [100, 40] and own.tolist() == [100, 40]


def test_collectives_pay_their_own_share_out_of_what_they_hold():
    fund = plain(400_000_000, stocks={"village_assets": 1.0}, own_share=0.5, rule="equal")
    world = world_with(fund=fund)
    held = world.ledger.of(Holder.VC)
    now = step(world)
    check_identity(world, now, np.zeros(1, np.int64))
    own = -posted(world, Kind.OWN_SHARE, Holder.VC)
    assert 0 < own.sum() <= held.sum() + world.villages.income.sum()
    assert (world.ledger.of(Holder.VC) >= 0).all()
    got = posted(world, Kind.VILLAGE_GRANTS, Holder.VC)
    assert (np.abs(got - 2 * own) <= 2).all()
    assert world.programme_state.idle[0] == 100_000_000 - own.sum() - (got - 2 * own).sum()
    gdp_three_ways(world, now)


def test_what_a_place_cannot_absorb_waits_and_goes_back_at_the_end():
    fund = plain(
        4_000_000,
        payers={"east": 0.5, "up": 0.5},
        rule="equal",
        most_yuan_per_year=1_000_000,
        end_date="2024-01-01",
    )
    world = world_with(fund=fund)
    idle = np.zeros(1, np.int64)
    for quarter in range(4):
        now = step(world)
        check_identity(world, now, idle)
        most = int(250_000 * now.price)
        assert now.programmes.granted.tolist() == [most, most]
        idle = world.programme_state.idle.copy()
        if quarter < 3:
            assert entry(now, "idle") == idle[0] > 0
    assert idle.tolist() == [0] and entry(now, "returned") > 0
    back = posted(world, Kind.FUND_RETURNS, Holder.CG), posted(world, Kind.FUND_RETURNS, Holder.UP)
    assert back[0][EAST] > 0 and abs(back[0][EAST] - back[1][0]) <= 1


def test_leakage_ends_in_private_hands():
    world = world_with(fund=plain(leakage_share=0.1, rule="equal"))
    now = step(world)
    check_identity(world, now, np.zeros(1, np.int64))
    assert posted(world, Kind.LEAKAGE, Holder.HH).tolist() == [50_000, 50_000]
    assert now.programmes.grants.tolist() == [[450_000, 450_000]] and entry(now, "leaked") == 100_000


def test_deadweight_frees_money_of_the_county():
    free, bound = world_with(), world_with(fund=plain(deadweight_share=0.4, rule="equal"))
    usual, now = step(free), step(bound)
    assert (now.budgets.spending - usual.budgets.spending).tolist() == [200_000, 200_000]
    assert posted(bound, Kind.GOVERNMENT_PURCHASES, Holder.CG).tolist() == [-300_000, -300_000]
    check_identity(bound, now, np.zeros(1, np.int64))
    gdp_three_ways(bound, now)


def test_households_and_owners_are_paid_where_the_stock_says_so():
    world = world_with(fund=plain(rule="equal", stocks={"social_floor": 0.5, "upgrades": 0.5}))
    now = step(world)
    assert posted(world, Kind.SOCIAL_FLOOR, Holder.HH).tolist() == [250_000, 250_000]
    share = world.scenario.parameters.recognition.award_household_share
    at_home = int(np.floor(share * 250_000))
    assert posted(world, Kind.UPGRADE_SUBSIDY, Holder.HH).tolist() == [at_home, at_home]
    assert posted(world, Kind.UPGRADE_SUBSIDY, Holder.RX).tolist() == [2 * (250_000 - at_home)]
    gdp_three_ways(world, now)


def test_what_recipients_pay_for_themselves_stays_in_their_county():
    # equal shares of a million by county; the one place of the east can take a quarter of a million, no more
    fund = plain(
        payers={"recipients": 1.0},
        scope=["east", "west"],
        rule="list",
        weights={"east": 1.0, "west": 0.2},
        most_yuan_per_year=1_000_000,
    )
    world = world_with(fund=fund)
    now = step(world)
    check_identity(world, now, np.zeros(1, np.int64))
    most, asked = int(250_000 * now.price), now.programmes.contributions[0, :2]
    assert asked[EAST] > most > asked[WEST] > 0
    assert now.programmes.granted.tolist() == [most, asked[WEST]]
    assert now.programmes.returned[0, :2].tolist() == [asked[EAST] - most, 0]
    assert world.programme_state.idle.tolist() == [0] and now.policy_paid.tolist() == [most, asked[WEST], 0]
    usual = step(world_with()).budgets.spending
    assert (usual - now.budgets.spending).tolist() == [most, asked[WEST]]
    assert world.programme_state.paid_recipients[0, :2].tolist() == [most, asked[WEST]]


def test_what_waits_is_offered_while_no_budget_comes_and_goes_back_when_none_will():
    path = {"2023-01-01": 4_000_000, "2023-04-01": 0, "2023-10-01": 4_000_000, "2024-01-01": 0}
    fund = plain(0, budget_path=path, rule="equal", own_share=0.2, most_yuan_per_year=1_000_000)
    world = world_with(fund=fund)
    idle, granted, returned = np.zeros(1, np.int64), [], []
    for _ in range(5):
        now = step(world)
        check_identity(world, now, idle)
        idle = world.programme_state.idle.copy()
        granted.append(int(now.programmes.granted.sum()))
        returned.append(int(now.programmes.returned.sum()))
    assert granted[0] > 0 and granted[1] > 0 and idle.tolist() == [0]
    assert [yuan > 0 for yuan in returned] == [False, False, False, True, False]


def test_no_bonds_for_money_of_ones_own_that_is_only_moved():
    fund = plain(payers={"recipients": 1.0}, rule="equal", deadweight_share=0.4, bond_share=1.0)
    now = step(world_with(fund=fund))
    assert now.policy_paid.tolist() == [500_000, 500_000, 0]
    assert now.policy_bonds.tolist() == [300_000, 300_000, 0]


def test_owners_and_households_keep_what_moves_them_to_nothing():
    stocks = {"social_floor": 0.5, "upgrades": 0.5}
    free, bound = world_with(), world_with(fund=plain(rule="equal", stocks=stocks, deadweight_share=0.4))
    usual, now = step(free), step(bound)
    assert (now.budgets.spending - usual.budgets.spending).tolist() == [0, 0]
    assert posted(bound, Kind.SOCIAL_FLOOR, Holder.HH).tolist() == [250_000, 250_000]
    assert posted(bound, Kind.UPGRADE_SUBSIDY, Holder.CG).tolist() == [-250_000, -250_000]
    assert ("upgrades", [150_000, 150_000]) in [one[:2] for one in funds.built]
    gdp_three_ways(bound, now)


def test_the_fund_holds_what_is_idle_and_no_yuan_besides():
    world = world_with(fund=plain())
    world.ledger.cash[world.ledger.account[Holder.FD]] += 1
    world.ledger.cash[world.ledger.account[Holder.UP]] -= 1
    with pytest.raises(LedgerError, match="idle"):
        step(world)


def test_special_bonds_pay_where_the_programme_says_so():
    east = {"payers": {"east": 1.0}, "scope": ["west"]}
    world = world_with(a=plain(bond_share=1.0, **east), b=plain(bond_share=0.0, **east))
    now = step(world)
    assert now.policy_bonds.tolist() == [1_000_000, 0, 0] and now.policy_paid.tolist() == [2_000_000, 0, 0]
    assert now.gap_bonds.tolist() == [1_000_000, 0, 0] and now.gap_cuts.tolist() == [1_000_000, 0, 0]


def test_money_of_pairings_reaches_its_place_whatever_the_rule(monkeypatch):
    from sim.policy import pairing
    from sim.policy import programme as primitive

    pairs = {
        "level": "village",
        "donors": ["east"],
        "recipients": ["west"],
        "match": {"rule": "random"},
        "channels": {"money": {"yuan_per_year": 1.0, "into": "fund"}},
        "start_date": "2023-01-01",
    }
    import json

    from sim.declared.policy import Policy
    from sim.world import open_world
    from tests.worlds import scenario_of

    fund = plain(0, payers={}, stocks={"village_look": 1.0}, scope=["east"])
    policy = Policy.model_validate_json(
        json.dumps({"programmes": {"fund": fund}, "pairings": {"pairs": pairs}})
    )
    world = open_world(
        POCKET, scenario_of(warmup=0, firms_per_agent=100).model_copy(update={"policy": policy})
    )
    yuan = np.zeros(9, np.int64)
    yuan[5] = 12_345

    def commit(world, now):
        now.paired["fund"] = yuan

    def pay(world, now):
        account = world.ledger.account
        world.ledger.post(Kind.TRANSFERS, account[Holder.UP], account[Holder.FD], yuan.sum(keepdims=True))

    monkeypatch.setattr(pairing, "commit", commit)
    monkeypatch.setattr(pairing, "pay", pay)
    now = step(world)
    check_identity(world, now, np.zeros(1, np.int64))
    assert now.programmes.granted.tolist() == yuan.tolist() and entry(now, "paid_pairings") == 12_345
    assert primitive.__name__ == "sim.policy.programme"


@pytest.mark.parametrize("first", ["2023-04-01", "2022-04-01"])
def test_a_budget_path_takes_the_place_of_the_flat_budget(first):
    path = {first: 4_000_000, "2023-07-01": 8_000_000}
    world = world_with(fund=plain(0, budget_path=path, start_date=first))
    planned = [int(step(world).programmes.planned[0]) for _ in range(4)]
    assert planned == [1_000_000 * (first[:4] == "2022"), 1_000_000, 2_000_000, 2_000_000]
