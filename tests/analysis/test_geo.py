"""Maps in kilometres: lengths, the deepest point of a shape, a map of one's own."""

from __future__ import annotations

import json

import numpy as np
import pytest

from analysis.folder import Folder
from analysis.geo import Outline, inside, read_atlas
from sim.errors import InputError


def test_a_degree_is_as_long_as_it_should_be(folder):
    atlas = read_atlas(Folder(folder))
    apart = atlas.project(113.0, 22.4) - atlas.project(112.0, 21.4)
    assert apart == pytest.approx([102.80, 111.19], abs=0.3)
    left, right, _, _ = atlas.extent
    assert atlas.scale_bar() == 10.0 and right - left == pytest.approx(66.8, abs=0.2)


def test_the_label_point_lies_deepest_in_the_largest_polygon_and_in_no_hole():
    square = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]])
    hole = np.array([[4.0, 4.0], [6.0, 4.0], [6.0, 6.0], [4.0, 6.0]])
    island = square / 10 + 20.0
    point, depth = Outline("a", ((island,), (square,))).label
    assert point == pytest.approx([5.0, 5.0], abs=0.1) and depth == pytest.approx(5.0, abs=0.1)
    holed = Outline("b", ((square, hole),))
    point, depth = holed.label
    assert not inside(point[None], [hole])[0] and depth > 2.2
    assert list(holed.holds(np.array([[5.0, 5.0], [1.0, 1.0], [11.0, 1.0]]))) == [False, True, False]


@pytest.fixture
def own_map(folder, tmp_path):
    """A writer of a map of the user's own, from the one of the results."""

    def write(change):
        found = json.loads((folder / "places.geojson").read_text(encoding="utf-8"))
        change(found["features"])
        path = tmp_path / "own.geojson"
        path.write_text(json.dumps(found), encoding="utf-8")
        return path

    return write


def test_a_map_of_ones_own_may_name_its_codes_as_official_ones_do(folder, own_map):
    def official(features):
        for feature in features:
            feature["properties"] = {"gb": "156" + feature["properties"]["county_code"]}
        features[0]["geometry"] = {
            "type": "Polygon",
            "coordinates": features[0]["geometry"]["coordinates"][0],
        }

    atlas = read_atlas(Folder(folder), own_map(official))
    assert atlas.own and [one.code for one in atlas.outlines] == ["990101", "990102"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda features: features.pop(), "has no county 990102"),
        (
            lambda features: features[0].update(geometry={"type": "Point", "coordinates": [1, 2]}),
            "no GeoJSON of polygons",
        ),
        (
            lambda features: features[0]["geometry"]["coordinates"][0][0].append([500000.0, 2500000.0]),
            "no longitudes and latitudes",
        ),
    ],
)
def test_a_map_that_does_not_serve_is_refused_in_one_sentence(folder, own_map, change, said):
    with pytest.raises(InputError, match=said) as raised:
        read_atlas(Folder(folder), own_map(change))
    assert len(raised.value.problems) == 1


def test_a_map_that_is_not_there(folder, tmp_path):
    with pytest.raises(InputError, match="there is no such map"):
        read_atlas(Folder(folder), tmp_path / "none.geojson")
