"""Dutch disease: works paid from above lift wages, and who sells outside loses."""

from __future__ import annotations

import numpy as np

from sim.run import Run
from tests.worlds import programme, region_of, scenario_of, with_policy, with_rules

QUARTERS = 24
KAIPING = 4
COSTLY = {
    "trade": {"export_elasticity": 4.0},
    "labour": {"wage_to_unemployment_per_quarter": 0.3},
    "productivity": {"road_elasticity": 0.0},
}
"""Buyers outside mind prices, wages answer to scarce hands, and the works help no firm."""


def with_works(budget: float, **groups: dict[str, object]) -> dict[str, np.ndarray]:
    """Kaiping's last two years, by indicator, with works of so many yuan a year from 2023."""
    scenario = with_rules(scenario_of(region="jiangmen", firms_per_agent=100, horizon=QUARTERS), **groups)
    if budget:
        works = programme(budget, payers={"up": 1.0}, scope=["kaiping"], stocks={"infrastructure": 1.0})
        scenario = with_policy(scenario, works=works)
    run = Run.start(region_of("jiangmen"), scenario)
    for _ in range(QUARTERS):
        run.step()
    county = run.recorder.taken_values()["county"]
    return {key: values[-8:, KAIPING] for key, values in county.items()}


def test_industry_loses_its_share_while_wages_rise():
    works, none = with_works(4e9), with_works(0.0)
    assert works["programme_received"].sum() == 8e9
    assert works["wage_relative"].mean() > 1.01 * none["wage_relative"].mean()
    assert works["gdp_real"].sum() > none["gdp_real"].sum()
    assert works["industry_share"].mean() < 0.995 * none["industry_share"].mean()


def test_where_wages_bite_and_works_help_no_firm_industry_itself_shrinks():
    works, none = with_works(4e9, **COSTLY), with_works(0.0, **COSTLY)
    assert works["wage_relative"].mean() > 1.02 * none["wage_relative"].mean()
    assert works["gdp_real"].sum() > none["gdp_real"].sum()
    assert works["value_added_industry"].sum() < 0.998 * none["value_added_industry"].sum()
    assert works["exports"].sum() < 0.99 * none["exports"].sum()
    assert works["industry_share"].mean() < 0.995 * none["industry_share"].mean()
