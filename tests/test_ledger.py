"""The ledger: double entry in whole yuan, rows that add up to flows, and books broken on purpose."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.accounts import Holder, Kind, Plan, account_names
from sim.behaviour import bank, households
from sim.errors import LedgerError
from sim.ledger import Ledger
from sim.loops import columns
from sim.quarter import Quarter
from sim.step import step
from sim.world import World, open_world
from tests.worlds import programme, region_of, scenario_of, with_policy, world_of

CELLS = np.array([0, 0, 1, 1])
PLAN = Plan(counties=2, towns=3, county_of_cell=CELLS)
NAMES = account_names(("East", "West"), ("AGR", "IND"), ("a", "b", "c"))
QUARTER = 4 * 2023


OF_PROGRAMMES = (
    Kind.PROGRAMME_CONTRIBUTIONS,
    Kind.PROGRAMME_GRANTS,
    Kind.GOVERNMENT_PURCHASES,
    Kind.GOVERNMENT_INVESTMENT,
)


def new_ledger(*policies: str) -> Ledger:
    return Ledger(PLAN, NAMES, tuple((kind, name) for name in policies for kind in OF_PROGRAMMES))


def test_every_account_has_one_number_and_one_name():
    numbers = np.concatenate([PLAN.of(holder) for holder in Holder])
    assert numbers.tolist() == list(range(PLAN.accounts)) == list(range(len(NAMES)))
    assert PLAN.accounts == 2 + 4 + 4 + 3 + 2 + 5
    assert NAMES[PLAN.of(Holder.F)[2]] == "F West AGR" and NAMES[PLAN.of(Holder.TG)[1]] == "TG b"


def test_a_payment_is_booked_on_both_sides():
    ledger = new_ledger()
    homes, firms = ledger.account[Holder.HH], ledger.account[Holder.F]
    ledger.post(Kind.WAGES, firms[:2], homes, np.array([70, 30]))
    assert ledger.of(Holder.HH).tolist() == [70, 30]
    assert ledger.of(Holder.F).tolist() == [-70, -30, 0, 0]
    assert ledger.flows[Kind.WAGES].sum() == 0 and ledger.cash.sum() == 0
    ledger.check(QUARTER, ledger.of(Holder.F), {Kind.WAGES: np.array([-70, -30, 0, 0])})


def test_one_account_serves_all_partners():
    ledger = new_ledger()
    ledger.post(Kind.TRANSFERS, ledger.account[Holder.UP], ledger.account[Holder.CG], np.array([5, 7]))
    assert ledger.of(Holder.UP).tolist() == [-12] and ledger.of(Holder.CG).tolist() == [5, 7]
    ledger.post(Kind.BANK_DIVIDEND, ledger.account[Holder.BK], ledger.account[Holder.RX], np.int64(3))
    assert ledger.of(Holder.RX).tolist() == [3]


def test_a_payment_is_never_negative():
    ledger = new_ledger("fund")
    firms, homes = ledger.account[Holder.F], ledger.account[Holder.HH]
    with pytest.raises(
        LedgerError, match=r"WAGES: -1 yuan from F West AGR to HH West; a payment is never negative"
    ):
        ledger.post(Kind.WAGES, firms[2], homes[1], np.int64(-1))
    with pytest.raises(LedgerError, match="PROGRAMME_GRANTS of fund: -5 yuan from FD fund to CG East"):
        slot = ledger.slot(Kind.PROGRAMME_GRANTS, "fund")
        ledger.post(slot, ledger.account[Holder.FD], ledger.account[Holder.CG], np.array([-5, 0]))
    with pytest.raises(LedgerError, match="MATERIALS: -2 yuan from F East IND to F West AGR"):
        yuan = np.zeros((4, 4), np.int64)
        yuan[1, 2] = -2
        ledger.post_matrix(np.full(4, int(Kind.MATERIALS)), firms, firms, yuan)


def test_what_may_flow_either_way_changes_its_kind_with_its_direction():
    ledger = new_ledger()
    up, counties = ledger.account[Holder.UP], ledger.account[Holder.CG]
    ledger.post_either_way(Kind.TRANSFERS, Kind.REMITTANCES, up, counties, np.array([30, -20]))
    assert ledger.of(Holder.CG).tolist() == [30, -20] and ledger.of(Holder.UP).tolist() == [-10]
    assert ledger.flows[Kind.TRANSFERS, counties].tolist() == [30, 0]
    assert ledger.flows[Kind.REMITTANCES, counties].tolist() == [0, -20]


@pytest.mark.parametrize("amount", [1.5, 2.0, np.float32(3), True, np.int32(4)])
def test_only_whole_yuan_flow(amount):
    ledger = new_ledger()
    with pytest.raises(LedgerError, match="whole yuan"):
        ledger.post(Kind.WAGES, ledger.account[Holder.BK], ledger.account[Holder.RX], np.array([amount]))
    assert not ledger.cash.any()


def test_a_policy_has_its_own_slots():
    ledger = new_ledger("alpha", "beta")
    caused = [pair for pair in ledger.slots if pair[1]]
    assert len(ledger.slots) == len(Kind) + len(caused) == len(set(ledger.slots))
    assert {policy for _, policy in caused} == {"alpha", "beta"}
    assert (Kind.PROGRAMME_GRANTS, "alpha") in caused and (Kind.WAGES, "alpha") not in caused
    alpha, beta = (ledger.slot(Kind.PROGRAMME_GRANTS, name) for name in ("alpha", "beta"))
    assert len({alpha, beta, ledger.slot(Kind.PROGRAMME_GRANTS)}) == 3
    ledger.post(alpha, ledger.account[Holder.FD], ledger.account[Holder.CG], np.array([5, 6]))
    rows = ledger.rows()
    assert rows.policy == ("alpha", "alpha") and rows.yuan.tolist() == [5, 6]


@given(st.lists(st.tuples(st.integers(0, 17), st.integers(0, 17), st.integers(0, 10**12)), max_size=30))
def test_whatever_is_posted_sums_to_zero_and_balances(payments):
    ledger = new_ledger()
    ledger.open_quarter()
    for number, (payer, receiver, yuan) in enumerate(payments):
        ledger.post(list(Kind)[number % len(Kind)], np.array(payer), np.array(receiver), np.int64(yuan))
    assert ledger.cash.sum() == 0 and not ledger.flows.sum(1).any()
    ledger.check(QUARTER, ledger.of(Holder.F), {})
    assert ledger.rows().yuan.sum() == sum(yuan for _, _, yuan in payments)


def assert_rows_add_up(ledger: Ledger) -> None:
    """Rows between sites, netted by slot and site, are the flows of the accounts of that site."""
    rows = ledger.rows()
    number = {(int(holder), int(place)): n for n, (holder, place) in enumerate(ledger.sites)}
    net = np.zeros((len(ledger.slots), len(number)), np.int64)
    columns_of_rows = (rows.kind, rows.policy, rows.payer_holder, rows.payer_place)
    columns_of_rows += (rows.receiver_holder, rows.receiver_place, rows.yuan)
    for kind, policy, payer, at, receiver, to, yuan in zip(*columns_of_rows, strict=True):
        slot = ledger.slot(Kind(kind), policy)
        net[slot, number[int(payer), int(at)]] -= yuan
        net[slot, number[int(receiver), int(to)]] += yuan
    flows = np.zeros_like(net)
    for account, site in enumerate(ledger.site):
        flows[:, site] += ledger.flows[:, account]
    np.testing.assert_array_equal(net, flows)
    assert (rows.yuan > 0).all()


def test_rows_of_a_run_add_up_to_its_flows():
    policy = with_policy(scenario_of(warmup=0), fund=programme(4e6))
    world = open_world(region_of("pocket"), policy)
    for _ in range(4):
        step(world)
        assert_rows_add_up(world.ledger)
        before, change = world.ledger.before, world.ledger.flows.sum(0)
        np.testing.assert_array_equal(before + change, world.ledger.cash)
    assert "fund" in world.ledger.rows().policy


def broken_run(monkeypatch, breaks, owner, name, quarters=2) -> str:
    """Run a good quarter, then one in which `breaks` acts after the named step; what the run says as it stops."""
    world = world_of()
    for _ in range(quarters):
        step(world)
    original = getattr(owner, name)

    def tampered(world: World, now: Quarter) -> None:
        original(world, now)
        breaks(world, now)

    monkeypatch.setattr(owner, name, tampered)
    with pytest.raises(LedgerError) as stopped:
        step(world)
    return str(stopped.value)


def test_a_yuan_in_a_firms_cash_between_quarters_stops_the_run():
    world = world_of()
    step(world)
    cash = world.firms.column("cash")
    cash[0] += 1
    world.firms.write("cash", cash)
    with pytest.raises(LedgerError, match=r"2022Q2, F .*AGR, opening cash: .*\+1 yuan"):
        step(world)


def test_a_yuan_moved_between_firms_of_two_cells_is_found():
    world = world_of()
    cash, cell = world.firms.column("cash"), world.firms.cells_of_rows()
    cash[np.flatnonzero(cell == 1)[0]] -= 1
    cash[np.flatnonzero(cell == 2)[0]] += 1
    world.firms.write("cash", cash)
    with pytest.raises(LedgerError, match=r"2022Q1, F .*IND, opening cash: .*-1 yuan"):
        step(world)


def test_a_yuan_in_an_account_stops_the_run(monkeypatch):
    def break_it(world, now):
        world.ledger.cash[world.ledger.account[Holder.CG][1]] += 1

    said = broken_run(monkeypatch, break_it, bank, "wind_up")
    assert said.startswith("2022Q3, CG 山前县, all kinds: held") and "+1 yuan unaccounted for" in said


def test_a_yuan_from_nowhere_between_quarters_stops_the_run():
    world = world_of()
    step(world)
    world.ledger.cash[world.ledger.account[Holder.TG][0]] += 1
    with pytest.raises(LedgerError, match="2022Q2: all cash sums to 1 yuan, not to zero"):
        step(world)


def test_wages_posted_that_no_firm_paid_stop_the_run(monkeypatch):
    def break_it(world, now):
        account = world.ledger.account
        world.ledger.post(Kind.WAGES, account[Holder.F][4], account[Holder.HH][1], np.int64(1))

    said = broken_run(monkeypatch, break_it, households, "receive")
    assert said.startswith("2022Q3, F 山前县 IND, WAGES: posted") and "-1 yuan unaccounted for" in said


def test_wages_paid_that_were_never_posted_stop_the_run(monkeypatch):
    def break_it(world, now):
        now.accounts[2, columns.WAGES] += 1

    said = broken_run(monkeypatch, break_it, bank, "lend", quarters=0)
    assert "2022Q1" in said and "河口区" in said


def test_a_flow_that_does_not_sum_to_zero_stops_the_run(monkeypatch):
    def break_it(world, now):
        world.ledger.flows[Kind.PENSIONS, world.ledger.account[Holder.UP]] -= 1
        world.ledger.cash[world.ledger.account[Holder.UP]] -= 1

    said = broken_run(monkeypatch, break_it, bank, "wind_up")
    assert said == "2022Q3: PENSIONS does not sum to zero over all accounts"


def test_a_loan_the_bank_does_not_know_stops_the_run():
    world = world_of()
    step(world)
    loans = world.firms.column("loans")
    loans[-1] += 1
    world.firms.write("loans", loans)
    with pytest.raises(LedgerError, match=r"2022Q2, F 山前县 SRV, LOANS: .*\+1 yuan"):
        step(world)


def test_a_loan_missing_from_the_banks_book_stops_the_run(monkeypatch):
    def break_it(world, now):
        world.cells.loans[3] -= 1

    said = broken_run(monkeypatch, break_it, bank, "count_loans")
    assert said.startswith("2022Q3, F 山前县 AGR, LOANS: ") and "+1 yuan" in said


def test_a_good_run_is_not_stopped():
    world = world_of(firms_per_agent=4)
    for _ in range(8):
        step(world)
        assert world.ledger.cash.sum() == 0
        np.testing.assert_array_equal(
            world.ledger.of(Holder.F), np.bincount(
                world.firms.cells_of_rows(), world.firms.column("cash"), world.opening.cells
            ).astype(np.int64),
        )  # fmt: skip
