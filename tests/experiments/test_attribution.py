"""A package as members, its coalitions as a sweep, and pocket runs of them read again."""

from __future__ import annotations

import shutil

import numpy as np
import pyarrow.parquet as pq
import pytest
import yaml

from analysis import load
from analysis.shapley import shapley, total
from analysis.years import year_values
from experiments import compose
from experiments.attribution.package import REST, Asked
from experiments.attribution.question import Sampling, plan_of_package
from experiments.cli import FINE, INPUT, main
from experiments.folders import PACKAGED
from experiments.running import run, run_plan
from experiments.sweep.restoring import read_plan
from sim.errors import InputError
from tests.policy.library import bundled

SMALL = ("region=pocket", "firms_per_agent=1000", "horizon=4", "replicates=2")
THREE = "mine:policy=[balance_fund,finance,rural_roads]"
LATE = "policy.programmes.rural_roads.start_date='2031-01-01'"


def plan_of(arm, *settings, members=(), package="", baseline=None, sampling=None):
    return plan_of_package(
        compose(arm, *SMALL, *settings), Asked(package, members), sampling or Sampling(), baseline
    )


def members_in(plan):
    return {name: one["policies"] for name, one in plan.question["attribution"]["members"].items()}


def test_the_default_members_of_the_plan_hold_every_policy_once():
    members = yaml.safe_load((PACKAGED / "package" / "plan.yaml").read_text(encoding="utf-8"))["members"]
    files = [name for one in members.values() for name in one["policies"]]
    assert sorted(files) == sorted(bundled("plan")) and len(members) <= 6
    assert all(one["title"]["zh"] and one["title"]["en"] for one in members.values())


def test_every_policy_file_is_a_member_and_every_coalition_a_point():
    plan = plan_of(THREE)
    assert members_in(plan) == {name: [name] for name in ("balance_fund", "finance", "rural_roads")}
    assert plan.points.num_rows == 8 and plan.size == 16 and plan.fixed_arms == ()
    none = compose("none", *SMALL).scenario
    arms = dict(plan.arms)

    def made(point):
        return plan.varying.applied(arms["mine"], plan.values(point))

    assert made(0).hash == none.hash, "without any member the package is the baseline"
    assert made(7).hash == arms["mine"].hash


def test_what_no_member_names_is_the_rest():
    plan = plan_of(THREE, members=("finance",))
    assert members_in(plan) == {"finance": ["finance"], REST: ["balance_fund", "rural_roads"]}


def test_a_baseline_stays_in_every_coalition():
    baseline = compose("b:policy=[finance]", *SMALL)
    plan = plan_of(THREE, baseline=baseline)
    assert list(members_in(plan)) == ["balance_fund", "rural_roads"]
    assert plan.varying.applied(dict(plan.arms)["mine"], plan.values(0)).hash == baseline.scenario.hash


def test_a_package_file_of_ones_own(tmp_path):
    file = tmp_path / "two.yaml"
    file.write_text(
        "members:\n  money: {policies: [balance_fund, finance]}\n  roads: {policies: [rural_roads]}\n"
    )
    assert members_in(plan_of(THREE, package=str(file))) == {
        "money": ["balance_fund", "finance"],
        "roads": ["rural_roads"],
    }
    file.write_text("members:\n  a: {policies: [balance_fund, fynance]}\n  b: {policies: [balance_fund]}\n")
    with pytest.raises(InputError) as caught:
        plan_of(THREE, package=str(file))
    text = str(caught.value)
    assert "did you mean 'finance'?" in text and "'balance_fund' stands in a and in b" in text


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"members": ("finanse",)}, "did you mean 'finance'?"),
        ({"members": ("balance_fund", "finance", "rural_roads", "gone")}, "'gone' is not known"),
        ({"baseline": "b:policy=[returnees]"}, "returnees of b is not in mine, or differs there"),
        ({"baseline": "b:policy=[finance],horizon=5"}, "b differs from mine in horizon"),
        ({"baseline": "b:policy=[finance,rural_roads]"}, "mine has 1 member"),
    ],
)
def test_what_cannot_be_a_package_is_refused(settings, words):
    settings = dict(settings)
    baseline = settings.pop("baseline", "")
    if baseline:
        kept = [word for word in SMALL if not (word.startswith("horizon") and "horizon" in baseline)]
        settings["baseline"] = compose(baseline, *kept)
    with pytest.raises(InputError) as caught:
        plan_of(THREE, **settings)
    assert words in str(caught.value)


def test_many_members_are_sampled():
    more = "returnees,equal_services,social_floor,consumption,legal_advisers,thousand_firms"
    plan = plan_of(
        f"many:policy=[balance_fund,finance,rural_roads,{more}]",
        sampling=Sampling(orders=4, interactions=False),
    )
    orders = plan.question["attribution"]["orders"]
    assert len(orders) == 4 and plan.points.num_rows < 2**9
    assert plan.points.column_names == list(members_in(plan))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Three members, one of which starts after the last quarter."""
    out = tmp_path_factory.mktemp("attribution") / "mine"
    arm = compose(THREE, *SMALL, LATE)
    run_plan(plan_of_package(arm, Asked(), Sampling()), arm.settings, out)
    return out


def test_pocket_runs_share_the_effect_out(folder):
    found = load(folder).attribution()
    places = [load(folder).folder.places.city, *load(folder).folder.places.at("county")]
    worth = found.worth("gdp_real", places)
    values = shapley(worth.game)
    assert values.sum(0) == pytest.approx(total(worth.game), rel=1e-12)
    assert (values[found.members.index("rural_roads")] == 0.0).all(), "what never acts gets nothing at all"
    assert (values[found.members.index("finance")] != 0.0).all()


def test_the_table_holds_members_places_and_the_whole(folder):
    found = load(folder).attribution()
    table = found.table(["gdp_real", "unemployment_rate"], by=["city", "Shanqian"])
    assert len(table) == 2 * 2 * 4 and set(table["n"]) == {2} and set(table["left_out"]) == {0}
    assert set(table["unit"]) == {"share"} and set(table["how"]) == {"pct", "abs"}
    sums = table[table["member"] != "total"].groupby(["indicator", "place"])["mean"].sum()
    wholes = table[table["member"] == "total"].set_index(["indicator", "place"])["mean"]
    assert sums.to_numpy() == pytest.approx(wholes.loc[sums.index].to_numpy(), rel=1e-9)
    late = table[table["member"] == "rural_roads"]
    assert (late[["mean", "low", "high", "alone", "last"]] == 0.0).all().all()
    pairs = found.interactions("gdp_real", by=["city"])
    assert len(pairs) == 3 and (pairs[pairs["other"] == "rural_roads"]["mean"] == 0.0).all()


@pytest.mark.slow
def test_the_ends_are_the_runs_of_the_arms_themselves(folder, tmp_path):
    none = load(run("none", *SMALL, out=str(tmp_path / "none")))
    city = none.folder.places.city
    worth = load(folder).attribution().worth("gdp_real", [city], how="abs")
    assert np.array_equal(worth.nobody[:, 0], year_values(none.folder, "gdp_real", [city]).values[:, -1, 0])


def test_members_can_be_told_together_afterwards(folder):
    found = load(folder).attribution(["finance"])
    table = found.table("gdp_real", by="city")
    assert list(table["member"]) == ["finance", REST, "total"]
    with pytest.raises(InputError, match="finance"):
        load(folder).attribution(["finanse"]).table("gdp_real")


def test_a_folder_can_be_planned_again_from_itself(folder):
    arm = compose(THREE, *SMALL, LATE)
    plan, again = plan_of_package(arm, Asked(), Sampling()), read_plan(folder)
    assert again.points.equals(plan.points) and again.identity() == plan.identity()
    (_, scenario), values = again.arms[0], again.values(5)
    assert again.varying.applied(scenario, values).hash == plan.varying.applied(arm.scenario, values).hash


def test_a_replicate_without_one_of_its_runs_is_left_out(folder, tmp_path, capsys):
    copied = tmp_path / "copied"
    shutil.copytree(folder, copied)
    plan = read_plan(copied)
    lost = _run_at(plan, 3, 1)
    _fail(plan, copied, lost)
    table = load(copied).attribution().table("gdp_real", by="city")
    assert set(table["n"]) == {1} and set(table["left_out"]) == {1}
    assert table["low"].isna().all(), "one replicate has no interval"
    _fail(plan, copied, _run_at(plan, 2, 0), lost)
    with pytest.raises(InputError, match="none of 2 replicates has all its 8 coalitions"):
        load(copied).attribution().table("gdp_real", by="city")


def _run_at(plan, point, replicate):
    return next(one.run_id for one in plan.runs if (one.point, one.replicate) == (point, replicate))


def _fail(plan, folder, *runs):
    """Write the chunks of some runs again, these runs failed and the others as they are."""
    for number in {n for n, ids in enumerate(plan.chunks) for lost in runs if lost in ids}:
        for name in ("parts", "series", "ledger", "events", "policies"):
            file = folder / name / f"chunk-{number:06d}.parquet"
            table = pq.read_table(file)
            keep = ~np.isin(table["run_id"].to_numpy(), runs)
            if name == "parts":
                status = np.where(keep, "finished", "failed")
                table = table.set_column(table.column_names.index("status"), "status", [status])
            else:
                table = table.filter(keep)
            pq.write_table(table, file)


def test_the_verb_says_what_it_would_do_and_writes_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["attribute", THREE, "members=[finance]", *SMALL, "--dry-run", "lang=en"]) == FINE
    said = capsys.readouterr().out
    assert "finance  Finance for manufacturing and the countryside: finance" in said
    assert "4 coalitions (all) x 2 replicates = 8 runs of 4 quarters" in said
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.slow)])
def test_the_page_reads_in_both_languages(folder, lang, capsys):
    words = ["attribute", THREE, *SMALL, LATE, f"out={folder}", f"lang={lang}", "indicator=gdp_real"]
    assert main([*words, "place=city,counties"]) == FINE
    said = capsys.readouterr().out
    assert ("Values sum to the whole effect" in said) == (lang != "zh")
    assert ("各组贡献之和恰为全部效果" in said) == (lang != "en")
    assert (folder / "attribution-gdp_real.png").stat().st_size > 20_000


def test_what_is_wrong_with_the_settings_is_said(capsys):
    assert main(["attribute", THREE, *SMALL, "how=percent", "lang=en"]) == INPUT
    assert "'percent' given; one of pct, abs is allowed" in capsys.readouterr().err
    assert main(["attribute", THREE, *SMALL, "orders=1", "lang=zh"]) == INPUT
    assert "整数，2 到 10000" in capsys.readouterr().err
    assert main(["attribute", "none", "plan", "lang=zh"]) == INPUT
    assert "attribute 应有一个情景，给了 2 个" in capsys.readouterr().err


def test_an_attribution_looks_like_its_members(folder):
    found = load(folder).attribution()
    assert repr(found).startswith("<Attribution of ") and all(name in repr(found) for name in found.members)
    shown = found._repr_html_()
    assert all("<td" in shown and name in shown for name in found.members) and "Whole package" in shown
