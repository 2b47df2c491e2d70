"""How help for villages fails: assets that earn nothing, the trap of weak villages, gains that leak away."""

import numpy as np

from sim.run import measured
from tests.behaviour.test_villages import granted, still

GRANT, QUARTERS = 300_000, 8


def city(world, now, key):
    """The city's value of an indicator."""
    return float(measured(world, now)["city"][key][0])


def test_grants_to_badly_led_villages_build_assets_that_do_not_earn():
    """村集体资产失败: a high failing share and low governance, against good leaders at the same cost."""
    results = {}
    for name, rules, governance in (
        ("good", {"failing_share": 0.15}, 1.3),
        ("bad", {"failing_share": 0.5}, 0.5),
    ):
        world = still(**rules)
        world.villages.governance[world.villages.collective] = governance
        now = granted(world, GRANT, QUARTERS)
        results[name] = measured(world, now)["city"]
    good, bad = (results[name]["village_assets_failing_share"][0] for name in ("good", "bad"))
    assert good < 0.35 and bad > 0.5
    assert results["good"]["village_grants"][0] == results["bad"]["village_grants"][0] > 0
    assert results["bad"]["village_income"][0] < results["good"]["village_income"][0]


def test_upkeep_of_failed_assets_traps_weak_villages():
    """薄弱村陷阱: costs above income, nothing reinvested, own assets wear year after year."""
    trapped, helped = (
        still(governance_spread=0.0, failing_share=1.0, upkeep_per_year=0.1),
        still(governance_spread=0.0, failing_share=0.0, upkeep_per_year=0.0),
    )
    own = trapped.villages.assets.copy()
    for world in (trapped, helped):
        now = granted(world, 1_000_000, 6)
        for _ in range(12):
            now = granted(world, 0)
        world.last = city(world, now, "villages_trapped")
    assert trapped.last >= 1.0 and helped.last == 0.0
    weak = trapped.villages.collective & (trapped.villages.backlog > 0)
    assert weak.any()
    assert (trapped.villages.assets[weak] < 0.95 * own[weak]).all()
    assert not trapped.villages.invested[weak].any() and not trapped.villages.dividends[weak].any()


def test_without_supervision_gains_leak_away():
    """三资流失: members get less of the same rents where nobody looks."""
    open_hand, watched = still(leakage_share=0.3), still(leakage_share=0.3)
    open_hand.villages.supervision[:] = 0.0
    watched.villages.supervise(np.full(watched.villages.code.size, 1_000_000.0), 100_000.0)
    leaked = [city(world, granted(world, 0), "village_leakage_share") for world in (open_hand, watched)]
    assert leaked[0] > 0.2 and leaked[1] < 0.05
    members = [world.villages.dividends.sum() for world in (open_hand, watched)]
    assert members[0] < members[1]


def test_a_helped_village_falls_back_when_the_secretary_leaves():
    """帮扶不可持续: governance of a posted leader fades after he has left."""
    world = still()
    villages = world.villages
    villages.post_secretaries(np.flatnonzero(villages.collective), 8)
    during = granted(world, 0, 8)
    high = city(world, during, "village_governance")
    after = granted(world, 0, 24)
    assert high - city(world, after, "village_governance") > 0.5 * 0.1
