"""Technical upgrades and the subsidies to them (技改); subsidies to digitalisation (数字化补贴).

In the usual course a share of the above-scale industrial firms upgrades every year, with the usual subsidies: that is
part of the trend. A subsidy of s c yuan pays for one firm: n = yuan / (s c P), at most a share of the firms each
quarter; what programmes pay beyond that waits. Of the n, dw n had planned it anyway, at
most as many as plan one: only n - anyway are new. Beyond the usual, they raise productivity until others catch up:
U' = (1 - f) U + added(n) - added(n0); log productivity of a cell = b U / firms x large firms' share of sales.
The upgrade itself is investment that firms have ordered anyway; the subsidy goes to owners. Leaders' effort scales the
usual subsidies, which the county pays here; programmes pay owners themselves. Sources: Guangdong tech-reform awards;
judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.rates import per_quarter
from sim.requests import Rank, claim
from sim.tables.treasury import Goal

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World

UPGRADES = "technical upgrade subsidies"


def added(subsidised: np.ndarray, planned: np.ndarray, deadweight: float) -> np.ndarray:
    """Upgrades that would not have been without the subsidy: n - min(dw n, planned)."""
    return subsidised - np.minimum(deadweight * subsidised, planned)


def decide(world: World, now: Quarter) -> None:
    """What was brought forward makes firms more productive; the usual subsidies are asked of the counties."""
    recognition = world.recognition
    if not recognition.active:
        return
    now.log_productivity += log_gain(world)
    usual = recognition.upgrade_subsidies * now.nominal * world.treasury.effort[:, Goal.LADDER]
    claim(now, UPGRADES, Rank.PROGRAMMES, np.append(np.floor(usual).astype(np.int64), 0))


def log_gain(world: World) -> np.ndarray:
    """Log productivity of cells from upgrades, research, titles and digitalisation brought forward."""
    rules, titles = world.scenario.parameters.upgrade, world.scenario.parameters.recognition
    recognition, opening = world.recognition, world.opening
    firms = np.maximum(opening.by_county(recognition.above_scale), 1.0)
    upgraded = (recognition.upgraded / firms)[opening.county_of] * recognition.large_share
    return (
        rules.gain_share * upgraded
        + recognition.research_gain
        + titles.specialised_gain_share * recognition.specialised_share
        + rules.digital_dip_share * recognition.digital_young
        + rules.digital_gain_share * recognition.digital_grown
    )


def pay(world: World, now: Quarter) -> None:
    """Post the usual subsidies to owners; count who upgraded, who of them with any subsidy, who anyway."""
    recognition = world.recognition
    if not recognition.active:
        return
    rules, opening = world.scenario.parameters.upgrade, world.opening
    granted = now.claims[UPGRADES].granted[:-1]
    to_owners(world, granted)
    firms = opening.by_county(recognition.above_scale)
    unit = rules.subsidy_share * rules.cost_yuan
    digital_unit = rules.digital_subsidy_share * rules.digital_cost_yuan
    most, most_digital = (
        rules.most_per_quarter * firms * yuan * now.nominal for yuan in (unit, digital_unit)
    )
    begun = np.minimum(recognition.upgrade_fund, np.maximum(most - granted, 0.0).astype(np.int64))
    recognition.upgrade_fund = recognition.upgrade_fund - begun
    digital = np.minimum(recognition.digital_fund, most_digital.astype(np.int64))
    recognition.digital_fund = recognition.digital_fund - digital
    recognition.digital_paid = recognition.digital_paid + digital

    planned = per_quarter(rules.usual_per_year) * firms
    paid_for = (granted + begun) / (unit * now.nominal)
    new = added(paid_for, planned, rules.deadweight_share)
    usually = added(recognition.upgrade_subsidies / unit, planned, rules.deadweight_share)
    recognition.upgraded = recognition.upgraded * (1.0 - per_quarter(rules.fading_per_year)) + new - usually
    recognition.upgrades = planned + new - usually
    recognition.upgrades_subsidised = paid_for
    recognition.upgrades_anyway = paid_for - new


def to_owners(world: World, yuan: np.ndarray) -> None:
    """Post subsidies of counties to owners at home and outside."""
    share, account = world.scenario.parameters.recognition.award_household_share, world.ledger.account
    at_home = np.floor(share * yuan).astype(np.int64)
    world.ledger.post(Kind.UPGRADE_SUBSIDY, account[Holder.CG], account[Holder.HH], at_home)
    world.ledger.post(Kind.UPGRADE_SUBSIDY, account[Holder.CG], account[Holder.RX], yuan - at_home)
