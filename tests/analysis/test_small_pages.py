"""Pages are small: numbers and pictures are written short, and are the same numbers and pictures."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.explorer.data import as_json, explorer_data
from analysis.explorer.packed import packed, series, unpacked, unpacked_table
from analysis.report.pictures import shorter
from analysis.report.small import once, small, steps

NUMBERS = st.one_of(st.none(), st.integers(-(10**9), 10**9), st.floats(-1e12, 1e12, allow_nan=False))
LETTERS_A_NUMBER = 7.5
"""With 92,400 numbers (four scenarios, 20 indicators, ten places and two groups, eleven years) some 0.7 MB."""


@given(st.lists(NUMBERS, max_size=12))
def test_packed_series_are_the_same_numbers(values):
    assert unpacked(series(values)) == values


def test_neighbours_are_told_by_what_is_between_them():
    assert series([0.1230, 0.1235, None, 0.1233]) == [-4, 1230, 5, None, -2]
    assert series([1.5e12, 2e12]) == [11, 15, 5] and series([]) == [0]
    assert series([1e-9, 1e12]) == {"plain": [1e-9, 1e12]}


def test_an_explorer_of_four_scenarios_stays_below_two_megabytes(comparison):
    data = explorer_data(comparison.story)
    for name in ("effects", "levels"):
        table = packed(data[name])
        blocks = [
            block for arms in table["rows"].values() for places in arms.values() for block in places.values()
        ]
        count = len(blocks) * 5 * len(data["years"])
        # A series of the made folder is short: its place and its power of ten are told every third number.
        assert len(as_json(table)) / count < LETTERS_A_NUMBER + 22 / len(data["years"])
        assert unpacked_table(json.loads(as_json(table))) == data[name]


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("M1 2l0.5 0.5l-0.5 0z", "M1 2l.5 .5-.5 0z"),
        ("M0 0l3 -4l0 2", "M0 0l3-4 0 2"),
        ("M0 0C1 1 2 2 3 3", "M0 0C1 1 2 2 3 3"),
    ],
)
def test_steps_are_written_once(path, short):
    assert steps(path) == short


def test_what_is_closed_needs_no_last_step():
    assert shorter("M 0 0 L 5 0 L 5 5 L 0 0 z") == shorter("M 0 0 L 5 0 L 5 5 z") == "M0 0l5 0l0 5z"


def test_groups_that_say_nothing_are_left_out():
    text = '<text style="fill: #444444">1 2</text>'
    svg = f'<svg>\n <g id="a">\n  <g clip-path="url(#p)" id="b">{text}</g>\n </g>\n</svg>'
    assert small(svg) == '<svg><g clip-path="url(#p)" id="b"><text style="fill:#444">1 2</text></g></svg>'
    assert small('<g id="a"><path d="M0 0l1 1"/></g>') == '<path d="M0 0l1 1"/>'


def test_an_outline_drawn_twice_stands_once():
    path = "M0 0l" + "1 1 " * 60
    page = f'<svg><path d="{path}" style="fill:red"/><path d="{path}" style="fill:none"/><path d="M0 0l1 1"/></svg>'
    found = once(page)
    assert found.count(path) == 1 and re.findall(r'<use href="#o0" style="([^"]*)"/>', found) == [
        "fill:red",
        "fill:none",
    ]
    assert '<path d="M0 0l1 1"/>' in found and once("<p>x</p>") == "<p>x</p>"
