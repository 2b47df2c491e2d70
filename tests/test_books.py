"""Exact money under Hypothesis: whatever the scenario, the books balance to the yuan every quarter."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.accounts import Holder, Kind
from sim.behaviour.statistics import FINAL
from sim.loops import columns
from sim.parameters import Parameters
from sim.plain import plain_scenario
from sim.region import read_region
from sim.run import Run

POCKET = read_region("pocket")


def ranges() -> list[tuple[str, str, float, float]]:
    """Group, name and allowed range of every single number of the behaviours."""
    found = []
    for group, field in Parameters.model_fields.items():
        for name, number in field.annotation.model_fields.items():
            low = next((rule.ge for rule in number.metadata if hasattr(rule, "ge")), None)
            high = next((rule.le for rule in number.metadata if hasattr(rule, "le")), None)
            if low is not None and not isinstance(number.default, int):
                found.append((group, name, float(low), float(high)))
    return found


@st.composite
def parameters(draw):
    """A few numbers moved anywhere in their ranges."""
    chosen = draw(st.lists(st.sampled_from(ranges()), min_size=1, max_size=6, unique_by=lambda r: r[:2]))
    groups: dict[str, dict[str, float]] = {}
    for group, name, low, high in chosen:
        groups.setdefault(group, {})[name] = draw(st.floats(low, high))
    return groups


@st.composite
def programmes(draw):
    """None, one or two funds of any size, with any payers."""
    found = {}
    for name in draw(st.sampled_from([[], ["a"], ["a", "b"]])):
        share = draw(st.floats(0.0, 1.0))
        infrastructure = draw(st.floats(0.0, 1.0))
        found[name] = {
            "payers": {draw(st.sampled_from(["990101", "east", "city", "up"])): share, "990102": 1.0 - share},
            "scope": [draw(st.sampled_from(["990101", "990102"]))],
            "rule": draw(st.sampled_from(["equal", "per_head"])),
            "stocks": {"infrastructure": infrastructure, "services": 1.0 - infrastructure},
            "budget_yuan_per_year": draw(st.integers(0, 200_000_000)),
            "start_date": "2023-04-01",
        }
    return {"programmes": found}


@settings(max_examples=40)
@given(
    parameters=parameters(),
    policy=programmes(),
    growth=st.floats(-0.05, 0.10),
    prices=st.floats(-0.02, 0.10),
    bundle=st.sampled_from([1, 3, 10]),
)
def test_the_books_always_balance(parameters, policy, growth, prices, bundle):
    scenario = plain_scenario(
        POCKET,
        {
            "world": {"trend": {"2022": {"real_growth_per_year": growth, "price_growth_per_year": prices}}},
            "parameters": parameters,
            "policy": policy,
            "firms_per_agent": bundle,
            "horizon": 5,
            "warmup": 2,
        },
    )
    running = Run.start(POCKET, scenario)
    world = running.world
    people = world.towns.people.sum() + world.city.outside_people.sum()
    land, firms = lands(world), world.firms.column("members").astype(np.int64).sum()
    while not running.finished:
        now = running.step()  # raises LedgerError on one yuan
        people += (world.residents.births - world.residents.deaths).sum()
        firms += now.births[:, columns.B_MEMBERS].sum() - now.accounts[:, columns.CLOSED].sum()
        assert now.firms_moved.sum() == 0
    for name, area in lands(world).items():
        np.testing.assert_allclose(area, land[name], rtol=1e-9, err_msg=name)
    assert world.firms.column("members").astype(np.int64).sum() == firms
    assert world.ledger.cash.sum() == 0
    assert world.ledger.of(Holder.FD)[0] == 0
    assert not world.ledger.of(Holder.EST).any()
    assert (world.firms.column("loans") >= 0).all()
    after = world.towns.people.sum() + world.city.outside_people.sum()
    assert after == pytest.approx(people, rel=1e-9)


def lands(world):
    """All land that is kept count of, mu: by park, county, village."""
    treasury, villages = world.treasury, world.villages
    return {
        "parks": world.parks.area(),
        "land of farms and homes": world.farms.land() + treasury.land_reserve + treasury.land_sold
        if (world.farms.land() > 0).all()
        else treasury.land_reserve + treasury.land_sold - treasury.land_requisitioned,
        "collective land": villages.leased_land + villages.idle_land + villages.arable_land,
    }


def made_by_county(ledger):
    """Sales of a county's firms less the materials they bought, as booked, yuan."""
    firms = np.flatnonzero(ledger.sites[:, 0] == Holder.F)
    sales = (Kind.MATERIALS, Kind.EXPORTS, *FINAL)
    sold = sum(ledger.book[slot] for slot, (kind, _) in enumerate(ledger.slots) if kind in sales)
    return sold[:, firms].sum(0), sold[:, firms].sum(0) - ledger.book[Kind.MATERIALS][firms].sum(1)


def test_what_is_recorded_is_what_the_ledger_booked():
    running = Run.start(POCKET, plain_scenario(POCKET, {"horizon": 6}))
    ledger, booked = running.world.ledger, {}
    homes = ledger.account[Holder.HH]
    while not running.finished:
        running.step()
        output, value_added = made_by_county(ledger)
        for key, by_county in {
            "output_nominal": output,
            "gdp_nominal": value_added,
            "wages_nominal": ledger.flows[Kind.WAGES, homes],
            "consumption": -ledger.flows[Kind.CONSUMPTION, homes],
        }.items():
            booked.setdefault(key, []).append(by_county)
    values = running.finish().values
    for key, quarters in booked.items():
        assert np.array_equal(values["county"][key], quarters), key
        assert np.array_equal(values["city"][key][:, 0], np.sum(quarters, axis=1)), key
    gdp = np.sum(booked["gdp_nominal"], axis=1)
    assert np.array_equal(values["town"]["gdp_nominal"].sum(1), gdp)
    sectors = sum(values["city"][f"value_added_{name}"] for name in ("primary", "secondary", "tertiary"))
    assert np.array_equal(sectors[:, 0], gdp)


def test_donors_pay_exactly_what_recipients_get():
    fund = {
        "payers": {"990101": 0.5, "city": 0.5},
        "scope": ["990102"],
        "stocks": {"infrastructure": 1.0},
        "budget_yuan_per_year": 1_000_003,
        "start_date": "2023-01-01",
    }
    scenario = plain_scenario(POCKET, {"horizon": 8, "policy": {"programmes": {"fund": fund}}})
    running = Run.start(POCKET, scenario)
    while not running.finished:
        running.step()
    values = running.finish().values
    paid, received = (values["city"][f"programme_{word}"][:, 0] for word in ("paid", "received"))
    assert np.array_equal(paid, received)
    assert paid.reshape(2, 4).sum(1).tolist() == [1_000_003, 1_000_003]
    assert np.array_equal(values["city"]["spending_cut"][:, 0], paid)


def test_a_programme_its_payers_cannot_pay_is_cut_and_the_cut_recorded():
    fund = {
        "payers": {"990102": 1.0},
        "scope": ["990101"],
        "stocks": {"services": 1.0},
        "budget_yuan_per_year": 900_000_000_000 // 10,
        "start_date": "2023-01-01",
    }
    scenario = plain_scenario(POCKET, {"horizon": 2, "policy": {"programmes": {"fund": fund}}})
    running = Run.start(POCKET, scenario)
    while not running.finished:
        running.step()
    result = running.finish()
    assert [event.event for event in result.events] == ["programme_cut", "programme_cut"]
    assert result.events[0].subject == "fund"
    assert result.events[0].yuan + int(result.series("programme_paid")[0]) == 900_000_000_000 // 40
