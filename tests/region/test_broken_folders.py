"""A folder with a fault is refused, and the message names file, line, column, value and what is allowed."""

import shutil
from pathlib import Path

import pytest
import yaml

from sim.errors import InputError
from sim.region import read_region
from sim.region.reading import PACKAGED

CASES = yaml.safe_load((Path(__file__).parent / "broken_folders.yaml").read_text(encoding="utf-8"))


def edit(folder: Path, file: str, old: str, new: str | None) -> None:
    """Make one edit; the text to replace must be there, so that no case passes by accident."""
    path = folder / file
    if new is None:
        path.unlink()
        return
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    path.write_text(text.replace(old, new, 1) if old else new, encoding="utf-8")


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_region(folder)
    return [problem.sentence() for problem in caught.value.problems]


@pytest.fixture
def pocket(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKAGED / "pocket", tmp_path / "pocket"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['file']}: {case['words'][:40]}")
def test_a_fault_is_named(pocket: Path, case: dict[str, str]) -> None:
    edit(pocket, case["file"], case["old"], case["new"])
    sentences = faults_of(pocket)
    assert any(case["words"] in sentence and case["file"] in sentence for sentence in sentences), sentences


def test_a_file_in_another_encoding_is_refused(pocket: Path) -> None:
    (pocket / "groups.csv").write_bytes(
        "group,name_zh,name_en,county_code\neast,东部,East,990101\n".encode("gbk")
    )
    assert "groups.csv: byte 39 is not UTF-8; save the table as UTF-8" in faults_of(pocket)


def test_all_faults_are_told_at_once(pocket: Path) -> None:
    edit(pocket, "counties.csv", "district,100,", "district,-1,")
    edit(pocket, "villages.csv", "990101101200,990101101,990101101", "990101101200,990101102,990101101")
    edit(pocket, "groups.csv", "990102", "990109")
    edit(pocket, "opening/2022Q4/rungs.csv", "individual,small,0.7", "individual,small,0.6")
    edit(pocket, "region.yaml", "crs: WGS-84", "crs: GCJ-02")
    files = {sentence.split(",")[0].split(" line")[0] for sentence in faults_of(pocket)}
    assert files == {"counties.csv", "villages.csv", "groups.csv", "opening/2022Q4/rungs.csv", "region.yaml"}


def test_an_unknown_region_names_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean 'jiangmen'"):
        read_region("jiangmne")


def test_a_folder_without_region_yaml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no region\.yaml here"):
        read_region(tmp_path)


def test_a_code_that_has_no_chance_of_its_own_is_refused(pocket: Path) -> None:
    for path in sorted(path for path in pocket.rglob("*") if path.is_file()):
        text = path.read_text(encoding="utf-8")
        for old, new in (("990100", "000099"), ("990101", "000000"), ("9901", "0000")):
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    words = "counties.csv and towns.csv: the code 0 is 0 modulo 2^32; 0 stands for nobody"
    assert faults_of(pocket) == [words]
