"""Tables and figures: one table behind all, no warning, no letter without a shape."""

import dataclasses
import io
import warnings

import matplotlib
import pytest
from rich.console import Console

from analysis import fonts, load
from analysis.figures import save_comparison_picture, save_run_picture
from analysis.figures.pages import comparison_page
from analysis.folder import Folder
from analysis.labels import WORDS, amount, money, percent, say
from analysis.summary import compare_summary, difference_rows, run_summary
from analysis.validate import card, checks_of
from analysis.written import effect
from sim.errors import InputError
from tests.made import made_folder, made_plan

matplotlib.use("agg")


@pytest.fixture(autouse=True)
def loud():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def printed(shown, width=200):
    console = Console(width=width, record=True, file=io.StringIO())
    for part in shown:
        console.print(part)
    return console.export_text()


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_summaries_speak_both_languages(folder, lang):
    text = printed([*run_summary(folder, lang), *compare_summary(folder, "none", lang)])
    words = {
        "zh": ["实际增长", "为正比例", "全市净影响"],
        "en": ["Firms by rung", "above 0", "Net effect"],
    }
    for language, expected in words.items():
        assert all((word in text) == (lang in (language, "both")) for word in expected)


def test_the_summary_shows_the_numbers_of_the_comparison_table(folder, comparison):
    text = printed(compare_summary(folder, "none", "en"))
    for row in comparison.table("gdp_real", year=2025, by="county").to_dict("records"):
        assert effect(row, "en") in text
    assert set(difference_rows(comparison, "balance_fund")["year"]) == {2025}


def test_missing_partners_become_a_sentence_not_a_crash(tmp_path):
    folder = made_folder(tmp_path / "made", made_plan(), failed=(1,))
    assert "1 of 6 pairs are left out (1 with a failed run" in printed(compare_summary(folder, "none", "en"))
    assert "6 对中有 1 对未计入" in printed(compare_summary(folder, "none", "zh"))
    assert save_comparison_picture(folder, "none", "en") is not None
    nobody = made_folder(tmp_path / "nobody", made_plan(replicates=1), failed=(1,))
    assert "none of the 1 pairs" in printed(compare_summary(nobody, "none", "en"))
    assert save_comparison_picture(nobody, "none", "en") is None


def test_runs_shorter_than_a_year_are_said_to_be_so(tmp_path):
    folder = made_folder(tmp_path / "made", made_plan(horizon=3))
    assert "whole year" in printed(run_summary(folder, "en"))
    assert save_run_picture(folder, "en") is None


def test_pictures_have_the_same_bytes_each_time(folder, tmp_path):
    first = save_comparison_picture(folder, "none", "both").read_bytes()
    assert first[:4] == b"\x89PNG"
    assert save_comparison_picture(folder, "none", "both").read_bytes() == first
    assert save_run_picture(folder, "both").read_bytes() != first


def test_figures_return_their_axes_and_leave_settings_alone(comparison):
    from matplotlib import pyplot

    before = dict(matplotlib.rcParams)
    axes = pyplot.subplots()[1]
    assert comparison.plot.fan("gdp_real", place="west", ax=axes) is axes
    assert "West" in axes.get_title(loc="left")
    assert comparison.plot.difference("gdp_real", by="county").get_ylabel().endswith("(%)")
    for how in ("abs", "ratio"):
        comparison.plot.difference("gdp_real", by="west", how=how).figure.canvas.draw()
    comparison.plot.fan("unemployment_rate").figure.canvas.draw()
    assert dict(matplotlib.rcParams) == before
    pyplot.close("all")


def test_pictures_draw_the_mean_that_tables_tell(comparison):
    from matplotlib import pyplot

    table = comparison.table("gdp_real", by="city")
    lines = comparison.plot.difference("gdp_real", by="city").get_lines()
    line = next(line for line in lines if len(line.get_ydata()) == len(table))
    assert line.get_ydata() == pytest.approx(100 * table["mean"].to_numpy())
    assert all("mean" in en and "均值" in zh for zh, en in [WORDS["band"]])
    pyplot.close("all")


def test_every_panel_names_its_arm_where_there_are_several(tmp_path):
    plan = made_plan(horizon=8)
    title = plan.arms[1][1].title.model_copy(update={"en": "Twice", "zh": "两次"})
    other = plan.arms[1][1].model_copy(update={"title": title})
    several = dataclasses.replace(plan, arms=(*plan.arms, ("twice", other)))
    runs = load(made_folder(tmp_path / "made", several))
    figure = comparison_page(runs.compare(baseline="none"), "en")
    across = len(figure.axes) // 3
    titles = [ax.get_title(loc="left") for ax in figure.axes]
    first = several.arms[1][1].title.en
    assert all(first in title for title in titles[across : 2 * across])
    assert all(title.startswith("Twice less baseline") for title in titles[2 * across :])


def letters(figure):
    found = [text.get_text() for text in figure.findobj(matplotlib.text.Text)]
    return {letter for text in found for letter in text if ord(letter) > 0x2E80}


def test_without_a_font_for_chinese_every_label_is_english(comparison, monkeypatch):
    monkeypatch.setattr(fonts, "_covering", lambda wanted: "")
    monkeypatch.setattr(fonts, "_shipped", lambda wanted: "")
    figure = comparison_page(comparison, "both")
    figure.canvas.draw()
    assert letters(figure) == set()


def test_the_font_that_ships_draws_chinese_where_the_machine_has_none(comparison, monkeypatch):
    monkeypatch.setattr(fonts, "_covering", lambda wanted: "")
    figure = comparison_page(comparison, "zh")
    figure.canvas.draw()
    assert letters(figure)
    assert fonts._shipped(frozenset("滘氹蓢孖裡簕湴浐")) != ""
    assert fonts._shipped(frozenset("\U0002070e")) == ""


def test_with_a_font_for_chinese_labels_are_chinese(comparison, monkeypatch):
    monkeypatch.setattr(fonts, "_covering", lambda wanted: "DejaVu Serif")
    assert letters(comparison_page(comparison, "zh"))


def test_a_font_counts_only_if_it_has_every_letter():
    assert fonts._covering(frozenset("é")) != ""
    assert "last resort" not in fonts._covering(frozenset("滘氹蓢湴")).casefold()
    assert fonts._covering(frozenset("\U0010fffd")) == ""


@pytest.mark.parametrize(
    ("yuan", "zh", "en"),
    [
        (3.0e8, "3.00 亿元", "300.0 m"),
        (-4.2e10, "-420.0 亿元", "-42.0 bn"),
        (-10.0, "0.0 万元", "0.0 m"),
        (2.5e6, "250.0 万元", "2.5 m"),
        (float("nan"), "–", "–"),
    ],
)
def test_money_reads_in_both_languages(yuan, zh, en):
    assert (money(yuan, "zh"), money(yuan, "en")) == (zh, en)


def test_numbers_for_people():
    assert percent(0.0512) == "5.1 %" and percent(-0.0512, 2, sign=True) == "-5.12 %"
    assert amount(16.125, "firms", "en") == "16" and amount(1234567.0, "persons", "en") == "1,234,567"
    assert all(zh and en for zh, en in WORDS.values())
    with pytest.raises(InputError, match="lang"):
        say("pairs", "fr")


def test_the_card_judges_every_line(folder):
    checks = {check.en: check for check in checks_of(Folder(folder))}
    assert checks["Tail exponent of firm size (Hill, above 20 m yuan)"].values == (1.0,)
    assert checks["Own revenue over GDP"].fine is False
    shown, fine = card(folder, "both")
    assert not fine and "尾部指数" in printed(shown)


def test_the_five_lines_of_the_readme(folder):
    c = load(folder).compare(baseline="none")
    assert c.plot.fan("gdp_real", place="west").get_title(loc="left")


def test_tables_fit_eighty_columns_with_every_number_whole(folder):
    text = printed([*run_summary(folder, "both"), *compare_summary(folder, "none", "both")], width=80)
    numbers = [line for line in text.splitlines() if "%" in line]
    assert numbers and not any(word.endswith("…") for line in numbers for word in line.split())
