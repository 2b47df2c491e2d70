"""Fourth loop: output, who is paid what, loans and dividends, the next investment."""

from __future__ import annotations

import numpy as np

from sim.behaviour import credit, invest, orders, pay, produce
from sim.kernels.maths import I8, I64, F, exp32, kernel, rule
from sim.kernels.pages import (
    BLOCK,
    CAPITAL,
    CASH,
    CONSTRAINED,
    EFFICIENCY,
    HAZARD,
    ILLIQUID,
    LOANS,
    ORDERED,
    ORDERS,
    PERSONS,
    PRODUCTIVITY,
    PROPRIETOR,
    RUNG,
    SALES,
    TITLES,
    TOWN,
    rows,
)
from sim.loops.closing import close_firms
from sim.loops.columns import (
    ACCELERATOR,
    BAD,
    BY_CAPITAL,
    BY_PERSON,
    CALLABLE,
    CALLS,
    CALLS_HOUSEHOLDS,
    CAPITAL_PER_ORDER,
    CAPITAL_PER_YUAN,
    CASH_AFTER,
    CASH_BEFORE,
    CASH_SHARE,
    DEMAND,
    DEPRECIATION_VALUE,
    DIVIDENDS,
    DIVIDENDS_HOUSEHOLDS,
    EMPLOYED,
    ENTRANTS,
    GAIN_WEIGHT,
    HOUSEHOLD_SHARE,
    HOUSEHOLDS_CALLED,
    INTEREST,
    INVESTABLE_CASH,
    INVESTED,
    KEEP_CAPITAL,
    KEEP_WEIGHT,
    LOAN_LIMIT_VALUE,
    LOAN_RATE,
    LOAN_VALUE,
    LOANS_AFTER,
    LOANS_BEFORE,
    LOANS_NEW,
    LOANS_REPAID,
    MATERIAL_COST,
    MATERIALS,
    ORDERS_PLACED,
    OUTPUT,
    OWNER,
    POOL,
    PRICE_NEXT,
    PRODUCTION_TAX,
    PROFIT_TAX,
    PROFIT_TAX_HIGH_TECH,
    PUT_OFF,
    REPLACEMENT,
    SALE_LIMIT,
    TAKEN,
    TAX_ON_PRODUCTION,
    TAX_ON_PROFIT,
    TAX_ON_PROFIT_HIGH_TECH,
    TOP_UP,
    UNPAID,
    USED,
    USED_PAID,
    USED_PRICE,
    WAGE,
    WAGE_TO_PRODUCTIVITY,
    WAGES,
)
from sim.loops.fixed import FIXED, LARGEST
from sim.tables.recognition import Title

HIGH_TECH = int(Title.HIGH_TECH)
# Yuan (and persons) that one loop hands to the next.
CASH_LEFT, MADE, CASH_FLOW, VALUE_ADDED, TAXES, WORKING = range(6)


@kernel
def accounts_loop(
    first, last, floats, yuans, flags, shorts, ids, cell, live, table, patience, closing, sums, town_sums
):
    """Output, who is paid what, loans and dividends, next investment orders; then exits; sums per cell and town."""
    made = np.empty(3 * BLOCK, np.float32)  # output, wage bill, orders
    kept = np.empty(6 * BLOCK, np.int64)  # CASH_LEFT … WORKING: handed from one yuan loop to the next
    for page in range(first, last):
        k = cell[page]
        constant, x, q, z, s = table[k], floats[page], yuans[page], flags[page], sums[k]
        n = rows(live[page])
        owner_cell, callable_cell = constant[OWNER] > F(0.0), constant[CALLABLE] > F(0.0)
        households_cell = constant[HOUSEHOLDS_CALLED] > F(0.0)

        demand, taken = constant[DEMAND], constant[TAKEN]
        by_capital, by_person = constant[BY_CAPITAL], constant[BY_PERSON]
        keep, gain, wage, pass_through = (
            constant[KEEP_WEIGHT],
            constant[GAIN_WEIGHT],
            constant[WAGE],
            constant[WAGE_TO_PRODUCTIVITY],
        )
        for j in range(n):
            weight, persons = x[ORDERS * BLOCK + j], x[PERSONS * BLOCK + j]
            ordered = demand * weight
            able = produce.capacity(
                x[CAPITAL * BLOCK + j], persons, x[EFFICIENCY * BLOCK + j], by_capital, by_person
            )
            output = produce.deliver(ordered, able, taken)
            x[ORDERS * BLOCK + j] = orders.follow(weight, output, keep, gain)
            x[SALES * BLOCK + j] = F(0.75) * x[SALES * BLOCK + j] + output
            made[j] = output
            made[BLOCK + j] = wage * persons * exp32(pass_through * x[PRODUCTIVITY * BLOCK + j])
            made[2 * BLOCK + j] = ordered

        materials_rate, tax_rate, loan_rate = (
            constant[MATERIALS],
            constant[PRODUCTION_TAX],
            constant[LOAN_RATE],
        )
        depreciation, profit_rate, used = constant[DEPRECIATION_VALUE], constant[PROFIT_TAX], constant[USED]
        keep_capital, capital_per_yuan = constant[KEEP_CAPITAL], constant[CAPITAL_PER_YUAN]
        used_price, unpaid, reduced_rate = (
            constant[USED_PRICE],
            constant[UNPAID],
            constant[PROFIT_TAX_HIGH_TECH],
        )
        outputs = materials = wages = taxes = profits = interests = invested = used_paid = persons_sum = (
            before
        ) = put_off = reduced = 0
        bad = 0
        for j in range(n):
            # One comparison for all that is cast below; NaN anywhere fails it.
            all_of_it = made[j] + made[BLOCK + j] + made[2 * BLOCK + j] + x[CAPITAL * BLOCK + j]
            bad += I64(not (all_of_it + x[SALES * BLOCK + j] + x[HAZARD * BLOCK + j] < LARGEST))
            output, cash, ordered = pay.in_yuan(made[j]), q[CASH * BLOCK + j], q[ORDERED * BLOCK + j]
            material = pay.share_of(materials_rate, output)
            tax = pay.share_of(tax_rate, output - material)
            interest = pay.share_of(loan_rate, q[LOANS * BLOCK + j])
            left = output - material - tax - interest
            wage_paid = pay.wage_bill(
                pay.in_yuan(made[BLOCK + j]), left, owner_cell | (z[RUNG * BLOCK + j] <= PROPRIETOR)
            )
            net = left - wage_paid
            high_tech = z[TITLES * BLOCK + j] & HIGH_TECH != 0
            rate = reduced_rate if high_tech else profit_rate
            on_profit = pay.profit_tax(rate, net, depreciation * x[CAPITAL * BLOCK + j])
            second_hand = pay.share_of(used, ordered)
            paid_used = pay.share_of(used_price, second_hand)
            late = pay.put_off(unpaid, output)
            x[CAPITAL * BLOCK + j] = x[CAPITAL * BLOCK + j] * keep_capital + F(ordered) * capital_per_yuan
            working = I64(x[PERSONS * BLOCK + j] * FIXED)
            kept[CASH_LEFT * BLOCK + j] = cash + net - on_profit - (ordered - second_hand) - paid_used - late
            kept[MADE * BLOCK + j] = output
            kept[CASH_FLOW * BLOCK + j] = net - on_profit - late
            kept[VALUE_ADDED * BLOCK + j] = output - material
            kept[TAXES * BLOCK + j] = tax + on_profit
            kept[WORKING * BLOCK + j] = working
            outputs += output
            materials += material
            wages += wage_paid
            taxes += tax
            profits += on_profit
            reduced += on_profit if high_tech else I64(0)
            interests += interest
            invested += ordered - second_hand
            used_paid += paid_used
            put_off += late
            before += cash
            persons_sum += working
        s[OUTPUT] += outputs
        s[MATERIAL_COST] += materials
        s[WAGES] += wages
        s[TAX_ON_PRODUCTION] += taxes
        s[TAX_ON_PROFIT] += profits
        s[TAX_ON_PROFIT_HIGH_TECH] += reduced
        s[INTEREST] += interests
        s[INVESTED] += invested
        s[USED_PAID] += used_paid
        s[PUT_OFF] += put_off
        s[CASH_BEFORE] += before
        s[EMPLOYED] += persons_sum
        s[BAD] += bad

        cash_share, loan_value, limit_value = (
            constant[CASH_SHARE],
            constant[LOAN_VALUE],
            constant[LOAN_LIMIT_VALUE],
        )
        household_share, entrants, replacement = (
            constant[HOUSEHOLD_SHARE],
            constant[ENTRANTS],
            constant[REPLACEMENT],
        )
        accelerator, capital_per_order = constant[ACCELERATOR], constant[CAPITAL_PER_ORDER]
        sale_limit, price_next, top_up = constant[SALE_LIMIT], constant[PRICE_NEXT], constant[TOP_UP]
        investable = constant[INVESTABLE_CASH]
        dividends = to_households = calls = from_households = loans_new = repaid = 0
        after = loans_before = loans_after = pool = placed = 0
        for j in range(n):
            cash, owed, paid = kept[CASH_LEFT * BLOCK + j], q[LOANS * BLOCK + j], q[ORDERED * BLOCK + j]
            capital, constrained = x[CAPITAL * BLOCK + j], z[CONSTRAINED * BLOCK + j] != 0
            buffer = pay.share_of(cash_share, kept[MADE * BLOCK + j])
            loan_wanted = I64(0) if constrained else pay.in_yuan(loan_value * capital)
            change = credit.loan_change(loan_wanted, owed, cash - buffer)
            cash += change
            paid_out = credit.dividend(cash - buffer, paid, callable_cell | constrained)
            cash -= paid_out
            given, called = max(paid_out, I64(0)), max(-paid_out, I64(0))
            proprietor = z[RUNG * BLOCK + j] <= PROPRIETOR
            dividends += given
            to_households += given if proprietor else pay.share_of(household_share, given)
            calls += called
            from_households += called if households_cell | constrained else I64(0)
            help_needed = credit.emergency_loan(cash, I64(limit_value * capital) - owed - change)
            cash += help_needed
            now_owed = owed + change + help_needed
            q[CASH * BLOCK + j] = cash
            q[LOANS * BLOCK + j] = now_owed
            loans_new += max(change, I64(0)) + help_needed
            repaid -= min(change, I64(0))
            after += cash
            loans_before += owed
            loans_after += now_owed
            z[ILLIQUID * BLOCK + j] = I8(z[ILLIQUID * BLOCK + j] + I8(1)) if cash < I64(0) else I8(0)
            drift = x[HAZARD * BLOCK + j] - entrants
            wanted = invest.wanted_investment(
                capital, made[2 * BLOCK + j], drift, replacement, accelerator, capital_per_order
            )
            sold = invest.sold_capital(capital, wanted, sale_limit)
            capital -= sold
            x[CAPITAL * BLOCK + j] = capital
            pool += I64(sold * FIXED)
            wanted = max(wanted, F(0.0)) * price_next
            room = F(0.0) if constrained else max(F(0.0), limit_value * capital - F(now_owed))
            funds = max(F(0.0), F(cash)) * investable + room + max(F(0.0), F(kept[CASH_FLOW * BLOCK + j]))
            funds += wanted if callable_cell else F(0.0)
            ordered = pay.in_yuan(invest.funded(wanted, funds, constrained, top_up))
            q[ORDERED * BLOCK + j] = ordered
            placed += ordered
        s[DIVIDENDS] += dividends
        s[DIVIDENDS_HOUSEHOLDS] += to_households
        s[CALLS] += calls
        s[CALLS_HOUSEHOLDS] += from_households
        s[LOANS_NEW] += loans_new
        s[LOANS_REPAID] += repaid
        s[CASH_AFTER] += after
        s[LOANS_BEFORE] += loans_before
        s[LOANS_AFTER] += loans_after
        s[POOL] += pool
        s[ORDERS_PLACED] += placed

        add_by_town(shorts[page], live[page], kept, town_sums)
        if closing:
            live[page] = close_firms(x, q, z, shorts[page], ids[page], live[page], keep_capital, patience, s)


@rule
def add_by_town(short, n, kept, town_sums):
    """Value added, taxes and persons of a page's firms, added to their towns."""
    for j in range(n):
        town = short[TOWN * BLOCK + j]
        town_sums[town, 0] += kept[VALUE_ADDED * BLOCK + j]
        town_sums[town, 1] += kept[TAXES * BLOCK + j]
        town_sums[town, 2] += kept[WORKING * BLOCK + j]
