"""The plan of a folder, read back from the folder alone: to go on with it, or to make it again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from experiments.folders import find_folders
from experiments.judging import cached_region
from experiments.store_agreement import recorded_points
from experiments.store_manifest import identity_differences, read_manifest
from experiments.sweep.factor import Factor, Varying
from experiments.sweep.plan import Plan, Round
from experiments.sweep.stopping import StopRule
from sim.errors import InputError, Problem, unknown_name
from sim.scenario import Scenario, World


def read_plan(folder: Path, scenarios: str | None = None) -> Plan:
    """The plan that a folder was made by, as far as it had grown; raises InputError when it holds no results.

    Whether code and data are still the same is for `changed_since` to say.
    """
    found = read_manifest(Path(folder))
    identity, sweep = found["identity"], found.get("sweep") or {}
    arms = tuple((name, Scenario.read(folder / "scenarios" / f"{name}.yaml")) for name in found["arms"])
    folders = find_folders(scenarios)
    name = arms[0][1].region
    data = folders.region_folder(name)
    if data is None:
        raise InputError([unknown_name(str(folder), name, folders.regions(), "region")])
    varying = Varying(
        {
            name: Factor.model_validate_json(_json(factor))
            for name, factor in sweep.get("factors", {}).items()
        },
        {
            name: tuple((kind, one) for kind, one in members)
            for name, members in sweep.get("members", {}).items()
        },
        {name: World.model_validate_json(_json(world)) for name, world in sweep.get("worlds", {}).items()},
    )
    rule = identity.get("stop_rule")
    return Plan(
        name=found["name"],
        arms=arms,
        region=cached_region(str(data)),
        seed=identity["seed"],
        replicates=identity["replicates"],
        record=identity["record"],
        varying=varying,
        points=recorded_points(folder, list(varying.factors)),
        rounds=tuple(Round(*(range(*limits) for limits in one)) for one in sweep.get("rounds", [])),
        question=identity.get("design", {}),
        rule=StopRule.model_validate_json(_json(rule)) if rule else None,
        asked=sweep.get("asked", False),
        firm_facts=identity.get("firm_facts", False),
    )


def changed_since(folder: Path, plan: Plan) -> list[str]:
    """What differs between what made a folder and what is here now."""
    return identity_differences(read_manifest(folder)["identity"], plan.identity())


def require_unchanged(folder: Path, plan: Plan) -> None:
    """Raise InputError where code or data are no longer those that a folder was begun with."""
    if differences := changed_since(folder, plan):
        allowed = "go on with the version that began it, or start again in another folder"
        raise InputError(
            [Problem(str(folder), f"cannot be gone on with: {text}", allowed) for text in differences]
        )


def _json(data: Any) -> str:
    import json

    return json.dumps(data)
