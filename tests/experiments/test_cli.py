"""The command itself: help, lists, checks, exit codes."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest

from experiments import cli
from experiments.sweep.runner import Interrupted
from experiments.usage import NOUNS, VERBS

ROOT = Path(__file__).parents[2]


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from experiments.cli import main; main(['--help']); main(['run', '--help']);"
        "print(sorted({'numpy', 'numba', 'hydra', 'pydantic', 'rich', 'yaml'} & set(sys.modules)))"
    )
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_has_help_in_both_languages(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([verb, "--help"]) == cli.FINE
    shown = capsys.readouterr().out
    assert f"bqw {verb}" in shown
    assert any("一" <= letter <= "鿿" for letter in shown)


def test_files_that_a_help_text_names_are_there() -> None:
    named = {path for text in VERBS.values() for path in re.findall(r"docs/[\w./-]+\.md", text)}
    assert named and all((ROOT / path).is_file() for path in named)


def test_help_tells_the_usual_values_of_its_own_verb() -> None:
    for verb, (firms, replicates) in {"backtest": ("10", "20"), "sensitivity": ("100", "2")}.items():
        assert f"firms_per_agent={firms} " in VERBS[verb] and f"replicates={replicates} " in VERBS[verb]
        assert "firms_per_agent=1 " not in VERBS[verb] and "replicates=4 " not in VERBS[verb]
    for verb, replicates in {"goal": "10", "calibrate": "3"}.items():
        assert f"seed=0 replicates={replicates} " in VERBS[verb]


def test_an_interruption_before_the_first_run_says_so(monkeypatch, capsys) -> None:
    def interrupted(words: list[str]) -> int:
        raise Interrupted("", kept=False)

    monkeypatch.setattr(cli, "_dispatch", interrupted)
    assert cli.main(["sweep", "latin", "none", "lang=en"]) == cli.INTERRUPTED
    said = capsys.readouterr().err
    assert "nothing was made yet" in said and "已中断" not in said


def test_lists_keep_to_the_language_asked_for(capsys, monkeypatch) -> None:
    monkeypatch.chdir(ROOT)
    rows = {row[0]: row for row in listed(capsys, "designs", "lang=zh")}
    assert "全因子" in rows["fund"][1] and "factorial" not in rows["fund"][1]
    assert rows["fund"][2] == "scenarios/design/fund.yaml"


def test_plans_of_another_region_are_told_in_few_words(capsys) -> None:
    assert cli.main(["attribute", "plan", "region=pocket", "--dry-run"]) == cli.INPUT
    said = capsys.readouterr().err
    assert "written for another region" in said and len(said.splitlines()) < 20


def test_no_verb_shows_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == cli.FINE
    assert "compare" in capsys.readouterr().out


@pytest.mark.parametrize("noun", NOUNS)
def test_lists(noun: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["list", noun]) == cli.FINE
    assert len(capsys.readouterr().out.splitlines()) > 1


def listed(capsys: pytest.CaptureFixture[str], *words: str) -> list[list[str]]:
    assert cli.main(["list", *words]) == cli.FINE
    return [line.split("\t") for line in capsys.readouterr().out.splitlines()]


def test_list_of_indicators_says_what_each_is(capsys: pytest.CaptureFixture[str]) -> None:
    rows = listed(capsys, "indicators")
    assert rows[0] == ["key", "中文", "English", "unit", "levels", "kind", "better"]
    row = [
        "gdp_nominal",
        "地区生产总值（现价）",
        "GDP, current prices",
        "yuan",
        "city, county, town",
        "flow",
        "up",
    ]
    assert row in rows
    chinese = listed(capsys, "indicators", "lang=zh")
    assert ["gdp_nominal", "地区生产总值（现价）", "元", "市、县、镇", "流量", "越高越好"] in chinese
    english = listed(capsys, "lang=en", "indicators")
    assert ["gdp_nominal", "GDP, current prices", "yuan", "city, county, town", "flow", "up"] in english


def test_lists_are_whole_on_a_narrow_screen(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "60")
    cli.main(["list", "indicators", "lang=zh"])
    shown = capsys.readouterr().out
    assert "government_consumption" in shown and "元 | 市、县 | 流量 | 中性" in shown
    cli.main(["list", "targets"])
    shown = capsys.readouterr().out
    assert "travel_minutes_hong_kong, travel_minutes_macao" in shown and "a national rank depends" in shown


def test_a_language_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["list", "indicators", "lang=fr"]) == cli.INPUT
    assert "'fr'" in capsys.readouterr().err


def test_list_of_targets_says_what_shows_each(capsys: pytest.CaptureFixture[str]) -> None:
    rows = {row[0]: row for row in listed(capsys, "targets", "lang=en")}
    assert rows["T049"][5:7] == ["travel_minutes_shenzhen", "measured"]
    assert rows["T006"][6] == "outside the model" and rows["T006"][7].startswith("a national rank")
    assert rows["T001"][3:5] == ["≥ 330 bn yuan", "2033"] and rows["T015"][4] == "2023-2025"


def test_list_of_parameters_holds_every_number(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["list", "parameters"])
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert rows[0] == ["key", "default", "unit", "range", "中文", "source", "status"]
    found = {row[0]: row for row in rows}
    assert found["parameters.growth.noise_sd_share"][1] == "0.35"
    assert {"horizon", "seed", "parameters.exit.hazard_by_age_per_year"} <= set(found)


def test_packaged_regions_policies_and_scenarios_pass_the_check(capsys: pytest.CaptureFixture[str]) -> None:
    for path in ("data/pocket", "policy/balance_fund.yaml", "scenario/rest.yaml"):
        assert cli.main(["check", str(ROOT / "scenarios" / path)]) == cli.FINE
    assert capsys.readouterr().out.count("没有错误") == 3


def test_cfg_prints_the_resolved_scenario(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["run", "balance_fund", "region=pocket", "--cfg", "job"]) == cli.FINE
    shown = capsys.readouterr().out
    assert "budget_yuan_per_year: 300000000\n" in shown
    assert "noise_sd_share: 0.35" in shown


def test_a_bug_is_exit_code_one(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(words: list[str]) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "_dispatch", broken)
    assert cli.main(["run"]) == cli.BUG
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_interruption_is_exit_code_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(words: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_dispatch", interrupted)
    assert cli.main(["run", "none"]) == cli.INTERRUPTED
    assert "bqw run none" in capsys.readouterr().err


def test_a_foreign_sim_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import sim

    monkeypatch.setattr(sim, "__file__", str(tmp_path / "sim" / "__init__.py"))
    assert cli.main(["list"]) == cli.INPUT
    assert "another package called 'sim'" in capsys.readouterr().err


POCKET = ("region=pocket", "firms_per_agent=1000", "horizon=4", "replicates=1")


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.main([*words]) == cli.FINE
    return capsys.readouterr().out


def test_an_arm_is_called_by_the_policies_chosen_for_it() -> None:
    from experiments.composing import compose

    def title(*words: str) -> tuple[str, str]:
        found = compose(*words).scenario.title
        return found.zh, found.en

    assert title("none", "policy=[balance_fund]") == (
        "基准＋区域平衡发展基金",
        "Baseline + Regional balance development fund",
    )
    zh, en = title("none", "policy=[balance_fund,responsibility_contracts,equal_services]")
    assert zh.startswith("基准＋区域平衡发展基金、") and zh.endswith("等 3 项")
    assert en.startswith("Baseline + Regional balance development fund, ") and en.endswith(" and 1 more")
    assert title("balance_fund", "policy_add=[equal_services]")[0].startswith(title("balance_fund")[0] + "＋")
    assert "－区域平衡发展基金" in title("balance_fund", "policy_drop=[balance_fund]")[0]
    assert title("none")[1] == title("none", "policy=[]")[1] == "Baseline (no policy)"
    assert title("mine:policy=[balance_fund]") == ("mine", "mine")


def test_a_run_goes_by_its_policies_and_the_next_command_repeats_its_settings(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from analysis import fonts

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(fonts, "_covering", lambda wanted: "")
    monkeypatch.setattr(fonts, "_shipped", lambda wanted: "")
    shown = said(capsys, "run", "policy=[balance_fund]", *POCKET, "lang=zh", "out=results/one")
    assert "基准＋区域平衡发展基金" in shown and "无政策" not in shown and "· none" not in shown
    lines = shown.splitlines()
    picture = next(at for at, line in enumerate(lines) if line.startswith("图: "))
    assert "Noto Sans CJK SC" in lines[picture + 1]
    again = lines[-1].partition("bqw ")[2]
    assert again == f"compare none 'chosen:policy=[balance_fund]' {' '.join(POCKET)} lang=zh"
    assert "chosen" in said(capsys, *shlex.split(again), "--no-pages")


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ((), "bqw compare none balance_fund"),
        (("balance_fund", "horizon=8"), "bqw compare none balance_fund horizon=8"),
        (("scenario=fund_x3", "seed=2", "out=a"), "bqw compare none fund_x3 seed=2"),
        (("plan", "policy_drop=[ladder]"), "bqw compare none 'plan:policy_drop=[ladder]'"),
        (
            ("x:policy=[ladder]", "policy_add=[sights]"),
            "bqw compare none 'x:policy=[ladder],policy_add=[sights]'",
        ),
    ],
)
def test_the_next_command_compares_what_was_run(words: tuple[str, ...], command: str) -> None:
    from experiments.verbs import _compare_next

    assert _compare_next(cli.Call("run", words)) == command
