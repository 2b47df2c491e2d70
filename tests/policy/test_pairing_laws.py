"""Laws of pairings: nothing before they start, forks and saved runs go on alike, nobody else's draws move."""

import numpy as np
import pytest

from sim.errors import InputError
from sim.run import Run
from sim.saving import load
from sim.step import step
from tests.policy.helps import WORKS, helped_world, money, pairing
from tests.worlds import region_of, scenario_of, with_pairings

ALL = {
    "money": {"yuan_per_year": 400_000, "into": "works"},
    "knowhow": {"domain": "firms", "intensity": 0.8},
    "staff": {"persons": 5, "yuan_per_person_year": 100_000, "domain": "school"},
    "service": {"domain": "hospital", "gap_share_per_year": 0.2},
    "market": {"relation": 1.0, "procurement_yuan_per_year": 200_000},
    "coinvest": {"yuan_per_year": 400_000, "into": "works", "counted_gdp_share": 0.5},
}


def begun(horizon=6, replicate=0, region="pocket", **pairings):
    settings = {"region": region, "horizon": horizon, "warmup": 0}
    scenario = scenario_of(**settings, firms_per_agent=1 if region == "pocket" else 1000)
    return Run.start(region_of(region), with_pairings(scenario, {"works": WORKS}, **pairings), 1, replicate)


def finished(*arguments, **keywords):
    run = begun(*arguments, **keywords)
    while not run.finished:
        run.step()
    return run


def same(one, other, quarters):
    first, second = one.recorder.taken_values(), other.recorder.taken_values()
    for level, table in first.items():
        for key, values in table.items():
            equal = np.array_equal(values[:quarters], second[level][key][:quarters], equal_nan=True)
            assert equal, (level, key)


def test_nothing_happens_before_it_starts():
    plain = finished()
    later = finished(help=pairing(channels=ALL, start_date="2023-10-01"))
    same(later, plain, 3)
    gdp = [run.recorder.taken_values()["county"]["gdp_nominal"] for run in (later, plain)]
    assert not np.array_equal(gdp[0], gdp[1])


def test_channels_of_no_strength_are_no_pairing():
    nothing = {
        "money": {"yuan_per_year": 0.0, "into": "works"},
        "knowhow": {"domain": "firms", "intensity": 0.0},
        "market": {"relation": 0.0},
    }
    idle, plain = finished(help=pairing(channels=nothing)), finished()
    same(idle, plain, 6)
    assert {entry.item for entry in idle.recorder.policies} == {"matched", "minutes"}


def test_a_saved_run_and_a_fork_go_on_alike(tmp_path):
    plans = {
        "help": pairing(channels=ALL),
        "villages": pairing("village", channels=money(), match={"rule": "random"}, start_date="2023-07-01"),
    }
    straight = finished(**plans)
    half = begun(**plans)
    for _ in range(3):
        half.step()
    twin = half.fork()
    half.save(tmp_path / "half")
    resumed = load(tmp_path / "half", region_of("pocket"))
    for run in (twin, resumed):
        while not run.finished:
            run.step()
        assert run.finish().digest() == straight.finish().digest()


def test_random_pairs_differ_between_replicates_and_no_other_draw_moves():
    plan = pairing("town", match={"rule": "random"}, channels={"market": {"relation": 0.0}})
    found = {
        tuple(finished(1, replicate, help=plan).world.pair_state.donor.tolist()) for replicate in range(8)
    }
    assert len(found) == 2
    same(finished(3, help=plan), finished(3), 3)


def test_names_of_a_list_are_places_of_the_level():
    plan = pairing(
        "village", {"rule": "list", "pairs": [["石门镇", "松东村委会"], ["nowhere", "松西村委会"]]}
    )
    with pytest.raises(InputError, match=r"(?s)match\.pairs\.1.*nowhere"):
        step(helped_world(help=plan))


def test_firms_cannot_be_listed():
    plan = pairing("firm_town", {"rule": "list", "pairs": [["河口区", "石门镇"]]})
    with pytest.raises(InputError, match="no names"):
        step(helped_world(help=plan))


@pytest.mark.parametrize("rule", ["similarity", "nearest", "random", "optimal", "stable"])
def test_sixty_eight_villages_are_paired_in_jiangmen(rule):
    world = helped_world(region="jiangmen", villages=_sixty_eight(rule))
    now = step(world)
    state = world.pair_state
    assert state.recipient.size == len(set(state.recipient.tolist())) == len(set(state.donor.tolist())) == 68
    assert (state.minutes > 0).all() and (state.similarity > 0).all() and (state.similarity <= 1).all()
    assert sum(entry.item == "matched" for entry in now.entries) == 68


def _sixty_eight(rule):
    def side(group, pick):
        return {"places": [group], "pick": pick, "by": "collective_income", "count": 68}

    channels = {"knowhow": {"domain": "village", "intensity": 0.5}}
    return pairing(
        "village",
        {"rule": rule},
        donors=side("east", "most"),
        recipients=side("west", "least"),
        channels=channels,
    )
