"""The passes over all firms as the step names them: constants in by cell, whole-number sums out by cell."""

from __future__ import annotations

import numpy as np

from sim.accounts import Holder, Kind
from sim.behaviour import digital, enter, hire, ladder, orders, produce, recognition
from sim.calendar import EPOCH, is_january, quarter_name
from sim.chance import Use, make_key, quarter_word
from sim.errors import NumberError
from sim.kernels.maths import F, exp_array
from sim.loops import births, columns, labour, listing, running, titles, weights
from sim.loops.fixed import UNFIX
from sim.loops.january import STEPS, reassess, size_rules
from sim.loops.splits import split_grown
from sim.quarter import Quarter
from sim.tables.recognition import Step
from sim.world import World


def climb_and_age(world: World) -> None:
    """January: grown bundles become single firms; noise and hazard by size and age; rungs; titles."""
    split_grown(world.firms, world.scenario.thin_below_yuan)
    known = world.recognition
    steps = reassess(
        world.firms,
        world.scenario.parameters,
        world.quarter,
        world.key,
        climbing=True,
        threads=world.threads,
        rates=ladder.rates_by_cell(world),
        marking=bool(known.active),
    )
    for number in range(STEPS):
        known.steps[:, number] = world.opening.by_county(steps[:, number])
    if known.active:
        look_at_titles(world)


def look_at_titles(world: World) -> None:
    """Titles loop: who is in the statistics, who holds or gains which title, who begins to digitalise."""
    opening = world.opening
    constants = recognition.assessment(world) | digital.adoption(world)
    table = titles.TABLE.fill(opening.cells, industry=opening.industry, **constants)
    sums = titles.assess_titles(
        world.firms,
        table,
        quarter_word(world.quarter, Use.RECOGNITION),
        (quarter_word(EPOCH, Use.OPENING_TITLES), make_key(world.scenario.opening_seed).seed),
        world.key,
        world.threads,
    )
    recognition.remember(world, sums, titles.SUMS)
    digital.remember(world, sums[:, titles.S_EARLY_DIGITAL])


def reconsider_customers(world: World, now: Quarter) -> None:
    """Weights loop: who keeps which customers, how productive firms are, who will leave."""
    word = quarter_word(world.quarter, Use.FIRM_QUARTER)
    sums = running.run_weights(world.firms, orders.reweigh_table(world, now), word, world.key, world.threads)
    now.weights = sums[:, weights.S_WEIGHT] * UNFIX
    now.weighted_productivity = sums[:, weights.S_WEIGHTED] * UNFIX
    now.investment_new = sums[:, weights.S_INVESTED]


def post_vacancies(world: World, now: Quarter) -> None:
    """Vacancies loop: persons wanted and dismissed."""
    sums = running.run_vacancies(world.firms, hire.vacancy_table(world, now), world.threads)
    now.vacancies = sums[:, labour.S_VACANT] * UNFIX
    now.dismissals = sums[:, labour.S_DISMISSED] * UNFIX


def offer_work(world: World, now: Quarter) -> None:
    """Capacity loop: people hired, orders beyond capacity, room to spare."""
    sums = running.run_capacity(world.firms, produce.capacity_table(world, now), world.threads)
    now.excess = sums[:, labour.S_EXCESS].astype(np.float64)
    now.slack = sums[:, labour.S_SLACK].astype(np.float64)


def account(world: World, now: Quarter) -> None:
    """Accounts loop: output, payments, loans, dividends, investment orders, exits."""
    opening, parameters = world.opening, world.scenario.parameters
    wage = opening.wage * exp_array(world.counties.log_wage)[opening.county_of] * now.nominal
    table = columns.accounts_table(
        opening,
        parameters,
        demand=now.orders_per_weight,
        taken=now.taken,
        scale=now.scale,
        price=now.price,
        price_next=now.price_next,
        growth=now.growth,
        output_per_capital=now.output_per_capital,
        output_per_person=now.output_per_person,
        wage=wage,
        used_share=world.cells.used_share,
        entrants=opening.entrant_mass,
        loan_rate=now.loan_rate,
        loan_limit=now.loan_limit,
        unpaid_share=now.unpaid_share,
        capital_wish=now.capital_wish,
    )
    patience = parameters.exit.quarters_without_cash
    try:
        sums, towns = running.run_accounts(
            world.firms, table, world.region.towns.n, True, patience, world.threads
        )
    except NumberError as error:
        cell = world.ledger.names[world.ledger.account[Holder.F][error.cell]]
        raise NumberError(error.cell, error.values, f"{quarter_name(world.quarter)}, {cell}") from None
    now.accounts, now.town_sums = sums, towns
    now.pool_received = sums[:, columns.POOL] * UNFIX


def found(world: World, now: Quarter) -> None:
    """Births loop: the quarter's entrants by town and sector."""
    firms, opening, scenario = world.firms, world.opening, world.scenario
    rows = enter.plan_births(world, now)
    by_cell = np.zeros(opening.cells, np.int64)
    np.add.at(by_cell, opening.group_cell, rows)
    firms.room(by_cell)
    now.births = np.zeros((opening.cells, len(columns.BIRTH_SUMS)), np.int64)
    by_age, noise, death = size_rules(scenario.parameters)
    firms.used = births.births_loop(
        firms.floats, firms.yuans, firms.flags, firms.shorts, firms.ids,
        firms.cell, firms.live, firms.following, firms.head, firms.used,
        rows, opening.group_cell, opening.group_town_code, opening.group_town, opening.group_sector,
        scenario.firms_per_agent, enter.entrant_table(world, now), world.quarter - EPOCH,
        quarter_word(world.quarter, Use.ENTRANT), quarter_word(world.quarter, Use.ENTRANT_FORM), *world.key,
        F(by_age[0]), noise, death, now.births,
    )  # fmt: skip
    now.investment_ordered = (
        now.accounts[:, columns.ORDERS_PLACED] + now.births[:, columns.B_ORDERS]
    ).astype(np.float64)
    if is_january(world.quarter):
        go_public(world, now)


def go_public(world: World, now: Quarter) -> None:
    """Firms newly listed on a stock exchange sell shares to investors outside and order machines with a part of it."""
    known, rules = world.recognition, world.scenario.parameters.ladder
    if not known.active or not known.steps[:, Step.TO_PUBLIC].any():
        return
    equity, ordered = listing.sell_shares(
        world.firms, rules.new_shares_of_sales, rules.new_shares_invested_share
    )
    account = world.ledger.account
    world.ledger.post(Kind.LISTING_EQUITY, account[Holder.RX], account[Holder.F], equity)
    now.firm_money[Kind.LISTING_EQUITY] = now.firm_money.get(Kind.LISTING_EQUITY, 0) + equity
    now.investment_ordered = now.investment_ordered + ordered
    for cell in np.flatnonzero(equity):
        name = world.ledger.names[account[Holder.F][cell]]
        world.log("went_public", name, int(equity[cell]), "shares sold to investors outside")
