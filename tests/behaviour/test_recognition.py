"""Listing, research, titles: rules worked by hand; awards and the lower tax are paid by somebody."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.accounts import Holder, Kind
from sim.behaviour import recognition
from sim.behaviour.upgrade import log_gain
from sim.kernels.maths import I8, F
from sim.loops import columns
from sim.step import step
from sim.tables.recognition import HIDDEN, IN_STATISTICS, Step, Title
from sim.tables.treasury import Goal
from tests.worlds import core_world_of, open_world, region_of, scenario_of, with_rules

HIGH_TECH, SPECIALISED = int(Title.HIGH_TECH), int(Title.SPECIALISED)
LITTLE, KEY = int(Title.LITTLE_GIANT), int(Title.KEY_GIANT)


@pytest.mark.parametrize(
    ("listed", "sales", "chance", "after"),
    [
        (0, 2.0e7, 0.64, IN_STATISTICS),  # above scale, listed with 65 % a year
        (0, 2.0e7, 0.66, HIDDEN),
        (HIDDEN, 2.5e7, 0.1, IN_STATISTICS),
        (HIDDEN, 1.9e7, 0.1, 0),  # fell below before anybody listed it
        (0, 1.9e7, 0.0, 0),
        (IN_STATISTICS, 1.6e7, 0.99, IN_STATISTICS),  # between 15 m and 20 m it stays
        (IN_STATISTICS, 1.4e7, 0.0, 0),
    ],
)
def test_a_january_of_the_statistics(listed, sales, chance, after):
    assert recognition.listing(I8(listed), F(sales), F(chance), F(0.65), F(2e7), F(1.5e7)) == after


@pytest.mark.parametrize(("sales", "share"), [(4.9e7, 0.05), (5e7, 0.04), (2e8, 0.04), (2.1e8, 0.03)])
def test_the_notch_falls_with_size(sales, share):
    assert recognition.notch(F(sales), F(0.05), F(0.04), F(0.03)) == F(share)


def test_who_closes_a_gap_renames_a_quarter_of_it():
    """Own research 80 % of the notch: reports the notch; of the gap of 20 points 24.2 % are renamed."""
    true = recognition.raised_research(F(0.8), F(0.242))
    assert true == pytest.approx(0.8 + 0.758 * 0.2, rel=1e-6)
    assert recognition.raised_research(F(1.3), F(0.242)) == F(1.3)
    assert recognition.raised_research(F(0.8), F(1.0)) == pytest.approx(0.8)


def test_high_tech_firms_apply_and_lose_the_title_in_time():
    def after(titles, able, chance):
        return recognition.high_tech(I8(titles), able, F(chance), F(0.15), F(0.333))

    assert after(0, True, 0.14) == HIGH_TECH and after(0, True, 0.16) == 0 and after(0, False, 0.0) == 0
    assert after(HIGH_TECH, True, 0.0) == HIGH_TECH
    assert after(HIGH_TECH | SPECIALISED, False, 0.3) == SPECIALISED
    assert after(HIGH_TECH, False, 0.34) == HIGH_TECH


def test_giants_rise_one_step_a_january_and_fall_all_at_once():
    def after(titles, points, chance=0.0, able=True):
        rates = (F(0.15), F(0.08), F(0.333), F(1.0), F(2.0), F(3.0))
        return recognition.specialised(I8(titles), F(points), able, F(chance), *rates)

    assert after(0, 9.0) == SPECIALISED and after(0, 0.9) == 0 and after(0, 9.0, able=False) == 0
    assert after(SPECIALISED, 9.0) == SPECIALISED | LITTLE
    assert after(SPECIALISED, 9.0, 0.09) == SPECIALISED
    assert after(SPECIALISED | LITTLE, 9.0) == SPECIALISED | LITTLE | KEY
    assert after(SPECIALISED | LITTLE, 2.9) == SPECIALISED | LITTLE
    assert after(HIGH_TECH | SPECIALISED | LITTLE, 0.4) == HIGH_TECH
    assert after(SPECIALISED, 0.6) == SPECIALISED  # half a point of grace


def test_effort_raises_the_hazard_and_usual_effort_nothing():
    found = recognition.raised(0.15, np.array([1.0, 2.0, 0.0]))
    assert found[0] == 0.15
    np.testing.assert_allclose(found[1:], [1 - 0.85**2, 0.0], atol=1e-12)


def test_high_tech_firms_pay_three_fifths_of_the_tax():
    plain, titled = core_world_of(), core_world_of()
    titles = titled.firms.column("titles")
    titles[:] = HIGH_TECH
    titled.firms.write("titles", titles)
    one, other = (step(world).accounts for world in (plain, titled))
    full, reduced = (found[:, columns.TAX_ON_PROFIT].sum() for found in (one, other))
    assert reduced / full == pytest.approx(0.6, abs=1e-4)
    assert other[:, columns.TAX_ON_PROFIT_HIGH_TECH].sum() == reduced
    assert one[:, columns.TAX_ON_PROFIT_HIGH_TECH].sum() == 0
    revenue = [
        world.ledger.flows[Kind.PROFIT_TAX, world.ledger.account[Holder.CG]].sum()
        for world in (plain, titled)
    ]
    assert revenue == [full, reduced]


def eager_world(**rules):
    """Jiangmen in the quarter before a January is assessed: it starts with one."""
    scenario = scenario_of(region="jiangmen", firms_per_agent=1000, thin_below_yuan=3e6)
    return open_world(region_of("jiangmen"), with_rules(scenario, **rules))


def test_the_usual_awards_are_paid_by_counties_and_programmes_raise_what_firms_expect():
    world = eager_world()
    world.recognition.add_awards(np.full(world.opening.counties, 1_000_000))
    before = np.maximum(world.recognition.steps[:, Step.LISTED], 1)
    np.testing.assert_allclose(recognition.offered_award(world), np.minimum(5e4 + 1e6 / before, 5e5))
    step(world)
    newly = world.recognition.steps[:, Step.LISTED]
    assert newly.all()
    paid = -world.ledger.flows[Kind.AWARDS, world.ledger.account[Holder.CG]]
    np.testing.assert_array_equal(paid, 50_000 * newly)
    assert not world.recognition.awards_added.any()
    step(world)
    assert not world.ledger.flows[Kind.AWARDS].any()


def test_a_fund_for_awards_lists_more_firms():
    usual, rich = eager_world(), eager_world()
    rich.recognition.add_awards(np.full(rich.opening.counties, 100_000_000))
    for world in (usual, rich):
        step(world)
    assert rich.recognition.steps[:, Step.LISTED].sum() > usual.recognition.steps[:, Step.LISTED].sum()


def test_what_effort_brings_forward_adds_true_research_only():
    """Gain = sum of (p - p0) b ln(x'/x) / ln 2 over sales; none where all that is closed is renamed."""
    gains = {}
    for share in (0.0, 0.242, 1.0):
        world = eager_world(recognition={"relabelled_share": share})
        world.treasury.effort[:, Goal.LADDER] = 2.0
        step(world)
        gains[share] = world.recognition.research_gain.sum()
    assert gains[0.0] > gains[0.242] > gains[1.0] == 0.0
    usual = world.scenario.parameters.recognition.high_tech_per_year
    most = (1 - (1 - usual) ** 2 - usual) * 0.09 * math.log(1 / 0.65) / math.log(2)
    assert gains[0.0] / world.opening.industry.sum() < most


def test_usual_effort_brings_nothing_forward():
    world = eager_world()
    for _ in range(5):
        step(world)
    known = world.recognition
    for gain in (known.research_gain, known.specialised_share, known.digital_young, known.digital_grown):
        assert not gain.any()
    assert np.abs(log_gain(world)).max() < 1e-6
