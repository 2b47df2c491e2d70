"""A result folder needs nothing of ours: other people's readers join its tables and find units and names in it."""

import pandas as pd
import pyarrow.parquet as pq
import pytest
from pyarrow import dataset

from analysis import load
from sim.indicators import BY_KEY
from tests.made_sweep import BUDGET, NOISE, swept_folder, swept_plan


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    plan = swept_plan(points=3, replicates=2)
    return swept_folder(tmp_path_factory.mktemp("plain") / "swept", plan, failed=(5,))


@pytest.fixture(scope="module")
def wanted(swept):
    """Real GDP of the city in 2024 by point and scenario, summed over replicates."""
    data = load(swept).sel(indicator="gdp_real", place="city", year=2024).data
    return data.groupby(["scenario", "point_id"])["gdp_real"].sum()


def test_pandas_reads_a_folder_of_chunks(swept, wanted):
    series, parts = (pd.read_parquet(swept / name) for name in ("series", "parts"))
    design = pd.read_parquet(swept / "design.parquet")
    rows = series[(series["level"] == "city") & (series["quarter"] // 4 == 2024)]
    joined = rows.merge(parts[["run_id", "status"]], on="run_id").merge(design, on="run_id")
    assert (joined["status"] == "finished").all() and {BUDGET, NOISE} <= set(joined.columns)
    assert joined.groupby(["scenario", "point_id"])["gdp_real"].sum().to_dict() == pytest.approx(
        wanted.to_dict()
    )
    assert parts["status"].value_counts().to_dict() == {"finished": 11, "failed": 1}
    assert parts.loc[parts["status"] == "failed", "error"].tolist() == ["LedgerError: made to fail"]
    assert parts.loc[parts["status"] == "failed", "gdp_real"].isna().all()


def test_pyarrow_reads_only_what_is_asked(swept, wanted):
    series = dataset.dataset(swept / "series")
    condition = (dataset.field("quarter") >= 4 * 2024) & (dataset.field("quarter") <= 4 * 2024 + 3)
    found = series.to_table(columns=["run_id", "level", "gdp_real"], filter=condition)
    design = pq.read_table(swept / "design.parquet", columns=["run_id", "scenario", "point_id"])
    frame = found.join(design, "run_id").to_pandas()
    city = frame[frame["level"] == "city"]
    assert city.groupby(["scenario", "point_id"])["gdp_real"].sum().to_dict() == pytest.approx(
        wanted.to_dict()
    )


def test_every_column_says_its_unit_and_names_and_has_its_type(swept):
    schema = pq.read_schema(next((swept / "series").glob("*.parquet")))
    for field in schema:
        if field.name in BY_KEY:
            item = BY_KEY[field.name]
            said = {key.decode(): text.decode() for key, text in field.metadata.items()}
            assert (said["unit"], said["zh"], said["en"]) == (item.unit, item.zh, item.en)
            assert str(field.type) == ("int64" if item.money else "double")
    kinds = {name: str(schema.field(name).type) for name in ("run_id", "quarter", "level", "place")}
    assert kinds["run_id"] == "int32" and kinds["quarter"] == "int16"
    assert all("string" in kinds[name] for name in ("level", "place"))
    assert b"pandas" not in (schema.metadata or {}), "no file says who wrote it, or when"
    told = pd.read_parquet(swept / "indicators.parquet").set_index("key")
    assert told.loc["gdp_real", "unit"] == "yuan of 2022" and told["zh"].all()


def test_polars_reads_it(swept, wanted):
    polars = pytest.importorskip("polars")
    series = polars.read_parquet(swept / "series" / "*.parquet").with_columns(polars.col("level").cast(str))
    design = polars.read_parquet(swept / "design.parquet")
    rows = series.filter((polars.col("level") == "city") & (polars.col("quarter") // 4 == 2024))
    found = rows.join(design, on="run_id").group_by("scenario", "point_id").agg(polars.col("gdp_real").sum())
    assert {(a, b): c for a, b, c in found.iter_rows()} == pytest.approx(wanted.to_dict())


def test_duckdb_reads_it(swept, wanted):
    duckdb = pytest.importorskip("duckdb")
    found = duckdb.sql(
        f"select scenario, point_id, sum(gdp_real) from '{swept}/series/*.parquet' join '{swept}/design.parquet' "
        "using (run_id) where level = 'city' and quarter // 4 = 2024 group by all"
    ).fetchall()
    assert {(a, b): c for a, b, c in found} == pytest.approx(wanted.to_dict())


def test_xarray_takes_what_pandas_read(swept, wanted):
    xarray = pytest.importorskip("xarray")
    frame = pd.read_parquet(swept / "series", columns=["run_id", "quarter", "place", "gdp_real"])
    cube = xarray.Dataset.from_dataframe(
        frame.astype({"place": str}).set_index(["run_id", "quarter", "place"])
    )
    assert cube["gdp_real"].dims == ("run_id", "quarter", "place") and cube.sizes["run_id"] == 11
