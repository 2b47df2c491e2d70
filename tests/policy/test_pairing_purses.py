"""Purses of pairings: no yuan lost on its way, rests that last, owners who give what they can, plans and cuts told."""

import numpy as np
import pytest

from sim.accounts import Holder
from sim.pairs import money as channel
from sim.selection.checks import problems
from sim.step import step
from tests.policy.helps import WORKS, helped_world, money, pairing
from tests.worlds import region_of

ASSETS = WORKS | {"scope": ["city"], "stocks": {"village_assets": 1.0}}


def test_money_for_a_place_without_collectives_is_refused_and_never_lost():
    # the town of 桥头街道 has communities only
    plan = pairing("town", donors=["沙洲镇"], recipients=["桥头街道"], channels=money(into="assets"))
    world = helped_world({"assets": ASSETS}, help=plan)
    found = problems(world.scenario.policy, region_of("pocket"))
    assert len(found) == 1 and "builds nothing for 1 of the recipients" in found[0].given
    with pytest.raises(ValueError, match="reach no village"):
        step(world)
    fine = pairing("town", donors=["沙洲镇"], recipients=["石门镇"], channels=money(into="assets"))
    world = helped_world({"assets": ASSETS}, help=fine)
    assert not problems(world.scenario.policy, region_of("pocket"))


@pytest.mark.parametrize("level", ["county", "town"])
def test_cash_of_the_fund_is_what_is_idle(level):
    plan = pairing(level, recipients=["石门镇" if level == "town" else "west"], channels=money(into="assets"))
    world = helped_world({"assets": ASSETS | {"payers": {"east": 1.0}, "budget_yuan_per_year": 1e6}}, help=plan)
    for _ in range(3):
        now = step(world)
        assert now.paired["assets"].any()
        assert int(world.ledger.of(Holder.FD).sum()) == int(world.programme_state.idle.sum())
    assert channel.spread(world, now.pairs[0], "assets", np.array([0])).sum() == 0
