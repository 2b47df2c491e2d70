"""A calibration file read and judged against the region and the scenario: every fault at once (law 5)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from experiments.calibration.declared import Calibration
from experiments.calibration.moments import needed
from experiments.folders import Folders
from experiments.judging import Composed
from experiments.lint import once_read
from sim.errors import InputError, Problem, unknown_name
from sim.faults import Trace, check, slot_at
from sim.indicators import BY_KEY, RECORDS
from sim.reading import Sheet
from sim.region import Region, find_place
from sim.scenario import Scenario

GROUP = "calibration"
"""Folder of the files; Hydra does not compose them."""


def names(folders: Folders) -> list[str]:
    """Every calibration that can be asked for by name."""
    return sorted({path.stem for folder in folders.paths for path in (folder / GROUP).glob("*.yaml")})


def read_calibration(name: str, folders: Folders) -> tuple[str, Calibration, Sheet]:
    """The calibration of a name or a file; raises InputError with every fault of the file by itself."""
    path = Path(name)
    if not name.endswith((".yaml", ".yml")):
        found = folders.file(GROUP, name)
        if found is None:
            raise InputError([unknown_name("command line", name, names(folders))])
        path = found
    sheet = once_read(path)
    calibration, problems = check(Calibration, sheet.data, Trace((((), sheet),)))
    if calibration is None or problems:
        raise InputError(problems, again=True)
    return path.stem, calibration, sheet


def record_of(calibration: Calibration) -> str:
    """The narrowest record that holds every moment."""
    keys = {key for moment in calibration.moments.values() for key in needed(moment)}
    return "headline" if all(BY_KEY[key].headline for key in keys) else "standard"


def place_of(region: Region, text: str) -> tuple[str, str]:
    """Level and id of a place of the region; raises InputError when there is none."""
    if text in ("city", region.city_code, region.id, region.name_zh, region.name_en):
        return "city", region.city_code
    found = find_place(region, text)
    return found.level, found.id


def faults(calibration: Calibration, sheet: Sheet, arm: Composed) -> list[Problem]:
    """What does not fit the model, the region or the years of the run."""
    trace = Trace((((), sheet),))
    return [*_of_moments(calibration, arm, trace), *_of_parameters(calibration, arm, trace)]


def _of_moments(calibration: Calibration, arm: Composed, trace: Trace) -> Iterator[Problem]:
    first = arm.scenario.start_quarter
    whole = range(-(-first // 4), (first + arm.scenario.horizon) // 4)
    for name, moment in calibration.moments.items():
        key = f"moments.{name}"
        known = True
        for slot in ("indicator", "over"):
            wanted = getattr(moment, slot)
            if wanted and wanted not in BY_KEY:
                where, line = trace.find(("moments", name, slot))
                yield unknown_name(where, wanted, BY_KEY, f"{key}.{slot}", line)
                known = False
        for slot in ("from_year", "to_year"):
            if getattr(moment, slot) not in whole:
                where, line = trace.find(("moments", name, slot))
                allowed = f"whole years of the run: {whole.start} to {whole.stop - 1}"
                yield Problem(where, f"{getattr(moment, slot)} given", allowed, f"{key}.{slot}", line)
        where, line = trace.find(("moments", name, "place"))
        try:
            level, _ = place_of(arm.region, moment.place)
        except InputError as error:
            yield from (
                Problem(where, one.given, one.allowed, f"{key}.place", line) for one in error.problems
            )
            continue
        if known and not all(BY_KEY[one].kept(level, "standard") for one in needed(moment)):
            given = f"{moment.indicator} is not recorded of a {level}"
            allowed = (
                f"a place of {', '.join(set(BY_KEY[moment.indicator].levels) & set(RECORDS['standard']))}"
            )
            yield Problem(where, given, allowed, f"{key}.place", line)


def _of_parameters(calibration: Calibration, arm: Composed, trace: Trace) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    varying = calibration.varying
    for name, prior in calibration.parameters.items():
        key = f"parameters.{name}"
        where, line = trace.find(("parameters", name, "key"))
        if prior.key in seen:
            yield Problem(
                where, f"{prior.key} is already moved by {seen[prior.key]}", "each key once", key, line
            )
        seen[prior.key] = name
        if not varying.touched(name, arm.scenario):
            yield from _unknown_key(prior.key, where, key, line)
            continue
        for slot in ("low", "high"):
            try:
                varying.applied(arm.scenario, {name: getattr(prior, slot)})
            except InputError as error:
                where, line = trace.find(("parameters", name, slot))
                yield from (
                    Problem(where, one.given, one.allowed, f"{key}.{slot}", line) for one in error.problems
                )
        usual = default_of(arm, prior.key)
        if not isinstance(usual, float):
            yield Problem(
                where, f"{prior.key} is {usual!r}", "a single number that may be a fraction", key, line
            )
        elif not prior.low <= usual <= prior.high:
            allowed = f"a range that holds the present value {usual:g}"
            yield Problem(where, f"{prior.low:g} to {prior.high:g} given", allowed, key, line)


def _unknown_key(path: str, where: str, key: str, line: int | None) -> Iterator[Problem]:
    parts = path.split(".")
    for length, part in enumerate(parts):
        owner = slot_at(Scenario, tuple(parts[:length])) if length else Scenario
        known = getattr(owner, "model_fields", {})
        if part not in known:
            yield unknown_name(where, part, list(known), f"{key}.key", line)
            return
    yield Problem(where, f"{path!r} given", "a number that the scenario has", f"{key}.key", line)


def default_of(arm: Composed, key: str) -> object:
    """The value that a key has in the scenario."""
    found: object = arm.scenario
    for part in key.split("."):
        found = found[part] if isinstance(found, dict) else getattr(found, part)
    return found


def defaults(calibration: Calibration, arm: Composed) -> dict[str, float]:
    """The point that changes nothing; every value is a number once `faults` found none."""
    present = {name: default_of(arm, prior.key) for name, prior in calibration.parameters.items()}
    return {name: value for name, value in present.items() if isinstance(value, float)}
