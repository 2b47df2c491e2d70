"""Goals are read from ids or written on the spot, and judged as the board of targets judges them."""

import numpy as np
import pytest

from analysis.folder import Folder
from analysis.targets import paths
from analysis.years import year_values
from experiments.composing import compose
from experiments.goal.aims import columns_of, read_wanted
from experiments.sweep.asking import Answer
from sim.declared.target import Target
from sim.errors import InputError
from tests.goal.made import same_numbers
from tests.made import made_folder, made_plan

COMMON = {"indicator": "gdp_nominal", "op": "ge", "number": 1.0, "unit": "yuan", "kind": "measured"}
TARGETS = {
    "T1": COMMON | {"place": ("990101",), "level": "county", "by_year": 2024},
    "T2": COMMON | {"place": ("west",), "level": "county", "from_year": 2023, "to_year": 2025, "aggregation": "sum"},
    "T3": COMMON | {"place": ("990101",), "level": "county", "by_year": 2024, "aggregation": "share_of_city",
                    "number": 0.5, "unit": "share"},
    "T4": COMMON | {"place": ("west",), "level": "town", "by_year": 2024, "aggregation": "count_places",
                    "threshold": 1e6, "number": 2, "unit": "places", "indicator": "population"},
    "T5": COMMON | {"place": ("city",), "level": "city", "by_year": 2025, "indicator": "unemployment_rate",
                    "op": "le", "number": 0.05, "unit": "share"},
    "T6": COMMON | {"place": ("city",), "level": "city", "from_year": 2023, "to_year": 2025,
                    "aggregation": "mean_growth", "number": 0.03, "unit": "1/year"},
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return made_folder(tmp_path_factory.mktemp("goal") / "made", made_plan())


@pytest.fixture(scope="module")
def scenario():
    targets = {name: Target(**fields) for name, fields in TARGETS.items()}
    targets["T7"] = Target(**(COMMON | {"place": ("city",), "level": "city", "kind": "undated"}))
    return made_plan().arms[0][1].model_copy(update={"targets": targets})


def judged(folder, wanted):
    plan = made_plan()
    answer = Answer(folder, plan, range(len(plan.chunks)))
    return wanted.judged(answer.table("series", columns_of([wanted])), plan.region.city_code)


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_is_judged_as_the_board_judges_it(folder, scenario, name):
    (wanted,) = read_wanted([name], scenario, made_plan().region, "standard")
    found = judged(folder, wanted)
    years, expected = paths(Folder(folder), "none", scenario.targets[name].model_dump())
    none = Folder(folder).runs.query("scenario == 'none'")["run_id"]
    at = int(np.flatnonzero(years == wanted.aim.last)[0])
    assert same_numbers(np.array([found[run] for run in none]), expected[:, at])


@pytest.mark.parametrize("place", ["west", "city", "河口区", "east"])
@pytest.mark.parametrize("key", ["gdp_real", "unemployment_rate", "school_quality"])
def test_a_goal_written_on_the_spot_takes_a_group_as_one(folder, scenario, place, key):
    (wanted,) = read_wanted([f"{key}@{place}@2024>=1.2e9"], scenario, made_plan().region, "standard")
    assert (wanted.aim.number, wanted.aim.last, wanted.aim.op) == (1.2e9, 2024, "ge")
    opened = Folder(folder)
    found = judged(folder, wanted)
    expected = year_values(opened, key, [opened.places.find(place)])
    assert same_numbers(np.array(list(found.values())), expected.values[:, 1, 0])
    assert list(found) == list(expected.runs)


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ([], "no goal is given"),
        (["T9"], "'T9' is not known"),
        (["T7"], "T7 is undated"),
        (["T1", "T1"], "T1 is given twice"),
        (["gdp_rael@west@2024>=1"], "did you mean 'gdp_real'"),
        (["gdp_real@wset@2024>=1"], "wset"),
        (["gdp_real@west@2024"], "cannot be read"),
        (["gdp_real@west@2024>=1e"], "is no number"),
        (["gdp_real@west@2040>=1"], "is judged over 2040, and the runs hold 2023 to 2025"),
        (["unemployment_rate@沙洲镇@2024>=1"], "unemployment_rate is not measured for a town"),
    ],
)
def test_goals_that_cannot_be_meant_are_refused_in_words(scenario, texts, said):
    with pytest.raises(InputError) as caught:
        read_wanted(texts, scenario, made_plan().region, "standard")
    assert said in str(caught.value)


def test_a_goal_of_villages_asks_for_a_wider_record(scenario):
    with pytest.raises(InputError, match="set a wider record"):
        read_wanted(["population@沙洲镇@2024>=1"], scenario, made_plan().region, "headline")


def test_stated_targets_of_the_region_are_read():
    arm = compose("none", firms_per_agent=1000)
    (wanted,) = read_wanted(["T004"], arm.scenario, arm.region, "standard")
    assert wanted.places == ("440705",) and wanted.aim.number == 1e11
