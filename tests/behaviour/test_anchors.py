"""Named anchors: who they are at the opening, what they pull, what their slump costs."""

from __future__ import annotations

import numpy as np
import pytest

from sim.behaviour import anchors
from sim.behaviour.projects import chain_factor
from sim.region.anchors import read_anchors
from sim.slump import slump
from sim.step import step
from sim.tables.rows import find_rows, values_of
from tests.lands import give_land
from tests.worlds import region_of, world_of


def test_the_largest_firm_of_its_county_and_sector_is_the_anchor():
    world = world_of()
    anchor = world.projects.anchor_firm[0]
    assert anchor > 0 and world.projects.anchor_cell[0] == 4
    page, row = find_rows(world.firms, np.array([4]), np.array([anchor], np.uint64))
    mine = world.firms.cells_of_rows() == 4
    assert values_of(world.firms, page, row, "sales")[0] == world.firms.column("sales")[mine].max()


def test_an_anchor_with_a_date_opens_then():
    world = give_land(world_of())
    opens = {a.id: a.opens for a in read_anchors(world.region)}["AN02"]
    assert world.projects.anchor_firm[1] == 0
    while world.quarter <= opens:
        step(world)
    assert world.projects.anchor_firm[1] > 0
    assert [e.quarter for e in world.events if e.event == "anchor_opened"] == [opens]


def test_jiangmen_names_its_anchors():
    found = {anchor.name_zh: anchor for anchor in read_anchors(region_of("jiangmen"))}
    assert {"李锦记", "中车广东", "富华重工", "隆基绿能鹤山"} <= set(found)
    assert found["中创新航江门基地一期"].investment == 13.5e9


def test_suppliers_come_when_an_anchor_grows():
    world = give_land(world_of())
    step(world)
    assert chain_factor(world)[1] == pytest.approx(1.0)
    world.projects.anchor_share[4] += 0.2
    assert chain_factor(world)[1] == pytest.approx(
        1.0 + 0.2 * world.scenario.parameters.projects.supplier_pull
    )


def test_a_slump_cuts_one_firm_s_orders_and_says_so():
    world = world_of()
    firm = int(world.projects.anchor_firm[0])
    at = find_rows(world.firms, np.array([4]), np.array([firm], np.uint64))
    before = values_of(world.firms, *at, "orders")[0]
    assert slump(world, firm, 0.1)
    assert values_of(world.firms, *at, "orders")[0] == pytest.approx(0.1 * before)
    assert world.events[-1].event == "firm_slump"
    assert not slump(world, 12345, 0.1)


def test_concentration_is_the_sum_of_squared_shares():
    world = world_of()
    anchors.look_at_large(world)
    opening = world.opening
    sales, cell = world.firms.column("sales").astype(float), world.firms.cells_of_rows()
    single = (world.firms.column("members") == 1) & (sales >= 2e7)
    added = sales * (1 - opening.materials_share[cell])
    total = np.bincount(opening.county_of, world.cells.last_output * (1 - opening.materials_share)) * 4
    expected = np.bincount(opening.county_of[cell[single]], added[single] ** 2, 2) / total**2
    np.testing.assert_allclose(world.projects.concentration, expected, rtol=1e-9)
