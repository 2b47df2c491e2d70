"""What was put together, judged: names that must exist, numbers in range, places of the region."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from experiments.folders import GROUPS, Folders
from experiments.request import Request
from sim.checks import Strict, Whole, parameter
from sim.declared.terms import Title
from sim.errors import InputError, Problem, nearest, unknown_name
from sim.faults import COMMAND_LINE, KeyPath, Trace, allowed_at, check, field_at
from sim.programmes.compiled import NO_COUNTY, members
from sim.region import Region, read_region
from sim.scenario import Scenario


class RunSettings(Strict):
    """How a scenario is run; apart from seed and replicates nothing here can change a number."""

    seed: Whole = parameter(0, "seed", 0, 2**32 - 1, "随机种子", "C3", "given")
    replicates: Whole = parameter(4, "runs of a scenario", 1, 1_000_000, "重复次数", "C6", "given")
    record: Literal["headline", "standard", "full"] = "standard"
    threads: Whole = parameter(1, "threads of a run", 1, 256, "线程数", "machine", "given")
    workers: Whole = parameter(1, "processes", 1, 256, "进程数", "machine", "given")
    out: str | None = None
    lang: Literal["zh", "en", "both"] = "both"


@dataclass(frozen=True)
class Composed:
    """One arm ready to run: its name, the scenario, how to run it, and the region it names."""

    name: str
    scenario: Scenario
    settings: RunSettings
    region: Region


@lru_cache(maxsize=4)
def cached_region(folder: str) -> Region:
    """A region read once in a process."""
    return read_region(Path(folder))


def unknown_names(request: Request, folders: Folders) -> list[Problem]:
    """Choices that name no file and keys that name no setting."""
    problems = []
    for group, names in request.choices.items():
        for name in names:
            if group == "region":
                if folders.file("region", name) is None and folders.region_folder(name) is None:
                    known = sorted({*folders.names("region"), *folders.regions()})
                    problems.append(unknown_name(COMMAND_LINE, name, known, "region"))
            elif name not in folders.names(group):
                problems.append(unknown_name(COMMAND_LINE, name, folders.names(group), group))
    known = folders.names("policy")
    for key, changed in (("policy_add", request.add), ("policy_drop", request.drop)):
        problems += [unknown_name(COMMAND_LINE, name, known, key) for name in changed if name not in known]
    for path in request.values:
        problems += _unknown_key(path)
    return problems


def _unknown_key(path: KeyPath) -> list[Problem]:
    if path == ("world", "links_from"):
        return []
    for model in (RunSettings, Scenario):
        if path[0] in model.model_fields:
            for length in range(1, len(path)):
                found = field_at(model, path[: length + 1])
                if found is None:
                    key = ".".join(path[: length + 1])
                    above = field_at(model, path[:length])
                    names = getattr(above[0], "model_fields", {}) if above else {}
                    if names:
                        return [unknown_name(COMMAND_LINE, path[length], names, key)]
                    allowed = f"{'.'.join(path[:length])} is {allowed_at(model, path[:length])}"
                    return [
                        Problem(COMMAND_LINE, f"{path[length]!r} lies inside a single value", allowed, key)
                    ]
            return []
    names = {*RunSettings.model_fields, *Scenario.model_fields, *GROUPS, "policy_add", "policy_drop"}
    return [unknown_name(COMMAND_LINE, path[0], names, ".".join(path))]


def judge(request: Request, data: dict[str, Any], trace: Trace, folders: Folders) -> Composed:
    """The scenario and settings that composed data make; raises InputError with every fault found."""
    region = _region(data.get("region"), trace, folders)
    problems = _links(data, region, trace)
    settings_data = {key: data.pop(key) for key in list(data) if key in RunSettings.model_fields}
    settings, faults = check(RunSettings, settings_data, trace)
    scenario, more = check(Scenario, data, trace)
    problems += faults + _unknown_programmes(more, data, trace) + _places(data, region, trace)
    if problems or scenario is None or settings is None:
        raise InputError(problems)
    if request.own:  # a variant goes by its own name, not by that of the scenario it starts from
        scenario = scenario.model_copy(update={"title": Title(zh=request.name, en=request.name)})
    return Composed(request.name, scenario, settings, region)


def _region(name: Any, trace: Trace, folders: Folders) -> Region:
    where, line = trace.find(("region",))
    if not isinstance(name, str):
        raise InputError(
            [Problem(where, f"{name!r} given", "the name of a region is allowed", "region", line)]
        )
    folder = folders.region_folder(name)
    if folder is None:
        raise InputError([unknown_name(where, name, folders.regions(), "region", line)])
    return cached_region(str(folder))


def _links(data: dict[str, Any], region: Region, trace: Trace) -> list[Problem]:
    """Replace `links_from` by the region's own dates under the dates given; `null` keeps a link shut."""
    world = data.get("world")
    if not isinstance(world, dict):
        return []
    source, given = world.pop("links_from", "region"), world.get("links", {})
    if source not in ("region", "nothing"):
        where, line = trace.find(("world", "links_from"))
        return [unknown_name(where, str(source), ["region", "nothing"], "world.links_from", line)]
    if not isinstance(given, dict):
        return []
    merged = {**(region.link_dates if source == "region" else {}), **given}
    world["links"] = {name: merged[name] for name in sorted(merged) if merged[name] is not None}
    problems, known = [], [link.id for link in region.links]
    for name in given:
        if name not in known:
            where, line = trace.find(("world", "links", name))
            problems.append(unknown_name(where, name, known, f"world.links.{name}", line))
    return problems


def _unknown_programmes(problems: list[Problem], data: dict[str, Any], trace: Trace) -> list[Problem]:
    """One sentence for a programme that only the command line knows, in place of one for each missing key."""
    programmes = _programmes(data)
    kept = list(problems)
    for name in programmes:
        key = f"policy.programmes.{name}"
        missing = [p for p in kept if p.key.startswith(key + ".") and p.given == "is missing"]
        if missing and trace.set_by_hand_only(("policy", "programmes", name)):
            others = [other for other in programmes if other != name]
            fault = unknown_name(COMMAND_LINE, name, others, key)
            hint = (
                fault.allowed if others else "this scenario has no policy; choose one with policy_add=[name]"
            )
            kept = [p for p in kept if not p.key.startswith(key)]
            kept.append(Problem(COMMAND_LINE, fault.given, hint, key))
    return kept


def _programmes(data: dict[str, Any]) -> dict[str, Any]:
    """The programmes of composed data, or none where the shape is wrong (pydantic says so elsewhere)."""
    policy = data.get("policy")
    programmes = policy.get("programmes") if isinstance(policy, dict) else None
    return programmes if isinstance(programmes, dict) else {}


def _places(data: dict[str, Any], region: Region, trace: Trace) -> list[Problem]:
    """Payers and scopes that name no county of the region and no group of counties."""
    problems = []
    groups = [group.key for group in region.groups]
    for path, place in _places_named(data):
        budgets = [*NO_COUNTY, region.city_code] if path[-2] == "payers" else []
        if place in budgets:
            continue
        try:
            members(region, place, "")
        except InputError as error:
            where, line = trace.find(path)
            close = nearest(place, [*groups, *budgets])
            for fault in error.problems:
                allowed = f"did you mean {close!r}?" if close else fault.allowed
                problems.append(Problem(where, fault.given, allowed, ".".join(path), line))
    return problems


def _places_named(data: dict[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    for name, programme in _programmes(data).items():
        if not isinstance(programme, dict):
            continue
        above = ("policy", "programmes", str(name))
        payers, scope = programme.get("payers"), programme.get("scope")
        for place in payers if isinstance(payers, dict) else ():
            yield (*above, "payers", str(place)), str(place)
        for row, place in enumerate(scope if isinstance(scope, list) else ()):
            if isinstance(place, str):
                yield (*above, "scope", str(row)), place
