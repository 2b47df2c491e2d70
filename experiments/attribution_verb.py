"""`bqw attribute ARM`: what each member of a policy package brings, by Shapley values over paired runs."""

from __future__ import annotations

import shlex
from collections.abc import Callable

from experiments.attribution.package import Asked
from experiments.attribution.question import Sampling, compose_baseline, plan_of_package
from experiments.cli import FINE, WHERE, Call, read_page
from experiments.composing import Composed
from experiments.own_settings import one_of, several, split, truth, whole
from experiments.request import is_setting
from experiments.running import compose_arms, run_plan
from experiments.sweep.locking import Share
from experiments.sweep.plan import Plan
from experiments.verbs import closing, show
from experiments.wording import choose, say
from sim.errors import InputError, Problem

OWN = ("members", "package", "baseline", "indicator", "place", "year", "how", "orders", "interactions")
"""Settings of this verb; the others are those of any run."""
MOST_ORDERS = 10_000


def attribute_verb(call: Call) -> int:
    """`bqw attribute ARM [members=[…]] [key=value ...]`."""
    own, words = split(call.words, OWN)
    arms = [word for word in words if not is_setting(word)]
    if len(arms) != 1:
        allowed = "name one scenario, like `bqw attribute plan`"
        raise InputError([Problem(WHERE, f"attribute is given {len(arms) or 'no'} scenarios", allowed)])
    (arm,) = compose_arms(words, call.scenarios)
    settings = [word for word in words if is_setting(word)]
    sampling = Sampling(whole(own, "orders", 16, 2, MOST_ORDERS), truth(own, "interactions", True))
    asked = Asked(own.get("package", ""), several(own.get("members", "")))
    baseline = compose_baseline(own.get("baseline", ""), settings, call.scenarios)
    plan = plan_of_package(arm, asked, sampling, baseline, call.scenarios)
    reading = {
        "indicators": several(own.get("indicator", "")),
        "places": several(own.get("place", "")),
        "year": whole(own, "year", 0, 1900, 2200) or None,
        "how": one_of(own, "how", ("pct", "abs")),
    }
    lang = arm.settings.lang
    if call.dry_run:
        _tell(plan, arm, lang)
        return FINE
    share = Share.read(call.shard) if call.shard is not None else None
    report = run_plan(plan, arm.settings, share=share)
    if report.any_finished and not report.left:
        show(read_page("attribution", report.folder, lang, **reading), lang)
    return closing(report, lang, f"bqw export {shlex.quote(str(report.folder))} --to csv")


def _tell(plan: Plan, arm: Composed, lang: str) -> None:
    """Members, coalitions and runs, nothing run."""
    for name, one in plan.question["attribution"]["members"].items():
        title = choose(one["title"]["zh"] or name, one["title"]["en"] or name, lang)
        print(f"  {name}  {title}: {', '.join(one['policies'])}")
    points = plan.points.num_rows
    orders = len(plan.question["attribution"]["orders"])
    zh = f"{points} 种组合" + (f"（{orders} 个抽样次序）" if orders else "（全部）")
    en = f"{points} coalitions " + (f"({orders} sampled orders)" if orders else "(all)")
    say(
        f"{zh} × {plan.replicates} 次重复 = {plan.size} 次运行",
        f"{en} x {plan.replicates} replicates = {plan.size} runs of {arm.scenario.horizon} quarters",
        lang,
    )


VERBS: dict[str, Callable[[Call], int]] = {"attribute": attribute_verb}
