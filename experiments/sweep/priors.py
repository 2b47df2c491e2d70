"""Prior ranges of the judged parameters (判断参数的先验范围): each default with a stated spread around it.

The rule, for a default d, a spread s and an allowed range [a, b]; what it gives is cut to [a, b]:

- d > 0 and a >= 0: log-uniform from d / (1 + s) to d (1 + s), so that d is the median unless the range is cut
- d < 0 and b <= 0: uniform from d (1 + s) to d / (1 + s)
- d > 0 > a, or d < 0 < b: uniform from d - s |d| to d + s |d|
- d = 0: uniform over the part s / 2 of the allowed range that lies next to nought
- whole numbers: as above, uniform, and at least one step to each side
- true or false: both

A parameter that has been calibrated for the region is no judgement any more: its 90 % credible interval is the range,
as long as the scenario has the value that was calibrated.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from experiments.calibration.landing import Landed
from experiments.sweep.applying import DESIGN
from experiments.sweep.factor import Factor
from experiments.sweep.keys import value_at
from sim.declared.terms import Title
from sim.errors import InputError, Problem, unknown_name
from sim.faults import KeyPath, bare, limits
from sim.parameters import Parameters
from sim.scenario import Scenario

SPREAD = 0.5
"""From the default over 1.5 to the default times 1.5."""
JUDGED, CALIBRATED = "judgement", "calibrated"


@dataclass(frozen=True)
class Judged:
    """One parameter whose value is a judgement."""

    key: str
    info: FieldInfo
    kind: Any

    @property
    def group(self) -> str:
        """Name of the group it belongs to."""
        return self.key.split(".")[1]


def judgement_factors(
    scenario: Scenario,
    wanted: Sequence[str] = (),
    spread: float = SPREAD,
    without: Sequence[str] = (),
    landed: Mapping[str, Landed] = MappingProxyType({}),
) -> dict[str, Factor]:
    """Factors over judged parameters, by key: those of the groups or keys wanted, or all of them.

    `landed`: values calibrated for the region, by key.

    Raises InputError with every name that is no group and no parameter, or whose number is no judgement.
    """
    known = {one.key: one for one in judged()}
    kept = _named(wanted, known) if wanted else list(known)
    left_out = set(_named(without, known))
    values = {key: value_at(scenario, tuple(key.split("."))) for key in known if key in set(kept) - left_out}
    return {
        key: interval_factor(known[key], landed[key])
        if key in landed and landed[key].value == value and landed[key].low < landed[key].high
        else prior(known[key], value, spread)
        for key, value in values.items()
    }


def judged() -> Iterator[Judged]:
    """Every parameter with the status `judgement` that can vary, in the order of its declaration."""
    for path, info, kind in _fields(Parameters, ("parameters",)):
        if _status(info) == JUDGED and kind in (int, float, bool):
            yield Judged(".".join(path), info, kind)


def fixed() -> Iterator[tuple[str, str, str]]:
    """Key and reason, in Chinese and English, of what is a judgement and cannot vary as a single number."""
    for path, info, kind in _fields(Parameters, ("parameters",)):
        if _status(info) == JUDGED and kind not in (int, float, bool):
            yield ".".join(path), "不是单个数值", "no single number"
    for name, info in Scenario.model_fields.items():
        if _status(info) == JUDGED:
            yield (
                name,
                "是运行方式的设置，不是地区的性质",
                "a setting of how runs are made, no trait of the region",
            )
    yield (
        "world.trend",
        "逐年一列数；请用因素 world 选择外部世界",
        "a path of years; let the factor `world` choose",
    )


def interval_factor(one: Judged, found: Landed) -> Factor:
    """The factor of a calibrated parameter: uniform over its 90 % credible interval."""
    low, high = found.low, found.high
    if one.kind is int:
        low, high = min(math.floor(low), found.value - 1), max(math.ceil(high), found.value + 1)
    return Factor(
        title=_title(one),
        low=low,
        high=high,
        usual=found.value,
        unit=_words(one, "unit"),
        source=f"{CALIBRATED}, 90 % interval, {found.record}",
    )


def _words(one: Judged, name: str) -> str:
    extra = one.info.json_schema_extra
    return str(extra.get(name, "")) if isinstance(extra, dict) else ""


def _title(one: Judged) -> Title:
    return Title(zh=_words(one, "zh"), en=one.key.split(".")[-1].replace("_", " "))


def prior(one: Judged, default: Any, spread: float = SPREAD) -> Factor:
    """The factor of a judged parameter by the rule of this module."""
    said = {
        "title": _title(one),
        "unit": _words(one, "unit"),
        "source": f"judgement, spread {spread:g}",
        "usual": default,
    }
    if one.kind is bool:
        return Factor(values=(False, True), **said)
    low, high = prior_range(float(default), limits(one.info), spread, one.kind is int)
    scaled = default > 0 and low > 0 and one.kind is float
    return Factor(low=low, high=high, distribution="log_uniform" if scaled else "uniform", **said)


def prior_range(
    default: float, allowed: tuple[float | None, float | None], spread: float, whole: bool
) -> tuple[float, float]:
    """Ends of a prior range, in the unit of the parameter."""
    least = -float("inf") if allowed[0] is None else allowed[0]
    most = float("inf") if allowed[1] is None else allowed[1]
    if default > 0 and least >= 0:
        low, high = default / (1 + spread), default * (1 + spread)
    elif default < 0 and most <= 0:
        low, high = default * (1 + spread), default / (1 + spread)
    elif default:
        low, high = default - spread * abs(default), default + spread * abs(default)
    else:
        reach = min(1.0, spread / 2)
        low = reach * least if least > -float("inf") else 0.0
        high = reach * most if most < float("inf") else 0.0
    if whole:
        low, high = min(round(low), default - 1), max(round(high), default + 1)
    return max(low, least), min(high, most)


def _named(wanted: Iterable[str], known: dict[str, Judged]) -> list[str]:
    groups = sorted({one.group for one in known.values()})
    found, problems = [], []
    for name in wanted:
        if name in groups:
            found += [key for key, one in known.items() if one.group == name]
        elif (key := name if name.startswith("parameters.") else f"parameters.{name}") in known:
            found.append(key)
        else:
            problems.append(_unknown(name, key, groups, known))
    if problems:
        raise InputError(problems)
    return found


def _unknown(name: str, key: str, groups: list[str], known: dict[str, Judged]) -> Problem:
    declared = {".".join(path): info for path, info, _ in _fields(Parameters, ("parameters",))}
    if key in declared:
        given = f"{key} is no judgement: its status is {_status(declared[key]) or 'none'}"
        return Problem(DESIGN, given, "make it a factor with a range of its own", "judgement")
    if name in Parameters.model_fields:
        return Problem(DESIGN, f"{name} holds no judgement", f"groups: {', '.join(groups)}", "judgement")
    inside = [one for one in known if one.split(".")[1] == key.split(".")[1]]
    return unknown_name(DESIGN, key if inside else name, inside or groups, "judgement")


def _fields(model: type[BaseModel], prefix: KeyPath) -> Iterator[tuple[KeyPath, FieldInfo, Any]]:
    for name, info in model.model_fields.items():
        kind = bare(info.annotation)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _fields(kind, (*prefix, name))
        else:
            yield (*prefix, name), info, kind


def _status(info: FieldInfo) -> str:
    extra = info.json_schema_extra
    return str(extra.get("status", "")) if isinstance(extra, dict) else ""
