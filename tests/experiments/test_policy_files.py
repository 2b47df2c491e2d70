"""Policy files: words at their top, settings of any depth, targets, cost before a run, what differs."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from experiments import cli, compose
from experiments.composing import dump
from experiments.costing import cost_table
from sim.declared.difference import Difference
from sim.declared.pairing import Pairing
from sim.declared.policy import Policy
from sim.declared.target import Adoption, Target
from sim.errors import InputError
from sim.scenario import Scenario

POCKET = "region=pocket"
ROADS = """title: {zh: 道路, en: Roads}
ledger: [P01]
source: a test
note: {zh: 甲, en: a}
programmes:
  roads:
    payers: {hekou: 0.5, up: 0.5}
    scope: [shanqian]
    stocks: {infrastructure: 1}
    budget_path: {'2023-01-01': 4000, '2024-01-01': 8000}
    start_date: 2023-01-01
    end_date: 2025-01-01
  paths: {title: {en: Paths}, scope: [shanqian], stocks: {services: 1}, start_date: 2023-01-01}
"""
HELP = """title: {zh: 帮扶, en: Help}
status: recalled
illustrative: true
pairings:
  help:
    level: county
    donors: [hekou]
    recipients: [shanqian]
    match: {rule: nearest}
    channels:
      money: {yuan_per_year: 1000, share_of_revenue_growth: 0.1, into: roads}
      staff: {persons: 2, yuan_per_person_year: 100, domain: government, paid_by: up}
    start_date: 2023-01-01
    ramp_quarters: 2
"""
PRIZE = """title: {zh: 奖, en: Prize}
adopts:
  T900: {start_date: 2023-01-01, holder: [hekou], reward_yuan: 500, sanction_yuan: 100}
"""
T900 = """title: {zh: 增长, en: Growth}
place: [hekou]
level: county
indicator: gdp_real
op: ge
number: 1000
unit: yuan of 2022
by_year: 2024
kind: measured
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with policies and a target of its own."""
    for name, text in {
        "policy/roads.yaml": ROADS,
        "policy/help.yaml": HELP,
        "policy/prize.yaml": PRIZE,
        "target/T900.yaml": T900,
    }.items():
        path = tmp_path / "scenarios" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_entries_inherit_the_words_of_their_own_file(own: Path) -> None:
    policy = compose("none", POCKET, "policy=[roads,help,prize]").scenario.policy
    roads, paths, helping = policy.programmes["roads"], policy.programmes["paths"], policy.pairings["help"]
    assert (roads.title.zh, roads.ledger, roads.source, roads.status) == (
        "道路",
        ("P01",),
        "a test",
        "judgement",
    )
    assert (paths.title.en, paths.title.zh, paths.source) == ("Paths", "", "a test")
    assert (helping.title.en, helping.status, helping.illustrative, helping.source) == (
        "Help",
        "recalled",
        True,
        "",
    )
    assert helping.note.zh == ""


def test_a_resolved_scenario_keeps_its_words_and_targets(own: Path) -> None:
    scenario = compose("none", POCKET, "policy=[roads,help,prize]").scenario
    file = own / "resolved.yaml"
    file.write_text(dump(scenario), encoding="utf-8")
    assert Scenario.read(file) == scenario
    assert compose(str(file)).scenario == scenario


def test_words_do_not_decide_who_a_scenario_is(own: Path) -> None:
    before = compose("none", POCKET, "policy=[roads]").scenario.hash
    (own / "scenarios/policy/roads.yaml").write_text(ROADS.replace("a test", "another"), encoding="utf-8")
    assert compose("none", POCKET, "policy=[roads]").scenario.hash == before


def test_every_scenario_has_the_targets_of_its_region(own: Path) -> None:
    assert list(compose("none", POCKET).scenario.targets) == ["T900"]
    assert {"T001", "T052"} <= set(
        compose("none", scenarios=Path(__file__).parents[2] / "scenarios").scenario.targets
    )
    changed = compose("none", POCKET, "targets.T900.number=2000").scenario.targets["T900"]
    assert changed.number == 2000 and changed.title.en == "Growth"


def test_a_target_that_is_wrong_is_told_with_its_line(own: Path) -> None:
    (own / "scenarios/target/T900.yaml").write_text(T900.replace("hekou", "hekuo"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        compose("none", POCKET)
    assert "T900.yaml line 2, targets.T900.place.0" in str(caught.value)


def test_settings_reach_every_depth_of_all_four_kinds(own: Path) -> None:
    policy = compose(
        "none",
        POCKET,
        "policy=[roads,help,prize]",
        "policy.programmes.roads.budget_path.2024-01-01=9000",
        "policy.programmes.roads.payers={hekou: 0.25, up: 0.75}",
        "policy.programmes.roads.scope=[山前县]",
        "policy.pairings.help.channels.money.share_of_revenue_growth=0.2",
        "policy.pairings.help.channels.market.relation=0.5",
        "policy.pairings.help.donors.places=[河口]",
        "policy.adopts.T900.weight=2",
    ).scenario.policy
    roads, channels = policy.programmes["roads"], policy.pairings["help"].channels
    assert roads.budget_path[datetime.date(2024, 1, 1)] == 9000 and roads.payers["up"] == 0.75
    assert roads.scope.places == ("山前县",) and policy.pairings["help"].donors.places == ("河口",)
    assert channels.money and channels.money.share_of_revenue_growth == 0.2
    assert channels.market and channels.market.relation == 0.5
    assert policy.adopts["T900"].weight == 2
    python = {
        "policy.programmes.roads.budget_path": {"2024-01-01": 9000},
        "policy.programmes.roads.below": None,
    }
    again = compose("none", region="pocket", policy=["roads"], **python).scenario.policy
    assert again.programmes["roads"].budget_path[datetime.date(2024, 1, 1)] == 9000


def test_an_entry_that_only_the_command_line_knows_is_one_fault(own: Path) -> None:
    with pytest.raises(InputError) as caught:
        compose("none", POCKET, "policy=[help,roads]", "policy.pairings.hlep.ramp_quarters=3")
    (fault,) = caught.value.problems
    assert fault.key == "policy.pairings.hlep" and "did you mean 'help'?" in fault.allowed


def test_cost_by_payer_and_year_worked_by_hand(own: Path) -> None:
    arm = compose("none", POCKET, "policy=[roads,help,prize]", "horizon=12")
    table = cost_table(arm)
    sums = table.dropna(subset=["yuan"]).set_index(["policy", "item", "year", "payer"])["yuan"].to_dict()
    hekou, help_, roads = "990101", ("help", "money"), ("roads", "budget")
    assert sums == pytest.approx(
        {
            # Two quarters of ramp: 1/2 and 1 of 250, then 250 each; nothing once roads has ended.
            (*help_, 2023, hekou): 875.0,
            (*help_, 2024, hekou): 1000.0,
            ("help", "staff", 2023, "up"): 175.0,
            ("help", "staff", 2024, "up"): 200.0,
            ("help", "staff", 2025, "up"): 200.0,
            (*roads, 2023, hekou): 2000.0,
            (*roads, 2024, hekou): 4000.0,
            (*roads, 2023, "up"): 2000.0,
            (*roads, 2024, "up"): 4000.0,
            ("T900", "reward", 2024, "city"): 500.0,
            ("T900", "sanction", 2024, hekou): 100.0,
        }
    )
    unknown = table[table["yuan"].isna()]
    assert unknown[["item", "year", "payer"]].to_numpy().tolist() == [
        ["revenue share", 2023, hekou],
        ["revenue share", 2024, hekou],
    ]
    assert set(table.loc[table["item"].isin(["money", "staff"]), "prices"]) == {"opening"}
    assert set(table.loc[table["item"].isin(["budget", "reward"]), "prices"]) == {"current"}
    assert set(table.loc[table["payer"] == "up", "purse"]) == {"above"}
    assert not table.loc[table["item"].isin(["reward", "sanction"]), "certain"].any()


def test_own_share_running_costs_and_groups_of_payers(own: Path) -> None:
    (own / "scenarios/policy/roads.yaml").write_text(
        "programmes:\n  roads: {payers: {city: 1}, scope: [shanqian], stocks: {infrastructure: 1}, own_share: 0.2,"
        " running_cost_share_per_year: 0.1, budget_yuan_per_year: 4000, deadweight_share: 0.5, leakage_share: 0.1,"
        " start_date: 2023-01-01}\n",
        encoding="utf-8",
    )
    rows = compose("none", POCKET, "policy=[roads]", "horizon=4").scenario.policy.cost(
        compose("none", POCKET).region, "2023Q1", 4
    )
    found = {(row.item, row.payer): row.yuan for row in rows}
    assert found[("budget", "city")] == 4000.0
    assert found[("own share", "990102")] == pytest.approx(1000.0)  # a fifth of 5000
    # of 1250 a quarter, own share and all, what neither leaks nor frees money of the recipient is kept up
    assert found[("running costs", "990102")] == pytest.approx(0.1 / 4 * (1250 + 2500 + 3750) * 0.5 * 0.9)


def test_villages_and_towns_pay_for_what_is_theirs(own: Path) -> None:
    said = (
        "programmes:\n  roads: {payers: {city: 1}, scope: [shanqian], stocks: {STOCK: 1}, own_share: 0.2, owner: OWNER,"
        " running_cost_share_per_year: 0.1, budget_yuan_per_year: 4000, start_date: 2023-01-01}\n"
    )
    for stock, owner, share, running in (
        ("village_look", "village", "collectives", "collectives"),
        ("toilets", "town", "990102", "towns"),
    ):
        text = said.replace("STOCK", stock).replace("OWNER", owner)
        (own / "scenarios/policy/roads.yaml").write_text(text, encoding="utf-8")
        arm = compose("none", POCKET, "policy=[roads]", "horizon=4")
        payers = {row.item: row.payer for row in arm.scenario.policy.cost(arm.region, "2023Q1", 4)}
        assert (payers["own share"], payers["running costs"]) == (share, running)


def test_revenue_is_shared_by_every_payer_and_by_those_who_build_together(own: Path) -> None:
    arm = compose("none", POCKET, "policy=[roads,help]", "horizon=8")
    pairing = arm.scenario.policy.pairings["help"].model_dump()
    joint = {"yuan_per_year": 1000.0, "into": "roads"}
    pairing["channels"] = {"coinvest": joint}
    policy = Policy(programmes=arm.scenario.policy.programmes, pairings={"help": Pairing(**pairing)})
    rows = policy.cost(arm.region, "2023Q1", 8)
    shared = [(row.year, row.payer, row.yuan) for row in rows if row.item == "revenue shared"]
    assert shared == [(2023, "990102", None), (2024, "990102", None)]


def test_holders_of_targets_below_counties_count_once(own: Path) -> None:
    region = compose("none", POCKET).region
    target = Target(
        place=("沙洲镇", "松岭镇"), level="town", indicator="firms", op="ge", number=1.0, unit="firms", by_year=2024,
        kind="measured",
    )  # fmt: skip
    adopts = {"T": Adoption(start_date=datetime.date(2023, 1, 1), reward_yuan=5, sanction_yuan=7)}
    rows = Policy(adopts=adopts).cost(region, "2023Q1", 8, {"T": target})
    towns = {region.towns.names_zh[row]: region.town_county[row] for row in range(region.towns.n)}
    counties = {int(towns["沙洲镇"]), int(towns["松岭镇"])}
    assert sum(row.yuan or 0 for row in rows if row.item == "reward") == 5 * len(counties)
    assert [row.payer for row in rows if row.item == "sanction"] == [
        region.counties.ids[c] for c in sorted(counties)
    ]
    whole = target.model_copy(update={"place": ("city",), "aggregation": "count_places", "threshold": 1.0})
    found = Policy(adopts=adopts).cost(region, "2023Q1", 8, {"T": whole})
    assert [row.payer for row in found if row.item == "sanction"] == list(region.counties.ids)
    assert Policy(adopts=adopts).cost(region, "2023Q1", 4, {"T": target}) == []


def test_diff_names_key_from_to_and_unit(own: Path) -> None:
    one = compose("none", POCKET, "policy=[roads]").scenario.policy
    other = compose(
        "none", POCKET, "policy=[roads,help]", "policy.programmes.roads.own_share=0.1"
    ).scenario.policy
    found = {each.key: each for each in one.diff(other)}
    assert found["programmes.roads.own_share"] == Difference("programmes.roads.own_share", 0.0, 0.1, "share")
    added = found["pairings.help.channels.money.yuan_per_year"]
    assert (added.before, added.after, added.unit) == (None, 1000.0, "yuan a year")
    assert not any("title" in key for key in found)
    assert one.diff(one) == []


def test_a_policy_of_one_new_file_runs_without_python(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["policy=[roads,balance_fund]", "policy.programmes.balance_fund.budget_yuan_per_year=5e5"]
    assert cli.main(["run", *words, POCKET, "horizon=4", "replicates=1", "out=done"]) == cli.FINE
    shown = capsys.readouterr().out
    assert "Money of policies" in shown and "Roads" in shown
    assert cli.main(["list", "policies", "roads", "lang=en", POCKET]) == cli.FINE
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    (row,) = (row for row in rows if row[0] == "roads")
    # 4000 in 2023 and 8000 in 2024, half of it from above.
    assert row[1:] == [
        "Roads",
        "0.012 m",
        "2023–2024",
        "0.008 m",
        "",
        "Hekou, governments above",
        "2023-01-01",
    ]


def test_diff_verb_prints_what_differs(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["diff", "none", "roads:policy=[roads]", POCKET, "lang=en"]) == cli.FINE
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert lines[:2] == [["added programme paths Paths"], ["added programme roads Roads"]]
    assert lines[2] == ["key", "from: none", "to: roads", "unit"]
    assert ["policy.programmes.roads.budget_path.2024-01-01", "–", "8000", "yuan a year"] in lines
    assert cli.main(["diff", "none", "again:scenario=none", POCKET, "lang=zh"]) == cli.FINE
    assert capsys.readouterr().out == "设置相同\n"
    assert cli.main(["diff", "none"]) == cli.INPUT


def test_lists_keep_the_lines_with_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["list", "targets", "陈皮", "lang=zh"]) == cli.FINE
    lines = capsys.readouterr().out.splitlines()[1:]
    assert lines and all("陈皮" in line and line.startswith("T0") for line in lines)
    assert cli.main(["list", "scenarios", "none"]) == cli.FINE
    assert "Baseline (no policy)" in capsys.readouterr().out


def test_the_list_of_targets_is_chinese_where_chinese_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["list", "targets", "新会区", "lang=zh"]) == cli.FINE
    rows = {row[0]: row for row in map(lambda line: line.split("\t"), capsys.readouterr().out.splitlines())}
    assert len(rows) > 20 and all(row[2] == "新会区" for name, row in rows.items() if name != "编号")
    goals = {name: rows[name][3] for name in ("T001", "T002", "T010", "T025", "T029")}
    assert list(goals.values()) == ["≥ 3,300 亿元", "≥ 8 %", "≥ 620 户", "≥ 150,000 亩", "≥ 10 村"]
    assert cli.main(["list", "targets", "Huicheng", "lang=en"]) == cli.FINE
    assert {"T032", "T034"} <= {line.split("\t")[0] for line in capsys.readouterr().out.splitlines()}


def test_every_unit_has_a_word_in_chinese() -> None:
    from sim.indicators import INDICATORS
    from sim.indicators.units import IN_CHINESE
    from sim.targets import read_targets

    units = {item.unit for item in INDICATORS} | {target.unit for target in read_targets().values()}
    assert units <= set(IN_CHINESE)


def test_diff_in_chinese_keeps_the_keys_only(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = "one:policy=[roads,prize]"
    more = "more:policy=[roads,help],policy.programmes.roads.own_share=0.1"
    assert cli.main(["diff", one, more, POCKET, "lang=zh"]) == cli.FINE
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["新增 结对 help 帮扶", "改动 1 处 项目 roads 道路", "去掉 考核目标 T900"]
    head = next(number for number, line in enumerate(lines) if line.startswith("键\t"))
    units = {line.split("\t")[3] for line in lines[head + 1 :]}
    assert units <= {"", "份额", "元/年", "元/人·年", "人", "季", "日期", "元"}


def test_cost_by_payer_and_year_on_screen(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["cost", "mine:policy=[roads,help,prize]", POCKET, "horizon=12"]
    assert cli.main([*words, "lang=en"]) == cli.FINE
    lines = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert lines[1] == ["payer", "2023", "2024", "2025", "total"]
    assert ["governments above", "0.002", "0.004", "0", "0.007"] in lines  # 2175, 4200 and 200 yuan
    assert ["roads", "Roads", "budget", "2023–2024", "0.012"] in lines
    assert ["cannot be known beforehand, not counted: help"] in lines
    assert cli.main([*words, "lang=zh"]) == cli.FINE
    assert "合计" in capsys.readouterr().out
    assert cli.main(["cost", POCKET]) == cli.INPUT
