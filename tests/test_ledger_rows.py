"""Every row of the programme's ledger is expressed by a file or is a label with its reason."""

from __future__ import annotations

import shutil

import pytest

from experiments.folders import PACKAGED
from experiments.ledger import DATA, PAGE, SECTIONS, faults, page, read_ledger


@pytest.fixture(scope="module")
def ledger():
    return read_ledger()


def test_the_ledger_has_all_rows_of_the_programme(ledger):
    assert len(ledger.rows) == 278
    assert {name[0] for name in ledger.rows} == set(SECTIONS)


def test_every_row_is_expressed_or_is_a_label(ledger):
    assert faults(ledger) == []


def test_the_page_is_what_the_files_say(root, ledger):
    assert (root / PAGE).read_text(encoding="utf-8") == page(ledger), "run `make docs`"


def test_a_row_without_a_file_an_unknown_id_and_a_false_label_are_found(tmp_path):
    copy = tmp_path / "scenarios"
    shutil.copytree(DATA, copy / "data" / "jiangmen", ignore=shutil.ignore_patterns("opening", "*.geojson"))
    shutil.copytree(PACKAGED / "policy", copy / "policy")
    (copy / "policy" / "finance.yaml").unlink()
    (copy / "policy" / "made.yaml").write_text(
        "ledger: [A01, Q99]\nadopts: {T001: {start_date: 2023-01-01, weight: 1.0}}\n", encoding="utf-8"
    )
    changed = read_ledger(copy)
    found = faults(changed)
    assert any(text.startswith("policy/made.yaml: Q99 is no row") for text in found)
    assert any(text.startswith("I17 ") and "neither" in text for text in found)
    assert any(text.startswith("A01 ") and "is called a label" in text for text in found)
    assert "| A01 " in page(changed)
