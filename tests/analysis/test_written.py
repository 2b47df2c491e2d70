"""Numbers of a row stand in one unit and to one number of decimals; signs show; only nothing is nothing."""

import pytest

from analysis.sentences import far, off, told
from analysis.written import about, band, effect, form_of, in_how, tiny


def row(mean, low, high, how="pct", unit="yuan of 2022", **more):
    given = {
        "how": how,
        "unit_of_level": unit,
        "n": 6,
        "points": 1,
        "indicator": "gdp_real",
        "mean": mean,
        "q05": low,
        "q95": high,
    }
    return given | {"low": low, "high": high, "value": 1e11 * (1 + mean), "value_baseline": 1e11} | more


@pytest.mark.parametrize(
    ("given", "zh", "en"),
    [
        (row(8.22e-4, 3.23e-4, 1.045e-3), "+0.082 % … +0.032 % … +0.104 %", ""),
        (row(-4.54e-4, -5.14e-4, -4.07e-4), "−0.0454 % … −0.0514 % … −0.0407 %", ""),
        (row(0.0283, 0.0242, 0.0333), "+2.83 % … +2.42 % … +3.33 %", ""),
        (row(0.0, 0.0, 0.0), "0 % … 0 % … 0 %", ""),
        (row(1e-8, -2e-8, 3e-8), "<0.00005 % … >−0.00005 % … <0.00005 %", ""),
        (row(9e-4, -1e-8, 1e-3), "+0.0900 % … >−0.00005 % … +0.1000 %", ""),
        (row(-4.81e6, -1.773e7, 3e4, "abs", "yuan"), "−0.0481 亿元 … −0.1773 亿元 … +0.0003 亿元",
         "−4.81 m yuan … −17.73 m yuan … +0.03 m yuan"),
        (row(4e5, -2e5, 9e5, "abs", "yuan"), "+40.0 万元 … −20.0 万元 … +90.0 万元",
         "+0.400 m yuan … −0.200 m yuan … +0.900 m yuan"),
        (row(-147.2, -160.0, -0.2, "abs", "persons"), "−147.2 … −160.0 … −0.2", "−147.2 … −160.0 … −0.2"),
        (row(2e-5, -3e-6, 4e-5, "abs", "ratio"), "+0.000020 … −0.000003 … +0.000040", ""),
    ],
)  # fmt: skip
def test_a_row_has_one_unit_and_one_number_of_decimals(given, zh, en):
    assert f"{effect(given, 'zh')} … {band(given, 'zh')}" == zh
    assert f"{effect(given, 'en')} … {band(given, 'en')}" == (en or zh)


def test_one_unit_of_a_column_decides_the_scale():
    small = row(-5.86e6, -1.14e7, -2.5e6, "abs", "yuan")
    assert form_of(small, "zh").bare(small["mean"]) == "−0.059"
    assert form_of(row(3e5, 2e5, 4e5, "abs", "yuan"), "zh", size=3e9).after == " 亿元"


def test_the_amount_beside_a_percentage_is_exact_and_has_the_decimals_of_its_band():
    given = row(-1.6e-5, -2.08e-4, 8.5e-5, value_baseline=6.2e11, value=6.2e11 * (1 - 1.6e-5))
    assert about(given, "zh") == "−0.10 亿元" and about(given, "en") == "−10 m yuan"
    assert about(row(5.0, 4.0, 6.0, "abs", "yuan"), "zh") == ""


def test_uncertain_is_told_without_a_movement_and_tiny_without_a_tone():
    unsure, small = row(-1.6e-5, -2.1e-4, 8.5e-5), row(-6.3e-5, -1.1e-4, -2.4e-5)
    assert told(unsure, "zh").startswith("影响方向不确定（均值−0.0016 %，90%") and "变化" not in told(
        unsure, "zh"
    )
    assert told(unsure, "en").startswith("direction uncertain (mean −0.0016 %, 90 %")
    assert tiny(small) and not tiny(unsure) and not tiny(row(-4.5e-4, -5e-4, -4e-4))
    assert told(row(0.0, 0.0, 0.0), "zh") == "不变" and in_how(float("nan"), unsure, "zh") == "–"


@pytest.mark.parametrize(
    ("distance", "said"), [(0.0002, "<0.1 %"), (0.004, "0.4 %"), (0.0096, "1 %"), (0.44, "44 %")]
)
def test_a_target_is_never_missed_by_nothing(distance, said):
    assert far(distance) == said
    assert off({"op": "le", "distance": distance}, "zh") == f"超出{said}"
    assert off({"op": "ge", "distance": distance}, "en") == f"{said} short"
