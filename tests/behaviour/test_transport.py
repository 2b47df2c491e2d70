"""Transport: shortest ways by hand, links that open by date or by an event, and runs that go on as if never stopped."""

from __future__ import annotations

import numpy as np

from sim.behaviour import transport
from sim.calendar import parse_quarter
from sim.journeys import shortest
from sim.run import Run
from sim.saving import load, save
from sim.tables.network import OPENED, SHUT
from tests.worlds import region_of, scenario_of, world_of

INFINITE = float("inf")


def at(world, name):
    world.quarter = parse_quarter(name)
    transport.read_network(world, world.begin_quarter())
    return world.network


def test_shortest_ways_by_hand():
    # A - 10 - B - 5 - C, A - 20 - C: over B it takes 15; D is reached by nobody
    minutes = np.array(
        [[0, 10, 20, INFINITE], [10, 0, 5, INFINITE], [20, 5, 0, INFINITE], [INFINITE] * 3 + [0]]
    )
    least = shortest(minutes)
    assert least[0].tolist() == [0, 10, 15, INFINITE]
    assert np.array_equal(least, least.T)


def test_a_bridge_acts_from_the_first_quarter_that_begins_after_its_day():
    world = world_of()
    assert world.scenario.world.links["bridge"].isoformat() == "2024-06-30"
    for name, is_open in (("2024Q2", False), ("2024Q3", True), ("2033Q4", True)):
        assert at(world, name).open.tolist() == [is_open, False]


def test_the_bridge_by_hand():
    world = world_of()
    before = at(world, "2024Q2")
    assert before.passenger.tolist() == [[10, 30, 60], [30, 10, 90]]
    # over the bridge 30 minutes; from the other county 30 more to its head; lorries 45 and 30 more
    after = at(world, "2024Q3")
    assert after.passenger.tolist() == [[10, 30, 30], [30, 10, 60]]
    assert after.freight.tolist() == [[10, 30, 45], [30, 10, 75]]
    assert [(event.event, event.subject) for event in world.events] == [("link_opened", "bridge")]


def test_an_event_opens_a_planned_railway_and_shuts_a_bridge():
    world = world_of()
    world.network.ordered[:] = SHUT, OPENED
    network = at(world, "2025Q1")
    assert network.open.tolist() == [False, True]
    assert network.passenger.tolist() == [[10, 30, 60], [30, 10, 40]]
    assert np.array_equal(network.freight, world.region.travel_freight)  # the railway carries people only
    world.network.ordered[:] = 0
    assert at(world, "2025Q2").open.tolist() == [True, False]


def test_a_world_opens_a_planned_link_by_its_own_date():
    world = world_of("none", **{"world.links.railway": "2028-01-01"})
    assert at(world, "2027Q4").open.tolist() == [True, False]
    assert at(world, "2028Q1").open.tolist() == [True, True]


def test_a_run_saved_beside_an_opening_goes_on_bit_for_bit(tmp_path):
    region, scenario = region_of("pocket"), scenario_of(horizon=8)
    whole, half = (Run.start(region, scenario) for _ in range(2))
    for _ in range(8):
        whole.step()
    for number in range(8):
        if number in (5, 6, 7):  # 2024Q1 is behind; the bridge opens in 2024Q3
            save(half, tmp_path / str(number))
            half = load(tmp_path / str(number), region)
        half.step()
    assert np.array_equal(whole.world.counties.access_freight, half.world.counties.access_freight)
    assert np.array_equal(whole.world.network.passenger, half.world.network.passenger)
    assert whole.world.network.open.tolist() == half.world.network.open.tolist() == [True, False]


def test_access_exposes_as_it_sells():
    """A bridge sells more outside and takes customers away at home."""
    region = region_of("pocket")

    def last(**settings):
        run = Run.start(region, scenario_of(horizon=12, **settings))
        for _ in range(12):
            run.step()
        return {key: values[-1] for key, values in run.recorder.taken_values()["county"].items()}

    opened, closed = last(), last(world="links_closed")
    assert (closed["purchases_local_relative"] == 1.0).all()
    assert (opened["purchases_local_relative"] < 1.0).all()
    assert (opened["market_access_passenger"] > 1.0).all()
    assert np.isnan(opened["travel_minutes_shenzhen"]).all()  # the pocket region has no such neighbour
