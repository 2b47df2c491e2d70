"""What each policy of the library does alone: money a year, GDP, and what a yuan brings (各项政策单独作用).

`python -m experiments.effects` runs the baseline and every packaged policy in pairs and writes the table into
`docs/effects.md` and `docs/effects.zh-CN.md`; it takes some ten minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from experiments.composing import compose
from experiments.folders import find_folders
from experiments.half_width import half_width
from experiments.pairs import write_into
from sim.region import read_region
from sim.result import Result
from sim.run import run

PAGES = {"en": Path("docs/effects.md"), "zh": Path("docs/effects.zh-CN.md")}
BUNDLES = ("plan", "pairings_only", "parks_only", "firms_first", "villages_first", "services_first")
YEARS = (2027, 2033)
BEGIN, END = "<!-- effects:begin -->", "<!-- effects:end -->"
REGION, GROUP = "jiangmen", "west"
PAID = ("paid_local", "paid_above", "paid_outside", "paid_owners", "paid_recipients", "paid_own")
"""What programmes take in, their pairings apart; with `OF_PAIRS` all that policies cost."""
OF_PAIRS = ("paid", "staff_cost", "procurement", "coinvested")
HEADS = {
    "en": "policy | paid, m yuan a year | city GDP 2027, m yuan | city GDP 2033, m yuan | west 2033 | GDP a yuan paid",
    "zh": "政策 | 年均支出（百万元） | 全市 GDP 2027（百万元） | 全市 GDP 2033（百万元） | 西部 2033 | 每元支出的 GDP",
}
LEAST_PAID = 1e6
"""Yuan a year below which GDP a yuan is not shown."""


@dataclass(frozen=True)
class Effect:
    """One arm: yuan paid a year, and differences of real GDP to the baseline, yuan, a row a run."""

    name: str
    title: tuple[str, str]
    paid: float
    city: np.ndarray
    """[runs, years]"""
    group: np.ndarray
    """[runs, years]"""


def effects(
    replicates: int = 4, firms_per_agent: int = 100, workers: int = 2, told: Callable[[str], None] = print
) -> list[Effect]:
    """Every packaged policy and a few bundles against the baseline, largest first."""
    policies = [f"policy {name}" for name in find_folders().names("policy")]
    tasks = [(arm, replicates, firms_per_agent) for arm in ("none", *BUNDLES, *policies)]
    with get_context("spawn").Pool(workers) as pool:
        found = {}
        for arm, values in pool.imap_unordered(_arm, tasks):
            found[arm] = values
            told(arm)
    _, _, base = found.pop("none")
    members = next(list(group.members) for group in read_region(REGION).groups if group.key == GROUP)
    made = [
        Effect(
            arm.removeprefix("policy "), title, paid, (gdp - base).sum(2), (gdp - base)[:, :, members].sum(2)
        )
        for arm, (title, paid, gdp) in found.items()
    ]
    return sorted(made, key=lambda one: (one.name not in BUNDLES, -one.city[:, -1].mean()))


def _arm(task: tuple[str, int, int]) -> tuple[str, tuple[tuple[str, str], float, np.ndarray]]:
    """Title, yuan paid a year and real GDP [runs, years, counties] of an arm."""
    arm, replicates, firms_per_agent = task
    policy = arm.partition(" ")[2]
    chosen = [f"policy=[{policy}]"] if policy else []
    bundle = "none" if policy else arm
    scenario = compose(bundle, *chosen, region=REGION, firms_per_agent=firms_per_agent).scenario
    results = [
        run(read_region(REGION), scenario, 0, replicate, "headline") for replicate in range(replicates)
    ]
    quarters = np.stack([one.values["county"]["gdp_real"] for one in results])
    gdp = quarters.reshape(replicates, -1, 4, quarters.shape[2]).sum(2)
    years = scenario.horizon / 4.0
    paid = float(np.mean([_paid(one) for one in results])) / years
    title = _title_of(policy) if policy else (scenario.title.zh, scenario.title.en)
    return arm, (title, paid, gdp)


def _paid(result: Result) -> float:
    ours = [row for row in result.policies if row.item in PAID or (row.item in OF_PAIRS and row.partner)]
    return sum(row.value for row in ours)


def _title_of(policy: str) -> tuple[str, str]:
    from sim.reading import read_sheet

    file = find_folders().file("policy", policy)
    title = read_sheet(file).data.get("title", {}) if file else {}
    return title.get("zh", policy), title.get("en", policy)


def effects_table(found: Iterable[Effect], lang: str, first_year: int = 2023) -> str:
    """A row a policy: money a year, means with 95 % intervals, and all GDP gained over all that was paid."""
    heads = HEADS[lang].split(" | ")
    lines = ["| " + " | ".join(heads) + " |", "|---" + "|--:" * (len(heads) - 1) + "|"]
    for one in found:
        name = one.title[0] if lang == "zh" else one.title[1]
        at = [year - first_year for year in YEARS]
        ratio = one.city.sum(1) / (one.paid * one.city.shape[1]) if one.paid >= LEAST_PAID else None
        cells = [
            f"{name} `{one.name}`",
            f"{one.paid / 1e6:,.0f}",
            *(_estimate(one.city[:, year] / 1e6) for year in at),
            _estimate(one.group[:, at[-1]] / 1e6),
            "–" if ratio is None else _estimate(ratio, 1),
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _estimate(values: Sequence[float] | np.ndarray, digits: int = 0) -> str:
    """A mean and its interval by Student's t."""
    half = half_width(values)
    return f"{np.mean(values):,.{digits}f} ± {half:,.{digits}f}"


def main(replicates: int = 4, firms_per_agent: int = 100) -> None:
    """Make the runs and write the table into both pages, in the working folder."""
    found = effects(replicates, firms_per_agent)
    for lang, page in PAGES.items():
        text = write_into(page.read_text(encoding="utf-8"), effects_table(found, lang), BEGIN, END)
        page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
