"""Pairs as a list, two of them exchanged, and the table of rules: small runs, and the pages as they stand."""

import dataclasses

import pytest

from experiments import pairs
from sim.errors import InputError
from tests.policy.helps import WORKS, pairing
from tests.worlds import scenario_of, with_pairings


def towns(**changes):
    plan = pairing("town", channels={"market": {"relation": 1.0}}, start_date="2023-04-01", **changes)
    return with_pairings(scenario_of(warmup=0, horizon=4), {"works": WORKS}, help=plan)


def test_a_rule_can_be_told_as_a_list_and_two_recipients_exchanged():
    scenario = towns()
    found = pairs.found_pairs(scenario, "help")
    assert len(found) == 2
    listed = pairs.with_list(scenario, "help", found)
    assert pairs.found_pairs(listed, "help") == found
    turned = pairs.swapped(scenario, "help", found[0], found[1], found)
    assert set(pairs.found_pairs(turned, "help")) == {(found[0][0], found[1][1]), (found[1][0], found[0][1])}
    assert scenario.policy.pairings["help"].match.rule == "nearest"
    assert turned.hash != listed.hash != scenario.hash


def test_what_cannot_be_exchanged_is_refused():
    scenario = towns()
    found = pairs.found_pairs(scenario, "help")
    with pytest.raises(InputError, match="helpp"):
        pairs.found_pairs(scenario, "helpp")
    with pytest.raises(InputError, match="no pair of help"):
        pairs.swapped(scenario, "help", found[0], ("nobody", "nowhere"), found)
    with pytest.raises(InputError, match="named twice"):
        pairs.swapped(scenario, "help", found[0], found[0], found)
    firms = pairing("firm_town", channels={"market": {"relation": 1.0}})
    with pytest.raises(InputError, match="firms"):
        pairs.with_list(with_pairings(scenario_of(), help=firms), "help", ())


def test_the_table_by_hand():
    one = pairs.Outcome(1.5, 60.0, 0.5, 6.8e6, (1000.0, 2000.0), 0.00001)
    two = dataclasses.replace(one, gained=(1200.0, 2000.0))
    table = pairs.rules_table({rule: [one, two] for rule in pairs.RULES}, "en").splitlines()
    assert len(table) == 2 + len(pairs.RULES)
    # 1100 +- 12.706 x 141.42 / root 2
    assert table[2] == (
        "| `rank_mirror` | 1.50 | 60 | 0.50 | 680 | 1,100 [-171, 2,371] | 2,000 [2,000, 2,000] | "
        "0.001% [0.001, 0.001] |"
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_pages_hold_the_table(root, lang):
    text = (root / pairs.PAGES[lang]).read_text(encoding="utf-8")
    table = text.split(pairs.BEGIN)[1].split(pairs.END)[0].strip().splitlines()
    assert table[0] == "| " + pairs.HEADS[lang] + " |"
    rows = {line.split("`")[1]: [cell.strip() for cell in line.split("|")[2:-1]] for line in table[2:]}
    assert tuple(rows) == pairs.RULES
    worth = {rule: float(cells[0]) for rule, cells in rows.items()}
    assert max(worth.values()) == worth["optimal"]
    paid = {cells[3] for cells in rows.values()}
    assert len(paid) == 1 and 600 < float(paid.pop()) < 800
    for cells in rows.values():
        gained = float(cells[5].split()[0].replace(",", ""))
        assert 1_000 < gained < 100_000 and abs(float(cells[6].split("%")[0])) < 0.1


def test_the_pages_agree(root):
    tables = [
        (root / page).read_text(encoding="utf-8").split(pairs.BEGIN)[1].split(pairs.END)[0].splitlines()[3:]
        for page in pairs.PAGES.values()
    ]
    assert tables[0] == tables[1]


@pytest.mark.slow
def test_a_short_run_makes_every_row(monkeypatch):
    monkeypatch.setattr(pairs, "YEARS", (2025, 2025))
    found = pairs.outcomes(1, 1000, told=lambda line: None)
    assert {len(runs) for runs in found.values()} == {1}
    best = found["optimal"][0]
    assert all(best.worth >= runs[0].worth for runs in found.values())
    assert len({round(runs[0].paid_per_year) for runs in found.values()}) == 1
    assert best.gained[0] > 0 and abs(best.gdp) < 1e-3
