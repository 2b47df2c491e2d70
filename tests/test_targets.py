"""Every stated target is shown by an indicator that exists, or says why it cannot be."""

from experiments.listing import UNITS, unknown_keys
from sim.indicators.targets import TARGETS


def test_targets_are_numbered_without_a_gap():
    assert [target.id for target in TARGETS] == [f"T{number:03d}" for number in range(1, 53)]


def test_every_target_has_an_indicator_or_a_reason():
    for target in TARGETS:
        assert target.indicators or target.external, target.id
        assert bool(target.why_zh) == bool(target.why_en), target.id
        assert target.zh and target.en and target.place and target.goal


def test_indicators_of_targets_exist():
    assert list(unknown_keys()) == []


def test_units_in_chinese_are_units_of_indicators():
    assert {"yuan", "persons", "share", "minutes"} <= set(UNITS)
