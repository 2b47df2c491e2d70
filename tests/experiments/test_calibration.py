"""Calibration with makers that cost next to nothing: moments by hand, posteriors that are right, files and words."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from scipy import stats
from scipy.stats import qmc

from analysis.pages.calibration import page
from experiments.calibration.asked import CHECK, SEARCH, TABLE, Question
from experiments.calibration.declared import Calibration, Moment, Prior
from experiments.calibration.files import write
from experiments.calibration.finding import calibrate
from experiments.calibration.moments import moment_of
from experiments.calibration.posterior import posterior_of, ranks
from experiments.calibration.reading import faults, read_calibration
from experiments.chinese import chinese
from experiments.cli import FINE, INPUT, main
from experiments.composing import compose
from experiments.folders import find_folders
from experiments.sweep.engines.local import Local
from sim.errors import InputError
from sim.run import run

QUARTERS = 12


def moment(statistic, from_year=2023, to_year=2025, **more):
    return Moment(
        indicator=more.pop("indicator", "gdp_real"),
        statistic=statistic,
        from_year=from_year,
        to_year=to_year,
        observed=0.0,
        uncertainty=1.0,
        source="by hand",
        **more,
    )


@pytest.mark.parametrize(
    ("statistic", "value"),
    [
        ("level", 1210.0),
        ("mean", (1000.0 + 1150.0 + 1210.0) / 3),
        ("growth", 0.1),
        ("growth_sd", abs(0.15 - 60.0 / 1150.0) / 2**0.5),
        ("slope", np.log(1.21) / 2),
        ("change", 210.0),
    ],
)
def test_statistics_of_yearly_values(statistic, value):
    series = {"gdp_real": np.repeat([250.0, 287.5, 302.5], 4)}
    assert moment_of(moment(statistic), series, 4 * 2023) == pytest.approx(value)


def test_a_moment_of_one_thing_over_another():
    series = {"firms_closed": np.full(QUARTERS, 5.0), "firms": np.full(QUARTERS, 400.0)}
    found = moment_of(moment("mean", indicator="firms_closed", over="firms"), series, 4 * 2023)
    assert found == pytest.approx(20.0 / 400.0)


def test_growth_from_nothing_has_no_value():
    assert np.isnan(moment_of(moment("growth"), {"gdp_real": np.zeros(QUARTERS)}, 4 * 2023))


def cheap(shares, generator):
    """Five moments of three parameters, one of them telling nothing."""
    noise = generator.normal(size=(len(shares), 5))
    one, two, three = shares.T
    return np.column_stack(
        [
            2.0 * one + two + 0.2 * noise[:, 0],
            2.0 * two * three + 0.2 * noise[:, 1],
            np.exp(three) + 0.3 * noise[:, 2],
            one - three + 0.2 * noise[:, 3],
            noise[:, 4],
        ]
    )


@lru_cache(maxsize=1)
def cheap_table(draws=1500):
    shares = np.asarray(qmc.LatinHypercube(3, rng=1).random(draws))
    return shares, cheap(shares, np.random.default_rng(3))


def test_three_parameters_of_a_synthetic_truth_lie_in_their_intervals():
    shares, simulated = cheap_table()
    truth = np.array([[0.3, 0.6, 0.7]])
    found = posterior_of(shares, simulated, cheap(truth, np.random.default_rng(11))[0], 0.2)
    assert (found.quantile(0.05) < truth[0]).all() and (truth[0] < found.quantile(0.95)).all()
    assert (found.shrinkage > 0.2).all()


def test_simulation_based_calibration_of_a_cheap_maker():
    shares, simulated = cheap_table()
    found = ranks(shares, simulated, np.arange(300), 0.2)
    values = [stats.kstest(column, "uniform").pvalue for column in found.T]
    inside = ((found > 0.05) & (found < 0.95)).mean(0)
    print("uniform ranks, p:", np.round(values, 3), "inside 90 %:", np.round(inside, 3))
    assert min(values) > 0.01
    assert (abs(inside - 0.9) < 0.05).all()


def test_what_tells_nothing_leaves_the_prior():
    shares, simulated = cheap_table()
    found = posterior_of(shares, simulated[:, 4:], np.array([0.3]), 0.2)
    assert (abs(found.shrinkage) < 0.1).all()


def test_shares_of_a_prior():
    even, log = (
        Prior(key="a", low=1.0, high=3.0),
        Prior(key="a", low=0.01, high=1.0, distribution="log_uniform"),
    )
    assert even.at(np.array([0.0, 0.25])) == pytest.approx([1.0, 1.5])
    assert log.at(np.array([0.5])) == pytest.approx([0.1])
    assert log.share_below(log.at(np.array([0.3]))) == pytest.approx([0.3])


BAD = """
scenario: none
moments:
  one: {indicator: gdp_reall, place: nowhere, statistic: growth, from_year: 2023, to_year: 2030, observed: 1,
        uncertainty: 1, source: s}
  two: {indicator: grain_yield_first_field, place: "440700", statistic: level, from_year: 2023, to_year: 2023,
        observed: 1, uncertainty: 1, source: s}
parameters:
  a: {key: parameters.exit.scale, low: 1.5, high: 5}
  b: {key: parameters.exit.scal, low: 0, high: 1}
  c: {key: parameters.exit.hazard_by_age_per_year, low: 0, high: 1}
  d: {key: parameters.exit.scale, low: 0.5, high: 1.5}
"""


def test_every_fault_of_a_file_is_told_in_both_languages(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text(BAD, encoding="utf-8")
    _, calibration, sheet = read_calibration(str(path), find_folders())
    found = faults(calibration, sheet, compose("none", "region=pocket", "horizon=8"))
    told = "\n".join(problem.sentence() for problem in found)
    for words in (
        "did you mean 'gdp_real'",
        "2023 to 2024",
        "nowhere",
        "'scal'",
        "0 to 2",
        "already moved by",
    ):
        assert words in told, told
    assert "holds the present value" in told and all(problem.line for problem in found)
    zh = "\n".join(chinese(problem) for problem in found)
    assert "已由 a 改动" in zh and "整年" in zh and "现值" in zh


def test_what_a_file_may_not_say(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text(
        BAD.replace("low: 0.5", "low: 5").replace("uncertainty: 1", "uncertainty: 0"), encoding="utf-8"
    )
    with pytest.raises(InputError) as caught:
        read_calibration(str(path), find_folders())
    told = str(caught.value)
    assert "above 0" in told and "a number above low" in told


@lru_cache(maxsize=1)
def template():
    arm = compose("none", "region=pocket", "firms_per_agent=1000", "horizon=8")
    return arm, run(arm.region, arm.scenario, seed=0, replicate=0, record="headline")


def quick(task, advance=None):
    """A run in no time: GDP grows with one parameter, revenue with another, and chance; some values fail."""
    numbers = task.scenario.parameters
    scale, tax = numbers.exit.scale, numbers.government.profit_tax_share
    if scale > 1.45:
        raise ArithmeticError("made to fail")
    noise = np.random.default_rng((task.seed, task.replicate, round(1e6 * scale))).normal(size=2)
    _, result = template()
    path = 1e9 * (1.0 + 0.05 * scale + 0.002 * noise[0]) ** (np.arange(8) / 4.0)
    city = dict(result.values["city"])
    city["gdp_nominal"] = np.rint(path).astype(np.int64)[:, None]
    city["revenue_own"] = np.rint(path * (0.5 * tax + 0.002 * noise[1])).astype(np.int64)[:, None]
    return replace(result, values={**result.values, "city": city})


@dataclass(frozen=True)
class Quick:
    """An engine whose runs are made by `quick`, in the order given or backwards."""

    backwards: bool = False

    def make(self, job, chunks, told):
        chunks = reversed(list(chunks)) if self.backwards else chunks
        yield from Local(1).make(replace(job, maker=quick), chunks, told)


SMALL = {
    "title": {"zh": "试", "en": "trial"},
    "scenario": "none",
    "moments": {
        "growth": {
            "title": {"zh": "增速", "en": "Growth"},
            **dict(indicator="gdp_nominal", statistic="growth", from_year=2023, to_year=2024),
            **dict(observed=0.06, uncertainty=0.002, source="made"),
        },
        "revenue": {
            **dict(
                indicator="revenue_own", over="gdp_nominal", statistic="mean", from_year=2023, to_year=2024
            ),
            **dict(observed=0.05, uncertainty=0.002, source="made"),
        },
        "people": {
            **dict(indicator="population", statistic="level", from_year=2024, to_year=2024, weight=0),
            **dict(observed=1000, uncertainty=100, source="made"),
        },
    },
    "parameters": {
        "scale": {
            "key": "parameters.exit.scale",
            "low": 0.5,
            "high": 1.5,
            "title": {"zh": "倍数", "en": "Scale"},
        },
        "tax": {
            "key": "parameters.government.profit_tax_share",
            "low": 0.05,
            "high": 0.2,
            "distribution": "log_uniform",
        },
    },
    **dict(trials=9, replicates=2, batch=3, draws=40, checks=4, kept_share=0.6),
}


def small(folder, engine=Quick()):
    arm, _ = template()
    return Question("small", Calibration.model_validate_json(json.dumps(SMALL)), arm, folder, engine)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    folder = tmp_path_factory.mktemp("calibration")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", lambda handle: None)
        found = calibrate(small(folder))
        write(found)
    return found


def test_a_whole_calibration_finds_the_truth(done):
    rows = json.loads((done.question.folder / "calibration.json").read_text(encoding="utf-8"))["parameters"]
    scale, tax = rows
    assert scale["q05"] < 1.2 < scale["q95"] and tax["q05"] < 0.1 < tax["q95"]
    assert done.improves and set(done.landing) <= {"scale", "tax"}
    assert done.search.best.distance < done.search.trials[0].distance


def test_failed_runs_are_counted_and_left_out(done):
    summary = json.loads((done.question.folder / "calibration.json").read_text(encoding="utf-8"))
    assert summary["draws_failed"] == int((~done.table.complete).sum()) == 2
    draws = pq.read_table(done.question.folder / "draws.parquet").to_pandas()
    lost = draws["parameter.scale"] > 1.45
    assert draws.loc[lost, "moment.growth"].isna().all() and (draws.loc[lost, "weight"] == 0.0).all()
    assert all(trial.distance is None for trial in done.search.trials if trial.point["scale"] > 1.45)


def test_the_same_question_goes_on_where_it_was_cut_and_ends_with_the_same_bytes(done, tmp_path):
    names = ("calibration.json", "moments.parquet", "draws.parquet", "posterior.parquet", "search.parquet")
    folder = Path(shutil.copytree(done.question.folder, tmp_path / "again"))
    for part in ("search", "table"):
        (folder / part / "_SUCCESS").unlink()
        for lost in sorted((folder / part / "parts").glob("*.parquet"))[-3:]:
            lost.unlink()
    for name in names:
        (folder / name).unlink()
    write(calibrate(small(folder, Quick(backwards=True))))
    for name in names:
        assert (folder / name).read_bytes() == (done.question.folder / name).read_bytes(), name


def test_checks_decide_the_first_question_too(done, tmp_path):
    """Runs at the present values follow from them, so a folder asked with other checks is refused, not misread."""
    folder = Path(shutil.copytree(done.question.folder, tmp_path / "again"))
    usual = small(folder)
    other = replace(usual, calibration=usual.calibration.model_copy(update={"checks": 40}))
    for part in (SEARCH, CHECK):
        with pytest.raises(InputError, match=r"its design is another \(.*point_runs"):
            other.asking(part)
    assert other.asking(TABLE).folder == folder / TABLE


def test_the_page_reads_in_both_languages(done, capsys):
    from rich.console import Console

    for lang, words in (("zh", ("保持先验", "参数：先验与后验")), ("en", ("shrinkage", "Moments: observed"))):
        tables, picture, _ = page(done.question.folder, lang)
        for table in tables:
            Console(width=200).print(table)
        assert picture.stat().st_size > 10_000
        shown = capsys.readouterr().out
        assert all(word in shown for word in words[1:]) and "Infinity" not in shown and "nan" not in shown


def test_the_front_door(capsys):
    assert main(["calibrate", "--dry-run", "lang=en"]) == FINE
    shown = capsys.readouterr().out
    assert "parameters.growth.following_share" in shown and "652 runs" in shown
    assert main(["calibrate", "jiangmn", "lang=zh"]) == INPUT
    assert "jiangmen" in capsys.readouterr().err
    assert main(["calibrate", "draws=many", "lang=zh"]) == INPUT
