"""The compiled core and its readable twin go the same way, firm by firm, for eight quarters of everything at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from sim.accounts import Kind
from sim.loops import columns
from sim.step import step
from sim.tables.recognition import Title
from sim.world import World, open_world
from tests.oracle.chance import normal, philox
from tests.oracle.twin import FLOATS, Twin
from tests.worlds import (
    core_world_of,
    programme,
    region_with,
    scenario_of,
    with_policy,
    with_rules,
    with_trend,
)

QUARTERS = 8
CLOSE = 1e-5
"""Relative: the core keeps firms' columns in float32, the twin in float64."""
EXACT = ("ids", "members", "rung", "constrained", "illiquid", "born", "town", "titles")
MONEY = ("cash", "loans", "ordered")
SMALL = {"log_wage": 1e-6, "last_log_wage": 1e-6, "attraction_gap": 1e-6, "road_productivity": 1e-7}
SMALL |= {"used_share": 1e-5, "used_pool": 2000.0, "sector_efficiency": 1e-6}
SMALL |= dict.fromkeys(("income", "revenue", "debt", "loans", "estate_loans"), 3.0)
"""What may lie around zero or is whole yuan, and how far the two may be apart there.

The pool of used capital is a sum of small differences: float32 keeps a cell's capital to 1e-7, thousands of yuan.
"""


def single_firms() -> World:
    """Noise, exits, entries and moves; every row one firm."""
    return core_world_of()


def rows_and_programmes() -> World:
    """Rows of six firms, a bridge that opens in the seventh quarter, two programmes, poor and rich payers."""
    scenario = with_policy(
        scenario_of(warmup=0, firms_per_agent=6, thin_below_yuan=2.5e6),
        fund=programme(4_100_003),
        short=programme(
            9e6, payers={"east": 1.0}, rule="equal", start_date="2023-05-01", end_date="2024-01-01"
        ),
    )
    scenario = with_rules(scenario, government={"contribution_bond_share": 0.4})
    return open_world(region_with(), scenario)


def hard_times() -> World:
    """A shrinking world, dear credit, too many people at work: bankruptcies, debt repaid, payers without money."""
    scenario = with_trend(scenario_of(warmup=0, firms_per_agent=2, thin_below_yuan=1e6), -0.06, -0.02)
    scenario = with_rules(
        scenario,
        growth={"noise_sd_share": 0.6, "noise_size_exponent": 0.0, "replicator_per_quarter": 0.1},
        productivity={"sd_share": 0.6},
        credit={
            "loan_limit_share_of_capital": 0.25,
            "cash_share_of_quarter": 0.1,
            "loan_rate_per_year": 0.12,
        },
        labour={"wage_to_productivity": 0.0},
        exit={"protected_sales_yuan": 1e8, "quarters_without_cash": 1},
        ladder={"individual_to_enterprise_per_year": 0.05, "joint_stock_sales_yuan": 2e7},
    )
    world = open_world(region_with(), with_policy(scenario, fund=programme(4e8)))
    persons = world.firms.column("persons")
    persons[::3] *= 3
    world.firms.write("persons", persons)
    return world


def under_way() -> World:
    """A world that the twin joins after five quarters, half of its firms recognised as high-tech."""
    world = core_world_of(opening_seed=7)
    for _ in range(5):
        step(world)
    titles = world.firms.column("titles")
    titles[::2] = Title.HIGH_TECH
    world.firms.write("titles", titles)
    return world


def everything_in_jiangmen() -> World:
    """Seven counties, twelve sectors, all firms, in rows of up to a thousand."""
    return core_world_of(region="jiangmen", firms_per_agent=1000, thin_below_yuan=5e6, warmup=0)


@dataclass
class Shot:
    """State and flows after a quarter, in one shape for both."""

    firms: dict[str, np.ndarray]
    tables: dict[str, dict[str, np.ndarray]]
    cash: np.ndarray
    flows: dict[tuple[str, str], np.ndarray]


LEVELS = ("cells", "counties", "towns", "city")


def copied(columns: dict[str, Any]) -> dict[str, np.ndarray]:
    return {name: np.array(value, np.float64) for name, value in columns.items()}


def shot_of_world(world: World) -> Shot:
    ledger = world.ledger
    return Shot(
        firms=world.firms.by_id(*FLOATS, *MONEY, *EXACT),
        tables={level: copied(vars(getattr(world, level))) for level in LEVELS},
        cash=ledger.cash.copy(),
        flows={(kind.name, policy): ledger.flows[n].copy() for n, (kind, policy) in enumerate(ledger.slots)},
    )


def shot_of_twin(twin: Twin) -> Shot:
    firms = sorted(twin.firms, key=lambda firm: firm.who)
    columns = {name: [getattr(firm, name) for firm in firms] for name in (*FLOATS, *MONEY, *EXACT[1:])}
    accounts = {account: number for number, account in enumerate(twin.books.cash)}
    flows: dict[tuple[str, str], np.ndarray] = {}
    for (kind, policy, account), yuan in twin.books.flows.items():
        flows.setdefault((kind, policy), np.zeros(len(accounts), np.int64))[accounts[account]] += yuan
    return Shot(
        firms={"ids": np.array([firm.who for firm in firms], np.uint64)}
        | {name: np.array(values) for name, values in columns.items()},
        tables={level: copied(getattr(twin, level)) for level in LEVELS},
        cash=np.array(list(twin.books.cash.values())),
        flows=flows,
    )


WORLDS = [
    pytest.param(world, id=world.__name__.replace("_", " "), marks=marks)
    for world, marks in (
        (single_firms, ()),
        (rows_and_programmes, ()),
        (hard_times, ()),
        (under_way, ()),
        (everything_in_jiangmen, pytest.mark.slow),
    )
]


@pytest.fixture(scope="module", params=WORLDS)
def history(request: pytest.FixtureRequest) -> list[tuple[Shot, Shot]]:
    """Both after every quarter; the twin is on its own from the first."""
    world = request.param()
    twin = Twin(world)
    shots = []
    for _ in range(QUARTERS):
        step(world)
        twin.step()
        shots.append((shot_of_world(world), shot_of_twin(twin)))
    return shots


def test_the_same_firms_live_and_are_the_same_in_kind(history):
    for core, twin in history:
        for name in EXACT:
            np.testing.assert_array_equal(core.firms[name], twin.firms[name], err_msg=name)


def test_firms_come_and_go_in_these_worlds(history):
    first, last = (set(history[at][0].firms["ids"].tolist()) for at in (0, -1))
    assert first - last and last - first


def test_hard_times_are_hard():
    """The rare turns are taken: bankruptcy, a loss of the bank, repaid debt, a programme cut, machines sold."""
    world, sums, flows = hard_times(), 0, 0
    for _ in range(QUARTERS):
        now = step(world)
        sums, flows = sums + now.accounts.sum(0), flows + np.abs(world.ledger.flows).sum(1)
    assert sums[columns.INSOLVENT] > 0 and sums[columns.EXIT_OVERDRAFT] > 0
    assert sums[columns.CALLS] > 0 and sums[columns.POOL] > 0
    assert flows[Kind.BOND_REPAYMENTS] > 0 and flows[Kind.BONDS] > 0
    assert flows[Kind.ARREARS] == 0
    assert any(event.event == "programme_cut" for event in world.events)


def test_every_column_of_every_firm_is_the_same(history):
    """Within 1e-5; one firm of 10,000 may be 5e-5 off, where float32 rounding met a kink (to buy or sell machines)."""
    for core, twin in history:
        for name in FLOATS:
            np.testing.assert_allclose(core.firms[name], twin.firms[name], 5 * CLOSE, 1e-6, err_msg=name)
            close = np.isclose(core.firms[name], twin.firms[name], CLOSE, 1e-6)
            assert (~close).sum() <= close.size // 10_000, name


def test_money_of_every_firm_is_the_same_for_its_size(history):
    for core, twin in history:
        size = np.maximum(core.firms["capital"], core.firms["sales"])
        for name in MONEY:
            apart = np.abs(core.firms[name] - twin.firms[name])
            assert (apart <= 1.0 + CLOSE * size).all(), name


def test_cells_counties_towns_and_city_are_the_same(history):
    for core, twin in history:
        for level in LEVELS:
            for name, values in core.tables[level].items():
                np.testing.assert_allclose(
                    values, twin.tables[level][name], CLOSE, SMALL.get(name, 1e-9), err_msg=f"{level} {name}"
                )


def test_accounts_hold_the_same_within_a_yuan_a_firm(history):
    for core, twin in history:
        assert np.abs(core.cash - twin.cash).max() <= core.firms["ids"].size


def test_flows_of_every_kind_are_the_same_within_a_yuan_a_firm(history):
    for core, twin in history:
        for kind, yuan in core.flows.items():
            other = twin.flows.get(kind, np.zeros_like(yuan))
            assert np.abs(yuan - other).max() <= core.firms["ids"].size, kind
        assert twin.flows.keys() <= core.flows.keys()


def test_no_yuan_is_lost_in_either(history):
    for shots in history:
        for shot in shots:
            assert shot.cash.sum() == 0
            assert all(yuan.sum() == 0 for yuan in shot.flows.values())


def test_rows_of_a_cell_hold_what_the_account_of_the_cell_holds():
    world = core_world_of(firms_per_agent=3)
    twin = Twin(world)
    for _ in range(3):
        twin.step()
    for k in range(world.opening.cells):
        assert twin.books.cash["F", k] == sum(firm.cash for firm in twin.firms if firm.cell == k)
        assert twin.cells["loans"][k] == sum(firm.loans for firm in twin.firms if firm.cell == k)


def test_its_chance_is_the_published_one():
    """Known answers of Philox4x32-10 from Salmon et al.'s library."""
    assert philox((0, 0, 0, 0), (0, 0)) == (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)
    most = 0xFFFFFFFF
    assert philox((most,) * 4, (most,) * 2) == (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)
    assert normal(0.5, 0.5) == pytest.approx(-1.1774100225)
