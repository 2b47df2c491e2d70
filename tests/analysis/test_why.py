"""Why a place gained and who paid: lines of the books add up to the indicators of the comparison table, to the yuan."""

from __future__ import annotations

import re

import pytest

from analysis.books import BUDGET, FAMILIES, GDP, INCOME
from analysis.labels import LANGUAGES, WORDS, say
from analysis.why import BASES, DECOMPOSED, PARTS, RURAL
from analysis.why_rows import MOST, lines, mechanisms, policies
from analysis.written import effect
from sim.behaviour.households import INCOME as INCOME_OF_MODEL
from sim.behaviour.incomes import FOR_VILLAGERS
from sim.behaviour.statistics import FINAL
from sim.errors import InputError
from sim.indicators import BY_KEY


@pytest.fixture(scope="module")
def receiver(lived):
    return lived.flows().uses.iloc[0]["node"]


def test_the_kinds_are_those_of_the_model():
    from analysis.books import INCOME_KINDS, SALES_KINDS
    from analysis.villagers import VILLAGERS

    assert {kind.name.lower() for kind in INCOME_OF_MODEL} == set(INCOME_KINDS)
    assert {kind.name.lower() for kind in FINAL} | {"exports"} == set(SALES_KINDS)
    assert {kind.name.lower() for kind in FOR_VILLAGERS} == set(VILLAGERS)
    assert {*PARTS, *DECOMPOSED, *BASES.values()} <= set(BY_KEY)


@pytest.mark.parametrize("key", ["income_rural_per_head", "income_disposable", "gdp_real", "fiscal_balance"])
def test_lines_add_up_to_the_comparison_table_in_the_year_of_the_effect_and_before(lived, receiver, key):
    for place in (receiver, lived.folder.places.city.id):
        found = lived.why(place, key, year=2024)
        assert set(found.totals["part"]) == set(PARTS[key])
        for total in found.totals.to_dict("records"):
            table = lived.table(BASES[total["part"]], by=[place], how="abs").set_index("year")["mean"]
            assert total["mean"] == pytest.approx(table[2024], abs=0.5)
            assert total["cumulated"] == pytest.approx(table.loc[:2024].sum(), abs=0.5)
            mine = found.parts[found.parts["part"] == total["part"]]
            assert mine["mean"].sum() == pytest.approx(total["mean"], abs=0.5)


def test_villagers_income_has_lines_only_where_there_are_villagers(lived, receiver, monkeypatch):
    from analysis import villagers
    from analysis.why import parts_of

    [scenario] = lived.scenarios
    grounds, place = lived.story.grounds, lived.folder.places.find(receiver)
    assert not villagers.only_from_land(grounds, scenario, place)
    income = villagers._income(grounds, scenario, place)
    monkeypatch.setattr(villagers, "_common", lambda *asked: tuple(0.0 * one for one in income))
    assert villagers.only_from_land(grounds, scenario, place)
    assert "须谨慎" in lived.why(receiver, "income_rural").text("zh")
    monkeypatch.setattr(villagers, "_income", lambda *asked: tuple(0.0 * one for one in income))
    assert not villagers.only_from_land(grounds, scenario, place)
    assert set(parts_of(grounds, scenario, place, "income_rural")["part"]) == {INCOME}
    assert "stands nearest" in lived.why(receiver, "income_rural").text("en")


def test_a_figure_a_head_is_connected_with_the_total_of_its_lines(lived, receiver):
    found = lived.why(receiver, "gdp_real_per_head")
    whole = lived.why(receiver, "gdp_real")
    total = effect(whole.effect, "zh", unit=True)
    assert f"总额 {total}；人口变动使人均为 {effect(found.effect, 'zh', unit=True)}。" in found.text("zh")
    assert "a head" in found.text("en") and "人口变动" not in whole.text("zh")


def test_what_a_place_paid_in_is_what_the_table_of_donors_says(lived):
    from analysis.money import donors
    from analysis.why import members_of

    [scenario] = lived.scenarios
    grounds, year = lived.story.grounds, lived.story.last_year
    found = donors(lived, scenario)
    assert found
    for donor in found:
        members = frozenset({donor.place.id}) if donor.is_city_budget else members_of(lived, donor.place)
        _, cumulated = grounds.paid_in(scenario, members, year)
        assert cumulated == pytest.approx(donor.paid)
        if not donor.is_city_budget:
            assert "本地缴出的政策资金" in lived.why(donor.place.id, "gdp_real").text("zh")


def test_a_fold_never_hides_one_line_and_nothing_below_rounding_is_told(lived):
    for place in lived.folder.places.at("county"):
        for lang in ("zh", "en"):
            found = lived.why(place.id, "fiscal_balance")
            said = found.text(lang)
            assert not re.search(r"其余1项|all others \(1\)|（1项）", said)
            assert not any(re.match("[<>]", row.year) for row in mechanisms(found, lang)[0])
            assert "对数点" not in said and "log points" not in said


def test_books_of_a_group_are_those_of_its_members(lived):
    grounds, places = lived.story.grounds, lived.folder.places
    runs = lived.pairs["balance_fund"].on
    counties = places.at("county")
    for family in FAMILIES:
        apart = sum(grounds.books.of(place, runs, family) for place in counties)
        whole = grounds.books.of(places.city, runs, family)
        own = whole - apart
        assert (own != 0).any() == (family == BUDGET), "only budgets have one of the city's own"


def test_received_and_paid_reconcile_with_the_flows(lived, receiver):
    flows = lived.flows(until=2024)
    counties = [place.id for place in lived.folder.places.at("county")]
    answers = {place: lived.why(place, "gdp_real", year=2024) for place in counties}
    received = sum(found.received["cumulated"].sum() for found in answers.values())
    used = flows.uses.set_index("node")["yuan"]
    assert received == pytest.approx(used.drop("FD", errors="ignore").sum())
    found = answers[receiver]
    assert found.payers["cumulated"].sum() == pytest.approx(found.received["cumulated"].sum())
    assert found.payers["yuan"].sum() == pytest.approx(found.received["yuan"].sum())
    assert found.payers["share"].sum() == pytest.approx(1.0)
    paid = flows.sources.set_index("node")["yuan"]
    assert set(found.payers["node"]) <= set(paid.index)
    before = lived.why(receiver, "gdp_real", year=2023)
    now = found.received["cumulated"].sum() - before.received["cumulated"].sum()
    assert found.received["yuan"].sum() == pytest.approx(now)
    assert found.effect["mean"] == lived.table("gdp_real", year=2024, by=[receiver]).iloc[0]["mean"]


def test_the_answer_speaks_of_what_was_asked(lived, receiver):
    rural, output = (lived.why(receiver, key, year=2024) for key in ("income_rural", "gdp_real"))
    assert set(rural.parts["part"]) == {RURAL, INCOME} and set(output.parts["part"]) == {GDP}
    chinese, english = rural.text("zh"), rural.text("en")
    assert "谁出的钱" in chinese and "不证明因果" in chinese and "村民" in chinese and "2024年" in chinese
    assert "who paid" in english and "It proves no cause" in english and "2023–2024 cumulated" in english
    assert chinese in rural.text("both") and str(rural) == english
    beds = lived.why(receiver, "beds")
    assert beds.parts.empty and "cannot take “Hospital beds” apart" in str(beds)
    assert "stands nearest" in str(lived.why(receiver, "employment"))
    assert set(rural.tables) >= {"parts", "totals", "received", "payers", "mechanisms"}
    html = rural._repr_html_()
    assert "<caption>" in html and 'text-align: right">+' in html and ": \n" not in str(rural) + "\n"
    assert html.count(say("why_by_policies", "en").format(year=2024)) <= 2
    assert "balance_fund" in repr(rural)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_numbers_are_typeset_and_carry_their_unit_and_others_stay_small(lived, receiver, lang):
    found = lived.why(receiver, "gdp_real")
    said = found.text(lang)
    assert not re.search(r"(?<![\w.])-\d", said)
    whole, rows = lines(found, GDP, lang)
    shown = [row.year for row in (whole, *rows) if row.year != "–"]
    assert all(re.search("[万亿]元$" if lang == "zh" else "yuan$", amount) for amount in shown)
    sizes = found.parts["mean"].abs().sort_values(ascending=False)
    assert abs(sizes.iloc[MOST:].sum()) <= sizes.iloc[:MOST].sum()
    acted, _ = mechanisms(found, lang)
    assert acted and policies(found, lang)


def test_made_runs_and_both_languages_of_every_word(comparison):
    place = comparison.folder.places.at("county")[0].id
    assert comparison.why(place, "gdp_real", lang="both").text()
    why = {key: words for key, words in WORDS.items() if key.startswith("why_")}
    assert all(len(words) == 2 and all(words) for words in why.values()) and "both" in LANGUAGES
    with pytest.raises(InputError, match="balance_fund"):
        comparison.why(place, "gdp_real", scenario="balance_fond")


def test_a_folder_without_a_package_says_what_to_run_first(lived):
    for ask in (lambda: lived.attribution(["fund"]), lambda: lived.plot.waterfall("gdp_real")):
        with pytest.raises(InputError, match="run `bqw attribute SCENARIO` first"):
            ask()


def test_flows_look_like_a_table_of_payers_and_receivers(lived):
    flows = lived.flows()
    assert "balance_fund against none" in repr(flows) and "yuan a pair" in repr(flows)
    shown = flows._repr_html_()
    assert "出资方 Who paid" in shown and f"{flows.sources['yuan'].sum():,.0f}" in shown
