"""Opening a folder, selecting, exporting."""

import json
import shutil
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from analysis import load
from analysis.summary import real_growth
from sim.errors import InputError
from tests.made import made_folder, made_plan, made_result


def test_a_folder_says_what_it_holds(runs):
    assert runs.scenarios["scenario"].tolist() == ["none", "balance_fund"]
    assert runs.scenarios["finished"].tolist() == [6, 6]
    assert {"county", "group", "village"} <= set(runs.places["level"])
    assert "gdp_real" in runs.indicators["key"].tolist()
    shown = runs._repr_html_()
    assert "12, 0 failed" in shown and "2 county" in shown


def test_data_are_the_numbers_of_the_run(runs):
    plan = made_plan()
    result = made_result(plan, plan.arms[1][1], 4, True)
    county = plan.region.counties.ids[1]
    found = runs.sel(scenario="balance_fund", place=county).data
    of_run = found[found["replicate"] == 4]
    assert of_run["gdp_real"].to_numpy() == pytest.approx(result.series("gdp_real", place=county), rel=0)
    assert of_run["quarter"].tolist() == list(result.quarter_names)


def test_a_group_is_one_place_in_every_form_and_years_are_their_quarters(runs):
    members = next(p for p in runs.folder.places.all if p.id == "west").members
    found = runs.sel(place="west", year=slice(2024, 2024)).data
    assert set(found["place"]) == {"west"} and set(found["level"]) == {"group"}
    parts = runs.sel(place=members, year=2024).data.groupby(["scenario", "replicate", "quarter"])
    sums = parts[["gdp_real", "employment"]].sum().reset_index()
    mine = found.sort_values(["scenario", "replicate", "quarter"])
    assert mine["gdp_real"].tolist() == pytest.approx(
        sums.sort_values(["scenario", "replicate", "quarter"])["gdp_real"]
    )
    assert found["exports"].isna().all() and found["employment"].notna().all()
    assert set(found["quarter"]) == {"2024Q1", "2024Q2", "2024Q3", "2024Q4"}
    assert set(runs.sel(quarter="2023Q2").data["quarter"]) == {"2023Q2"}


def test_a_selection_goes_into_the_comparison(runs):
    found = runs.sel(place="west", year=2024).compare(baseline="none").table("gdp_real")
    assert found[["place", "year"]].to_numpy().tolist() == [["west", 2024]]


def test_places_are_found_by_id_name_and_slug(runs):
    places = runs.folder.places
    county = places.at("county")[0]
    for text in (county.id, county.zh, county.en, county.en.upper()):
        assert places.find(text) == county
    assert places.find("city") == places.city
    with pytest.raises(InputError, match=county.en):
        places.find(county.en + "x")


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda runs: runs.sel(scenario="nne"), "did you mean 'none'"),
        (lambda runs: runs.sel(place="wset"), "did you mean 'west'"),
        (lambda runs: runs.sel(quarter="2023-2"), "write it like 2023Q1"),
        (lambda runs: runs.compare(baseline="balance"), "did you mean 'balance_fund'"),
        (lambda runs: runs.compare(baseline="none", how="percent"), "how"),
        (lambda runs: runs.compare("none").table("gdp_reel"), "did you mean 'gdp_real'"),
        (lambda runs: runs.compare("none").table("gdp_real", year=2050), "2023 to 2025"),
        (lambda runs: runs.compare("none").table("exports", by="west"), "does not add up"),
        (lambda runs: runs.compare("none").table("exports", by="town"), "not measured for a town"),
        (lambda runs: runs.compare("none").table("population", by="village"), "record=full"),
        (lambda runs: runs.inputs.diff("none", "funds"), "balance_fund"),
    ],
)
def test_unknown_names_are_refused_with_the_nearest(runs, ask, words):
    with pytest.raises(InputError, match=words):
        ask(runs)


def test_inputs_that_differ_stand_side_by_side(runs):
    found = runs.inputs.diff("none", "balance_fund").set_index("key")
    assert found.loc["policy.programmes.balance_fund.budget_yuan_per_year", "balance_fund"] == 300000000.0
    assert runs.inputs.diff("none", "none").empty
    assert not [key for key in found.index if "title" in key or key.endswith("note")]
    assert set(found["none"]) == {"absent"} and found["balance_fund"].isna().any()


def test_growth_is_one_number(runs):
    table = runs.compare("none").table("gdp_real_growth", by="county", how="abs")
    for name, value in (("none", "value_baseline"), ("balance_fund", "value")):
        shown = real_growth(runs.folder, name, runs.folder.places.at("county"))
        for row in table.to_dict("records"):
            assert shown.loc[row["year"], row["place"]] == pytest.approx(row[value], rel=1e-12)


def test_an_iamc_table_holds_yearly_means(runs, tmp_path):
    frame = pd.read_csv(runs.sel(scenario="none").to_iamc(tmp_path / "out.csv"))
    assert list(frame.columns) == ["model", "scenario", "region", "variable", "unit", "2023", "2024", "2025"]
    plan = made_plan()
    means = [made_result(plan, plan.arms[0][1], r, False).years("consumption")[1][1] for r in range(6)]
    row = frame[(frame["variable"] == "consumption") & (frame["region"] == plan.region.name_en)]
    assert row["2024"].item() == pytest.approx(np.mean(means))


def test_a_folder_that_is_none_or_of_a_newer_program_is_refused(tmp_path):
    with pytest.raises(InputError, match="no such folder"):
        load(tmp_path / "absent")
    with pytest.raises(InputError, match="holds no results"):
        load(tmp_path)
    (tmp_path / "manifest.json").write_text(json.dumps({"schema_version": 9}))
    with pytest.raises(InputError, match="newer version of the program"):
        load(tmp_path)


def test_a_headline_record_still_gives_its_ratios(tmp_path):
    runs = load(made_folder(tmp_path / "made", made_plan(record="headline")))
    found = runs.compare("none").table(["unemployment_rate", "revenue_share"], by="county")
    assert found["value"].notna().all()
    with pytest.raises(InputError, match="record=headline"):
        runs.compare("none").table("wage_relative")


def test_reading_imports_nothing_of_the_model(root):
    code = "import analysis.runs, analysis.summary, analysis.validate, analysis.figures, sys;"
    code += (
        "print(sorted(n for n in sys.modules if n.split('.')[0] in ('sim', 'experiments', 'numba', 'hydra') "
        "and not n.startswith('sim.indicators.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['sim', 'sim.errors', 'sim.indicators']"


def test_what_people_wrote_stays_text_in_a_notebook(folder, tmp_path):
    path = tmp_path / "<b onclick=alert(1)>"
    shutil.copytree(folder, path)
    manifest = json.loads((path / "manifest.json").read_text("utf-8"))
    manifest["region"]["zh"] = "<b style=x>市</b>"
    manifest["titles"]["balance_fund"]["en"] = "<b >Fund</b>"
    (path / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    runs = load(path)
    shown = runs._repr_html_() + runs.compare("none")._repr_html_()
    assert (
        "<b style=x" not in shown
        and "<b >" not in shown
        and "onclick" not in shown.replace("&lt;b onclick", "")
    )
    assert "&lt;b style=x&gt;" in shown and '<b style="color:#' in shown


def test_a_folder_in_which_every_run_failed_says_why(tmp_path):
    plan = made_plan(replicates=4, horizon=4)
    runs = load(made_folder(tmp_path / "made", plan, failed=tuple(range(8))))
    shown = runs._repr_html_()
    assert "8, 8 failed" in shown and "2 county" in shown and shown.count("LedgerError: made to fail") == 5
    assert "none 0, balance_fund 0; 8 failed" in repr(runs)


def test_runs_and_comparisons_are_told_in_two_lines(runs, comparison):
    assert repr(runs).splitlines()[1] == "  finished: none 6, balance_fund 6"
    assert "2023Q1 to 2025Q4" in repr(runs) and str(runs.folder.path) in repr(runs)
    first, second = repr(comparison).splitlines()
    assert first.startswith("Comparison (pct) of balance_fund against none, ")
    assert second == "  balance_fund: 6 pairs"
