"""Every stated target is a file that fits the registry and its region, and says why where it is not scored."""

import numpy as np
import pytest

from sim.declared.scope import Scope
from sim.errors import InputError
from sim.indicators import BY_KEY
from sim.plain import plain_scenario
from sim.selection.counting import able_rows
from sim.targets import of_region, place_rows, read_targets, unit_of
from tests.worlds import region_of

TARGETS = read_targets()


def test_targets_are_numbered_without_a_gap():
    assert list(TARGETS) == [f"T{number:03d}" for number in range(1, 53)]


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_says_what_it_is_in_both_languages(name):
    target = TARGETS[name]
    assert target.title.zh and target.title.en and target.stated.zh and target.stated.en
    assert target.ledger and target.source
    assert bool(target.why.zh) == bool(target.why.en)
    assert target.scored or target.why.en, "a target that is not scored says why"


def test_targets_are_held_in_the_model_s_units():
    numbers = {name: (target.number, target.unit) for name, target in TARGETS.items()}
    assert numbers["T001"] == (330e9, "yuan") and numbers["T023"] == (23e9, "yuan")
    assert numbers["T025"] == (150_000.0, "mu") and numbers["T007"] == (0.5, "share")
    assert TARGETS["T007"].threshold == 5e8 and numbers["T002"] == (0.08, "1/year")
    assert all(target.unit == unit_of(target) for target in TARGETS.values() if target.scored)
    shares = [target.number for target in TARGETS.values() if target.unit == "share" and target.scored]
    assert all(0.0 < share <= 1.0 for share in shares)


def test_scored_targets_have_a_date_inside_the_simulated_years():
    for name, target in TARGETS.items():
        last = target.by_year or target.to_year
        assert not target.scored or 2023 <= last <= 2033, name
        assert target.kind != "undated" or last is None, name


def test_targets_are_about_places_of_their_region_and_of_no_other():
    region = region_of("jiangmen")
    assert of_region(TARGETS, region) == TARGETS and of_region(TARGETS, region_of("pocket")) == {}
    towns = [region.towns.names_zh[row] for row in place_rows(region, TARGETS["T007"], "")]
    assert len(towns) == 11 and "会城街道" in towns
    assert len(place_rows(region, TARGETS["T005"], "")) == 7
    lost = TARGETS["T001"].model_copy(update={"region": "", "place": ("440799",)})
    with pytest.raises(InputError, match=r"target T001, place.0: '440799' is no place"):
        of_region({"T001": lost}, region)


def test_indicators_of_targets_exist():
    assert all({target.indicator, *target.also} <= set(BY_KEY) for target in TARGETS.values())


def test_wrong_files_get_one_sentence_a_fault(tmp_path):
    (tmp_path / "T900.yaml").write_text(
        "place: [city]\nlevel: village\nindicator: gdp_nominl\nop: ge\nnumber: 1\nunit: yuan\nby_year: 2025\n"
        "aggregation: level\nkind: measured\n"
    )
    (tmp_path / "T901.yaml").write_text(
        "place: [city]\nlevel: town\nindicator: revenue_own\nop: ge\nnumber: 33.3\nunit: '%'\nby_year: 2025\n"
        "aggregation: share_of_city\nkind: measured\n"
    )
    (tmp_path / "T902.yaml").write_text(
        "place: [city]\nlevel: city\nindicator: firms\nop: atleast\nunit: firms\nby_year: 2025\nkind: measured\n"
    )
    (tmp_path / "T903.yaml").write_text(
        "place: [city]\nlevel: city\nindicator: gdp_nominal_reported\nop: ge\nnumber: 1\nunit: yuan\nby_year: 2025\n"
        "kind: measured\nfigure: reported\n"
    )
    with pytest.raises(InputError) as caught:
        read_targets([tmp_path])
    said = str(caught.value)
    assert "T900.yaml line 3, indicator: 'gdp_nominl' is not known; did you mean 'gdp_nominal'?" in said
    assert (
        "T901.yaml line 2, level: revenue_own is not measured for a town; read it for city or county" in said
    )
    assert "T901.yaml line 6, unit: the text '%' given" in said
    assert "T902.yaml line 4, op" in said
    assert "T903.yaml line 9, figure: gdp_nominal_reported is not reported upward" in said


def test_targets_that_a_policy_pays_for_and_those_reached_say_so():
    paid = {name for name, target in TARGETS.items() if target.paid_for}
    assert paid == {"T019", "T020", "T021", "T022", "T027", "T033", "T034", "T035"}
    reached = {name for name, target in TARGETS.items() if target.reached.zh and target.reached.en}
    assert reached == {"T004", "T023", "T038"}


def test_no_target_asks_for_more_places_than_there_are():
    """Of villages as many as have a collective, which is what the model counts."""
    region = region_of("jiangmen")
    for name, target in TARGETS.items():
        if target.number is None or not target.scored:
            continue
        rows = place_rows(region, target, name)
        if target.aggregation == "count_places":
            assert target.number <= rows.size, name
        elif target.unit == "villages":
            inside = np.concatenate(
                [able_rows(region, Scope(places=(one,)), "village") for one in target.place]
            )
            assert target.number <= np.unique(inside).size, name


def test_only_adopted_targets_decide_the_identity_of_a_scenario():
    region = region_of("pocket")
    target = {
        "place": ["city"], "level": "city", "indicator": "firms", "op": "ge", "number": 1, "unit": "firms",
        "by_year": 2025, "kind": "measured",
    }  # fmt: skip
    plain = plain_scenario(region, {})
    listed = plain_scenario(region, {"targets": {"A": target}})
    adopted = plain_scenario(
        region, {"targets": {"A": target}, "policy": {"adopts": {"A": {"start_date": "2023-01-01"}}}}
    )
    assert plain.hash == listed.hash != adopted.hash
    said = {"A": target | {"paid_for": True, "reached": {"zh": "甲", "en": "a"}}}
    policy = adopted.policy.model_dump(mode="json")
    assert adopted.hash == plain_scenario(region, {"targets": said, "policy": policy}).hash
