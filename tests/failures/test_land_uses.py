"""How farming and tourism fail: a chenpi bust, villages that take visitors from one another."""

import numpy as np

from sim.run import measured
from sim.step import step
from sim.world import open_world
from tests.worlds import region_of, scenario_of, with_rules

SPECULATION = {"extrapolation_share": 2.0, "holding_response": 1.5}
FASHION = {"demand_growth_per_year": 0.2, "demand_fading_per_year": 0.6}


def prices(**farming):
    """Price, its ratio to the stock, orchards and orchards that bear, quarter by quarter, and the world at the end."""
    scenario = with_rules(scenario_of(warmup=0, firms_per_agent=10), farming=farming)
    world, rows = open_world(region_of("pocket"), scenario), []
    keys = ("chenpi_price_index", "chenpi_price_stock_ratio", "citrus_area", "citrus_area_bearing")
    for _ in range(12):
        found = measured(world, step(world))["city"]
        rows.append([found[key][0] for key in keys])
    return *np.array(rows).T, world


def test_chenpi_bust():
    """Stock-holders who extrapolate drive the price far above what the stock warrants, then all sell at once."""
    price, ratio, area, bearing, world = prices(**SPECULATION, **FASHION)
    peak, bust = int(np.argmax(price)), int(np.argmin(price))
    assert ratio[0] < 1.1 and ratio.max() > 1.5, "the ratio warns before"
    assert peak < bust and price[bust] < 0.7, "more than thirty percent below the trend"
    assert area[bust] > 1.02 * area[peak] > 1.04 * area[0], "planted in the boom and still after it"
    assert bearing[bust] > 1.03 * bearing[peak], "and borne into the bust"
    assert "chenpi_bust" in {event.event for event in world.events}


def test_the_same_fashion_without_extrapolation_ends_softly():
    price, ratio, _, _, world = prices(extrapolation_share=0.0, **FASHION)
    assert ratio.max() < 1.3
    assert price.min() > 0.95
    assert "chenpi_bust" not in {event.event for event in world.events}


def test_tourism_cannibalisation():
    """New sights count their visits; all visits grow by less than half of them."""
    scenario = with_rules(scenario_of(warmup=0, firms_per_agent=10), tourism={"cannibalisation_share": 0.7})
    plain, built = (open_world(region_of("pocket"), scenario) for _ in range(2))
    for _ in range(4):
        built.visits.build(np.full(4, 500_000.0), 100.0)
        before = measured(plain, step(plain))["city"]
        after = measured(built, step(built))["city"]
    new = after["visits_new_sites"][0]
    gained = after["visits"][0] - before["visits"][0]
    assert new > 15_000
    assert 0.0 < gained < 0.5 * new
    np.testing.assert_allclose(gained + after["visits_cannibalised"][0], new, rtol=1e-9)
    # day trips bring little: spending grows by less than a tenth of what as many old visits spent
    old = before["tourism_spending"][0] / before["visits"][0]
    assert after["tourism_spending"][0] - before["tourism_spending"][0] < 0.2 * new * old
