"""Which runs are pairs: the same point and the same replicate in two scenarios; who has no partner is counted.

An arm that no factor touches runs once and is the partner of every point.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.folder import NO_POINT, Folder
from analysis.labels import choose
from sim.errors import InputError, Problem

Ids = NDArray[np.int64]
MOST_NAMED = 10
"""Pairs without a partner that a sentence names."""


@dataclass(frozen=True, eq=False)
class Pairs:
    """Runs of a scenario and of the baseline, a row a pair, in the order of points and replicates."""

    on: Ids
    off: Ids
    points: Ids
    """Point of each pair; -1 where no factor touches either arm."""
    replicates: Ids
    failed: int = 0
    """Pairs left out because a run of them failed."""
    missing: int = 0
    """Pairs left out because a run of them is not made yet."""

    def __len__(self) -> int:
        return len(self.on)

    @property
    def point_count(self) -> int:
        """Number of points."""
        return len(np.unique(self.points))

    @property
    def left_out(self) -> int:
        """Pairs asked for that are not here."""
        return self.failed + self.missing

    def sentence(self, scenario: str, lang: str) -> str:
        """How many pairs are left out and why, for people; empty where none is."""
        if not self.left_out:
            return ""
        whole = len(self) + self.left_out
        zh = f"{scenario}：{whole} 对中有 {self.left_out} 对未计入（运行失败 {self.failed}，尚未运行 {self.missing}）；"
        en = (
            f"{scenario}: {self.left_out} of {whole} pairs are left out ({self.failed} with a failed run, "
            f"{self.missing} not made yet); "
        )
        return choose(zh + "其余可能有偏", en + "what is left may be biased", lang, "\n")

    def at(self, point: int) -> Pairs:
        """The pairs of one point; raises InputError when it has none."""
        chosen = self.points == point
        if not chosen.any():
            given = f"point {point} has no pair"
            raise InputError([Problem("comparison", given, "see runs.points", "point")])
        return Pairs(self.on[chosen], self.off[chosen], self.points[chosen], self.replicates[chosen])


def pairs_of(folder: Folder, scenario: str, baseline: str, complete_pairs: bool = False) -> Pairs:
    """The pairs of a scenario with the baseline.

    Raises InputError, with counts, when a run of any pair failed, is not made yet or was never asked for; with
    `complete_pairs` those pairs are left out and counted instead.
    """
    both = _joined(folder, scenario, baseline)
    complete = (both["status_on"] == "finished") & (both["status_off"] == "finished")
    if not complete_pairs and not complete.all():
        raise InputError(_lost(folder, scenario, baseline, both))
    if not complete.any():
        given = f"none of the {len(both)} pairs of {scenario} and {baseline} is complete"
        raise InputError([Problem(str(folder.path), given, "see the errors of its runs: runs.failures")])
    failed = (both["status_on"] == "failed") | (both["status_off"] == "failed")
    kept = both[complete].sort_values(["point_id", "replicate"])
    names = ("run_id_on", "run_id_off", "point_id", "replicate")
    on, off, points, replicates = (kept[name].to_numpy(np.int64) for name in names)
    return Pairs(on, off, points, replicates, int(failed.sum()), int((~complete & ~failed).sum()))


def _joined(folder: Folder, scenario: str, baseline: str) -> pd.DataFrame:
    """A row a pair that was asked for on either side, with ids and how the runs ended."""
    runs = folder.design[["run_id", "point_id", "scenario", "replicate"]].merge(
        folder.runs[["run_id", "status"]], on="run_id", how="left"
    )
    runs["status"] = runs["status"].astype(object).where(runs["status"].notna(), "missing")
    arms = {name: runs[runs["scenario"] == name].drop(columns="scenario") for name in (scenario, baseline)}
    on, off = arms[scenario], arms[baseline]
    fixed = {name: bool((arm["point_id"] == NO_POINT).all()) for name, arm in arms.items()}
    if fixed[scenario] == fixed[baseline]:
        found = on.merge(off, on=["point_id", "replicate"], how="outer", suffixes=("_on", "_off"))
    else:
        # A run that no factor touches stands beside every point that has its replicate.
        side = "left" if fixed[baseline] else "right"
        found = on.merge(off, on="replicate", how=side, suffixes=("_on", "_off"))
        found["point_id"] = found["point_id_on" if fixed[baseline] else "point_id_off"]
    for end in ("_on", "_off"):
        found[f"status{end}"] = found[f"status{end}"].fillna("absent")
    return found


def _lost(folder: Folder, scenario: str, baseline: str, both: pd.DataFrame) -> Iterator[Problem]:
    """One sentence for each way in which pairs are lost."""
    done = {"on": both["status_on"] == "finished", "off": both["status_off"] == "finished"}
    names = {"on": scenario, "off": baseline}
    counts = {
        name: int(((folder.runs["scenario"] == name) & (folder.runs["status"] == "finished")).sum())
        for name in (scenario, baseline)
    }
    again = "finish the runs, or leave such pairs out with complete_pairs=True, which may bias"
    for one, other in (("on", "off"), ("off", "on")):
        alone = both[done[one] & ~done[other]]
        if len(alone):
            ours, theirs = names[one], names[other]
            given = (
                f"{ours} has {counts[ours]} finished runs and {theirs} has {counts[theirs]}; "
                f"{len(alone)} of {ours} have no partner ({_listed(alone)})"
            )
            yield Problem(str(folder.path), given, again)
    neither = both[~done["on"] & ~done["off"]]
    if len(neither):
        given = (
            f"{len(neither)} of {len(both)} pairs of {scenario} and {baseline} "
            f"finished on neither side ({_listed(neither)})"
        )
        yield Problem(str(folder.path), given, again)


def _listed(rows: pd.DataFrame) -> str:
    """The first of some pairs by replicate, and by point where there are points."""
    rows = rows.sort_values(["point_id", "replicate"])
    more = " …" if len(rows) > MOST_NAMED else ""
    if (rows["point_id"] == NO_POINT).all():
        return "replicates " + ", ".join(str(int(one)) for one in rows["replicate"][:MOST_NAMED]) + more
    shown: Any = zip(rows["point_id"][:MOST_NAMED], rows["replicate"][:MOST_NAMED], strict=True)
    return (
        "point/replicate " + ", ".join(f"{int(point)}/{int(replicate)}" for point, replicate in shown) + more
    )
