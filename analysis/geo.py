"""Outlines of counties on a plane in kilometres, points to label them at, and a map of the user's own.

Equirectangular at the mean latitude of the outlines: x = R cos(lat0) (lng - lng0), y = R (lat - lat0), R = 6371.0088 km
(IUGG mean radius). Over a prefecture lengths are right to about 0.5 %.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.folder import Folder
from sim.errors import InputError, Problem

Array = NDArray[np.float64]
Shapes = dict[str, list[list[Array]]]
"""Code of a county -> its polygons, each an outer ring and its holes [points, 2]."""
RADIUS_KM = 6371.0088
FILE = "places.geojson"
CODES = ("county_code", "adcode", "code", "gb", "id")
"""Properties in which maps tell the code of a county; `gb` has the country's 156 before it."""
GRAIN = 1500
"""Steps of the grid on the longer side to which the outlines of a user's own map are thinned: about 0.1 km."""
MOST_POINTS = 6000
"""Points of all its outlines together; a coarser grid where there are more."""
MOST_GRIDS = 12
"""Grids tried, each half as coarse again as the one before."""
GRID = 24
"""Points a side among which the one deepest inside a county is sought, and again around the best."""
ROUNDS = 4


@dataclass(frozen=True, eq=False)
class Outline:
    """A county: rings [points, 2] in kilometres, each polygon's outer ring first and its holes after it."""

    code: str
    polygons: tuple[tuple[Array, ...], ...]

    @cached_property
    def largest(self) -> tuple[Array, ...]:
        """The polygon of the largest area: the mainland, not an island."""
        return max(self.polygons, key=lambda rings: abs(_area(rings[0])))

    @cached_property
    def label(self) -> tuple[Array, float]:
        """The point deepest inside the largest polygon (pole of inaccessibility), and how deep it lies, km."""
        rings = self.largest
        low, high = rings[0].min(0), rings[0].max(0)
        best, depth = low, -np.inf
        for _ in range(ROUNDS):
            across, up = (np.linspace(low[at], high[at], GRID + 1) for at in (0, 1))
            points = np.stack(np.meshgrid(across, up), -1).reshape(-1, 2)
            within, deep = inside(points, rings), np.full(len(points), -1.0)
            deep[within] = _distance(points[within], rings)
            if deep.max() > depth:
                best, depth = points[deep.argmax()], float(deep.max())
            reach = (high - low) / GRID * 1.5
            low, high = best - reach, best + reach
        return best, depth

    def holds(self, points: Array) -> NDArray[np.bool_]:
        """Which points lie inside the largest polygon."""
        return inside(points, self.largest)


@dataclass(frozen=True, eq=False)
class Atlas:
    """The outlines of a region's counties, and how degrees become kilometres."""

    outlines: tuple[Outline, ...]
    longitude: float
    latitude: float
    file: str = ""
    """File name of a map of the user's own."""

    @property
    def own(self) -> bool:
        """Whether it is a map of the user's own."""
        return bool(self.file)

    def project(self, lng: Any, lat: Any) -> Array:
        """Kilometres east and north of the middle, [..., 2]."""
        return _projected(
            np.stack([np.asarray(lng, float), np.asarray(lat, float)], -1), self.longitude, self.latitude
        )

    def degrees(self, points: Array) -> Array:
        """Longitude and latitude of points in kilometres, the way back of `project`."""
        turned = points / np.array([np.cos(np.radians(self.latitude)), 1.0])
        return np.asarray(np.degrees(turned / RADIUS_KM) + np.array([self.longitude, self.latitude]))

    @cached_property
    def extent(self) -> tuple[float, float, float, float]:
        """Left, right, bottom, top, km."""
        points = np.concatenate([ring for one in self.outlines for rings in one.polygons for ring in rings])
        (left, bottom), (right, top) = points.min(0), points.max(0)
        return float(left), float(right), float(bottom), float(top)

    def scale_bar(self) -> float:
        """A round length of about a fifth of the width: 1, 2 or 5 times a power of ten, km."""
        fifth = (self.extent[1] - self.extent[0]) / 5.0
        power = 10.0 ** np.floor(np.log10(fifth))
        return float(power * max(step for step in (1.0, 2.0, 5.0) if step * power <= fifth))


def read_atlas(folder: Folder, map_file: str | Path | None = None) -> Atlas:
    """The map of a result folder, or a GeoJSON file of one's own (`map_file`, or that of the folder), thinned.

    Raises InputError when the file is no GeoJSON of polygons in degrees, or lacks a county of the results.
    """
    own = Path(map_file) if map_file is not None else folder.map_file
    wanted = [place.id for place in folder.places.at("county")]
    return atlas_of(own or folder.path / FILE, wanted, own is not None)


def atlas_of(path: Path, wanted: Sequence[str], own: bool = False) -> Atlas:
    """The outlines in a GeoJSON file of the counties wanted by their codes, thinned where it is the user's own.

    Raises InputError as `read_atlas` does. A file is read again only when it was written anew: a page draws many maps.
    """
    return _read(path, _written(path), tuple(wanted), own)


def _written(path: Path) -> tuple[int, int]:
    """When a file was written and how long it is."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=8)
def _read(path: Path, written: tuple[int, int], wanted: tuple[str, ...], own: bool) -> Atlas:
    shapes = map_shapes(path, wanted)
    points = np.concatenate([ring for polygons in shapes.values() for rings in polygons for ring in rings])
    low, high = points.min(0), points.max(0)
    lng, lat = ((low + high) / 2).tolist()
    projected = {
        code: [[_projected(ring, lng, lat) for ring in rings] for rings in polygons]
        for code, polygons in shapes.items()
    }
    if own:
        projected = thinned(projected)
    outlines = tuple(Outline(code, tuple(map(tuple, projected[code]))) for code in wanted)
    return Atlas(outlines, lng, lat, path.name if own else "")


def checked_map(folder: Folder, map_file: str | Path | None) -> Folder:
    """The folder with its maps on a file of the user's own; raises InputError where that does not serve."""
    found = folder.on_map(map_file)
    if map_file is not None:
        read_atlas(found)
    return found


def has_map(folder: Folder) -> bool:
    """Whether there is a map to draw on; some regions come without one."""
    return folder.map_file is not None or (folder.path / FILE).is_file()


def map_shapes(path: str | Path, counties: Sequence[str]) -> Shapes:
    """Rings in degrees of the counties wanted, by code; raises InputError as `read_atlas` does."""
    path = Path(path)
    shapes = _shapes(path)
    absent = [code for code in counties if code not in shapes]
    if absent:
        given = f"has no county {', '.join(absent[:8])}"
        allowed = f"every feature needs its code as one of {', '.join(CODES)}"
        raise InputError([Problem(str(path), given, allowed)])
    found = {code: shapes[code] for code in counties}
    _check_degrees(
        np.concatenate([ring for polygons in found.values() for rings in polygons for ring in rings]), path
    )
    return found


def thinned(shapes: Shapes, most: int = MOST_POINTS) -> Shapes:
    """Outlines in kilometres with their corners on a grid, those left out that lie on a straight line or together.

    Every corner goes to the nearest point of the grid by itself, so that counties share their borders as before.
    What is smaller than the grid is left out, but for a county that has nothing else.
    """
    every = np.concatenate([ring for polygons in shapes.values() for rings in polygons for ring in rings])
    step, found = float((every.max(0) - every.min(0)).max()) / GRAIN, shapes
    for _ in range(MOST_GRIDS):
        found = {code: _on_grid(polygons, step) or polygons for code, polygons in shapes.items()}
        if sum(len(ring) for polygons in found.values() for rings in polygons for ring in rings) <= most:
            break
        step *= 1.5
    return found


def _on_grid(polygons: list[list[Array]], step: float) -> list[list[Array]]:
    cut = [[_cornered(np.rint(ring / step)) * step for ring in rings] for rings in polygons]
    return [[ring for ring in rings if len(ring)] for rings in cut if len(rings[0])]


def _cornered(ring: Array) -> Array:
    """A closed ring on whole numbers without the points at which it does not turn; empty where it has no area."""
    before = -1
    while len(ring) != before:
        before = len(ring)
        ring = ring[(ring != np.roll(ring, 1, axis=0)).any(1)]
        into, out = ring - np.roll(ring, 1, axis=0), np.roll(ring, -1, axis=0) - ring
        ring = ring[into[:, 0] * out[:, 1] != into[:, 1] * out[:, 0]]
    return ring if len(ring) > 2 else ring[:0]


def inside(points: Array, rings: Sequence[Array]) -> NDArray[np.bool_]:
    """Which points lie inside the first ring and in no hole (even-odd rule)."""
    found = np.zeros(len(points), bool)
    x, y = points[:, :1], points[:, 1:]
    for start, end in _edges(rings):
        crosses = (start[:, 1] > y) != (end[:, 1] > y)
        with np.errstate(invalid="ignore", divide="ignore"):
            at = start[:, 0] + (y - start[:, 1]) / (end[:, 1] - start[:, 1]) * (end[:, 0] - start[:, 0])
        found ^= ((crosses & (x < at)).sum(1) % 2).astype(bool)
    return found


def _distance(points: Array, rings: Sequence[Array]) -> Array:
    """Distance to the nearest edge, km."""
    nearest = np.full(len(points), np.inf)
    for start, end in _edges(rings):
        east, north = (end - start).T
        length = np.maximum(east**2 + north**2, 1e-12)
        across, up = (points[:, at, None] - start[None, :, at] for at in (0, 1))
        at = np.clip((across * east + up * north) / length, 0.0, 1.0)
        squares = (across - at * east) ** 2 + (up - at * north) ** 2
        nearest = np.minimum(nearest, squares.min(1))
    return np.sqrt(nearest)


def _edges(rings: Sequence[Array]) -> Iterator[tuple[Array, Array]]:
    for ring in rings:
        yield ring, np.roll(ring, -1, axis=0)


def _area(ring: Array) -> float:
    after = np.roll(ring, -1, axis=0)
    return float((ring[:, 0] * after[:, 1] - after[:, 0] * ring[:, 1]).sum() / 2.0)


def _projected(degrees: Array, lng: float, lat: float) -> Array:
    turned = np.radians(degrees - np.array([lng, lat])) * RADIUS_KM
    return np.asarray(turned * np.array([np.cos(np.radians(lat)), 1.0]))


def _shapes(path: Path) -> Shapes:
    """Rings in degrees by code of a county."""
    try:
        features = json.loads(path.read_text(encoding="utf-8-sig"))["features"]
        found: Shapes = {}
        for feature in features:
            code = _code(feature.get("properties") or {}, feature.get("id"))
            if code:
                found.setdefault(code, []).extend(_polygons(feature["geometry"]))
    except FileNotFoundError:
        raise InputError(
            [Problem(str(path), "there is no such map", "give a GeoJSON file with map=, in Python map_file=")]
        ) from None
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        given = "is no GeoJSON of polygons"
        allowed = "give a FeatureCollection of Polygon or MultiPolygon features"
        raise InputError([Problem(str(path), given, allowed)]) from None
    return found


def _code(properties: Mapping[str, Any], number: Any) -> str:
    for name in CODES:
        value = properties.get(name, number if name == "id" else None)
        if value is not None:
            text = str(value).strip()
            return text.removeprefix("156")[:6] if name == "gb" else text
    return ""


def _polygons(geometry: Mapping[str, Any]) -> list[list[Array]]:
    kinds = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}
    polygons = [[np.asarray(ring, np.float64)[:, :2] for ring in rings] for rings in kinds[geometry["type"]]]
    return [[ring[:-1] if (ring[0] == ring[-1]).all() else ring for ring in rings] for rings in polygons]


def _check_degrees(points: Array, path: Path) -> None:
    if not np.isfinite(points).all() or (np.abs(points) > [180.0, 90.0]).any():
        given = "its coordinates are no longitudes and latitudes"
        raise InputError([Problem(str(path), given, "save the map in degrees (WGS 84 or CGCS2000)")])
