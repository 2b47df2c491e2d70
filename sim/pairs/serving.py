"""Staff and services that pairs send: teachers, doctors, first secretaries, officials; quality that is shared.

    staff    quality of schools or hospitals gains what the yuan of so many posted persons would buy there
             (`Services.raise_quality`); villages have a first secretary while somebody is posted
    service  a share of the gap in quality between the donor's schools or hospitals and the recipient's is closed
Both shrink with absorption x similarity^theta; donors inside the region lose a share of what recipients gain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.pairs.helping import Helping, fit
from sim.pairs.learning import post_officials
from sim.rates import per_quarter

if TYPE_CHECKING:
    from sim.world import World

HALF = 0.5
"""Least part of a first secretary's time that counts as one."""


def send_staff(world: World, helping: Helping, capacity: np.ndarray) -> None:
    """What the staff of one pairing do this quarter, as far as they are paid."""
    channel = helping.pairing.channels.staff
    if channel is None or (helping.recipient_county < 0).all():
        return
    there = channel.persons * helping.strength * helping.paid_share("staff")
    if channel.domain == "village":
        _post_secretaries(world, helping, there)
        return
    persons = there * fit(world, helping, capacity)
    if channel.domain == "government":
        post_officials(world, helping, persons)
        return
    if not world.services.known:
        return
    rules, people = world.scenario.parameters.services, world.towns.people
    worth = per_quarter(rules.posted_staff_yuan_per_year) / rules.staff_yuan_per_person
    for pair in np.flatnonzero(persons):
        giving, towns = (_towns(world, helping, int(pair), giving=side) for side in (True, False))
        gain = rules.quality_sd_index * worth * persons[pair] / max(float(people[towns].sum()), 1.0)
        gained, loss_share = np.full(towns.size, gain), channel.donor_loss_share
        world.services.give_quality(channel.domain, giving, towns, gained, loss_share, people)
        _remember(helping, int(pair), gained)


def share_services(world: World, helping: Helping, capacity: np.ndarray) -> None:
    """Part of the gap in quality is closed: g = share / 4 x what of help arrives x max(0, Q_d - Q_r)."""
    channel = helping.pairing.channels.service
    if channel is None or not world.services.known:
        return
    rate = per_quarter(channel.gap_share_per_year) * helping.strength * fit(world, helping, capacity)
    for pair in np.flatnonzero(rate):
        quality = getattr(world.services, f"{channel.domain}_quality")
        giving, towns = (_towns(world, helping, int(pair), giving=side) for side in (True, False))
        best = world.scenario.parameters.services.outside_quality_index
        if giving.size:
            people = world.towns.people[giving]
            best = float((quality[giving] * people).sum() / max(float(people.sum()), 1.0))
        gain = rate[pair] * np.maximum(best - quality[towns], 0.0)
        loss_share = channel.donor_loss_share
        world.services.give_quality(channel.domain, giving, towns, gain, loss_share, world.towns.people)
        _remember(helping, int(pair), gain)


def _towns(world: World, helping: Helping, pair: int, giving: bool) -> np.ndarray:
    """Towns of one side of a pair: itself, its own, or those of its county; none outside the region and of firms."""
    level = helping.pairing.sides[0 if giving else 1]
    place = int((helping.donor if giving else helping.recipient)[pair])
    if level in ("outside", "firm"):
        return np.zeros(0, np.int64)
    if level == "town":
        return np.array([place])
    if level == "village":
        return np.array([int(world.region.village_town[place])])
    if level == "park":
        return np.array([world.region.parks[place].town])
    county = (helping.donor_county if giving else helping.recipient_county)[pair]
    return np.flatnonzero(world.opening.town_county == county)


def _remember(helping: Helping, pair: int, gain: np.ndarray) -> None:
    """For the record: what the towns of a recipient gained on average."""
    helping.gained[pair] += float(gain.mean()) if gain.size else 0.0


def _post_secretaries(world: World, helping: Helping, persons: np.ndarray) -> None:
    """First secretaries for this quarter: of the recipient village, or of the worst led ones inside the place."""
    villages, level = world.villages, helping.pairing.sides[1]
    if level == "village":
        there = persons >= HALF
        villages.post_secretaries(helping.recipient[there], 1)
        return
    led = villages.governance + villages.lift
    town = np.asarray(world.region.village_town, np.int64)
    for pair in np.flatnonzero(persons >= HALF):
        inside = np.isin(town, _towns(world, helping, int(pair), giving=False)) & villages.collective
        rows = np.flatnonzero(inside)
        weakest = rows[np.argsort(led[rows], kind="stable")[: int(persons[pair] + HALF)]]
        villages.post_secretaries(weakest, 1)
