"""The board of targets: Wilson's interval by known values, shares of runs, first years, reasons; the table shown."""

import io
import math

import numpy as np
import pytest
from rich.console import Console

from analysis import load
from analysis.folder import Folder
from analysis.summary import compare_summary
from analysis.targets import board, inside, paths
from experiments.store import Ended, begin, finish, write_chunk
from experiments.sweep.plan import Plan
from sim.indicators.scores import wilson
from sim.plain import plain_scenario
from sim.region import read_region
from sim.run import run

GDP = {
    "place": ["990101"], "level": "county", "indicator": "gdp_nominal", "op": "ge", "number": 1.0,
    "unit": "yuan", "by_year": 2024, "kind": "measured", "title": {"zh": "河口生产总值", "en": "GDP of Hekou"},
}  # fmt: skip


def aimed(**changes):
    return {key: value for key, value in (GDP | changes).items() if value is not None}


TARGETS = {
    "T1": aimed(paid_for=True, reached={"zh": "2023年已达到", "en": "in 2023"}),
    "T2": aimed(number=1e12),
    "T3": aimed(by_year=2033),
    "T4": aimed(kind="undated", by_year=None),
    "T5": aimed(kind="external", number=None, unit="rank"),
    "T6": aimed(indicator="village_income", place=["沙洲镇"], level="village"),
    "T7": aimed(aggregation="share_of_city", number=0.5, unit="share"),
    "T8": aimed(
        place=["west"], level="town", aggregation="count_places", threshold=1e6, number=2, unit="places"
    ),
    "T9": aimed(indicator="school_places_added", number=100, unit="places", by_year=2024),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    region = read_region("pocket")
    settings = {"horizon": 8, "targets": TARGETS}
    gift = {"scope": ["east"], "variable": "school_places", "add": 1}
    programme = {
        "payers": {"up": 1.0}, "scope": ["west"], "stocks": {"infrastructure": 1.0},
        "budget_yuan_per_year": 1_000_000, "start_date": "2024-01-01",
    }  # fmt: skip
    policy = {"programmes": {"fund": programme}, "adopts": {"T2": {"start_date": "2023-01-01"}}}
    policy["events"] = {"gift": {"date": "2024-01-01", "place": gift}}
    arms = (
        ("none", plain_scenario(region, settings)),
        ("fund", plain_scenario(region, {**settings, "policy": policy})),
    )
    path = tmp_path_factory.mktemp("board") / "made"
    plan = Plan("board", arms, region, seed=0, replicates=3, record="standard")
    begin(path, plan)
    scenarios = dict(arms)
    made = [
        Ended(one.run_id, run(region, scenarios[one.scenario], replicate=one.replicate)) for one in plan.runs
    ]
    for number, ids in enumerate(plan.chunks):
        write_chunk(path, plan.record, plan.seed, plan.chunk(number), [made[run] for run in ids])
    finish(path, plan)
    return Folder(path)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        # Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (5, 5, 0.5655, 1.0),
    ],
)
def test_wilson_s_interval_has_the_published_ends(k, n, low, high):
    assert wilson(k, n) == pytest.approx((low, high), abs=5e-5)
    assert wilson(n - k, n) == pytest.approx((1 - high, 1 - low), abs=5e-5)


def test_without_runs_there_is_no_interval():
    assert all(math.isnan(end) for end in wilson(0, 0))


def test_the_board_says_who_meets_what_and_when(folder):
    found = board(folder, ["none", "fund"]).set_index(["scenario", "target"])
    first, second = found.loc[("none", "T1")], found.loc[("none", "T2")]
    assert (first["n"], first["met"], first["share"], first["first_met"]) == (3, 3, 1.0, 2023)
    assert (first["low"], first["high"]) == wilson(3, 3)
    assert first["reached_before"] and not second["reached_before"]
    assert (second["met"], second["low"]) == (0, 0.0) and math.isnan(second["first_met"])
    years, judged = paths(folder, "none", TARGETS["T2"] | {"aggregation": "level"})
    assert years.tolist() == [2023, 2024] and judged.shape == (3, 2)
    assert second["mean"] == judged[:, 1].mean()
    assert second["distance"] == pytest.approx(1.0 - second["mean"] / 1e12)
    assert second["before"] == pytest.approx(judged[:, 0].mean(), rel=0.2)
    assert found["adopted"].sum() == 1 and found.loc[("fund", "T2"), "adopted"]


def test_before_is_said_only_of_what_stays_met(folder, monkeypatch):
    from analysis import targets

    years, judged = np.array([2023, 2024]), np.array([[5.0, 5.0], [5.0, 0.5]])
    monkeypatch.setattr(targets, "opening_value", lambda *_: 5.0)
    assert not targets._scored(folder, "none", aimed(aggregation="level"), years, judged)["reached_before"]
    assert targets._scored(folder, "none", aimed(aggregation="level"), years, judged[:1])["reached_before"]
    assert targets._scored(folder, "none", aimed(aggregation="level", by_year=2023), years, judged)[
        "reached_before"
    ]


def test_targets_that_cannot_be_scored_say_why(folder):
    found = board(folder, ["none"]).set_index("target")
    reasons = found["reason"][found["reason"] != ""].to_dict()
    assert reasons == {"T3": "later", "T4": "undated", "T5": "external", "T6": "not_recorded"}


def test_shares_and_counts_follow_the_recorded_towns(folder):
    found = board(folder, ["none"]).set_index("target")
    city = paths(folder, "none", aimed(place=["city"], level="city") | {"aggregation": "level"})[1]
    mine = paths(folder, "none", TARGETS["T1"] | {"aggregation": "level"})[1]
    assert found.loc["T7", "mean"] == pytest.approx((mine / city)[:, 1].mean())
    places = inside(folder, TARGETS["T8"])
    assert [place.id for place in places] == ["990102100", "990102102"]
    assert found.loc["T8", "mean"] in (0, 1, 2) and found.loc["T8", "distance"] <= 1.0


def test_the_board_agrees_with_what_the_run_itself_measured(folder):
    rows = folder.chunks("policies").to_pandas()
    said = rows[(rows["policy_id"] == "T2") & (rows["item"] == "value")]
    runs = folder.runs.set_index("run_id")
    judged = paths(folder, "fund", TARGETS["T2"] | {"aggregation": "level"})[1]
    for (_, row), number in zip(said[said["quarter"] == 8099].iterrows(), range(3), strict=True):
        assert runs.loc[row["run_id"], "replicate"] == number and row["value"] == judged[number, 1]


def test_compare_ends_with_the_targets(folder):
    for lang, word in (("en", "GDP of Hekou"), ("zh", "河口生产总值"), ("both", "Stated targets")):
        console = Console(width=80, record=True, file=io.StringIO())
        for part in compare_summary(folder.path, "none", lang):
            console.print(part)
        text = console.export_text()
        unbroken = "".join(text.split())
        assert word.replace(" ", "") in unbroken and ".targets()" in unbroken
        marked, said = ("＊投入类", "T1 2023年") if lang == "zh" else ("* input", "T1 in 2023")
        assert marked in text and said in text
        lines = [line for line in text.splitlines() if line.strip().startswith("T1 ")]
        assert len(lines) == 1 and lines[0].count("100 (44…100)") == 2


def test_the_full_table_is_at_hand_in_a_notebook(folder):
    runs = load(folder.path)
    assert len(runs.targets()) == 2 * len(TARGETS)
    assert set(runs.sel(scenario="fund").targets()["scenario"]) == {"fund"}
    assert np.isfinite(runs.targets()["share"].dropna().astype(float)).all()
