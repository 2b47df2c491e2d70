"""The page on other tools works as it stands, each tool in under ten lines, and all give the numbers of a run."""

from __future__ import annotations

import re
import warnings

import pytest

from sim.plain import plain_scenario
from sim.region import read_region
from sim.run import run

PAGES = ("other-tools.md", "other-tools.zh-CN.md")
BLOCK = re.compile(r"```python\n(.*?)```", re.S)


@pytest.fixture(scope="module")
def blocks(root):
    texts = [(root / "docs" / "guide" / name).read_text(encoding="utf-8") for name in PAGES]
    assert BLOCK.findall(texts[0]) == BLOCK.findall(texts[1])
    return BLOCK.findall(texts[0])


@pytest.fixture(scope="module")
def names(blocks):
    """What the page has defined after all its examples have run."""
    found = {"__name__": "page"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for block in blocks:
            exec(compile(block, PAGES[0], "exec"), found)  # the file is ours
    return found


def test_each_tool_takes_less_than_ten_lines(blocks):
    lines = [len([line for line in block.splitlines() if line.strip()]) for block in blocks]
    assert len(lines) == 4 and max(lines) < 10


@pytest.mark.slow
def test_the_workbench_gets_the_numbers_of_the_function(names):
    noise, experiments, found = names["noise"], names["experiments"], names["found"]
    for row, point in enumerate(experiments[noise]):
        expected = names["model"](**{noise: point, "replicate": 3})
        assert {name: values[row] for name, values in found.items()} == expected


@pytest.mark.slow
def test_salib_gets_the_numbers_of_the_function(names):
    spec = names["spec"]
    point = dict(zip(names["problem"]["names"], spec.samples[-1], strict=True))
    assert spec.results[-1] == names["model"](**point)["gdp_real"]
    assert set(spec.analysis["names"]) == set(point)


@pytest.mark.slow
def test_mesa_gets_the_numbers_of_a_run(names):
    region = read_region("pocket")
    scenario = plain_scenario(region, {"horizon": 4, "firms_per_agent": 1000})
    for replicate in (0, 3):
        rows = [row["gdp"] for row in names["rows"] if row["rng"] == replicate]
        assert rows == run(region, scenario, 0, replicate).series("gdp_real").tolist()
