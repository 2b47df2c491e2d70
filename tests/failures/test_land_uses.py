"""How farming and tourism fail: a chenpi bust, villages that take visitors from one another."""

import numpy as np

from sim.behaviour.statistics import measure
from sim.firm_quarter import count
from sim.step import step
from sim.world import open_world
from tests.worlds import region_of, scenario_of, with_rules


def test_chenpi_bust():
    """Stock-holders who extrapolate drive the price far above what the stock warrants, then all sell at once."""


def test_tourism_cannibalisation():
    """New sights count their visits; all visits grow by less than half of them."""
