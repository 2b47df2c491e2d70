"""Composition: names, files, settings and arms become one checked scenario."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from experiments import compose
from experiments.composing import dump
from experiments.folders import GROUPS, PACKAGED, find_folders
from experiments.lint import linted
from experiments.running import compose_arms
from sim.errors import InputError
from sim.scenario import Scenario

POCKET = "region=pocket"


def test_defaults_are_those_of_the_front_door() -> None:
    arm = compose("none", POCKET)
    assert (arm.name, arm.scenario.start, arm.scenario.horizon, arm.scenario.firms_per_agent) == (
        "none",
        "2023Q1",
        44,
        1,
    )
    assert (arm.settings.seed, arm.settings.replicates, arm.settings.record) == (0, 4, "standard")
    assert arm.scenario.policy.programmes == {}


def test_trend_falls_evenly_and_prices_level_off() -> None:
    trend = compose("none", POCKET).scenario.world.trend
    real = [trend[year].real_growth_per_year for year in range(2023, 2034)]
    prices = [trend[year].price_growth_per_year for year in range(2023, 2034)]
    assert real == pytest.approx([0.05 - 0.0015 * step for step in range(11)])
    assert prices == pytest.approx([0.005, 0.00625, 0.0075, 0.00875] + 7 * [0.01])


def test_links_come_from_the_region_and_can_be_moved_or_shut() -> None:
    assert compose("none", POCKET).scenario.world.links == {"bridge": datetime.date(2024, 6, 30)}
    assert compose("none", POCKET, "world=links_closed").scenario.world.links == {}
    assert compose("none", POCKET, "world.links.bridge=null").scenario.world.links == {}
    moved = compose("none", POCKET, "world.links.bridge=2026-01-01").scenario.world.links
    assert moved == {"bridge": datetime.date(2026, 1, 1)}


@pytest.mark.parametrize("name", ["rest", "balanced"])
def test_worlds_without_shocks_switch_everything_off(name: str) -> None:
    scenario = compose(name, POCKET).scenario
    parameters = scenario.parameters
    assert parameters.growth.noise_sd_share == 0
    assert parameters.productivity.sd_share == 0
    assert parameters.exit.scale == 0
    assert parameters.entry.net_growth_per_year == parameters.entry.replacement_per_year == 0
    assert parameters.migration.inside_per_year == parameters.migration.outside_per_year == 0
    assert scenario.world.links == {}
    assert len(scenario.world.trend) == 1


def test_policy_lists_add_drop_and_override_a_scenario() -> None:
    fund = {"balance_fund"}
    assert set(compose("balance_fund", POCKET).scenario.policy.programmes) == fund
    assert set(compose("none", POCKET, "policy_add=[balance_fund]").scenario.policy.programmes) == fund
    assert set(compose("none", POCKET, "policy=balance_fund").scenario.policy.programmes) == fund
    assert compose("balance_fund", POCKET, "policy=[]").scenario.policy.programmes == {}
    assert compose("balance_fund", POCKET, "policy_drop=[balance_fund]").scenario.policy.programmes == {}


def test_empty_policy_is_no_policy() -> None:
    assert compose("balance_fund", POCKET, "policy=[]").scenario.hash == compose("none", POCKET).scenario.hash


def test_an_arm_takes_settings_of_its_own_with_commas_in_brackets() -> None:
    arm = compose(
        "fund500:policy=[balance_fund],policy.programmes.balance_fund.budget_yuan_per_year=5e8,horizon=8",
        POCKET,
    )
    assert arm.name == "fund500"
    assert arm.scenario.policy.programmes["balance_fund"].budget_yuan_per_year == 5e8
    assert arm.scenario.horizon == 8


def test_an_arm_may_start_from_a_scenario_of_another_name() -> None:
    arm = compose(
        "less:scenario=balance_fund,policy.programmes.balance_fund.budget_yuan_per_year=1e8", POCKET
    )
    assert arm.name == "less"
    assert arm.scenario.policy.programmes["balance_fund"].budget_yuan_per_year == 1e8


def test_python_values_are_settings() -> None:
    arm = compose("none", region="pocket", policy=["balance_fund"], seed=7, out="/a path/with, marks")
    assert arm.settings.seed == 7
    assert arm.settings.out == "/a path/with, marks"
    assert "balance_fund" in arm.scenario.policy.programmes


def test_any_known_number_can_be_set_with_or_without_plus() -> None:
    for plus in ("", "+", "++"):
        arm = compose("none", POCKET, f"{plus}parameters.growth.noise_sd_share=0.1")
        assert arm.scenario.parameters.growth.noise_sd_share == 0.1


def test_resolved_yaml_gives_the_same_scenario_back(tmp_path: Path) -> None:
    scenario = compose("balance_fund", POCKET, "horizon=8").scenario
    file = tmp_path / "balance_fund.yaml"
    file.write_text(dump(scenario), encoding="utf-8")
    assert Scenario.read(file) == scenario
    assert Scenario.read(file).hash == scenario.hash
    again = compose(str(file), "seed=3", "horizon=4")
    assert again.scenario.horizon == 4
    assert again.scenario.world == scenario.world
    assert again.settings.seed == 3


def test_a_resolved_world_does_not_mix_with_the_default_one(tmp_path: Path) -> None:
    scenario = compose("rest", POCKET).scenario
    file = tmp_path / "rest.yaml"
    file.write_text(dump(scenario), encoding="utf-8")
    assert compose(str(file)).scenario == scenario


def test_a_file_of_ones_own_is_an_arm(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("defaults:\n  - override /policy: [balance_fund]\nhorizon: 12\n", encoding="utf-8")
    arm = compose(str(file), POCKET)
    assert (arm.name, arm.scenario.horizon, len(arm.scenario.policy.programmes)) == ("mine", 12, 1)


def test_a_folder_of_ones_own_is_searched_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "scenarios" / "scenario"
    own.mkdir(parents=True)
    (own / "none.yaml").write_text("# @package _global_\nhorizon: 3\n", encoding="utf-8")
    assert compose("none", POCKET, scenarios=tmp_path / "scenarios").scenario.horizon == 3
    assert compose("balance_fund", POCKET, scenarios=tmp_path / "scenarios").scenario.horizon == 44
    monkeypatch.chdir(tmp_path)
    assert compose("none", POCKET).scenario.horizon == 3


def test_references_between_keys_are_followed(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("horizon: 12\nwarmup: ${horizon}\n", encoding="utf-8")
    assert compose(str(file), POCKET).scenario.warmup == 12


def test_anchors_are_fine(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "world:\n  trend:\n    '2040': &later {real_growth_per_year: 0.03, price_growth_per_year: 0.01}\n"
        "    '2041': {<<: *later, real_growth_per_year: 0.02}\n",
        encoding="utf-8",
    )
    trend = compose(str(file), POCKET).scenario.world.trend
    assert trend[2041].real_growth_per_year == 0.02
    assert trend[2041].price_growth_per_year == 0.01


def test_faults_of_all_arms_are_told_together() -> None:
    with pytest.raises(InputError) as caught:
        compose_arms(["non", "rset", POCKET])
    assert len(caught.value.problems) == 2


def test_packaged_files_pass_their_own_lint() -> None:
    folders = find_folders()
    for group in GROUPS:
        for path in sorted((PACKAGED / group).glob("*.yaml")):
            linted(path, group, folders)


def test_composition_leaves_hydra_as_it_was() -> None:
    from hydra.core.config_store import ConfigStore
    from hydra.core.global_hydra import GlobalHydra

    before = sorted(ConfigStore.instance().repo)
    compose("none", POCKET)
    assert not GlobalHydra.instance().is_initialized()
    assert sorted(ConfigStore.instance().repo) == before


def test_a_region_may_be_called_by_its_chinese_name() -> None:
    assert compose("none", "region=口袋市", "horizon=4").region.id == "pocket"
    assert compose("none", "region=江门").region.id == "jiangmen"


def test_chinese_place_names_need_no_quotes() -> None:
    composed = compose("balance_fund", "policy.programmes.balance_fund.scope=[台山,恩平]")
    assert composed.scenario.policy.programmes["balance_fund"].scope.places == ("台山", "恩平")
