"""Events by hand in the pocket region: each change, undoing, drawing, payments, prefix, isolation, saving."""

from __future__ import annotations

import numpy as np
import pytest

from sim.accounts import Holder, Kind
from sim.chance import make_key
from sim.errors import InputError
from sim.nodes import CHANGES, change
from sim.plain import plain_scenario
from sim.policy import event
from sim.run import Run, run
from sim.saving import load
from sim.tables.network import BY_DATE, OPENED
from sim.tables.residents import ADULT, PLAIN, SKILLED
from tests.worlds import region_of

POCKET = region_of("pocket")


def scenario(events, **settings):
    return plain_scenario(POCKET, {"horizon": 10, "policy": {"events": events}, **settings})


def started(events, **settings):
    return Run.start(POCKET, scenario(events, **settings))


def on(date="2023-04-01", **change):
    return {"date": date, **change}


def after(events, quarters, **settings):
    running = started(events, **settings)
    for _ in range(quarters):
        now = running.step()
    return running.world, now


def items(running):
    return [(r.policy, r.item, r.quarter) for r in running.finish().policies]


def test_a_link_opens_on_its_date_and_follows_the_world_again_after():
    running = started({"E": on(link={"link": "railway", "change": "open"}, lasts_quarters=3)})
    minutes = []
    for _ in range(6):
        running.step()
        minutes.append(running.world.network.passenger[1, -1])
    assert minutes[1] < minutes[0] and minutes[1:4] == [minutes[1]] * 3 and minutes[4:] == [minutes[0]] * 2
    assert running.world.network.ordered.tolist() == [BY_DATE, BY_DATE]
    assert items(running) == [("E", "happened", 8093), ("E", "undone", 8096)]
    kept, _ = after({"E": on(link={"link": "口袋铁路", "change": "open"})}, 6)
    assert kept.network.ordered.tolist() == [BY_DATE, OPENED]


def test_two_closures_of_one_link_that_overlap_hold_until_the_last_has_ended():
    shut = {"link": {"link": "railway", "change": "shut"}}
    events = {
        "A": on("2023-04-01", **shut, lasts_quarters=2),
        "B": on("2023-07-01", **shut, lasts_quarters=3),
        "C": on("2023-07-01", link={"link": "railway", "change": "open"}, lasts_quarters=9),
    }
    for names, said in (("AB", [0, -1, -1, -1, -1, 0]), ("AC", [0, -1, 1, 1, 1, 1])):
        running = started({name: events[name] for name in names})
        found = []
        for _ in range(6):
            running.step()
            found.append(int(running.world.network.ordered[1]))
        assert found == said, names


def test_an_event_of_before_the_start_keeps_its_own_dates():
    half = {"variable": "demand", "factor": 0.5}
    over = {"E": on("2021-01-01", outside=half, lasts_quarters=8)}
    same_until(run(POCKET, scenario({}, horizon=4)), run(POCKET, scenario(over, horizon=4)), 4)
    left = started({"E": on("2022-07-01", outside=half, lasts_quarters=3)})
    factors = [float(left.step().export_factor.max()) for _ in range(2)]
    usual = started({})
    assert factors[0] == pytest.approx(0.5 * float(usual.step().export_factor.max()))
    assert factors[1] == pytest.approx(float(usual.step().export_factor.max()), rel=1e-3)
    assert items(left) == [("E", "happened", 8092), ("E", "undone", 8093)]
    paid = started(
        {"E": on("2022-07-01", account={"payer": "up", "receiver": "city", "yuan": 999, "quarters": 3})}
    )
    assert [flows(paid.world, Holder.CI) for _ in range(2) if paid.step()] == [[333], [0]]


@pytest.mark.parametrize("variable", CHANGES)
def test_every_variable_of_places_changes_and_is_undone(variable):
    world = started({}).world
    from sim.declared.event import LEVEL_OF

    rows = np.array([0])
    size = {"skilled_people": 10.0, "school_places": 50.0, "hospital_beds": 5.0, "sights": 100.0}
    amount = size.get(variable, 2.0 if "land" in variable and variable != "land_demand" else 0.05)
    people, farmland, parks = world.towns.people.sum(), world.farms.land().sum(), world.parks.area().sum()
    done = change(world, variable, rows, np.array([amount]))
    assert LEVEL_OF[variable] and (done == pytest.approx(amount) or not done.any())
    adults = world.residents.cohorts[:, ADULT]
    assert world.towns.people.sum() == people and adults[:, [PLAIN, SKILLED]].min() >= 0.0
    assert world.farms.land().sum() + world.parks.area().sum() == pytest.approx(farmland + parks)
    back = change(world, variable, rows, -done)
    np.testing.assert_allclose(back, -done, rtol=1e-9)
    # never below nothing
    assert (
        np.abs(change(world, variable, rows, np.array([-1e12]))) < 1e12
    ).all() or variable == "environment"


def test_graduates_were_plain_adults_of_the_county():
    world = started({}).world
    here = world.opening.town_county == 0
    plain, skilled = (world.residents.cohorts[here, ADULT, kind].sum() for kind in (PLAIN, SKILLED))
    force = world.counties.labour_force.copy()
    assert change(world, "skilled_people", np.array([0]), np.array([30.0])).tolist() == [30.0]
    cohorts = world.residents.cohorts
    assert cohorts[here, ADULT, PLAIN].sum() == pytest.approx(plain - 30.0)
    assert cohorts[here, ADULT, SKILLED].sum() == pytest.approx(skilled + 30.0)
    assert world.counties.labour_force[1] == force[1]
    assert change(world, "skilled_people", np.array([0]), np.array([1e9]))[0] == pytest.approx(plain - 30.0)


def test_land_for_a_park_was_farmland_and_goes_back_to_fallow():
    world = started({}).world
    farms, parks = world.farms, world.parks
    county = POCKET.parks[0].county
    fallow, free = farms.fallow[county], farms.can_give_up()[county]
    assert change(world, "planned_land", np.array([0]), np.array([1e9])).tolist() == [pytest.approx(free)]
    assert change(world, "planned_land", np.array([0]), np.array([-free])).tolist() == [pytest.approx(-free)]
    assert farms.fallow[county] == pytest.approx(free) and free >= fallow
    most = parks.planned[0]
    assert change(world, "serviced_land", np.array([0]), np.array([1e9])).tolist() == [pytest.approx(most)]


def test_a_change_of_places_names_each_of_them_in_the_record():
    event_of = on(place={"scope": ["east"], "variable": "school_places", "add": 100}, lasts_quarters=2)
    before = after({}, 5)[0].services.school_places
    running = started({"E": event_of})
    for _ in range(2):
        now = running.step()
    said = [(e.item, e.place, e.value) for e in now.entries]
    assert said == [("changed", "990101001", 100.0), ("changed", "990101101", 100.0), ("happened", "", 200.0)]
    for _ in range(3):
        running.step()
    np.testing.assert_allclose(running.world.services.school_places, before, rtol=1e-12)


def test_what_wears_off_is_undone_by_what_is_left_of_it():
    plain = after({}, 8)[0].services.school_quality
    for lasts, close in ((1, 1e-3), (4, 1e-2)):
        add = {"scope": ["east"], "variable": "school_quality", "add": 0.1}
        world = after({"E": on(place=add, lasts_quarters=lasts)}, 2 + lasts)[0]
        np.testing.assert_allclose(
            world.services.school_quality, after({}, 2 + lasts)[0].services.school_quality, atol=close
        )
    worn = after({"E": on(place=add)}, 8)[0].services.school_quality - plain
    assert 0.0 < worn[0] < 0.1


def test_leads_of_a_node_come_so_many_times_as_often():
    none = after({"E": on(leads={"node": "OUT_WORLD", "factor": 0.0})}, 3)[1]
    assert (none.outside.leads == 0.0).all()
    some = after({"E": on(leads={"sector": "IND", "factor": 3.0}, lasts_quarters=1)}, 2)[1]
    assert some.outside.leads.tolist() == [[1.0, 3.0, 1.0]]
    assert (
        after({"E": on(leads={"sector": "IND", "factor": 3.0}, lasts_quarters=1)}, 3)[1].outside.leads == 1
    ).all()
    plain = run(POCKET, scenario({}, horizon=8)).values["city"]["investment_signed"].sum()
    more = run(POCKET, scenario({"E": on("2023-01-01", leads={"factor": 20.0})}, horizon=8))
    assert more.values["city"]["investment_signed"].sum() > plain


def test_rival_cities_take_leads_while_they_are_liked():
    rivals = {"scope": ["OUT_WORLD"], "variable": "rivals", "add": 5.0}
    now = after({"E": on(place=rivals, lasts_quarters=1)}, 2)[1]
    assert now.outside.rivals.tolist() == [5.0]
    assert after({"E": on(place=rivals, lasts_quarters=1)}, 3)[1].outside.rivals.tolist() == [0.0]


def test_the_firm_that_is_hit_is_the_anchor_named():
    for name in ("AN01", "山前机械"):
        running = started({"E": on(firm={"firm": name, "factor": 0.5})})
        for _ in range(2):
            running.step()
        hits = [e for e in running.world.events if e.event == "firm_slump"]
        assert len(hits) == 1 and "0.5" in hits[0].note
        assert items(running) == [("E", "happened", 8093)]
    # AN02 has not opened yet
    gone = started({"E": on("2023-01-01", firm={"firm": "AN02", "factor": 0.5})})
    assert [e.value for e in gone.step().entries] == [0.0]


@pytest.mark.parametrize(
    ("variable", "factor", "key", "sign"),
    [
        ("demand", 1.2, "exports", 1),
        ("visitors", 2.0, "visits", 1),
        ("loan_rate", 2.0, "firm_investment", -1),
        ("land_demand", 0.5, "land_sold_mu", -1),
        ("transfers", 0.5, "transfers_received", -1),
    ],
)
def test_the_world_outside_changes_while_the_event_is_in_force(variable, factor, key, sign):
    outside = {"variable": variable, "factor": factor}
    plain = run(POCKET, scenario({}, horizon=4)).values["city"][key][:, 0].astype(float)
    moved = run(POCKET, scenario({"E": on(outside=outside, lasts_quarters=2)}, horizon=4))
    found = moved.values["city"][key][:, 0].astype(float)
    assert found[0] == plain[0]
    # firms plan their machines at last quarter's rate
    begins = 2 if variable == "loan_rate" else 1
    assert (np.sign(found[begins:3] - plain[begins:3]) == sign).all()
    if variable in ("visitors", "transfers"):
        assert found[3] == pytest.approx(plain[3], rel=0.02)


def test_demand_for_one_sector_leaves_the_others_as_they_are():
    now = after({"E": on("2023-01-01", outside={"variable": "demand", "factor": 0.5, "sector": "AGR"})}, 1)[1]
    usual = after({}, 1)[1]
    ratio = now.export_factor / usual.export_factor
    assert (
        ratio.reshape(2, 3)[:, 0] == pytest.approx([0.5, 0.5]) and (ratio.reshape(2, 3)[:, 1:] == 1.0).all()
    )


def test_consumers_of_peel_pay_more_while_they_want_more():
    """Checked where there are orchards: the price follows demand within the quarter."""
    from sim.behaviour import orchards

    world, now = started({}).world, None
    now = world.begin_quarter()
    if not world.farms.trees.any():
        pytest.skip("no orchards in this region")
    now.outside.peel_demand = 1.5
    orchards.grow(world, now)
    assert world.farms.log_prices[0] > 0.0


def flows(world, holder, name="E"):
    ledger = world.ledger
    return ledger.flows[ledger.slot(Kind.EVENT_PAYMENTS, name), ledger.account[holder]].tolist()


def test_a_payment_is_spread_over_its_quarters_to_the_yuan():
    pay = {"payer": "河口区", "receiver": "山前县", "yuan": 1001, "quarters": 3}
    running = started({"E": on(account=pay)})
    paid = []
    for _ in range(6):
        now = running.step()
        paid.append(flows(running.world, Holder.CG))
        if paid[-1][1]:
            assert now.policy_paid.tolist() == [paid[-1][1], 0, 0]
    assert [two[1] for two in paid] == [0, 333, 334, 334, 0, 0]
    assert all(one == -other for one, other in paid)
    rows = [r for r in running.finish().policies if r.item == "paid"]
    assert sum(r.value for r in rows) == 1001 and {(r.place, r.partner) for r in rows} == {
        ("山前县", "河口区")
    }


def test_those_above_and_outside_pay_freely_and_counties_what_they_can():
    given = {"payer": "up", "receiver": "city", "yuan": 5_000}
    assert flows(after({"E": on(account=given)}, 2)[0], Holder.CI) == [5_000]
    much = {"payer": "990102", "receiver": "outside", "yuan": 100_000_000_000}
    world, now = after({"E": on(account=much)}, 2)
    out = flows(world, Holder.RX)[0]
    said = {e.item: e.value for e in now.entries}
    assert 0 < out < 100_000_000_000 and said["paid"] == out and said["cut"] == 100_000_000_000 - out


def test_a_drawn_event_happens_as_often_as_its_chance_says():
    """With a chance of 0.5 a year, 1 - 0.5^2 of 2 000 futures have it within two years, 0.5 within one."""
    drawn = {"chance_per_year": 0.5, "from_date": "2023-01-01", "until_date": "2025-01-01"}
    world = started({"E": {"drawn": drawn, "outside": {"variable": "demand", "factor": 1.0}}}).world
    one, found = world.happenings[0], np.zeros(3)
    assert one.hazard == pytest.approx(1 - 0.5**0.25) and one.last == 8099
    for replicate in range(2000):
        world.key = make_key(5, replicate)
        for quarter in range(8092, 8104):
            world.quarter = quarter
            if event._comes(world, one):
                found[(quarter - 8092) // 4] += 1
                break
    np.testing.assert_allclose(found / 2000, [0.5, 0.25, 0.0], atol=0.035)


def test_it_happens_once_and_the_same_way_in_both_arms():
    drawn = {"chance_per_year": 0.9, "from_date": "2023-01-01"}
    odd = {"drawn": drawn, "outside": {"variable": "demand", "factor": 0.99}}
    quarters = []
    for more in ({}, {"F": on("2023-01-01", outside={"variable": "visitors", "factor": 1.1})}):
        result = run(POCKET, scenario({"E": odd, **more}), seed=3)
        quarters.append([r.quarter for r in result.policies if (r.policy, r.item) == ("E", "happened")])
    assert quarters[0] == quarters[1] and len(quarters[0]) == 1


def same_until(one, other, quarters):
    for level, series in one.values.items():
        for key, values in series.items():
            assert np.array_equal(values[:quarters], other.values[level][key][:quarters], equal_nan=True), key


def test_nothing_happens_before_it_happens():
    plain = run(POCKET, scenario({}))
    events = {
        "A": on("2024-07-01", link={"link": "railway", "change": "open"}),
        "B": on("2024-07-01", place={"scope": ["city"], "variable": "skilled_people", "add": 40}),
        "C": on("2024-07-01", account={"payer": "city", "receiver": "outside", "yuan": 10_000}),
        "D": on("2024-07-01", outside={"variable": "demand", "factor": 0.8}),
    }
    moved = run(POCKET, scenario(events))
    same_until(plain, moved, 6)
    assert moved.values["city"]["gdp_nominal"][6, 0] != plain.values["city"]["gdp_nominal"][6, 0]


def test_events_that_never_come_change_nothing():
    never = {"drawn": {"chance_per_year": 0.5, "from_date": "2030-01-01"}, "leads": {"factor": 2.0}}
    same_until(run(POCKET, scenario({})), run(POCKET, scenario({"E": never})), 10)


def test_a_run_saved_in_the_middle_of_an_event_goes_on_bit_for_bit(tmp_path):
    add = {"scope": ["city"], "variable": "school_quality", "add": 0.1}
    pay = {"payer": "city", "receiver": "990102", "yuan": 3_001, "quarters": 5}
    events = {"A": on(place=add, lasts_quarters=4), "B": on(account=pay)}
    running = started(events)
    for _ in range(3):
        running.step()
    running.save(str(tmp_path / "kept"))
    results = []
    for twin in (running, running.fork(), load(tmp_path / "kept", POCKET)):
        while not twin.finished:
            twin.step()
        results.append(twin.finish())
    for other in results[1:]:
        same_until(results[0], other, 10)
        assert other.policies == results[0].policies
    assert sum(r.value for r in results[0].policies if r.item == "paid") == 3_001


@pytest.mark.parametrize(
    ("change_of", "said"),
    [
        ({"link": {"link": "railwy", "change": "open"}}, "did you mean 'railway'"),
        ({"leads": {"node": "OUT_WORLDS", "factor": 2.0}}, "did you mean 'OUT_WORLD'"),
        ({"outside": {"variable": "demand", "factor": 2.0, "sector": "INDU"}}, "did you mean 'IND'"),
        ({"firm": {"firm": "AN09", "factor": 0.5}}, "'AN09' is not known"),
        ({"account": {"payer": "沙洲镇", "receiver": "up", "yuan": 5}}, "is a town; name a county, city, up"),
        ({"place": {"scope": ["PK01"], "variable": "school_places", "add": 5}}, "'PK01' is a park"),
    ],
)
def test_names_that_are_not_known_are_refused_with_a_sentence(change_of, said):
    with pytest.raises(InputError, match=said):
        started({"E": on(**change_of)})
