"""Keys of a scenario that a factor can set: where they lead, what stands there, and what it is called.

A key is that of the command line (`parameters.growth.noise_sd_share`). `*` stands for every entry of a group or of a
list (`policy.programmes.*.budget_yuan_per_year`), and `size.NAME` for every amount of money that policy file NAME
moves. None of them adds what is not there, but for a name in a mapping of plain values, such as a link and its date.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from sim.checks import Strict
from sim.faults import KeyPath, field_at
from sim.scenario import Scenario

POLICIES, SIZE, WORLD = "policies", "size", "world"
"""First words of the factors that are no single number: a policy file in or out, its size, and which world there is."""
EVERY = "*"
Members = Mapping[str, tuple[tuple[str, str], ...]]
"""Policy file -> the entries it brings, (programmes | pairings | events | adopts, id)."""
ABSENT = object()
SIZES: dict[str, tuple[str, ...]] = {
    "programmes": ("budget_yuan_per_year", "budget_path.*"),
    "pairings": (
        "channels.money.yuan_per_year",
        "channels.money.share_of_revenue_growth",
        "channels.staff.persons",
        "channels.market.procurement_yuan_per_year",
        "channels.coinvest.yuan_per_year",
    ),
    "events": ("account.yuan",),
    "adopts": ("reward_yuan", "sanction_yuan"),
}
"""What `size.NAME` multiplies of the entries of a policy file: every amount of money, and people posted."""


def places(key: str, scenario: Scenario, members: Members, adding: bool = False) -> list[KeyPath]:
    """The paths that a key leads to in this scenario; none where nothing of it is there.

    `adding`: a name that a mapping of plain values lacks may be added to it.
    """
    head, _, rest = key.partition(".")
    if head == SIZE:
        entries = [entry for entry in members.get(rest, ()) if entry[1] in getattr(scenario.policy, entry[0])]
        patterns = [
            ("policy", kind, name, *tail.split(".")) for kind, name in entries for tail in SIZES[kind]
        ]
        found = [path for pattern in patterns for path in _matching(scenario, pattern)]
        return [path for path in found if value_at(scenario, path)]
    path = tuple(key.split("."))
    found = list(_matching(scenario, path))
    if not found and adding and EVERY not in path:
        above = value_at(scenario, path[:-1])
        plain = isinstance(above, dict) and not _holds_models(path)
        return [path] if plain else []
    return found


def value_at(scenario: Any, path: KeyPath) -> Any:
    """What stands at a path, or ABSENT."""
    here = scenario
    for part in path:
        here = dict(_parts(here)).get(part, ABSENT) if isinstance(here, dict) else _part(here, part)
    return here


def names_at(scenario: Scenario, path: KeyPath) -> list[str]:
    """Names that may follow a path in this scenario."""
    return [name for name, _ in _parts(value_at(scenario, path))]


def _matching(here: Any, path: KeyPath) -> Iterator[KeyPath]:
    if not path:
        if here is not None and not isinstance(here, Strict | dict | tuple):
            yield ()
        return
    first, rest = path[0], path[1:]
    if first == EVERY:
        below = list(_parts(here))
    elif isinstance(here, dict):
        below = [(name, value) for name, value in _parts(here) if name == first]
    else:
        found = _part(here, first)
        below = [] if found is ABSENT else [(first, found)]
    for name, value in below:
        for tail in _matching(value, rest):
            yield (name, *tail)


def _part(here: Any, part: str) -> Any:
    if isinstance(here, Strict):
        return getattr(here, part) if part in type(here).model_fields else ABSENT
    if isinstance(here, tuple):
        return here[int(part)] if part.isdigit() and int(part) < len(here) else ABSENT
    return ABSENT


def _parts(here: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(here, Strict):
        yield from ((name, getattr(here, name)) for name in type(here).model_fields)
    elif isinstance(here, dict):
        yield from ((_written(name), value) for name, value in here.items())
    elif isinstance(here, tuple):
        yield from ((str(at), value) for at, value in enumerate(here))


def _written(name: Any) -> str:
    return name.isoformat() if isinstance(name, datetime.date) else str(name)


def _holds_models(path: KeyPath) -> bool:
    found = field_at(Scenario, path)
    return found is None or (isinstance(found[0], type) and issubclass(found[0], Strict))
