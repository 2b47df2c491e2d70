"""The manifest of a result folder: what is in it, what decides its bytes, and how its plan grew."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from experiments.sweep.factor_words import words
from experiments.sweep.plan import SCHEMA_VERSION, Plan
from experiments.sweep.stopping import Look
from sim.errors import InputError, Problem
from sim.provenance import versions

MANIFEST = "manifest.json"
HASHED = {
    "code_hash": "the code of the model",
    "experiments_hash": "the code of the experiments",
    "region_hash": "the region's data",
}


def manifest_of(plan: Plan, looks: Sequence[Look] = ()) -> dict[str, Any]:
    """The manifest of a plan, with the looks at it so far."""
    region, scenario = plan.region, plan.arms[0][1]
    found: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "name": plan.name,
        "arms": [name for name, _ in plan.arms],
        "identity": plan.identity(),
        "pairing": {
            name: {
                key: getattr(scenario, key)
                for key in ("region", "start", "horizon", "firms_per_agent", "opening_seed")
            }
            for name, scenario in plan.arms
        },
        "titles": {name: scenario.title.model_dump() for name, scenario in plan.arms},
        "region": {"id": region.id, "zh": region.name_zh, "en": region.name_en, "city": region.city_code},
        "first_quarter": scenario.start_quarter,
        "factors": list(plan.varying.factors),
        "runs": plan.size,
        "chunks": [[chunk[0], chunk[-1]] for chunk in plan.chunks],
        "versions": versions(),
    }
    if plan.question or plan.rounds or plan.rule or plan.varying.factors:
        found["sweep"] = _sweep(plan, looks)
    return found


def _sweep(plan: Plan, looks: Sequence[Look]) -> dict[str, Any]:
    """What it takes to make the plan again beside scenarios and design."""
    varying = plan.varying
    return {
        "factors": {name: factor.model_dump(mode="json") for name, factor in varying.factors.items()},
        "words": words(varying, [scenario for _, scenario in plan.arms]),
        "members": {name: [list(entry) for entry in entries] for name, entries in varying.members.items()},
        "worlds": {name: world.model_dump(mode="json") for name, world in varying.worlds.items()},
        "rounds": plan.rounds_as_data(),
        "asked": plan.asked,
        "looks": [look.as_data() for look in looks],
    }


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a folder; raises InputError when it holds no results, or newer ones."""
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        version = found["schema_version"]
        found["identity"], found["arms"]
    except (OSError, ValueError, KeyError, TypeError):
        given = "holds no results of this program" if folder.exists() else "there is no such folder"
        raise InputError(
            [Problem(str(folder), given, "give an empty or a new folder, or a result folder")]
        ) from None
    if version > SCHEMA_VERSION:
        given = f"was written with schema {version}, this program knows {SCHEMA_VERSION}"
        raise InputError([Problem(str(folder), given, "read it with a newer version of the program")])
    return dict(found)


def identity_differences(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """What differs between two identities, one sentence each; nothing when they agree."""
    words = []
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        if key == "scenarios":
            words += _scenario_differences(before or {}, after or {})
        elif key.endswith("_hash"):
            what = HASHED.get(key, key)
            words.append(f"{what} changed ({str(before)[:12]} there, {str(after)[:12]} now)")
        elif key == "packages":
            words += _package_differences(before or {}, after or {})
        elif key == "firm_facts":
            kept = "it keeps" if before else "it does not keep"
            words.append(f"{kept} what validation wants to know of single firms")
        elif isinstance(before, dict) or isinstance(after, dict):
            words.append(
                f"its {key.replace('_', ' ')} is another ({_what_differs(before or {}, after or {})})"
            )
        else:
            words.append(f"{key} is {before} there and {after} now")
    return words


def _package_differences(old: dict[str, str], new: dict[str, str]) -> list[str]:
    names = sorted(old.keys() | new.keys())
    return [
        f"{name} is {old.get(name)} there and {new.get(name)} now"
        for name in names
        if old.get(name) != new.get(name)
    ]


def _what_differs(old: dict[str, Any], new: dict[str, Any]) -> str:
    """Names of the entries that differ between two groups of settings."""
    return ", ".join(key for key in sorted(old.keys() | new.keys()) if old.get(key) != new.get(key))


def _scenario_differences(old: dict[str, str], new: dict[str, str]) -> list[str]:
    if list(old) != list(new):
        return [f"its scenarios are {', '.join(old)}, not {', '.join(new)}"]
    return [f"scenario {name} has other settings" for name in old if old[name] != new[name]]
