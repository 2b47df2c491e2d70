"""What the books say of places by year and kind of flow: receipts of households, sales of firms, lines of budgets.

Three families of lines, each a sum over the ledger that is equal to an indicator to the yuan:

    income   sum over kinds of (households got - households paid)       = income_disposable
    gdp      sum over kinds of (firms sold) - (firms bought materials)  = gdp_nominal
    budget   sum over kinds but bonds of (governments got - paid)       = fiscal_balance

They add up over places: what one county's firms sell to another's is a sale of the one and a purchase of the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
from numpy.typing import NDArray

from analysis.folder import Folder
from analysis.places import Place
from analysis.words.kinds import KINDS

if TYPE_CHECKING:
    from pathlib import Path

Array = NDArray[Any]
INCOME, GDP, BUDGET = FAMILIES = ("income", "gdp", "budget")
INCOME_KINDS = (
    "wages", "social_contributions", "pensions", "deposit_interest", "dividends", "capital_calls",
    "transfers_to_households", "land_compensation", "plant_rent", "land_rent", "village_dividends", "leakage",
    "commuter_wages", "awards", "upgrade_subsidy", "household_interest", "pairing_staff", "donations",
    "interest_subsidy", "vouchers", "social_floor", "fund_returns",
)  # fmt: skip
"""Kinds whose net receipts are disposable income, as `sim.behaviour.households` counts it."""
SALES_KINDS = (
    "consumption", "housing", "investment", "government_purchases", "government_investment", "park_investment",
    "park_running_costs", "project_investment", "renewal_investment", "village_services", "village_investment",
    "exports",
)  # fmt: skip
"""Kinds under which firms sell what is not bought by other firms to make things of it."""
MATERIALS, NEARBY = "materials", "materials_nearby"
"""Materials bought outside the region; those traded with its other counties, sold less bought."""
OF_FAMILY: dict[str, tuple[str, ...]] = {
    INCOME: INCOME_KINDS,
    GDP: (*SALES_KINDS, MATERIALS, NEARBY),
    BUDGET: tuple(kind for kind in KINDS if kind not in ("bonds", "bond_repayments")),
}
LINES = tuple((family, kind) for family, kinds in OF_FAMILY.items() for kind in kinds)
BUDGETS = ("CG", "TG", "CI")
COLUMNS = (
    "run_id", "quarter", "payer_account", "payer_place", "receiver_account", "receiver_place", "kind",
    "policy_id", "yuan",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Books:
    """Whole yuan [runs, years, places, lines, 2]: by `LINES`; the last axis is all flows, and those of policies.

    places: ids of counties, then of the city, which holds only what belongs to its own budget.
    """

    runs: Array
    years: Array
    places: tuple[str, ...]
    values: Array

    def of(self, place: Place, runs: Array, family: str) -> Array:
        """Lines of a family at a place [runs asked for, years, lines, 2]; a group is the sum of its members."""
        members = self.places if place.level == "city" else place.members
        at = [self.places.index(member) for member in members]
        lines = [number for number, (one, _) in enumerate(LINES) if one == family]
        rows = self.values[np.searchsorted(self.runs, runs)]
        return np.asarray(rows[:, :, at].sum(2)[:, :, lines])


def books_of(folder: Folder, runs: Array) -> Books:
    """Read the ledger once, chunk by chunk, for some runs and whole years; raises InputError where none was kept."""
    wanted = np.unique(runs)
    quarters = np.asarray(folder.layout.quarters)
    years, counts = np.unique(quarters // 4, return_counts=True)
    years = years[counts == 4]
    places = (*(place.id for place in folder.places.at("county")), folder.places.city.id)
    shape = (len(wanted), len(years), len(places), len(LINES), 2)
    values = np.zeros(shape, np.int64)
    towns = {place.id: place.parent for place in folder.places.all if place.level == "town"}
    of_place = {name: number for number, name in enumerate(places)}
    of_place |= {town: of_place[parent] for town, parent in towns.items() if parent in of_place}
    for file in folder.files("ledger"):
        _add(values, file, wanted, years, of_place)
    return Books(wanted, years, places, values)


def _add(values: Array, file: Path, runs: Array, years: Array, of_place: dict[str, int]) -> None:
    """Add the flows of a chunk."""
    frame = pq.ParquetFile(file).read(list(COLUMNS)).to_pandas()
    year = frame["quarter"].to_numpy() // 4
    kept = np.isin(frame["run_id"].to_numpy(), runs) & np.isin(year, years)
    frame, year = frame[kept], year[kept]
    if frame.empty:
        return
    run = np.searchsorted(runs, frame["run_id"].to_numpy())
    first, last = int(run.min()), int(run.max())
    cell = (run - first) * len(years) + np.searchsorted(years, year)
    yuan = frame["yuan"].to_numpy()
    caused = _codes(frame["policy_id"], {"": 0}, 1)
    payer, receiver = (_codes(frame[f"{side}_account"], ACCOUNTS) for side in ("payer", "receiver"))
    pays_at, gets_at = (_codes(frame[f"{side}_place"], of_place) for side in ("payer", "receiver"))
    homes, firms, outside = ACCOUNTS["HH"], ACCOUNTS["F"], ACCOUNTS["RX"]
    governs = [ACCOUNTS[name] for name in BUDGETS]
    kinds = {family: _codes(frame["kind"], _numbers(family)) for family in FAMILIES}
    sold, bought = kinds[GDP], np.where(payer == firms, _materials(frame["kind"]), -1)
    # Between firms of the region the line is trade with other counties; what is sold at home stands on both sides.
    inside = (bought >= 0) & (receiver == firms)
    sold = np.where(inside, bought + 1, np.where(bought >= 0, -1, sold))
    bought = np.where(inside, bought + 1, np.where(receiver == outside, bought, -1))
    parts = (
        (np.where(receiver == homes, kinds[INCOME], -1), gets_at, 1),
        (np.where(payer == homes, kinds[INCOME], -1), pays_at, -1),
        (np.where(receiver == firms, sold, -1), gets_at, 1),
        (bought, pays_at, -1),
        (np.where(np.isin(receiver, governs), kinds[BUDGET], -1), gets_at, 1),
        (np.where(np.isin(payer, governs), kinds[BUDGET], -1), pays_at, -1),
    )
    own = values[first : last + 1]
    flat, size = own.reshape(-1, 2), own.size // 2
    for line, place, sign in parts:
        mine = (line >= 0) & (place >= 0)
        at = (cell[mine] * own.shape[2] + place[mine]) * own.shape[3] + line[mine]
        for column, some in ((0, np.ones(at.size, bool)), (1, caused[mine] == 1)):
            # Whole yuan of a year stay far below 2^53, so sums of floats are exact.
            sums = np.bincount(at[some], yuan[mine][some].astype(np.float64), size)
            flat[:, column] += sign * sums.astype(np.int64)


ACCOUNTS = {name: number for number, name in enumerate(("HH", "F", "CG", "TG", "CI", "RX"))}


def _numbers(family: str) -> dict[str, int]:
    return {kind: number for number, (one, kind) in enumerate(LINES) if one == family}


def _materials(kinds: pd.Series) -> Array:
    return _codes(kinds, {MATERIALS: _numbers(GDP)[MATERIALS]})


def _codes(column: pd.Series, numbers: dict[str, int], other: int = -1) -> Array:
    """A number for each text of a column; `other` for those without."""
    column = column.astype("category")
    found = np.array([numbers.get(str(name), other) for name in column.cat.categories], np.int64)
    return found[column.cat.codes.to_numpy()]
