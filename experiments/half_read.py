"""An entry with faults read as far as it goes, so that what else is wrong with it is told in the same breath."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BaseModel, create_model

from sim.checks import Strict
from sim.declared.event import Event
from sim.declared.pairing import Channels, Match, Pairing
from sim.declared.programme import Programme
from sim.declared.scope import Scope
from sim.errors import Problem
from sim.faults import Trace, check
from sim.region import Region
from sim.selection.check_events import event_faults
from sim.selection.check_pairings import pairing_faults
from sim.selection.check_programmes import programme_faults

CITY = Scope(places=("city",))
NO_MATCH = Match.model_construct(rule="list", pairs=())
STANDS_IN: dict[str, Any] = {
    "start_date": datetime.date(2024, 1, 1),
    "scope": CITY,
    "donors": CITY,
    "recipients": CITY,
    "stocks": {},
    "match": NO_MATCH,
    "channels": Channels.model_construct(),
}
"""In place of a field that must be there and cannot be read."""
FAULTS: dict[type[BaseModel], Callable[[str, Any, Region], list[Problem]]] = {
    Programme: programme_faults,
    Pairing: pairing_faults,
    Event: event_faults,
}


def other_faults(model: type[BaseModel], key: str, entry: Any, region: Region) -> list[Problem]:
    """Faults against the region of those fields of an entry that can be read, `key` being that of the entry."""
    if model not in FAULTS or not isinstance(entry, dict):
        return []
    made, unfit = _half_read(model, entry)
    if "level" in unfit:
        return []
    found = FAULTS[model](key, made, region)
    return [fault for fault in found if fault.key.removeprefix(key + ".").split(".")[0] not in unfit]


def _half_read(model: type[BaseModel], entry: dict[str, Any]) -> tuple[BaseModel, set[str]]:
    """The entry with the fields that can be read, and the names of the others that it needs or gives."""
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
    if unfit & {"donors", "recipients"}:
        values["match"] = NO_MATCH
    return model.model_construct(**values), unfit


@lru_cache(maxsize=128)
def _field_alone(model: type[BaseModel], name: str) -> type[BaseModel]:
    """A model with one field of another and none of its rules about several."""
    info = model.model_fields[name]
    definition: Any = (Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation, ...)
    return create_model(f"{model.__name__}_{name}", __base__=Strict, **{name: definition})
