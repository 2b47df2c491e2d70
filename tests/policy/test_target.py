"""Adopted targets by hand in the pocket region: pressure, measuring, rewards, sanctions, saving, isolation."""

from __future__ import annotations

import numpy as np
import pytest

from sim.accounts import Holder, Kind
from sim.errors import InputError
from sim.plain import plain_scenario
from sim.policy import target
from sim.run import Run, run
from sim.saving import load
from sim.step import step
from sim.tables.treasury import Figure, Goal
from tests.worlds import region_of

GDP = {
    "place": ["990101"], "level": "county", "indicator": "gdp_nominal", "op": "ge", "number": 1e12,
    "unit": "yuan", "by_year": 2024, "kind": "measured", "goal": "attraction",
}  # fmt: skip


def aimed(**changes):
    return {key: value for key, value in (GDP | changes).items() if value is not None}


def scenario(targets, adopts, **settings):
    adopts = {name: {"start_date": "2023-01-01"} | one for name, one in adopts.items()}
    return plain_scenario(
        region_of("pocket"), {"horizon": 12, "targets": targets, "policy": {"adopts": adopts}, **settings}
    )


def started(targets, adopts, **settings):
    return Run.start(region_of("pocket"), scenario(targets, adopts, **settings))


def test_pressure_is_weight_times_distance_over_the_time_left():
    running = started({"A": aimed()}, {"A": {"weight": 2.0}})
    value = running.world.before["county/gdp_nominal"][0]
    far = (1e12 - value) / 1e12
    running.step()
    pressure = running.world.treasury.pressure
    assert pressure[0, Goal.ATTRACTION] == pytest.approx(2.0 * far / 2.0)
    assert pressure[1].tolist() == [0.0] * 6 and (np.delete(pressure[0], Goal.ATTRACTION) == 0.0).all()
    for _ in range(5):
        running.step()
    # one year and three quarters are gone by the sixth: at least a whole year is counted as left
    measured = running.world.target_state.value[0]
    last = running.finish().values["county"]["gdp_nominal"][:4, 0].sum()
    assert measured == last
    assert running.world.treasury.pressure[0, Goal.ATTRACTION] == pytest.approx(2.0 * (1e12 - last) / 1e12)


def test_a_met_target_presses_nobody_and_the_date_ends_pressure():
    running = started({"A": aimed(number=1.0), "B": aimed(by_year=2023)}, {"A": {}, "B": {}})
    running.step()
    assert running.world.treasury.pressure[0, Goal.ATTRACTION] > 0.9
    for _ in range(4):
        running.step()
    assert not running.world.treasury.pressure.any()
    assert (running.world.treasury.effort == 1.0).all() or running.world.treasury.rank_gap.any()


def test_the_most_pressing_target_of_a_goal_is_felt():
    goals = {"A": aimed(), "B": aimed(number=2.0), "C": aimed(goal="parks", by_year=2025)}
    running = started(goals, {"A": {}, "B": {"weight": 9.0}, "C": {}})
    running.step()
    pressure = running.world.treasury.pressure[0]
    assert pressure[Goal.ATTRACTION] == pytest.approx(1.5 * pressure[Goal.PARKS], rel=1e-12)


def test_targets_of_towns_and_parks_press_the_county_they_lie_in():
    town = aimed(place=["松岭镇"], level="town", number=1e12)
    park = aimed(place=["PK01"], level="park", indicator="projects_above_100m", number=9, unit="projects")
    city = aimed(place=["city"], level="city", goal="services")
    running = started({"A": town, "B": park, "C": city}, {"A": {}, "B": {}, "C": {}})
    running.step()
    pressure = running.world.treasury.pressure
    assert (pressure[:, Goal.ATTRACTION] > 0).tolist() == [True, True]
    assert (pressure[:, Goal.SERVICES] > 0).tolist() == [True, True]
    holder = started({"A": town}, {"A": {"holder": ["east"]}})
    holder.step()
    assert (holder.world.treasury.pressure[:, Goal.ATTRACTION] > 0).tolist() == [True, False]


def flows(world, kind, name, holder):
    return world.ledger.flows[world.ledger.slot(kind, name), world.ledger.account[holder]].tolist()


def test_rewards_come_from_the_city_and_sanctions_go_up_once():
    targets = {"A": aimed(place=["city"], number=1.0, by_year=2023), "B": aimed(by_year=2023)}
    adopts = {"A": {"reward_yuan": 1001}, "B": {"sanction_yuan": 70_000, "settled_by": "up"}}
    running = started(targets, adopts)
    for _ in range(4):
        running.step()
    state = running.world.target_state
    assert state.settled.tolist() == [[1, 1], [1, 0]] and state.owed.tolist() == [[1001, 1001], [-70_000, 0]]
    now = running.step()
    world = running.world
    assert flows(world, Kind.TARGET_REWARDS, "A", Holder.CG) == [1001, 1001]
    assert flows(world, Kind.TARGET_REWARDS, "A", Holder.CI) == [-2002]
    assert flows(world, Kind.TARGET_SANCTIONS, "B", Holder.CG) == [-70_000, 0]
    assert flows(world, Kind.TARGET_SANCTIONS, "B", Holder.UP) == [70_000]
    assert now.policy_paid.tolist() == [70_000, 0, 2002]
    assert not state.owed.any()
    said = {(e.policy, e.item, e.place): e.value for e in now.entries}
    assert said["A", "rewarded", "990102"] == 1001 and said["B", "sanctioned", "990101"] == 70_000
    while not running.finished:
        running.step()
    rows = [r for r in running.finish().policies if r.item in ("met", "rewarded", "sanctioned")]
    assert [(r.policy, r.item, r.value) for r in rows if r.item == "met"] == [
        ("A", "met", 1.0),
        ("B", "met", 0.0),
    ]
    assert len(rows) == 5


def test_who_cannot_pay_a_sanction_owes_it_until_it_can():
    running = started({"B": aimed(by_year=2023)}, {"B": {"sanction_yuan": 10_000_000_000}})
    for _ in range(6):
        running.step()
    owed = running.world.target_state.owed[0, 0]
    paid = sum(r.value for r in running.finish().policies if r.item == "sanctioned")
    assert -10_000_000_000 < owed < 0 and owed + 10_000_000_000 == paid
    assert (running.world.ledger.of(Holder.CG) >= 0).all()


def test_windows_and_shares_are_measured_as_readers_measure_them():
    targets = {
        "G": aimed(indicator="gdp_real", aggregation="mean_growth", number=0.05, unit="1/year", by_year=None)
        | {"from_year": 2023, "to_year": 2025},
        "S": aimed(aggregation="share_of_city", number=0.5, unit="share"),
        "T": aimed(place=["city"], level="town", aggregation="share_of_places", threshold=1e7, number=0.5)
        | {"unit": "share", "by_year": 2025},
        "U": aimed(place=["city"], level="city", indicator="unemployment_rate", op="le", number=0.05)
        | {"unit": "share", "by_year": 2025},
    }
    result = run(region_of("pocket"), scenario(targets, {key: {} for key in targets}))
    county, city = result.values["county"], result.values["city"]
    said = {(r.policy, r.quarter // 4): r.value for r in result.policies if r.item == "value"}
    real = county["gdp_real"][:, 0].reshape(3, 4).sum(1)
    assert said["G", 2025] == pytest.approx((real[2] / real[0]) ** 0.5 - 1.0, rel=1e-12)
    assert ("G", 2023) not in said
    year = slice(4, 8)
    share = county["gdp_nominal"][year, 0].sum() / city["gdp_nominal"][year, 0].sum()
    assert said["S", 2024] == pytest.approx(share, rel=1e-14)
    rich = result.values["town"]["gdp_nominal"][8:].sum(0) >= 1e7
    assert said["T", 2025] == rich.mean()
    idle = city["labour_force"][8:, 0].sum() - city["employment_residents"][8:, 0].sum()
    assert said["U", 2025] == pytest.approx(idle / city["labour_force"][8:, 0].sum())


def test_reported_figures_are_what_a_reporting_leader_is_judged_by():
    running = started(
        {"A": aimed(by_year=2023), "B": aimed(by_year=2023, figure="reported")}, {"A": {}, "B": {}}
    )
    running.world.treasury.misreport[:, Figure.GDP] = 0.1
    for _ in range(4):
        running.step()
    true, reported = running.world.target_state.value
    m = running.world.treasury.misreport[0, Figure.GDP]
    assert m > 0.1 and reported / true == pytest.approx(np.exp(m), rel=1e-6)


def test_a_share_of_the_city_and_growth_are_those_of_the_figures_reported():
    share = aimed(aggregation="share_of_city", number=0.9, unit="share", figure="reported")
    grows = aimed(
        aggregation="mean_growth", unit="1/year", number=0.5, from_year=2023, to_year=2024, by_year=None
    )
    running = started({"G": grows | {"figure": "reported"}, "S": share}, {"G": {}, "S": {}}, horizon=8)
    reported, m = [], np.array([0.3, 0.1])
    for quarter in range(8):
        running.world.treasury.misreport[:, Figure.GDP] = m * (1 + quarter // 4)
        running.step()
        if quarter % 4 == 3:
            reported.append(np.exp(running.world.treasury.misreport[:, Figure.GDP]))
    true = running.finish().values["county"]["gdp_nominal"].reshape(2, 4, 2).sum(1)
    grown, part = running.world.target_state.value
    assert grown == pytest.approx(true[1, 0] * reported[1][0] / (true[0, 0] * reported[0][0]) - 1.0, rel=1e-6)
    weight = running.world.treasury.gdp_year
    whole = true[1].sum() * (weight @ reported[1]) / weight.sum()
    assert part == pytest.approx(true[1, 0] * reported[1][0] / whole, rel=1e-6)


def test_adopting_measures_without_touching_what_is_recorded():
    """A target that is met presses nobody: every figure is the same to the bit."""
    plain = run(region_of("pocket"), scenario({}, {}, horizon=6))
    met = run(region_of("pocket"), scenario({"A": aimed(number=1.0)}, {"A": {"reward_yuan": 5}}, horizon=6))
    for level, series in plain.values.items():
        for key, values in series.items():
            assert np.array_equal(values, met.values[level][key], equal_nan=True), (level, key)


def test_a_run_saved_and_loaded_goes_on_bit_for_bit(tmp_path):
    targets = {"A": aimed(), "S": aimed(aggregation="share_of_city", number=0.9, unit="share", by_year=2023)}
    adopts = {"A": {"reward_yuan": 5}, "S": {"sanction_yuan": 40_000}}
    running = started(targets, adopts)
    for _ in range(3):
        running.step()
    running.save(str(tmp_path / "kept"))
    twins = [running, running.fork(), load(tmp_path / "kept", region_of("pocket"))]
    results = []
    for twin in twins:
        while not twin.finished:
            twin.step()
        results.append(twin.finish())
    assert results[0].policies == results[1].policies == results[2].policies
    for level, series in results[0].values.items():
        for key, values in series.items():
            for other in results[1:]:
                assert np.array_equal(values, other.values[level][key], equal_nan=True), key
    assert results[0].opening == results[2].opening
    assert any(r.item == "sanctioned" for r in results[0].policies)


def test_the_opening_s_own_figures_are_kept_for_every_scored_target():
    result = run(region_of("pocket"), scenario({"A": aimed()}, {}, horizon=4))
    rows = {(row.place, row.item): row.value for row in result.opening}
    assert rows["990101", "before gdp_nominal"] == pytest.approx(rows["990101", "gdp_nominal"], rel=0.05)


@pytest.mark.parametrize(
    ("targets", "adopts", "said"),
    [
        ({"A": aimed()}, {"B": {}}, "'B' is not known"),
        ({"A": aimed(kind="undated", by_year=None)}, {"A": {}}, "undated is never judged; adopt one"),
        ({"A": aimed(place=["nowhere"])}, {"A": {}}, "'nowhere' is no place"),
        ({"A": aimed()}, {"A": {"holder": ["heku"]}}, "did you mean"),
        ({"A": aimed()}, {"A": {"start_date": "2025-01-01"}}, "2025-01-01 lies after its date"),
    ],
)
def test_what_cannot_be_judged_is_refused_with_a_sentence(targets, adopts, said):
    with pytest.raises(InputError, match=said):
        started(targets, adopts)


def test_before_it_is_adopted_a_target_is_felt_and_judged_by_nobody():
    plain = run(region_of("pocket"), scenario({}, {}, horizon=8))
    late = {"start_date": "2024-01-01", "reward_yuan": 100_000}
    running = started({"A": aimed(by_year=2025)}, {"A": late}, horizon=8)
    while not running.finished:
        running.step()
        assert running.world.treasury.pressure.any() == (running.world.quarter > 8096)
    result = running.finish()
    for level, series in plain.values.items():
        for key, values in series.items():
            assert np.array_equal(values[:4], result.values[level][key][:4], equal_nan=True), (level, key)
    assert not np.array_equal(plain.values["county"]["gdp_nominal"], result.values["county"]["gdp_nominal"])
    assert [row.quarter for row in result.policies if row.item == "value"] == [8099]


def test_a_window_counts_the_years_before_it_was_adopted():
    window = aimed(aggregation="sum", by_year=None, from_year=2023, to_year=2024, number=1.0)
    early, late = (
        run(region_of("pocket"), scenario({"A": window}, {"A": {"start_date": date}}, horizon=8)).policies
        for date in ("2023-01-01", "2024-01-01")
    )
    assert [r.item for r in late] == [r.item for r in early if r.quarter > 8095] == ["value", "met"]
    assert late[0].value == pytest.approx(early[-2].value, rel=0.01)


def test_without_targets_nothing_is_measured_and_nothing_pressed():
    running = started({"A": aimed()}, {})
    running.world.treasury.pressure[0, 0] = 3.0
    now = step(running.world)
    assert running.world.treasury.pressure[0, 0] == 3.0 and now.measures is None
    assert not target.due(running.world)
