"""Hydra puts the chosen files and settings together; what comes out is plain data and where it came from."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any

from experiments.folders import GROUPS, PACKAGED, Folders
from experiments.lint import linted, twice_defined
from experiments.policy_files import inherit_words
from experiments.request import Request
from sim.errors import InputError, Problem
from sim.faults import COMMAND_LINE, KeyPath, Trace, slot_at
from sim.reading import Sheet, read_sheet, reference_problem
from sim.scenario import Scenario


def is_resolved(sheet: Sheet) -> bool:
    """Whether a file states every setting of a scenario, as the files of a result folder do."""
    return set(Scenario.model_fields) - {"targets"} <= set(sheet.data)


_numbers = count()


@contextlib.contextmanager
def _stored(group: str, node: dict[str, Any]) -> Iterator[str]:
    """Offer a mapping to Hydra as a choice of a group for as long as one composition takes."""
    from hydra.core.config_store import ConfigStore

    store = ConfigStore.instance()
    name = f"given_{next(_numbers)}"
    package = "policy" if group == "policy" else "_global_"
    store.store(name=name, group=group or None, node=node, package=package if group else None)
    try:
        yield name
    finally:
        (store.repo[group] if group else store.repo).pop(f"{name}.yaml", None)


def take_resolved(request: Request, body: Sheet) -> tuple[dict[str, Any], Trace]:
    """A resolved file is taken as it stands, with the settings given by hand over it."""
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException

    changed = [group for group in request.choices if group != "record"]
    changed += [key for key, names in (("policy_add", request.add), ("policy_drop", request.drop)) if names]
    if changed:
        given = f"{body.where} is already resolved, so no group can be chosen"
        allowed = "set single keys of it, or start from a scenario by name"
        raise InputError([Problem(COMMAND_LINE, given, allowed, changed[0])])
    usual = {key: value for key, value in _packaged_config().data.items() if key not in ("defaults", "hydra")}
    config = OmegaConf.create({**usual, "record": "standard", **body.data})
    values = dict(request.values)
    for name in request.choices.get("record", ()):
        values["record",] = name
    trace = Trace((((), body),), frozenset(request.values))
    try:
        data = _with_values(config, values)
    except OmegaConfBaseException as error:
        raise InputError([reference_problem(trace, error)]) from None
    if isinstance(data.get("world"), dict):
        data["world"].setdefault("links_from", "nothing")
    return data, trace


def assemble(request: Request, bodies: dict[str, Sheet], folders: Folders) -> tuple[dict[str, Any], Trace]:
    """Compose with Hydra: plain resolved data and where each value came from.

    `bodies` are files given by path, each standing in for a named choice of its group.
    """
    from hydra import compose as hydra_compose
    from hydra import initialize_config_dir
    from hydra.errors import HydraException
    from omegaconf.errors import OmegaConfBaseException

    given: dict[str, Sheet] = {}
    choices = {group: list(names) for group, names in request.choices.items()}
    with contextlib.ExitStack() as stack:
        for group, body in bodies.items():
            name = stack.enter_context(_stored(group, body.data))
            choices[group], given[f"{group}/{name}"] = [name], body
        for region in choices.get("region", []):
            if folders.file("region", region) is None:
                choices["region"] = [stack.enter_context(_stored("region", {"region": region}))]
        stack.enter_context(initialize_config_dir(config_dir=str(folders.paths[0]), version_base="1.3"))
        primary = stack.enter_context(_stored("", _primary(folders)))
        given[primary] = _packaged_config()
        try:
            sheets = _sheets(primary, _group_overrides(choices), folders, given)
            if request.add or request.drop:
                choices["policy"] = _changed_policies(sheets, request)
                sheets = _sheets(primary, _group_overrides(choices), folders, given)
            _refuse_twice_defined(_policies(sheets))
            config = hydra_compose(primary, overrides=_group_overrides(choices))
            trace = Trace(tuple(sheets), frozenset(request.values))
            data = _with_values(config, request.values)
        except HydraException as error:
            raise InputError([_hydra_problem(request, error)]) from None
        except OmegaConfBaseException as error:
            raise InputError([reference_problem(trace, error)]) from None
    inherit_words(data, _policies(sheets))
    return data, trace


def _with_values(config: Any, values: Mapping[KeyPath, Any]) -> dict[str, Any]:
    """Composed settings as plain data, those given by hand put over them."""
    from omegaconf import OmegaConf

    OmegaConf.set_struct(config, False)
    for path, value in values.items():
        _open_short_lists(config, path)
        OmegaConf.update(config, ".".join(path), value, merge=True, force_add=True)
    data = OmegaConf.to_container(config, resolve=True)
    assert isinstance(data, dict)
    return {str(key): value for key, value in data.items()}


def _open_short_lists(config: Any, path: KeyPath) -> None:
    """Where a file writes a plain list for a group of keys, write the group, so that a key of it can be set."""
    from omegaconf import DictConfig, ListConfig, OmegaConf

    for length in range(1, len(path)):
        here = OmegaConf.select(config, ".".join(path[:length]), throw_on_missing=False)
        if isinstance(here, ListConfig) and not path[length].isdigit():
            short = getattr(slot_at(Scenario, path[:length]), "SHORT", "")
            if short:
                OmegaConf.update(config, ".".join(path[:length]), {short: list(here)}, merge=False)
        if not isinstance(here, DictConfig):
            return


def _policies(sheets: list[tuple[KeyPath, Sheet]]) -> list[Sheet]:
    return [sheet for package, sheet in sheets if package == ("policy",)]


def _refuse_twice_defined(policies: list[Sheet]) -> None:
    twice = twice_defined(policies)
    if twice:
        raise InputError(twice)


def _group_overrides(choices: dict[str, list[str]]) -> list[str]:
    return [
        f"{group}={names[0]}" if group != "policy" else f"policy=[{','.join(names)}]"
        for group, names in choices.items()
    ]


def _primary(folders: Folders) -> dict[str, Any]:
    """Our config.yaml with the folders behind the first; no config.yaml of a user can stand for it."""
    data = dict(_packaged_config().data)
    data["hydra"] = {**data["hydra"], "searchpath": [f"file://{path}" for path in folders.paths[1:]]}
    return data


def _sheets(
    primary: str, overrides: list[str], folders: Folders, given: dict[str, Sheet]
) -> list[tuple[KeyPath, Sheet]]:
    """The files of a composition in the order they are merged, each with the package it goes to."""
    from hydra.core.global_hydra import GlobalHydra
    from hydra.types import RunMode

    loader = GlobalHydra.instance().config_loader()
    sheets: list[tuple[KeyPath, Sheet]] = []
    for entry in loader.compute_defaults_list(primary, overrides, RunMode.RUN).defaults:
        path = entry.config_path or ""
        group, _, name = path.rpartition("/")
        package = tuple(part for part in (entry.package or "").split(".") if part)
        if path in given:
            sheets.append((package, given[path]))
        elif group in GROUPS and (file := folders.file(group, name)) is not None:
            sheets.append((package, linted(file, group, folders)))
    return sheets


@lru_cache(maxsize=1)
def _packaged_config() -> Sheet:
    return read_sheet(PACKAGED / "config.yaml", hydra_allowed=True)


def _changed_policies(sheets: list[tuple[KeyPath, Sheet]], request: Request) -> list[str]:
    names = [Path(sheet.where).stem for package, sheet in sheets if package == ("policy",)]
    for name in request.drop:
        if name not in names:
            allowed = f"its policies: {', '.join(names)}" if names else "it has no policy"
            fault = Problem(COMMAND_LINE, f"{name!r} is not part of {request.name}", allowed, "policy_drop")
            raise InputError([fault])
        names.remove(name)
    return [*names, *(name for name in dict.fromkeys(request.add) if name not in names)]


def _hydra_problem(request: Request, error: Exception) -> Problem:
    said = " ".join(str(error).split())
    return Problem(request.name, said[:300], "check the defaults lists and the settings given")
