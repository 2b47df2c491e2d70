"""Ties between paired places: investors who hear of the partner, purchases for its sake, parks built in common.

ties      outside donors: utility of their leads; counties: of investors who would choose the donor's county,
          relation x similarity^theta / (1 + minutes / the parameter), times the recipient's part of its county
purchases the donor's government buys from the recipient's county, as that county's own government buys
parks     joint part of park land j = yuan built in common / cost of all developed land, at most one; the recipient
          shares revenue above its reference by share x j; the donor may report a share of j's value added
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.accounts import Kind
from sim.kernels.maths import power_array
from sim.loops import columns
from sim.pairs.helping import Helping, Stream, part, workers_share
from sim.pairs.money import governments, whole
from sim.requests import Basket, order
from sim.selection.scope import county_of

if TYPE_CHECKING:
    from sim.quarter import Quarter
    from sim.world import World


def write_ties(world: World, helpings: list[Helping]) -> None:
    """All ties of the quarter anew."""
    if not any(one.channels.market is not None for one in world.scenario.policy.pairings.values()):
        return
    projects, rules = world.projects, world.scenario.parameters
    home, outside = np.zeros_like(projects.relation_home), np.zeros_like(projects.relation_paired)
    for helping in helpings:
        channel = helping.pairing.channels.market
        if channel is None or not channel.relation:
            continue
        theta = helping.pairing.mismatch_exponent
        theta = rules.knowhow.mismatch_exponent if theta is None else theta
        tie = channel.relation * helping.strength * power_array(helping.similarity, theta)
        tie = tie * part(world, helping)
        here = helping.recipient_county
        if helping.pairing.sides[0] == "outside":
            np.add.at(outside, (helping.donor, here), tie)
        else:
            tie = tie / (1.0 + helping.minutes / rules.projects.relation_minutes)
            apart = helping.donor_county != here
            np.add.at(home, (helping.donor_county[apart], here[apart]), tie[apart])
    projects.relation_home, projects.relation_paired = home, outside


def buy(world: World, now: Quarter, helping: Helping) -> None:
    """Order what the donors' governments buy from the recipients' counties this quarter."""
    stream = helping.streams.get("procurement")
    if stream is None or not stream.paid.any():
        return
    some = np.flatnonzero(stream.paid)
    slot = world.ledger.slot(Kind.GOVERNMENT_PURCHASES, helping.name)
    where = helping.recipient_county[some]
    order(now, slot, stream.payer[some], where, Basket.PURCHASES, stream.paid[some])
    inside = helping.donor_county[some] >= 0
    np.add.at(now.procured, where[inside], stream.paid[some][inside])
    np.add.at(now.procured, helping.donor_county[some][inside], -stream.paid[some][inside])


def joint_share(world: World, helping: Helping) -> np.ndarray:
    """Part of the recipient county's developed park land that was built in common, by pair."""
    parks, county = world.parks, county_of(world.region, "park")
    cost = world.scenario.parameters.parks.service_cost_yuan_per_mu
    worth = np.bincount(county, cost * parks.developed(), world.opening.counties)
    share = world.pair_state.joint[helping.rows] / np.maximum(worth[helping.recipient_county], 1.0)
    together = np.bincount(helping.recipient_county, share, world.opening.counties)
    return np.asarray(share / np.maximum(together[helping.recipient_county], 1.0))


def owe_revenue(world: World, now: Quarter, helping: Helping) -> None:
    """What recipients owe donors of the revenue that joint parks brought."""
    channel = helping.pairing.channels.coinvest
    if channel is None or not channel.revenue_share:
        return
    here = helping.recipient_county
    gained = np.maximum(now.budgets.above_reference[here], 0.0)
    owed = channel.revenue_share * joint_share(world, helping) * gained
    payer, claimed = governments(world, here)
    receiver, _ = governments(world, helping.donor_county)
    helping.streams["sharing"] = Stream(
        Kind.REVENUE_SHARING, "revenue_shared", whole(owed), payer, receiver, claimed
    )


def count_joint(world: World, now: Quarter, helping: Helping) -> None:
    """What was built in common this quarter, and the GDP of joint parks that donors report as theirs."""
    channel = helping.pairing.channels.coinvest
    if channel is None:
        return
    if channel.counted_gdp_share:
        _count_gdp(world, now, helping, channel.counted_gdp_share)
    world.pair_state.joint = world.pair_state.joint.copy()
    world.pair_state.joint[helping.rows] += helping.streams["coinvest"].paid / now.price


def _count_gdp(world: World, now: Quarter, helping: Helping, counted_share: float) -> None:
    """Move a share of the joint part's value added from the recipient's report into the donor's."""
    opening, treasury, here = world.opening, world.treasury, helping.recipient_county
    made = now.accounts[:, columns.OUTPUT] - now.accounts[:, columns.MATERIAL_COST]
    industry = opening.by_county(np.where(opening.industry, made, 0)).astype(np.float64)
    parks, county = np.arange(len(world.region.parks)), county_of(world.region, "park")
    on_land = np.bincount(county, workers_share(world, parks, county), opening.counties)
    value = industry * np.minimum(on_land, 1.0)
    moved = counted_share * joint_share(world, helping) * value[here]
    moved = np.where(helping.donor_county < 0, 0.0, moved)
    np.add.at(now.counted, helping.donor_county, moved)
    np.add.at(now.counted, here, -moved)
    change = np.zeros(opening.counties)
    np.add.at(change, helping.donor_county, moved)
    np.add.at(change, here, -moved)
    treasury.reported_so_far = treasury.reported_so_far + change
