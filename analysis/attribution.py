"""What each member of a policy package brings: Shapley values read from the runs of its coalitions.

The worth of a coalition is the value of an indicator at a place in a year, against the same replicate with no member in
force. So values of a replicate sum to the effect of the whole package in that replicate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.folder import Folder
from analysis.places import Place
from analysis.shapley import Game, alone, interactions, last, merged, sampling_error, shapley, total
from analysis.statistics import bands, interval, standard_error
from analysis.years import How, unit_of, usual_how, year_values
from sim.errors import InputError, Problem, unknown_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Array = NDArray[Any]
REST = "rest"
REST_TITLE = {"zh": "其余政策", "en": "All others"}
KEPT = 0.95
"""Confidence of the intervals."""


@dataclass(frozen=True, eq=False)
class Worth:
    """A game over the replicates that are whole, in a unit, with what its axes mean."""

    game: Game
    key: str
    year: int
    places: tuple[Place, ...]
    how: How
    unit: str
    """`share` of the value without any member, or the indicator's unit."""
    nobody: Array
    """The indicator with no member in force, [replicates, places]."""
    left_out: int
    """Replicates without one of their coalitions, because a run failed."""

    @property
    def replicates(self) -> int:
        """Replicates that count."""
        return int(self.game.worth.shape[1])


@dataclass(frozen=True, eq=False)
class Attribution:
    """The coalitions of a package and their runs."""

    folder: Folder
    kept: tuple[str, ...] = ()
    """Members told one by one, the others as one; empty for all."""

    @property
    def scenario(self) -> str:
        """The package as an arm."""
        return self.folder.scenarios[0]

    @property
    def members(self) -> tuple[str, ...]:
        """Names of the members, in the order of the design."""
        return tuple(self._question["members"])

    @property
    def orders(self) -> int:
        """Orders of members that were sampled; none where every coalition was run."""
        return len(self._question["orders"])

    @property
    def policies(self) -> dict[str, list[str]]:
        """Policy files of each member."""
        return {name: list(one["policies"]) for name, one in self._question["members"].items()}

    def title(self, member: str, lang: str) -> str:
        """What people call a member; its name where it has no title."""
        words = self._question["members"].get(member, {}).get("title", REST_TITLE)
        return str(words.get("zh" if lang == "zh" else "en") or member)

    @property
    def _question(self) -> dict[str, Any]:
        found: dict[str, Any] | None = (self.folder.manifest["identity"].get("design") or {}).get(
            "attribution"
        )
        if found is None:
            given = "holds no coalitions of a policy package"
            raise InputError([Problem(str(self.folder.path), given, "make them with `bqw attribute ARM`")])
        return found

    def worth(self, key: str, places: Sequence[Place], year: int | None = None, how: How = "pct") -> Worth:
        """The worth of every coalition; a replicate that lacks one is left out and counted.

        A relative difference is NaN at places where the value without the package is not above zero. Raises InputError
        when no replicate is left, or no place.
        """
        found = year_values(self.folder, key, places)
        years = [int(one) for one in found.years]
        wanted = years[-1] if year is None else year
        if wanted not in years:
            given = f"{wanted} is not among the years"
            raise InputError([Problem(str(self.folder.path), given, f"{years[0]} to {years[-1]}", "year")])
        rows = self._runs_of_points(found.runs)
        whole = (rows >= 0).all(0)
        if not whole.any():
            given = f"none of {rows.shape[1]} replicates has all its {len(rows)} coalitions"
            allowed = "see the errors of the runs that failed"
            raise InputError([Problem(str(self.folder.path), given, allowed)])
        level = found.values[rows[:, whole], years.index(wanted)].astype(np.float64)
        game = self._game(level)
        nobody = game.at(0)
        how = how if usual_how(key) == "pct" else "abs"
        if how == "pct":
            above = (nobody > 0.0).all(0)
            if not above.any():
                given = f"{key} without the package is not above zero"
                raise InputError([Problem(str(self.folder.path), given, "ask for how=abs", "how")])
            worth = (game.worth - nobody) / np.where(above, nobody, np.nan)
        else:
            worth = game.worth - nobody
        unit = "share" if how == "pct" else unit_of(key)
        game = Game(game.members, game.rows, worth, game.orders)
        return Worth(game, key, wanted, tuple(places), how, unit, nobody, int((~whole).sum()))

    def _runs_of_points(self, runs: Array) -> Array:
        """Row of every finished run by [point, replicate]; -1 where it failed or is not made."""
        design = self.folder.design
        points, replicates = (int(design[key].max()) + 1 for key in ("point_id", "replicate"))
        rows = np.full((points, replicates), -1)
        at = design.set_index("run_id").loc[runs, ["point_id", "replicate"]].to_numpy()
        rows[at[:, 0], at[:, 1]] = np.arange(len(runs))
        return rows

    def _game(self, level: Array) -> Game:
        members = self.members
        rows = self.folder.points[list(members)].to_numpy().astype(bool)
        orders = tuple(tuple(order) for order in self._question["orders"])
        game = Game(members, rows, level, orders)
        if not self.kept:
            return game
        unknown = [name for name in self.kept if name not in members]
        if unknown:
            raise InputError(
                [unknown_name(str(self.folder.path), name, members, "members") for name in unknown]
            )
        if not game.exact:
            given = "members of sampled orders cannot be put together"
            raise InputError([Problem(str(self.folder.path), given, "ask for all members", "members")])
        if set(self.kept) == set(members):
            return game
        return merged(game, [members.index(name) for name in self.kept], REST)

    def table(
        self,
        indicator: str | Sequence[str],
        year: int | None = None,
        by: str | Sequence[str] | None = None,
        how: How = "pct",
    ) -> pd.DataFrame:
        """A row a member, place and indicator, and one for the whole package (member `total`).

        Columns: indicator, year, level, place, name_zh, name_en, member, title_zh, title_en, how, unit, mean, median,
        q05, q25, q75, q95, se, low, high (95 %), sampling_error, share_positive, alone, last, without (the indicator
        with no member in force), n, left_out.
        """
        keys = [indicator] if isinstance(indicator, str) else list(indicator)
        places = self.folder.places.several(by)
        return pd.DataFrame([row for key in keys for row in self._rows(self.worth(key, places, year, how))])

    def _rows(self, worth: Worth) -> list[dict[str, Any]]:
        game = worth.game
        values = np.concatenate([shapley(game), total(game)[None]])
        nothing = np.zeros((1, *sampling_error(game).shape[1:]))
        spread = np.concatenate([sampling_error(game), nothing])
        ways = {
            name: np.concatenate([of(game), total(game)[None]]).mean(1)
            for name, of in (("alone", alone), ("last", last))
        }
        rows = []
        for number, member in enumerate((*game.members, "total")):
            measures = measured(values[number], spread[number], len(game.orders))
            for column, place in enumerate(worth.places):
                rows.append(
                    {
                        "indicator": worth.key,
                        "year": worth.year,
                        **_place(place),
                        "member": member,
                        **self._titles(member),
                        "how": worth.how,
                        "unit": worth.unit,
                        **{name: float(found[column]) for name, found in measures.items()},
                        **{name: float(found[number, column]) for name, found in ways.items()},
                        "without": float(worth.nobody[:, column].mean()),
                        "n": worth.replicates,
                        "left_out": worth.left_out,
                    }
                )
        return rows

    def _titles(self, member: str) -> dict[str, str]:
        if member == "total":
            return {"title_zh": "全部", "title_en": "Whole package"}
        return {f"title_{lang}": self.title(member, lang) for lang in ("zh", "en")}

    def interactions(
        self,
        indicator: str,
        year: int | None = None,
        by: str | Sequence[str] | None = None,
        how: How = "pct",
    ) -> pd.DataFrame:
        """A row a pair of members and place: the Shapley interaction index, above zero where they help one another.

        Columns: indicator, year, level, place, name_zh, name_en, one, other, how, unit, and the measures of `table`.
        """
        worth = self.worth(indicator, self.folder.places.several(by), year, how)
        values, names = interactions(worth.game), worth.game.members
        rows = []
        for one, other in zip(*np.triu_indices(len(names), 1), strict=True):
            measures = measured(values[one, other])
            for column, place in enumerate(worth.places):
                rows.append(
                    {
                        "indicator": indicator,
                        "year": worth.year,
                        **_place(place),
                        "one": names[one],
                        "other": names[other],
                        "how": worth.how,
                        "unit": worth.unit,
                        **{name: float(found[column]) for name, found in measures.items()},
                        "n": worth.replicates,
                    }
                )
        return pd.DataFrame(rows)

    def waterfall(
        self,
        indicator: str,
        place: str = "city",
        year: int | None = None,
        how: How = "pct",
        ax: Axes | None = None,
        lang: str = "en",
    ) -> Axes:
        """From the baseline over the members to the whole package, with what is uncertain."""
        from analysis.figures.waterfall import waterfall

        return waterfall(self, indicator, place, year, how, ax, lang)


def measured(values: Array, spread: Array | None = None, orders: int = 0) -> dict[str, Array]:
    """Measures of values [replicates, places]: bands, interval of the mean widened by what orders were drawn.

    half^2 = half of replicates^2 + (t of the draws x sampling error)^2, with a draw two orders. Of a single draw the
    sampling error is not known, NaN, and so are the ends: an interval without it would be too narrow.
    """
    low, high = interval(values, KEPT)
    middle = values.mean(0)
    spread = np.zeros(values.shape[1:]) if spread is None else spread
    if orders and np.isnan(spread).all():
        low, high = np.full(middle.shape, np.nan), np.full(middle.shape, np.nan)
    elif orders > 2:
        from scipy.special import stdtrit

        half = stdtrit(orders // 2 - 1, 0.5 + KEPT / 2) * spread
        low, high = middle - np.hypot(middle - low, half), middle + np.hypot(high - middle, half)
    return bands(values) | {
        "se": standard_error(values),
        "low": low,
        "high": high,
        "sampling_error": spread,
        "share_positive": (values > 0.0).mean(0),
    }


def _place(place: Place) -> dict[str, str]:
    return {"level": place.level, "place": place.id, "name_zh": place.zh, "name_en": place.en}
