"""How governments fail: each failure is built by circumstances and seen in its indicator."""

from __future__ import annotations

import numpy as np
import pytest

from sim.accounts import Holder
from sim.behaviour import budgets
from sim.plain import plain_scenario
from sim.requests import Rank, claim
from sim.run import Run, run
from sim.step import step
from sim.tables.treasury import Goal
from sim.world import open_world
from tests.worlds import region_of, scenario_of, with_rules, world_of

EVERYBODY = {"east": 0.65, "west": 0.35}


@pytest.fixture(scope="module")
def jiangmen():
    return region_of("jiangmen")


def lived(region, parameters=None, horizon=16, **programmes):
    settings = {"firms_per_agent": 1000, "horizon": horizon, "parameters": parameters or {}}
    return run(region, plain_scenario(region, {**settings, "policy": {"programmes": programmes}}))


def works(budget, payers, **changes):
    plain = {"payers": payers, "scope": ["west"], "stocks": {"infrastructure": 1.0}}
    return plain | {"budget_yuan_per_year": budget, "start_date": "2023-01-01"} | changes


def places(region, group):
    return list(region.group(group).members)


def total(result, key, members):
    return result.values["county"][key][:, members].sum(1).astype(float)


def test_donors_cut_their_own_services_and_lose_output(jiangmen):
    east = places(jiangmen, "east")
    plain, fund = lived(jiangmen), lived(jiangmen, fund=works(3e9, {"east": 1.0}))
    assert total(fund, "spending_government", east).sum() < total(plain, "spending_government", east).sum()
    assert total(fund, "gdp_real", east)[4:].sum() < total(plain, "gdp_real", east)[4:].sum()


def test_a_programme_beyond_the_donors_means_empties_them_and_is_cut(jiangmen):
    fund = lived(jiangmen, fund=works(3e10, {"east": 1.0}))
    city = fund.values["city"]
    assert city["shortfall_cash"].sum() > 0 and city["shortfall_bonds"].sum() > 0
    assert city["cut_programmes"].sum() > 0
    assert any(event.event == "programme_cut" for event in fund.events)
    # services are kept, and cash stays above nothing
    assert city["cut_services"].sum() == 0 and fund.values["county"]["cash_government"].min() >= 0


def test_pairings_are_suspended_when_donors_cannot_pay():
    world = world_of("rest")
    world.scenario = with_rules(
        scenario_of("rest"), government={"bond_quota_share_of_gdp": 0.0, "cash_floor_share": 1.0}
    )
    now = world.begin_quarter()
    world.ledger.open_quarter()
    budgets.plan(world, now)
    much = np.array([10**9, 1000, 0])
    pairing = claim(now, "pairing", Rank.PAIRINGS, much)
    budgets.honour_claims(world, now)
    assert world.treasury.suspended.tolist() == [1.0, 0.0]
    assert 0 < pairing.granted[0] < much[0] and pairing.granted[1] == 1000
    assert now.shortfall.cut[Rank.PAIRINGS].tolist() == (much - pairing.granted).tolist()


def test_public_debt_crowds_out_private_investment(jiangmen):
    """The same works paid by bonds: with crowding out firms invest less of their capital as public debt grows."""
    fund = works(1.2e10, EVERYBODY)
    borrow = {"contribution_bond_share": 1.0, "bond_quota_share_of_gdp": 0.08, "debt_limit_share_of_gdp": 1.0}
    off = {"rate_per_debt_share": 0.0, "bonds_held_locally_share": 0.0}
    crowded = lived(jiangmen, {"government": borrow}, fund=fund)
    free = lived(jiangmen, {"government": borrow, "crowding": off}, fund=fund)
    last = slice(8, 16)
    more_debt = crowded.series("debt_share_of_gdp")[-1] - crowded.series("debt_share_of_gdp")[0]
    assert more_debt > 0.03
    assert crowded.series("loan_rate_firms")[-1] > free.series("loan_rate_firms")[-1] + 0.0005
    ratio = [r.series("firm_investment_share_of_capital")[last].mean() for r in (crowded, free)]
    assert ratio[0] < ratio[1]
    # a point of the investment ratio or so for a tenth of GDP, not ten
    share = crowded.series("investment_share")[last].mean() - free.series("investment_share")[last].mean()
    assert -0.05 < share / more_debt * 0.1 < -0.001


def test_ten_billion_of_bonds_a_year_cost_a_quarter_of_a_billion_of_interest_every_year(jiangmen):
    borrow = {"contribution_bond_share": 1.0, "bond_quota_share_of_gdp": 0.08, "debt_limit_share_of_gdp": 1.0}
    numbers = {"government": borrow, "credit": {"bond_rate_per_year": 0.027}}
    plain = lived(jiangmen, numbers)
    bonds = lived(jiangmen, numbers, fund=works(1e10, EVERYBODY, end_date="2024-01-01"))
    assert (bonds.series("bonds_issued") - plain.series("bonds_issued"))[:4].sum() == pytest.approx(
        1e10, rel=0.1
    )
    more = (bonds.series("interest_paid") - plain.series("interest_paid")).reshape(4, 4).sum(1)
    for year in (1, 2, 3):
        assert 0.5 * 0.27e9 < more[year] < 2.0 * 0.27e9
    assert more[1] / plain.series("revenue_own")[4:8].sum() == pytest.approx(0.01, abs=0.005)


def test_pressure_raises_what_is_reported_and_starves_what_is_not_measured():
    running = Run.start(region_of("pocket"), scenario_of())
    running.world.treasury.pressure[:, Goal.ATTRACTION] = 2.0
    for _ in range(8):
        running.step()
    county = running.measures["county"]
    assert (county["gdp_nominal_reported"] > county["gdp_nominal"]).all()
    assert (county["misreport_log"] > 0).any()
    assert (county["effort_attraction"] > 1.2).all()
    for unmeasured in ("effort_services", "effort_environment", "effort_villages"):
        assert (county[unmeasured] < 0.95).all()


@pytest.mark.parametrize("slope", [0.6, 0.0])
def test_transfers_tax_success(jiangmen, slope):
    """What the province builds raises own revenue; equalisation takes most of it back from the county level."""
    rules = {"government": {"equalisation_slope": slope}}
    west = places(jiangmen, "west")
    plain = lived(jiangmen, rules, horizon=24)
    built = lived(jiangmen, rules, horizon=24, gift=works(3e9, {"up": 1.0}))
    gross = (total(built, "revenue_own", west) - total(plain, "revenue_own", west))[8:].sum()
    transfers = (total(built, "transfers_received", west) - total(plain, "transfers_received", west))[
        8:
    ].sum()
    assert gross > 0
    # county governments hold 70 % of what arises; of that the slope is taken
    assert -transfers / gross == pytest.approx(0.7 * slope, abs=0.05)
    if slope:
        assert built.series("transfer_clawback_share")[-1] == pytest.approx(slope, abs=0.01)


SQUEEZED = {
    "services_floor_share": 1.0,
    "bond_quota_share_of_gdp": 0.0,
    "cash_floor_share": 1.0,
}


def squeezed(arrears, quarters=6):
    rules = {"government": SQUEEZED | {"arrears_limit_share": arrears}}
    world = open_world(region_of("pocket"), with_rules(scenario_of("rest"), **rules))
    world.treasury.land_demand[:] = 0.2
    for _ in range(quarters):
        step(world)
    return world


def test_a_slump_of_land_makes_builders_wait(monkeypatch):
    """Land brings a part of the budget that no transfer makes good; builders' cash falls by what they wait for."""
    owing = squeezed(0.5)
    with monkeypatch.context() as patch:
        patch.setattr(budgets, "_make_wait", lambda world, now, late: None)  # the same orders, paid at once
        paying = squeezed(0.5)
    assert (owing.treasury.arrears > 0).all() and not paying.treasury.arrears.any()
    building = budgets.builders(owing)
    assert (owing.ledger.of(Holder.F)[building] < paying.ledger.of(Holder.F)[building]).all()
    assert not squeezed(0.0).treasury.arrears.any()
    owed = owing.treasury.arrears.copy()
    owing.treasury.land_demand[:] = 3.0
    for _ in range(12):
        step(owing)
    assert (owing.treasury.arrears < owed).all() and (owing.treasury.arrears >= 0).all()


def test_cash_never_falls_below_nothing_whatever_happens():
    """No revenue any more, and an empty treasury: short bonds bridge, and it is told."""
    world = world_of()
    world.ledger.cash[world.ledger.account[Holder.RX]] += world.ledger.of(Holder.CG).sum()
    world.ledger.cash[world.ledger.account[Holder.CG]] = 0
    world.opening.county_transfers[:] = -2.0 * world.opening.county_revenue
    for _ in range(6):
        step(world)
        for holder in (Holder.CG, Holder.TG, Holder.CI):
            assert world.ledger.of(holder).min() >= 0
    assert any(event.event == "bridge_bonds" for event in world.events)
