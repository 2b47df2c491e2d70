"""What recipients learn from donors: firms of their counties, parks, villages, offices; and help of posted officials.

    firms       a link of the know-how block, intensity x part of the recipient's county; links of a county add up to
                at most one; nobody is linked to its own county
    park        quality closes i r / 4 of the gap a quarter, r the catch-up of know-how a year; outside parks are as
                good as the best of the region
    village     lift of governance rises by i x what a first secretary gains x the gap in governance, up to his most
    government  effort for services and attraction is higher by i x the parameter while it lasts
Know-how of parks and villages is scaled by what of help arrives; links of firms by the know-how block itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.kernels.maths import power_array
from sim.pairs.helping import Helping, fit, part
from sim.rates import per_quarter
from sim.selection.scope import county_of
from sim.tables.treasury import Goal

if TYPE_CHECKING:
    from sim.world import World

HELPED_GOALS = (Goal.SERVICES, Goal.ATTRACTION)
LEAST_CAPACITY = 0.05
TEN = 10.0
"""Officials that the parameter of posted effort is about."""


def learn(world: World, helping: Helping, capacity: np.ndarray) -> None:
    """Know-how of one pairing: into links, parks, villages and offices."""
    channel = helping.pairing.channels.knowhow
    if channel is None or (helping.recipient_county < 0).all():
        return
    if channel.domain == "firms":
        helping.link = _linked(world, helping, channel.intensity, capacity)
        return
    helping.link = channel.intensity * helping.strength * fit(world, helping, capacity)
    if channel.domain == "government":
        added = world.scenario.parameters.knowhow.government_effort * helping.link * part(world, helping)
        _help_offices(world, helping, added)
    elif channel.domain == "park":
        _teach_parks(world, helping)
    else:
        _teach_villages(world, helping)


def _linked(world: World, helping: Helping, intensity: float, capacity: np.ndarray) -> np.ndarray:
    """Strength of each pair's link; what the know-how block will scale it by is undone where the pairing says so."""
    found = intensity * helping.strength * part(world, helping)
    own, usual = helping.pairing.mismatch_exponent, world.scenario.parameters.knowhow.mismatch_exponent
    alike = np.maximum(helping.similarity, 1e-6)
    if helping.pairing.sides[0] == "outside":
        found = found * power_array(alike, usual if own is None else own)
    elif own is not None:
        found = found * power_array(alike, own - usual)
    if not helping.pairing.absorption:
        found = found / np.maximum(capacity[helping.recipient_county], LEAST_CAPACITY)
    return np.where(helping.donor_county == helping.recipient_county, 0.0, np.minimum(found, 1.0))


def write_links(world: World, helpings: list[Helping]) -> None:
    """All links of the quarter anew; where those of a county add up to more than one, in proportion."""
    if not any(
        one.channels.knowhow is not None and one.channels.knowhow.domain == "firms"
        for one in world.scenario.policy.pairings.values()
    ):
        return
    inside, outside = (np.zeros_like(one) for one in (world.knowhow.intensity, world.knowhow.from_outside))
    for helping in helpings:
        channel = helping.pairing.channels.knowhow
        if channel is None or channel.domain != "firms":
            continue
        here = helping.recipient_county
        if helping.pairing.sides[0] == "outside":
            np.add.at(outside, (helping.donor, here), helping.link)
        else:
            np.add.at(inside, (helping.donor_county, here), helping.link)
    least = np.maximum(inside.sum(0) + outside.sum(0), 1.0)
    world.knowhow.intensity, world.knowhow.from_outside = inside / least, outside / least


def _teach_parks(world: World, helping: Helping) -> None:
    quality = world.parks.quality
    donors, recipients = helping.pairing.sides
    best = float(quality.max(initial=0.0))
    of_county = county_of(world.region, "park")
    rate = per_quarter(world.scenario.parameters.knowhow.catch_up_per_year)
    after = quality.copy()
    for pair in range(helping.rows.size):
        mine = np.flatnonzero(of_county == helping.recipient_county[pair])
        mine = helping.recipient[[pair]] if recipients == "park" else mine
        if donors == "park":
            level = float(quality[helping.donor[pair]])
        else:
            theirs = quality[of_county == helping.donor_county[pair]]
            level = best if donors == "outside" else float(theirs.max(initial=0.0))
        gain = rate * helping.link[pair] * np.maximum(level - quality[mine], 0.0)
        after[mine] += gain
        helping.gained[pair] += float(gain.mean()) if gain.size else 0.0
    world.parks.quality = np.minimum(after, 1.0)


def _teach_villages(world: World, helping: Helping) -> None:
    """Villages learn from a village led better; from others as from one led one point better."""
    villages, rules = world.villages, world.scenario.parameters.villages
    led = villages.governance + villages.lift
    if helping.pairing.sides[1] != "village":
        return
    ahead = np.ones(helping.rows.size)
    if helping.pairing.sides[0] == "village":
        ahead = np.clip(led[helping.donor] - led[helping.recipient], 0.0, 1.0)
    gain = per_quarter(rules.secretary_gain_per_year) * helping.link * ahead
    before = villages.lift[helping.recipient]
    after = villages.lift.copy()
    np.add.at(after, helping.recipient, gain)
    villages.lift = np.maximum(np.minimum(after, rules.secretary_most), villages.lift)
    helping.gained += villages.lift[helping.recipient] - before


def post_officials(world: World, helping: Helping, persons: np.ndarray) -> None:
    """Officials posted to a county add effort: e = parameter x persons / 10, scaled to the recipient's part."""
    added = world.scenario.parameters.effort.posted_effort * persons / TEN
    _help_offices(world, helping, added)


def _help_offices(world: World, helping: Helping, added: np.ndarray) -> None:
    here = helping.recipient_county
    for goal in HELPED_GOALS:
        np.add.at(world.treasury.helped, (here, np.full(here.size, goal)), added)
    helping.gained += added
