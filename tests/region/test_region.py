"""The two packaged regions as read: counts, totals, groups, places, and indifference to the order of rows."""

import csv
import datetime
import random
import shutil
from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputError
from sim.journeys import minutes_with
from sim.region import (
    FACTS,
    RUNGS,
    Region,
    find_place,
    packaged_regions,
    place_path,
    read_opening,
    read_region,
)
from sim.region.reading import PACKAGED


@pytest.fixture(scope="module")
def jiangmen() -> Region:
    return read_region("jiangmen")


@pytest.fixture(scope="module")
def pocket() -> Region:
    return read_region("pocket")


def test_both_regions_come_with_the_package() -> None:
    assert packaged_regions() == ("jiangmen", "pocket")


def test_jiangmen_counts(jiangmen: Region) -> None:
    counts = (jiangmen.counties.n, jiangmen.towns.n, jiangmen.villages.n)
    assert counts == (7, 73, 1348)
    assert (len(jiangmen.parks), len(jiangmen.macro_zones), jiangmen.sectors.n, jiangmen.outside.n) == (
        30,
        3,
        12,
        6,
    )
    kinds = [jiangmen.village_type.count(kind) for kind in ("village", "community", "virtual")]
    assert kinds == [1056, 285, 7]


def test_park_ids_cannot_be_taken_for_ledger_ids(jiangmen: Region) -> None:
    assert [park.id for park in jiangmen.parks] == [f"PK{i:02}" for i in range(1, 31)]
    assert [zone.id for zone in jiangmen.macro_zones] == ["MZ01", "MZ02", "MZ03"]
    assert jiangmen.parks[3].area_mu == pytest.approx(859.1 * 15)


def test_people_agree_at_every_level(jiangmen: Region) -> None:
    assert jiangmen.county_population.sum() == 4_822_200
    assert jiangmen.county_population[jiangmen.counties.index("440781")] == 898_000
    by_county = np.bincount(jiangmen.town_county, jiangmen.town_population)
    by_town = np.bincount(jiangmen.village_town, jiangmen.village_population, jiangmen.towns.n)
    assert np.array_equal(by_county, jiangmen.county_population)
    assert np.array_equal(by_town, jiangmen.town_population)
    assert jiangmen.town_population.min() > 10_000


def test_the_nine_special_units_belong_to_formal_towns(jiangmen: Region) -> None:
    special = {code: town for code, town in jiangmen.formal_town.items() if code not in jiangmen.towns.ids}
    assert len(special) == 9 and len(jiangmen.formal_town) == 82
    for code, town in special.items():
        assert jiangmen.towns.ids[town][:6] == code[:6]
    assert jiangmen.towns.names_zh[jiangmen.formal_town["440705452"]] == "崖门镇"


def test_every_town_has_a_point_a_name_and_a_slug(jiangmen: Region) -> None:
    towns = jiangmen.towns
    assert np.isfinite(towns.lat).all() and np.isfinite(towns.lng).all()
    assert all(towns.names_en) and len(set(towns.slugs)) == 73
    assert {slug for slug in towns.slugs if slug.startswith("baisha")} == {
        "baisha-pengjiang",
        "baisha-taishan",
    }


def test_groups(jiangmen: Region) -> None:
    names = {g.key: [jiangmen.counties.names_zh[i] for i in g.members] for g in jiangmen.groups}
    assert names == {
        "centre": ["鹤山市"],
        "east": ["蓬江区", "江海区", "新会区"],
        "west": ["台山市", "开平市", "恩平市"],
    }
    with pytest.raises(InputError, match="did you mean 'west'"):
        jiangmen.group("wst")


def test_sectors_add_up(jiangmen: Region) -> None:
    sectors = jiangmen.sectors
    assert sectors.codes[0] == "AGR" and sectors.codes[-1] == "PUB" and sectors.industry.sum() == 7
    value_added = 1 - jiangmen.io.sum(axis=0)
    assert value_added[sectors.index("FOOD")] == pytest.approx(0.257)
    assert (value_added > 0.2).all()
    assert sectors.residual_buyer[sectors.index("PUB")] == "UP"


def test_journeys(jiangmen: Region) -> None:
    counties = jiangmen.counties.n
    for minutes in (jiangmen.travel_passenger, jiangmen.travel_freight):
        assert minutes.shape == (7, 13) and (minutes > 0).all()
        assert np.array_equal(minutes[:, :counties], minutes[:, :counties].T)
    assert [(link.id, link.opened) for link in jiangmen.links] == [
        ("huangmao", datetime.date(2024, 12, 11)),
        ("shenjiang", None),
        ("shenzhong", datetime.date(2024, 6, 30)),
    ]
    assert jiangmen.link_dates == {"huangmao": "2024-12-11", "shenzhong": "2024-06-30"}


def with_links(region: Region, *names: str) -> tuple[np.ndarray, np.ndarray]:
    return minutes_with(region, np.array([link.id in names for link in region.links]))


@pytest.mark.parametrize("name", ["jiangmen", "pocket"])
def test_before_any_link_journeys_are_as_measured_to_the_minute(name: str) -> None:
    region = read_region(name)
    passenger, freight = with_links(region)
    assert np.array_equal(passenger, region.travel_passenger)
    assert np.array_equal(freight, region.travel_freight)


def test_after_both_links_the_known_times_come_out(jiangmen: Region) -> None:
    def to(table: np.ndarray, node: str) -> list[float]:
        return table[:, jiangmen.counties.n + jiangmen.outside.ids.index(node)].tolist()

    passenger, _ = with_links(jiangmen, "shenzhong", "huangmao")
    # Pengjiang, Jianghai, Xinhui, Taishan, Kaiping, Heshan, Enping
    assert to(passenger, "OUT_SHENZHEN") == [65, 60, 70, 105, 100, 80, 125]
    assert to(passenger, "OUT_ZHUHAI_MACAO") == [65, 60, 60, 70, 90, 85, 110]
    known = np.array([95, 90, 95, 100, 120, 115, 140])
    assert np.abs(to(passenger, "OUT_HONG_KONG") - known).max() <= 5
    bridge, lorries = with_links(jiangmen, "shenzhong")
    cars = jiangmen.travel_passenger - bridge
    assert (
        np.array(to(jiangmen.travel_freight - lorries, "OUT_SHENZHEN"))
        < np.array(to(cars, "OUT_SHENZHEN")) / 2
    ).all()
    counties = slice(0, jiangmen.counties.n)
    assert np.array_equal(bridge[:, counties], jiangmen.travel_passenger[:, counties])


def test_a_railway_carries_people_only(jiangmen: Region) -> None:
    passenger, freight = with_links(jiangmen, "shenjiang")
    assert (passenger < jiangmen.travel_passenger).any()
    assert np.array_equal(freight, jiangmen.travel_freight)


def test_jiangmen_opening_meets_the_known_totals(jiangmen: Region) -> None:
    opening = read_opening(jiangmen, "2022Q4")
    assert opening.city_gdp == opening.county_gdp.sum() == opening.sector_value_added.sum() == 377_341_000_000
    assert list(opening.city_broad) == [32_461_000_000, 172_364_000_000, 172_516_000_000]
    broad = np.bincount(jiangmen.sectors.broad, opening.sector_value_added)
    assert np.array_equal(broad, opening.city_broad)
    taishan = jiangmen.counties.index("440781")
    assert list(opening.county_broad[taishan]) == [11_335_000_000, 20_386_000_000, 19_929_000_000]
    assert np.isnan(opening.county_broad).all(axis=1).sum() == 4
    assert opening.facts.above_scale_industrial_firms == 3264
    assert 2_300_000 < opening.employment.sum() < 2_600_000


def test_jiangmen_market_entities(jiangmen: Region) -> None:
    opening = read_opening(jiangmen, "2022Q4")
    small = opening.small_firms.sum()
    above = opening.facts.above_scale_industrial_firms + np.nansum(opening.above_scale_firms)
    assert 670_000 <= small + above <= 680_000
    individual = RUNGS.index("individual")
    assert small * opening.rung_share_small[individual] == pytest.approx(480_000, rel=0.01)
    listed = small * opening.rung_share_small[-1] + above * opening.rung_share_above_scale[-1]
    assert listed == pytest.approx(16, abs=1)


def test_every_figure_of_an_opening_has_a_status(jiangmen: Region) -> None:
    statuses = read_opening(jiangmen, "2022Q4").statuses
    assert ("county_totals.csv", "440781 gdp", "value_yuan", "sourced") in statuses
    assert {item for file, item, _, _ in statuses if file == "facts.csv"} == set(FACTS)


def test_pocket_is_round(pocket: Region) -> None:
    assert (pocket.counties.n, pocket.towns.n, pocket.villages.n, len(pocket.parks)) == (2, 4, 9, 2)
    opening = read_opening(pocket, "2022Q4")
    firms = opening.small_firms.sum() + np.nansum(opening.above_scale_firms)
    assert firms + opening.facts.above_scale_industrial_firms == 200
    assert list(opening.county_gdp) == [400_000_000, 200_000_000]
    assert (opening.county_broad.sum(axis=0) == opening.sector_value_added).all()
    assert opening.county_gdp.sum() / opening.employment.sum() == 200_000
    assert (1 - pocket.io.sum(axis=0) == 0.5).all()


def test_an_unknown_opening_names_the_known_one(pocket: Region) -> None:
    with pytest.raises(InputError, match="did you mean '2022Q4'"):
        read_opening(pocket, "2021Q4")


def test_a_region_folder_is_all_it_takes(tmp_path: Path, pocket: Region) -> None:
    shutil.copytree(PACKAGED / "pocket", tmp_path / "elsewhere")
    assert read_region("elsewhere", tmp_path) == pocket
    assert read_region(tmp_path / "elsewhere").hash == pocket.hash


def test_the_order_of_rows_and_columns_does_not_matter(tmp_path: Path, pocket: Region) -> None:
    folder = Path(shutil.copytree(PACKAGED / "pocket", tmp_path / "pocket"))
    shuffle = random.Random(5)
    for path in folder.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        columns = list(rows[0])
        shuffle.shuffle(rows)
        shuffle.shuffle(columns)
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, columns, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
            writer.writeheader()
            writer.writerows(rows)
    permuted = read_region(folder)
    assert permuted == pocket and permuted.hash == pocket.hash
    assert permuted.towns.ids == pocket.towns.ids and np.array_equal(permuted.io, pocket.io)
    before, after = read_opening(pocket, "2022Q4"), read_opening(permuted, "2022Q4")
    assert np.array_equal(before.employment, after.employment) and before.statuses == after.statuses


def test_another_figure_is_another_region(tmp_path: Path, pocket: Region) -> None:
    folder = Path(shutil.copytree(PACKAGED / "pocket", tmp_path / "pocket"))
    path = folder / "opening/2022Q4/facts.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("unemployment_rate,0.05", "unemployment_rate,0.050"), encoding="utf-8")
    assert read_region(folder) == pocket
    path.write_text(text.replace("unemployment_rate,0.05", "unemployment_rate,0.06"), encoding="utf-8")
    assert read_region(folder) != pocket


def test_arrays_cannot_be_written(pocket: Region) -> None:
    with pytest.raises(ValueError, match="read-only"):
        pocket.town_population[0] = 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("440700", "440700"),
        ("江门市", "440700"),
        ("440781103", "440781103"),
        ("新会区", "440705"),
        ("新会", "440705"),
        ("xinhui", "440705"),
        ("台山市/白沙镇", "440781103"),
        ("taishan/baisha", "440781103"),
        ("新会区/双水镇/桥美村委会", "440705104230"),
        ("新会/桥美村", "440705104230"),
        ("PK03", "PK03"),
        ("OUT_SHENZHEN", "OUT_SHENZHEN"),
        ("west", "west"),
    ],
)
def test_a_place_is_found(jiangmen: Region, text: str, found: str) -> None:
    assert find_place(jiangmen, text).id == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("baisha", "'baisha' fits 2 places; one of 440703002 蓬江区/白沙街道; 440781103 台山市/白沙镇"),
        ("白沙", "'白沙' fits 3 places"),
        ("台山巿", "did you mean '台山市'"),
        ("xinhiu", "did you mean 'xinhui'"),
        (
            "440705119",
            "the civil affairs (MCA) code of 罗坑镇; the statistics bureau's (NBS) code, 440705103",
        ),
        ("鹤山市/白沙镇", "no place of jiangmen; one of 440781103 台山市/白沙镇"),
        ("", "'' is no place of jiangmen"),
    ],
)
def test_a_place_is_not_found(jiangmen: Region, text: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        find_place(jiangmen, text, "scenario.yaml", "place")
    sentence = caught.value.problems[0].sentence()
    assert words in sentence and sentence.startswith("scenario.yaml, place")


def test_the_path_of_a_village(jiangmen: Region) -> None:
    village = find_place(jiangmen, "440705104230")
    assert place_path(jiangmen, village) == "新会区/双水镇/桥美村委会"
