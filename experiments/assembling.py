"""Hydra puts the chosen files and settings together; what comes out is plain data and where it came from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from experiments.folders import PACKAGED, Folders
from experiments.lint import linted, twice_defined
from experiments.offering import Offer
from experiments.policy_files import inherit_words, merged_policy
from experiments.request import Request
from sim.errors import InputError, Problem
from sim.faults import COMMAND_LINE, KeyPath, Trace, slot_at
from sim.reading import Sheet, read_sheet, reference_problem
from sim.scenario import Scenario


def is_resolved(sheet: Sheet) -> bool:
    """Whether a file states every setting of a scenario, as the files of a result folder do."""
    return set(Scenario.model_fields) - {"targets"} <= set(sheet.data)


def take_resolved(request: Request, body: Sheet, folders: Folders) -> tuple[dict[str, Any], Trace]:
    """A resolved file is taken as it stands, with the settings given by hand over it."""
    from omegaconf import OmegaConf
    from omegaconf.errors import OmegaConfBaseException

    changed = [group for group in request.choices if group not in ("record", "engine")]
    changed += [key for key, names in (("policy_add", request.add), ("policy_drop", request.drop)) if names]
    if changed:
        given = f"{body.where} is already resolved, so no group can be chosen"
        allowed = "set single keys of it, or start from a scenario by name"
        raise InputError([Problem(COMMAND_LINE, given, allowed, changed[0])])
    usual = {key: value for key, value in _packaged_config().data.items() if key not in ("defaults", "hydra")}
    config = OmegaConf.create({**usual, "record": "standard", **body.data})
    values: dict[KeyPath, Any] = {}
    for name in request.choices.get("record", ()):
        values["record",] = name
    for name in request.choices.get("engine", ()):
        values["engine",] = _engine(name, folders)
    values |= request.values
    trace = Trace((((), body),), frozenset(request.values))
    try:
        data = _with_values(config, values)
    except OmegaConfBaseException as error:
        raise InputError([reference_problem(trace, error)]) from None
    if isinstance(data.get("world"), dict):
        data["world"].setdefault("links_from", "nothing")
    return data, trace


def _engine(name: str, folders: Folders) -> dict[str, Any]:
    path = folders.file("engine", name)
    assert path is not None
    return dict(linted(path, "engine", folders).data)


def assemble(request: Request, bodies: dict[str, Sheet], folders: Folders) -> tuple[dict[str, Any], Trace]:
    """Compose with Hydra: plain resolved data and where each value came from.

    `bodies` are files given by path, each standing in for a named choice of its group. Hydra chooses the files and
    merges all but the policies, of which there may be a hundred: those are merged in `policy_files`.
    """
    from hydra.errors import HydraException
    from omegaconf.errors import OmegaConfBaseException

    choices = {group: list(names) for group, names in request.choices.items()}
    offer = Offer(folders, _packaged_config())
    for group, body in bodies.items():
        choices[group] = [offer.add(group, body)]
    for region in choices.get("region", []):
        if folders.file("region", region) is None:
            choices["region"] = [offer.add_region(region)]
    for group, names in (*choices.items(), ("policy", request.add)):
        offer.add_names(group, names)
    with offer.open():
        try:
            sheets = offer.chosen(_group_overrides(choices))
            if request.add or request.drop:
                choices["policy"] = _changed_policies(sheets, request)
                sheets = offer.chosen(_group_overrides(choices))
            _refuse_twice_defined(_policies(sheets))
            config = offer.composed(_group_overrides({**choices, "policy": []}))
            policy = merged_policy(sheets)
            if policy is not None:
                config["policy"] = policy
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
