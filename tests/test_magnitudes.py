"""Orders of magnitude: what policies of the library do is of the size that evidence and arithmetic allow."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim.result import Result
from sim.run import run
from tests.worlds import programme, region_of, scenario_of, with_policy, with_rules

QUARTERS = 24
THIN = {"region": "jiangmen", "firms_per_agent": 1000}
WEST = [3, 4, 6]
"""Taishan, Kaiping, Enping."""
LITTLE = 2e-4
"""0.02 % of GDP: as good as nothing."""


@cache
def lived(*policies: str, quarters: int = QUARTERS, record: str = "standard", arm: str = "none") -> Result:
    settings = {"policy": list(policies)} if policies else {}
    scenario = scenario_of(arm, **THIN, horizon=quarters, **settings)
    return run(region_of("jiangmen"), scenario, record=record)


def yearly(result: Result, key: str, level: str = "county") -> np.ndarray:
    """Sums of years by place [years, places]."""
    values = result.values[level][key].astype(np.float64)
    return values.reshape(-1, 4, values.shape[1]).sum(1)


def gdp_effect(with_policy: Result, without: Result, level: str = "county") -> np.ndarray:
    """By how much of it a policy changes a place's real GDP of a year [years, places]."""
    return yearly(with_policy, "gdp_real", level) / yearly(without, "gdp_real", level) - 1.0


def rows(result: Result, item: str) -> list:
    """What the policies of a run recorded under an item."""
    return [row for row in result.policies if row.item == item]


def test_68_village_pairs_move_weak_villages_and_no_county():
    """7 m yuan a year are nothing to counties of 30 bn; assets earn 0.05 a year, less what fails and wears."""
    paired, plain = (lived(*names, record="full") for names in (("village_pairing",), ()))
    matched = rows(paired, "matched")
    villages = list(paired.places["village"])
    recipients = [villages.index(row.place) for row in matched]
    assert len(set(recipients)) == 68
    paid = sum(row.value for row in rows(paired, "paid"))
    assert paid == pytest.approx(68 * 100_000 * 5.2, rel=0.1)  # 5 1/2 years, the first of them a ramp

    assert (np.abs(gdp_effect(paired, plain)) < LITTLE).all()
    assert np.abs(gdp_effect(paired, plain, "city")).max() < LITTLE / 2.0

    income, before = (
        yearly(result, "village_income", "village")[:, recipients] for result in (paired, plain)
    )
    gain = (income - before)[-1]
    assert (gain >= 0.0).all() and np.median(gain) > 0.1 * np.median(before[-1])
    earning = paired.scenario.parameters.villages.asset_return_per_year * paid
    assert 0.3 * earning < gain.sum() < earning


@pytest.mark.parametrize("policy", ["first_secretaries", "school_pairs", "hospital_teams"])
def test_people_sent_to_villages_schools_and_hospitals_leave_the_city_s_output(policy):
    effect = gdp_effect(lived(policy), lived(), "city")
    assert (effect != 0.0).any() and (np.abs(effect) < LITTLE).all()


def test_the_balance_fund_s_multiplier_in_the_west_is_that_of_county_spending():
    """About 0.25 for works and 0.6 for services (Guo, Liu & Ma 2016); later years add what the works carry."""
    fund, plain = lived("balance_fund"), lived()
    a_year = fund.scenario.policy.programmes["balance_fund"].budget_yuan_per_year
    west = (yearly(fund, "gdp_real") - yearly(plain, "gdp_real"))[:, WEST].sum(1)
    assert west[0] == 0.0
    assert (west[1:4] > 0.25 * a_year).all() and (west[1:4] < 0.9 * a_year).all()
    assert (np.abs(gdp_effect(fund, plain, "city")) < 2.0 * LITTLE).all()


def test_ten_billion_of_a_programme_s_special_bonds_cost_270_million_a_year():
    """At 2.7 %, where the quota has room: nobody spends less in the year, and interest is owed in all that follow."""
    numbers = {
        "government": {"bond_quota_share_of_gdp": 0.08, "debt_limit_share_of_gdp": 1.0},
        "credit": {"bond_rate_per_year": 0.027},
    }
    plain = with_rules(scenario_of(**THIN, horizon=12), **numbers)
    works = programme(
        1e10,
        payers={"recipients": 1.0},
        scope=["city"],
        rule="per_head",
        stocks={"infrastructure": 1.0},
        end_date="2024-01-01",
        bond_share=1.0,
    )
    bonds, none = (
        run(region_of("jiangmen"), scenario) for scenario in (with_policy(plain, zone=works), plain)
    )

    def more(key: str) -> np.ndarray:
        return (yearly(bonds, key, "city") - yearly(none, key, "city"))[:, 0]

    assert more("bonds_issued")[0] == pytest.approx(1e10, rel=0.1)
    assert more("spending_cut")[0] < 0.01 * 1e10
    assert more("interest_paid")[1:] == pytest.approx([0.27e9, 0.27e9], rel=0.25)


def test_serviced_land_of_a_programme_comes_beside_what_parks_develop_anyway():
    """The park campaign of Xinhui: some 500 mu a year, of which companies save a part of their own."""
    campaign, plain = lived("park_campaign"), lived()
    xinhui, year = 2, 3
    ends = [
        result.values["county"]["land_ever_developed"][4 * year + 3, xinhui] for result in (campaign, plain)
    ]
    bought = sum(row.value for row in rows(campaign, "units") if row.partner == "serviced_land")
    assert 0.0 < ends[0] - ends[1] <= 1.01 * bought


@pytest.mark.slow
def test_the_whole_plan_is_no_wonder():
    """Below what a plan of its cost could do: a few per cent of the city's output in the last year."""
    plan, plain = (lived(quarters=44, arm=arm) for arm in ("plan", "none"))
    last = gdp_effect(plan, plain, "city")[-1, 0]
    assert -0.02 < last < 0.06
