"""The bank: its book of loans, estates, its own capital."""

import numpy as np

from sim.accounts import Holder, Kind
from sim.behaviour import bank
from sim.loops import columns
from sim.step import step
from tests.worlds import core_world_of as world_of


def flow(world, kind, holder):
    ledger = world.ledger
    return ledger.flows[ledger.slot(kind), ledger.account[holder]]


def test_equity_is_its_share_of_loans_every_quarter():
    world = world_of()
    for _ in range(4):
        step(world)
        loans = int(world.cells.loans.sum() + world.cells.estate_loans.sum())
        bonds = int(world.counties.debt.sum()) + world.city.debt
        equity = loans + bonds + int(world.ledger.of(Holder.BK)[0])
        assert equity == int(0.08 * loans)
        paid, called = (flow(world, kind, Holder.BK)[0] for kind in (Kind.BANK_DIVIDEND, Kind.BANK_CAPITAL))
        assert paid * called == 0


def test_a_loss_is_made_good_from_outside():
    world = world_of()
    now = world.begin_quarter()
    world.ledger.open_quarter()
    loans = int(world.cells.loans.sum())
    world.cells.loans[0] -= 1000
    bank.keep_capital(world, now)
    needed = 1000 - (int(0.08 * loans) - int(0.08 * (loans - 1000)))
    assert flow(world, Kind.BANK_CAPITAL, Holder.BK)[0] == needed
    assert flow(world, Kind.BANK_DIVIDEND, Holder.BK)[0] == 0


def test_an_estate_pays_the_bank_first_and_owners_after():
    world = world_of()
    now = world.begin_quarter()
    world.ledger.open_quarter()
    now.accounts = np.zeros((6, len(columns.ACCOUNT_SUMS)), np.int64)
    now.accounts[:3, columns.USED_PAID] = [100, 30, 0]
    now.accounts[1, columns.EXIT_LOANS] = 7
    world.cells.estate_loans = np.array([40, 50, 20, 0, 0, 0])
    bank.wind_up(world, now)
    assert flow(world, Kind.ESTATE_LOANS, Holder.EST)[:3].tolist() == [-40, -30, 0]
    assert flow(world, Kind.ESTATE_REST, Holder.HH).tolist() == [60, 0]
    assert now.writeoffs[:3].tolist() == [0, 20, 20]
    assert world.cells.estate_loans.tolist() == [0, 7, 0, 0, 0, 0]


def test_the_books_of_loans_are_what_the_firms_owe():
    world = world_of()
    for _ in range(6):
        step(world)
        cell = world.firms.cells_of_rows()
        owed = np.zeros(6, np.int64)
        np.add.at(owed, cell, world.firms.column("loans"))
        np.testing.assert_array_equal(owed, world.cells.loans)


def test_estates_keep_nothing():
    world = world_of()
    for _ in range(6):
        step(world)
        assert (world.ledger.of(Holder.EST) == 0).all()
