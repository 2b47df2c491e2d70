"""Who is matched with whom (结对方式): seven rules, and certificates of the two that promise something.

All rules take donors (rows) and recipients (columns) in the order of their ids, so that ties go to the lower id:

    rank_mirror  best donor with weakest recipient, then the second best ..., in rounds
    random       the same with both sides in an order drawn by lot
    similarity   greedily the most alike, nearest greedily the nearest
    optimal      max sum of w over the pairs, w = a gap + b similarity + c nearness, each standardised to 0..1
    stable       recipients propose: they like w; donors like a (1 - gap) + b similarity + c nearness

Every place has at most so many partners, never the same one twice. Scores are whole millionths: sums are exact, so
bits depend on no machine. Nothing here knows places or policies.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

MILLIONTHS = 1_000_000.0
NEVER = -(10**10)
"""Weight of a pair that may not be: below any sum of others."""


@dataclass(frozen=True)
class Room:
    """Which pairs may be [donors, recipients], and how many partners each side takes."""

    allowed: np.ndarray
    most_per_donor: int = 1
    most_per_recipient: int = 1

    @property
    def pairs(self) -> int:
        """Pairs there can be at most, were all allowed."""
        donors, recipients = self.allowed.shape
        of_donors = donors * min(self.most_per_donor, recipients)
        return min(of_donors, recipients * min(self.most_per_recipient, donors))


@dataclass(frozen=True)
class Weights:
    """Weights of gap, similarity and nearness in the objective."""

    gap: float = 1.0
    similarity: float = 1.0
    nearness: float = 1.0


def standardised(values: np.ndarray) -> np.ndarray:
    """(x - least) / (most - least), 0 where all are the same."""
    if not values.size:
        return values
    least, most = float(values.min()), float(values.max())
    return (values - least) / (most - least) if most > least else np.zeros_like(values)


def millionths(score: np.ndarray) -> np.ndarray:
    """A score in whole millionths."""
    return np.asarray(np.rint(MILLIONTHS * score), np.int64)


def objective(gap: np.ndarray, alike: np.ndarray, minutes: np.ndarray, weights: Weights) -> np.ndarray:
    """a gap + b similarity + c nearness of every pair, millionths [donors, recipients]."""
    near = standardised(-minutes)
    total = weights.gap * standardised(gap) + weights.similarity * standardised(alike)
    return millionths(total + weights.nearness * near)


def ease(gap: np.ndarray, alike: np.ndarray, minutes: np.ndarray, weights: Weights) -> np.ndarray:
    """What donors like: partners close to their own level, alike and near, millionths [donors, recipients]."""
    near = standardised(-minutes)
    total = weights.gap * (1.0 - standardised(gap)) + weights.similarity * standardised(alike)
    return millionths(total + weights.nearness * near)


def in_turn(donors: np.ndarray, recipients: np.ndarray, room: Room) -> np.ndarray:
    """Each donor in its turn takes the first recipient with the fewest partners; the order of both is given."""
    chosen = np.zeros(room.allowed.shape, np.bool_)
    partners = np.zeros(recipients.size, np.int64)
    for _ in range(room.most_per_donor):
        for donor in donors:
            free = room.allowed[donor, recipients] & ~chosen[donor, recipients]
            free &= partners[recipients] < room.most_per_recipient
            if free.any():
                waiting = np.where(free, partners[recipients], np.iinfo(np.int64).max)
                one = recipients[int(np.argmin(waiting))]
                chosen[donor, one] = True
                partners[one] += 1
    return chosen


def greedy(score: np.ndarray, room: Room) -> np.ndarray:
    """Pairs in order of their score, the best first, as long as both have room."""
    chosen = np.zeros(room.allowed.shape, np.bool_)
    donors = np.full(score.shape[0], room.most_per_donor)
    recipients = np.full(score.shape[1], room.most_per_recipient)
    order = np.argsort(-np.where(room.allowed, score, NEVER).ravel(), kind="stable")
    left = room.pairs
    for donor, recipient in zip(*np.unravel_index(order, score.shape), strict=True):
        if not left:
            break
        if donors[donor] and recipients[recipient] and room.allowed[donor, recipient]:
            chosen[donor, recipient] = True
            donors[donor] -= 1
            recipients[recipient] -= 1
            left -= 1
    return chosen


def optimal(weight: np.ndarray, room: Room) -> np.ndarray:
    """Most weight in all: assignment of copies, in rounds where both sides take several, then improved to the end."""
    # Half of what else a new process imports; most never come here.
    from scipy.optimize import linear_sum_assignment

    weight = np.where(room.allowed, weight, NEVER)
    chosen = np.zeros(weight.shape, np.bool_)
    donors = np.full(weight.shape[0], min(room.most_per_donor, weight.shape[1]))
    recipients = np.full(weight.shape[1], min(room.most_per_recipient, weight.shape[0]))
    rounds = int(recipients.max(initial=0)) if room.most_per_donor > 1 else 1
    for _ in range(rounds):
        copies = np.minimum(recipients, 1) if rounds > 1 else recipients
        rows, columns = np.repeat(np.arange(donors.size), donors), np.repeat(np.arange(copies.size), copies)
        worth = np.where(chosen, NEVER, weight)[np.ix_(rows, columns)]
        one, other = linear_sum_assignment(-worth.astype(np.float64))
        taken = worth[one, other] > NEVER
        chosen[rows[one[taken]], columns[other[taken]]] = True
        donors = min(room.most_per_donor, weight.shape[1]) - chosen.sum(1)
        recipients = min(room.most_per_recipient, weight.shape[0]) - chosen.sum(0)
    while (better := improvement(weight, chosen, room)) is not None:
        chosen = better
    return chosen


def improvement(weight: np.ndarray, chosen: np.ndarray, room: Room) -> np.ndarray | None:
    """As many pairs of more weight, or None: then none are better (no cycle of negative cost is left).

    Costs of the exchange graph: a free donor and one who gives a partner up are alike at the start of a path, a free
    recipient and one who loses its donor at its end; Bellman-Ford in whole numbers.
    """
    donors, recipients = chosen.shape
    source, sink = donors + recipients, donors + recipients + 1
    may = room.allowed & ~chosen
    far = np.int64(2**60)
    there = np.where(may, -weight, far)
    back = np.where(chosen, weight, far)
    free_donor = chosen.sum(1) < room.most_per_donor
    free_recipient = chosen.sum(0) < room.most_per_recipient
    distance = np.zeros(sink + 1, np.int64)
    before = np.full(sink + 1, -1)
    changed = np.zeros(0, np.int64)
    for _ in range(sink + 2):
        to_recipients = distance[:donors, None] + there
        to_donors = distance[None, donors:source] + back
        found = np.full(sink + 1, far)
        came = np.full(sink + 1, -1)
        if donors and recipients:
            came[donors:source] = to_recipients.argmin(0)
            found[donors:source] = to_recipients.min(0)
            came[:donors] = donors + to_donors.argmin(1)
            found[:donors] = to_donors.min(1)
        _relax(found, came, np.flatnonzero(free_donor), source, distance[source])
        _relax(found, came, donors + np.flatnonzero(chosen.any(0)), sink, distance[sink])
        _nearest(found, came, source, np.flatnonzero(chosen.any(1)), distance)
        _nearest(found, came, sink, donors + np.flatnonzero(free_recipient), distance)
        changed = np.flatnonzero(found < distance)
        if not changed.size:
            return None
        distance[changed], before[changed] = found[changed], came[changed]
    return _exchanged(chosen, before, int(changed[0]), sink + 1)


def _relax(found: np.ndarray, came: np.ndarray, nodes: np.ndarray, start: int, distance: np.int64) -> None:
    """Nodes that a single node leads to at no cost."""
    nearer = nodes[found[nodes] > distance]
    found[nearer], came[nearer] = distance, start


def _nearest(found: np.ndarray, came: np.ndarray, end: int, nodes: np.ndarray, distance: np.ndarray) -> None:
    """A single node that several lead to at no cost."""
    if nodes.size:
        best = nodes[int(np.argmin(distance[nodes]))]
        found[end], came[end] = distance[best], best


def _exchanged(chosen: np.ndarray, before: np.ndarray, node: int, nodes: int) -> np.ndarray:
    """The pairs after going once round the cycle that a node leads back to."""
    donors = chosen.shape[0]
    for _ in range(nodes):
        node = int(before[node])
    cycle, at = [node], int(before[node])
    while at != node:
        cycle.append(at)
        at = int(before[at])
    cycle.reverse()
    after = chosen.copy()
    for one, other in zip(cycle, [*cycle[1:], cycle[0]], strict=True):
        if max(one, other) < nodes - 2:
            donor, recipient = (one, other - donors) if one < donors else (other, one - donors)
            after[donor, recipient] = one < donors
    return after


def stable(recipients_like: np.ndarray, donors_like: np.ndarray, room: Room) -> np.ndarray:
    """Deferred acceptance: recipients propose down their lists, donors keep the best up to their room."""
    donors, recipients = room.allowed.shape
    lists = [
        [int(d) for d in np.argsort(-recipients_like[:, r], kind="stable") if room.allowed[d, r]]
        for r in range(recipients)
    ]
    held: list[list[int]] = [[] for _ in range(donors)]
    wants = [room.most_per_recipient] * recipients
    waiting = list(range(recipients - 1, -1, -1))
    while waiting:
        recipient = waiting[-1]
        if not wants[recipient] or not lists[recipient]:
            waiting.pop()
            continue
        donor = lists[recipient].pop(0)
        held[donor].append(recipient)
        wants[recipient] -= 1
        if len(held[donor]) > room.most_per_donor:
            worst = min(held[donor], key=lambda r: (donors_like[donor, r], -r))
            held[donor].remove(worst)
            wants[worst] += 1
            waiting.append(worst)
    chosen = np.zeros(room.allowed.shape, np.bool_)
    for donor, mine in enumerate(held):
        chosen[donor, mine] = True
    return chosen


def blocking_pairs(
    chosen: np.ndarray, recipients_like: np.ndarray, donors_like: np.ndarray, room: Room
) -> np.ndarray:
    """Pairs [n, 2] that both would rather have than what they hold: none where a matching is stable."""
    donors, recipients = chosen.shape
    by_recipient = _ranks(recipients_like.T)  # [recipients, donors], 0 is liked best
    by_donor = _ranks(donors_like)
    worst_of_recipient = np.where(chosen.T, by_recipient, -1).max(1, initial=-1)
    worst_of_donor = np.where(chosen, by_donor, -1).max(1, initial=-1)
    worst_of_recipient[chosen.sum(0) < room.most_per_recipient] = donors
    worst_of_donor[chosen.sum(1) < room.most_per_donor] = recipients
    rather = (worst_of_recipient[None, :] > by_recipient.T) & (by_donor < worst_of_donor[:, None])
    return np.argwhere(rather & room.allowed & ~chosen)


def _ranks(score: np.ndarray) -> np.ndarray:
    """Place of every column in a row's list, the best first, ties by column."""
    ranks = np.empty(score.shape, np.int64)
    order = np.argsort(-score, axis=1, kind="stable")
    np.put_along_axis(ranks, order, np.broadcast_to(np.arange(score.shape[1]), score.shape), axis=1)
    return ranks
