"""Investment projects: sizes, fates, land, money, customers, ids; the same whatever the order of rows."""

from __future__ import annotations

import numpy as np
import pytest

from sim import contracts
from sim.accounts import Holder, Kind
from sim.behaviour import environment, plants, projects
from sim.behaviour.statistics import measure
from sim.locate import choose, code_of, place_codes
from sim.loops.counting import count_firms
from sim.parameters.projects import Projects as Rules
from sim.plants import RESERVED, plant_id, plant_ids, running_number
from sim.saving import world_arrays
from sim.step import step
from sim.tables.projects import Stage
from tests.lands import give_land, land
from tests.worlds import region_of, scenario_of, with_rules, world_of, world_with


def busy(quarters=12, **settings):
    """A pocket world with land after so many quarters, and its last quarter."""
    world = give_land(world_of(**settings))
    for _ in range(quarters):
        now = step(world)
    return world, now


def test_sizes_are_pareto_between_their_bounds_with_the_root_of_the_product_as_mean():
    uniform = (np.arange(100_000) + 0.5) / 100_000
    sizes = contracts.size(1e8, 2e10, uniform)
    assert sizes.min() == pytest.approx(1e8, rel=1e-3) and sizes.max() <= 2e10
    assert sizes.mean() == pytest.approx((1e8 * 2e10) ** 0.5, rel=1e-3)


def test_the_executed_share_has_the_mean_that_start_and_execution_imply():
    rules = Rules()
    uniform = (np.arange(100_000) + 0.5) / 100_000
    share = contracts.executed(rules, uniform)
    assert rules.start_share * share.mean() == pytest.approx(rules.executed_share, rel=1e-3)
    opens = share >= rules.failed_below_share
    assert contracts.opening_share(rules) == pytest.approx((share * opens).mean(), rel=1e-3)


def test_investors_take_land_in_turn_and_go_elsewhere_when_there_is_none():
    value = np.array([[3.0, 1.0, 2.0], [3.0, 1.0, 2.0], [3.0, 2.5, 2.0]])
    free = np.array([10.0, 4.0])
    place = choose(value, np.array([8.0, 8.0, 4.0]), free, 2)
    assert place.tolist() == [0, 2, 1]
    np.testing.assert_array_equal(free, [2.0, 0.0])
    assert choose(np.full((1, 2), -np.inf), np.ones(1), np.ones(2), 2).tolist() == [-1]


def test_a_better_place_moves_only_those_it_wins():
    shock = np.random.default_rng(1).gumbel(size=(500, 4))
    many, none = np.full(3, 1e9), np.zeros(500)
    before = choose(shock, none, many, 3)
    better = shock.copy()
    better[:, 1] += 0.5
    after = choose(better, none, many, 3)
    changed = before != after
    assert changed.any() and (after[changed] == 1).all()


def test_place_codes_are_all_different():
    ids = tuple(park.id for park in region_of("jiangmen").parks)
    assert len(set(place_codes(ids, 20).tolist())) == len(ids) + 20
    assert code_of("OUT_SHENZHEN") < 2**32


def test_ids_of_plants_keep_clear_of_births():
    first, second = (plant_id(990101101, 8100, 1, n) for n in (0, 1))
    assert first - second == 1 and first >> 34 == 990101101 and first & 0x3FFFF == 0x3FFFF
    with pytest.raises(ValueError, match="has no id"):
        plant_id(990101101, 8100, 1, RESERVED)


def test_one_more_plant_leaves_the_ids_of_others_alone():
    world = give_land(world_of())
    lead = (np.arange(60, dtype=np.uint64) << np.uint64(16)) | np.uint64(7 << 32)
    park, sector = np.zeros(60, np.int64), np.ones(60, np.int64)
    all_of_them = plant_ids(world, lead, park, sector)
    for extra in (0, 30, 59):
        keep = np.arange(60) != extra
        np.testing.assert_array_equal(
            plant_ids(world, lead[keep], park[keep], sector[keep]), all_of_them[keep]
        )
    assert np.unique(all_of_them).size == 60 and (all_of_them & np.uint64(0x3FFFF)).min() >= 1 << 17


def test_plants_with_the_same_number_take_the_next_in_order_of_their_leads():
    world = give_land(world_of())
    twins = plant_ids(world, np.array([5, 5], np.uint64), np.zeros(2, np.int64), np.ones(2, np.int64))
    assert int(twins[0]) - int(twins[1]) == 1
    assert np.unique([running_number(lead) for lead in range(1000)]).size > 980


def test_a_plant_that_closes_takes_away_what_it_brought():
    world = give_land(world_of(), serviced=1e5)
    world.scenario = with_rules(scenario_of(), exit={"scale": 0.0}, projects={"leads_share": 5.0})
    while not (world.projects.stage == Stage.RAMPING).any():
        step(world)
    table, cells, rules = world.projects, world.cells, world.scenario.parameters.projects
    at = int(np.flatnonzero(table.has_firm)[0])
    cell, part = int(table.cell[at]), table.orders[at] * table.brought[at] / rules.ramp_quarters
    order, export = cells.order_reference.copy(), cells.export_reference.copy()
    table.firm[at] = 1  # nobody's id: its firm is gone
    plants._close(world)
    assert cells.order_reference[cell] == pytest.approx(order[cell] - part)
    assert cells.export_reference[cell] == pytest.approx(export[cell] * (1.0 - part / order[cell]))
    np.testing.assert_array_equal(np.delete(cells.order_reference, cell), np.delete(order, cell))
    plants.withdraw_customers(world, np.array([cell]), np.array([1e30]))
    assert cells.order_reference[cell] == 0.0 and cells.export_reference[cell] == 0.0


def test_projects_pass_through_all_stages_and_land_is_conserved():
    world = give_land(world_of())
    area, seen = world.parks.area(), set()
    for _ in range(24):
        step(world)
        seen |= set(world.projects.stage.tolist())
        np.testing.assert_allclose(world.parks.area(), area, rtol=1e-12)
        for mu in land(world).values():
            assert (mu >= -1e-9).all()
    assert {Stage.SIGNED, Stage.BUILDING, Stage.RAMPING, Stage.PRODUCING} <= seen
    assert world.projects.failed.sum() > 0 and world.projects.dropped.sum() > 0


def test_ids_of_firms_stay_unique():
    world, _ = busy(24)
    ids = world.firms.column("ids")
    assert np.unique(ids).size == ids.size
    plants = world.projects.firm[world.projects.has_firm]
    assert np.isin(plants, ids).sum() >= plants.size - 2  # one may have closed since it was looked for


def test_investors_from_outside_pay_for_land_and_building():
    world = give_land(world_of())
    paid = dict.fromkeys((Kind.LAND_SALES, Kind.PROJECT_INVESTMENT, Kind.PROJECT_SUBSIDY), 0)
    for _ in range(8):
        step(world)
        flows, account = world.ledger.flows, world.ledger.account
        outside = account[Holder.RX]
        paid[Kind.LAND_SALES] += flows[Kind.LAND_SALES, account[Holder.PK]].sum()
        paid[Kind.PROJECT_INVESTMENT] += flows[Kind.PROJECT_INVESTMENT, account[Holder.F]].sum()
        paid[Kind.PROJECT_SUBSIDY] -= flows[Kind.PROJECT_SUBSIDY, account[Holder.CG]].sum()
        assert flows[Kind.PROJECT_INVESTMENT, outside].sum() <= 0
    assert all(yuan > 0 for yuan in paid.values())


def test_a_plant_brings_its_customers_and_nobody_else_does():
    """Its cell's references rise by its weight, exports in proportion; another cell's stay."""
    world = give_land(world_of())
    order, export = world.cells.order_reference.copy(), world.cells.export_reference.copy()
    plants.bring_customers(world, np.array([1, 1]), np.array([0.1, 0.2]) * order[1])
    assert world.cells.order_reference[1] == pytest.approx(1.3 * order[1])
    assert world.cells.export_reference[1] == pytest.approx(1.3 * export[1])
    np.testing.assert_array_equal(np.delete(world.cells.export_reference, 1), np.delete(export, 1))


def test_a_ramp_ends_with_all_of_the_plant_s_orders():
    scenario = with_rules(scenario_of(), exit={"scale": 0.0})
    world = give_land(world_of())
    world.scenario = scenario
    reference = world.cells.order_reference.copy()
    for _ in range(20):
        step(world)
    plants = world.projects
    brought = plants.orders * plants.brought / scenario.parameters.projects.ramp_quarters
    came = np.bincount(plants.cell[plants.has_firm], brought[plants.has_firm], reference.size)
    moved = plants.stage == Stage.MOVED
    assert not moved.any()
    np.testing.assert_allclose(world.cells.order_reference - reference, came, rtol=1e-6, atol=1.0)


def test_the_city_signs_what_it_signs_in_an_ordinary_year():
    scenario = with_rules(scenario_of(), projects={"leads_share": 5.0, "moves_per_year": 0.0})
    world = give_land(world_of(), serviced=1e6)
    world.scenario = scenario
    signed, trend = 0.0, 0.0
    for _ in range(40):
        now = step(world)
        signed += world.projects.signed_now.sum()
        trend += 5.0 * world.projects.signed_per_year / 4.0 * now.nominal
    assert signed / trend == pytest.approx(1.0, abs=0.15)


def test_heavy_projects_go_ahead_only_where_energy_quotas_leave_room(monkeypatch):
    """With no room all are dropped, with an extra quota of one all go ahead; light sectors never ask."""
    monkeypatch.setattr(environment, "change", lambda world, now: None)
    kept, dropped = {}, {}
    for case in ("light", "none", "half", "granted"):
        world = give_land(world_of(), serviced=1e6)
        world.scenario = with_rules(scenario_of(), projects={"leads_share": 5.0, "start_share": 0.95})
        world.projects.stage[:] = Stage.SIGNED
        world.projects.keep(np.zeros(world.projects.stage.size, np.bool_))
        world.projects.energy_need[:] = case != "light"
        world.environment.energy_headroom[:] = 0.5 if case == "half" else 0.0
        for county in range(world.opening.counties):
            world.projects.grant_quota(county, 1.0 if case == "granted" else 0.0)
        step(world)
        kept[case], dropped[case] = world.projects.ids.copy(), world.projects.dropped.sum()
        assert (dropped[case] > 0) == any(event.event == "project_refused" for event in world.events)
    assert dropped["light"] == dropped["granted"] == 0 and kept["none"].size == 0
    assert kept["half"].size + dropped["half"] == dropped["none"] == kept["granted"].size
    assert np.isin(kept["half"], kept["granted"]).all() and 0 < kept["half"].size < kept["granted"].size


def test_quotas_that_bind_leave_the_ordinary_year_as_it_was():
    world = give_land(world_of())
    projects_of = world.projects
    assert (projects.usual_room(world) == 1.0).all() and projects._signing(world) == 1.0
    projects_of.energy_need[0] = 1.0
    by_sector = projects_of.lead_weight.sum(0) * projects.usual_room(world) / projects._signing(world)
    assert by_sector.sum() == pytest.approx(1.0)


def test_no_parks_no_leads():
    world = world_with("projects")
    assert world.projects.lead_weight.any()
    for _ in range(3):
        step(world)
    assert not world.projects.signed_now.any() and world.projects.lost_leads.sum() == 0


def test_whoever_has_no_free_land_loses_its_leads_to_rivals():
    world = give_land(world_of(), serviced=0.0)
    step(world)
    assert not world.projects.signed_now.any()
    assert world.projects.lost_leads.sum() > 0


def test_relations_bring_leads_to_a_county():
    counts = []
    for relation in (0.0, 2.0):
        world = give_land(world_of(), serviced=1e6)
        world.projects.relation[:, 1] = relation
        for _ in range(8):
            step(world)
        here = np.array([park.county for park in world.region.parks])
        counts.append(np.bincount(here[world.projects.park], minlength=2))
    assert counts[1][1] > 1.5 * counts[0][1]


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_and_threads_changes_nothing(seed):
    worlds = [give_land(world_of()) for _ in range(2)]
    firms = worlds[1].firms
    for page in range(firms.used):
        live = int(firms.live[page])
        order = np.random.default_rng(seed).permutation(live)
        for table in (firms.floats, firms.yuans, firms.flags, firms.shorts, firms.ids):
            fields = table[page].reshape(-1, 1024)
            fields[:, :live] = fields[:, order]
    for _ in range(10):
        for world in worlds:
            step(world)
    arrays = [world_arrays(world) for world in worlds]
    for name, value in arrays[0].items():
        if not name.startswith(("firms/", "projects/page", "projects/row")):
            np.testing.assert_array_equal(value, arrays[1][name], err_msg=name)


def test_measures_add_up_from_parks_to_city():
    world, now = busy(16)
    opening = world.opening
    now.firm_counts = count_firms(
        world.firms,
        opening.county_of,
        opening.industry,
        opening.above_scale_threshold,
        2,
        world.region.towns.n,
    )
    found = measure(world, now)
    for key in ("projects_building", "investment_executed", "output_from_outside"):
        assert found["park"][key].sum() == found["county"][key].sum() == found["city"][key][0]
    assert found["city"]["output_from_outside"][0] > 0
    assert 0 <= found["city"]["diversion_share"][0] <= 1
