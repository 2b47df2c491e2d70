"""From a name and a few settings to one checked scenario: Hydra composes, pydantic judges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from experiments.assembling import assemble, is_resolved, take_resolved
from experiments.folders import Folders, find_folders
from experiments.judging import Composed, RunSettings, judge, unknown_names
from experiments.lint import lint_files, linted_sheet
from experiments.request import Request, as_settings, read_request, with_region_id
from experiments.titles import chosen_by_settings, title_by_policies
from sim.errors import InputError
from sim.faults import Trace
from sim.reading import Sheet, read_sheet
from sim.scenario import Scenario

__all__ = ["Composed", "RunSettings", "compose", "dump"]


def compose(
    arm: str = "none", *settings: str, scenarios: str | Path | None = None, **values: Any
) -> Composed:
    """Compose and check one arm: `compose("balance_fund", "horizon=8", firms_per_agent=100)`.

    An arm is a name of the scenario group, a path to a YAML file, or `name:key=value,key=value`.
    Any known number can be set, whether or not a file states it.
    Raises InputError with every fault; writes nothing.
    """
    return _compose(arm, [*settings, *as_settings(values)], find_folders(scenarios))


def compose_strictly(arm: str, scenarios: str | Path | None = None) -> Composed:
    """As `compose`, refusing also what can never act or never be paid; for `bqw check`."""
    return _compose(arm, (), find_folders(scenarios), strict=True)


def _compose(arm: str, settings: Iterable[str], folders: Folders, strict: bool = False) -> Composed:
    request = with_region_id(read_request(arm, settings, folders.names("scenario")), folders)
    problems = [*request.problems, *lint_files(folders), *unknown_names(request, folders)]
    if problems:
        raise InputError(problems, again=True)
    if request.file is None:
        data, trace = assemble(request, {}, folders)
        return _titled(request, judge(request, data, trace, folders, strict), trace, folders)
    body = linted_sheet(read_sheet(request.file), "scenario", folders, header_needed=False)
    if is_resolved(body):
        data, trace = take_resolved(request, body, folders)
    else:
        data, trace = assemble(request, {"scenario": body}, folders)
    return _titled(request, judge(request, data, trace, folders, strict), trace, folders)


def _titled(request: Request, composed: Composed, trace: Trace, folders: Folders) -> Composed:
    """The arm called by its policies where settings chose them; a variant keeps the name it was given."""
    if request.own or not chosen_by_settings(request):
        return composed
    title = title_by_policies(request, composed.scenario.title, trace, folders)
    return replace(composed, scenario=composed.scenario.model_copy(update={"title": title}))


def compose_policy(sheet: Sheet, scenarios: str | Path | None = None) -> Composed:
    """The baseline with one policy file that lies anywhere, judged strictly; raises InputError with every fault."""
    folders = find_folders(scenarios)
    request = read_request("none", (), folders.names("scenario"))
    data, trace = assemble(request, {"policy": sheet}, folders)
    return judge(request, data, trace, folders, strict=True)


def dump(scenario: Scenario) -> str:
    """The resolved YAML of a scenario, defaults written out; `Scenario.read` gives the same one back."""
    data = scenario.model_dump(mode="json")
    text: str = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120)
    return text
