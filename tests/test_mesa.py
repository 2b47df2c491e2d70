"""The Mesa front: agents are views, numbers are those of sim.run."""

from __future__ import annotations

import sys

import mesa
import numpy as np
import pytest
from mesa.datacollection import DataCollector

from sim.errors import InputError
from sim.firm_table import FIRM_COLUMNS, FirmIndex
from sim.mesa_front import County, Park, RegionModel, Town, Village
from sim.plain import plain_scenario
from sim.region import read_region
from sim.run import run

# The package's `run` is the function, so the module is taken from where modules are kept.
run_module = sys.modules["sim.run"]


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
    park, told = model.parks[0], model.region.parks[0]
    assert park.county in model.counties and park.town in model.towns
    assert park.town.county is park.county
    assert (park.area_mu, park.sectors_zh, park.level_of_park) == (told.area_mu, told.sectors_zh, told.level)
    assert list(model.agents_by_type[Park]) == model.parks


def test_a_view_reads_every_column_as_the_table_has_it(model):
    firms = model.firms
    ids = firms.column("ids")
    for row in (0, 1, ids.size // 2, ids.size - 1):
        view = next(iter(firms.select(np.arange(ids.size) == row)))
        for name in FIRM_COLUMNS:
            assert getattr(view, name) == firms.column(name)[row], name
    with pytest.raises(AttributeError, match="a firm has no 'sale'"):
        _ = view.sale


def test_views_survive_moves_of_rows_and_end_with_their_firm():
    model = RegionModel(region="pocket", horizon=8)
    views = list(model.firms)
    places = dict(zip(model.firms.column("ids").tolist(), range(len(views)), strict=True))
    model.run_for(8)
    now = {firm: row for row, firm in enumerate(model.firms.column("ids").tolist())}
    sales = model.firms.column("sales")
    alive = [view for view in views if view.id in now]
    assert all(view.sales == sales[now[view.id]] for view in alive)
    assert any(places[view.id] != now[view.id] for view in alive)
    closed = next(view for view in views if view.id not in now)
    with pytest.raises(KeyError, match="is not alive"):
        _ = closed.sales


def test_where_firms_lie_is_looked_up_once_a_quarter(model, monkeypatch):
    made = []
    monkeypatch.setattr("sim.firm_table.FirmIndex", lambda world: made.append(1) or FirmIndex(world))
    model.firms._index = None
    assert sum(view.members for view in model.firms) == model.firms.column("members").sum()
    assert made == [1]


def test_a_view_sees_what_is_written_in_its_quarter():
    model = RegionModel(region="pocket", horizon=8)
    view = next(iter(model.firms))
    before = view.productivity
    model.world.firms.write("productivity", model.firms.column("productivity") + np.float32(1.0))
    assert view.productivity == pytest.approx(before + 1.0)


def test_villages_are_agents_when_asked_for():
    region = read_region("pocket")
    name = f"{region.towns.names_zh[0]}/{region.villages.names_zh[0]}"
    last = region.villages.ids[-1]
    asked = RegionModel(region=region, villages=[last, name, last], record="full")
    assert [village.id for village in asked.villages] == [region.villages.ids[0], last]
    assert list(asked.agents_by_type[Village]) == asked.villages
    assert asked.villages[0].town is asked.towns[0]
    asked.step()
    assert asked.villages[1].population == asked.measures["village"]["population"][-1]
    assert len(RegionModel(region=region, villages=True).villages) == region.villages.n
    assert [v.id for v in RegionModel(region=region, villages=last).villages] == [last]
    assert RegionModel(region=region).villages == []


@pytest.mark.parametrize(
    ("asked", "words"), [(["沙洲镇"], "is a town; villages"), (["nowhere"], "no place of")]
)
def test_what_is_no_village_is_refused(asked, words):
    with pytest.raises(InputError, match=words):
        RegionModel(region="pocket", villages=asked)


def test_a_quarter_is_measured_once(monkeypatch):
    calls = []
    inner = run_module.measured
    monkeypatch.setattr(run_module, "measured", lambda world, now: calls.append(1) or inner(world, now))
    model = RegionModel(region="pocket", horizon=4)
    assert model.measures == {}
    model.run_for(2)
    assert len(calls) == 2 and model.measures is model.run.measures
