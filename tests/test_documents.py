"""Documents are true today: every example runs, every generated page is what the code says."""

from __future__ import annotations

import re

import pytest

from experiments.documents import page

PYTHON = re.compile(r"```python\n(.*?)```", re.S)


def test_the_page_of_parameters_is_what_the_code_says(root):
    assert (root / "docs" / "parameters.md").read_text(encoding="utf-8") == page(), "run `make docs`"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_examples_of_the_readme_run(root, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    examples = PYTHON.findall((root / name).read_text(encoding="utf-8"))
    assert examples
    for example in examples:
        exec(compile(example, name, "exec"), {})  # the file is ours


PAGES = ["README.md", "README.zh-CN.md", "docs/model.md", "docs/model.zh-CN.md", "CONTRIBUTING.md"]


@pytest.mark.parametrize("name", PAGES)
def test_links_between_documents_lead_somewhere(root, name):
    page_path = root / name
    for target in re.findall(r"\]\(([^)#]+?)\)", page_path.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page_path.parent / target).exists(), target


def test_the_step_is_one_page(root):
    lines = (root / "sim" / "step.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 150
