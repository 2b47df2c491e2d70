"""The calls of a notebook, each as it is written there; a name that is not known is answered with the nearest."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import load
from sim.errors import InputError

GLOBAL = """
import importlib, locale, pkgutil, sys, warnings
import matplotlib, numpy, pandas, scipy.special, scipy.stats
from pandas._config.config import _global_config as options
def state():
    drawing = dict(dict.items(matplotlib.rcParams))  # asking for the backend itself would choose one
    return drawing, repr(options), numpy.geterr(), numpy.get_printoptions(), list(warnings.filters), locale.getlocale()
before = state()
import analysis
names = [found.name for found in pkgutil.walk_packages(analysis.__path__, "analysis.")]
names = [name for name in names if not name.startswith(("analysis.notebooks", "analysis.live"))]
for name in names:
    importlib.import_module(name)
print(len(names) > 100, state() == before, "matplotlib.pyplot" in sys.modules)
"""


@pytest.fixture(autouse=True)
def closed():
    yield
    from matplotlib import pyplot

    pyplot.close("all")


def test_tables_say_what_there_is(folder):
    runs = load(folder)
    assert "2 county" in runs._repr_html_()
    assert {"scenario", "zh", "en", "finished", "failed", "hash"} <= set(runs.scenarios)
    assert {"level", "place", "name_zh", "name_en", "parent"} <= set(runs.places)
    assert {"key", "zh", "en", "unit", "better"} <= set(runs.indicators)
    assert set(runs.inputs.diff("none", "balance_fund")) == {"key", "none", "balance_fund"}


def test_a_selection_is_data_in_three_forms(runs, tmp_path):
    pytest.importorskip("xarray")
    r = runs.sel(scenario=["none", "balance_fund"], place="west", year=slice(2024, 2033))
    assert {"scenario", "replicate", "quarter", "place", "gdp_real"} <= set(r.data)
    assert set(r.data["quarter"].str[:4]) == {"2024", "2025"}
    assert dict(r.to_xarray().sizes) == {"run": 12, "quarter": 8, "place": 1}
    written = r.to_iamc(tmp_path / "deep" / "out.csv")
    assert list(pd.read_csv(written)) == ["model", "scenario", "region", "variable", "unit", "2024", "2025"]
    shown = r._repr_html_()
    assert "2024Q1 to 2025Q4" in shown and "西部" in shown
    assert "selected" not in runs._repr_html_()


@pytest.mark.parametrize(("how", "unit"), [("pct", "share"), ("abs", "yuan of 2022"), ("ratio", "ratio")])
def test_a_comparison_is_told_in_three_ways(runs, how, unit):
    c = runs.compare(baseline="none", how=how)
    found = c.table("gdp_real", year=2025, by="county")
    assert set(found["unit"]) == {unit} and found["year"].unique().tolist() == [2025] and len(found) == 2


def test_a_comparison_draws_and_writes(comparison, tmp_path):
    from matplotlib import pyplot

    c, ax = comparison, pyplot.subplots()[1]
    assert c.plot.fan("gdp_real", place="shanqian", ax=ax) is ax
    assert len(c.plot.map("gdp_real", year=2025).patches) >= len(c.plot.map_data("gdp_real", year=2025)) == 2
    assert c.plot.choropleth.__name__ == c.plot.map.__name__ and {"map", "map_data"} <= set(dir(c.plot))
    assert "target" in c.targets()
    with pytest.raises(InputError, match="bqw attribute"):
        c.attribution(["pairings", "parks", "fund"])
    assert c.explore(tmp_path / "explorer.html").stat().st_size < 2e6
    shown = c._repr_html_()
    assert "口袋市" in shown and "2025" in shown


def test_a_comparison_of_a_part_shows_that_part(runs):
    shown = runs.sel(place="west", year=2024).compare("none")._repr_html_()
    assert "西部" in shown and "口袋市" not in shown and "2024" in shown and "2025" not in shown


@pytest.mark.slow
def test_a_comparison_is_a_report_and_a_workbook(comparison, tmp_path):
    pytest.importorskip("openpyxl")
    assert comparison.report(tmp_path / "report.html", lang="zh").stat().st_size < 1e6
    assert comparison.to_excel(tmp_path / "tables.xlsx").stat().st_size > 1e4


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda runs, c: runs.sel(scenario="balance_found"), "did you mean 'balance_fund'"),
        (lambda runs, c: runs.sel(indicator="gdp_rael"), "did you mean 'gdp_real'"),
        (lambda runs, c: runs.sel(year=2050), "2023 to 2025"),
        (lambda runs, c: runs.sel(year=slice(2031, 2029)), "2031 to 2029 holds no year"),
        (lambda runs, c: runs.sel(scenario=[]), "no scenario is named"),
        (lambda runs, c: runs.sel(place=[]), "no place is named"),
        (lambda runs, c: runs.sel(year=[]), "no year is named"),
        (lambda runs, c: runs.sel(year=True), "True is not a year"),
        (lambda runs, c: runs.sel(indicator="gdp_real_growth"), "table\\('gdp_real_growth'\\)"),
        (
            lambda runs, c: c.table("gdp_real", year="2024"),
            "'2024' is not a year; write it as a number, of 2023",
        ),
        (lambda runs, c: c.table("gdp_real", year=2024.5), "2024.5 is not a year"),
        (lambda runs, c: c.inequality("gdp_real", year=2050), "2023 to 2025"),
        (lambda runs, c: c.plot.slope("gdp_real", between="x"), "known names: scenarios, years"),
        (lambda runs, c: c.plot.fan("gdp_real", lang="both"), "one language"),
        (lambda runs, c: runs.sel(year="2024"), "'2024' is not a year"),
        (lambda runs, c: runs.sel(quarter=slice("2025Q1", "2024Q1")), "holds no quarter"),
        (lambda runs, c: runs.sel(quarter="2023Q2").compare("none"), "no whole year"),
        (lambda runs, c: runs.inputs.diff("none", "balance_funds"), "did you mean 'balance_fund'"),
        (lambda runs, c: runs.compare("none", how="pc"), "did you mean 'pct'"),
        (lambda runs, c: c.table("gdp_real", by="countys"), "did you mean 'county'"),
        (lambda runs, c: c.plot.fan("gdp_real", place="shanqan"), "did you mean 'Shanqian'"),
        (lambda runs, c: c.plot.fan("gdp_real", lang="fr"), "known names: en, zh"),
        (lambda runs, c: c.plot.map("gdp_real", scenario="balance"), "balance_fund"),
        (lambda runs, c: c.report("page.html", lang="cn"), "known names: both, en, zh"),
        (lambda runs, c: c.report("page.html", map_file="nowhere.geojson"), "there is no such map"),
    ],
)
def test_names_that_are_not_known_are_answered_in_a_sentence(runs, comparison, ask, said):
    with pytest.raises(InputError, match=said) as raised:
        ask(runs, comparison)
    assert len(raised.value.problems) == 1


def test_a_figure_that_is_not_known_is_answered_with_the_nearest(comparison):
    with pytest.raises(AttributeError, match="did you mean 'map'"):
        comparison.plot.mapp("gdp_real")


def test_importing_changes_nothing_for_others(run_python):
    assert run_python("-c", GLOBAL) == "True True False"
