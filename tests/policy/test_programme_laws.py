"""Laws that programmes of every kind keep: identity of money, nothing early, nothing from nothing, saved and forked."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.plain import plain_scenario
from sim.run import Run, run
from sim.saving import load
from sim.step import step
from tests.policy.funds import POCKET, check_identity, world_with
from tests.worlds import programme

PAYERS = ("east", "west", "city", "up", "outside", "owners", "recipients")
STOCKS = {
    "county": ("infrastructure", "services", "training", "social_floor", "upgrades"),
    "town": ("toilets", "service_points"),
    "village": ("village_look", "village_assets"),
    "park": ("park_quality",),
}


@st.composite
def declarations(draw):
    """A programme of any kind."""
    level = draw(st.sampled_from(sorted(STOCKS)))
    stocks = draw(st.lists(st.sampled_from(STOCKS[level]), min_size=1, max_size=2, unique=True))
    payers = draw(st.lists(st.sampled_from(PAYERS), min_size=1, max_size=3, unique=True))
    rule = draw(
        st.sampled_from(["equal", "per_head", "tournament", "open_bid", "first_come", "merit", "need"])
    )
    by = {"county": "people", "town": "people", "village": "governance", "park": "area"}[level]
    needs = {
        "tournament": {"by": by, "winners": 2},
        "open_bid": {"winners": 2},
        "first_come": {"award_yuan": draw(st.sampled_from([1e3, 1e6]))},
        "merit": {"by": by},
        "need": {"by": by},
    }
    owners = {"county": ["county"], "town": ["county", "town"], "village": ["village"], "park": ["county"]}
    return programme(
        draw(st.sampled_from([0, 1, 777_777, 40_000_000, 9_000_000_000])),
        payers={payer: 1.0 / len(payers) for payer in payers},
        scope=["city"],
        stocks={stock: 1.0 / len(stocks) for stock in stocks},
        rule=rule,
        own_share=draw(st.sampled_from([0.0, 0.3])),
        most_yuan_per_year=draw(st.sampled_from([None, 500_000.0])),
        absorption=draw(st.booleans()),
        deadweight_share=draw(st.sampled_from([0.0, 0.25, 1.0])),
        leakage_share=draw(st.sampled_from([0.0, 0.1])),
        build_lag_quarters=draw(st.integers(0, 3)),
        running_cost_share_per_year=draw(st.sampled_from([0.0, 0.1])),
        owner=draw(st.sampled_from(owners[level])),
        bond_share=draw(st.sampled_from([None, 0.5])),
        start_date=draw(st.sampled_from(["2022-01-01", "2023-04-01"])),
        end_date=draw(st.sampled_from([None, "2023-10-01"])),
        **needs.get(rule, {}),
    )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=declarations(), second=declarations())
def test_every_yuan_that_came_in_went_out_or_is_idle(first, second):
    from sim.run import measured

    world = world_with(fund=first, second=second)
    for _ in range(4):
        idle = world.programme_state.idle.copy()
        now = step(world)
        check_identity(world, now, idle)
        measured(world, now)  # GDP three ways


EVERYTHING = {
    "bridges": programme(
        40_000_000,
        payers={"east": 0.4, "owners": 0.2, "outside": 0.1, "recipients": 0.1, "up": 0.2},
        scope=["city"],
        stocks={"infrastructure": 0.5, "upgrades": 0.5},
        start_date="2024-01-01",
        build_lag_quarters=3,
        running_cost_share_per_year=0.1,
        most_yuan_per_year=8_000_000.0,
        leakage_share=0.05,
        deadweight_share=0.1,
        end_date="2025-07-01",
    ),
    "lists": programme(
        9_000_000,
        scope=["city"],
        stocks={"village_assets": 1.0},
        rule="open_bid",
        winners=3,
        own_share=0.2,
        start_date="2024-01-01",
    ),
    "queue": programme(
        6_000_000,
        scope=["city"],
        stocks={"toilets": 1.0},
        rule="first_come",
        award_yuan=2_000_000.0,
        owner="town",
        running_cost_share_per_year=0.1,
        start_date="2024-04-01",
    ),
}


def scenario(horizon=12, programmes=EVERYTHING):
    given_ = {"firms_per_agent": 100, "horizon": horizon, "policy": {"programmes": programmes}}
    return plain_scenario(POCKET, given_)


def test_before_they_start_nothing_happens():
    plain, busy = (run(POCKET, scenario(6, programmes)) for programmes in ({}, EVERYTHING))
    for level, table in busy.values.items():
        for key, values in table.items():
            np.testing.assert_array_equal(values[:4], plain.values[level][key][:4], err_msg=f"{level} {key}")
    assert not np.array_equal(plain.values["city"]["gdp_nominal"], busy.values["city"]["gdp_nominal"])


def test_a_budget_of_nothing_is_no_policy():
    nothing = {name: one | {"budget_yuan_per_year": 0} for name, one in EVERYTHING.items()}
    plain, idle = (run(POCKET, scenario(8, programmes)) for programmes in ({}, nothing))
    for level, table in idle.values.items():
        for key, values in table.items():
            np.testing.assert_array_equal(values, plain.values[level][key], err_msg=f"{level} {key}")


@pytest.mark.parametrize("half", [5, 7])
def test_saved_forked_and_on_two_threads_it_is_the_same_run(tmp_path, half):
    straight = run(POCKET, scenario(), 1, 2)
    begun = Run.start(POCKET, scenario(), 1, 2)
    for _ in range(half):
        begun.step()
    begun.save(tmp_path / "half")
    for other in (load(tmp_path / "half", POCKET), begun.fork(), begun):
        while not other.finished:
            other.step()
        assert other.finish().digest() == straight.digest()
    assert run(POCKET, scenario(), 1, 2, threads=2).digest() == straight.digest()


def test_a_second_programme_leaves_the_draws_of_the_first():
    alone = world_with(lists=EVERYTHING["lists"])
    both = world_with(a=programme(1000, start_date="2023-01-01"), lists=EVERYTHING["lists"])
    for _ in range(5):
        step(alone)
        step(both)
    mine = both.layout.programme == 1
    # promises follow what counties can absorb, which a thousand yuan hardly move
    np.testing.assert_allclose(both.programme_state.promises[mine], alone.programme_state.promises, 1e-6)
    assert alone.programme_state.promises.any()
