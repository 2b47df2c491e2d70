"""Maps, ranks, clouds, heat maps and inequality drawn: the right numbers, labels apart, the same bytes, kept looks."""

from __future__ import annotations

import dataclasses
import json
import shutil

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from analysis import load
from analysis.figures.choropleth import classes
from analysis.figures.pairing_map import _round_below
from analysis.figures.style import DIVERGING, page
from analysis.frontiers import undominated
from sim.errors import InputError
from tests.analysis.looks import assert_looks, outside, overlaps, vector
from tests.analysis.test_colours import FAR, KINDS, lab, linear
from tests.made_sweep import BUDGET, NOISE, swept_folder, swept_plan

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(autouse=True)
def closed():
    yield
    from matplotlib import pyplot

    pyplot.close("all")


@pytest.fixture(scope="module")
def grid(tmp_path_factory):
    """A factorial sweep of two factors, of which two runs failed, with the design that names their numbers."""
    plan = swept_plan(9, 2)
    across, up = np.meshgrid([1e8, 3e8, 5e8], [0.2, 0.35, 0.5])
    plan = dataclasses.replace(plan, points=pa.table({BUDGET: across.ravel(), NOISE: up.ravel()}))
    folder = swept_folder(
        tmp_path_factory.mktemp("grid") / "grid",
        plan,
        failed=(3,),
        effect=lambda run, values: 0.01 * (values[BUDGET] / 1e8 - 2.4) * (values[NOISE] * 4),
    )
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    keys = {
        BUDGET: "policy.programmes.balance_fund.budget_yuan_per_year",
        NOISE: "parameters.growth.noise_sd_share",
    }
    factors = {name: {"keys": [key], "title": {"zh": name, "en": name}} for name, key in keys.items()}
    manifest["identity"]["design"] = {"factors": factors}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return load(folder).compare("none", complete_pairs=True)


def texts(ax):
    from matplotlib.text import Text

    return [text.get_text() for text in ax.findobj(Text) if text.get_text()]


def test_a_map_of_differences_tells_the_rows_of_the_table(comparison):
    data = comparison.plot.choropleth_data("gdp_real", 2025)
    table = comparison.table("gdp_real", 2025)
    pd.testing.assert_frame_equal(
        data[["place", "mean", "q05", "q95"]], table[["place", "mean", "q05", "q95"]]
    )
    assert list(data["direction"]) == ["down", "up"]
    ax = comparison.plot.choropleth("gdp_real", 2025)
    said = "\n".join(texts(ax))
    assert "1 up, 1 down" in said and "schematic map" in said and "10 km" in said and "+2.00 %" in said
    assert_looks(ax.figure, "choropleth")


def test_a_map_of_ones_own_is_called_by_its_file_and_not_schematic(folder, paired, tmp_path):
    file = tmp_path / "审定 $1$.geojson"
    shutil.copy(folder / "places.geojson", file)
    said = "\n".join(texts(paired.plot.map("gdp_real", 2025, map_file=file, lang="zh")))
    assert "底图由用户提供\n审定 $1$.geojson" in said and "示意" not in said
    on_it = load(paired.folder.path, map_file=file).compare("none")
    ax = on_it.plot.pairing_map("balance_fund")
    assert overlaps(ax.figure) == [] and outside(ax.figure) == []
    said = "\n".join(texts(ax))
    assert "supplied by the user\npoints and arcs schematic" in said and "schematic map" not in said


def test_uncertain_counties_are_hatched_and_said_so(comparison):
    ax = comparison.plot.choropleth("population", 2025, how="abs", lang="zh")
    hatched = [patch for patch in ax.patches if patch.get_hatch()]
    data = comparison.plot.choropleth_data("population", 2025, how="abs")
    # One more where any is hatched: the box that says what it means.
    unsure = int((data["direction"] == "uncertain").sum())
    assert len(hatched) == unsure + (unsure > 0)
    assert ("方向不确定" in "".join(texts(ax))) == bool(hatched)


def test_names_on_a_map_do_not_overlap(comparison):
    from matplotlib import pyplot

    _, pair = pyplot.subplots(1, 2, figsize=(5, 2.2), layout="constrained")
    comparison.plot.choropleth("gdp_real", 2025, ax=pair[0])
    ax = comparison.plot.choropleth("gdp_real", 2025, ax=pair[1])
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts if "%" in text.get_text()]
    assert len(boxes) == 2 and not boxes[0].overlaps(boxes[1])


def test_classes_are_round_and_symmetric():
    assert classes(5.77) == (-6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0)
    for largest in (1e-5, 0.013, 0.99, 4.0, 12345.0):
        edges = np.array(classes(largest))
        np.testing.assert_allclose(edges, -edges[::-1])
        assert edges[-1] >= largest * (1 - 1e-9) and 3 <= len(edges) <= 9
    assert classes(0.0) == (-1.0, 0.0, 1.0)


@pytest.mark.parametrize("kind", KINDS)
def test_losses_and_gains_of_one_size_differ_for_every_eye(kind):
    seen = [lab(np.array(KINDS[kind]) @ linear(colour)) for colour in DIVERGING]
    for low, high in ((0, -1), (1, -2), (2, -3)):
        assert np.linalg.norm(seen[low] - seen[high]) > FAR / 2
    light = [colour[0] for colour in seen]
    assert (np.diff(light[:4]) > 0).all() and (np.diff(light[3:]) < 0).all()


@pytest.fixture(scope="module")
def paired(comparison, tmp_path_factory):
    """The made comparison with pairs of villages, towns, a park and a firm written by hand into its records."""
    import pyarrow.parquet as pq

    folder = tmp_path_factory.mktemp("paired") / "paired"
    shutil.copytree(comparison.folder.path, folder)
    villages = [f"9901010010{n:02}" for n in (1, 2)] + ["990101101200", "990101101201"]
    west = ["990102100001", "990102100200", "990102102200", "990102102201", "990102102202"]
    ends = [(one, other) for one in villages for other in west] + [
        ("PK01", "PK02"),
        ("OUT_SHENZHEN", "990102"),
    ]
    runs = comparison.folder.runs
    mine = runs.loc[(runs["scenario"] == "balance_fund") & (runs["status"] == "finished"), "run_id"]
    schema = pq.read_schema(next((folder / "policies").glob("*.parquet")))
    for part in sorted((folder / "parts").glob("*.parquet")):
        rows = [
            (run, 8092, "helping", item, to, by, value)
            for run in set(pq.read_table(part)["run_id"].to_pylist()) & set(mine)
            for at, (by, to) in enumerate(ends)
            for item, value in (("matched", 0.5), ("paid", 1000.0 * (at + 1)))
        ]
        columns = list(zip(*rows, strict=True)) if rows else [[]] * len(schema)
        pq.write_table(
            pa.table(dict(zip(schema.names, columns, strict=True)), schema=schema),
            folder / "policies" / part.name,
        )
    return load(folder).compare("none")


def test_few_pairs_stand_one_by_one_and_many_are_added_up(paired):
    data = paired.plot.pairing_map_data("balance_fund", "helping")
    assert set(data["level"]) == {"pair"} and len(data) == 21
    assert data.attrs == {"outside": 1, "same": 0, "rest": 0, "pairs": 22}
    assert set(data["from"]) == {"990101001", "990101101"}
    towns = paired.plot.pairing_map_data("balance_fund", most=20)
    assert set(towns["level"]) == {"town"} and towns["pairs"].sum() == 21
    assert (
        towns["yuan"].sum() == pytest.approx(data["yuan"].sum()) == pytest.approx(1000.0 * sum(range(1, 22)))
    )
    counties = paired.plot.pairing_map_data("balance_fund", most=2)
    assert counties[["from", "to", "pairs"]].to_numpy().tolist() == [["990101", "990102", 21]]
    with pytest.raises(InputError, match="helping"):
        paired.plot.pairing_map_data("balance_fund", "helpin")


def test_a_map_of_pairs(paired):
    from matplotlib.patches import FancyArrowPatch

    ax = paired.plot.pairing_map("balance_fund", lang="zh")
    assert len([patch for patch in ax.patches if isinstance(patch, FancyArrowPatch)]) == 21
    assert "22对" in ax.get_title(loc="left") and "与市外结对 1 对未画" in ax.get_xlabel()
    assert _round_below(798.0) == 500.0 and _round_below(0.0) == 0.0
    assert_looks(ax.figure, "pairing_map")


def test_ranks_drawn_are_those_of_the_table(comparison):
    data = comparison.plot.bump_data("gdp_real")
    pd.testing.assert_frame_equal(data, comparison.ranks("gdp_real", 2025).reset_index(drop=True))
    assert_looks(comparison.plot.bump("gdp_real").figure, "bump")
    years = comparison.plot.bump_data("gdp_real", over="years")
    assert sorted(set(years["year"])) == [2023, 2024, 2025]
    comparison.plot.bump("gdp_real", over="years", lang="zh")
    with pytest.raises(InputError, match="years"):
        comparison.plot.bump("gdp_real", over="year")


def test_only_what_nothing_beats_is_on_the_frontier():
    assert undominated([3.0, 1.0, 2.0, 2.0], [5.0, 1.0, 0.5, 4.0]) == [1, 3, 0]
    assert undominated([], []) == []


def test_cost_against_effect(comparison, grid):
    data = comparison.plot.pareto_data("gdp_real", cost="programme_paid").set_index("scenario")
    assert data.loc["balance_fund", "cost"] == 7_000_000 * 12 and data.loc["none", "cost"] == 0.0
    mean = comparison.table("gdp_real", 2025, "city")["mean"].iloc[0]
    assert data.loc["balance_fund", "effect"] == pytest.approx(mean)
    cloud = grid.plot.pareto_data("gdp_real")
    assert len(cloud) == 1 + 9 and cloud["n"].iloc[1:].sum() == 17
    assert "1 of 9 points not beaten" in grid.plot.pareto("gdp_real").get_title(loc="left")
    with pytest.raises(InputError, match="not in yuan"):
        comparison.plot.pareto_data("gdp_real", cost="firms")


def test_runs_are_counted_by_scenario_and_chunk(grid, comparison):
    data = grid.plot.run_health_data()
    assert data[["finished", "failed", "missing"]].to_numpy().sum() == 36 and data["failed"].sum() == 1
    assert data.set_index("scenario").loc["balance_fund", "left_out"] == 1
    chunks = grid.plot.run_health_data(by="chunk")
    assert chunks[["finished", "failed", "missing"]].to_numpy().sum() == 36
    assert_looks(grid.plot.run_health().figure, "run_health")
    assert "all 12 runs finished" in comparison.plot.run_health().get_title(loc="left")


def test_a_heat_map_of_a_grid_marks_the_usual_values(grid):
    data = grid.plot.heatmap_data("gdp_real")
    assert data.attrs["factorial"] and data.attrs["factors"] == (BUDGET, NOISE)
    expected = 0.01 * (data[BUDGET] / 1e8 - 2.4) * (data[NOISE] * 4)
    np.testing.assert_allclose(data["effect"], expected, atol=1e-6)
    stated = grid.folder.scenario("balance_fund")
    assert data.attrs["usual"] == (3e8, stated["parameters"]["growth"]["noise_sd_share"])
    ax = grid.plot.heatmap("gdp_real")
    assert "usual values" in texts(ax)
    # Values bear their sign, and neither they nor the axes say what cannot be.
    assert {"−2", "0", "+2", "+4"} <= set(texts(ax)) and overlaps(ax.figure) == []
    assert min(*ax.get_xlim(), *ax.get_ylim()) >= 0.0
    assert_looks(ax.figure, "heatmap")
    turned = grid.plot.heatmap_data("gdp_real", x=NOISE)
    assert turned.attrs["factors"] == (NOISE, BUDGET)


@pytest.mark.slow
def test_a_heat_map_of_other_designs_is_interpolated(tmp_path, comparison):
    scattered = load(swept_folder(tmp_path / "s", swept_plan(6, 1))).compare("none")
    assert not scattered.plot.heatmap_data("gdp_real").attrs["factorial"]
    assert "interpolated" in scattered.plot.heatmap("gdp_real").get_xlabel()
    with pytest.raises(InputError, match="factor"):
        scattered.plot.heatmap("gdp_real", x="budge")
    with pytest.raises(InputError, match="heat map needs"):
        comparison.plot.heatmap("gdp_real")


def test_lorenz_tells_the_ginis_of_the_table(comparison):
    key = "income_disposable_per_head"
    data = comparison.plot.lorenz_data(key, "urban_rural")
    table = comparison.inequality(key, "urban_rural", 2025).set_index("measure")
    ginis = data.groupby("scenario")["gini"].first()
    assert ginis["balance_fund"] == table.loc["gini", "value"]
    assert ginis["none"] == table.loc["gini", "value_baseline"]
    ends = data.groupby("scenario")[["people", "amount"]].agg(["first", "last"]).to_numpy()
    np.testing.assert_allclose(ends, [[0, 1, 0, 1], [0, 1, 0, 1]], atol=1e-12)
    ax = comparison.plot.lorenz(key, "urban_rural")
    assert f"{ginis['balance_fund']:.4f}" in "".join(texts(ax))
    assert_looks(ax.figure, "lorenz")


def test_theil_leaves_room_for_names_of_two_lines_and_for_years_without_a_value(comparison, monkeypatch):
    from analysis.figures import theil as module

    monkeypatch.setattr(module, "title_of", lambda *_: "A policy with a name that needs two lines")
    assert overlaps(comparison.plot.theil("gdp_real").figure) == []
    real = module.theil_data
    monkeypatch.setattr(module, "theil_data", lambda *asked: real(*asked).assign(value=np.nan))
    ax = comparison.plot.theil("gdp_real")
    ax.figure.draw_without_rendering()
    assert "–" in "".join(texts(ax))


def test_theil_stacks_parts_that_add_up(comparison):
    data = comparison.plot.theil_data("income_disposable_per_head", "urban_rural")
    for _, mine in data.groupby(["scenario", "year"]):
        by_part = mine.set_index("part")["value"]
        assert by_part.drop("").sum() == pytest.approx(by_part[""], abs=1e-15)
    assert_looks(
        comparison.plot.theil("income_disposable_per_head", "urban_rural", lang="zh").figure, "theil"
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", ["choropleth", "bump", "lorenz", "theil"])
def test_the_same_input_gives_the_same_bytes(comparison, name):
    with page(comparison.folder, "zh"):
        one, other = (vector(getattr(comparison.plot, name)("gdp_real", lang="zh").figure) for _ in range(2))
    assert one == other and "<text" in one.decode()
