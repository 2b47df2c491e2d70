"""YAML files as checked text: every fault with file, line and key; no file can run code (laws 5 and 10)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from omegaconf import OmegaConf
from omegaconf._utils import get_yaml_loader
from omegaconf.errors import OmegaConfBaseException

from sim.errors import InputError, Problem, nearest
from sim.faults import KeyPath, Trace, check
from sim.full_width import full_width_signs
from sim.scenario import Scenario

LARGEST_FILE = 20_000
"""Values a scenario file may hold, aliases counted at each use."""

PLAIN = re.compile(r"[+-]?0\d+$|[+-]?\d+(:[0-5]?\d)+(\.\d*)?$")
RESOLVER = re.compile(r"\$\{[^}]*:")
TEXT, MERGE = "tag:yaml.org,2002:str", "tag:yaml.org,2002:merge"
SAFE_TAGS = {
    f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "map", "seq", "merge")
}


@dataclass(frozen=True)
class Sheet:
    """One YAML file read and linted: its values, the line of every key, and its text."""

    where: str
    data: dict[str, Any]
    lines: dict[KeyPath, int] = field(repr=False)
    text: str = field(repr=False)


def read_sheet(path: Path, hydra_allowed: bool = False) -> Sheet:
    """Read and lint one YAML file; raises InputError with every fault found."""
    if not path.is_file():
        raise InputError([_missing(path)])
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            [Problem(str(path), f"cannot be read ({error})", "give a UTF-8 text file")]
        ) from None
    return read_text(text, str(path), hydra_allowed)


def read_text(text: str, where: str, hydra_allowed: bool = False) -> Sheet:
    """Lint YAML text and read it with OmegaConf's loader; raises InputError with every fault found."""
    signs = full_width_signs(text, where)
    if signs:
        raise InputError(signs, again=True)
    try:
        root = yaml.compose(text, Loader=get_yaml_loader())
    except (yaml.YAMLError, RecursionError) as error:
        raise InputError([_malformed(where, error)], again=True) from None
    if root is None:
        return Sheet(where, {}, {}, text)
    lint = _Lint(where)
    if isinstance(root, yaml.MappingNode):
        lint.mapping(root, ())
        if "hydra" in (key.value for key, _ in root.value) and not hydra_allowed:
            lint.add("a hydra: node is given", "only the packaged config.yaml may hold one", ("hydra",))
    else:
        lint.add("the file is not a mapping", "write `key: value` lines")
    if lint.problems:
        raise InputError(lint.problems, again=True)
    try:
        data = OmegaConf.to_container(OmegaConf.create(text), resolve=False)
    except (yaml.YAMLError, OmegaConfBaseException, ValueError) as error:
        raise InputError([_malformed(where, error)]) from None
    assert isinstance(data, dict)
    return Sheet(where, {str(key): value for key, value in data.items()}, lint.lines, text)


def read_scenario(path: Path) -> Scenario:
    """A scenario from a resolved YAML file, without Hydra; raises InputError with every fault."""
    sheet = read_sheet(path)
    trace = Trace(sheets=(((), sheet),))
    try:
        data = OmegaConf.to_container(OmegaConf.create(sheet.data), resolve=True)
    except OmegaConfBaseException as error:
        raise InputError([reference_problem(trace, error)]) from None
    scenario, problems = check(Scenario, data, trace)
    if scenario is None:
        raise InputError(problems)
    return scenario


def reference_problem(trace: Trace, error: Exception) -> Problem:
    """The fault of a `${...}` reference that leads nowhere."""
    key = str(getattr(error, "full_key", "") or "")
    where, line = trace.find(tuple(key.split(".")))
    said = str(error).splitlines()[0]
    return Problem(where, said, "a reference must name a key that is set, like ${start}", key, line)


def resolver_problem(where: str, text: str, key: str = "", line: int | None = None) -> Problem:
    """The fault of a `${name:...}` resolver, which could read the machine or run code."""
    return Problem(
        where, f"{text!r} calls a resolver", "only plain references like ${a.b} are allowed", key, line
    )


class _Lint:
    """First pass over the nodes of one file: remembers lines, collects faults."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.lines: dict[KeyPath, int] = {}
        self.problems: list[Problem] = []
        self.count = 0

    def add(self, given: str, allowed: str, path: KeyPath = (), line: int | None = None) -> None:
        self.problems.append(
            Problem(self.where, given, allowed, ".".join(path), line or self.lines.get(path))
        )

    def mapping(self, node: yaml.MappingNode, path: KeyPath) -> None:
        seen: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if key_node.tag == MERGE:
                self.merged(value_node, path, line)
                continue
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag != TEXT:
                self.add(*_key_fault(key_node), path, line)
                continue
            key = key_node.value
            here = (*path, key)
            if key in seen:
                self.add(f"given twice, first in line {seen[key]}", "keep one of the two", here, line)
            elif re.fullmatch(r"_\w+_", key):
                self.add(f"{key!r} would run code", "a scenario file holds values only", here, line)
            elif "${" in key:
                self.add(f"{key!r} is a reference", "a key is plain text", path, line)
            seen.setdefault(key, line)
            self.lines.setdefault(here, line)
            self.value(value_node, here)

    def merged(self, node: yaml.Node, path: KeyPath, line: int) -> None:
        parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for part in parts:
            if isinstance(part, yaml.MappingNode):
                self.value(part, path)
            else:
                self.add(
                    "`<<` merges something that is not a mapping", "merge an anchor of a mapping", path, line
                )

    def value(self, node: yaml.Node, path: KeyPath) -> None:
        self.count += 1
        if self.count > LARGEST_FILE:
            if self.count == LARGEST_FILE + 1:
                self.add("the file is too large or refers to itself", f"at most {LARGEST_FILE} values")
            return
        line = node.start_mark.line + 1
        if node.tag not in SAFE_TAGS:
            self.add(
                f"the tag {node.tag!r} is given", "plain text, numbers, lists and mappings only", path, line
            )
        elif isinstance(node, yaml.MappingNode):
            self.mapping(node, path)
        elif isinstance(node, yaml.SequenceNode):
            for position, item in enumerate(node.value):
                self.lines.setdefault((*path, str(position)), item.start_mark.line + 1)
                self.value(item, (*path, str(position)))
        elif node.value == "???":
            self.add("'???' leaves the value open", "give a value, or leave the key out", path, line)
        elif RESOLVER.search(node.value):
            self.problems.append(resolver_problem(self.where, node.value, ".".join(path), line))
        elif node.style is None and PLAIN.match(node.value):
            self.add(
                f"{node.value} is read differently by different programs",
                "write the number without leading zeros, or text in quotes",
                path,
                line,
            )


def _key_fault(node: yaml.Node) -> tuple[str, str]:
    if not isinstance(node, yaml.ScalarNode):
        return "a key is a list or a mapping", "a key is plain text"
    kind = {"bool": "true/false", "int": "a number", "float": "a number", "null": "empty"}
    read_as = kind.get(node.tag.rsplit(":", 1)[-1], "something else")
    return f"the key {node.value} is read as {read_as}, not as text", f"write it in quotes: '{node.value}'"


def _missing(path: Path) -> Problem:
    folder = path.parent
    beside = (
        sorted(p.name for p in folder.iterdir() if p.suffix in (".yaml", ".yml")) if folder.is_dir() else []
    )
    close = nearest(path.name, beside)
    return Problem(
        str(path), "there is no such file", f"did you mean {close!r}?" if close else "check the path"
    )


def _malformed(where: str, error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    said = getattr(error, "problem", None) or str(error).splitlines()[0]
    return Problem(
        where,
        f"this is not well-formed YAML ({said})",
        "check indentation, colons and quotes",
        line=None if mark is None else mark.line + 1,
    )
