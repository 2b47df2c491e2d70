"""The model as a plain function: the numbers of a run and of the reading room, checked as a sweep's are."""

from __future__ import annotations

import pickle

import pytest

from analysis.folder import Folder
from analysis.years import year_values
from experiments import Factor, Outcome, PlainModel, compare, compose
from sim.errors import InputError
from sim.run import run

SMALL = {"region": "pocket", "horizon": 8, "firms_per_agent": 1000}
NOISE = "parameters.growth.noise_sd_share"
GDP, WEST = Outcome("gdp_real"), Outcome("gdp_real_per_head", place="west", year=2024)


@pytest.fixture(scope="module")
def paired():
    return PlainModel("balance_fund", outcomes=[GDP, WEST], baseline="none", **SMALL)


def test_numbers_are_those_of_a_run():
    model = PlainModel("none", outcomes=[GDP, Outcome("gdp_real_growth", name="growth")], **SMALL)
    arm = compose("none", f"{NOISE}=0.1", **SMALL)
    _, values = run(arm.region, arm.scenario, 0, 2).years("gdp_real")
    assert model(2, **{NOISE: 0.1}) == {"gdp_real": values[-1], "growth": values[-1] / values[-2] - 1.0}


def test_groups_and_differences_are_those_of_the_reading_room(paired, tmp_path):
    folder = Folder(compare("none", "balance_fund", replicates=2, out=str(tmp_path / "made"), **SMALL))
    for outcome in (GDP, WEST):
        place = folder.places.find(outcome.place) if outcome.place else folder.places.city
        values = year_values(folder, outcome.key, [place]).values[:, -1, 0]
        assert [paired(replicate)[outcome.called] for replicate in (0, 1)] == [
            values[1] - values[0],
            values[3] - values[2],
        ]


def test_a_factor_may_have_a_name_of_its_own_and_leave_a_policy_out():
    model = PlainModel(
        "balance_fund", outcomes=["gdp_real"], factors={"noise": Factor(keys=(NOISE,), how="times")}, **SMALL
    )
    plain = PlainModel("none", outcomes=["gdp_real"], **SMALL)
    usual = compose("none", **SMALL).scenario.parameters.growth.noise_sd_share
    assert model(noise=0.5, **{"policies.balance_fund": False}) == plain(**{NOISE: 0.5 * usual})
    assert model(world="default") == model()


def test_a_baseline_that_no_factor_touches_runs_once_a_replicate(paired, monkeypatch):
    made = []
    monkeypatch.setattr("experiments.plain_function.run", lambda *asked: made.append(asked[1]) or run(*asked))
    budget = "policy.programmes.balance_fund.budget_yuan_per_year"
    fresh = pickle.loads(pickle.dumps(paired))
    fresh._kept.clear()
    assert fresh(0, **{budget: 1e6}) != fresh(0, **{budget: 2e6})
    assert len(made) == 3


def test_what_is_not_allowed_is_said(paired):
    with pytest.raises(InputError, match="did you mean 'noise_sd_share'"):
        paired(**{"parameters.growth.noise_sd_shar": 0.2})
    with pytest.raises(InputError, match="a number from"):
        paired(**{NOISE: -1.0})
    with pytest.raises(InputError, match=r"1\.5 given"):
        paired(replicate=1.5)
    wrong = [Outcome("gdp_reel"), Outcome("gdp_real", place="nowhere"), Outcome("gdp_real", year=2040)]
    with pytest.raises(InputError) as caught:
        PlainModel("none", outcomes=[*wrong, "gdp_real", "gdp_real"], **SMALL)
    said = [problem.sentence() for problem in caught.value.problems]
    assert len(said) == 4 and any("2023 to 2024" in one for one in said)
    assert any("two outcomes are called" in one for one in said)
