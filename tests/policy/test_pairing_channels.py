"""What else flows between pairs, by hand: know-how, staff, services, ties, purchases, joint parks."""

import math

import numpy as np
import pytest

from sim.absorption import capacity
from sim.accounts import Holder, Kind
from sim.behaviour.statistics import gdp_three_ways
from sim.pairs import market, sides
from sim.run import measured
from sim.similarity import county_similarity
from sim.step import step
from sim.tables.treasury import Goal
from tests.policy.helps import EAST, WEST, helped_world, pairing, posted, told
from tests.worlds import region_of

EVEN = {"absorption": False, "mismatch_exponent": 0.0}
"""All that is sent arrives."""


def knowhow(domain="firms", intensity=0.8):
    return {"knowhow": {"domain": domain, "intensity": intensity}}


def staff(domain, persons=10, yuan=0.0, **changes):
    return {"staff": {"domain": domain, "persons": persons, "yuan_per_person_year": yuan} | changes}


def after_a_quarter(**plan):
    world = helped_world(help=pairing(**plan))
    return world, step(world)


def test_a_link_of_know_how_lasts_as_long_as_the_pairing():
    world, now = after_a_quarter(channels=knowhow(), ramp_quarters=2, end_date="2023-10-01")
    found = [world.knowhow.intensity[EAST, WEST]]
    for _ in range(3):
        step(world)
        found.append(world.knowhow.intensity[EAST, WEST])
    assert found == [0.4, 0.8, 0.8, 0.0]
    assert told(now, "knowhow") == [("990102", "990101", 0.4)]
    assert world.knowhow.gained.any() and not world.knowhow.intensity.any()


def test_a_town_is_a_part_of_its_county_and_links_add_up_to_one_at_most():
    world, _ = after_a_quarter(level="town", channels=knowhow())
    # two towns of the west, paired with one of the east each: 0.8 of all its people
    np.testing.assert_allclose(world.knowhow.intensity[EAST, WEST], 0.8, rtol=1e-3)
    match = {"rule": "nearest", "most_per_donor": 2, "most_per_recipient": 2}
    world, _ = after_a_quarter(level="town", match=match, channels=knowhow())
    assert world.knowhow.intensity[EAST, WEST] == 1.0


def test_a_pairing_inside_a_county_teaches_its_firms_nothing():
    world, now = after_a_quarter(level="town", donors=["桥头街道"], recipients=["沙洲镇"], channels=knowhow())
    assert not world.knowhow.intensity.any() and not told(now, "knowhow")


def test_universities_teach_from_outside():
    world, now = after_a_quarter(
        level="university_county", donors=["outside"], channels=knowhow(intensity=0.5), **EVEN
    )
    # the know-how block counts absorption itself, so what is not to count is made up for
    assert world.knowhow.from_outside[0, WEST] == pytest.approx(
        min(0.5 / capacity(world)[WEST], 1.0), rel=1e-3
    )
    assert not world.knowhow.intensity.any() and world.knowhow.linked
    gained = world.knowhow.gained.reshape(2, -1)
    assert (gained[WEST] > 0).any() and not gained[EAST].any()
    lead = world.scenario.parameters.knowhow.outside_lead_log
    assert gained.max() < 0.03 / 4 * (lead + 1.0)
    assert told(now, "knowhow")[0][1] == "OUT_WORLD"


def test_a_park_learns_part_of_the_gap_in_quality():
    world = helped_world(help=pairing("park", channels=knowhow("park", 1.0), **EVEN))
    world.parks.quality[:] = [0.9, 0.5]
    now = step(world)
    # 3 % a year of 0.4; less what unpaid upkeep wears
    np.testing.assert_allclose(told(now, "gained")[0][2], 0.03 / 4 * 0.4, rtol=0.05)
    assert world.parks.quality[1] > 0.5 and world.parks.quality[0] <= 0.9


def test_a_village_is_led_better_while_a_better_one_helps():
    pairs = [["上沙村委会", "松东村委会"]]
    plan = pairing("village", {"rule": "list", "pairs": pairs}, channels=knowhow("village", 1.0), **EVEN)
    world = helped_world(help=plan)
    one, other = (world.region.villages.names_zh.index(name) for name in pairs[0])
    world.villages.governance[[one, other]] = [1.2, 0.8]
    gained = told(step(world), "gained")[0][2]
    gain = world.scenario.parameters.villages.secretary_gain_per_year / 4
    assert gained == pytest.approx(gain * 0.4)
    assert told(step(world), "gained")[0][2] < gained


def test_offices_are_helped_and_officials_posted_add_effort_for_a_while():
    world, _ = after_a_quarter(channels=knowhow("government", 1.0), end_date="2023-07-01", **EVEN)
    rules = world.scenario.parameters
    helped = np.zeros((2, len(Goal)))
    helped[WEST, [Goal.SERVICES, Goal.ATTRACTION]] = rules.knowhow.government_effort
    np.testing.assert_allclose(world.treasury.helped, helped)
    step(world)
    np.testing.assert_allclose(world.treasury.effort - world.treasury.helped, 1.0, atol=0.02)
    for _ in range(2):
        step(world)
    assert not world.treasury.helped.any()
    world, _ = after_a_quarter(channels=staff("government", persons=20), **EVEN)
    assert world.treasury.helped[WEST, Goal.SERVICES] == pytest.approx(2 * rules.effort.posted_effort)


def test_wages_of_posted_staff_go_to_homes_of_the_recipient():
    world, now = after_a_quarter(channels=staff("government", persons=10, yuan=1e5))
    gdp_three_ways(world, now)
    flows, account = posted(world, Kind.PAIRING_STAFF, "help"), world.ledger.account
    assert flows[account[Holder.HH]].tolist() == [0, 250_000]
    assert flows[account[Holder.CG]].tolist() == [-250_000, 0]
    assert told(now, "staff_cost")[0][2] == 250_000
    plain = step(helped_world())
    assert now.income[WEST] - plain.income[WEST] > 240_000


def test_posted_teachers_raise_quality_and_are_missed():
    plain = helped_world()
    step(plain)
    world = helped_world(help=pairing(channels=staff("school", 10, donor_loss_share=0.5), **EVEN))
    now = step(world)
    rules, people = world.scenario.parameters.services, world.towns.people
    worth = 10 * rules.posted_staff_yuan_per_year / 4 / rules.staff_yuan_per_person
    gain = rules.quality_sd_index * worth / people[2:].sum()
    change = world.services.school_quality - plain.services.school_quality
    np.testing.assert_allclose(change[2:], gain, rtol=2e-3)
    # half of quality times people is lost where they came from
    np.testing.assert_allclose(
        (change[:2] * people[:2]).sum(), -0.5 * (change[2:] * people[2:]).sum(), rtol=2e-3
    )
    assert told(now, "gained")[0][2] == pytest.approx(gain, rel=2e-3)
    np.testing.assert_array_equal(world.services.hospital_quality, plain.services.hospital_quality)


def test_unpaid_staff_stay_at_home():
    channels = staff("school", 10_000, 1e6)
    world, now = after_a_quarter(channels=channels, **EVEN)
    share = now.pairs[0].paid_share("staff")[0]
    rules, people = world.scenario.parameters.services, world.towns.people[2:].sum()
    worth = 10_000 * rules.posted_staff_yuan_per_year / 4 / rules.staff_yuan_per_person
    assert 0 < share < 1
    assert told(now, "gained")[0][2] == pytest.approx(
        share * rules.quality_sd_index * worth / people, rel=2e-3
    )


def test_schools_share_their_quality():
    plain = helped_world()
    plain.services.school_quality[:] = [1.2, 1.0, 0.8, 1.0]
    step(plain)
    match = {"rule": "list", "pairs": [["桥头街道", "石门镇"]]}
    channel = {"service": {"domain": "school", "gap_share_per_year": 0.4, "donor_loss_share": 0.5}}
    world = helped_world(help=pairing("school", match, channels=channel, **EVEN))
    world.services.school_quality[:] = [1.2, 1.0, 0.8, 1.0]
    now = step(world)
    by_hand = plain.services
    gain, loss = by_hand.share_quality("school", 0, 2, 0.1, 0.5, world.towns.people)
    np.testing.assert_allclose(world.services.school_quality, by_hand.school_quality, rtol=1e-4)
    assert told(now, "gained")[0][2] == pytest.approx(gain) and loss > 0


def test_hospitals_beyond_lose_nothing_of_ours():
    channel = {"service": {"domain": "hospital", "gap_share_per_year": 0.4}}
    plain = helped_world()
    step(plain)
    world, _ = after_a_quarter(level="external_county", donors=["outside"], channels=channel, **EVEN)
    change = world.services.hospital_quality - plain.services.hospital_quality
    assert (change[2:] > 0).all() and not change[:2].any()


def test_help_shrinks_with_absorption_and_likeness():
    channel = {"service": {"domain": "school", "gap_share_per_year": 0.4}}
    full, scaled = (
        told(after_a_quarter(channels=channel, **rules)[1], "gained")[0][2]
        for rules in (EVEN, {"mismatch_exponent": 2.0})
    )
    world = helped_world(help=pairing(channels=channel))
    step(world)
    alike = float(world.pair_state.similarity[0])
    assert alike == pytest.approx(county_similarity(helped_world())[EAST, WEST], rel=1e-6)
    assert scaled / full == pytest.approx(alike**2 * capacity(world)[WEST], rel=2e-2)


def test_secretaries_are_there_while_they_are_posted():
    plan = pairing("county_village", donors=["east"], recipients=["松东村委会"], end_date="2023-07-01",
                   channels=staff("village", 1), **EVEN)  # fmt: skip
    world = helped_world(help=plan)
    village = world.region.villages.names_zh.index("松东村委会")
    lifts = []
    for _ in range(4):
        step(world)
        lifts.append(float(world.villages.lift[village]))
    assert 0 < lifts[0] < lifts[1] and lifts[3] < lifts[2] < lifts[1]
    assert not world.villages.secretary.any()
    # posted to a town they go where villages are led worst
    plan = pairing("county_town", donors=["east"], recipients=["松岭镇"], channels=staff("village", 2))
    world = helped_world(help=plan)
    town = np.flatnonzero(world.region.village_town == world.region.towns.names_zh.index("松岭镇"))
    worst = town[np.argsort(world.villages.governance[town])[:2]]
    step(world)
    assert sorted(np.flatnonzero(world.villages.lift).tolist()) == sorted(worst.tolist())


def test_ties_are_weaker_between_far_places():
    tie = {"market": {"relation": 2.0}}
    world, _ = after_a_quarter(channels=tie, **EVEN)
    # 30 minutes apart, half at 60
    assert world.projects.relation_home.tolist() == [[0.0, 2.0 / 1.5], [0.0, 0.0]]
    world, _ = after_a_quarter(level="external_county", donors=["outside"], channels=tie, **EVEN)
    assert world.projects.relation_paired.tolist() == [[0.0, 2.0]]
    for _ in range(2):
        step(world)
    assert not world.projects.relation.any()


def test_the_donor_buys_from_the_partner():
    channel = {"market": {"procurement_yuan_per_year": 4e6}}
    world, now = after_a_quarter(channels=channel)
    gdp_three_ways(world, now)
    flows, account = posted(world, Kind.GOVERNMENT_PURCHASES, "help"), world.ledger.account
    assert flows[account[Holder.CG]].tolist() == [-1_000_000, 0] and now.procured.tolist() == [
        -1_000_000,
        1_000_000,
    ]
    sold = flows[account[Holder.F]].reshape(2, -1).sum(1)
    assert sold[WEST] > 3 * sold[EAST] >= 0
    values = measured(world, now)["county"]
    uses = ("consumption", "housing_investment", "firm_investment", "government_consumption")
    assert values["government_consumption"][WEST] > 1_000_000 and all(key in values for key in uses)
    assert told(now, "procurement")[0][2] == 1_000_000


def test_joint_parks_share_revenue_and_reported_gdp():
    joint = {
        "coinvest": {"yuan_per_year": 4e6, "into": "works", "revenue_share": 0.5, "counted_gdp_share": 0.4}
    }
    world = helped_world(help=pairing(channels=joint))
    now = step(world)
    assert now.paired["works"].tolist() == [0, 1_000_000]
    assert world.pair_state.joint.tolist() == [1e6] and not now.counted.any()
    worth = world.scenario.parameters.parks.service_cost_yuan_per_mu * world.parks.developed()[1]
    world.counties.revenue[WEST] += 1_000_000
    reported = world.treasury.reported_so_far.copy()
    now = step(world)
    owed = round(0.5 * (1e6 / worth) * now.budgets.above_reference[WEST])
    flows, account = posted(world, Kind.REVENUE_SHARING, "help"), world.ledger.account
    assert flows[account[Holder.CG]].tolist() == [owed, -owed] and owed > 0
    assert now.counted[EAST] > 0 and now.counted.sum() == 0
    true = gdp_three_ways(world, now)
    np.testing.assert_allclose(world.treasury.reported_so_far - reported, true + now.counted, rtol=1e-3)
    county = measured(world, now)["county"]
    assert county["gdp_nominal_reported"][WEST] < county["gdp_nominal"][WEST]


def test_joint_land_is_never_more_than_all():
    joint = {"coinvest": {"yuan_per_year": 4e6, "into": "works"}}
    world = helped_world(help=pairing(channels=joint))
    now = step(world)
    world.pair_state.joint[:] = 1e15
    assert market.joint_share(world, now.pairs[0]).tolist() == [1.0]


def test_minutes_and_likeness_of_places():
    world = helped_world()
    towns = sides.of_rows(world, "town", np.arange(4))
    counties = sides.of_rows(world, "county", np.arange(2))
    nodes = sides.of_rows(world, "outside", np.arange(1))
    assert sides.minutes(world, counties, counties)[EAST, WEST] == 30.0
    assert sides.minutes(world, nodes, counties).tolist() == [world.network.passenger[:, 2].tolist()]
    between = sides.minutes(world, towns, towns)
    np.testing.assert_allclose(between, between.T)
    assert not between.diagonal().any()
    # the seats lie at 22.5 113.0 and 22.3 112.7; of the eastern towns the second is nearer to the west
    assert between[1, 2] < between[0, 2] and between[0, 3] > between[0, 2] > 20.0
    # 0.03 degrees north and 0.06 degrees east of 22.4: 3.3 and 6.2 km, 1.3 times on the road at 50 km an hour
    by_hand = math.hypot(3.336, 0.06 * 111.2 * math.cos(math.radians(22.4))) * 1.3 * 60 / 50
    assert between[0, 1] == pytest.approx(by_hand, rel=1e-3)
    alike = sides.alike(world, towns, towns)
    assert (alike <= 1.0).all() and alike.diagonal() == pytest.approx(1.0)
    assert region_of("pocket").towns.n == 4


@pytest.mark.parametrize("rule", ["similarity", "nearest", "random", "optimal", "stable"])
def test_every_rule_finds_partners(rule):
    world, now = after_a_quarter(level="village", match={"rule": rule}, channels=knowhow("village"))
    assert len(told(now, "matched")) == 2 and len(set(world.pair_state.recipient.tolist())) == 2


def test_ranks_are_mirrored():
    match = {"rule": "rank_mirror", "by": "collective_income"}
    world, _ = after_a_quarter(level="village", match=match, channels=knowhow("village"))
    assert world.pair_state.recipient.size == 2


def test_a_secretary_stays_in_the_village_he_went_to_and_two_never_go_to_one():
    channel = staff("village", 1)
    plan = pairing("county_town", donors=["east"], recipients=["松岭镇"], channels=channel)
    world = helped_world(help=plan, other=plan | {"exclusive": False, "ramp_quarters": 4})
    there = []
    for _ in range(6):
        before = world.villages.lift.copy()
        step(world)
        there.append(np.flatnonzero(world.villages.lift > before).tolist())
        # led so well that another village would be the worst
        world.villages.governance[there[-1]] += 0.5
    assert [len(one) for one in there] == [1, 2, 2, 2, 2, 2]
    assert there[0][0] in there[1] and all(one == there[1] for one in there[1:])


def test_posts_survive_a_fork():
    plan = pairing("county_town", donors=["east"], recipients=["松岭镇"], channels=staff("village", 1))
    world = helped_world(help=plan)
    step(world)
    again = world.fork()
    step(world)
    step(again)
    np.testing.assert_array_equal(world.pair_state.post_village, again.pair_state.post_village)
    np.testing.assert_array_equal(world.villages.secretary, again.villages.secretary)
