"""Matching by hand and by property: room is kept, certificates hold, the optimal is never beaten."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.policy import matching
from sim.policy.matching import Room, Weights


def pairs(chosen):
    return [tuple(pair) for pair in np.argwhere(chosen).tolist()]


def everybody(donors, recipients, most=1, per=1):
    return Room(np.ones((donors, recipients), np.bool_), most, per)


def test_the_best_is_mirrored_with_the_weakest():
    # donors worth 5, 9, 7; recipients worth 2, 1, 3: 9-1, 7-2, 5-3
    donors = np.argsort(-np.array([5, 9, 7]), kind="stable")
    recipients = np.argsort(np.array([2, 1, 3]), kind="stable")
    assert pairs(matching.in_turn(donors, recipients, everybody(3, 3))) == [(0, 2), (1, 1), (2, 0)]


def test_in_turn_everybody_gets_one_before_anybody_gets_two():
    chosen = matching.in_turn(np.arange(3), np.arange(2), everybody(3, 2, 1, 2))
    assert pairs(chosen) == [(0, 0), (1, 1), (2, 0)]
    # twice round: nobody gets the same partner twice
    chosen = matching.in_turn(np.arange(2), np.arange(2), everybody(2, 2, 2, 2))
    assert chosen.all()


def test_greed_takes_the_best_pair_and_may_miss_the_best_sum():
    score = np.array([[10, 9], [9, 1]])
    assert pairs(matching.greedy(score, everybody(2, 2))) == [(0, 0), (1, 1)]
    assert pairs(matching.optimal(score, everybody(2, 2))) == [(0, 1), (1, 0)]


def test_ties_go_to_the_lower_id():
    assert pairs(matching.greedy(np.ones((2, 3), np.int64), everybody(2, 3))) == [(0, 0), (1, 1)]
    assert pairs(matching.greedy(np.ones((1, 3), np.int64), everybody(1, 3, 2))) == [(0, 0), (0, 1)]


def test_a_stable_matching_by_hand():
    # recipient 0 likes donor 0 best, recipient 1 too; donor 0 prefers recipient 1
    likes = np.array([[9, 9], [1, 2]])
    donors = np.array([[1, 5], [4, 4]])
    room = everybody(2, 2)
    assert pairs(matching.stable(likes, donors, room)) == [(0, 1), (1, 0)]
    wrong = np.array([[True, False], [False, True]])
    assert matching.blocking_pairs(wrong, likes, donors, room).tolist() == [[0, 1]]


def test_the_objective_by_hand():
    gap, alike, minutes = np.array([[0.0, 4.0]]), np.array([[0.5, 1.0]]), np.array([[10.0, 30.0]])
    found = matching.objective(gap, alike, minutes, Weights(1.0, 2.0, 0.5))
    assert found.tolist() == [[500_000, 3_000_000]]
    # who is far below is not easy: 1 (1 - gap) + 2 alike + 0.5 near
    assert matching.ease(gap, alike, minutes, Weights(1.0, 2.0, 0.5)).tolist() == [[1_500_000, 2_000_000]]


def test_what_is_the_same_everywhere_counts_nothing():
    assert matching.standardised(np.full((2, 2), 7.0)).tolist() == [[0, 0], [0, 0]]
    assert matching.standardised(np.zeros((0, 3))).size == 0


def test_nobody_helps_itself():
    room = Room(~np.eye(3, dtype=np.bool_))
    weight = 9 * np.eye(3, dtype=np.int64)
    for chosen in (matching.greedy(weight, room), matching.optimal(weight, room)):
        assert not chosen.diagonal().any()
    assert matching.optimal(weight, room).sum() == 3


@st.composite
def markets(draw):
    donors, recipients = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    seed = draw(st.integers(0, 10**6))
    draws = np.random.default_rng(seed)
    weight = draws.integers(0, draw(st.sampled_from([3, 10**6])), (donors, recipients))
    other = draws.integers(0, 10**6, (donors, recipients))
    return weight, other, everybody(donors, recipients, draw(st.integers(1, 3)), draw(st.integers(1, 3)))


@settings(deadline=None, max_examples=150)
@given(markets())
def test_room_is_kept_and_certificates_hold(market):
    weight, other, room = market
    donors, recipients = np.argsort(-other[:, 0]), np.argsort(other[0])
    best = matching.optimal(weight, room)
    peers = [
        matching.in_turn(donors, recipients, room),
        matching.greedy(other, room),
        matching.greedy(weight, room),
        matching.stable(weight, other, room),
    ]
    for chosen in (best, *peers):
        assert (chosen.sum(0) <= room.most_per_recipient).all()
        assert (chosen.sum(1) <= room.most_per_donor).all()
    assert best.sum() == room.pairs
    assert matching.improvement(weight, best, room) is None
    assert all(weight[best].sum() >= weight[chosen].sum() for chosen in peers)
    assert not matching.blocking_pairs(peers[-1], weight, other, room).size


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 5), st.integers(0, 10**6))
def test_nothing_beats_the_optimal_by_brute_force(size, seed):
    weight = np.random.default_rng(seed).integers(0, 100, (size, size))
    best = max(sum(weight[d, r] for d, r in enumerate(order)) for order in permutations(range(size)))
    assert weight[matching.optimal(weight, everybody(size, size))].sum() == best


@settings(deadline=None, max_examples=60)
@given(markets())
def test_a_worse_choice_is_found_out_and_improved(market):
    weight, _, room = market
    chosen = matching.in_turn(np.arange(weight.shape[0]), np.arange(weight.shape[1]), room)
    best = matching.optimal(weight, room)
    if chosen.sum() == best.sum():
        better = matching.improvement(weight, chosen, room)
        assert (better is None) == (weight[chosen].sum() == weight[best].sum())
        if better is not None:
            assert weight[better].sum() > weight[chosen].sum() and better.sum() == chosen.sum()


@settings(deadline=None, max_examples=60)
@given(markets(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter_where_no_two_are_alike(market, chance):
    weight, other, room = market
    weight = weight * 10**7 + other * 37 + np.arange(weight.size).reshape(weight.shape)
    rows, columns = list(range(weight.shape[0])), list(range(weight.shape[1]))
    chance.shuffle(rows)
    chance.shuffle(columns)
    turned = np.ix_(rows, columns)
    np.testing.assert_array_equal(
        matching.greedy(weight[turned], room), matching.greedy(weight, room)[turned]
    )
    np.testing.assert_array_equal(
        matching.stable(weight[turned], weight[turned], room),
        matching.stable(weight, weight, room)[turned],
    )
    assert (
        weight[turned][matching.optimal(weight[turned], room)].sum()
        == weight[matching.optimal(weight, room)].sum()
    )


@pytest.mark.parametrize("rule", [matching.optimal, matching.greedy])
def test_where_nobody_is_nothing_is_matched(rule):
    room = Room(np.zeros((2, 2), np.bool_))
    assert not rule(np.ones((2, 2), np.int64), room).any()
