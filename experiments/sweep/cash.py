"""Whether the money that a sweep planned was there: a factor of money does nothing where payers lack the cash."""

from __future__ import annotations

from pathlib import Path

import pyarrow.compute as pc
import pyarrow.dataset as dataset

from experiments.wording import say

TOLD_FROM = 0.01
"""Share of the planned money from which it is told that some was cut."""


def cut_share(folder: Path) -> float:
    """Of the money that programmes planned over all runs, the share that payers could not pay."""
    sums = dict.fromkeys(("planned", "cut"), 0.0)
    files = sorted((folder / "policies").glob("*.parquet"))
    if not files:
        return 0.0
    wanted = pc.field("item").isin(list(sums))
    found = dataset.dataset(files).to_table(columns=["item", "value"], filter=wanted).unify_dictionaries()
    totals = found.group_by("item").aggregate([("value", "sum")])
    sums |= dict(
        zip((str(one) for one in totals["item"].to_pylist()), totals["value_sum"].to_pylist(), strict=True)
    )
    return sums["cut"] / sums["planned"] if sums["planned"] else 0.0


def tell_of_cuts(folder: Path, lang: str) -> None:
    """A line where planned money was cut."""
    share = cut_share(folder)
    if share < TOLD_FROM:
        return
    say(
        f"计划资金有 {share:.0%} 因出资方无款被压减：资金规模类因素的作用因此受限",
        f"{share:.0%} of the planned money was cut, as payers could not pay: factors of amounts do less for it",
        lang,
    )
