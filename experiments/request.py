"""What was asked: an arm and its `key=value` settings, read with Hydra's grammar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from experiments.folders import GROUPS, Folders
from sim.errors import InputError, Problem
from sim.faults import COMMAND_LINE, KeyPath
from sim.full_width import FREE, faults_of, in_a_setting
from sim.reading import RESOLVER, resolver_problem

SETTING = re.compile(r"^[+~]*[\w./@'-]+=")
SPECIAL = ("policy_add", "policy_drop")
FOREIGN = re.compile(r"[^\x00-\x7f]+")
"""Letters outside ASCII, which Hydra's grammar reads inside quotes only and never in a key of a mapping."""
STAND_IN = re.compile(r"_utf8_([0-9a-f]+)_")
PLAIN_TEXT = ("out", "engine.address", "engine.scheduler_file")
"""Settings whose value is taken as it stands, so that a path needs no quotes."""


@dataclass(frozen=True)
class Request:
    """One arm read: its name, the file it starts from, group choices, forced values, policy changes."""

    name: str
    file: Path | None = None
    choices: dict[str, list[str]] = field(default_factory=dict)
    values: dict[KeyPath, Any] = field(default_factory=dict)
    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    own: bool = False
    """Whether the arm is a variant: a label with settings of its own."""


def is_setting(word: str) -> bool:
    """Whether a word is `key=value` rather than the name of an arm."""
    return word.startswith("~") or (bool(SETTING.match(word)) and not Path(word).is_file())


def read_request(arm: str, settings: Iterable[str], known: Iterable[str]) -> Request:
    """Read an arm (`name`, `path.yaml`, `name:key=value,…`) and the settings beside it; keeps faults."""
    signs = () if Path(arm.partition(":")[0]).is_file() else tuple(in_a_setting(arm))
    if signs:
        return Request(arm, problems=tuple(faults_of(signs, f"{COMMAND_LINE} {arm!r}")))
    name, own = _split_arm(arm)
    known = set(known)
    request = Request(name, own=bool(own))
    if name.endswith((".yaml", ".yml")) or "/" in name:
        request = replace(request, name=Path(name).stem, file=Path(name))
    elif name in known or not own:
        request = replace(request, choices={"scenario": [name]})
    if not re.fullmatch(r"[\w.-]+", request.name):
        fault = Problem(
            COMMAND_LINE, f"{arm!r} names no arm", "write name, path.yaml or name:key=value,key=value"
        )
        return replace(request, problems=(fault,))
    for text in (*settings, *own):
        request = _with_setting(request, text)
    return request


def with_region_id(request: Request, folders: Folders) -> Request:
    """The request with its region by id where it was called by name."""
    called = request.choices.get("region", [])
    if not called or all(name in folders.regions() for name in called):
        return request
    return replace(
        request, choices={**request.choices, "region": [folders.region_named(name) for name in called]}
    )


def as_settings(values: Mapping[str, Any]) -> list[str]:
    """Python values as `key=value` texts."""
    return [f"{key}={_quoted(value)}" for key, value in values.items()]


def _split_arm(arm: str) -> tuple[str, list[str]]:
    if Path(arm).is_file():
        return arm, []
    name, colon, rest = arm.partition(":")
    return (name, _split_outside_brackets(rest)) if colon else (arm, [])


def _split_outside_brackets(text: str) -> list[str]:
    parts, depth, quote, start = [], 0, "", 0
    for position, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in "[{(":
            depth += 1
        elif letter in "]})":
            depth -= 1
        elif letter == "," and depth == 0:
            parts.append(text[start:position])
            start = position + 1
    return [part for part in (*parts, text[start:]) if part]


def _with_setting(request: Request, text: str) -> Request:
    try:
        key, value = parse_setting(text)
    except InputError as error:
        return replace(request, problems=(*request.problems, *error.problems))
    if key in SPECIAL:
        if key == "policy_add":
            return replace(request, add=(*request.add, *value))
        return replace(request, drop=(*request.drop, *value))
    if key in GROUPS:
        return replace(request, choices={**request.choices, key: value})
    return replace(request, values={**request.values, tuple(key.split(".")): value})


def parse_setting(text: str) -> tuple[str, Any]:
    """One setting as key and Python value; raises InputError when it is not one plain value."""
    from hydra.core.override_parser.overrides_parser import OverridesParser
    from hydra.errors import HydraException

    def refused(given: str, allowed: str) -> InputError:
        return InputError([Problem(COMMAND_LINE, given, allowed)])

    bare = text.lstrip("+~")
    key, equals, raw = bare.partition("=")
    if text.startswith("~") or not equals:
        raise refused(
            f"{text!r} is not a setting", "write key=value; to leave a policy out write policy_drop=[name]"
        )
    if key == "hydra" or key.startswith(("hydra.", "hydra/")):
        raise refused(f"{text!r} changes Hydra itself", "settings of the model only; see bqw run --help")
    if "@" in key:
        raise refused(f"{text!r} moves a group to another package", "write group=name")
    if RESOLVER.search(raw):
        raise InputError([resolver_problem(COMMAND_LINE, text)])
    if not key.partition(".")[0].isascii():
        raise refused(f"{key!r} is not known", "keys are English, e.g. region=江门; see bqw list parameters")
    if key not in PLAIN_TEXT and key.rpartition(".")[2] not in FREE and (signs := list(in_a_setting(raw))):
        raise InputError(faults_of(signs, f"{COMMAND_LINE} {text!r}"))
    if key in PLAIN_TEXT and raw not in ("", "null"):
        raw = _quoted(raw.strip(chr(39) + chr(34)))
    try:
        override = OverridesParser.create().parse_override(f"value={FOREIGN.sub(_stand_in, raw)}")
    except HydraException:
        raise refused(
            f"{text!r} cannot be read", "write key=value; put text with , : [ ] or spaces in quotes"
        ) from None
    if override.is_sweep_override():
        raise refused(f"{text!r} gives several values", "give one value; write a list in [brackets]")
    value = _restored(override.value())
    if key in GROUPS or key in SPECIAL:
        value = _choice_names(text, key, value)
    return key, value


def _stand_in(found: re.Match[str]) -> str:
    return f"_utf8_{found.group().encode().hex()}_"


def _restored(value: Any) -> Any:
    """A value with every stand-in turned back into the letters it stands for."""
    if isinstance(value, str):
        return STAND_IN.sub(lambda found: bytes.fromhex(found.group(1)).decode(), value)
    if isinstance(value, dict):
        return {str(_restored(key)): _restored(item) for key, item in value.items()}
    return [_restored(item) for item in value] if isinstance(value, list) else value


def _choice_names(text: str, key: str, value: Any) -> list[str]:
    several = key not in GROUPS or key == "policy"
    names = value if isinstance(value, list) else [] if value is None and several else [value]
    if not all(isinstance(name, str) and name for name in names) or (not several and isinstance(value, list)):
        wanted = "a list of names like [balance_fund]" if several else "one name"
        raise InputError(
            [Problem(COMMAND_LINE, f"{text!r} names no {key.removesuffix('_add')}", f"give {wanted}")]
        )
    return names


def _quoted(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{key}:{_quoted(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(_quoted(item) for item in value) + "]"
    if isinstance(value, int | float):
        return repr(value)
    escaped = str(value).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
