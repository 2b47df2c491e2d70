"""The Mesa front: agents are views, numbers are those of sim.run."""

from __future__ import annotations

import mesa
import numpy as np
import pytest
from mesa.datacollection import DataCollector

from sim.errors import InputError
from sim.mesa_front import County, RegionModel, Town
from sim.plain import plain_scenario
from sim.region import read_region
from sim.run import run


@pytest.fixture(scope="module")
def model():
    built = RegionModel(region="pocket", rng=2, horizon=8)
    built.run_for(4)
    return built


def test_run_for_gives_the_numbers_of_run(model):
    region = read_region("pocket")
    straight = run(region, plain_scenario(region, {"horizon": 8}), 0, 2)
    for key in ("gdp_real", "employment", "firms"):
        assert np.array_equal(model.result().series(key), straight.series(key)[:4])
    assert model.value("gdp_real") == straight.series("gdp_real")[3]


def test_places_are_agents_with_indicators(model):
    assert [len(model.agents_by_type[kind]) for kind in (County, Town)] == [2, 4]
    assert sum(county.gdp_nominal for county in model.counties) == model.value("gdp_nominal")
    assert model.towns[0].county in model.counties
    assert {town.county.id for town in model.counties[0].towns} == {model.counties[0].id}
    with pytest.raises(AttributeError, match="no 'gdp'"):
        _ = model.counties[0].gdp


def test_firms_are_a_table_with_views(model):
    firms = model.firms
    assert len(firms) == model.world.firms.rows
    large = firms.select(lambda table: table.column("sales") > 2e7)
    assert large and all(firm.sales > 2e7 for firm in large)
    assert sum(firms.groupby("county").values()) == firms.column("members").sum()
    with pytest.raises(KeyError):
        firms.get("sales", 1)


def test_a_model_stops_at_its_horizon():
    model = RegionModel(region="pocket", horizon=3)
    model.run_for(5)
    assert not model.running
    assert model.run.done == 3


def test_batch_run_and_data_collector():
    rows = mesa.batch_run(
        CollectingModel, {"region": "pocket", "horizon": 3}, rng=[0, 1], max_steps=3, display_progress=False
    )
    region = read_region("pocket")
    expected = [
        run(region, plain_scenario(region, {"horizon": 3}), 0, r).series("gdp_real")[-1] for r in (0, 1)
    ]
    assert sorted(row["gdp"] for row in rows) == sorted(expected)


class CollectingModel(RegionModel):
    """As a modeller would write it."""

    def __init__(self, **fields):
        super().__init__(**fields)
        self.datacollector = DataCollector(model_reporters={"gdp": lambda m: m.value("gdp_real")})

    def step(self):
        super().step()
        self.datacollector.collect(self)


@pytest.mark.parametrize("rng", [np.random.default_rng(1), "1", 1.5, True])
def test_only_the_number_of_a_replicate_is_taken(rng):
    with pytest.raises(InputError, match="whole number"):
        RegionModel(region="pocket", rng=rng)


def test_an_unknown_field_is_refused_with_the_nearest_name():
    with pytest.raises(InputError, match="horizon"):
        RegionModel(region="pocket", horizn=4)


def test_an_unknown_indicator_is_no_silent_gap(model):
    with pytest.raises(InputError, match="gdp_real"):
        model.value("gdp_reel")


def test_parks_know_where_they_lie(model):
    assert model.parks[0].county in model.counties
    assert model.parks[0].area_mu > 0
