"""Who helped whom, and what flowed between them: the pairing graph of a scenario as tables.

`pairs(folder, "plan")` has a row a pair, `flows(folder, "plan")` a row a pairing, year and kind of flow. Sums are over
the whole run, then means over replicates in which the two were a pair; `share` says in how many they were.
"""

from __future__ import annotations

from pathlib import Path

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


def pairs(folder: str | Path | Folder, scenario: str) -> pd.DataFrame:
    """A row a pair: who, how alike, how far apart, what flowed in all; the pairs that moved most money first.

    Raises InputError for a scenario the folder does not hold, or one in which nobody was paired.
    """
    opened = folder if isinstance(folder, Folder) else Folder(folder)
    rows = _rows(opened, scenario)
    keys = ["policy_id", "partner", "place"]
    matched = rows[rows["item"] == "matched"]
    found = matched.groupby(keys, sort=True)["run_id"].nunique().rename("times").reset_index()
    of_run = rows.groupby([*keys, "run_id", "item"])["value"].agg(["sum", "mean"]).reset_index()
    of_run["value"] = of_run["sum"].where(of_run["item"].isin(SUMMED), of_run["mean"])
    wide = of_run.pivot_table(index=[*keys, "run_id"], columns="item", values="value", fill_value=0.0)
    means = wide.groupby(keys).mean().reset_index()
    found = found.merge(means, on=keys)
    found["share"] = found["times"] / rows["run_id"].nunique()
    for item in (*ONCE, *SUMMED, *MEAN):
        if item not in found:
            found[item] = 0.0
    names = _names(opened)
    for side, column in (("donor", "partner"), ("recipient", "place")):
        found[side] = found[column]
        for lang in ("zh", "en"):
            found[f"{side}_{lang}"] = [names[lang].get(one, one) for one in found[column]]
    found = found.rename(columns={"policy_id": "pairing", "matched": "similarity"})
    people = [f"{side}{end}" for side in ("donor", "recipient") for end in ("", "_zh", "_en")]
    columns = ["pairing", *people, "share", "similarity", "minutes", *SUMMED, *MEAN]
    order = found[list(YUAN)].sum(axis=1).sort_values(ascending=False, kind="stable").index
    return found.loc[order, columns].reset_index(drop=True)


def flows(folder: str | Path | Folder, scenario: str) -> pd.DataFrame:
    """A row a pairing, year and item: all pairs together, the mean over replicates; yuan, or quarters at rest."""
    opened = folder if isinstance(folder, Folder) else Folder(folder)
    rows = _rows(opened, scenario)
    rows = rows[rows["item"].isin(SUMMED)].assign(year=rows["quarter"] // 4)
    totals = rows.groupby(["policy_id", "year", "item"], sort=True)["value"].sum()
    runs = _runs(opened, scenario)
    return (totals / len(runs)).reset_index().rename(columns={"policy_id": "pairing"})


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
    if found.empty:
        given = f"nobody was paired in {scenario}"
        raise InputError([Problem(str(folder.path), given, "choose a scenario with pairings", "scenario")])
    return found


def _names(folder: Folder) -> dict[str, dict[str, str]]:
    """Names of places by language and id; firms and outside nodes go by their ids."""
    frame = folder.places.frame
    chinese = dict(zip(frame["place"], frame["name_zh"], strict=True))
    english = dict(zip(frame["place"], frame["name_en"], strict=True))
    return {"zh": chinese, "en": {one: name or chinese[one] for one, name in english.items()}}
