"""Who is paid first: services, guarantees, pairings, programmes; cash, bonds, cuts, arrears, in this order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.accounts import Holder
from sim.behaviour import budgets
from sim.requests import Rank, claim
from tests.worlds import core_world_of

WORLD = core_world_of("rest")
NAMES = {Rank.SERVICES: "s", Rank.INTEREST: "i", Rank.PAIRINGS: "p", Rank.PROGRAMMES: "q"}


def honoured(asked, income=1000, cash=100, quota=0, arrears=0, floor=0.6, **rules):
    """The first county with an income of 1 000 in a usual year of 1 000, cash of 100 against a target of 100."""
    world = WORLD.fork()
    government = world.scenario.parameters.government.model_copy(
        update={"services_floor_share": floor, "cash_floor_share": 0.5, **rules}
    )
    parameters = world.scenario.parameters.model_copy(update={"government": government})
    world.scenario = world.scenario.model_copy(update={"parameters": parameters})
    now = world.begin_quarter()
    now.growth_into, now.nominal, now.nominal_before = 0.0, 1.0, 1.0
    usual, target = world.opening.county_spending.copy(), world.opening.county_cash.copy()
    world.ledger.cash[world.ledger.account[Holder.CG]] = cash
    world.ledger.open_quarter()
    world.treasury.arrears[:] = arrears
    world.treasury.gdp_year[:] = 0.0
    budgets.plan(world, now)
    now.claims.clear()
    now.budgets.spending, now.budgets.short[:] = np.array([income, 10**9]), 0
    now.budgets.bonds = np.zeros(2, np.int64)
    claims = {rank: claim(now, NAMES[rank], rank, np.array([asked.get(rank, 0), 0, 0])) for rank in NAMES}
    world.opening.county_spending[:], world.opening.county_cash[:] = 1000.0, 100.0
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(budgets, "bond_room", lambda world, now: np.array([quota, 0, 0]))
            budgets.honour_claims(world, now)
    finally:
        world.opening.county_spending[:], world.opening.county_cash[:] = usual, target
    return world, now, {rank: int(one.granted[0]) for rank, one in claims.items()}


def test_what_income_covers_is_granted_and_spending_falls_by_it():
    _, now, granted = honoured({Rank.INTEREST: 100, Rank.PAIRINGS: 50, Rank.PROGRAMMES: 150})
    assert list(granted.values()) == [0, 100, 50, 150]
    assert now.budgets.spending[0] == 700 and not now.shortfall.gap.any()


def test_cash_then_bonds_then_programmes():
    # 600 for services and 500 asked: 100 missing; 50 of cash lie above the floor, 30 may be borrowed
    _, now, granted = honoured({Rank.PAIRINGS: 200, Rank.PROGRAMMES: 300}, quota=30)
    short = now.shortfall
    assert (short.gap[0], short.cash[0], short.bonds[0]) == (100, 50, 30)
    assert granted[Rank.PAIRINGS] == 200 and granted[Rank.PROGRAMMES] == 280
    assert short.cut[Rank.PROGRAMMES, 0] == 20 and now.budgets.spending[0] == 600
    assert now.budgets.bonds[0] == 30


def test_builders_wait_before_pairings_are_suspended():
    # 600 and 600: 200 missing, 50 of cash, 100 of programmes cut; at most 0.5 x 0.25 x 600 = 75 can wait, 50 do
    world, now, granted = honoured({Rank.PAIRINGS: 500, Rank.PROGRAMMES: 100})
    assert granted[Rank.PROGRAMMES] == 0 and granted[Rank.PAIRINGS] == 500
    assert now.shortfall.late[0] == 50 and not world.treasury.suspended.any()
    builder = budgets.builders(world)[0]
    assert now.unpaid_share[builder] == pytest.approx(50 / world.cells.last_output[builder])
    world, now, granted = honoured({Rank.INTEREST: 100, Rank.PAIRINGS: 500})
    assert now.shortfall.late[0] == 75 and granted[Rank.PAIRINGS] == 425
    assert world.treasury.suspended.tolist() == [1.0, 0.0] and granted[Rank.INTEREST] == 100


def test_services_suffer_last():
    _, now, granted = honoured({Rank.INTEREST: 100, Rank.PAIRINGS: 100}, income=500)
    # 300 missing: 50 cash, 75 late, 100 pairings, 75 of the guarantees
    assert granted[Rank.PAIRINGS] == 0 and granted[Rank.INTEREST] == 25
    assert now.budgets.spending[0] == 600 and now.shortfall.cut[Rank.SERVICES, 0] == 0
    _, now, granted = honoured({}, income=300)
    assert now.budgets.spending[0] == 300 + 50 + 75 and now.shortfall.cut[Rank.SERVICES, 0] == 175


def test_builders_are_paid_when_there_is_room():
    # a quarter of 400 is due, half of the 200 beyond services and claims may be used
    world, now, _ = honoured({Rank.PROGRAMMES: 200}, arrears=400)
    assert now.budgets.spending[0] == 700
    builder = budgets.builders(world)[0]
    assert now.unpaid_share[builder] == pytest.approx(-100 / world.cells.last_output[builder])
    assert honoured({Rank.PROGRAMMES: 400}, arrears=400)[1].budgets.spending[0] == 600


@given(
    asked=st.fixed_dictionaries({rank: st.integers(0, 10**9) for rank in Rank}),
    income=st.integers(0, 2000),
    cash=st.integers(0, 1000),
    quota=st.integers(0, 500),
    arrears=st.integers(0, 1000),
)
def test_every_yuan_comes_from_somewhere(asked, income, cash, quota, arrears):
    _, now, granted = honoured(asked, income, cash, quota, arrears)
    short = now.shortfall
    repaid = -min(0, round(float(now.unpaid_share[budgets.builders(WORLD)[0]] * WORLD.cells.last_output[1])))
    paid = sum(granted.values()) + now.budgets.spending[0] + repaid
    assert paid == pytest.approx(income + short.cash[0] + short.bonds[0] + short.late[0], abs=5)
    assert now.budgets.spending[0] >= 0 and all(0 <= granted[rank] <= asked[rank] for rank in Rank)
    assert short.cash[0] <= max(cash - 50, 0) and short.bonds[0] <= quota
    for rank in (Rank.PAIRINGS, Rank.INTEREST):
        if granted[rank] < asked[rank]:
            assert granted[Rank.PROGRAMMES] <= 4
