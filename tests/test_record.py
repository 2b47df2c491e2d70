"""Recorders, results and where they come from."""

import numpy as np
import pytest

from sim.errors import InputError
from sim.indicators import at_level
from sim.provenance import code_hash, versions
from sim.record import Axes, EventRow, Recorder
from tests.made import GRANT, made_plan, made_result, made_rows, made_values

START = 8092


@pytest.fixture(scope="module")
def plan():
    return made_plan()


@pytest.fixture
def recorder(plan):
    return Recorder(Axes.of(plan.region), START, 12)


def filled(plan, quarters, record="standard"):
    recorder = Recorder(Axes.of(plan.region), START, 12, record)
    for quarter in range(START, START + quarters):
        values = made_values(plan.region, quarter, 0, False)
        recorder.take(quarter, values, made_rows(quarter % 2 == 0), [EventRow(quarter, "a", "", "b", 1, "c")])
    return recorder


def test_a_record_keeps_what_its_width_says(plan):
    for record, levels in (("headline", 2), ("standard", 4), ("full", 5)):
        kept = filled(plan, 2, record)
        assert len(kept.series) == levels
        assert set(kept.series["county"]) == {item.key for item in at_level("county", record)}
        assert bool(kept.ledger) == bool(kept.events) == (record != "headline")


def test_money_arrives_as_whole_yuan_or_not_at_all(plan, recorder):
    values = made_values(plan.region, START, 0, False)
    values["city"]["wages_nominal"] = np.array([1.5])
    with pytest.raises(ValueError, match="city wages_nominal: money is whole yuan"):
        recorder.take(START, values)


def test_a_missing_or_misshapen_value_and_a_quarter_out_of_turn_are_refused(plan, recorder):
    values = made_values(plan.region, START, 0, False)
    with pytest.raises(ValueError, match="when 0 was due"):
        recorder.take(START + 1, values)
    with pytest.raises(ValueError, match="no value was delivered for firms"):
        recorder.take(START, {**values, "town": {k: v for k, v in values["town"].items() if k != "firms"}})
    values["town"]["firms"] = np.ones(3)
    with pytest.raises(ValueError, match="town firms: shape"):
        recorder.take(START, values)


def test_a_copy_goes_its_own_way(plan):
    first = filled(plan, 3)
    twin = first.copy()
    twin.take(START + 3, made_values(plan.region, START + 3, 0, False), made_rows(False))
    assert (first.taken, twin.taken) == (3, 4)
    assert len(first.ledger) == 3
    assert not first.series["city"]["gdp_real"][3].any()


def test_state_and_restore_give_the_same_record(plan, tmp_path):
    whole, stopped = filled(plan, 6), filled(plan, 4)
    np.savez(tmp_path / "state.npz", **stopped.state())
    again = Recorder(Axes.of(plan.region), START, 12)
    with np.load(tmp_path / "state.npz", allow_pickle=False) as arrays:
        again.restore(dict(arrays))
    for quarter in (START + 4, START + 5):
        values = made_values(plan.region, quarter, 0, False)
        event = EventRow(quarter, "a", "", "b", 1, "c")
        again.take(quarter, values, made_rows(quarter % 2 == 0), [event])
    results = [finished(plan, recorder).digest() for recorder in (whole, again)]
    assert results[0] == results[1]


def finished(plan, recorder):
    from sim.result import Result

    return Result.from_recorder(recorder, plan.region, plan.arms[0][1], 0, 0)


def test_the_ledger_table_names_accounts_places_kinds_and_policies(plan):
    table = made_result(plan, plan.arms[1][1], 0, True).ledger
    row = int(np.flatnonzero(table.policy)[0])
    assert table.accounts[table.payer_account[row]] == "CG"
    assert table.places[table.payer_place[row]] == plan.region.counties.ids[0]
    assert table.places[table.receiver_place[row]] == plan.region.towns.ids[3]
    assert table.kinds[table.kind[row]] == "programme_contributions"
    assert table.policies[table.policy[row]] == "balance_fund"
    assert table.yuan[row] == GRANT


def test_a_result_finds_series_by_any_name(plan):
    result = made_result(plan, plan.arms[0][1], 0, False)
    county = plan.region.counties
    by_id = result.series("gdp_real", place=county.ids[1])
    assert np.array_equal(by_id, result.series("gdp_real", place=county.names_zh[1]))
    assert np.array_equal(by_id, result.values["county"]["gdp_real"][:, 1])
    years, grown = result.years("gdp_real_growth")
    assert years.tolist() == [2023, 2024, 2025]
    assert np.isnan(grown[0]) and grown[1] == pytest.approx(0.04, abs=0.04)
    assert result.quarter_names[:2] == ("2023Q1", "2023Q2")


def test_a_result_says_what_it_does_not_hold(plan):
    result = made_result(plan, plan.arms[0][1], 0, False)
    for key, place, words in (
        ("gdp_reel", None, "gdp_real"),
        ("wages_nominal", plan.region.towns.ids[0], "keeps no 'wages_nominal' for a town"),
        ("population", plan.region.villages.ids[0], "levels kept: city, county, town"),
        ("gdp_real", "east", "is a group"),
    ):
        with pytest.raises(InputError, match=words):
            result.series(key, place=place)


def test_a_digest_sees_one_yuan(plan):
    scenario = plan.arms[0][1]
    one, same = (made_result(plan, scenario, 0, False) for _ in range(2))
    assert one.digest() == same.digest()
    other = made_result(plan, scenario, 0, False)
    changed = other.values["city"]["consumption"].copy()
    changed[3] += 1
    other.values["city"]["consumption"] = changed
    assert other.digest() != one.digest()
    assert made_result(plan, scenario, 1, False).digest() != one.digest()


def test_recorded_arrays_cannot_be_changed_by_accident(plan):
    with pytest.raises(ValueError, match="read-only"):
        made_result(plan, plan.arms[0][1], 0, False).values["city"]["gdp_real"][0] = 1.0


def test_the_code_hash_is_of_the_source_and_versions_are_known():
    assert len(code_hash()) == 64
    assert {"baiqianwan", "python", "numpy", "numba"} <= set(versions())
