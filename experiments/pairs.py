"""Other pairs for the same money: a pairing made into a list, two of its pairs exchanged, six rules side by side.

`found_pairs` says whom a pairing's own rule matches in a run; `swapped` exchanges the recipients of two of them, all
else as it was, which is the counterfactual of one match. `python -m experiments.pairs` writes the table of the 68
village pairs in `docs/guide/pairings.md`; it takes some minutes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from experiments.composing import compose
from experiments.half_width import half_width
from sim.calendar import parse_quarter
from sim.declared.policy import Policy
from sim.errors import InputError, Problem, unknown_name
from sim.pairs import sides
from sim.policy import matching
from sim.policy.pairing import matched, objective_of
from sim.region import Region, read_region
from sim.run import Run
from sim.scenario import Scenario

Pair = tuple[str, str]
"""Ids of a donor and of a recipient."""
RULES = ("rank_mirror", "similarity", "nearest", "random", "optimal", "stable")
PAIRS = 68
YUAN = 100_000
"""Yuan a pair and year."""
START = "2025-01-01"
YEARS = (2027, 2033)
PAGES = {"en": Path("docs/guide/pairings.md"), "zh": Path("docs/guide/pairings.zh-CN.md")}
BEGIN, END = "<!-- rules:begin -->", "<!-- rules:end -->"
HEADS = {
    "en": (
        "rule | worth a pair | minutes | similarity | paid a year, 10k yuan | collective income of a recipient "
        "2027, yuan | 2033, yuan | GDP of the western counties 2033"
    ),
    "zh": (
        "规则 | 每对得分 | 车程（分钟） | 相似度 | 年均支付（万元） | 受帮村集体收入增量 2027（元） | 2033（元） | "
        "西部县 GDP 2033"
    ),
}


def found_pairs(scenario: Scenario, name: str, seed: int = 0, replicate: int = 0) -> tuple[Pair, ...]:
    """Whom a pairing matches in a run, in the order of recipients; raises InputError for an unknown pairing."""
    number = _number(scenario, name)
    pairing = scenario.policy.pairings[name]
    run = Run.start(read_region(scenario.region), scenario, seed, replicate, "headline")
    while not (run.world.pair_state.started[number] or run.finished):
        run.step()
    state = run.world.pair_state
    mine = state.pairing == number
    donors, recipients = pairing.sides
    one = sides.ids(run.world, donors, state.donor[mine])
    return tuple(zip(one, sides.ids(run.world, recipients, state.recipient[mine]), strict=True))


def with_list(scenario: Scenario, name: str, pairs: Sequence[Pair]) -> Scenario:
    """The scenario with a pairing's rule replaced by a list of pairs; raises InputError where firms are donors."""
    _number(scenario, name)
    pairing = scenario.policy.pairings[name]
    if pairing.sides[0] == "firm":
        given = "its donors are firms, which have no names"
        raise InputError([Problem("", given, "exchange pairs of places", f"policy.pairings.{name}")])
    match = {"rule": "list", "pairs": [list(pair) for pair in pairs]}
    data = scenario.policy.model_dump(mode="json")
    data["pairings"][name]["match"] |= match | {"by": None}
    policy = Policy.model_validate_json(json.dumps(data))
    return scenario.model_copy(update={"policy": policy})


def swapped(scenario: Scenario, name: str, one: Pair, other: Pair, pairs: Sequence[Pair]) -> Scenario:
    """The scenario with the recipients of two pairs exchanged; raises InputError when they are not among the pairs."""
    problems = [
        Problem("", f"{donor} and {recipient} are no pair of {name}", "name two of its pairs")
        for donor, recipient in (one, other)
        if (donor, recipient) not in pairs
    ]
    if problems or one == other:
        raise InputError(problems or [Problem("", "one pair is named twice", "name two pairs")])
    exchanged = {one: (one[0], other[1]), other: (other[0], one[1])}
    return with_list(scenario, name, [exchanged.get(pair, pair) for pair in pairs])


def _number(scenario: Scenario, name: str) -> int:
    known = sorted(scenario.policy.pairings)
    if name not in known:
        raise InputError([unknown_name("", name, known, "policy.pairings")])
    return known.index(name)


def village_pairs(rule: str) -> Policy:
    """68 strong villages of the east, each with a weak one of the west: 0.1 m yuan a year, and know-how."""

    def side(group: str, pick: str) -> dict[str, object]:
        return {"places": [group], "pick": pick, "by": "collective_income", "count": PAIRS}

    pairing = {
        "level": "village",
        "donors": side("east", "most"),
        "recipients": side("west", "least"),
        "match": {"rule": rule, "by": "collective_income"},
        "channels": {
            "money": {"yuan_per_year": YUAN, "into": "assets"},
            "knowhow": {"domain": "village", "intensity": 0.5},
        },
        "start_date": START,
    }
    assets = {"scope": {"places": ["west"]}, "stocks": {"village_assets": 1.0}, "start_date": START}
    text = json.dumps({"pairings": {"pairs": pairing}, "programmes": {"assets": assets}})
    return Policy.model_validate_json(text)


@dataclass(frozen=True)
class Outcome:
    """What a rule did in one run, beside the run without pairs."""

    worth: float
    """Mean over pairs of gap + similarity + nearness, each 0 to 1."""
    minutes: float
    similarity: float
    paid_per_year: float
    gained: tuple[float, ...]
    """Collective income of a recipient, yuan in each of the years."""
    gdp: float
    """GDP of the western counties in the last year, a share."""


def outcomes(
    replicates: int, firms_per_agent: int, told: Callable[[str], None] = print
) -> dict[str, list[Outcome]]:
    """Runs of every rule in pairs with runs without any; the same draws, the same money."""
    horizon = 4 * (YEARS[-1] - 2022)
    base = compose("none", region="jiangmen", firms_per_agent=firms_per_agent, horizon=horizon).scenario
    region = read_region(base.region)
    found: dict[str, list[Outcome]] = {rule: [] for rule in RULES}
    for replicate in range(replicates):
        plain, worth = _run(region, base, replicate), _worth(region, base, replicate)
        for rule in RULES:
            run = _run(region, base.model_copy(update={"policy": village_pairs(rule)}), replicate)
            found[rule].append(_outcome(run, plain, worth[rule]))
            told(f"{replicate} {rule} {found[rule][-1]}")
    return found


def _run(region: Region, scenario: Scenario, replicate: int) -> Run:
    run = Run.start(region, scenario, 0, replicate, "full")
    while not run.finished:
        run.step()
    return run


def _worth(region: Region, base: Scenario, replicate: int) -> dict[str, float]:
    """Mean worth of the pairs each rule finds when the pairing starts, by one and the same objective."""
    run = Run.start(region, base, 0, replicate, "headline")
    while run.world.quarter < parse_quarter(f"{START[:4]}Q1"):
        run.step()
    worth = {}
    for rule in RULES:
        pairing = village_pairs(rule).pairings["pairs"]
        donors, recipients, one, other = matched(run.world, "pairs", pairing)
        by_pair = objective_of(run.world, pairing, donors, recipients)[one, other]
        worth[rule] = float(by_pair.mean()) / matching.MILLIONTHS
    return worth


def _outcome(run: Run, plain: Run, worth: float) -> Outcome:
    state, region = run.world.pair_state, run.world.region
    first = run.world.scenario.start_quarter
    ours, theirs = (one.recorder.taken_values() for one in (run, plain))
    west = list(next(group.members for group in region.groups if group.key == "west"))

    def of_year(values: np.ndarray, year: int) -> np.ndarray:
        begin = 4 * year - first
        return values[begin : begin + 4].sum(0)

    def more(year: int) -> float:
        one, other = (of_year(v["village"]["village_income"], year)[state.recipient] for v in (ours, theirs))
        return float((one - other).mean())

    gdp = [of_year(v["county"]["gdp_real"], YEARS[-1])[west].sum() for v in (ours, theirs)]
    paid = sum(entry.value for entry in run.recorder.policies if entry.item == "paid")
    years = (first + run.world.scenario.horizon - parse_quarter(f"{START[:4]}Q1")) / 4.0
    return Outcome(
        worth,
        float(state.minutes.mean()),
        float(state.similarity.mean()),
        paid / years,
        tuple(more(year) for year in YEARS),
        float(gdp[0] / gdp[1] - 1.0),
    )


def rules_table(found: dict[str, list[Outcome]], lang: str) -> str:
    """The rules side by side: means, and of what was gained the ends of a 95 % interval of the mean."""
    heads = HEADS[lang].split(" | ")
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for rule in RULES:
        runs = found[rule]
        cells = [
            f"`{rule}`",
            f"{np.mean([one.worth for one in runs]):.2f}",
            f"{np.mean([one.minutes for one in runs]):.0f}",
            f"{np.mean([one.similarity for one in runs]):.2f}",
            f"{np.mean([one.paid_per_year for one in runs]) / 1e4:.0f}",
            *(_estimate([one.gained[at] for one in runs]) for at in range(len(YEARS))),
            _estimate([one.gdp * 100.0 for one in runs], "%", 3),
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _estimate(values: list[float], unit: str = "", digits: int = 0) -> str:
    """A mean and its interval by Student's t."""
    mean, half = float(np.mean(values)), half_width(values)
    low, high = (f"{one:,.{digits}f}" for one in (mean - half, mean + half))
    return f"{mean:,.{digits}f}{unit} [{low}, {high}]"


def write_into(text: str, table: str, begin: str = BEGIN, end: str = END) -> str:
    """A page with the table between its marks."""
    before, rest = text.split(begin, 1)
    _, after = rest.split(end, 1)
    return f"{before}{begin}\n{table}\n{end}{after}"


def main(replicates: int = 8, firms_per_agent: int = 100) -> None:
    """Make the runs and write the table into both pages, in the working folder."""
    found = outcomes(replicates, firms_per_agent)
    for lang, page in PAGES.items():
        text = write_into(page.read_text(encoding="utf-8"), rules_table(found, lang))
        page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
