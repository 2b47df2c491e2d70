"""Results in other people's formats: whole or not at all, with units and names, failed runs never in a mean."""

import json

import numpy as np
import pandas as pd
import pytest

from analysis import load
from analysis.export import FORMATS, export
from analysis.export.cells import format_of, said
from analysis.saving import write_whole
from experiments.cli import main, read_call
from experiments.usage import VERBS
from sim.errors import InputError
from sim.indicators import BY_KEY
from tests.made_sweep import BUDGET, swept_folder, swept_plan


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    plan = swept_plan(points=3, replicates=2)
    return swept_folder(tmp_path_factory.mktemp("exported") / "swept", plan, failed=(5,))


def test_csv_is_a_folder_that_excel_reads(swept, tmp_path):
    out = export(swept, "csv", tmp_path / "csv")
    assert {file.name for file in out.iterdir()} == {
        "yearly.csv", "quarterly.csv", "runs.csv", "places.csv", "columns.csv"
    }  # fmt: skip
    assert all(file.read_bytes().startswith(b"\xef\xbb\xbf") for file in out.iterdir())
    yearly, columns = (
        pd.read_csv(out / f"{name}.csv", dtype={"place": str}) for name in ("yearly", "columns")
    )
    assert not yearly.columns[0].startswith("\ufeff") and yearly["gdp_real"].notna().all()
    assert set(columns["column"]) >= set(yearly.columns) & set(BY_KEY) | {BUDGET}
    assert columns.set_index("column").loc["gdp_real", "unit"] == "yuan of 2022"
    runs = pd.read_csv(out / "runs.csv")
    assert runs["status"].tolist().count("failed") == 1 and 5 not in set(yearly["run_id"])
    quarterly = pd.read_csv(out / "quarterly.csv")
    assert len(quarterly) == 4 * len(yearly) and quarterly.columns.tolist().count("point_id") == 1
    of_year = quarterly[quarterly["quarter"].str.startswith("2024") & (quarterly["level"] == "city")]
    city = yearly[(yearly["year"] == 2024) & (yearly["level"] == "city")]
    assert of_year["gdp_real"].sum() == pytest.approx(city["gdp_real"].sum())


def test_netcdf_holds_units_names_and_where_it_came_from(swept, tmp_path):
    xarray = pytest.importorskip("xarray")
    out = export(swept, "netcdf", tmp_path / "a.nc", places=["county"])
    with xarray.open_dataset(out, engine="h5netcdf") as found:
        item = BY_KEY["gdp_real"]
        assert found["gdp_real"].dims == ("run", "quarter", "place")
        assert found["gdp_real"].attrs["units"] == item.unit
        assert found["gdp_real"].attrs["long_name_zh"] == item.zh
        assert (
            found.attrs["code_hash"]
            == json.loads((swept / "manifest.json").read_text())["identity"]["code_hash"]
        )
        assert found.sizes["run"] == 11 and found.attrs["runs_failed"] == 1
        assert set(found["place_level"].values) == {"county"} and BUDGET in found.coords
        place = str(found["place"].values[0])
        wanted = load(swept).sel(place=place, indicator="gdp_real").data["gdp_real"].sum()
        assert float(found["gdp_real"].sel(place=place).sum()) == pytest.approx(wanted)
    again = export(swept, "netcdf", tmp_path / "b.nc", places=["county"])
    assert again.read_bytes() == out.read_bytes()


def test_iamc_holds_means_and_quantiles_over_points(swept, tmp_path):
    out = export(swept, "iamc", tmp_path / "a.csv", indicators=["gdp_real"], places=["city"])
    found = pd.read_csv(out)
    assert found.columns.tolist() == ["model", "scenario", "region", "variable", "unit", "2023", "2024"]
    assert set(found["variable"]) == {"gdp_real"} | {
        f"gdp_real|{name}" for name in ("5th Percentile", "Median", "95th Percentile")
    }
    data = load(swept).sel(indicator="gdp_real", place="city", year=2024).data
    yearly = data.groupby(["scenario", "point_id", "replicate"])["gdp_real"].sum()
    means = yearly.groupby(["scenario", "point_id"]).mean().groupby("scenario").mean()
    row = found[(found["scenario"] == "balance_fund") & (found["variable"] == "gdp_real")]
    assert row["2024"].item() == pytest.approx(means["balance_fund"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_workbook_has_a_sheet_for_everything(swept, tmp_path, lang):
    openpyxl = pytest.importorskip("openpyxl")
    out = export(swept, "xlsx", tmp_path / "a.xlsx", indicators=["gdp_real", "unemployment_rate"], lang=lang)
    book = openpyxl.load_workbook(out)
    names = {
        "zh": ["说明", "情景", "因素", "设置差异", "成对差异", "水平（年均值）", "失败的运行"],
        "en": ["About", "Scenarios", "Factors", "Inputs", "Differences", "Levels (yearly means)"],
    }
    assert set(names[lang]) <= set(book.sheetnames)
    sheet = book[names[lang][4]]
    assert sheet.freeze_panes == "A2" and sheet["A1"].font.bold
    rows = list(sheet.values)
    head = {"zh": "均值", "en": "Mean"}[lang]
    at, of = rows[0].index(head), rows[0].index({"zh": "指标", "en": "Indicator"}[lang])
    table = load(swept).compare("none", complete_pairs=True).table("gdp_real", by=["city", "county"])
    assert [row[at] for row in rows[1:] if row[of] == "gdp_real"] == pytest.approx(table["mean"].tolist())
    assert sheet.cell(2, at + 1).number_format == "0.000%"
    level = rows[0].index({"zh": "情景值", "en": "Value"}[lang])
    formats = {row[of].value: row[level].number_format for row in sheet.iter_rows(min_row=2)}
    assert formats == {"gdp_real": "#,##0", "unemployment_rate": "0.000%"}
    how = rows[0].index({"zh": "算法", "en": "How"}[lang])
    assert {row[how] for row in rows[1:]} <= ({"相对差异", "绝对差异"} if lang == "zh" else {"pct", "abs"})
    said = " ".join(str(cell) for row in book[names[lang][0]].values for cell in row)
    assert ("left out" in said) == (lang == "en") and "Holm" in said


def test_a_ratio_is_no_share_and_a_level_keeps_its_unit():
    assert format_of("mean", 1.2, "ratio") == "0.0000" and format_of("mean", 0.012, "share") == "0.000%"
    assert format_of("value", 3e9, "yuan") == "#,##0" and format_of("n", 40, "ratio") == "#,##0"
    assert said("verdict", "positive", "zh") == "稳健为正" and said("unit", "share", "zh") == "份额"


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_there_is_never_written_over(swept, tmp_path, form):
    target = tmp_path / f"a{FORMATS[form]}"
    target.write_text("mine")
    with pytest.raises(InputError, match="is there already"):
        export(swept, form, target)
    assert target.read_text() == "mine"


def test_nothing_is_left_of_a_file_that_could_not_be_written(tmp_path):
    def torn(path):
        path.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(InputError, match="No space left"):
        write_whole(tmp_path / "deep" / "a.csv", torn)
    assert list((tmp_path / "deep").iterdir()) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--to", "xls"], "did you mean 'xlsx'"),
        ([], "no format"),
        (["--to", "csv", "place=wset"], "did you mean 'west'"),
        (["--to", "csv", "indicator=gdp_reel"], "did you mean 'gdp_real'"),
        (["--to", "xlsx", "out=a.csv"], "ends in .xlsx"),
        (["--to", "csv", "langs=en"], "did you mean 'lang'"),
    ],
)
def test_the_verb_names_every_fault_and_writes_nothing(swept, capsys, words, said):
    assert main(["export", str(swept), *words]) == 2
    printed = capsys.readouterr()
    assert said in printed.err and not (swept / "exports").exists()


def test_the_verb_writes_and_says_where(swept, tmp_path, capsys):
    out = tmp_path / "it.csv"
    assert main(["export", str(swept), "to=iamc", f"out={out}", "place=[west]", "indicator=gdp_real"]) == 0
    assert str(out) in capsys.readouterr().out and out.is_file()
    assert read_call(["export", "x", "--to=csv"]).to == "csv"
    assert all(name in VERBS["export"] for name in FORMATS)


def test_a_failed_scenario_is_no_mean_of_nothing(tmp_path):
    plan = swept_plan(points=1, replicates=1)
    folder = swept_folder(tmp_path / "made", plan, failed=(1,))
    with pytest.raises(InputError, match="no run finished"):
        export(folder, "iamc", tmp_path / "a.csv")
    assert not np.isnan(load(folder).data["gdp_real"]).any()
