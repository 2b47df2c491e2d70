"""Laws that every file of the library keeps: nothing early, nothing from nothing, nobody else's business."""

from __future__ import annotations

import random
from functools import cache

import numpy as np
import pytest

from sim.region import Region
from sim.run import Run, run
from sim.saving import load
from sim.targets import read_targets
from tests.policy.library import (
    KINDS,
    NAMES,
    begun_in,
    bundled,
    emptied,
    entries_of,
    merged,
    scenario_with,
    shuffled,
)
from tests.worlds import region_of

HORIZON = 5
"""All that begins in 2023 has begun in its last quarter."""
GROUPS = 4
"""Sets of files that the quick tests take at a time; the slow ones take each file by itself."""


@pytest.fixture(autouse=True)
def stocks():
    """The model's own, not those that tests of programmes put in their place."""


def jiangmen() -> Region:
    return region_of("jiangmen")


def ended(entries=None, quarters: int = HORIZON) -> Run:
    """A run of some quarters."""
    running = Run.start(jiangmen(), scenario_with(entries, HORIZON), 1, 2)
    for _ in range(quarters):
        running.step()
    return running


@cache
def baseline(quarters: int = HORIZON) -> Run:
    return ended(quarters=quarters)


def same_bits(one: Run, other: Run) -> None:
    """All that was recorded, every firm and every account."""
    others = other.recorder.taken_values()
    for level, table in one.recorder.taken_values().items():
        for key, values in table.items():
            assert np.array_equal(values, others[level][key], equal_nan=True), (level, key)
    names = ("ids", "orders", "productivity", "persons", "capital", "sales", "cash", "loans", "rung", "town")
    firms, those = (each.world.firms.by_id(*names) for each in (one, other))
    for name in names:
        assert np.array_equal(firms[name], those[name]), name
    accounts = [each.world.ledger.cash for each in (one, other)]
    assert np.array_equal(*accounts)


def every(number: int) -> list[str]:
    return NAMES[number::GROUPS]


def still_judged(entries, year: int):
    """The same entries without the targets whose date lies before a year: nobody can take them up any more."""
    targets = read_targets()
    ends = {name: target.by_year or target.to_year or 0 for name, target in targets.items()}
    return entries | {"adopts": {name: one for name, one in entries["adopts"].items() if ends[name] >= year}}


def check_prefix(names: list[str]) -> None:
    """All begin in 2024; none is told of in 2023."""
    later = ended(still_judged(begun_in(2024, entries_of(names)), 2024), 4)
    same_bits(later, baseline(4))
    assert not later.recorder.policies


def check_null(names: list[str]) -> None:
    same_bits(ended(emptied(begun_in(2023, entries_of(names)))), baseline())


def check_isolation(names: list[str]) -> None:
    """What others would do if they had anything to do it with changes nothing of what these do."""
    mine = begun_in(2023, entries_of(names))
    others = begun_in(2023, entries_of(name for name in NAMES if name not in names))
    same_bits(ended(merged(emptied(others), mine)), ended(mine))


def test_before_the_library_begins_nothing_happens():
    check_prefix(NAMES)
    begun = ended(begun_in(2023, entries_of(NAMES)), 4)
    with pytest.raises(AssertionError):
        same_bits(begun, baseline(4))


def test_a_library_of_nothing_is_no_policy():
    check_null(NAMES)


@pytest.mark.parametrize("number", range(GROUPS))
def test_what_others_leave_undone_changes_nothing(number):
    check_isolation(every(number))


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_before_a_file_begins_nothing_happens(name):
    check_prefix([name])


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_nothing_is_no_policy(name):
    check_null([name])


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_the_rest_of_the_library_left_undone_changes_nothing_of_a_file(name):
    check_isolation([name])


@pytest.fixture(scope="module")
def plan():
    """The plan's entries, all of them begun in the first year."""
    return begun_in(2023, entries_of(bundled("plan")))


@pytest.fixture(scope="module")
def straight(plan):
    return run(jiangmen(), scenario_with(plan, HORIZON), 1, 2).digest()


def test_the_order_of_files_and_keys_is_no_matter(plan, straight):
    other = shuffled(plan, random.Random(7))
    assert all(list(other[kind]) != list(plan[kind]) for kind in KINDS)
    assert run(jiangmen(), scenario_with(other, HORIZON), 1, 2).digest() == straight


def test_the_plan_saved_and_resumed_is_the_plan_straight_through(plan, straight, tmp_path):
    begun = Run.start(jiangmen(), scenario_with(plan, HORIZON), 1, 2)
    for _ in range(3):
        begun.step()
    begun.save(tmp_path / "half")
    resumed = load(tmp_path / "half", jiangmen())
    for other in (resumed, begun.fork()):
        while not other.finished:
            other.step()
        assert other.finish().digest() == straight


def test_two_threads_change_no_bit_of_the_plan(plan, straight):
    assert run(jiangmen(), scenario_with(plan, HORIZON), 1, 2, threads=2).digest() == straight


@pytest.mark.slow
def test_the_plan_at_its_own_dates_saved_in_any_year_is_the_same_run(tmp_path):
    scenario = scenario_with(entries_of(bundled("plan")), 44)
    straight = run(jiangmen(), scenario, 1, 2).digest()
    begun = Run.start(jiangmen(), scenario, 1, 2)
    for year in range(10):
        for _ in range(4 if year else 3):
            begun.step()
        begun.save(tmp_path / str(year))
        begun = load(tmp_path / str(year), jiangmen())
    while not begun.finished:
        begun.step()
    assert begun.finish().digest() == straight
