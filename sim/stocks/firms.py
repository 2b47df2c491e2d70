"""Stocks for firms and investors (企业培育、技改、招商): subsidies to owners, promotion, energy, laboratories.

Subsidies are paid to owners by the programme itself; what is built here is what firms make of them, and nothing of it
is claimed from a county again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Kind
from sim.kernels.maths import log_array
from sim.stocks.stock import Stock, bought, cost_of, works

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World

DOUBLING = 0.6931471805599453


def upgrade_cost(world: World) -> float:
    """Subsidy to one firm's upgrade, yuan on the trend."""
    rules = world.scenario.parameters.upgrade
    return rules.subsidy_share * rules.cost_yuan


def digital_cost(world: World) -> float:
    """Subsidy to one firm's digitalisation, yuan on the trend."""
    rules = world.scenario.parameters.upgrade
    return rules.digital_subsidy_share * rules.digital_cost_yuan


def _at_own_cost(yuan: np.ndarray, own: float, cost: float) -> np.ndarray:
    """Whole yuan that buy as many units at the model's own cost as these buy at the given one."""
    return yuan if cost in (0.0, own) else np.floor(yuan * (own / cost)).astype(np.int64)


def _award(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Firms that could be listed this January expect as much beside the usual award."""
    world.recognition.add_awards(yuan)


def _upgrade(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Firms begin upgrades as fast as they can take them up, half of them planned anyway."""
    world.recognition.fund_upgrades(_at_own_cost(yuan, upgrade_cost(world), cost))


def _digitalise(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Firms begin digitalisation in the January after."""
    world.recognition.fund_digital(_at_own_cost(yuan, digital_cost(world), cost))


def _renew(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Support waits for plots that begin."""
    world.plots.support(yuan, now.price)


def _relieve(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Loans are cheaper for borrowers next quarter, the bank gets its interest in full."""
    world.treasury.interest_subsidy = world.treasury.interest_subsidy + yuan


def _promote(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Leads, place and speed as with more effort for attraction, fading as contacts are forgotten."""
    world.projects.promotion = world.projects.promotion + yuan / (cost * now.price)


def _subsidise(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Investors expect as much beside the promised subsidy, over a year's usual investment."""
    world.projects.subsidy_added = world.projects.subsidy_added + yuan / now.nominal


def _save_energy(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Energy saved makes room for new heavy projects, up to room for all."""
    for county in np.flatnonzero(yuan):
        chance = float(yuan[county]) / (cost * now.price)
        world.projects.grant_quota(int(county), min(chance, 1.0 - float(world.projects.energy_quota[county])))


def _research(world: World, now: Quarter, yuan: np.ndarray, cost: float) -> None:
    """Log productivity of industry rises by s b ln(1 + x / R) / ln 2 and fades as that of firms' own research.

    x the yuan, R what industry itself spends on research in a year, b the gain of doubled research, s the share of it
    that public research has. Nothing where industry does none.
    """
    recognition, opening, parameters = world.recognition, world.opening, world.scenario.parameters
    own = recognition.research_true.astype(np.float64)
    there = (own > 0.0) & (yuan > 0)
    share = parameters.stocks.public_research_share * parameters.recognition.research_doubling_gain_share
    gain = share / DOUBLING * log_array(1.0 + np.where(there, yuan / np.where(there, own, 1.0), 0.0))
    recognition.research_gain = recognition.research_gain + np.where(
        opening.industry, gain[opening.county_of], 0.0
    )


FIRMS = (
    Stock(
        "awards",
        "county",
        Kind.AWARDS,
        "小升规等奖励",
        "awards to newly listed firms",
        does="firms above scale expect more in January and enter the statistics sooner; up to the limit of an award",
        receiver="owners",
        build=_award,
    ),
    Stock(
        "upgrades",
        "county",
        Kind.UPGRADE_SUBSIDY,
        "技改补贴",
        "subsidies to technical upgrades",
        "firms",
        "firms upgrade, a part of them had planned it anyway; they are more productive until others catch up",
        receiver="owners",
        cost=upgrade_cost,
        build=_upgrade,
    ),
    Stock(
        "digital",
        "county",
        Kind.UPGRADE_SUBSIDY,
        "数字化补贴",
        "subsidies to digitalisation",
        "firms",
        "firms begin in January: a dip in the first year, a gain after it",
        receiver="owners",
        cost=digital_cost,
        build=_digitalise,
    ),
    Stock(
        "renewal",
        "county",
        Kind.PROJECT_SUBSIDY,
        "村级工业园改造奖补",
        "support to renewal of old village parks",
        does="owners of plots who hold out begin, as far as the support reaches",
        receiver="households",
        build=_renew,
    ),
    Stock(
        "loan_interest",
        "county",
        Kind.INTEREST_SUBSIDY,
        "贷款贴息",
        "interest subsidies",
        does="firms want more capital next quarter, as the rate they bear is lower",
        receiver="owners",
        build=_relieve,
    ),
    bought(
        "promotion",
        "county",
        "招商推介",
        "investment promotion",
        "usual years of it",
        "more leads for the city, more of them here, sooner begun; forgotten within about a year",
        cost=cost_of("stocks.promotion_yuan_per_year"),
        build=_promote,
    ),
    Stock(
        "project_subsidy",
        "county",
        Kind.PROJECT_SUBSIDY,
        "招商项目补贴",
        "subsidies to investors",
        does="more projects sign here, most of which would have signed in a neighbouring county or a rival city",
        receiver="owners",
        build=_subsidise,
    ),
    works(
        "energy_quota",
        "county",
        "节能改造腾出指标",
        "savings of energy that free quotas",
        "chance of room",
        "heavy projects find room under energy quotas, and the county draws more of them",
        cost=cost_of("stocks.quota_yuan"),
        build=_save_energy,
    ),
    bought(
        "research",
        "county",
        "公共研发平台",
        "public laboratories",
        "yuan",
        "industry is more productive, fading as what firms' own research found",
        build=_research,
    ),
)
