"""Maps in kilometres: lengths, the deepest point of a shape, a map of one's own."""

from __future__ import annotations

import itertools
import json

import numpy as np
import pytest

from analysis.explorer.data import _outlines
from analysis.folder import Folder
from analysis.geo import MOST_POINTS, Outline, _area, _cornered, inside, read_atlas, thinned
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


def detailed(features, steps=5_000):
    """Borders drawn as fine as official ones: points every few metres that shake by as much."""
    random = np.random.default_rng(7)
    for feature in features:
        for rings in feature["geometry"]["coordinates"]:
            for ring in rings:
                corners = np.array(ring)
                shares = np.linspace(0.0, 1.0, steps)[:, None]
                sides = [one + shares * (other - one) for one, other in itertools.pairwise(corners)]
                fine = np.vstack(sides)
                ring[:] = [*(fine + random.normal(0.0, 5e-5, fine.shape)).tolist(), ring[0]]
                ring[0] = ring[-1]


def test_a_detailed_map_is_thinned_to_what_a_page_can_carry(folder, own_map):
    file = own_map(detailed)
    atlas, plain = read_atlas(Folder(folder), file), read_atlas(Folder(folder))
    assert file.stat().st_size > 1e6
    assert 100 < sum(len(one.largest[0]) for one in atlas.outlines) <= MOST_POINTS
    assert atlas.extent == pytest.approx(plain.extent, abs=0.1)
    for one, other in zip(atlas.outlines, plain.outlines, strict=True):
        assert abs(_area(one.largest[0])) == pytest.approx(abs(_area(other.largest[0])), rel=2e-3)
    carried = _outlines(Folder(folder).on_map(file))
    assert len(json.dumps(carried)) < 2e5
    assert [one["properties"]["name"] for one in carried["features"]] == ["990101", "990102"]


def test_thinned_counties_still_share_their_border():
    up = np.linspace(0.0, 50.0, 4000)
    border = np.stack([30.0 + np.sin(up) + np.random.default_rng(3).normal(0.0, 0.01, 4000), up], 1)
    left, right = [[-40.0, 50.0], [-40.0, 0.0]], [[90.0, 0.0], [90.0, 50.0]]
    found = thinned({"a": [[np.vstack([border, left])]], "b": [[np.vstack([border[::-1], right])]]}, 3000)
    kept = [{tuple(point) for point in found[code][0][0] if 20 < point[0] < 40} for code in "ab"]
    assert 100 < len(kept[0]) < 3000 and kept[0] == kept[1]


def test_corners_stay_and_what_lies_on_a_line_goes():
    square = np.array([[0, 0], [1, 0], [1, 0], [2, 0], [4, 0], [4, 4], [4, 6], [4, 4], [0, 4], [0, 2]], float)
    assert _cornered(square).tolist() == [[0, 0], [4, 0], [4, 4], [0, 4]]
    assert len(_cornered(np.array([[0.0, 0.0], [5.0, 5.0], [2.0, 2.0]]))) == 0
    island = {"a": [[square], [square[:, ::-1] * 1e-6]], "b": [[square[[0, 4, 5]] * 1e-6 + 3]]}
    found = thinned(island)
    assert len(found["a"]) == 1 and len(found["b"][0][0]) == 3


def test_degrees_come_back_from_kilometres(folder):
    atlas = read_atlas(Folder(folder))
    assert atlas.degrees(atlas.project(112.75, 22.5)) == pytest.approx([112.75, 22.5], abs=1e-12)
