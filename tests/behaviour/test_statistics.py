"""What the statistics say is what the books and the tables hold; GDP three ways breaks on one yuan."""

from __future__ import annotations

import numpy as np
import pytest

from sim.accounts import Holder, Kind
from sim.behaviour.statistics import gdp_three_ways
from sim.errors import LedgerError
from sim.loops import columns
from sim.plain import plain_scenario
from sim.region import read_region
from sim.run import Run

FUND = {
    "payers": {"east": 0.8, "city": 0.2},
    "scope": ["west"],
    "stocks": {"infrastructure": 0.6, "services": 0.4},
    "budget_yuan_per_year": 300_000_000,
    "start_date": "2023-07-01",
}


@pytest.fixture(scope="module")
def running():
    region = read_region("jiangmen")
    settings = {"firms_per_agent": 100, "horizon": 12, "policy": {"programmes": {"fund": FUND}}}
    run = Run.start(region, plain_scenario(region, settings))
    run.cash = [[run.world.ledger.of(holder).copy() for holder in (Holder.CG, Holder.TG, Holder.CI)]]
    run.firms = [run.world.firms.column("members").sum()]
    while not run.finished:
        run.now = run.step()
        run.cash.append([run.world.ledger.of(holder).copy() for holder in (Holder.CG, Holder.TG, Holder.CI)])
        run.firms.append(run.world.firms.column("members").sum())
    run.values = run.finish().values
    return run


def test_governments_cash_changes_by_balance_and_bonds(running):
    towns_of, values = running.world.region.town_county, running.values
    for quarter in range(12):
        before, after = running.cash[quarter], running.cash[quarter + 1]
        counties = after[0] - before[0]
        np.add.at(counties, towns_of, after[1] - before[1])
        expected = values["county"]["fiscal_balance"][quarter] + values["county"]["bonds_issued"][quarter]
        assert np.array_equal(counties, expected)
        whole = values["city"]["fiscal_balance"][quarter, 0] + values["city"]["bonds_issued"][quarter, 0]
        assert counties.sum() + (after[2] - before[2]).sum() == whole


def test_firms_change_by_births_and_deaths(running):
    city = running.values["city"]
    change = np.diff(running.firms)
    assert np.array_equal(change, city["firms_born"][:, 0] - city["firms_closed"][:, 0])
    assert np.array_equal(city["firms"][:, 0], running.firms[1:])


def test_the_city_against_the_ledger(running):
    flows, account, last = running.world.ledger.flows, running.world.ledger.account, -1
    city = running.values["city"]
    assert city["wages_nominal"][last, 0] == -flows[Kind.WAGES, account[Holder.F]].sum()
    assert city["exports"][last, 0] == flows[Kind.EXPORTS, account[Holder.F]].sum()
    book, sites = running.world.ledger.book, running.world.ledger.sites
    goods = [number for number, (kind, _) in enumerate(running.world.ledger.slots) if kind in GOODS]
    outside = sites[:, 0] == Holder.RX
    assert city["imports"][last, 0] == book[goods][:, :, outside].sum()
    homes = account[Holder.HH]
    assert city["consumption"][last, 0] == -flows[Kind.CONSUMPTION, homes].sum()


GOODS = (
    Kind.MATERIALS,
    Kind.CONSUMPTION,
    Kind.HOUSING,
    Kind.INVESTMENT,
    Kind.GOVERNMENT_PURCHASES,
    Kind.GOVERNMENT_INVESTMENT,
)


def test_gdp_by_final_uses(running):
    """C + I + G + X - M of the city, indicator by indicator."""
    city = {key: values[:, 0] for key, values in running.values["city"].items()}
    used = (
        "consumption",
        "housing_investment",
        "firm_investment",
        "government_consumption",
        "government_investment",
    )
    total = sum(city[key] for key in used) + city["exports"] - city["imports"]
    assert np.array_equal(total, city["gdp_nominal"])


def test_the_trend_index_has_its_base_in_the_base_year(running):
    index = running.values["city"]["trend_real_index"][:4, 0].mean()
    assert index == pytest.approx(1.05, rel=0.001)  # 5 % above the year before


def test_orders_that_moved_follow_the_rule():
    region = read_region("pocket")
    rules = {"production": {"reallocation_share": 0.0}}
    run = Run.start(region, plain_scenario(region, {"horizon": 2, "parameters": rules}))
    run.step()
    assert run.finish().series("orders_reallocated_share")[0] == 0.0


@pytest.mark.parametrize(
    ("column", "way"),
    [(columns.CASH_AFTER, "income"), (columns.INTEREST, "income"), (columns.OUTPUT, "income")],
)
def test_one_yuan_in_the_firms_rows_breaks_a_way(column, way):
    run = fresh_pocket()
    now = run.step()
    now.accounts[2, column] += 1
    with pytest.raises(LedgerError, match=f"by {way}"):
        gdp_three_ways(run.world, now)


@pytest.mark.parametrize("kind", [Kind.EXPORTS, Kind.CONSUMPTION, Kind.GOVERNMENT_PURCHASES])
def test_one_yuan_in_the_book_breaks_expenditure(kind):
    run = fresh_pocket()
    now = run.step()
    ledger = run.world.ledger
    payer, receiver = (
        np.argwhere(ledger.book[kind] > 0)[0] if kind == Kind.EXPORTS else local_sale(ledger, kind)
    )
    ledger.book[kind, payer, receiver] += 1
    with pytest.raises(LedgerError, match="by expenditure"):
        gdp_three_ways(run.world, now)


def local_sale(ledger, kind):
    to_firms = ledger.sites[:, 0] == Holder.F
    return next(pair for pair in np.argwhere(ledger.book[kind] > 0) if to_firms[pair[1]])


def fresh_pocket():
    region = read_region("pocket")
    return Run.start(region, plain_scenario(region, {"horizon": 2}))
