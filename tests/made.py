"""Results made without the model: smooth paths with noise, and an effect of known size in one scenario."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from experiments.composing import compose
from experiments.store import Ended, begin, finish, write_chunk
from experiments.sweep.plan import Plan
from sim.accounts import Holder, Kind
from sim.indicators import at_level
from sim.ledger import LedgerRows
from sim.record import Axes, EventRow, FirmFacts, OpeningRow, Recorder
from sim.region import Region
from sim.result import Result
from sim.scenario import Scenario

EFFECT = 0.02
"""Real GDP of the county that receives, relative to the baseline; the other county loses half of it."""
RURAL = ("income_rural", "population_rural", "income_rural_per_head", "urban_rural_ratio")
"""Nobody is rural in the first county, as in Jianghai."""
GRANT = 7_000_000
"""Yuan a quarter."""


@lru_cache(maxsize=8)
def made_plan(replicates: int = 6, record: str = "standard", horizon: int = 12) -> Plan:
    """Two scenarios of the pocket region."""
    arms = [compose(name, "region=pocket", f"horizon={horizon}") for name in ("none", "balance_fund")]
    scenarios = tuple((arm.name, arm.scenario) for arm in arms)
    return Plan("made", scenarios, arms[0].region, seed=0, replicates=replicates, record=record)


def made_values(
    region: Region, quarter: int, replicate: int, policy: bool
) -> dict[str, dict[str, np.ndarray]]:
    """Values of a quarter: towns sum to counties, counties to the city; the same noise in both scenarios."""
    values: dict[str, dict[str, np.ndarray]] = {}
    for level, ids in Axes.of(region).levels.items():
        values[level] = {}
        items = at_level(level)
        noises = _noise(quarter, replicate, len(items)).tolist()
        for number, (item, noise) in enumerate(zip(items, noises, strict=True)):
            size = {"city": 4, "county": 2, "town": 1, "park": 1, "village": 1}[level] * (
                1000.0 + 10.0 * number
            )
            path = size * noise * 1.01 ** (quarter - 8092)
            found = np.full(len(ids), path if item.kind in ("flow", "stock", "count") else 0.1 * noise)
            if item.key in ("gdp_real", "gdp_nominal"):
                found = found * 1e6
                if policy and level == "county":
                    found *= np.array([1.0 - EFFECT / 2, 1.0 + EFFECT])
            if item.key in ("programme_paid", "spending_cut", "programme_received"):
                found[:] = 0.0
                if policy and level != "town":
                    receives = item.key == "programme_received"
                    found[:] = GRANT if level == "city" else np.array([0, GRANT] if receives else [GRANT, 0])
            if level == "county" and item.key in RURAL:
                found[0] = np.nan if item.numerator else 0.0
            values[level][item.key] = found.astype(item.dtype)
    return values


@lru_cache(maxsize=4096)
def _noise(quarter: int, replicate: int, numbers: int) -> np.ndarray:
    """Factors of the indicators of a level, the same in both scenarios."""
    draws = [
        np.random.default_rng((quarter, replicate, number)).normal(1.0, 0.02) for number in range(numbers)
    ]
    return np.array(draws)


def made_result(plan: Plan, scenario: Scenario, replicate: int, policy: bool, facts: bool = True) -> Result:
    """A whole run."""
    region = plan.region
    recorder = Recorder(Axes.of(region), scenario.start_quarter, scenario.horizon, plan.record)
    for quarter in range(scenario.start_quarter, scenario.start_quarter + scenario.horizon):
        event = [EventRow(quarter, "made", "", "nobody", 5, "a note")] if quarter % 4 == 0 else []
        recorder.take(quarter, made_values(region, quarter, replicate, policy), made_rows(policy), event)
    years = np.arange(2023, 2023 + scenario.horizon // 4)
    ones = np.ones(len(years))
    firm_facts = FirmFacts(
        years,
        ones,
        (10 * ones).astype(int),
        0 * ones,
        0.3 * ones,
        3 * ones,
        0.1 * ones,
        -0.15 * ones,
        0.02 * ones,
        0.08 * ones,
        0.06 * ones,
    )
    opening = [OpeningRow("city", region.city_code, "firms_above_scale", 12.0, "firms", "sourced", "made")]
    return Result.from_recorder(
        recorder, region, scenario, plan.seed, replicate, firm_facts if facts else None, opening
    )


def made_rows(policy: bool) -> LedgerRows:
    """Two flows of a quarter: wages in the second county; the first pays into a programme, or an own transfer."""
    return LedgerRows(
        payer_holder=np.array([Holder.F, Holder.CG]),
        payer_place=np.array([1, 0]),
        receiver_holder=np.array([Holder.HH, Holder.TG]),
        receiver_place=np.array([1, 3]),
        kind=np.array([Kind.WAGES, Kind.PROGRAMME_CONTRIBUTIONS if policy else Kind.TRANSFERS]),
        policy=("", "balance_fund" if policy else ""),
        yuan=np.array([100, GRANT]),
    )


def made_outcomes(plan: Plan, failed: tuple[int, ...] = ()) -> list[Ended]:
    """All runs of a plan, some of them failed."""
    scenarios = dict(plan.arms)
    return [
        Ended(run.run_id, None, "LedgerError: made to fail")
        if run.run_id in failed
        else Ended(
            run.run_id,
            made_result(plan, scenarios[run.scenario], run.replicate, run.scenario == "balance_fund"),
        )
        for run in plan.runs
    ]


def made_folder(folder: Path, plan: Plan, failed: tuple[int, ...] = ()) -> Path:
    """A finished result folder."""
    begin(folder, plan)
    outcomes = made_outcomes(plan, failed)
    for number, ids in enumerate(plan.chunks):
        write_chunk(folder, plan.record, plan.seed, plan.chunk(number), [outcomes[run_id] for run_id in ids])
    finish(folder, plan)
    return folder
