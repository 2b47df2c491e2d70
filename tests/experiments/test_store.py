"""The result folder: same bytes, whole files, other identities refused."""

import json
import socket
from dataclasses import replace

import pyarrow.parquet as pq
import pytest

from experiments.store import (
    begin,
    different_files,
    failed_runs,
    finish,
    missing,
    state,
    write_chunk,
)
from experiments.store_manifest import identity_differences, read_manifest
from experiments.store_tables import policies_table
from experiments.sweep.plan import Plan
from experiments.sweep.restoring import read_plan
from sim.errors import InputError
from sim.indicators import BY_KEY, LEVELS
from sim.record import PolicyRow
from tests.made import made_folder, made_outcomes, made_plan, made_result


@pytest.fixture(scope="module")
def plan():
    return made_plan()


def written(folder, plan):
    """The chunks of a plan made, the last first."""
    outcomes = made_outcomes(plan)
    for number, ids in reversed(list(enumerate(plan.chunks))):
        write_chunk(folder, plan.record, plan.seed, plan.chunk(number), [outcomes[run_id] for run_id in ids])


@pytest.fixture(scope="module")
def folder(plan, tmp_path_factory):
    return made_folder(tmp_path_factory.mktemp("store") / "made", plan)


def test_the_folder_holds_what_the_convention_says(folder):
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    tables = ("parts", "series", "ledger", "events", "firm_facts", "opening")
    assert {
        "manifest.json",
        "scenarios/none.yaml",
        "scenarios/balance_fund.yaml",
        "design.parquet",
        "places.parquet",
        "names.parquet",
        "places.geojson",
        "indicators.parquet",
        "_SUCCESS",
        *(f"{table}/chunk-000000.parquet" for table in tables),
    } <= there
    assert not [name for name in there if name.endswith(".tmp")]
    assert json.loads((folder / "manifest.json").read_text())["schema_version"] == 1


def test_money_is_whole_and_rows_are_in_order(folder, plan):
    table = pq.read_table(folder / "series")
    for key in set(table.column_names) & set(BY_KEY):
        assert str(table.schema.field(key).type) == ("int64" if BY_KEY[key].money else "double")
        assert table.schema.field(key).metadata[b"unit"].decode() == BY_KEY[key].unit
    frame = table.select(["run_id", "quarter", "level", "place"]).to_pandas().astype({"place": str})
    frame["level"] = frame["level"].map(LEVELS.index).astype(int)
    assert frame.equals(frame.sort_values(["run_id", "quarter", "level", "place"]))
    towns, parks = 4, 2
    assert len(frame) == len(plan.runs) * 12 * (1 + 2 + towns + parks)
    assert table["wages_nominal"].null_count == len(plan.runs) * 12 * (towns + parks)


def test_the_ledger_names_the_policy_that_caused_a_flow(folder):
    rows = pq.read_table(folder / "ledger").to_pandas()
    caused = rows[rows["policy_id"] == "balance_fund"]
    assert set(caused["kind"]) == {"programme_contributions"}
    assert len(caused) == 6 * 12 and rows["yuan"].dtype == "int64"


def test_the_same_runs_give_the_same_bytes_in_any_order(folder, plan, tmp_path):
    begin(tmp_path / "again", plan)
    written(tmp_path / "again", plan)
    finish(tmp_path / "again", plan)
    assert different_files(folder, tmp_path / "again") == []
    (tmp_path / "again" / "scenarios" / "none.yaml").write_text("other")
    (tmp_path / "again" / "places.parquet").unlink()
    assert different_files(folder, tmp_path / "again") == ["places.parquet", "scenarios/none.yaml"]


def test_a_folder_goes_from_new_to_partial_to_finished(plan, tmp_path):
    target = tmp_path / "deep" / "made"
    assert state(target, plan) == "new" and not (tmp_path / "deep").exists()
    begin(target, plan)
    assert state(target, plan) == "partial" and missing(target, plan) == list(range(12))
    with pytest.raises(ValueError, match="12 chunks are still to be made"):
        finish(target, plan)
    written(target, plan)
    assert missing(target, plan) == []
    finish(target, plan)
    assert state(target, plan) == "finished"


def test_another_identity_is_refused_with_the_difference(folder, plan):
    other = Plan(plan.name, plan.arms, plan.region, seed=1, replicates=6, record="full")
    with pytest.raises(InputError, match="seed is 0 there and 1 now") as caught:
        state(folder, other)
    assert len(caught.value.problems) == 2
    fewer = Plan(plan.name, plan.arms[:1], plan.region, 0, 6, "standard")
    with pytest.raises(InputError, match="its scenarios are none, balance_fund, not none"):
        state(folder, fewer)
    assert identity_differences({"code_hash": "a"}, {"code_hash": "b"}) == [
        "the code of the model changed (a there, b now)"
    ]


def test_files_of_something_else_and_unwritable_places_are_refused(plan, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match="holds no results"):
        state(tmp_path, plan)
    with pytest.raises(InputError, match="is a file"):
        state(tmp_path / "notes.txt" / "made", plan)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_newer_schema_is_refused(plan, tmp_path):
    (tmp_path / "manifest.json").write_text(json.dumps({"schema_version": 2, "identity": {}, "arms": []}))
    with pytest.raises(InputError, match="schema 2, this program knows 1"):
        read_manifest(tmp_path)


def test_the_recipe_gives_the_scenarios_back(folder, plan):
    again = read_plan(folder)
    assert again.arms == plan.arms and again.chunks == plan.chunks
    assert (again.seed, again.replicates, again.record) == (0, 6, "standard")
    assert again.identity() == plan.identity()


def test_a_failed_run_is_a_row_with_its_error(plan, tmp_path):
    folder = made_folder(tmp_path / "made", plan, failed=(3,))
    assert failed_runs(folder) == [(3, "LedgerError: made to fail")]
    parts = pq.read_table(folder / "parts").to_pandas()
    assert parts["status"].tolist().count("finished") == 11
    assert parts.loc[3, "gdp_real"] != parts.loc[3, "gdp_real"]


def test_chunks_are_a_pure_function_of_the_plan():
    whole = made_plan(replicates=40)
    assert [len(chunk) for chunk in whole.chunks] == [3] * 26 + [2]
    assert [run for chunk in whole.chunks for run in chunk] == list(range(80))
    assert {len(chunk) for chunk in made_plan(replicates=2000).chunks} == {20}, "no more than memory holds"


def test_what_a_killed_process_left_is_removed(plan, tmp_path):
    begin(tmp_path / "made", plan)
    host = socket.gethostname()  # no process has a number as high as this
    (tmp_path / "made" / "series" / f".chunk-000000.parquet.{host}-{2**22 + 1}.tmp").write_text("half")
    assert state(tmp_path / "made", plan) == "partial"
    begin(tmp_path / "made", plan)
    assert not list(tmp_path.rglob("*.tmp"))


def test_a_read_only_folder_is_refused_before_anything_runs(plan, tmp_path, monkeypatch):
    monkeypatch.setattr("experiments.store.os.access", lambda path, mode: False)
    with pytest.raises(InputError, match="cannot be written to"):
        state(tmp_path / "made", plan)
    assert not list(tmp_path.iterdir())


def test_headlines_keep_the_totals_of_policies_exactly_and_a_row_a_year(plan):
    [(_, scenario), _] = plan.arms
    rows = [
        PolicyRow(8092 + quarter, "fund", item, place, partner, float(value))
        for quarter in range(6)
        for item, value in (
            ("paid", 2**40 + quarter),
            ("planned", 7),
            ("knowhow", 0.3),
            ("idle", 5 - quarter),
        )
        for place, partner in (("990101", "990102"), ("990102", ""))
    ]
    result = replace(made_result(plan, scenario, 0, False), policies=tuple(rows))
    lean = policies_table([(4, result)], "headline").to_pandas()
    whole = policies_table([(4, result)], "standard").to_pandas()
    assert len(whole) == len(rows) and len(lean) == 2 * 2 + 12
    for item in ("paid", "planned"):
        ours, theirs = (
            table[table["item"] == item].assign(year=table["quarter"] // 4).groupby("year")["value"].sum()
            for table in (lean, whole)
        )
        assert ours.equals(theirs)
    assert lean[lean["item"] == "paid"]["quarter"].tolist() == [8095, 8099]
    assert lean["quarter"].is_monotonic_increasing and set(lean["item"]) == {"paid", "planned", "idle"}
    assert lean[lean["item"] == "idle"]["value"].tolist() == whole[whole["item"] == "idle"]["value"].tolist()
