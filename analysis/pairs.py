"""Who helped whom, and what flowed between them: the pairing graph of a scenario as tables.

`pairs(folder, "plan")` has a row a pair, `flows(folder, "plan")` a row a pairing, year and kind of flow. Sums are over
the whole run and means over all replicates, zero in those in which the two were no pair, so that pairs add up to what
was spent; `share` says in how many they were one. How alike and how near they are is the mean over those.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from analysis.folder import Folder
from sim.errors import InputError, Problem, unknown_name

ONCE = ("matched", "minutes")
"""Items that say who was matched: their similarity, and minutes between them."""
YUAN = ("paid", "coinvested", "staff_cost", "procurement", "revenue_shared")
"""Items in yuan of their day."""
SUMMED = (*YUAN, "gained", "suspended")
"""Items that are added up over quarters; `suspended` then counts quarters in which help rested."""
MEAN = ("knowhow",)
"""Items whose mean over the quarters of a pair is told."""

UNITS = {
    "park": "index of park quality",
    "village": "points of village governance",
    "government": "effort beside one",
    "school": "index of school quality",
    "hospital": "index of hospital quality",
}
"""What recipients gain, by the domain of a channel."""


def pairs(folder: str | Path | Folder, scenario: str) -> pd.DataFrame:
    """A row a pair: who, how alike, how far apart, what flowed in all; the pairs that moved most money first.

    `illustrative` says whether the pairing's choice is an example, `gained_unit` in what `gained` is told. Raises
    InputError for a scenario the folder does not hold, or one in which nobody was paired.
    """
    opened = folder if isinstance(folder, Folder) else Folder(folder)
    rows = _rows(opened, scenario)
    runs = len(_runs(opened, scenario))
    keys = ["policy_id", "partner", "place"]
    matched = rows[rows["item"] == "matched"]
    found = matched.groupby(keys, sort=True)["run_id"].nunique().rename("times").reset_index()
    by_item = rows.groupby([*keys, "item"])["value"]
    sums = (by_item.sum() / runs).unstack(fill_value=0.0)
    means = rows.groupby([*keys, "run_id", "item"])["value"].mean().groupby([*keys, "item"]).mean()
    means = means.unstack(fill_value=0.0)
    values = means.assign(**{item: sums[item] for item in SUMMED if item in sums})
    found = found.merge(values.reset_index(), on=keys)
    found["share"] = found["times"] / runs
    for item in (*ONCE, *SUMMED, *MEAN):
        if item not in found:
            found[item] = 0.0
    _name_sides(found, opened, rows)
    found["illustrative"], found["gained_unit"] = _said_of(opened, scenario, found["policy_id"])
    found = found.rename(columns={"policy_id": "pairing", "matched": "similarity"})
    people = [f"{side}{end}" for side in ("donor", "recipient") for end in ("", "_zh", "_en")]
    told = ["illustrative", "share", "similarity", "minutes", *SUMMED, "gained_unit", *MEAN]
    order = found[list(YUAN)].sum(axis=1).sort_values(ascending=False, kind="stable").index
    return found.loc[order, ["pairing", *people, *told]].reset_index(drop=True)


def _name_sides(found: pd.DataFrame, folder: Folder, rows: pd.DataFrame) -> None:
    """Columns of the donors' and recipients' ids and names."""
    names = _names(folder, rows)
    for side, column in (("donor", "partner"), ("recipient", "place")):
        found[side] = found[column]
        for lang in ("zh", "en"):
            found[f"{side}_{lang}"] = [names[lang].get(one, one) for one in found[column]]


def _said_of(folder: Folder, scenario: str, ids: pd.Series) -> tuple[list[bool], list[str]]:
    """Whether each pairing is an example only, and the unit of what its recipients gain."""
    stated = folder.scenario(scenario)["policy"]["pairings"]
    examples = [bool(stated.get(one, {}).get("illustrative")) for one in ids]
    return examples, [_gained_unit(stated.get(one, {}).get("channels") or {}) for one in ids]


def _gained_unit(channels: dict[str, Any]) -> str:
    domains = [(channels.get(name) or {}).get("domain") for name in ("knowhow", "staff", "service")]
    if domains[1] == "village":  # secretaries are told by their villages, not by the pair
        domains[1] = None
    units = dict.fromkeys(UNITS[domain] for domain in domains if domain in UNITS)
    return " + ".join(units)


def flows(folder: str | Path | Folder, scenario: str) -> pd.DataFrame:
    """A row a pairing, year and item: all pairs together, the mean over replicates; yuan, or quarters at rest.

    `planned` is what contracts say, `cut` what of it nobody paid.
    """
    opened = folder if isinstance(folder, Folder) else Folder(folder)
    rows = _rows(opened, scenario)
    rows = rows[rows["item"].isin((*SUMMED, "planned", "cut"))].assign(year=rows["quarter"] // 4)
    totals = rows.groupby(["policy_id", "year", "item"], sort=True)["value"].sum()
    runs = _runs(opened, scenario)
    return (totals / len(runs)).reset_index().rename(columns={"policy_id": "pairing"})


def firm_towns(folder: Folder, scenario: str) -> dict[str, str]:
    """Town of each firm that was paired, by its id; of firms that met several, the last."""
    rows = _rows(folder, scenario)
    firms = rows.loc[rows["item"] == "sector", ["partner", "place"]]
    return dict(zip(firms["partner"], firms["place"], strict=True))


def _runs(folder: Folder, scenario: str) -> list[int]:
    if scenario not in folder.scenarios:
        raise InputError([unknown_name(str(folder.path), scenario, folder.scenarios, "scenario")])
    runs = folder.runs
    mine = runs[(runs["scenario"] == scenario) & (runs["status"] == "finished")]
    return [int(one) for one in mine["run_id"]]


def _rows(folder: Folder, scenario: str) -> pd.DataFrame:
    """Entries of a scenario's pairings, run by run."""
    runs = _runs(folder, scenario)
    table = folder.chunks("policies").to_pandas()
    table = table[table["run_id"].isin(runs)].astype(
        {"policy_id": str, "item": str, "place": str, "partner": str}
    )
    paired = table.loc[table["item"] == "matched", "policy_id"].unique()
    found = table[table["policy_id"].isin(paired)]
    if found.empty and folder.manifest["identity"]["record"] == "headline":
        given = "pairs are not kept with record=headline"
        raise InputError([Problem(str(folder.path), given, "run again with record=standard")])
    if found.empty:
        given = f"nobody was paired in {scenario}"
        raise InputError([Problem(str(folder.path), given, "choose a scenario with pairings", "scenario")])
    return found


def _names(folder: Folder, rows: pd.DataFrame) -> dict[str, dict[str, str]]:
    """Names by language and id: of villages with the places above them, of firms what they are and where."""
    of_id = {place.id: place for place in folder.places.all}
    names: dict[str, dict[str, str]] = {"zh": {}, "en": {}}
    for place in of_id.values():
        town = of_id.get(place.parent)
        above = (of_id[town.parent], town) if place.level == "village" and town else ()
        for lang, known in names.items():
            known[place.id] = "/".join(one.name(lang) for one in (*above, place))
    outside = folder.names[folder.names["kind"] == "outside"]
    for one, zh, en in zip(outside["id"], outside["name_zh"], outside["name_en"], strict=True):
        names["zh"][one], names["en"][one] = zh, en or zh
    _name_firms(names, folder, rows)
    return names


def _name_firms(names: dict[str, dict[str, str]], folder: Folder, rows: pd.DataFrame) -> None:
    """Firms by sector, town and a number, in the order of their ids: 建筑业企业（白沙街道）#1."""
    sectors = folder.names[folder.names["kind"] == "sector"].reset_index(drop=True)
    firms = rows.loc[rows["item"] == "sector", ["partner", "place", "value"]].drop_duplicates("partner")
    if firms.empty or sectors.empty:
        return
    firms = firms.assign(number=firms["partner"].astype("uint64")).sort_values("number")
    order = firms.groupby(["place", "value"]).cumcount() + 1
    for one, town, sector, number in zip(
        firms["partner"], firms["place"], firms["value"].astype(int), order, strict=True
    ):
        zh, en = sectors["name_zh"][sector], sectors["name_en"][sector]
        names["zh"][one] = f"{zh}企业（{names['zh'].get(town, town)}）#{number}"
        names["en"][one] = f"{en} firm ({names['en'].get(town, town)}) #{number}"
