"""Money of pairings: who pays, to the yuan; ramps, ends, rests; collectives and owners of firms."""

import numpy as np
import pytest

from sim.accounts import Holder, Kind
from sim.behaviour.statistics import gdp_three_ways
from sim.declared.slots import slots_of
from sim.pairs import money as channel
from sim.requests import Rank
from sim.step import step
from tests.policy.helps import EAST, WEST, WORKS, helped_world, money, pairing, posted, told

EAST_ID, WEST_ID = "990101", "990102"


def test_the_donor_pays_into_the_fund_for_its_partner():
    world = helped_world(help=pairing(channels=money()))
    now = step(world)
    gdp_three_ways(world, now)
    # 400,000 a year is 100,000 a quarter, at the price of the first
    assert now.price == 1.0 and now.paired["works"].tolist() == [0, 100_000]
    flows, account = posted(world, Kind.PAIRING_CONTRIBUTIONS, "help"), world.ledger.account
    assert flows[account[Holder.CG]].tolist() == [-100_000, 0] and flows[account[Holder.FD]] == 100_000
    assert now.policy_paid.tolist() == [100_000, 0, 0]
    assert told(now, "paid") == [(WEST_ID, EAST_ID, 100_000.0)]
    assert [len(told(now, item)) for item in ("matched", "minutes")] == [1, 1]
    assert not told(step(world), "matched")


@pytest.mark.parametrize(
    ("payer", "holder", "place"),
    [("recipient", Holder.CG, WEST), ("city", Holder.CI, 0), ("up", Holder.UP, 0)],
)
def test_others_may_pay(payer, holder, place):
    world = helped_world(help=pairing(channels=money(paid_by=payer)))
    step(world)
    account = world.ledger.account
    flows = posted(world, Kind.PAIRING_CONTRIBUTIONS, "help")
    assert flows[account[holder][place]] == -100_000 and flows[account[Holder.FD]] == 100_000


def test_help_grows_over_the_ramp_and_ends():
    plan = pairing(channels=money(), ramp_quarters=4, end_date="2024-04-01")
    world = helped_world(help=plan)
    paid, prices = [], []
    for _ in range(6):
        now = step(world)
        paid.append(int(now.paired["works"].sum()) if now.paired else 0)
        prices.append(now.price)
    full = np.rint(np.array([0.25, 0.5, 0.75, 1.0, 1.0]) * 100_000 * np.array(prices[:5]))
    assert paid == [*full.astype(int).tolist(), 0]


def test_nothing_flows_while_the_programme_does_not_run():
    works = WORKS | {"start_date": "2023-04-01", "end_date": "2023-07-01"}
    world = helped_world({"works": works}, help=pairing(channels=money()))
    assert [bool(step(world).paired) for _ in range(3)] == [False, True, False]


def test_a_share_of_revenue_above_the_reference():
    world = helped_world(help=pairing(channels=money(0.0, share_of_revenue_growth=0.5)))
    world.counties.revenue[EAST] += 1_000_000
    now = step(world)
    assert now.paired["works"].tolist() == [0, round(0.5 * now.budgets.above_reference[EAST])]
    assert now.paired["works"][WEST] > 400_000


def test_help_that_leaves_the_region_is_gone():
    plan = pairing(
        "county_external",
        recipients=["outside"],
        channels={"money": {"yuan_per_year": 4e5}, "staff": {
            "persons": 2, "yuan_per_person_year": 1e5, "domain": "government"}},
    )  # fmt: skip
    world = helped_world(abroad=plan)
    now = step(world)
    gdp_three_ways(world, now)
    flows, account = posted(world, Kind.PAIRING_OUTFLOW, "abroad"), world.ledger.account
    assert flows[account[Holder.CG]].tolist() == [-150_000, 0] and flows[account[Holder.RX]] == 150_000
    assert not now.paired and not world.treasury.helped.any()


def test_pairings_are_cut_after_programmes_and_then_rest():
    world = helped_world(help=pairing(channels=money(1e10)))
    now = step(world)
    claimed = now.claims["pairing help"]
    assert claimed.rank == Rank.PAIRINGS and 0 < claimed.granted[EAST] < claimed.asked[EAST]
    assert now.paired["works"].sum() == claimed.granted.sum() == now.policy_paid.sum()
    assert world.treasury.suspended.tolist() == [1.0, 0.0]
    then = step(world)
    assert not then.paired and told(then, "suspended") == [(WEST_ID, EAST_ID, 1.0)]
    stubborn = helped_world(help=pairing(channels=money(1e10), suspend=False))
    step(stubborn)
    assert step(stubborn).paired["works"].sum() > 0


def test_what_is_granted_is_shared_to_the_yuan():
    plan = pairing("town", match={"rule": "optimal"}, channels=money(1e10))
    world = helped_world(help=plan)
    now = step(world)
    stream = now.pairs[0].streams["money"]
    assert stream.paid.sum() == now.claims["pairing help"].granted.sum()
    assert stream.paid.size == 2 and abs(int(stream.paid[0]) - int(stream.paid[1])) <= 1


def test_a_collective_gives_what_its_members_would_have_got_and_no_more():
    plain = helped_world()
    members = step(plain).number and plain.villages.dividends.copy()
    plan = pairing(
        "village", match={"rule": "list", "pairs": [["上沙村委会", "松东村委会"]]}, channels=money()
    )
    world = helped_world(help=plan)
    giver = world.region.villages.names_zh.index("上沙村委会")
    now = step(world)
    gave = int(now.pairs[0].streams["money"].paid[0])
    flows, account = posted(world, Kind.PAIRING_CONTRIBUTIONS, "help"), world.ledger.account
    assert flows[account[Holder.VC][giver]] == -gave == -min(100_000, int(members[giver]))
    assert world.villages.dividends[giver] == members[giver] - gave
    assert not now.claims.get("pairing help")
    # a village's money into a programme of counties is its county's
    assert now.paired["works"].tolist() == [0, gave]
    greedy = helped_world(help=plan | {"channels": money(1e10)})
    step(greedy)
    assert greedy.villages.dividends[giver] == 0 and greedy.ledger.of(Holder.VC)[giver] >= 0


def test_a_collective_with_nothing_to_give_rests():
    plan = pairing(
        "village", match={"rule": "list", "pairs": [["上沙村委会", "松东村委会"]]}, channels=money()
    )
    world = helped_world(help=plan)
    giver = world.region.villages.names_zh.index("上沙村委会")
    world.villages.leased_land[giver] = world.villages.assets[giver] = world.villages.arable_land[giver] = 0.0
    now = step(world)
    assert told(now, "suspended")[0][2] == 1.0 and not now.paired.get("works", np.zeros(1)).any()


def test_owners_of_the_largest_firms_donate():
    plan = pairing(
        "firm_town",
        donors={"places": ["east"], "pick": "most", "by": "sales", "count": 2, "sector": "IND"},
        channels=money(),
    )
    world = helped_world(help=plan)
    now = step(world)
    gdp_three_ways(world, now)
    flows, account = posted(world, Kind.DONATIONS, "help"), world.ledger.account
    assert flows[account[Holder.HH]].tolist() == [-200_000, 0] and flows[account[Holder.FD]] == 200_000
    assert world.pair_state.donor.dtype == np.uint64 and (world.pair_state.donor > 0).all()
    assert told(now, "paid")[0][1] == str(int(world.pair_state.donor[0]))
    sales = {int(i): s for i, s in zip(*world.firms.by_id("ids", "sales").values(), strict=True)}
    assert all(int(one) in sales for one in world.pair_state.donor)


def test_a_firm_that_closed_gives_no_more():
    donors = {"places": ["east"], "pick": "most", "by": "sales", "count": 2}
    world = helped_world(help=pairing("firm_town", donors=donors, channels=money()))
    step(world)
    world.pair_state.donor = world.pair_state.donor.copy()
    world.pair_state.donor[0] = 2**60
    for _ in range(4):
        now = step(world)
    assert world.pair_state.gone.tolist() == [True, False] and now.pairs[0].rows.tolist() == [1]


def test_one_above_the_programme_shares_among_the_places_inside():
    world = helped_world({"works": WORKS}, help=pairing(channels=money()))
    helping = step(world).pairs[0]
    world.scenario.policy.programmes["towns"] = world.scenario.policy.programmes["works"]
    original = channel.level_of
    channel.level_of = lambda programme: "town"
    try:
        got = channel.spread(world, helping, "towns", np.array([100_001]))
    finally:
        channel.level_of = original
    assert got.tolist() == [0, 0, 50_001, 50_000]


def test_only_what_can_flow_has_a_slot():
    world = helped_world(help=pairing(channels=money()), other=pairing(exclusive=False))
    kinds = {(kind, name) for kind, name in slots_of(world.scenario.policy) if name != "works"}
    assert kinds == {(Kind.PAIRING_CONTRIBUTIONS, "help")}


def test_two_pairings_of_one_exclusive_level_share_nobody():
    plan = pairing("town", channels=money())
    world = helped_world(first=plan, second=plan)
    step(world)
    pairs = {
        (int(d), int(r)) for d, r in zip(world.pair_state.donor, world.pair_state.recipient, strict=True)
    }
    assert world.pair_state.pairing.tolist() == [0, 0] and len(pairs) == 2
    both = helped_world(first=plan | {"exclusive": False}, second=plan)
    step(both)
    assert both.pair_state.pairing.tolist() == [0, 0, 1, 1]
