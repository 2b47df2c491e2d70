"""How alike two places are in what they make (产业相似度): the cosine of their sector structures.

sim(a, b) = sum_s v_a,s v_b,s / sqrt(sum_s v_a,s^2 sum_s v_b,s^2), v value added by sector: 1 for the same shares, 0
where nothing is made in common, whatever the size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.maths import kernel

if TYPE_CHECKING:
    from sim.world import World


def similarity(structures: np.ndarray) -> np.ndarray:
    """Similarity of every place with every other [places, places]; `structures` is value added [places, sectors].

    A place that makes nothing is like no other.
    """
    return np.asarray(_cosines(np.ascontiguousarray(structures, np.float64)))


def value_added(world: World) -> np.ndarray:
    """Value added of the last quarter, yuan [counties, sectors]; the first quarter's plan at the opening."""
    made = world.cells.last_output * (1.0 - world.opening.materials_share)
    return made.reshape(world.opening.counties, world.opening.sectors)


def county_similarity(world: World) -> np.ndarray:
    """Similarity of the counties as they are now [counties, counties]."""
    return similarity(value_added(world))


@kernel
def _cosines(structures):
    places, sectors = structures.shape
    product = np.zeros((places, places))
    for a in range(places):
        for b in range(places):
            for s in range(sectors):
                product[a, b] += structures[a, s] * structures[b, s]
    found = np.zeros((places, places))
    for a in range(places):
        for b in range(places):
            size = np.sqrt(product[a, a]) * np.sqrt(product[b, b])
            # Rounding may take the cosine of a place with itself a little above one.
            found[a, b] = min(1.0, product[a, b] / size) if size > 0.0 else 0.0
    return found
