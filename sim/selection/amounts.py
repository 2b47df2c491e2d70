"""Amounts nobody can mean (金额存疑): a yearly budget of some yuan is one in 亿元 or 万元, written without its unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sim.calendar import quarter_name
from sim.errors import Problem
from sim.faults import figure
from sim.selection.check_places import at

if TYPE_CHECKING:
    from sim.declared.pairing import Pairing
    from sim.declared.policy import Policy
    from sim.declared.programme import Programme

LEAST_BUDGET = 100_000
"""Yuan a year below which a programme's budget is taken for one in a larger unit; judgement: it builds nothing."""
LEAST_OF_A_PAIR = 10_000
"""Yuan a year below which what a pair pays is taken for one in a larger unit; judgement."""
LEAST_PAYMENT = 10_000
"""Yuan below which a payment, an award or a reward is taken for one in a larger unit; judgement."""


def too_little(policy: Policy) -> Iterator[Problem]:
    """Amounts that are no more than a slip of the unit, and programmes that no money reaches."""
    for name, programme in sorted(policy.programmes.items()):
        yield from _of_programme(at("programmes", name), programme)
        yield from _nobody_pays(name, programme, policy)
    for name, pairing in sorted(policy.pairings.items()):
        yield from _of_pairing(at("pairings", name, "channels"), pairing)
        yield from _before_it_builds(name, pairing, policy)
    for name, event in sorted(policy.events.items()):
        if event.account is not None:
            yield from _small(
                at("events", name, "account", "yuan"), event.account.yuan, LEAST_PAYMENT, "in all"
            )
    for name, adoption in sorted(policy.adopts.items()):
        for key in ("reward_yuan", "sanction_yuan"):
            yield from _small(at("adopts", name, key), getattr(adoption, key), LEAST_PAYMENT, "in all")


def _small(key: str, yuan: float | None, least: float, time: str) -> Iterator[Problem]:
    if not yuan or yuan >= least:
        return
    units = [("亿元", 100_000_000)] if yuan < 1000 else []
    units += [("万元", 10_000)]
    meant = ", ".join(f"{figure(yuan)} {unit} is {figure(yuan * size)}" for unit, size in units)
    yield Problem("", f"{figure(yuan)} yuan {time} given", f"money is in whole yuan: {meant}", key)


def _of_programme(key: str, programme: Programme) -> Iterator[Problem]:
    yield from _small(f"{key}.budget_yuan_per_year", programme.budget_yuan_per_year, LEAST_BUDGET, "a year")
    for date, yuan in programme.budget_path.items():
        yield from _small(f"{key}.budget_path.{date.isoformat()}", yuan, LEAST_BUDGET, "a year")
    yield from _small(f"{key}.award_yuan", programme.award_yuan, LEAST_PAYMENT, "a place")


def _nobody_pays(name: str, programme: Programme, policy: Policy) -> Iterator[Problem]:
    """A programme without a budget lives on pairings that pay into it."""
    if programme.budget_yuan_per_year or any(programme.budget_path.values()):
        return
    if name not in {into for _, into in policy.fed}:
        allowed = "give budget_yuan_per_year, or a pairing that pays into it"
        yield Problem("", "it has no budget and no pairing pays into it", allowed, at("programmes", name))


def _of_pairing(key: str, pairing: Pairing) -> Iterator[Problem]:
    channels = pairing.channels
    money, coinvest, staff, market = channels.money, channels.coinvest, channels.staff, channels.market
    given = {
        "money.yuan_per_year": money.yuan_per_year if money else None,
        "coinvest.yuan_per_year": coinvest.yuan_per_year if coinvest else None,
        "staff.yuan_per_person_year": staff.yuan_per_person_year if staff else None,
        "market.procurement_yuan_per_year": market.procurement_yuan_per_year if market else None,
    }
    for channel, yuan in given.items():
        yield from _small(f"{key}.{channel}", yuan, LEAST_OF_A_PAIR, "a year")


def _before_it_builds(name: str, pairing: Pairing, policy: Policy) -> Iterator[Problem]:
    """Money of pairs for a programme that is not there while they last flows nowhere."""
    for channel in ("money", "coinvest"):
        fed = getattr(pairing.channels, channel)
        programme = policy.programmes.get(fed.into) if fed is not None else None
        if programme is None:
            continue
        key = at("pairings", name, "channels", channel, "into")
        if pairing.first < programme.first:
            said = f"it pays from {quarter_name(pairing.first)} on, but {fed.into!r} starts in"
            said += f" {quarter_name(programme.first)}"
            yield Problem("", said, "let the programme start with the pairing, or the pairing later", key)
        elif pairing.first > programme.last:
            said = f"it pays from {quarter_name(pairing.first)} on, but {fed.into!r} ended in"
            said += f" {quarter_name(programme.last)}"
            yield Problem("", said, "let the programme last longer, or the pairing start earlier", key)
