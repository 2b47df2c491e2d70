"""Natural experiments: what policies did elsewhere has the same sign here. Paired runs, signs only, no sizes.

Each sign was looked at for four seeds or more before it was written down; a test runs one or two of them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest

from sim.declared.policy import Policy
from sim.firm_table import FirmTable
from sim.result import Result
from sim.run import Run, run
from sim.scenario import Scenario
from tests.worlds import programme, region_of, scenario_of, with_policy, with_rules

pytestmark = pytest.mark.slow
"""Statistics of whole runs; laws and mechanisms have fast tests of their own."""

EAST, WEST = 0, 1
PENGJIANG, JIANGHAI, XINHUI, TAISHAN, KAIPING, HESHAN, ENPING = range(7)
THIN = {"region": "jiangmen", "firms_per_agent": 1000}
STAGES = ("signed", "building", "ramping", "producing", "dropped", "failed", "moved_inside")


def lived(scenario: Scenario, seed: int = 0) -> Result:
    return run(region_of(scenario.region), scenario, seed)


def declared(scenario: Scenario, **entries: object) -> Scenario:
    """The scenario with this policy, as a file would state it."""
    policy = Policy.model_validate_json(json.dumps(entries))
    return scenario.model_copy(update={"policy": policy})


def came(result: Result) -> np.ndarray:
    """Projects that ever chose a county, whatever became of them."""
    county = result.values["county"]
    return np.sum([county[f"projects_{stage}"][-1] for stage in STAGES], axis=0)


def last(result: Result, key: str, quarters: int = 8) -> np.ndarray:
    """Mean of the last quarters by county."""
    return result.values["county"][key][-quarters:].mean(0)


@cache
def untreated(quarters: int, seed: int = 0) -> Result:
    """Jiangmen without any policy."""
    return lived(scenario_of(**THIN, horizon=quarters), seed)


# Zones act mainly by net entry.


@dataclass(frozen=True)
class Industry:
    """Persons and sales of a county's industry, of firms that were there at the opening and of all others."""

    persons: np.ndarray
    sales: np.ndarray


def industry_of(scenario: Scenario, county: int, seed: int) -> Industry:
    running = Run.start(region_of(scenario.region), scenario, seed)
    table = FirmTable(running)
    there = table.column("ids")[table.column("county") == county]
    while not running.finished:
        running.step()
    opening = running.world.opening
    here = (table.column("county") == county) & opening.industry[table.column("cell")]
    new = ~np.isin(table.column("ids"), there)[here]
    persons, sales = (
        np.bincount(new, table.column(name)[here].astype(np.float64), 2) for name in ("persons", "sales")
    )
    return Industry(persons, sales)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_zone_grows_by_firms_that_were_not_there_before(seed):
    """Serviced land and services of a park, paid from above: new firms gain more than incumbents, who may lose."""
    leads = {"leads_share": 3.0}
    none = with_rules(scenario_of(firms_per_agent=1, horizon=28), projects=leads)
    land = {"serviced_land": 0.8, "park_quality": 0.2}
    paid = {"payers": {"up": 1.0}, "end_date": "2025-01-01"}
    zone = with_policy(none, zone=programme(2e7, scope=["PK01"], stocks=land, **paid))
    found, plain = (industry_of(scenario, EAST, seed) for scenario in (zone, none))
    for name in ("persons", "sales"):
        stayed, entered = getattr(found, name) - getattr(plain, name)
        assert entered > 0.0 and entered > 1.4 * stayed, name
        assert entered + stayed > 0.0, name


# Pairing raises bilateral investment, more between near places.


def tied(donor: str, recipient: str, quarters: int, seed: int) -> Result:
    """Two counties whose investors hear of one another; how alike they are counts nothing here."""
    pair = {
        "level": "county",
        "donors": [donor],
        "recipients": [recipient],
        "match": {"rule": "list", "pairs": [[donor, recipient]]},
        "channels": {"market": {"relation": 2.0}},
        "mismatch_exponent": 0.0,
        "start_date": "2023-01-01",
    }
    return lived(declared(scenario_of(**THIN, horizon=quarters), pairings={"tie": pair}), seed)


def minutes(result: Result) -> float:
    return next(row.value for row in result.policies if row.item == "minutes")


@pytest.mark.slow
def test_a_tie_brings_investors_of_the_partner_and_more_to_a_near_one():
    """Xinhui's ties with Taishan (50 minutes) and with Enping (80), two places of as many projects without a tie."""
    gained, lost = {TAISHAN: 0.0, ENPING: 0.0}, 0.0
    for seed in range(3):
        plain = came(untreated(24, seed))
        near, far = (tied("新会区", place, 24, seed) for place in ("台山市", "恩平市"))
        assert minutes(near) < minutes(far)
        for place, result in ((TAISHAN, near), (ENPING, far)):
            more = came(result) - plain
            assert more[place] > 0.0
            gained[place] += more[place]
            lost += more[XINHUI]
    assert gained[TAISHAN] > gained[ENPING]
    assert lost < 0.0  # some of them would have built at home


# A link can hurt the county behind it.


def opened(seed: int, **parameters: float) -> np.ndarray:
    """Change of the west's output, and of its services, that an event which opens the railway makes."""
    shut = scenario_of(firms_per_agent=1, horizon=24, world="links_closed", **parameters)
    event = {"date": "2023-01-01", "link": {"link": "railway", "change": "open"}}
    with_link, without = (lived(s, seed) for s in (declared(shut, events={"railway": event}), shut))
    keys = ("gdp_real", "value_added_tertiary")
    return np.array([last(with_link, key)[WEST] / last(without, key)[WEST] - 1.0 for key in keys])


@pytest.mark.parametrize("seed", [0, 1])
def test_a_link_drains_a_county_that_sells_nothing_outside_and_lifts_one_that_does(seed):
    drained = {
        "parameters.trade.access_export_elasticity": 0.0,
        "parameters.trade.access_purchase_elasticity": 0.2,
    }
    assert (opened(seed, **drained) < -0.01).all()
    assert (opened(seed) > 0.0).all()


# An investment subsidy in a lagging county draws from its neighbours.


@pytest.mark.parametrize("seed", [0, 1])
def test_a_subsidy_to_investors_draws_projects_from_the_neighbour(seed):
    """Land is no limit: a park's next phase begins as soon as it is wanted."""
    none = with_rules(
        scenario_of(firms_per_agent=1, horizon=24),
        projects={"leads_share": 3.0, "moves_per_year": 0.4},
        parks={"phase_decisions_per_year": 4.0},
    )
    paid = programme(1e7, payers={"up": 1.0}, stocks={"project_subsidy": 1.0})
    more = came(lived(with_policy(none, subsidy=paid), seed)) - came(lived(none, seed))
    assert more[WEST] > 0.0 and more[EAST] < -5.0


# Targets and tournaments move reported figures more than true ones.


@pytest.mark.parametrize("policy", ["responsibility_contracts", "tournament"])
def test_what_is_reported_moves_more_than_what_is(policy):
    watched, plain = lived(scenario_of(**THIN, horizon=16, policy=[policy])), untreated(16)
    reported, true = (
        last(watched, key, 4)[XINHUI] / last(plain, key, 4)[XINHUI] - 1.0
        for key in ("gdp_nominal_reported", "gdp_nominal")
    )
    assert reported > 0.0 and reported > 2.0 * abs(true)
    others = [PENGJIANG, JIANGHAI, TAISHAN, KAIPING, HESHAN, ENPING]
    misreported = last(watched, "misreport_log", 4) - last(plain, "misreport_log", 4)
    assert (misreported[XINHUI] > misreported[others]).all()


# Aid can shrink a recipient's manufacturing.

FROM_ABOVE = {
    "policy": ["balance_fund"],
    "policy.programmes.balance_fund.payers.up": 1.0,
    "policy.programmes.balance_fund.payers.east": 0.0,
    "policy.programmes.balance_fund.payers.city": 0.0,
    "policy.programmes.balance_fund.budget_yuan_per_year": 4_000_000_000,
}
"""The balance fund, a dozen times as large and paid from above, so that nobody in the city spends less for it."""
COSTLY = {
    "trade": {"export_elasticity": 4.0},
    "labour": {"wage_to_unemployment_per_quarter": 0.3},
    "productivity": {"road_elasticity": 0.0},
}
"""Buyers outside mind prices, wages answer to scarce hands, and the works help no firm."""


@pytest.mark.parametrize("numbers", [{}, COSTLY], ids=["usual", "costly"])
def test_aid_shrinks_the_share_of_industry_and_can_shrink_industry(numbers):
    arms = (scenario_of(**THIN, horizon=24, **settings) for settings in (FROM_ABOVE, {}))
    aided, plain = (lived(with_rules(scenario, **numbers)) for scenario in arms)
    west = [TAISHAN, KAIPING, ENPING]

    def change(key: str) -> np.ndarray:
        return (last(aided, key) / last(plain, key) - 1.0)[west]

    assert (change("wage_relative") > 0.005).all() and (change("gdp_real") > 0.0).all()
    assert (change("industry_share") < -0.002).all()
    if numbers:
        assert (change("value_added_industry") < 0.0).all() and (change("exports") < 0.0).all()
