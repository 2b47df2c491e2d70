"""Reading a region folder: tables in, every fault at once or a `Region` out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from sim.errors import InputError, Problem, unknown_name
from sim.region.anchors import check_anchors
from sim.region.build import build_region, content_hash
from sim.region.columns import OPTIONAL_TABLES, REFERENCE_TABLES, REGION_TABLES, io_columns
from sim.region.economy_checks import check_economy
from sim.region.opening import build_opening, read_opening_tables
from sim.region.opening_checks import check_opening
from sim.region.opening_records import OpeningData
from sim.region.place_checks import Tables, check_places
from sim.region.records import Region
from sim.region.table import Faults, read_table

PACKAGED = Path(__file__).resolve().parents[2] / "scenarios" / "data"
MAPS = (
    ("counties.geojson", "county_code", "counties.csv"),
    ("town_points.geojson", "stat_code", "towns.csv"),
)
HEAD = {
    "id": (r"[a-z][a-z0-9_-]*", "small letters, digits, _ and -"),
    "name.zh": (r".+", "the Chinese name"),
    "name.en": (r".+", "the English name"),
    "city_code": (r"\d{6}", "the statistics bureau's code of the city, six digits"),
    "base_year": (r"(19|20)\d\d", "the year of the opening's totals and prices"),
    "openings": (
        r"\d{4}Q[1-4]( \d{4}Q[1-4])*",
        "a list of quarters like [2022Q4], each a folder in opening/",
    ),
    "crs": (r"WGS-84", "WGS-84, the system of lat and lng"),
    "note.zh": (r".*", "a note"),
    "note.en": (r".*", "a note"),
}


def packaged_regions(folder: Path | None = None) -> tuple[str, ...]:
    """Names of the regions that come with the package, or of those in `folder`."""
    return tuple(sorted(head.parent.name for head in (folder or PACKAGED).glob("*/region.yaml")))


def read_region(name_or_path: str | Path, folder: str | Path | None = None) -> Region:
    """The region of that name, or in that folder; raises InputError with every fault of it."""
    path = _locate(name_or_path, Path(folder) if folder else PACKAGED)
    faults = Faults()
    head = _read_head(path / "region.yaml", faults)
    tables = _read_tables(path, faults)
    check_places(tables, head.get("city_code", ""), faults)
    check_economy(tables, faults)
    for name, key, owner in MAPS:
        known = {row[key] for row in tables[owner].rows}
        _check_map(path / name, key, known if tables[owner].complete else set(), faults)
    everything = dict(tables)
    for opening in head.get("openings", ()):
        opened = read_opening_tables(path, opening, faults)
        check_opening(opened, tables, head.get("city_code", ""), faults)
        everything.update({f"{opening}/{name}": table for name, table in opened.items()})
    if faults.problems:
        raise InputError(faults.problems)
    return build_region(head, str(path), tables, content_hash(head, everything))


def read_opening(region: Region, opening: str) -> OpeningData:
    """The figures known and estimated for one opening date of a region, such as `2022Q4`."""
    if opening not in region.openings:
        raise InputError([unknown_name(f"region {region.id}", opening, region.openings, "opening")])
    faults, path = Faults(), Path(region.folder)
    needed = ("counties.csv", "sectors.csv", "towns.csv", "villages.csv", "parks.csv", "outside.csv")
    tables = {name: read_table(path, name, *REGION_TABLES[name], faults) for name in needed}
    opened = read_opening_tables(path, opening, faults)
    check_opening(opened, tables, region.city_code, faults)
    if faults.problems:
        raise InputError(faults.problems)
    return build_opening(opening, opened, tables, region.city_code)


def _locate(name_or_path: str | Path, folder: Path) -> Path:
    text = str(name_or_path)
    path = Path(text)
    if isinstance(name_or_path, Path) or "/" in text or (path / "region.yaml").is_file():
        if (path / "region.yaml").is_file():
            return path.resolve()
        raise InputError(
            [Problem(text, "no region.yaml here", "a region folder, or the name of a region", "region")]
        )
    if (folder / text / "region.yaml").is_file():
        return folder / text
    raise InputError([unknown_name("", text, packaged_regions(folder), "region")])


def _read_tables(path: Path, faults: Faults) -> Tables:
    tables = {name: read_table(path, name, *spec, faults) for name, spec in REGION_TABLES.items()}
    sectors = tuple(code for code in tables["sectors.csv"].column("sector") if code)
    tables["io.csv"] = read_table(path, "io.csv", io_columns(sectors), ("input_from",), faults)
    for name, spec in REFERENCE_TABLES.items():
        if (path / name).exists():
            read_table(path, name, *spec, faults)
    for name, spec in OPTIONAL_TABLES.items():
        if (path / name).exists():
            tables[name] = read_table(path, name, *spec, faults)
    check_anchors(tables, faults)
    return tables


def _check_map(path: Path, key: str, known: set[str], faults: Faults) -> None:
    """A map may be left out; one that is there is GeoJSON whose features carry known codes."""
    if not path.is_file():
        return
    try:
        codes = [str(part["properties"][key]) for part in json.loads(path.read_bytes())["features"]]
    except (ValueError, KeyError, TypeError) as error:
        given = f"it cannot be read ({type(error).__name__}: {error})"
        faults.add(path.name, given, f"a GeoJSON FeatureCollection whose features have a {key}")
        return
    for code in codes if known else ():
        if code not in known:
            faults.unknown(path.name, code, known, key, None)


def _read_head(path: Path, faults: Faults) -> dict[str, Any]:
    """The settings of region.yaml as plain texts; faults carry their line."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        faults.add("region.yaml", f"it cannot be read ({' '.join(str(error).split())})", "YAML in UTF-8")
        return {}
    found: dict[str, tuple[str, int]] = {}
    _flatten(root, "", found, faults)
    for key, (_, line) in found.items():
        if key not in HEAD:
            faults.unknown("region.yaml", key, list(HEAD), "", line)
    head: dict[str, Any] = {}
    for key, (pattern, allowed) in HEAD.items():
        value, line = found.get(key, ("", 0))
        if key not in found and not key.startswith("note"):
            faults.add("region.yaml", "it is missing", allowed, key)
        elif not re.fullmatch(pattern, value, re.DOTALL):
            faults.add("region.yaml", f"{value!r} given", allowed, key, line or None)
        else:
            head[key.replace(".", "_")] = value
    head["openings"] = tuple(sorted(set(str(head.get("openings", "")).split())))
    head["base_year"] = int(head.get("base_year", 0))
    return head


def _flatten(node: Any, prefix: str, found: dict[str, tuple[str, int]], faults: Faults) -> None:
    """Nested keys as `name.zh`, lists as words with spaces between, each with its line."""
    line = node.start_mark.line + 1 if node is not None else None
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = f"{prefix}.{key.value}" if prefix else str(key.value)
            if name in found:
                faults.add("region.yaml", "it stands twice", "each key once", name, key.start_mark.line + 1)
            _flatten(value, name, found, faults)
    elif isinstance(node, yaml.SequenceNode):
        words = " ".join(str(part.value) for part in node.value)
        found[prefix] = (words, node.start_mark.line + 1)
    elif node is None or not prefix:
        faults.add("region.yaml", "it holds no settings", f"the keys {', '.join(HEAD)}", "", line)
    else:
        found[prefix] = (str(node.value), node.start_mark.line + 1)
