"""Titles and statistical listing (高企、专精特新、小巨人、入统): assessed every January, paid for, productive or not.

Size and listing are kept apart: an industrial firm above 20 m yuan of sales is in the statistics only once it has been
listed, and leaves them when its sales of a year have fallen below 15 m. Listing adds nothing to what is made.

Research over the notch of a firm's size class (5, 4, 3 % of sales) is x = exp(m_c + s bent + e a): `bent` a normal
draw fixed for the firm, a its log productivity, m_c solved at the opening. Who is at most `reach` below the notch
closes the gap when it applies: a share rho of the gap is other expense renamed (relabelled), the rest is true and
raises productivity by b ln(x'/x) / ln 2. High-tech firms pay 15/25 of the profit tax.
Quality q = a / a_unit + size + bent decides who may be 专精特新, 小巨人, 重点小巨人, one step a January.

Effort E of leaders raises hazards: p = 1 - (1 - p0)^E. Usual recognition is part of the trend; only what effort brings
forward adds to productivity: S' = S (1 - p0) + sum of (p - p0) over the sales of those who could. With E = 1 exactly
nothing. Sources: Chen, Liu, Suarez Serrato and Xu 2021 (24 % relabelled, 9 % for doubled research); law; judgement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Holder, Kind
from sim.kernels.maths import I8, F, log32, power_array, rule
from sim.requests import Rank, claim
from sim.tables.recognition import HIDDEN, IN_STATISTICS, Step, Title
from sim.tables.treasury import Goal

if TYPE_CHECKING:
    from sim.parameters.recognition import Recognition as Rules
    from sim.quarter import Quarter
    from sim.world import World

AWARDS = "awards to newly listed firms"
AWARD_UNIT = 2e5
"""Yuan of award at which the response is quoted."""
MIDDLE_SALES, LARGE_SALES = 5e7, 2e8
"""Yuan a year from which the notch of research is the middle and the large firms'."""
DOUBLING = 0.6931471805599453
SIZE_UNIT = 2e7
HIGH_TECH, SPECIALISED = int(Title.HIGH_TECH), int(Title.SPECIALISED)
LITTLE_GIANT, KEY_GIANT = int(Title.LITTLE_GIANT), int(Title.KEY_GIANT)
GIANTS = SPECIALISED | LITTLE_GIANT | KEY_GIANT


@rule
def listing(listed, sales, chance, probability, threshold, drop_below):
    """Place in the statistics after this January: in them, hidden (above scale and not listed), or neither."""
    if listed == IN_STATISTICS:
        return I8(IN_STATISTICS) if sales >= drop_below else I8(0)
    if sales < threshold:
        return I8(0)
    return I8(IN_STATISTICS) if chance < probability else I8(HIDDEN)


@rule
def notch(sales, small, middle, large):
    """Research that the law asks of a high-tech firm, share of sales."""
    return small if sales < F(MIDDLE_SALES) else (middle if sales <= F(LARGE_SALES) else large)


@rule
def log_research(bent, productivity, location, spread, elasticity):
    """Log of a firm's own true research over its notch."""
    return location + spread * bent + elasticity * productivity


@rule
def raised_research(ratio, relabelled):
    """True research over the notch of a firm that reports the notch: x + (1 - rho)(1 - x)."""
    return ratio if ratio >= F(1.0) else ratio + (F(1.0) - relabelled) * (F(1.0) - ratio)


@rule
def quality(bent, productivity, sales, to_productivity, to_size):
    """Points by which 专精特新 firms are chosen; `sales` in units of 20 m yuan of the opening."""
    return to_productivity * productivity + to_size * log32(max(sales, F(1e-3))) + bent


@rule
def high_tech(titles, able, chance, probability, lapse):
    """Titles after this January's high-tech assessment: the able apply, who is no longer able loses it in time."""
    if titles & HIGH_TECH == 0:
        return I8(titles | HIGH_TECH) if able and chance < probability else titles
    return I8(titles & ~HIGH_TECH) if not able and chance < lapse else titles


@rule
def specialised(titles, points, able, chance, probability, giant, lapse, least, giant_least, key_least):
    """Titles after this January's 专精特新 assessment, at most one step up; the unable lose all three in time."""
    if titles & SPECIALISED == 0:
        if able and points >= least and chance < probability:
            return I8(titles | SPECIALISED)
    elif not able or points < least - F(0.5):
        return I8(titles & ~GIANTS) if chance < lapse else titles
    elif titles & LITTLE_GIANT == 0:
        if points >= giant_least and chance < giant:
            return I8(titles | LITTLE_GIANT)
    elif titles & KEY_GIANT == 0 and points >= key_least and chance < giant:
        return I8(titles | KEY_GIANT)
    return titles


def raised(base: float, factor: np.ndarray) -> np.ndarray:
    """Yearly probability at so many times the usual hazard: 1 - (1 - p0)^factor; exactly p0 at one."""
    more = 1.0 - power_array(np.full(factor.shape, max(1.0 - base, 1e-12)), factor)
    return np.where(factor == 1.0, base, more)


def offered_award(world: World) -> np.ndarray:
    """Yuan of award that a firm of a county expects for being listed, up to the limit.

    The usual, and an equal part of what programmes paid since last January, by as many as were listed then.
    """
    rules, recognition = world.scenario.parameters.recognition, world.recognition
    expected = np.maximum(recognition.steps[:, Step.LISTED], 1)
    return np.minimum(rules.award_yuan + recognition.awards_added / expected, rules.award_limit_yuan)


def assessment(world: World) -> dict[str, np.ndarray | float]:
    """Constants of this January's assessment by cell, those of digitalisation apart."""
    rules, opening, recognition = world.scenario.parameters.recognition, world.opening, world.recognition
    effort = world.treasury.effort[:, Goal.LADDER]
    more = rules.award_response_factor * (offered_award(world) - rules.award_yuan) / AWARD_UNIT
    nominal = float(opening.trend.nominal[world.quarter - opening.trend.first + 1])
    high_tech = raised(rules.high_tech_per_year, effort)
    titled = raised(rules.specialised_per_year, effort)
    by_county = {
        "list_share": raised(rules.listing_share_per_year, effort * (1.0 + more)),
        "high_tech_share": high_tech,
        "high_tech_more": np.where(effort == 1.0, 0.0, high_tech - rules.high_tech_per_year),
        "specialised_share": titled,
        "specialised_more": np.where(effort == 1.0, 0.0, titled - rules.specialised_per_year),
        "giant_share": raised(rules.giant_per_year, effort),
        "location": recognition.research_location,
        "specialised_least": recognition.specialised_score,
        "giant_least": recognition.giant_score,
        "key_least": recognition.key_score,
    }
    return {name: values[opening.county_of] for name, values in by_county.items()} | fixed_constants(
        rules, opening.above_scale_threshold, nominal
    )


def fixed_constants(rules: Rules, threshold: float, nominal: float) -> dict[str, float]:
    """The constants of the assessment that no leader moves."""
    return {
        "threshold": threshold,
        "drop_below": rules.delisting_sales_yuan,
        "least": rules.least_sales_yuan,
        "notch_small": rules.notch_small_share,
        "notch_middle": rules.notch_middle_share,
        "notch_large": rules.notch_large_share,
        "spread": rules.research_spread_share,
        "elasticity": rules.research_to_productivity,
        "able": 1.0 - rules.research_reach_share,
        "relabelled": rules.relabelled_share,
        "gain": rules.research_doubling_gain_share / DOUBLING,
        "lapse": rules.lapse_per_year,
        "to_productivity": rules.quality_to_productivity,
        "to_size": rules.quality_to_size,
        "size_unit": SIZE_UNIT * nominal,
        "specialised_sales": rules.specialised_sales_yuan,
    }


def assess(world: World, now: Quarter) -> None:
    """The usual awards of this January's newly listed firms, asked of their counties."""
    if not world.recognition.active:
        return
    newly = world.recognition.steps[:, Step.LISTED]
    rules = world.scenario.parameters.recognition
    asked = np.floor(min(rules.award_yuan, rules.award_limit_yuan)).astype(np.int64) * newly
    if asked.any():
        claim(now, AWARDS, Rank.PROGRAMMES, np.append(asked, 0))


def pay(world: World, now: Quarter) -> None:
    """Post the usual awards to the owners of newly listed firms."""
    rules, account = world.scenario.parameters.recognition, world.ledger.account
    if AWARDS not in now.claims:
        return
    granted = now.claims[AWARDS].granted[:-1]
    at_home = np.floor(rules.award_household_share * granted).astype(np.int64)
    world.ledger.post(Kind.AWARDS, account[Holder.CG], account[Holder.HH], at_home)
    world.ledger.post(Kind.AWARDS, account[Holder.CG], account[Holder.RX], granted - at_home)


def remember(world: World, sums: np.ndarray, names: tuple[str, ...]) -> None:
    """Keep what the assessment counted: steps and research by county, size and gains by cell."""
    rules, opening, recognition = world.scenario.parameters.recognition, world.opening, world.recognition
    of = {name: sums[:, number] for number, name in enumerate(names)}
    for step in range(Step.LISTED, len(Step)):
        recognition.steps[:, step] = opening.by_county(of[Step(step).name.lower()])
    sales = np.maximum(of["sales"], 1)
    recognition.base, recognition.above_scale = of["sales"].astype(np.float64), of["above"].astype(np.float64)
    recognition.large_share = of["above_sales"] / sales
    recognition.research_true = opening.by_county(of["research"])
    recognition.research_reported = opening.by_county(of["research_reported"])
    recognition.awards_added = np.zeros_like(recognition.awards_added)
    kept, titled = 1.0 - rules.high_tech_per_year, 1.0 - rules.specialised_per_year
    recognition.research_gain = kept * recognition.research_gain + of["gain"] / sales
    recognition.specialised_share = titled * recognition.specialised_share + of["early_titles"] / sales
