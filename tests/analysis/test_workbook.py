"""The workbook holds what was asked for, as it was asked; no text in it or in a CSV is ever a formula."""

import json
import shutil

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis import load
from analysis.export import export
from analysis.export.tidy import no_formulas

openpyxl = pytest.importorskip("openpyxl")
FORMULA = '=HYPERLINK("http://x")'


def sheet(book, name):
    """Rows of a sheet as a table."""
    heads, *rows = book[name].values
    return pd.DataFrame(rows, columns=heads)


@pytest.mark.parametrize("how", ["abs", "ratio", "pct"])
def test_differences_are_told_as_they_were_asked_for(runs, tmp_path, how):
    asked = runs.sel(year=2024, place=["west"]).compare("none", how=how)
    found = sheet(openpyxl.load_workbook(asked.to_excel(tmp_path / "a.xlsx", "en")), "Differences")
    assert set(found["How"]) == {how} and set(found["Year"]) == {2024} and set(found["Code"]) == {"west"}
    wanted = asked.table("gdp_real", how=how)
    assert found.loc[found["Indicator"] == "gdp_real", "Mean"].tolist() == pytest.approx(
        wanted["mean"].tolist()
    )


def test_years_that_were_not_chosen_are_on_no_sheet(runs, tmp_path):
    book = openpyxl.load_workbook(
        runs.sel(year=slice(2024, 2025)).compare("none").to_excel(tmp_path / "a.xlsx", "en")
    )
    levels = sheet(book, "Levels (yearly means)")
    assert [name for name in levels if name.isdigit()] == ["2024", "2025"]
    assert set(sheet(book, "Policies (yuan)")["Year"]) <= {2024, 2025}
    data = runs.sel(place="city", scenario="none", indicator="gdp_real", year=2025).data
    row = levels[
        (levels["Code"] == runs.folder.places.city.id)
        & (levels["Scenario"] == "none")
        & (levels["Indicator"] == "gdp_real")
    ]
    assert row["2025"].item() == pytest.approx(data.groupby("replicate")["gdp_real"].sum().mean())


def test_a_balance_has_no_share_of_a_baseline(folder, tmp_path):
    out = export(folder, "xlsx", tmp_path / "a.xlsx", indicators=["fiscal_balance", "gdp_real"], lang="en")
    found = sheet(openpyxl.load_workbook(out), "Differences")
    hows = dict(zip(found["Indicator"], found["How"], strict=True))
    assert hows == {"fiscal_balance": "abs", "gdp_real": "pct"}


def test_the_pairs_are_those_of_the_comparison(runs, tmp_path):
    from dataclasses import replace

    asked = runs.compare("none")
    pairs = asked.pairs["balance_fund"]
    fewer = replace(
        pairs, on=pairs.on[:4], off=pairs.off[:4], points=pairs.points[:4], replicates=pairs.replicates[:4]
    )
    book = openpyxl.load_workbook(
        replace(asked, pairs={"balance_fund": fewer}).to_excel(tmp_path / "a.xlsx", "en")
    )
    assert set(sheet(book, "Differences")["Pairs"]) == {4}


def test_rows_that_do_not_fit_are_spoken_of(comparison, tmp_path, monkeypatch):
    for module in ("cells", "workbook"):
        monkeypatch.setattr(f"analysis.export.{module}.MOST_ROWS", 20)
    book = openpyxl.load_workbook(comparison.to_excel(tmp_path / "a.xlsx", "en"))
    assert len(sheet(book, "Levels (yearly means)")) == 20
    said = " ".join(str(cell) for row in book["About"].values for cell in row)
    assert "Levels (yearly means) has " in said and "the first 20 are here, all of them with --to csv" in said


@pytest.fixture(scope="module")
def harmful(folder, tmp_path_factory):
    """A folder whose people gave formulas for names, and a control letter."""
    path = tmp_path_factory.mktemp("harmful") / "made"
    shutil.copytree(folder, path)
    manifest = json.loads((path / "manifest.json").read_text("utf-8"))
    manifest["titles"]["balance_fund"] = {"zh": FORMULA, "en": "@SUM(1)\x07"}
    (path / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    places = pq.read_table(path / "places.parquet")
    at = places.column_names.index("name_en")
    names = pa.array(["+1+1" if level == "county" else "-2" for level in places["level"].to_pylist()])
    pq.write_table(places.set_column(at, "name_en", names), path / "places.parquet")
    return path


def test_no_text_of_a_workbook_is_a_formula(harmful, tmp_path):
    book = openpyxl.load_workbook(load(harmful).compare("none").to_excel(tmp_path / "a.xlsx"))
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells}.isdisjoint({"f", "e"})
    texts = {cell.value for cell in cells}
    assert FORMULA in texts and "@SUM(1)" in texts and "+1+1" in texts


def test_no_text_of_a_csv_is_a_formula_and_numbers_are_numbers(harmful, tmp_path):
    out = export(harmful, "csv", tmp_path / "csv", indicators=["gdp_real", "net_migration"])
    for file in out.iterdir():
        for line in file.read_text("utf-8-sig").splitlines():
            assert not any(cell.startswith(("=", "+", "@")) for cell in line.split(",")), file.name
    yearly = pd.read_csv(out / "yearly.csv")
    assert set(yearly["name_en"]) == {"'+1+1", "'-2"} and yearly["gdp_real"].dtype == float


def test_only_text_that_begins_like_a_formula_is_changed():
    mixed = pd.Series(["=1", "-x", "a=b", -2, None, "\tz"])
    assert no_formulas(mixed).tolist() == ["'=1", "'-x", "a=b", -2, None, "'\tz"]
    numbers = pd.Series([-1.5, 2.0])
    assert no_formulas(numbers) is numbers
