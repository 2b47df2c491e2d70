"""What is bought, when it works, what it costs to keep: worked by hand on the pocket region."""

import numpy as np
import pytest

from sim.absorption import capacity
from sim.accounts import Holder, Kind
from sim.behaviour.statistics import gdp_three_ways
from sim.step import step
from sim.stocks import STOCKS
from tests.policy import funds
from tests.policy.funds import EAST, check_identity, entry, posted, world_with
from tests.worlds import programme


def plain(budget=4_000_000, **changes):
    settings = {"payers": {"up": 1.0}, "scope": ["city"], "stocks": {"toilets": 1.0}, "rule": "equal"}
    return programme(budget, **(settings | changes))


def last(name, of):
    return [one[1] for one in of if one[0] == name][-1]


def test_what_is_bought_is_built_and_counted_in_units():
    world = world_with(fund=plain())
    now = step(world)
    assert funds.built == [("toilets", [250_000] * 4, 1000.0)]
    assert posted(world, Kind.GOVERNMENT_INVESTMENT, Holder.CG).tolist() == [-500_000, -500_000]
    assert entry(now, "units") == pytest.approx(1_000_000 / (1000.0 * now.price))
    assert [e.partner for e in now.entries if e.item == "units"] == ["toilets"]
    gdp_three_ways(world, now)


def test_a_cost_of_ones_own_takes_the_place_of_the_models():
    world = world_with(fund=plain(unit_cost_yuan=500.0))
    now = step(world)
    assert funds.built[0][2] == 500.0 and entry(now, "units") == pytest.approx(2000.0 / now.price)


def test_programmes_that_build_the_same_build_it_together():
    step(world_with(a=plain(), b=plain(rule="list", weights={"qiaotou": 1.0})))
    assert funds.built == [("toilets", [1_250_000, 250_000, 250_000, 250_000], 1000.0)]


def test_several_stocks_share_each_places_money():
    world = world_with(fund=plain(4_000_004, stocks={"service_points": 0.3, "toilets": 0.7}))
    now = step(world)
    shared = now.programmes.granted
    points = np.floor(0.3 * shared).astype(int)
    assert last("service_points", funds.built) == points.tolist()
    assert last("toilets", funds.built) == (shared - points).tolist()


def test_with_a_lag_it_works_later_at_the_prices_of_then():
    world = world_with(fund=plain(build_lag_quarters=2, end_date="2023-04-01"))
    first = step(world)
    assert posted(world, Kind.GOVERNMENT_INVESTMENT, Holder.CG).sum() == -1_000_000 and not funds.built
    step(world)
    assert not funds.built
    third = step(world)
    worth = round(250_000 / first.price * third.price)
    assert funds.built == [("toilets", [worth] * 4, 1000.0)]
    assert entry(third, "units") == pytest.approx(1000.0 / first.price, rel=1e-4)
    step(world)
    assert len(funds.built) == 1


def test_infrastructure_is_public_capital_when_it_works_and_not_before():
    infra = {"stocks": {"infrastructure": 1.0}, "scope": ["west"], "end_date": "2023-04-01"}
    usual, at_once, late = (
        world_with(),
        world_with(fund=plain(**infra)),
        world_with(fund=plain(build_lag_quarters=1, **infra)),
    )
    for world in (usual, at_once, late):
        now = step(world)
    more = [w.counties.public_capital - usual.counties.public_capital for w in (at_once, late)]
    assert more[0][1] == pytest.approx(1e6 / now.price) and more[1].tolist() == [0, 0]
    kept = late.counties.public_capital[1]
    now = step(late)
    kept = kept * (1.0 - late.opening.public_depreciation)
    assert late.counties.public_capital[1] - kept > 1e6 / now.price


def test_what_a_county_cannot_absorb_is_bought_and_leaves_nothing(monkeypatch):
    from sim.programmes import spending

    monkeypatch.setattr(spending, "absorption", lambda world, now: np.array([0.5, 1.0]))
    world = world_with(fund=plain(absorption=True))
    step(world)
    assert funds.built[0][1] == [125_000, 125_000, 250_000, 250_000]
    assert posted(world, Kind.GOVERNMENT_INVESTMENT, Holder.CG).sum() == -1_000_000


def test_ten_times_the_money_is_wasted_where_there_is_no_room_for_it():
    usual = world_with()
    own = step(usual).budgets
    spending = int(own.spending[EAST] + usual.opening.towns_to_counties(own.town_spending)[EAST])
    can_use, built = capacity(usual)[EAST], []
    for times in (0.5, 5.0):
        funds.built.clear()
        world = world_with(fund=plain(4 * int(times * spending), scope=["east"], absorption=True))
        step(world)
        built.append(sum(funds.built[-1][1]) if funds.built else 0)
    assert built[0] == pytest.approx(0.5 * 0.5 * can_use * spending, rel=0.02) and built[1] == 0


def test_works_of_collectives_are_ordered_at_once_and_absorbed_by_their_own_rule_alone(monkeypatch):
    from sim.programmes import spending

    monkeypatch.setattr(spending, "absorption", lambda world, now: np.array([0.5, 1.0]))
    changes = {"stocks": {"village_assets": 1.0}, "deadweight_share": 0.2, "absorption": True}
    world = world_with(fund=plain(9_000_000, **changes))
    mine = world.villages.collective
    assert world.programmes[0].rows.tolist() == np.flatnonzero(mine).tolist()
    now = step(world)
    check_identity(world, now, np.zeros(1, np.int64))
    got = posted(world, Kind.VILLAGE_GRANTS, Holder.VC)
    np.testing.assert_array_equal(got[mine], now.programmes.granted)
    assert now.programmes.grants.sum() == 0
    # a fifth is income of the collective; what a county absorbs is no matter here
    freed = np.floor(0.2 * got).astype(int)
    assert last("village_assets", funds.built) == (got - freed).tolist() == world.villages.grants.tolist()
    assert (world.villages.received >= freed).all()
    gdp_three_ways(world, now)


def test_works_of_collectives_are_paid_at_once_and_done_after_the_lag():
    fund = plain(9_000_000, stocks={"village_assets": 1.0}, build_lag_quarters=2, end_date="2023-04-01")
    world = world_with(fund=fund)
    first = step(world)
    granted = posted(world, Kind.VILLAGE_GRANTS, Holder.VC)
    assert world.villages.grants.tolist() == granted.tolist() and not world.villages.granted.any()
    step(world)
    assert not world.villages.granted.any() and not world.villages.grants.any()
    third = step(world)
    worth = np.rint(granted / first.price * third.price).astype(int)
    assert last("village_assets", funds.built) == worth.tolist()
    assert (world.villages.granted[granted > 0] > 0).all() and not world.villages.grants.any()


def test_a_county_keeps_up_what_was_built_from_the_next_quarter_on():
    world = world_with(fund=plain(running_cost_share_per_year=0.08, end_date="2023-04-01"))
    first = step(world)
    assert entry(first, "running_due") == 0
    now = step(world)
    due = int(np.floor(0.02 * 250_000 / first.price * now.price))
    assert entry(now, "running_due") == entry(now, "running_paid") == 4 * due
    assert posted(world, Kind.GOVERNMENT_PURCHASES, Holder.CG).tolist() == [-2 * due, -2 * due]
    assert last("toilets", funds.kept) == [due] * 4
    assert now.gap_cuts.tolist() == [2 * due, 2 * due, 0]
    gdp_three_ways(world, now)


def test_a_county_without_money_does_not_keep_it_up_and_the_stock_is_told():
    poor = {
        "government": {"bond_quota_share_of_gdp": 0.0, "cash_floor_share": 1.0, "services_floor_share": 1.0}
    }
    fund = plain(400_000_000_0, running_cost_share_per_year=1.0, end_date="2023-04-01")
    world = world_with(poor, fund=fund)
    step(world)
    now = step(world)
    assert 0 <= entry(now, "running_paid") < entry(now, "running_due")
    assert sum(last("toilets", funds.kept)) == entry(now, "running_paid")
    assert posted(world, Kind.GOVERNMENT_PURCHASES, Holder.CG).sum() == -entry(now, "running_paid")


def test_towns_keep_up_what_is_theirs_out_of_what_they_spend(monkeypatch):
    from sim.behaviour import budgets

    fund = plain(running_cost_share_per_year=0.08, owner="town", end_date="2023-04-01")
    world, usual = world_with(fund=fund), world_with()
    step(world), step(usual)
    planned, spending = budgets.plan, []

    def poor_second_town(world, now):
        planned(world, now)
        now.budgets.town_spending[1] = 0
        spending.append(now.budgets.town_spending.copy())

    monkeypatch.setattr(budgets, "plan", poor_second_town)
    now = step(world)
    due = entry(now, "running_due") // 4
    assert posted(world, Kind.GOVERNMENT_PURCHASES, Holder.TG).tolist() == [-due, 0, -due, -due]
    assert last("toilets", funds.kept) == [due, 0, due, due]
    assert (spending[0] - now.budgets.town_spending).tolist() == [due, 0, due, due]
    gdp_three_ways(world, now)


def test_upkeep_is_due_on_what_stands():
    from dataclasses import replace

    STOCKS["toilets"] = replace(STOCKS["toilets"], wear=lambda world: 0.4)
    fund = plain(running_cost_share_per_year=0.08, end_date="2023-04-01")
    world = world_with(fund=fund)
    built = 250_000 / step(world).price
    np.testing.assert_allclose(world.programme_state.built, built)
    step(world)  # kept up: a tenth of a quarter wears off
    np.testing.assert_allclose(world.programme_state.built, 0.9 * built, rtol=1e-4)
    now = step(world)
    assert entry(now, "running_due") == 4 * np.floor(0.02 * 0.9 * built * now.price) or entry(
        now, "running_due"
    ) == pytest.approx(4 * 0.02 * 0.9 * built * now.price, abs=8)


def test_no_upkeep_is_due_on_what_found_no_room():
    from dataclasses import replace

    def half(world, now, yuan, cost):
        return 0.5 * yuan

    STOCKS["toilets"] = replace(STOCKS["toilets"], build=half)
    world = world_with(fund=plain(running_cost_share_per_year=0.08, end_date="2023-04-01"))
    price = step(world).price
    np.testing.assert_allclose(world.programme_state.built, 125_000 / price)


def test_villages_keep_up_what_is_theirs():
    fund = plain(
        9_000_000,
        stocks={"village_look": 1.0},
        owner="village",
        running_cost_share_per_year=0.2,
        end_date="2023-04-01",
    )
    world = world_with(fund=fund)
    step(world)
    now = step(world)
    paid = entry(now, "running_paid")
    assert 0 < paid <= entry(now, "running_due")
    assert posted(world, Kind.VILLAGE_SERVICES, Holder.VC).sum() == -paid
    assert (world.ledger.of(Holder.VC) >= 0).all()
    gdp_three_ways(world, now)


def test_pairings_own_shares_and_upkeep_never_spend_the_same_cash_of_a_collective():
    from tests.policy.helps import helped_world, money, pairing

    fund = plain(
        400_000_000,
        payers={"up": 1.0},
        stocks={"village_look": 1.0},
        own_share=0.3,
        owner="village",
        running_cost_share_per_year=0.5,
        end_date="2025-01-01",
        start_date="2023-01-01",
    )
    pairs = pairing("village", {"rule": "random"}, channels=money(1e9, "fund"))
    world = helped_world({"fund": fund}, pairs=pairs)
    gave = np.zeros(3)
    for _ in range(8):
        now = step(world)
        assert (world.ledger.of(Holder.VC) >= 0).all()
        items = ("paid", "paid_own", "running_paid")
        gave += [sum(e.value for e in now.entries if e.item == item) for item in items]
    assert (gave > 0).all()
