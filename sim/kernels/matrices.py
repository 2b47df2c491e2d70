"""Small matrices of cells and counties in plain loops: fixed order of sums, the same bits on every machine."""

from __future__ import annotations

import numpy as np

from sim.kernels.maths import I64, exp64, kernel, log64
from sim.kernels.solve import solve


@kernel
def market_access(minutes, masses, terminal, decay):
    """MA_c = sum_n masses[n] (minutes[c, n] + terminal)^-decay, for each row of minutes."""
    access = np.zeros(minutes.shape[0])
    for c in range(minutes.shape[0]):
        for n in range(minutes.shape[1]):
            access[c] += masses[n] * exp64(-decay * log64(minutes[c, n] + terminal))
    return access


@kernel
def trade_matrix(purchases, io):
    """Sales of cell (c, s) per unit of output of cell (b, j): a[s, j] R[s, b, c]; cells are county x sector."""
    sectors, counties = purchases.shape[0], purchases.shape[1]
    matrix = np.zeros((counties * sectors, counties * sectors))
    for c in range(counties):
        for s in range(sectors):
            for b in range(counties):
                for j in range(sectors):
                    matrix[c * sectors + s, b * sectors + j] = io[s, j] * purchases[s, b, c]
    return matrix


@kernel
def final_orders(baskets, basket, county, amount, counties):
    """Orders of final buyers by sector and county of the buyer, yuan [sectors, counties]."""
    orders = np.zeros((baskets.shape[1], counties))
    for i in range(amount.size):
        for s in range(baskets.shape[1]):
            orders[s, county[i]] += baskets[basket[i], s] * amount[i]
    return orders


@kernel
def planned_demand(purchases, matrix, fill, final, exports):
    """Demand of every cell: D = (I - M diag(fill))^-1 (R F + X), one solve and no iteration."""
    sectors, counties = purchases.shape[0], purchases.shape[1]
    n = counties * sectors
    right = np.empty(n)
    left = np.empty((n, n))
    for c in range(counties):
        for s in range(sectors):
            total = exports[c * sectors + s]
            for b in range(counties):
                total += final[s, b] * purchases[s, b, c]
            right[c * sectors + s] = total
    for i in range(n):
        for j in range(n):
            left[i, j] = (1.0 if i == j else 0.0) - matrix[i, j] * fill[j]
    return solve(left, right)


@kernel
def deliver_materials(matrix, planned, fill, needed, sectors):
    """Local materials, whole yuan [seller, buyer]: committed at the planned output, never more than needed."""
    n = planned.size
    sold = np.zeros((n, n), np.int64)
    for j in range(n):
        promised = 0.0
        for i in range(n):
            promised += matrix[i, j] * planned[j] * fill[i]
        cap = min(1.0, needed[j] / promised) if promised > 0.0 else 0.0
        left = needed[j]
        for i in range(n):
            amount = min(I64(matrix[i, j] * planned[j] * fill[i] * cap), left)
            sold[i, j] = amount
            left -= amount
    return sold


@kernel
def deliver_final(purchases, baskets, basket, county, amount, fill):
    """Local deliveries to final buyers, whole yuan [buyer, seller]; what is missing is imported."""
    sectors, counties = purchases.shape[0], purchases.shape[1]
    sold = np.zeros((amount.size, counties * sectors), np.int64)
    for i in range(amount.size):
        left = amount[i]
        b = county[i]
        for s in range(sectors):
            order = baskets[basket[i], s] * amount[i]
            if order > 0.0:
                for c in range(counties):
                    k = c * sectors + s
                    delivered = min(I64(order * purchases[s, b, c] * fill[k]), left)
                    sold[i, k] = delivered
                    left -= delivered
    return sold


@kernel
def move_people(people, base, attraction, groups, mobility):
    """Net moves between all pairs of places: base[n, m] (e^(d/2) - e^(-d/2)), d the gain of m over n.

    `base` is symmetric, so nobody moves on balance while all places are alike; what leaves one place enters another.
    `groups` [places, kinds of people]: who moves is drawn from the place left, by number times mobility.
    """
    n = people.size
    kinds = groups.shape[1]
    pull = np.empty(n)
    for i in range(n):
        pull[i] = exp64(0.5 * attraction[i])
    for i in range(n):
        for j in range(i + 1, n):
            if attraction[j] != attraction[i] and base[i, j] != 0.0:
                half = pull[j] / pull[i]
                moved = base[i, j] * (half - 1.0 / half)
                moved = min(
                    max(moved, -0.1 * people[j]), 0.1 * people[i]
                )  # a place never empties in a quarter
                people[i] -= moved
                people[j] += moved
                left = i if moved > 0.0 else j
                movable = 0.0
                for k in range(kinds):
                    movable += groups[left, k] * mobility[k]
                if movable > 0.0:
                    for k in range(kinds):
                        part = moved / movable * groups[left, k] * mobility[k]
                        groups[i, k] -= part
                        groups[j, k] += part
