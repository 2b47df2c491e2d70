"""A bridge drains the places it joins: where nobody sells more outside, customers leave and nothing comes back."""

from __future__ import annotations

import numpy as np

from sim.run import Run
from tests.worlds import region_of, scenario_of


def last_years(**settings):
    """Yearly sums of the last four quarters by county, noise off."""
    quiet = {"parameters.growth.noise_sd_share": 0.0, "horizon": 16}
    done = Run.start(region_of("pocket"), scenario_of(**quiet, **settings))
    for _ in range(16):
        done.step()
    county = done.recorder.taken_values()["county"]
    return {key: values[-4:].sum(0) for key, values in county.items()}


def test_access_without_anything_to_sell_drains_local_trade():
    drained = {
        "parameters.trade.access_export_elasticity": 0.0,
        "parameters.trade.access_purchase_elasticity": 0.2,
    }
    opened, closed = last_years(**drained), last_years(world="links_closed", **drained)
    assert (opened["purchases_local_relative"] < closed["purchases_local_relative"]).all()
    assert (opened["value_added_tertiary"] < closed["value_added_tertiary"]).all()
    assert opened["gdp_real"].sum() < closed["gdp_real"].sum()
    bought = [arm["imports"].sum() / arm["gdp_nominal"].sum() for arm in (opened, closed)]
    assert bought[0] > bought[1]


def test_the_same_bridge_lifts_a_place_that_sells():
    opened, closed = last_years(), last_years(world="links_closed")
    assert opened["gdp_real"].sum() > closed["gdp_real"].sum()
    assert np.all(opened["purchases_local_relative"] < closed["purchases_local_relative"])
