"""Documents are true today: every example runs, every generated page is what the code says."""

from __future__ import annotations

import re

import pytest

from experiments.documents import MODEL, page
from experiments.odd import FIRM_WORDS, SECTIONS, field_words, filled, state
from sim.tables import COLUMNS, Counties


def test_the_page_of_parameters_is_what_the_code_says(root):
    assert (root / "docs" / "parameters.md").read_text(encoding="utf-8") == page(), "run `make docs`"


@pytest.mark.parametrize("lang", MODEL)
def test_the_tables_of_the_odd_are_what_the_code_says(root, lang):
    text = (root / MODEL[lang]).read_text(encoding="utf-8")
    assert text == filled(text, lang), "run `make docs`"


def test_a_table_that_the_code_does_not_say_is_found(root):
    text = (root / MODEL["en"]).read_text(encoding="utf-8")
    assert filled(text.replace("`debt`", "`dept`"), "en") == text
    with pytest.raises(ValueError, match="each of"):
        filled(text.replace("<!-- generated: state -->", ""), "en")


def test_a_state_variable_is_told_with_its_own_words():
    assert field_words(Counties)["public_capital"] == "Yuan at opening prices."
    assert "| `public_capital` | array | Yuan at opening prices. |" in state("en")


def test_every_column_of_the_firms_is_told_in_both_languages():
    assert [column for column in COLUMNS if not all(FIRM_WORDS.get(column, ("", "")))] == []


ODD = ("Purpose and patterns", "Entities, state variables and scales", "Process overview and scheduling",
       "Design concepts", "Initialisation", "Input data", "Submodels")  # fmt: skip
CONCEPTS = ("Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction", "Sensing",
            "Interaction", "Stochasticity", "Collectives", "Observation")  # fmt: skip


def test_the_model_is_told_in_the_order_of_odd(root):
    texts = [(root / MODEL[lang]).read_text(encoding="utf-8") for lang in ("en", "zh")]
    heads = [re.findall(r"^## \d\. (.*)$", text, re.M) for text in texts]
    assert tuple(heads[0]) == ODD and len(heads[1]) == len(ODD)
    for text in texts:
        assert all(text.count(f"<!-- generated: {name} -->") == 1 for name in SECTIONS)
    concepts = re.findall(r"^\*\*(.*?)\.\*\*", texts[0].split("## 4.")[1].split("## 5.")[0], re.M)
    assert tuple(concepts) == CONCEPTS
    in_chinese = re.findall(r"^\*\*(.*?)。\*\*", texts[1].split("## 4.")[1].split("## 5.")[0], re.M)
    assert len(in_chinese) == len(CONCEPTS)


GUIDES = [
    f"docs/guide/{name}{lang}.md"
    for name in (
        "add-a-behaviour",
        "speed",
        "front-door",
        "paired-runs",
        "backtest",
        "goal",
        "cluster",
        "other-tools",
        "watch",
    )
    for lang in ("", ".zh-CN")
]
PAGES = ["README.md", "README.zh-CN.md", "docs/model.md", "docs/model.zh-CN.md", "docs/ledger.md",
         "CONTRIBUTING.md", *GUIDES]  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_links_between_documents_lead_somewhere(root, name):
    page_path = root / name
    for target in re.findall(r"\]\(([^)#]+?)\)", page_path.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page_path.parent / target).exists(), target


def test_the_step_is_one_page(root):
    lines = (root / "sim" / "step.py").read_text(encoding="utf-8").splitlines()
    body = lines[next(at for at, line in enumerate(lines) if line.startswith("def step(")) :]
    assert len(body) <= 125
