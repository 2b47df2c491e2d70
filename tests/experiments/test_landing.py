"""Calibrated values in a region's file: composed as settings, listed as calibrated, refused when wrong."""

from __future__ import annotations

import pytest

from experiments.calibration.landing import Landed, write_into
from experiments.cli import FINE, main
from experiments.composing import compose
from sim.errors import InputError

KEY = "parameters.exit.scale"
VALUES = {KEY: Landed(value=1.2, low=1.1, high=1.3, record="a trial")}


@pytest.fixture
def scenarios(tmp_path):
    path = tmp_path / "scenarios" / "region" / "pocket.yaml"
    write_into(path, "pocket", VALUES)
    return path.parent.parent


def test_a_calibrated_value_becomes_the_setting_of_its_key(scenarios):
    plain = compose("none", "region=pocket", "horizon=4")
    found = compose("none", "region=pocket", "horizon=4", scenarios=scenarios)
    assert plain.scenario.parameters.exit.scale == 1.0 and found.scenario.parameters.exit.scale == 1.2
    assert plain.scenario.hash != found.scenario.hash


def test_a_setting_goes_before_it(scenarios):
    found = compose("none", "region=pocket", "horizon=4", f"{KEY}=0.9", scenarios=scenarios)
    assert found.scenario.parameters.exit.scale == 0.9


def test_it_is_listed_as_calibrated(scenarios, capsys):
    assert main(["list", "parameters", "exit.scale", "region=pocket", "--scenarios", str(scenarios)]) == FINE
    line = capsys.readouterr().out.splitlines()[1].split("\t")
    assert line[0] == KEY and line[1] == "1.2" and line[-1] == "calibrated" and "a trial" in line[-2]
    assert main(["list", "parameters", "exit.scale", "region=pocket"]) == FINE
    assert capsys.readouterr().out.splitlines()[1].split("\t")[-1] == "judgement"


def test_writing_again_replaces_the_block_and_keeps_the_rest(scenarios):
    path = scenarios / "region" / "pocket.yaml"
    path.write_text("# mine\n" + path.read_text(encoding="utf-8") + "horizon: 6\n", encoding="utf-8")
    write_into(path, "pocket", {KEY: Landed(value=0.8, low=0.7, high=0.9, record="another")})
    text = path.read_text(encoding="utf-8")
    assert text.count("calibrated:") == 1 and text.count("write=") == 2
    assert "# mine" in text and "horizon: 6" in text and "a trial" not in text
    assert compose("none", "region=pocket", scenarios=scenarios).scenario.horizon == 6


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (KEY, "parameters.exit.scal", "is not known"),
        ("value: 1.2", "value: 1.9", "lies outside"),
        ("record:", "recrod:", "record"),
        ("value: 1.2", "value: high", "a number"),
    ],
)
def test_a_wrong_block_is_refused(scenarios, old, new, said):
    path = scenarios / "region" / "pocket.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=said):
        compose("none", "region=pocket", scenarios=scenarios)


def test_a_file_of_another_region_is_left_alone(scenarios):
    path = scenarios / "region" / "pocket.yaml"
    before = path.read_text(encoding="utf-8")
    with pytest.raises(InputError, match="its region is 'pocket'"):
        write_into(path, "jiangmen", VALUES)
    assert path.read_text(encoding="utf-8") == before
