"""What was put together, judged: names that must exist, numbers in range, places of the region."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from experiments.folders import GROUPS, Folders
from experiments.policies import in_fewer_words, policy_faults
from experiments.request import Request
from experiments.stated import with_targets
from experiments.sweep.engines.declared import EngineSettings
from sim.calendar import parse_quarter
from sim.checks import Strict, Whole, parameter
from sim.declared.terms import Title
from sim.errors import InputError, Problem, unknown_name
from sim.faults import COMMAND_LINE, KeyPath, Trace, allowed_at, check, field_at
from sim.region import Region, read_region
from sim.scenario import Scenario

NO_PLACE = "is no place of"
MOST_UNKNOWN, SHOWN_UNKNOWN = 20, 3
"""Unknown places from which on another region must be meant; how many of them are then shown."""
QUARTER = re.compile(r"\d{4}Q[1-4]")


class RunSettings(Strict):
    """How a scenario is run; apart from seed and replicates nothing here can change a number."""

    seed: Whole = parameter(0, "seed", 0, 2**32 - 1, "随机种子", "C3", "given")
    replicates: Whole = parameter(4, "runs of a scenario", 1, 1_000_000, "重复次数", "C6", "given")
    record: Literal["headline", "standard", "full"] = "standard"
    threads: Whole = parameter(1, "threads of a run", 1, 256, "线程数", "machine", "given")
    workers: Whole = parameter(1, "processes", 1, 256, "进程数", "machine", "given")
    engine: EngineSettings = EngineSettings()
    most_seconds_per_run: Whole = parameter(3600, "s", 1, 604_800, "每次运行最多秒数", "machine", "given")
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
        problems += unknown_key(path)
    return problems


def unknown_key(path: KeyPath, where: str = COMMAND_LINE) -> list[Problem]:
    """The fault of a key that no setting has, with the nearest name; nothing where there is one."""
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
                        return [unknown_name(where, path[length], names, key)]
                    allowed = f"{'.'.join(path[:length])} is {allowed_at(model, path[:length])}"
                    return [Problem(where, f"{path[length]!r} lies inside a single value", allowed, key)]
            return []
    names = {*RunSettings.model_fields, *Scenario.model_fields, *GROUPS, "policy_add", "policy_drop"}
    return [unknown_name(where, path[0], names, ".".join(path))]


def judge(
    request: Request, data: dict[str, Any], trace: Trace, folders: Folders, strict: bool = False
) -> Composed:
    """The scenario and settings that composed data make; raises InputError with every fault found.

    `strict` also refuses what a run would take but nobody can want: a policy that never acts, or cannot be paid.
    """
    region = _region(data.get("region"), trace, folders)
    problems = _links(data, region, trace)
    if not set(Scenario.model_fields) <= set(data):
        data, trace = with_targets(data, trace, folders, region)
    settings_data = {key: data.pop(key) for key in list(data) if key in RunSettings.model_fields}
    settings, faults = check(RunSettings, settings_data, trace)
    scenario, more = check(Scenario, data, trace)
    problems += [*faults, *in_fewer_words(more, data, trace)]
    problems += settings.engine.faults() if settings else []
    of_policies, partly_read = policy_faults(data, trace, region, strict, _quarters(data))
    problems += of_policies
    if problems or scenario is None or settings is None:
        raise InputError(_of_another_region(problems, region), again=partly_read)
    if request.own:  # a variant goes by its own name, not by that of the scenario it starts from
        scenario = scenario.model_copy(update={"title": Title(zh=request.name, en=request.name)})
    return Composed(request.name, scenario, settings, region)


def _of_another_region(problems: list[Problem], region: Region) -> list[Problem]:
    """Faults in fewer words where so many places are unknown that the policies must be written for another region."""
    unknown = sorted({one for one in problems if NO_PLACE in one.given})
    if len(unknown) <= MOST_UNKNOWN:
        return problems
    shown = unknown[:SHOWN_UNKNOWN]
    given = f"{len(unknown) - len(shown)} more places and names are not part of {region.id}"
    allowed = f"its policies are written for another region; leave out region={region.id}, or choose others"
    return [*shown, Problem(COMMAND_LINE, given, allowed, "region")]


def _quarters(data: dict[str, Any]) -> tuple[int, int]:
    """First quarter and number of quarters, the usual where they are not well formed."""
    start, horizon = data.get("start"), data.get("horizon")
    usual = Scenario.model_fields
    if not (isinstance(start, str) and QUARTER.fullmatch(start)):
        start = str(usual["start"].default)
    whole = isinstance(horizon, int) and not isinstance(horizon, bool) and horizon > 0
    return parse_quarter(start), horizon if whole else int(usual["horizon"].default)  # type: ignore[return-value]


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
