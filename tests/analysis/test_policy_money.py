"""The money of policies told twice, by payer and by policy: the same sums, rows that add up, narrow screens."""

import io
import json

import numpy as np
import pytest
from rich.console import Console
from rich.table import Table

from analysis.compare import compare
from analysis.folder import Folder
from analysis.money import donors, recipients
from analysis.programmes import PAID, titles_of, totals_of_policies
from analysis.summary import compare_summary, run_summary
from analysis.tables import IfRoom, short
from experiments.composing import compose
from experiments.judging import Composed
from experiments.running import run_many
from sim.declared.policy import Policy
from sim.declared.target import Target
from tests.policy.helps import money, pairing

SCHOOLS = {
    "title": {"zh": "西部学校改造与师资提升", "en": "Schools of the west, buildings and teachers"},
    "payers": {"east": 0.4, "city": 0.2, "up": 0.2, "outside": 0.1, "owners": 0.1},
    "scope": ["west"],
    "stocks": {"infrastructure": 1.0},
    "own_share": 0.25,
    "deadweight_share": 0.5,
    "budget_yuan_per_year": 40_000_000,
    "leakage_share": 0.05,
    "running_cost_share_per_year": 0.05,
    "start_date": "2023-01-01",
    "illustrative": True,
}
WORKS = {"payers": {}, "scope": ["west"], "stocks": {"infrastructure": 1.0}, "start_date": "2023-01-01"}
STAFF = {"domain": "school", "persons": 20, "yuan_per_person_year": 150_000}
GIFT = {"payer": "990101", "receiver": "990102", "yuan": 3_000_000, "quarters": 2}
GOAL = {
    "place": ["990102"], "level": "county", "indicator": "gdp_nominal", "op": "ge", "number": 1e15,
    "unit": "yuan", "by_year": 2023, "kind": "measured", "title": {"zh": "山前生产总值", "en": "GDP of Shanqian"},
}  # fmt: skip
POLICY = {
    "programmes": {"schools": SCHOOLS, "works": WORKS},
    "pairings": {
        "help": pairing(
            channels=money(2_000_000)
            | {
                "staff": STAFF,
                "market": {"procurement_yuan_per_year": 1_000_000},
                "knowhow": {"domain": "firms", "intensity": 0.1},
            },
            title={"zh": "结对", "en": "Pairing"},
        )
    },
    "events": {"gift": {"date": "2023-04-01", "account": GIFT}},
    "adopts": {"T034": {"start_date": "2023-01-01", "sanction_yuan": 500_000}},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    base = compose("none", "region=pocket", "horizon=8", "replicates=2", "firms_per_agent=100")
    targets = {"T034": Target.model_validate_json(json.dumps(GOAL))}
    base = Composed("none", base.scenario.model_copy(update={"targets": targets}), base.settings, base.region)

    def arm(name: str, policy: dict) -> Composed:
        changed = base.scenario.model_copy(update={"policy": Policy.model_validate_json(json.dumps(policy))})
        return Composed(name, changed, base.settings, base.region)

    arms = [base, arm("all", POLICY), arm("schools", {"programmes": {"schools": SCHOOLS}})]
    return Folder(run_many(arms, tmp_path_factory.mktemp("money") / "out").folder)


@pytest.mark.parametrize("scenario", ["all", "schools"])
def test_payers_paid_what_the_policies_took_from_local_budgets(folder, scenario):
    totals = totals_of_policies(folder, scenario).set_index("policy")
    payers = donors(compare(folder, "none", folder.scenarios), scenario)
    assert sum(payer.paid for payer in payers) == pytest.approx(totals["local"].sum(), abs=1.0)
    for payer in payers:
        closed = payer.cut + payer.bonds + payer.cash_drawn + payer.revenue + payer.above + payer.rest
        assert closed == pytest.approx(payer.paid, abs=1.0)
    if scenario == "all":
        # A year: two millions into the works, twenty people at 150,000, purchases of one million; prices grow.
        assert totals.loc["help", "local"] == pytest.approx(2 * (2e6 + 20 * 150_000 + 1e6), rel=0.02)
        assert totals.loc["gift", "local"] == 3e6 and totals.loc["T034", "local"] > 0


def _granted(folder, policy):
    rows = folder.chunks("policies").to_pandas()
    runs = folder.runs.loc[folder.runs["scenario"] == "all", "run_id"]
    mine = rows["run_id"].isin(runs) & (rows["policy_id"] == policy) & (rows["item"] == "granted")
    return rows.loc[mine, "value"].sum() / len(runs)


def test_plan_and_own_part_are_what_was_paid_given_back_and_cut(folder):
    totals = totals_of_policies(folder, "all")
    paid = totals[[*PAID, "returned", "cut"]].sum(axis=1)
    assert (totals["planned"] + totals["own"]).to_numpy() == pytest.approx(paid.to_numpy(), abs=1.0)
    rows = totals.set_index("policy")
    assert rows.loc["schools", "own"] > 0 and rows.loc["schools", "planned"] == pytest.approx(80e6, abs=8)
    assert rows.loc["gift", "planned"] == 3e6 and rows.loc["help", "planned"] > 0
    assert rows.loc["schools", "freed"] == pytest.approx(0.5 * _granted(folder, "schools"), abs=8)
    assert (totals["returned"] >= 0).all()


def test_money_that_comes_back_is_taken_off_what_was_paid(tmp_path):
    base = compose("none", "region=pocket", "horizon=8", "replicates=1", "firms_per_agent=1000")
    waits = SCHOOLS | {"most_yuan_per_year": 1_000_000, "end_date": "2024-01-01", "own_share": 0.0}
    policy = Policy.model_validate_json(json.dumps({"programmes": {"schools": waits}}))
    changed = base.scenario.model_copy(update={"policy": policy})
    made = run_many([base, Composed("waits", changed, base.settings, base.region)], tmp_path / "out").folder
    row = totals_of_policies(Folder(made), "waits").iloc[0]
    assert row["returned"] > 30e6 and row["local"] < 0.5 * 40e6
    assert row["planned"] + row["own"] == pytest.approx(row[[*PAID, "returned", "cut"]].sum(), abs=1.0)


def test_gdp_a_yuan_received_is_told_only_where_money_acts_alone(folder):
    comparison = compare(folder, "none", folder.scenarios)
    assert all(
        row.multiplier is None and row.multiplier_late is None for row in recipients(comparison, "all")
    )
    assert all(np.isfinite(row.multiplier.mean) for row in recipients(comparison, "schools"))


def test_little_received_is_not_divided_by():
    from analysis.money import _over

    grants, gdp = np.full(3, 1e4), np.full(3, 1e10)
    assert _over(1e6 * np.ones(3), grants, gdp) is None
    assert _over(1e6 * np.ones(3), 1e6 * np.ones(3), 1e9 * np.ones(3)).mean == 1.0


def test_titles_say_what_is_drawn_and_what_is_rewarded(folder):
    titles = titles_of(folder, "all")
    assert titles["schools"] == (
        "西部学校改造与师资提升（示意）",
        "Schools of the west, buildings and teachers (illustrative)",
    )
    assert titles["T034"] == ("考核奖惩：山前生产总值", "Rewards and sanctions: GDP of Shanqian")


def tables(shown):
    for part in shown:
        yield from (one for one in getattr(part, "renderables", [part]) if isinstance(one, Table))


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
@pytest.mark.parametrize("width", [80, 140])
def test_tables_of_money_fit_the_screen(folder, lang, width):
    shown = [*run_summary(folder.path, lang), *compare_summary(folder.path, "none", lang)]
    console = Console(width=width, file=io.StringIO(), record=True)
    for table in tables(shown):
        assert table.title is None
        widths = table._calculate_column_widths(console, console.options)
        assert sum(widths) <= width
        gives_way = [isinstance(column.header, IfRoom) for column in table.columns]
        folds = [at for at, column in enumerate(table.columns) if not column.no_wrap and not gives_way[at]]
        assert all(widths[at] >= 12 for at in folds)
    for part in shown:
        console.print(part)
    text = console.export_text()
    assert not any(word in text for word in ("区外", "运行费", "受益方", "方差比", "乘数", "Multiplier"))
    lines = [line for line in text.splitlines() if "…" in line and "–" in line]
    assert not any(cell.startswith("…") for line in lines for cell in line.split())


def test_a_long_name_is_cut_before_its_brackets():
    assert short("建筑业企业与镇村结对帮扶项目和其他许多项目（示意）") == "建筑业企业与镇村结对…（示意）"
    assert short("结对") == "结对" and short("x" * 40) == "x" * 29 + "…"
