"""The back-test's record and its arms; one small real run."""

import pyarrow.parquet as pq
import pytest

from experiments.backtest import ARMS, compose_backtest
from experiments.cli import FINE, INPUT, main
from experiments.judging import cached_region
from experiments.record import figures, figures_table, recorded


@pytest.fixture(scope="module")
def jiangmen(root):
    return cached_region(str(root / "scenarios" / "data" / "jiangmen"))


def test_the_record_takes_the_surest_figure_and_marks_breaks(jiangmen):
    found = {(one.place, one.indicator, one.year): one for one in figures(jiangmen)}
    assert found["440700", "gdp_nominal", 2023].value == pytest.approx(402.225e9)
    assert found["440700", "gdp_nominal", 2023].grade == "A"
    assert found["440781", "gdp_nominal", 2012].value == pytest.approx(31.061e9)
    assert [found["440700", "firms_above_scale", year].basis for year in (2010, 2015)] == [0, 1]
    assert [found["440703", "population", year].basis for year in (2017, 2020)] == [0, 1]
    assert all(one.level in ("city", "county") for one in found.values())
    assert ("440705", "population", 2023) not in found  # derived, not published
    table = figures_table(list(found.values()))
    assert table.num_rows == len(found) and table["year"].type == "int16"


def test_the_city_s_record_is_the_same_as_validation_reads(jiangmen):
    assert recorded(jiangmen)["firms_above_scale"][2019] == 2458.0


def test_the_arms_differ_in_the_world_outside_alone():
    known, history = compose_backtest(["firms_per_agent=1000"])
    assert (known.name, history.name) == ARMS
    assert known.scenario.model_copy(
        update={"world": history.scenario.world, "title": history.scenario.title}
    ) == history.scenario.model_copy(update={"targets": history.scenario.targets})
    assert known.scenario.world.links == history.scenario.world.links == {}
    assert known.settings.replicates == 20


@pytest.mark.parametrize(("lang", "said"), [("en", "has no opening"), ("zh", "没有")])
def test_a_region_without_an_earlier_opening_is_refused(capsys, tmp_path, monkeypatch, lang, said):
    monkeypatch.chdir(tmp_path)
    assert main(["backtest", "region=pocket", f"lang={lang}"]) == INPUT
    assert said in capsys.readouterr().err and not list(tmp_path.iterdir())


def test_an_arm_is_refused(capsys):
    assert main(["backtest", "plan"]) == INPUT
    told = capsys.readouterr().err
    assert "takes settings only" in told and "只接受设置" in told


@pytest.mark.slow
def test_a_small_real_back_test(tmp_path, capsys):
    folder = tmp_path / "bt"
    words = ["firms_per_agent=1000", "replicates=3", f"out={folder}", "lang=en"]
    assert main(["backtest", *words]) == FINE
    said = capsys.readouterr().out
    for part in ("as known in 2019", "with hindsight", "random walk", "the model is", "backtest.png"):
        assert part in said
    assert pq.read_table(folder / "observed.parquet").num_rows > 60
    assert main(["rerun", str(folder)]) == FINE
