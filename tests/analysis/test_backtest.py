"""The back-test's scores by hand: walks, ranked probability, cover, skill; the card says who is worse."""

import json
import shutil

import numpy as np
import pyarrow as pa
import pytest
from scipy import stats

from analysis.backtest import DRIFT, Backtest, Point, score, skill
from analysis.folder import Folder
from analysis.pages.backtest import BEGIN, END, page, sentences, written
from analysis.walk import Walk, crps, fitted, rises
from analysis.years import year_values
from experiments.store_files import write_table
from sim.errors import InputError


def test_a_walk_by_hand():
    found = rises([(2012, 200.0, 0), (2010, 100.0, 0), (2013, 900.0, 1), (2014, 900.0 * np.e, 1)])
    assert found == [(2.0, pytest.approx(np.log(2))), (1.0, pytest.approx(1.0))]  # none across the break
    walk = fitted([(1.0, 0.1), (1.0, 0.3), (1.0, 0.2)])
    assert (walk.drift, walk.spread, walk.seen, walk.pooled) == (
        pytest.approx(0.2),
        pytest.approx(0.1),
        3.0,
        False,
    )


def test_a_short_record_takes_the_spread_of_its_kind():
    kin = [(1.0, 0.1), (1.0, 0.3), (1.0, 0.2)]
    walk = fitted([(1.0, 0.05)], [kin])
    assert (walk.drift, walk.spread, walk.pooled) == (0.05, pytest.approx(0.1), True)
    assert fitted([]) is None and np.isnan(fitted([(1.0, 0.05)]).spread)
    assert fitted([(1.0, 0.05)]).forecast(100.0, 2).tolist() == [pytest.approx(100 * np.exp(0.1))]


def test_a_walk_widens_with_the_years_and_with_doubt_about_its_drift():
    said = Walk(0.1, 0.05, 4.0, 4).forecast(100.0, 3)
    assert np.median(said) == pytest.approx(100 * np.exp(0.3))
    wide = 0.05 * np.sqrt(3 + 9 / 4)
    assert np.quantile(np.log(said), 0.95) == pytest.approx(np.log(100) + 0.3 + 1.645 * wide, abs=1e-3)
    assert np.median(Walk(0.1, 0.05, 4.0, 4).forecast(100.0, 3, drifting=False)) == pytest.approx(100.0)


def test_crps_by_hand_and_beside_its_closed_form():
    assert crps(np.array([5.0]), 3.0) == 2.0
    assert crps(np.array([1.0, 3.0]), 2.0) == 0.0
    assert crps(np.array([0.0, 1.0, 5.0]), 2.0) == pytest.approx(2.0 - (1 + 5 + 4) / 6)
    draws = stats.norm.ppf((np.arange(4000) + 0.5) / 4000)
    closed = 1.0 * (2 * stats.norm.cdf(1) - 1) + 2 * stats.norm.pdf(1) - 1 / np.sqrt(np.pi)
    assert crps(draws, 1.0) == pytest.approx(closed, abs=1e-3)


def test_scores_by_hand():
    def point(observed, values):
        return Point("gdp_nominal", "city", "x", 2023, observed, "A", {"arm": np.array(values)})

    one = score([point(100.0, [109.0, 110.0, 111.0]), point(200.0, [150.0, 180.0, 230.0])], "arm")
    assert (one.points, one.inside) == (2, 1)
    assert one.mape == pytest.approx(0.1) and one.rmse == pytest.approx(0.1)
    assert skill(0.5, 1.0) == 0.5 and skill(3.0, 1.0) == -2.0 and np.isnan(skill(1.0, 0.0))


@pytest.fixture
def past(folder, tmp_path):
    """A made folder with a record: known to 2022, then 2023-2025 as a multiple of what the first arm says."""

    def make(factor=1.0, before=(80.0, 100.0, 120.0), basis=0):
        target = tmp_path / f"past{factor}{basis}"
        shutil.copytree(folder, target, dirs_exist_ok=True)
        found = year_values(Folder(target), "gdp_nominal", [Folder(target).places.city])
        middle = np.median(found.values[[0, 2, 4, 6, 8, 10], :, 0], axis=0)
        first = middle[0] / 120.0
        rows = [(year, value * first, 0) for year, value in zip((2020, 2021, 2022), before, strict=True)]
        rows += [(int(y), float(v) * factor, basis) for y, v in zip(found.years, middle, strict=True)]
        city = Folder(target).places.city.id
        columns = {
            "level": ["city"] * len(rows), "place": [city] * len(rows), "indicator": ["gdp_nominal"] * len(rows),
            "year": [row[0] for row in rows], "value": [row[1] for row in rows],
            "basis": [row[2] for row in rows], "source": ["X"] * len(rows), "grade": ["A"] * len(rows),
            "note": [""] * len(rows),
        }  # fmt: skip
        write_table(target / "observed.parquet", pa.table(columns))
        return target

    return make


def test_a_model_that_hits_is_called_better(past):
    found = Backtest(Folder(past()))
    assert [point.year for point in found.points] == [2023, 2024, 2025]
    assert set(found.points[0].says) == {"none", "balance_fund", DRIFT, "flat"}
    assert score(found.points, "none").mape == pytest.approx(0.0, abs=1e-9)
    (said,) = sentences(found, "en")
    assert "the model is better" in said and "(3 figures)" in said


def test_a_model_that_misses_is_called_worse(past):
    (said,) = sentences(Backtest(Folder(past(1.9))), "both")
    assert "the model is worse" in said and "模型更差" in said


def test_a_change_of_basis_starts_everybody_from_its_first_figure(past):
    found = Backtest(Folder(past(1.9, basis=1)))
    assert [point.year for point in found.points] == [2024, 2025]
    assert found.series[0].rebased and found.series[0].anchor == 2023
    assert score(found.points, "none").mape < 0.03


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_the_card_has_its_tables_and_its_picture(past, lang):
    tables, picture, _ = page(past(), lang)
    assert picture.stat().st_size > 10_000
    assert len(tables) > 6


def test_the_guide_takes_the_card_and_its_code_version(past):
    text = f"before\n{BEGIN}\nstale card\n{END}\nafter\n"
    folder = past()
    shown = written(text, folder, "en")
    code = json.loads((folder / "manifest.json").read_text())["identity"]["code_hash"][:8]
    assert shown.startswith("before\n") and shown.endswith("after\n") and "stale card" not in shown
    assert code in shown and written(shown, folder, "en") == shown


def test_a_folder_without_a_record_is_refused(folder):
    with pytest.raises(InputError, match="holds no record"):
        page(folder, "en")
