"""The first lines of `bqw diff`: a line a policy that is added, dropped or changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from experiments.policy_files import POLICY_KINDS
from experiments.wording import choose
from sim.declared.difference import Difference
from sim.declared.policy import Policy

KINDS = {
    "programmes": ("项目", "programme"),
    "pairings": ("结对", "pairing"),
    "events": ("事件", "event"),
    "adopts": ("考核目标", "target"),
}


def summary(one: Policy, other: Policy, found: Sequence[Difference], lang: str) -> Iterator[str]:
    """A line for each policy that only one side has or that differs, and one for all other settings."""
    counted = 0
    for kind in POLICY_KINDS:
        before, after = getattr(one, kind), getattr(other, kind)
        for name in sorted({*before, *after}):
            keys = sum(f"{each.key}.".startswith(f"policy.{kind}.{name}.") for each in found)
            counted += keys
            if not keys:
                continue
            if name not in before:
                verb = choose("新增", "added", lang, " ")
            elif name not in after:
                verb = choose("去掉", "dropped", lang, " ")
            else:
                verb = choose(f"改动 {keys} 处", f"changed in {keys}", lang, " ")
            title = getattr(after.get(name) or before[name], "title", None)
            words = choose(title.zh, title.en, lang, " ") if title is not None else ""
            yield " ".join(part for part in (verb, choose(*KINDS[kind], lang, " "), name, words) if part)
    rest = len(found) - counted
    if rest:
        yield choose(f"其他设置 {rest} 处", f"other settings: {rest}", lang)
