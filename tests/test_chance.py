import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.calendar import EPOCH, parse_quarter
from sim.chance import Use, check_collisions, draw, draws, make_key, quarter_word
from sim.errors import InputError

NOW = parse_quarter("2023Q1")


def test_uses_are_unique_and_fit_their_bits():
    numbers = [use.value for use in Use]
    assert len(set(numbers)) == len(numbers) == len(Use.__members__)
    assert all(0 < number < 256 for number in numbers)


def test_uses_keep_their_numbers():
    # A number that changed would move every result there is; new uses are added here and there.
    first = {"FIRM_QUARTER": 1, "ENTRANT": 2, "LADDER": 3, "BIRTH_COUNT": 4, "ENTRANT_FORM": 5}
    opening = {
        "OPENING_TOWN": 33,
        "OPENING_PRODUCTIVITY": 34,
        "OPENING_AGE": 35,
        "OPENING_FORM": 36,
    }
    assert (first | opening).items() <= {use.name: use.value for use in Use}.items()


@given(st.integers(EPOCH, EPOCH + 4095), st.sampled_from(Use), st.integers(0, 4095))
def test_a_word_holds_quarter_use_and_block(quarter, use, block):
    word = int(quarter_word(quarter, use, block))
    assert (word >> 20, word >> 12 & 255, word & 4095) == (quarter - EPOCH, use, block)


@pytest.mark.parametrize(("quarter", "block"), [(EPOCH - 1, 0), (EPOCH + 4096, 0), (NOW, -1), (NOW, 4096)])
def test_addresses_out_of_range_are_refused(quarter, block):
    with pytest.raises(ValueError, match="no address"):
        quarter_word(quarter, Use.LADDER, block)


def test_every_part_of_the_address_changes_the_draw():
    addresses = [
        ((1, 2), 5, NOW, Use.LADDER, 0, 0),
        ((2, 2), 5, NOW, Use.LADDER, 0, 0),
        ((1, 3), 5, NOW, Use.LADDER, 0, 0),
        ((1, 2), 6, NOW, Use.LADDER, 0, 0),
        ((1, 2), 5 + 2**40, NOW, Use.LADDER, 0, 0),
        ((1, 2), 5, NOW + 1, Use.LADDER, 0, 0),
        ((1, 2), 5, NOW, Use.ENTRANT, 0, 0),
        ((1, 2), 5, NOW, Use.LADDER, 1, 0),
        ((1, 2), 5, NOW, Use.LADDER, 0, 7),
    ]
    values = [value for address in addresses for value in draw(*address)]
    assert len(set(values)) == len(values)


def test_a_row_depends_on_its_own_id_alone():
    ids = np.array([10**15, 3, 2**63 + 1, 77], np.uint64)
    table = draws((1, 2), ids, NOW, Use.OPENING_TOWN)
    np.testing.assert_array_equal(draws((1, 2), ids[::-1], NOW, Use.OPENING_TOWN), table[::-1])
    assert draw((1, 2), int(ids[2]), NOW, Use.OPENING_TOWN) == tuple(table[2])
    assert np.all((table > 0) & (table < 1))


def test_other_parties_may_differ_by_row():
    ids, others = np.array([1, 1, 1], np.uint64), np.array([0, 8, 9], np.uint64)
    table = draws((1, 2), ids, NOW, Use.OPENING_AGE, other=others)
    for row, other in zip(table, others, strict=True):
        assert tuple(row) == draw((1, 2), 1, NOW, Use.OPENING_AGE, other=int(other))


def test_draws_are_uniform_and_independent_of_the_neighbour():
    table = draws((0, 0), np.arange(100_000, dtype=np.uint64), NOW, Use.FIRM_QUARTER)
    assert np.all(np.abs(table.mean(axis=0) - 0.5) < 0.005)
    correlations = np.corrcoef(np.vstack([table.T, np.roll(table, 1, axis=0).T]))
    assert np.max(np.abs(correlations - np.eye(8))) < 0.015


@pytest.mark.parametrize(("seed", "replicate"), [(-1, 0), (2**32, 0), (0, 2**32), (0, -5), (0.5, 0)])
def test_keys_out_of_range_are_refused(seed, replicate):
    with pytest.raises(InputError, match="4294967295"):
        make_key(seed, replicate)


def test_codes_that_would_share_draws_are_refused():
    check_collisions([440700, 440781, 440781101, 440781101])
    with pytest.raises(InputError, match="equal modulo") as caught:
        check_collisions([7, 7 + 2**32, 2**32, 9], "places.csv")
    assert len(caught.value.problems) == 2
