"""What people write for a name is met by the name they mean: words in another order, slips, Chinese, places."""

from __future__ import annotations

import pytest

from analysis.places import Places
from sim.errors import InputError, nearest
from sim.indicators import unknown_indicator
from tests.made import made_folder, made_plan

KEYS = {
    "rural_income": "income_rural",
    "income_per_head": "income_disposable_per_head",
    "rural_income_per_head": "income_rural_per_head",
    "urban_income_per_head": "income_urban_per_head",
    "gdp_per_head": "gdp_real_per_head",
    "real_gdp": "gdp_real",
    "gdp_reel": "gdp_real",
    "public_debt": "debt_government",
    "government_debt": "debt_government",
    "unemployment": "unemployment_rate",
    "employement": "employment",
    "migration_net": "net_migration",
    "own_revenue": "revenue_own",
    "firm": "firms",
    "residents": "population",
    "农村居民收入": "income_rural",
    "财政收入": "revenue_own",
    "常住人口": "population",
}
PLACES = {"山前": "", "Shanqain": "Shanqian", "shanqia": "Shanqian", "山潜县": "山前县", "Wset": "west"}


@pytest.mark.parametrize("word", KEYS)
def test_an_indicator_is_met_by_its_words(word):
    assert unknown_indicator("indicators", word).allowed == f"did you mean {KEYS[word]!r}?"


def test_a_name_is_met_by_what_goes_on_its_words_then_its_letters():
    assert nearest("budget", ["budget_yuan", "gadget"]) == "budget_yuan"
    assert nearest("service", ["service_points", "services"]) == "services"
    assert nearest("balance", ["balance_fund", "balanced"]) == "balanced"
    assert nearest("balance_fund_east", ["east_balance_fund", "balance_fond"]) == "east_balance_fund"
    assert nearest("esat", ["seat_of", "east", "west"]) == "east"
    assert nearest("nothing_of_it", ["gdp_real"]) == ""


@pytest.fixture(scope="module")
def places(tmp_path_factory) -> Places:
    from analysis.folder import Folder

    return Folder(made_folder(tmp_path_factory.mktemp("near") / "made", made_plan(1))).places


@pytest.mark.parametrize("word", PLACES)
def test_a_place_is_met_by_slips_of_its_names(places, word):
    if not PLACES[word]:
        assert places.find(word).zh.startswith(word)
        return
    with pytest.raises(InputError, match=f"did you mean '{PLACES[word]}'"):
        places.find(word)


def test_an_unknown_place_lists_counties_and_groups_and_no_codes_of_villages(places):
    with pytest.raises(InputError) as caught:
        places.find("Q")
    said = str(caught.value)
    assert "Shanqian" in said and "West" in said and not any(p.id in said for p in places.at("town"))
