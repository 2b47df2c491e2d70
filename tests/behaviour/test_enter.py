"""Births: numbers by place, sizes, first orders, legal forms."""

import math

import numpy as np
import pytest

from sim.accounts import Holder, Kind
from sim.behaviour import enter
from sim.chance import Use, draws, make_key, quarter_word
from sim.kernels.maths import F, kernel
from sim.kernels.pages import FROM_OUTSIDE
from sim.kernels.philox import normal32
from sim.step import step
from tests.worlds import world_of


@kernel
def weights_of(mean, u, v, sd):
    out = np.empty(u.size)
    for i in range(u.size):
        out[i] = enter.entrant_weight(mean, normal32(u[i], v[i]), sd)
    return out


def test_forms_follow_the_shares_of_small_firms():
    for chance, rung in ((0.69, 0), (0.71, 1), (0.81, 2)):
        assert enter.first_rung(F(chance), F(0.7), F(0.1)) == rung


def test_a_size():
    # 100 exp(0.8 * 1 - 0.32) = 161.60744
    assert enter.entrant_weight(F(100), F(1), F(0.8)) == pytest.approx(161.60744)
    assert enter.entrant_weight(F(100), F(3), F(0)) == 100


def test_sizes_are_right_in_the_mean():
    drawn = draws((3, 0), np.arange(100_000, dtype=np.uint64), 8092, Use.ENTRANT).astype(np.float32)
    u, v = (np.ascontiguousarray(drawn[:, column]) for column in (0, 1))
    sizes = weights_of(F(100), u, v, F(0.8))
    assert abs(sizes.mean() - 100) < 3 * sizes.std() / math.sqrt(sizes.size)


def test_a_first_order():
    # kappa 5 times 10 * 0.2 yuan of output at a price of 1.02: 10.2, cut
    assert enter.first_order(F(10), F(0.2), F(5), F(1.02)) == 10


def counts(means, quarter, towns=(7, 8, 9), sectors=(0, 1, 2), members=1.0, key=0):
    word = quarter_word(quarter, Use.BIRTH_COUNT)
    return enter.count_births(
        np.array(means), np.array(towns), np.array(sectors), members, word, *make_key(key)
    )


def test_births_are_right_in_the_mean():
    n = 2_000
    born = np.array([counts((0.3, 4.0, 7.9), 8092, key=key) for key in range(n)])
    assert set(np.unique(born[:, 0])) == {0, 1} and set(np.unique(born[:, 1])) == {4}
    for column, mean in ((0, 0.3), (2, 7.9)):
        share = mean % 1
        assert abs(born[:, column].mean() - mean) < 3 * math.sqrt(share * (1 - share) / n)


def test_no_mean_no_births_and_rows_stand_for_members():
    assert counts((0.0, 0.0, 0.0), 8092).tolist() == [0, 0, 0]
    assert counts((40.0, 80.0, 120.0), 8092, members=10.0).tolist() == [4, 8, 12]


def test_a_places_births_do_not_hang_on_other_places():
    all_three = [counts((0.5, 0.5, 0.5), q).tolist() for q in range(8092, 8112)]
    alone = [counts((0.5,), q, towns=(8,), sectors=(1,)).tolist() for q in range(8092, 8112)]
    assert [row[1] for row in all_three] == [row[0] for row in alone]
    assert len({tuple(row) for row in all_three}) > 1


def test_births_follow_the_trend_and_not_the_state():
    world, rich = world_of(), world_of()
    rich.cells.last_output = rich.cells.last_output * 3
    rich.counties.income = rich.counties.income * 3
    for _ in range(3):
        born, other = step(world).births[:, 0], step(rich).births[:, 0]
        assert born.tolist() == other.tolist()
    before = world.city.firm_index
    enter.advance_trend(world)
    assert world.city.firm_index / before == pytest.approx(1.03**0.25)


def test_founders_pay_what_entrants_hold():
    world = world_of()
    now = step(world)
    born = (world.firms.column("ids") >> np.uint64(24)) % np.uint64(1024) == now.number - 4 * 1990
    cell = world.firms.cells_of_rows()[born]
    held = np.bincount(cell, world.firms.column("cash")[born], world.opening.cells)
    np.testing.assert_array_equal(held, now.births[:, 1] + now.births[:, 2])
    ledger, by_county = world.ledger, world.opening.by_county
    from_home = -ledger.flows[ledger.slot(Kind.FOUNDERS_EQUITY), ledger.account[Holder.HH]]
    from_outside = -ledger.flows[ledger.slot(Kind.EQUITY_FROM_OUTSIDE), ledger.account[Holder.RX]].sum()
    # Plants that outside investors opened bring their machines and are paid by them alone; founders pay the rest.
    plants = born & (world.firms.column("origin") == FROM_OUTSIDE)
    assert plants.any() and from_outside == world.firms.column("cash")[plants].sum()
    theirs = by_county(
        np.bincount(cell[plants[born]], world.firms.column("cash")[plants], world.opening.cells)
    )
    np.testing.assert_array_equal(from_home, by_county(now.births[:, 1]) - theirs)
    assert (world.firms.column("persons")[born] == 0).all()
    assert (world.firms.column("capital")[born & ~plants] == 0).all()
    assert (world.firms.column("capital")[plants] > 0).all()
