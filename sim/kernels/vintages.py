"""Tables with one row a place and one column an age: sums over ages, and a quarter's ageing of trees and of peel."""

from __future__ import annotations

import numpy as np

from sim.kernels.maths import kernel


@kernel
def sum_ages(table):
    """Sum over all ages, from the youngest to the oldest [places]."""
    out = np.zeros(table.shape[0])
    for place in range(table.shape[0]):
        total = 0.0
        for age in range(table.shape[1]):
            total += table[place, age]
        out[place] = total
    return out


@kernel
def full_grown(trees, lag, first):
    """Trees counted in full-grown ones: none below `lag`, then from `first` evenly to one at the oldest age."""
    places, ages = trees.shape
    out = np.zeros(places)
    for place in range(places):
        total = 0.0
        for age in range(lag, ages):
            total += (first + (1.0 - first) * (age - lag) / (ages - 1 - lag)) * trees[place, age]
        out[place] = total
    return out


@kernel
def age_trees(trees, planted, dead):
    """Trees a quarter later: all a quarter older, the oldest together less the dead, the planted the youngest."""
    places, ages = trees.shape
    out = np.empty_like(trees)
    for place in range(places):
        out[place, 0] = planted[place]
        for age in range(1, ages):
            out[place, age] = trees[place, age - 1]
        out[place, ages - 1] += trees[place, ages - 1] - dead[place]
    return out


@kernel
def age_peel(peel, dried, fit, released, spoiled, growth):
    """Peel a quarter later, and what was sold, lost and the worth of what was sold [places].

    Of peel of age `fit` and more the share `released` is sold, of all the share `spoiled` is lost; what is sold is
    worth `growth` times as much for each quarter above `fit`.
    """
    places, ages = peel.shape
    out = np.zeros_like(peel)
    sold, lost, worth = np.zeros(places), np.zeros(places), np.zeros(places)
    for place in range(places):
        out[place, 0] = dried[place]
        value = 1.0
        for age in range(ages):
            away = released * peel[place, age] if age >= fit else 0.0
            gone = spoiled * peel[place, age]
            out[place, min(age + 1, ages - 1)] += peel[place, age] - away - gone
            sold[place] += away
            lost[place] += gone
            if age >= fit:
                worth[place] += value * away
                value *= growth
    return out, sold, lost, worth
