"""ONE QUARTER, in order. The page to read first: named calls, one line of why above each.

No quarter needs a fixed point: final orders are set from what is known, one solve gives planned demand, firms ration
and make, what is missing is imported and what is left over is exported (tests of the core economy).
"""

from __future__ import annotations

from sim.behaviour import (
    access,
    anchors,
    bank,
    budgets,
    commuting,
    crowding,
    demand,
    effort,
    enter,
    environment,
    fields,
    hire,
    households,
    incomes,
    invest,
    knowhow,
    land,
    learn,
    moves,
    orchards,
    orders,
    parks,
    people,
    plants,
    produce,
    projects,
    recognition,
    renewal,
    reports,
    residents,
    returnees,
    services,
    statistics,
    tourism,
    transport,
    upgrade,
    villages,
    wages,
)
from sim.calendar import is_january
from sim.firm_quarter import account, climb_and_age, found, offer_work, post_vacancies, reconsider_customers
from sim.policy import event, pairing, programme, target
from sim.quarter import Quarter
from sim.world import World


def step(world: World, policies: bool = True) -> Quarter:
    """Move the world by one quarter; raises LedgerError when its books do not balance to the yuan."""
    now = world.begin_quarter()
    world.ledger.open_quarter()

    # What is dated or drawn happens first.
    event.happen(world, now, policies)
    # Links that have opened shorten journeys: more customers outside, more competition at home.
    transport.read_network(world, now)
    access.read_access(world)
    # Public capital and well-run parks make firms more productive; they were built by last quarter's budgets.
    learn.read_roads(world)
    # Linked counties have taught one another something.
    knowhow.use(world, now)
    parks.lift_firms(world, now)
    # Size, age and rung are looked at once a year, so that small changes flip no lottery in between.
    if is_january(world.quarter):
        climb_and_age(world)
        recognition.assess(world, now)
    upgrade.decide(world, now)
    # Leaders feel targets and divide their effort among goals; public debt takes room at the banks.
    target.press(world, now, policies)
    effort.allocate(world, now)
    crowding.read_credit(world, now)

    # Customers choose: weights, productivity, who will leave; the first pass over all firms.
    reconsider_customers(world, now)
    orders.normalise(world, now)

    # Households and governments plan from last quarter's income.
    households.plan(world, now)
    budgets.plan(world, now)
    # Investors choose places; parks, plots, land and villages plan; fields, orchards and sights have their season.
    anchors.pull_suppliers(world, now)
    projects.attract(world, now)
    land.plan(world, now)
    parks.plan(world, now)
    renewal.plan(world, now)
    villages.plan(world, now)
    orchards.grow(world, now)
    fields.sow(world, now)
    tourism.receive_visitors(world, now)
    services.serve(world, now)
    # Governments pay in order of rank, pairings, then programmes last; what is left is spent as usual.
    pairing.ask(world, now, policies)
    programme.ask(world, now, policies)
    budgets.honour_claims(world, now)
    pairing.commit(world, now)
    programme.commit(world, now)
    event.commit(world, now)
    target.commit(world, now)
    budgets.close_gaps(world, now)
    budgets.split_spending(world, now)

    # Final orders are fixed now, so one solve gives what every cell is asked for.
    demand.gather_buyers(world, now)
    demand.plan(world, now)

    # Firms ask for people, the pool within reach limits them all alike; then capacity meets orders.
    commuting.offer(world, now)
    post_vacancies(world, now)
    hire.fill_vacancies(world, now)
    offer_work(world, now)
    produce.reallocate(world, now)

    # Output, wages, taxes, loans, dividends, next investment; closed firms leave; new ones are founded.
    account(world, now)
    found(world, now)
    plants.open_plants(world, now)
    moves.relocate(world, now)

    # Every payment is posted once, under its kind, to a payer and a receiver.
    demand.settle(world, now)
    budgets.pay(world, now)
    budgets.defer(world, now)
    pairing.pay(world, now)
    programme.pay(world, now)
    event.pay(world, now)
    target.pay(world, now)
    budgets.collect(world, now)
    land.pay(world, now)
    parks.pay(world, now)
    renewal.pay(world, now)
    projects.pay(world, now)
    upgrade.pay(world, now)
    recognition.pay(world, now)
    villages.pay(world, now)
    commuting.pay(world, now)
    budgets.bridge(world, now)
    households.receive(world, now)
    enter.endow(world, now)
    bank.lend(world, now)
    bank.wind_up(world, now)
    bank.count_loans(world, now)
    bank.keep_capital(world, now)
    households.count_income(world, now)
    incomes.split(world, now)
    world.ledger.check(world.quarter, *bank.firms_own_books(world, now))

    # What the quarter leaves behind for the next: used machines, public capital, wages, people, know-how, the trend.
    invest.offer_used_capital(world, now)
    budgets.build(world, now)
    programme.deliver(world, now)
    wages.adjust(world, now)
    people.migrate(world)
    residents.grow_older(world, now)
    returnees.come_home(world, now)
    environment.change(world, now)
    reports.report(world, now)
    knowhow.learn(world, now)
    learn.advance_trend(world, now)
    enter.advance_trend(world)
    # Adopted targets are held against the quarter's own figures; what follows from them falls due in the next.
    if policies and target.due(world):
        target.judge(world, now, statistics.look(world, now))
    world.quarter += 1
    return now
