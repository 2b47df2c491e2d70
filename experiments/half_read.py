"""An entry with faults read as far as it goes, so that what else is wrong with it is told in the same breath."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BaseModel, create_model

from sim.checks import Strict
from sim.declared.event import Event
from sim.declared.pairing import SIDES, Channels, Match, Pairing
from sim.declared.programme import Programme
from sim.declared.scope import Scope
from sim.errors import Problem
from sim.faults import Trace, check, own_rule
from sim.region import Region
from sim.selection.check_events import event_faults
from sim.selection.check_pairings import pairing_faults
from sim.selection.check_programmes import programme_faults

CITY = Scope(places=("city",))
NO_MATCH = Match.model_construct(rule="list", pairs=())
STANDS_IN: dict[str, Any] = {
    "start_date": datetime.date(2024, 1, 1),
    "payers": {"city": 1.0},
    "scope": CITY,
    "donors": CITY,
    "recipients": CITY,
    "stocks": {},
    "match": NO_MATCH,
    "channels": Channels.model_construct(),
}
"""In place of a field that must be there and cannot be read."""
MOST_FAULTS = 4
"""Faults that one rule of an entry is asked for."""
FAULTS: dict[type[BaseModel], Callable[[str, Any, Region], list[Problem]]] = {
    Programme: programme_faults,
    Pairing: pairing_faults,
    Event: event_faults,
}


@dataclass(frozen=True)
class HalfRead:
    """An entry as far as it can be read, the names of fields that it needs or gives and that cannot, other faults."""

    made: Any
    unfit: frozenset[str]
    faults: list[Problem]


def half_read(model: type[BaseModel], key: str, entry: Any, region: Region) -> HalfRead | None:
    """The fields of an entry that can be read, held against its own rules and the region; `key` is the entry's."""
    if not isinstance(entry, dict):
        return None
    values, unfit = _fields_read(model, entry)
    found = list(_broken_rules(model, key, values, entry))
    made = model.model_construct(**values)
    if model in FAULTS and "level" not in unfit:
        found += FAULTS[model](key, made, region)
    kept = [fault for fault in found if fault.key.removeprefix(key).lstrip(".").split(".")[0] not in unfit]
    return HalfRead(made, frozenset(unfit), kept)


def _fields_read(model: type[BaseModel], entry: dict[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """The fields that can be read, what stands in for the others, and the names of those."""
    unfit = {name for name, info in model.model_fields.items() if info.is_required() and name not in entry}
    values: dict[str, Any] = {}
    for name, given in entry.items():
        if name not in model.model_fields:
            continue
        read, _ = check(_field_alone(model, name), {name: given}, Trace())
        if read is None:
            unfit.add(name)
        else:
            values[name] = getattr(read, name)
    values |= {name: STANDS_IN[name] for name in unfit if name in STANDS_IN}
    if unfit & {"donors", "recipients"} and "match" in values and not _names_its_pairs(values):
        values["match"] = NO_MATCH
    return values, unfit


def _names_its_pairs(values: dict[str, Any]) -> bool:
    """Whether pairs are listed, of places that the whole region stands in for."""
    sides = SIDES.get(str(values.get("level")), ("outside", "outside"))
    return values["match"].rule == "list" and not {"outside", "firm"} & set(sides)


def _broken_rules(
    model: type[BaseModel], key: str, values: dict[str, Any], entry: dict[str, Any]
) -> Iterator[Problem]:
    """What an entry's own rules say of the fields that could be read; a field at fault is left out of the next look."""
    if any(info.is_required() and name not in values for name, info in model.model_fields.items()):
        return
    values = dict(values)
    rules = list(model.__pydantic_decorators__.model_validators.values())
    for rule in (rule for rule in rules for _ in range(MOST_FAULTS)):
        made = model.model_construct(**values)
        try:
            rule.func(made)
        except ValueError as error:
            fault = own_rule(str(error), tuple(key.split(".")), entry, Trace())
            yield replace(fault, where="")
            field = fault.key.removeprefix(key).lstrip(".").split(".")[0]
            if field not in values and field not in STANDS_IN:
                continue
            values.pop(field, None)
            values |= {field: STANDS_IN[field]} if field in STANDS_IN else {}


@lru_cache(maxsize=128)
def _field_alone(model: type[BaseModel], name: str) -> type[BaseModel]:
    """A model with one field of another and none of its rules about several."""
    info = model.model_fields[name]
    definition: Any = (Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation, ...)
    return create_model(f"{model.__name__}_{name}", __base__=Strict, **{name: definition})
