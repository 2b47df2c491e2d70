"""How targets and tournaments fail: figures move more than what they stand for, and what is not measured loses."""

from __future__ import annotations

import numpy as np
import pytest

from sim.plain import plain_scenario
from sim.run import run
from tests.worlds import region_of

MUCH = {
    "place": ["city"], "level": "county", "indicator": "gdp_nominal", "op": "ge", "number": 1e15,
    "unit": "yuan", "by_year": 2026, "kind": "measured", "goal": "attraction",
}  # fmt: skip
HONEST = {"audit_per_year": 0.0}


def lived(adopts=None, **effort):
    region = region_of("jiangmen")
    adopts = {name: {"start_date": "2023-01-01"} | one for name, one in (adopts or {}).items()}
    settings = {
        "firms_per_agent": 1000, "horizon": 16, "targets": {"A": MUCH},
        "policy": {"adopts": adopts}, "parameters": {"effort": HONEST | effort},
    }  # fmt: skip
    return run(region, plain_scenario(region, settings)).values["county"]


@pytest.fixture(scope="module")
def unpressed():
    return lived(tournament_share=0.0)


def moved(found, plain, key):
    """What a year's figure of all counties is beside that without, the last year."""
    return found[key][-4:].sum() / plain[key][-4:].sum() - 1.0


@pytest.mark.parametrize("way", ["target", "tournament"])
def test_pressure_moves_what_is_reported_more_than_what_is(unpressed, way):
    target = {"adopts": {"A": {}}, "tournament_share": 0.0}
    found = lived(**(target if way == "target" else {"tournament_share": 1.0}))
    reported, true = (moved(found, unpressed, key) for key in ("gdp_nominal_reported", "gdp_nominal"))
    assert reported > 0.0 and reported > 2.0 * abs(true)


def test_what_no_target_measures_loses_effort(unpressed):
    found = lived({"A": {"weight": 3.0}}, tournament_share=0.0)
    assert (found["effort_attraction"][1:] > 1.0).all()
    for goal in ("ladder", "parks", "villages", "services", "environment"):
        assert (found[f"effort_{goal}"][1:] < 1.0).all()
    assert (unpressed["effort_services"] == 1.0).all()
    # services lose quality, and who lives there sees it
    assert found["school_quality"][-1].mean() < unpressed["school_quality"][-1].mean()
    assert np.isfinite(found["gdp_nominal"]).all()
