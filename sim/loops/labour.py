"""Second and third loop: vacancies, then people hired and capacity."""

from __future__ import annotations

from sim.behaviour import hire, produce
from sim.kernels.maths import I64, kernel
from sim.kernels.pages import BLOCK, CAPITAL, EFFICIENCY, ORDERS, PERSONS, rows
from sim.loops.fixed import FIXED

HIRING_SUMS = ("vacancies", "dismissals")
S_VACANT, S_DISMISSED = range(2)


@kernel
def vacancies_loop(first, last, floats, cell, live, table, sums):
    """Persons wanted and dismissed, per cell."""
    for page in range(first, last):
        k = cell[page]
        constant, x = table[k], floats[page]
        demand, need, speed = (
            constant[hire.DEMAND],
            constant[hire.PERSONS_PER_ORDER],
            constant[hire.ADJUSTMENT],
        )
        vacant = dismissed = 0
        for j in range(rows(live[page])):
            ordered = demand * x[ORDERS * BLOCK + j]
            wanted = hire.wanted_change(
                ordered, x[EFFICIENCY * BLOCK + j], x[PERSONS * BLOCK + j], need, speed
            )
            change = I64(wanted * FIXED)
            vacant += max(change, I64(0))
            dismissed -= min(change, I64(0))
        sums[k, S_VACANT] += vacant
        sums[k, S_DISMISSED] += dismissed


CAPACITY_SUMS = ("excess", "slack")
S_EXCESS, S_SLACK = range(2)


@kernel
def capacity_loop(first, last, floats, cell, live, table, sums):
    """People hired at the county's fill rate; orders beyond capacity and room to spare, per cell."""
    for page in range(first, last):
        k = cell[page]
        constant, x = table[k], floats[page]
        demand, need = constant[produce.DEMAND], constant[produce.PERSONS_PER_ORDER]
        speed, fill = constant[produce.ADJUSTMENT], constant[produce.FILL]
        by_capital, by_person = constant[produce.OUTPUT_PER_CAPITAL], constant[produce.OUTPUT_PER_PERSON]
        excess = slack = 0
        for j in range(rows(live[page])):
            ordered, efficiency = demand * x[ORDERS * BLOCK + j], x[EFFICIENCY * BLOCK + j]
            persons = x[PERSONS * BLOCK + j]
            persons = hire.hire(persons, hire.wanted_change(ordered, efficiency, persons, need, speed), fill)
            x[PERSONS * BLOCK + j] = persons
            able = produce.capacity(x[CAPITAL * BLOCK + j], persons, efficiency, by_capital, by_person)
            gap = I64(ordered - able)
            excess += max(gap, I64(0))
            slack -= min(gap, I64(0))
        sums[k, S_EXCESS] += excess
        sums[k, S_SLACK] += slack
