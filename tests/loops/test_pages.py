"""Pages of firms: free rows are inert, threads and order invisible, closing, births and splits lose nothing."""

from __future__ import annotations

import numpy as np
import pytest

from sim.kernels.pages import BLOCK, FLAGS
from sim.loops import columns
from sim.loops.closing import close_firms
from sim.loops.splits import split_grown
from sim.step import step
from sim.tables import COLUMNS, Firms
from tests.loops.pages import MONEY, NAMES, run_all, totals, walked
from tests.worlds import world_of

CELLS = 6


def by_id(firms: Firms) -> dict[str, np.ndarray]:
    return firms.by_id(*NAMES)


def assert_same_firms(one: Firms, other: Firms) -> None:
    left, right = by_id(one), by_id(other)
    for name in NAMES:
        np.testing.assert_array_equal(left[name], right[name], err_msg=name)


def assert_free_rows_are_empty(firms: Firms) -> None:
    """Nobody's: no id, money, orders, people or machines; only a productivity that multiplies nothing may walk on."""
    free = ~(np.arange(BLOCK)[None, :] < firms.live[: firms.used, None])
    for name, (array, field) in COLUMNS.items():
        if name not in ("productivity", "efficiency"):
            values = getattr(firms, array)[: firms.used].reshape(firms.used, -1, BLOCK)[:, field]
            assert not values[free].any(), name
    assert not firms.ids[: firms.used][free].any()


def test_free_rows_stay_empty_through_a_run():
    world = world_of(firms_per_agent=2)
    for _ in range(6):
        step(world)
        assert_free_rows_are_empty(world.firms)


def spread_out(firms: Firms) -> Firms:
    """The same firms in twice as many pages: each page gives its second half to a page behind it."""
    firms.room(np.full(firms.head.size, BLOCK * 2))
    for page in range(firms.used):
        keep, new = int(firms.live[page]) // 2, firms.used
        for array in (firms.floats, firms.yuans, firms.flags, firms.shorts, firms.ids):
            old, fresh = (array[p].reshape(-1, BLOCK) for p in (page, new))
            fresh[:, : firms.live[page] - keep] = old[:, keep : firms.live[page]]
            old[:, keep:] = 0
        firms.live[new], firms.live[page] = firms.live[page] - keep, keep
        firms.cell[new], firms.following[new] = firms.cell[page], firms.following[page]
        firms.following[page] = new
        firms.used += 1
    return firms


def test_where_a_firm_lies_is_invisible():
    world = world_of()
    dense, sparse = world.firms.copy(), spread_out(world.firms.copy())
    assert sparse.used == 2 * dense.used and sparse.rows == dense.rows
    for one, other in zip(run_all(world, dense), run_all(world, sparse), strict=True):
        np.testing.assert_array_equal(one, other)
    assert_same_firms(dense, sparse)
    np.testing.assert_array_equal(walked(sparse), walked(dense))


@pytest.mark.parametrize("threads", [2, 3])
def test_threads_are_invisible(threads):
    world = world_of()
    alone, shared = spread_out(world.firms.copy()), spread_out(world.firms.copy())
    for one, other in zip(run_all(world, alone), run_all(world, shared, threads), strict=True):
        np.testing.assert_array_equal(one, other)
    for array in ("floats", "yuans", "flags", "shorts", "ids", "live"):
        np.testing.assert_array_equal(getattr(alone, array), getattr(shared, array))


def test_threads_are_invisible_in_a_run():
    worlds = [world_of(threads=threads, firms_per_agent=3) for threads in (1, 2, 3)]
    for _ in range(5):
        sums = [step(world).accounts for world in worlds]
        np.testing.assert_array_equal(sums[0], sums[1])
        np.testing.assert_array_equal(sums[0], sums[2])
    for world in worlds[1:]:
        assert_same_firms(worlds[0].firms, world.firms)
        np.testing.assert_array_equal(worlds[0].ledger.cash, world.ledger.cash)


def close(firms: Firms, page: int = 0, patience: int = 2) -> np.ndarray:
    """Close what is due on a page; the sums of its cell."""
    sums = np.zeros(len(columns.ACCOUNT_SUMS), np.int64)
    firms.live[page] = close_firms(
        firms.floats[page], firms.yuans[page], firms.flags[page], firms.shorts[page], firms.ids[page],
        firms.live[page], np.float32(0.9), patience, sums,
    )  # fmt: skip
    return sums


@pytest.mark.parametrize("which", [[0], [-1], [0, 1, 2], [3, -1], "all", "none", "half"])
def test_closing_keeps_everybody_else(which):
    world = world_of()
    firms = world.firms
    before, n = by_id(firms), int(firms.live[0])
    rows = (
        {"all": range(n), "none": [], "half": range(0, n, 2)}.get(which, which)
        if isinstance(which, str)
        else which
    )
    here = firms.ids[0, :n].copy()
    gone = {int(here[row]) for row in rows}
    firms.flags[0].reshape(FLAGS, BLOCK)[COLUMNS["leaving"][1], [row % n for row in rows]] = 1
    money = totals(firms, MONEY, CELLS)
    sums = close(firms)
    after = by_id(firms)
    assert set(after["ids"].tolist()) == set(before["ids"].tolist()) - gone
    stay = np.isin(before["ids"], after["ids"])
    for name in NAMES:
        np.testing.assert_array_equal(before[name][stay], after[name], err_msg=name)
    left = totals(firms, MONEY, CELLS)
    out = sums[columns.EXIT_REPAID] + sums[columns.EXIT_HOUSEHOLDS] - sums[columns.EXIT_OVERDRAFT]
    assert money["cash"][0] - left["cash"][0] == out
    assert money["loans"][0] - left["loans"][0] == sums[columns.EXIT_REPAID] + sums[columns.EXIT_LOANS]
    assert money["ordered"][0] - left["ordered"][0] == -sums[columns.ORDERS_PLACED]
    assert sums[columns.CLOSED] == len(gone) and sums[columns.INSOLVENT] == 0
    assert_free_rows_are_empty(firms)


def test_what_a_closed_firm_leaves():
    firms = Firms.empty(1, 1)
    firms.live[0] = 3
    firms.ids[0, :3] = [11, 12, 13]
    firms.write("members", np.array([1, 4, 1]))
    firms.write("cash", np.array([100, -30, 50]))
    firms.write("loans", np.array([60, 20, 80]))
    firms.write("ordered", np.array([5, 6, 7]))
    firms.write("capital", np.array([10.0, 20.0, 30.0]))
    firms.write("leaving", np.array([1, 0, 0]))
    firms.write("illiquid", np.array([0, 2, 1]))
    sums = close(firms)
    # The first repays 60 and leaves 40 to its owners; the second, two quarters without cash, leaves a debit of 30 and
    # a loan of 20 for its four members; the third, one quarter without cash, stays. Machines lose a tenth.
    assert sums[columns.EXIT_REPAID] == 60 and sums[columns.EXIT_HOUSEHOLDS] == 40
    assert sums[columns.EXIT_OVERDRAFT] == 30 and sums[columns.EXIT_LOANS] == 20
    assert sums[columns.CLOSED] == 5 and sums[columns.INSOLVENT] == 4
    assert sums[columns.ORDERS_PLACED] == -11
    assert sums[columns.POOL] / 2**20 == pytest.approx(27, rel=1e-6)
    assert firms.column("ids").tolist() == [13] and firms.column("cash").tolist() == [50]


def test_a_debt_larger_than_cash_leaves_a_loan():
    firms = Firms.empty(1, 1)
    firms.live[0] = 1
    firms.write("members", np.array([1]))
    firms.write("cash", np.array([50]))
    firms.write("loans", np.array([80]))
    firms.write("leaving", np.array([1]))
    sums = close(firms)
    assert (sums[columns.EXIT_REPAID], sums[columns.EXIT_LOANS], sums[columns.EXIT_HOUSEHOLDS]) == (50, 30, 0)
    assert firms.rows == 0


def test_ids_live_and_die_once():
    world = world_of()
    seen, living = set(world.firms.column("ids").tolist()), set(world.firms.column("ids").tolist())
    for _ in range(10):
        step(world)
        now = world.firms.column("ids").tolist()
        assert len(set(now)) == len(now)
        fresh = set(now) - living
        assert not fresh & seen
        seen, living = seen | fresh, set(now)


def test_splitting_keeps_totals_and_gives_ids_in_order():
    world = world_of(firms_per_agent=8, thin_below_yuan=4e6)
    firms = world.firms
    firms.write("cash", firms.column("cash") + 5)
    before, names = by_id(firms), (*MONEY, "members")
    whole = totals(firms, names, CELLS)
    extensive, cell = ("orders", "persons", "capital", "sales"), firms.cells_of_rows()
    sums = {name: np.bincount(cell, firms.column(name).astype(float), CELLS) for name in extensive}
    grown = (before["members"] > 1) & (before["sales"] >= np.float32(1.5e6) * before["members"])
    assert grown.any() and not grown[before["members"] > 1].all()
    split_grown(firms, 1.5e6)
    after = totals(firms, names, CELLS)
    for name in names:
        np.testing.assert_array_equal(whole[name], after[name], err_msg=name)
    expected = []
    for who, members, apart in zip(before["ids"].tolist(), before["members"], grown, strict=True):
        expected += [who + n for n in range(int(members) if apart else 1)]
    assert sorted(firms.column("ids").tolist()) == sorted(expected)
    cell = firms.cells_of_rows()
    for name in extensive:
        summed = np.bincount(cell, firms.column(name).astype(float), CELLS)
        np.testing.assert_allclose(summed, sums[name], rtol=1e-6, err_msg=name)
    assert_free_rows_are_empty(firms)
    np.testing.assert_array_equal(walked(firms), np.bincount(cell, minlength=CELLS))


def test_shares_of_a_split_differ_by_a_yuan_at_most():
    firms = Firms.empty(4, 1)
    firms.live[0] = 1
    firms.ids[0, 0] = 100
    firms.write("members", np.array([3]))
    firms.write("sales", np.array([9e6]))
    firms.write("cash", np.array([11]))
    firms.write("loans", np.array([3]))
    firms.write("productivity", np.array([0.5]))
    split_grown(firms, 3e6)
    rows = firms.by_id("ids", "cash", "loans", "sales", "members", "productivity")
    assert rows["ids"].tolist() == [100, 101, 102] and rows["cash"].tolist() == [4, 4, 3]
    assert rows["loans"].tolist() == [1, 1, 1] and rows["sales"].tolist() == [3e6] * 3
    assert rows["members"].tolist() == [1] * 3 and rows["productivity"].tolist() == [0.5] * 3
    split_grown(firms, 1.0)
    assert firms.rows == 3


def test_full_pages_chain_and_tables_grow():
    firms = Firms.empty(2, 2)
    firms.live[:2] = [BLOCK, 1]
    firms.ids[0], firms.ids[1, 0] = np.arange(1000, 1000 + 100 * BLOCK, 100), 7
    firms.write("members", np.full(BLOCK + 1, 4.0))
    firms.write("sales", np.full(BLOCK + 1, 4e7))
    firms.write("cash", np.arange(BLOCK + 1))
    split_grown(firms, 1e6)
    # Four rows for each of 1 025: four full pages of the first cell, one row of the second becomes four.
    assert firms.rows == 4 * (BLOCK + 1) and walked(firms).tolist() == [4 * BLOCK, 4]
    assert firms.live.size > 2 and firms.used == 5
    assert firms.column("cash").sum() == BLOCK * (BLOCK + 1) // 2
    assert np.unique(firms.column("ids")).size == firms.rows


def test_room_grows_without_moving_anybody():
    world = world_of()
    firms = world.firms
    before, capacity = by_id(firms), firms.live.size
    firms.room(np.zeros(CELLS, np.int64))
    assert firms.live.size == capacity
    firms.room(np.full(CELLS, 5000))
    assert firms.live.size >= firms.used + CELLS * (5000 // BLOCK + 1)
    assert (firms.following[capacity:] == -1).all() and (firms.live[capacity:] == 0).all()
    after = by_id(firms)
    for name in NAMES:
        np.testing.assert_array_equal(before[name], after[name])


def test_births_fill_and_chain_pages():
    """A cell whose page is nearly full gets its births all the same, on a page behind it."""
    world = world_of(parameters={"exit": {"scale": 0.0}})
    firms = world.firms
    have = int(firms.live[2])
    fill = BLOCK - 1 - have
    firms.ids[2, have : BLOCK - 1] = np.arange(1, fill + 1)
    firms.live[2] = BLOCK - 1
    used = firms.used
    for _ in range(4):
        now = step(world)
    assert now.births[2, 0] > 0 and world.firms.used > used
    assert walked(world.firms).sum() == world.firms.rows
    assert_free_rows_are_empty(world.firms)


def test_a_copy_is_its_own():
    world = world_of()
    twin = world.firms.copy()
    twin.write("cash", twin.column("cash") + 1)
    twin.live[0] -= 1
    assert world.firms.rows == twin.rows + 1
    assert world.firms.column("cash")[0] == twin.column("cash")[0] - 1
