"""The laws of the house as tests: same bits, addressed chance, nothing before it starts."""

from __future__ import annotations

import csv
import random
import shutil
from pathlib import Path

import numpy as np
import pytest

from sim.errors import NumberError
from sim.kernels.pages import BLOCK, MEMBERS, TOWN
from sim.plain import changed_scenario, plain_scenario
from sim.region import read_region
from sim.run import Run, run
from sim.saving import load

FUND = {
    "payers": {"east": 0.8, "city": 0.2},
    "scope": ["west"],
    "stocks": {"infrastructure": 0.6, "services": 0.4},
    "budget_yuan_per_year": 3e8,
    "start_date": "2026-01-01",
}


@pytest.fixture(scope="module")
def jiangmen():
    return read_region("jiangmen")


@pytest.fixture(scope="module")
def pocket():
    return read_region("pocket")


def thin(region, **changed):
    return plain_scenario(region, {"firms_per_agent": 100, "horizon": 24, **changed})


def test_threads_change_no_bit(jiangmen):
    one, two = (run(jiangmen, thin(jiangmen, horizon=8), 3, 1, threads=count).digest() for count in (1, 2))
    assert one == two


@pytest.mark.parametrize("name", ["pocket", "jiangmen"])
def test_a_run_saved_and_resumed_is_the_run_straight_through(name, tmp_path):
    region = read_region(name)
    scenario = thin(region)
    straight = run(region, scenario, 1, 2, firm_facts=True)
    begun = Run.start(region, scenario, 1, 2, firm_facts=True)
    for _ in range(17):
        begun.step()
    begun.save(tmp_path / "half")
    resumed = load(tmp_path / "half", region)
    while not resumed.finished:
        resumed.step()
    assert resumed.finish().digest() == straight.digest()


def test_a_fork_goes_its_own_way(pocket):
    parent = Run.start(pocket, thin(pocket), 1, 2)
    for _ in range(5):
        parent.step()
    twin = parent.fork()
    twin.world.counties.log_wage[:] = 0.1
    for _ in range(5):
        parent.step()
        twin.step()
    straight = run(pocket, thin(pocket, horizon=10), 1, 2)
    assert np.array_equal(parent.finish().series("gdp_nominal"), straight.series("gdp_nominal"))
    assert not np.array_equal(twin.finish().series("gdp_nominal"), straight.series("gdp_nominal"))


SCRIPT = (
    "from sim.region import read_region; from sim.plain import plain_scenario; from sim.run import run;"
    "r = read_region('pocket'); print(run(r, plain_scenario(r, {'horizon': 6}), 1, 2).digest())"
)


def test_a_process_of_its_own_gives_the_same_bits(pocket, run_python):
    here = run(pocket, plain_scenario(pocket, {"horizon": 6}), 1, 2).digest()
    assert run_python("-c", SCRIPT) == here


@pytest.mark.parametrize(
    "environment",
    [
        pytest.param(
            {
                "NUMBA_CPU_NAME": "x86-64",
                "NUMBA_CPU_FEATURES": "+sse2",
                "NPY_DISABLE_CPU_FEATURES": "AVX512F AVX512CD AVX512_SKX AVX2 FMA3",
                "OPENBLAS_CORETYPE": "Prescott",
            },
            id="narrow",
            # It compiles the whole model anew; the kernels are held to it by a fast test of their own.
            marks=pytest.mark.slow,
        ),
        pytest.param({"NUMBA_DISABLE_JIT": "1"}, id="uncompiled"),
    ],
)
def test_another_machine_gives_the_same_bits(pocket, run_python, environment):
    here = run(pocket, plain_scenario(pocket, {"horizon": 6}), 1, 2).digest()
    assert run_python("-W", "ignore", "-c", SCRIPT, **environment) == here


def test_the_order_of_input_rows_does_not_matter(pocket, tmp_path):
    shuffled = tmp_path / "pocket"
    shutil.copytree(pocket.folder, shuffled)
    for path in sorted(shuffled.rglob("*.csv")):
        shuffle_rows(path)
    other = read_region(shuffled)
    scenario = thin(pocket, horizon=6)
    assert run(other, scenario, 1, 2).digest() == run(pocket, scenario, 1, 2).digest()


def shuffle_rows(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file))
    random.Random(7).shuffle(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def test_the_empty_policy_is_no_policy(jiangmen):
    nothing = run(jiangmen, thin(jiangmen, horizon=8), 1, 2)
    empty = run(jiangmen, thin(jiangmen, horizon=8, policy={"programmes": {}}), 1, 2)
    unfunded = {"programmes": {"fund": {**FUND, "budget_yuan_per_year": 0}}}
    zero = run(jiangmen, thin(jiangmen, horizon=8, policy=unfunded), 1, 2)
    assert empty.digest() == nothing.digest()
    assert_same_values(zero, nothing, 8)


def assert_same_values(one, other, quarters):
    for level, table in one.values.items():
        for key, values in table.items():
            others = other.values[level][key][:quarters]
            # A place without villagers has no income per villager: not a number in both.
            assert np.array_equal(values[:quarters], others, equal_nan=True), (level, key)


def test_a_fund_that_starts_in_2026_leaves_2025_untouched(jiangmen):
    nothing = run(jiangmen, thin(jiangmen), 1, 2)
    fund = run(jiangmen, thin(jiangmen, policy={"programmes": {"fund": FUND}}), 1, 2)
    assert_same_values(fund, nothing, 12)
    assert fund.series("programme_received", "台山市")[11] == 0
    assert fund.series("programme_received", "台山市")[12] > 0
    assert fund.series("gdp_nominal", "台山市")[12] != nothing.series("gdp_nominal", "台山市")[12]


def test_an_inert_firm_changes_nobody(pocket):
    scenario = changed_scenario(thin(pocket), {"firms_per_agent": 1})
    plain, crowded = Run.start(pocket, scenario, 1, 2), Run.start(pocket, scenario, 1, 2)
    stranger = add_inert_firm(crowded.world.firms)
    for _ in range(9):
        plain.step()
        crowded.step()
    names = ("ids", "orders", "productivity", "persons", "capital", "sales", "cash", "loans", "rung", "town")
    one, other = (r.world.firms.by_id(*names) for r in (plain, crowded))
    others = other["ids"] != stranger
    for name in names:
        assert np.array_equal(one[name], other[name][others]), name
    assert np.array_equal(plain.finish().series("gdp_real"), crowded.finish().series("gdp_real"))


def add_inert_firm(firms):
    page = int(firms.head[0])
    row = int(firms.live[page])
    stranger = np.uint64(firms.ids[page, :row].max()) + np.uint64(1000)
    firms.ids[page, row] = stranger
    firms.floats[page, MEMBERS * BLOCK + row] = 1.0
    firms.shorts[page, TOWN * BLOCK + row] = firms.shorts[page, TOWN * BLOCK]
    firms.live[page] += 1
    return stranger


def test_replicates_differ_and_share_their_start(pocket):
    first, second = (run(pocket, thin(pocket, horizon=4), 1, replicate) for replicate in (0, 1))
    assert not np.array_equal(first.series("gdp_real"), second.series("gdp_real"))
    one, two = (Run.start(pocket, thin(pocket), 1, replicate).world.firms for replicate in (0, 1))
    assert np.array_equal(one.by_id("orders")["orders"], two.by_id("orders")["orders"])


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_number_that_cannot_be_counted_stops_the_run(pocket):
    running = Run.start(pocket, thin(pocket), 1, 2)
    running.step()
    running.world.counties.log_wage[0] = np.nan
    with pytest.raises(NumberError, match=r"2023Q2, F .*cannot be counted"):
        running.step()
