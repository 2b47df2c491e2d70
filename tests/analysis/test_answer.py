"""The first screen: who pays, who gains, who loses, what the city gets; for any scenario and in both languages."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from analysis.answer import Payer
from analysis.answer_text import boxes, few_runs, plain_sentence
from analysis.counted import Counted
from analysis.labels import HEADS, WORDS
from analysis.money import donors
from analysis.report.headline import strip
from analysis.report.parties import parties
from analysis.rest_of_budgets import PARTS, rest_by_part
from analysis.sentences import told
from analysis.words.purses import ABOVE, OUTSIDE, PRIVATE
from analysis.written import about, of_mean


@pytest.fixture(scope="module")
def found(comparison):
    return comparison.story.answers["balance_fund"]


def test_the_sentence_tells_cost_places_and_the_city(comparison, found):
    zh, en = (plain_sentence(comparison.story, found, lang) for lang in ("zh", "en"))
    first, last = found.years
    assert (
        f"{first}–{last}年共出资" in zh and f"{last}年实际GDP：" in zh and "全市" in zh and zh.endswith("。")
    )
    assert f"paid over {first}–{last}" in en and f"real GDP in {last}" in en and en.count("\n") == 0
    for payer in found.named[:3]:
        assert payer.zh in zh and payer.en in en
    for one in found.telling[:1]:
        assert one.place.zh in zh and about(one.share, "zh", sign=False).replace("−", "") in zh.replace(
            "−", ""
        )


def test_a_package_names_its_largest_payers_and_more(comparison, found):
    many = tuple(Payer(f"甲{n}", f"A{n}", 1e9 - n) for n in range(7))
    zh = plain_sentence(comparison.story, replace(found, payers=many), "zh")
    assert "由甲0、甲1、甲2等出" in zh and "甲3" not in zh
    assert "and others" in plain_sentence(comparison.story, replace(found, payers=many), "en")
    nobody = plain_sentence(comparison.story, replace(found, payers=()), "zh")
    assert "没有政策资金的出资" in nobody


def test_four_or_five_boxes_the_city_net_among_them(comparison, found):
    shown = boxes(comparison.story, found)
    assert 4 <= len(shown) <= 5 and shown[0].row is None
    assert [box for box in shown if box.zh.startswith("全市净影响")]
    alone = boxes(comparison.story, replace(found, payers=(), groups=(), counties=()))
    assert 2 <= len(alone) <= 5 and all(box.row for box in alone)
    page = strip(comparison.story, "balance_fund", "zh")
    assert "最小到最大" in page and few_runs(Counted((20,)), "zh") == ""
    assert comparison.plot.headline_strip_data()["mean"].tolist() == [
        box.row["mean"] for box in shown if box.row
    ]


def test_the_rest_of_a_payer_is_told_by_parts_that_add_up(comparison):
    paid = donors(comparison, "balance_fund")
    for one in paid:
        parts = rest_by_part(comparison, "balance_fund", paid)[one.place.id]
        assert tuple(parts) == PARTS and sum(parts.values()) == pytest.approx(one.rest, abs=1.0)


def test_all_that_is_paid_is_received_by_somebody(comparison, found):
    table = comparison.flows("balance_fund").parties
    assert table["paid"].sum() == pytest.approx(table["received"].sum(), abs=1e-3)
    assert found.paid == pytest.approx(table["paid"].sum(), abs=1.0)
    shown = parties(comparison.story, "balance_fund", "zh")[0]
    total = re.findall(r"<b>([^<]*)</b>", shown.split("合计（GDP为全市净影响）")[1])[:2]
    assert total[0] == total[1] and float(total[0].replace(",", "")) > 0
    assert "到账：" in strip(comparison.story, "balance_fund", "zh")


def test_a_band_of_one_sign_without_a_direction_says_why(comparison):
    row = comparison.story.row(
        "gdp_real", "balance_fund", comparison.story.places[0].id, comparison.story.last_year
    )
    shy = dict(row) | {"mean": 0.02, "q05": 0.01, "q95": 0.03, "low": -0.005, "high": 0.045, "n": 5}
    assert "含零" in of_mean(shy, "zh") and "均值的95%区间含零" in told(pd.Series(shy | {"points": 1}), "zh")
    assert "holds zero" in of_mean(shy, "en")
    assert of_mean(shy | {"low": 0.005}, "zh") == "" and of_mean(shy | {"q05": -0.01}, "zh") == ""


def test_every_page_calls_a_purse_by_one_name():
    for key, name in (("above", ABOVE), ("private", PRIVATE), ("outside", OUTSIDE)):
        zh, en = HEADS[f"paid_{key}"]
        assert zh.replace("\n", "") == name[0]
        assert en.replace("-\n", "").replace("\n", " ").lower() == name[1]
    assert WORDS["flows_above"][0] == ABOVE[0] and WORDS["flows_outside"][0] == OUTSIDE[0]
