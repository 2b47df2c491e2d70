"""The mix a search found, as the command that compares it with the baseline under the same settings."""

from __future__ import annotations

import re

from experiments.goal.asking_for import Goal
from experiments.goal.search import Found
from experiments.request import as_settings
from experiments.sweep.keys import value_at

LABEL = "found"
BASELINE = "none"
OF_POLICY = re.compile(r"policy(_add|_drop)?[=.]")
"""Settings that choose or change policies: they go with the mix alone."""


def compare_words(asked: Goal, found: Found) -> list[str]:
    """`bqw compare none found:…`: the arm with the sizes found, its region and other settings as they were asked."""
    shared = [
        word for word in asked.stated if not word.startswith("out=") and not OF_POLICY.match(word.lstrip("+"))
    ]
    return ["bqw", "compare", BASELINE, mix(asked, found), *shared]


def mix(asked: Goal, found: Found) -> str:
    """The arm with the sizes found, written as `name:key=value,…`."""
    sizes = dict(found.confirmed[found.nearest].sizes)
    name, varying = asked.word, asked.plan.varying
    dropped = [factor.partition(".")[2] for factor, size in sizes.items() if not size]
    own = [word for word in asked.stated if OF_POLICY.match(word.lstrip("+"))]
    more = [policy for policy in asked.added if policy not in dropped]
    less = [policy for policy in dropped if policy not in asked.added]
    own += [f"policy_add=[{','.join(more)}]"] if more else []
    own += [f"policy_drop=[{','.join(less)}]"] if less else []
    scenario = varying.applied(asked.arm.scenario, sizes)
    for factor, size in sizes.items():
        if size in (0.0, 1.0):
            continue
        for path in varying.places(factor, factor, scenario):
            own += as_settings({".".join(path): value_at(scenario, path)})
    label = f"{LABEL}:" if name == BASELINE else name + ("," if ":" in name else ":" if own else "")
    return label + ",".join(own) if own else name
