"""A policy package as members: groups of policy files, declared in `scenarios/package/NAME.yaml` or named singly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from experiments.folders import Folders
from experiments.lint import once_read
from experiments.policy_files import POLICY_KINDS
from experiments.sweep.factor import TAKEN
from sim.checks import Strict
from sim.declared.terms import Title
from sim.errors import InputError, Problem, unknown_name
from sim.faults import COMMAND_LINE, Trace, check
from sim.scenario import Scenario

REST, OWN = "rest", "own_entries"
"""The member of all policies that no member names, and the entries that stand in no policy file."""
REST_TITLE = Title(zh="其余政策", en="All others")
Entries = Mapping[str, tuple[tuple[str, str], ...]]
"""Policy file -> kind and id of the entries it brings."""


class Member(Strict):
    """One player: policy files that are in or out together."""

    title: Title = Title()
    policies: tuple[str, ...]


class Package(Strict):
    """The members of a package as a file declares them."""

    members: dict[str, Member]


@dataclass(frozen=True)
class Asked:
    """How a package is to be cut: the file that says so, and the members wanted of it."""

    package: str = ""
    members: tuple[str, ...] = ()


def files_of(scenario: Scenario, folders: Folders) -> dict[str, tuple[tuple[str, str], ...]]:
    """Policy files whose entries are all in a scenario, with these entries; what no file brings stands under OWN."""
    held = {(kind, name) for kind in POLICY_KINDS for name in getattr(scenario.policy, kind)}
    offered = {name: _entries(folders, name) for name in folders.names("policy")}
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    left = set(held)
    # Two files may adopt the same target; only one of them can be in, and the one that brings more is meant.
    for name in sorted(offered, key=lambda one: (-len(offered[one]), one)):
        if offered[name] and set(offered[name]) <= left:
            found[name] = offered[name]
            left -= set(offered[name])
    if left:
        found[OWN] = tuple(sorted(left))
    return dict(sorted(found.items()))


def _entries(folders: Folders, name: str) -> tuple[tuple[str, str], ...]:
    path = folders.file("policy", name)
    data = once_read(path).data if path else {}
    return tuple((kind, str(entry)) for kind in POLICY_KINDS for entry in data.get(kind) or ())


def _title(folders: Folders, name: str) -> Title:
    """The title at the top of a policy file."""
    path = folders.file("policy", name)
    given = once_read(path).data.get("title", {}) if path else {}
    return check(Title, given, Trace())[0] or Title()


def read_package(name: str, folders: Folders) -> tuple[Package, str]:
    """A package by name or path, and where it stands; raises InputError with every fault of its file."""
    path = Path(name) if name.endswith((".yaml", ".yml")) else folders.file("package", name)
    if path is None:
        raise InputError([unknown_name(COMMAND_LINE, name, folders.names("package"), "package")])
    sheet = once_read(path)
    package, problems = check(Package, sheet.data, Trace((((), sheet),)))
    if package is None:
        raise InputError(problems)
    known = folders.names("policy")
    owner: dict[str, str] = {}
    for member, one in package.members.items():
        key = f"members.{member}"
        if member in (*TAKEN, REST):
            problems.append(Problem(sheet.where, f"{member!r} is taken", "choose another name", key))
        for policy in one.policies:
            if policy not in known:
                problems.append(unknown_name(sheet.where, policy, known, key))
            if owner.setdefault(policy, member) != member:
                given = f"{policy!r} stands in {owner[policy]} and in {member}"
                problems.append(Problem(sheet.where, given, "a policy belongs to one member", key))
    if problems:
        raise InputError(problems)
    return package, sheet.where


def members_of(
    arm: str, entries: Entries, staying: Iterable[str], asked: Asked, folders: Folders
) -> dict[str, Member]:
    """The players: every policy file of an arm that does not stay in force, in exactly one of them.

    Without a package of the arm's name each file is a member. Files that no wanted member holds form the rest.
    """
    free = [name for name in entries if name not in set(staying)]
    package = asked.package or (arm if arm in folders.names("package") else "")
    declared = read_package(package, folders)[0].members if package else {}
    groups = {name: one for name, one in declared.items() if set(one.policies) & set(free)}
    single = {name: Member(title=_title(folders, name), policies=(name,)) for name in free}
    every = {**single, **groups}
    chosen = _chosen(asked.members, every) if asked.members else groups or single
    kept = {
        name: one.model_copy(update={"policies": tuple(p for p in one.policies if p in free)})
        for name, one in chosen.items()
    }
    left = tuple(name for name in free if not any(name in one.policies for one in kept.values()))
    if left:
        kept[REST] = Member(title=REST_TITLE, policies=left)
    if len(kept) < 2:
        given = f"{arm} has {len(kept)} member" + ("" if len(kept) == 1 else "s")
        allowed = "attribution needs two members at least; name an arm with more policies"
        raise InputError([Problem(COMMAND_LINE, given, allowed, "members")])
    return kept


def _chosen(wanted: Sequence[str], known: Mapping[str, Member]) -> dict[str, Member]:
    """The members named; raises InputError for unknown ones and for a policy named in two ways."""
    problems = [unknown_name(COMMAND_LINE, name, known, "members") for name in wanted if name not in known]
    owner: dict[str, str] = {}
    for name in dict.fromkeys(one for one in wanted if one in known):
        for policy in known[name].policies:
            if owner.setdefault(policy, name) != name:
                given = f"{policy!r} stands in {owner[policy]} and in {name}"
                problems.append(Problem(COMMAND_LINE, given, "a policy belongs to one member", "members"))
    if problems:
        raise InputError(problems)
    return {name: known[name] for name in dict.fromkeys(wanted)}


def torn_pairings(scenario: Scenario, entries: Entries, members: Mapping[str, Member]) -> list[Problem]:
    """Pairings that pay into a programme of another member, without which they cannot run."""
    home = {entry: name for name, one in members.items() for file in one.policies for entry in entries[file]}
    return [
        Problem(COMMAND_LINE, given, "put both into one member", "members")
        for pairing, programme in scenario.policy.fed
        if (ours := home.get(("pairings", pairing))) != (theirs := home.get(("programmes", programme)))
        and theirs is not None
        for given in [f"{pairing} of {ours or 'the baseline'} pays into {programme} of {theirs}"]
    ]
