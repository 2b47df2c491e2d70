"""Values of members: worked numbers, the axioms, and sampled orders that agree with all coalitions."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.attribution import measured
from analysis.shapley import Game, alone, interactions, last, merged, sampling_error, shapley, total
from experiments.attribution.coalitions import all_coalitions, coalitions, sampled_coalitions


def game_of(members, worth_of, replicates=3, places=2, orders=()):
    """A game in which each replicate and place has its own noise, the same in every coalition."""
    found = orders or all_coalitions(members)
    noise = np.random.default_rng(1).normal(size=(replicates, places))
    worth = np.array([[[worth_of(row, noise[r, p]) for p in range(places)] for r in range(replicates)]
                      for row in found.rows])  # fmt: skip
    return Game(tuple("abcdefghijkl"[:members]), found.rows, worth, found.orders)


def tangled(row, noise):
    """Members with unlike effects, one pair that helps, one that overlaps, and chance that moves each effect."""
    a, b, c = row[0], row[1], row[2]
    rest = sum(0.3 * (k + 1) * there for k, there in enumerate(row[3:]))
    return 5.0 + noise + (2 + 0.1 * noise) * a + b - 0.5 * c + 1.5 * a * b - 0.7 * b * c + rest


def test_three_members_worked_by_hand():
    # The glove game: a has a left glove, b and c a right one each; a pair is worth 6.
    game = game_of(3, lambda row, noise: 6.0 * (row[0] and (row[1] or row[2])), 1, 1)
    assert shapley(game)[:, 0, 0] == pytest.approx([4.0, 1.0, 1.0])
    assert alone(game)[:, 0, 0] == pytest.approx([0.0, 0.0, 0.0])
    assert last(game)[:, 0, 0] == pytest.approx([6.0, 0.0, 0.0])
    # I_ab = 1/2 (v(ab) - v(a) - v(b) + v()) + 1/2 (v(abc) - v(ac) - v(bc) + v(c)) = 6/2 + 0; I_bc = 0 - 6/2.
    found = interactions(game)[:, :, 0, 0]
    assert found[0, 1] == found[0, 2] == pytest.approx(3.0)
    assert found[1, 2] == pytest.approx(-3.0)


@pytest.mark.parametrize("members", [2, 5, 8])
def test_values_sum_to_the_whole_in_every_replicate(members):
    noise = np.random.default_rng(members).normal(size=(2**members, 4, 3))
    game = Game(tuple("abcdefgh"[:members]), all_coalitions(members).rows, 1e9 * noise)
    assert shapley(game).sum(0) == pytest.approx(total(game), rel=1e-12)


def test_a_member_that_changes_nothing_gets_zero_to_the_last_bit():
    worth = np.random.default_rng(0).normal(size=(16, 5, 2))
    inert = all_coalitions(5)
    game = Game(tuple("abcde"), inert.rows, np.concatenate([worth, worth]))
    assert (shapley(game)[4] == 0.0).all() and (interactions(game)[4, :4] == 0.0).all()


def test_members_that_do_the_same_get_the_same():
    found = shapley(game_of(4, lambda row, noise: noise * (row[0] + row[1]) ** 2 + row[2]))
    assert found[0] == pytest.approx(found[1], rel=1e-12)


def test_effects_that_only_add_up_are_told_as_they_are():
    game = game_of(4, lambda row, noise: noise + row @ np.array([1.0, -2.0, 3.0, 0.5]))
    for measure in (shapley, alone, last):
        assert measure(game)[:, 0, 0] == pytest.approx([1.0, -2.0, 3.0, 0.5])
    pairs = interactions(game)
    assert np.nanmax(np.abs(pairs)) < 1e-12
    assert np.isnan(pairs[2, 2]).all()


def test_interactions_are_symmetric():
    pairs = interactions(game_of(4, tangled))
    assert np.array_equal(pairs, pairs.swapaxes(0, 1), equal_nan=True)
    assert pairs[0, 1, 0, 0] == pytest.approx(1.5) and pairs[1, 2, 0, 0] == pytest.approx(-0.7)


def test_sampled_orders_agree_with_all_coalitions():
    exact = game_of(6, tangled)
    drawn = game_of(6, tangled, orders=sampled_coalitions(6, 200, seed=3))
    away = np.abs(shapley(drawn) - shapley(exact)).mean(1)
    assert (away <= 4 * sampling_error(drawn) + 1e-12).all() and away.max() < 0.05
    assert shapley(drawn).sum(0) == pytest.approx(total(exact), rel=1e-12)
    assert interactions(drawn)[0, 1] == pytest.approx(interactions(exact)[0, 1])


def test_sampling_error_is_of_the_size_of_errors():
    errors, told = [], []
    exact = shapley(game_of(5, tangled))[1, :, 0].mean()
    for seed in range(60):
        drawn = game_of(5, tangled, orders=sampled_coalitions(5, 12, seed))
        errors.append(shapley(drawn)[1, :, 0].mean() - exact)
        told.append(sampling_error(drawn)[1, 0])
    assert 0.6 < np.std(errors) / np.sqrt(np.mean(np.square(told))) < 1.6


def test_orders_come_with_their_reverse_and_the_same_seed_draws_the_same():
    drawn = sampled_coalitions(9, 10, seed=5)
    assert len(drawn.orders) == 10
    assert all(one == other[::-1] for one, other in zip(drawn.orders[::2], drawn.orders[1::2], strict=True))
    again, other = (sampled_coalitions(9, 10, seed) for seed in (5, 6))
    assert np.array_equal(drawn.rows, again.rows) and drawn.orders == again.orders != other.orders
    assert len({tuple(row) for row in drawn.rows.tolist()}) == len(drawn.rows)


def test_up_to_eight_members_all_coalitions_are_there():
    assert len(coalitions(8, 16, 0).rows) == 256 and not coalitions(8, 16, 0).orders
    many = coalitions(9, 16, 0)
    assert many.orders and not many.rows[0].any() and many.rows[-1].all()


def test_members_put_together_are_one_member():
    game = game_of(4, tangled)
    found = merged(game, [1], "rest")
    assert found.members == ("b", "rest") and len(found.rows) == 4
    assert shapley(found).sum(0) == pytest.approx(total(game))
    b, alone_b = shapley(found)[0], alone(game)[1]
    assert b == pytest.approx((alone_b + last(game)[1]) / 2)


def test_of_one_draw_of_orders_there_is_no_interval():
    game = game_of(4, tangled, orders=sampled_coalitions(4, 2, seed=1))
    spread = sampling_error(game)
    assert np.isnan(spread).all()
    found = measured(shapley(game)[0], spread[0], len(game.orders))
    assert np.isnan(found["low"]).all() and np.isnan(found["high"]).all() and np.isfinite(found["mean"]).all()
    many = game_of(4, tangled, orders=sampled_coalitions(4, 8, seed=1))
    assert np.isfinite(measured(shapley(many)[0], sampling_error(many)[0], 8)["low"]).all()
