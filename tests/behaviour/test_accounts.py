"""One firm through the accounts of a quarter, in numbers small enough to follow by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.errors import NumberError
from sim.loops import columns
from sim.loops.columns import ACCOUNTS_TABLE
from sim.loops.running import run_accounts
from sim.tables import Firms

INDIVIDUAL, COMPANY = 0, 2

CELL = {
    "demand": 2.0,
    "output_per_capital": 1.0,
    "output_per_person": 100.0,
    "taken": 0.0,
    "keep_weight": 0.75,
    "gain_weight": 0.125,
    "wage": 20.0,
    "wage_to_productivity": 0.4,
    "materials": 0.5,
    "production_tax": 0.1,
    "loan_rate": 0.01,
    "depreciation_value": 0.05,
    "profit_tax": 0.25,
    "profit_tax_high_tech": 0.15,
    "used": 0.2,
    "keep_capital": 0.9,
    "capital_per_yuan": 1.0,
    "cash_share": 0.4,
    "loan_value": 0.3,
    "household_share": 0.4,
    "loan_limit_value": 0.5,
    "entrants": 0.0,
    "replacement": 0.1,
    "accelerator": 0.0,
    "capital_per_order": 1.0,
    "sale_limit": 0.1,
    "price_next": 1.0,
    "top_up": 0.7,
    "investable_cash": 0.5,
    "used_price": 0.5,
    "owner": 0.0,
    "callable": 0.0,
    "households_called": 0.0,
    "unpaid": 0.0,
}
FIRM = {
    "orders": 500.0,
    "persons": 10.0,
    "efficiency": 1.0,
    "capital": 2000.0,
    "sales": 4000.0,
    "members": 1.0,
    "cash": 400,
    "loans": 600,
    "ordered": 200,
    "rung": COMPANY,
    "ids": 5,
}


def quarter(cell: dict | None = None, patience: int = 2, **firm: float) -> tuple[dict, dict]:
    """The firm after a quarter, and the sums of its cell; `cell` and `firm` change what is above."""
    firms = Firms.empty(1, 1)
    firms.live[0] = 1
    firms.ids[0, 0] = 5
    for name, value in (FIRM | firm).items():
        if name != "ids":
            firms.write(name, np.array([value]))
    table = ACCOUNTS_TABLE.fill(1, **(CELL | (cell or {})))
    sums, _ = run_accounts(firms, table, 1, True, patience)
    after = {
        name: float(firms.column(name)[0])
        for name in ("orders", "capital", "sales", "cash", "loans", "ordered", "illiquid")
        if firms.rows
    }
    return after, dict(zip(columns.ACCOUNT_SUMS, sums[0].tolist(), strict=True))


def test_an_ordinary_quarter():
    after, sums = quarter()
    # Orders 2 * 500 = 1 000; plant 2 000 and people 1 000 suffice: 1 000 yuan of output.
    assert sums["output"] == 1000 and after["orders"] == 500 and after["sales"] == 4000
    # Materials 500, tax 50 on the other 500, interest 6, wages 10 * 20 = 200: 244 left;
    # tax on 244 less depreciation of 100 is 36.
    assert (sums["materials"], sums["production_tax"], sums["interest"], sums["wages"]) == (500, 50, 6, 200)
    assert sums["profit_tax"] == 36
    # Of 200 ordered machines 40 are used and cost 20; capital 0.9 * 2 000 + 200 = 2 000.
    assert (sums["investment_new"], sums["used_paid"], after["capital"]) == (160, 20, 2000)
    # Cash 400 + 244 - 36 - 160 - 20 = 428; the loan stays at 0.3 * 2 000; above the buffer of 400 lie 28.
    assert (sums["dividends"], sums["dividends_households"], after["cash"], after["loans"]) == (
        28,
        11,
        400,
        600,
    )
    # 0.1 * 2 000 are wanted next; half the cash and the profit of 208 can pay for it.
    assert after["ordered"] == 200 and sums["ordered"] == 200
    assert sums["cash_before"] == 400 and sums["cash_after"] == 400 and sums["calls"] == 0


def test_what_came_in_went_out():
    for change in ({}, {"persons": 60.0}, {"cash": 0}, {"orders": 0.0}, {"loans": 900}, {"rung": INDIVIDUAL}):
        after, sums = quarter(**change)
        into = sums["output"] + sums["calls"] + sums["loans_new"]
        out = (
            "materials",
            "production_tax",
            "interest",
            "wages",
            "profit_tax",
            "investment_new",
            "used_paid",
        )
        spent = sum(sums[name] for name in (*out, "dividends", "loans_repaid"))
        assert sums["cash_after"] == sums["cash_before"] + into - spent
        assert sums["loans_after"] == sums["loans_before"] + sums["loans_new"] - sums["loans_repaid"]
        assert not after or after["cash"] == sums["cash_after"]


def test_a_firm_short_of_people_loses_customers():
    after, sums = quarter(persons=8.0)
    # 800 of 1 000: weight 0.75 * 500 + 0.125 * 800 = 475; sales 3 000 + 800
    assert sums["output"] == 800 and after["orders"] == 475 and after["sales"] == 3800


def test_a_firm_with_room_takes_over_others_orders():
    after, sums = quarter({"taken": 0.5}, persons=12.0)
    # Half of the room for 200 more; the customers stay with it.
    assert sums["output"] == 1100 and after["orders"] == 512.5


def test_productive_people_earn_more():
    _, sums = quarter(productivity=0.5)
    # 200 e^(0.4 * 0.5) = 244.28
    assert sums["wages"] == 244


def test_a_loss_is_not_taxed_and_not_paid_out():
    after, sums = quarter(persons=30.0)
    # Wages 600 from 444: a loss of 156; cash 400 - 156 - 180 = 64, below the buffer; nothing is wanted from owners.
    assert sums["wages"] == 600 and sums["profit_tax"] == 0
    assert (sums["dividends"], sums["calls"], after["cash"]) == (0, 0, 64)


@pytest.mark.parametrize("who", [{"rung": INDIVIDUAL}, {"cell": {"owner": 1.0}}])
def test_an_owner_takes_what_is_left(who):
    firm = {"persons": 30.0} | {name: value for name, value in who.items() if name != "cell"}
    after, sums = quarter(who.get("cell"), **firm)
    # 1 000 - 500 - 50 - 6 = 444 for people who would cost 600; cash 400 - 180 = 220
    assert sums["wages"] == 444 and sums["profit_tax"] == 0 and after["cash"] == 220


def test_an_owner_of_a_firm_without_sales_works_for_nothing():
    _, sums = quarter(orders=0.0, rung=INDIVIDUAL)
    # interest of 6 cannot be met out of nothing; wages are not negative
    assert sums["output"] == 0 and sums["wages"] == 0


def test_all_profit_of_a_sole_proprietor_stays_with_its_household():
    _, sums = quarter(rung=INDIVIDUAL)
    assert sums["dividends"] == sums["dividends_households"] == 28


def test_loans_follow_capital():
    _, sums = quarter(loans=500)
    # 600 is 0.3 * 2 000: 100 more at once
    assert (sums["loans_new"], sums["loans_repaid"]) == (100, 0)
    # Owing 900: interest 9, tax 0.25 * (241 - 100) = 35; cash 400 + 206 - 180 = 426, and 26 above the buffer repay.
    after, sums = quarter(loans=900)
    assert (sums["loans_new"], sums["loans_repaid"], after["loans"]) == (0, 26, 874)
    assert sums["dividends"] == 0


def test_a_constrained_firm_has_no_loan_and_its_owner_helps():
    # No interest: 250 left, tax 38; cash 0 + 212 - 180 = 32; the owner adds the missing 368, at most the 200 invested.
    after, sums = quarter(constrained=1, loans=0, cash=0)
    assert sums["loans_new"] == 0 and sums["calls"] == sums["calls_households"] == 200
    assert after["cash"] == 232
    # Funds 0.5 * 232 + 212 = 328 meet the 200 wanted.
    assert after["ordered"] == 200


def test_who_stands_for_owners_where_they_can_be_called():
    # Interest 6 as usual; cash 0 + 208 - 180 = 28: 200 of the missing 372 are called, from outside here.
    after, sums = quarter({"callable": 1.0}, cash=0)
    assert sums["calls"] == 200 and sums["calls_households"] == 0 and after["cash"] == 228
    _, sums = quarter({"callable": 1.0, "households_called": 1.0}, cash=0)
    assert sums["calls_households"] == 200


def test_without_cash_the_bank_helps_once_and_then_no_more():
    # Wages 800: 244 - 800 + 200 = -356; cash 400 - 356 - 180 = -136, lent as 0.5 * 2 000 - 600 = 400 leave room.
    after, sums = quarter(persons=40.0)
    assert sums["loans_new"] == 136 and after["cash"] == 0 and after["illiquid"] == 0
    # Owing 990, interest 10: -140, room for 10 only.
    after, sums = quarter(persons=40.0, loans=990)
    assert sums["loans_new"] == 10 and after["cash"] == -130 and after["illiquid"] == 1


def test_two_quarters_without_cash_end_a_firm():
    after, sums = quarter(persons=40.0, loans=990, illiquid=1)
    assert after == {} and sums["closed"] == sums["insolvent"] == 1
    assert sums["exit_overdraft"] == 130 and sums["exit_loans"] == 1000 and sums["exit_repaid"] == 0
    assert sums["ordered"] == 0


def test_too_much_plant_is_sold():
    after, sums = quarter({"accelerator": 0.5}, orders=50.0)
    # Orders of 100 need plant of 100: 0.1 * 2 000 + 0.5 * (100 - 2 000) = -750, a tenth of it can be sold.
    assert sums["pool"] / 2**20 == 200 and after["capital"] == 1800 and after["ordered"] == 0


def test_investment_ends_where_funds_end():
    # Plant of 2 000 when orders need 12 000: 200 + 0.15 * 10 000 = 1 700 wanted;
    # funds 0.5 * 400 + 208 + (0.5 * 2 000 - 600) = 808.
    grown = {"accelerator": 0.15, "capital_per_order": 12.0}
    assert quarter(grown)[0]["ordered"] == 808
    # who can call owners orders all of it
    assert quarter(grown | {"callable": 1.0})[0]["ordered"] == 1700
    # a constrained firm: no loan, no interest: tax 38, earned 212; cash 400 again: 200 + 212 and 0.7 of the rest
    assert quarter(grown, constrained=1, loans=0)[0]["ordered"] == pytest.approx(412 + 0.7 * 1288, abs=1)


def test_an_empty_firm_does_nothing():
    after, sums = quarter(
        **dict.fromkeys(("orders", "persons", "capital", "sales", "cash", "loans", "ordered"), 0)
    )
    assert set(after.values()) == {0.0}
    assert {name: value for name, value in sums.items() if value} == {}


def test_what_cannot_be_counted_is_refused():
    with pytest.raises(NumberError, match="cannot be counted"):
        quarter(persons=float("nan"))
    with pytest.raises(NumberError, match="cannot be counted"):
        quarter({"wage": 1e18})
