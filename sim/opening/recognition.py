"""Opening of titles (企业认定): who is in the statistics, who holds which title, and the usual subsidies.

The known count of above-scale industrial firms is a count of LISTED firms. Sizes are drawn so that as many firms are
truly above scale; a hidden share of the smallest of these is not listed, and as many firms between the delisting line
and the threshold are still listed. So both counts are met. Titles go to the best of those who could hold them: the
able are the known number over the share that holds the title, and the opening's draw says who of them does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.behaviour import recognition
from sim.calendar import EPOCH
from sim.chance import Use, draws, make_key, quarter_word
from sim.kernels.maths import U32, F, kernel, log_array
from sim.kernels.philox import normal32, philox, uniform32
from sim.loops.fixed import HIGH
from sim.loops.titles import SUMS, TABLE, assess_titles
from sim.tables import Recognition
from sim.tables.recognition import HIDDEN, IN_STATISTICS, NEVER, Title

if TYPE_CHECKING:
    from sim.opening.blocks import Flows, Known
    from sim.opening.members import Rows
    from sim.opening.structure import Setting
    from sim.parameters.recognition import Recognition as Rules

PRESENT = "high_tech_firms"
"""The item by which a region shows that it has this block."""
GROWN = 5
"""Quarters since digitalisation of those who have it at the opening: their first year is over."""


@dataclass(frozen=True)
class Titles:
    """Columns of the opening's rows, and the standing that each title asks of a county's firms."""

    titles: np.ndarray
    listed: np.ndarray
    digital: np.ndarray
    location: np.ndarray
    specialised: np.ndarray
    giant: np.ndarray
    key: np.ndarray


@kernel
def _standing(ids, productivity, sales, word, seed, research, points, rules):
    """Log research before the county's location, and quality, of every row; as the January loop has them."""
    for i in range(ids.size):
        u, v, p, q = philox(U32(ids[i]), U32(ids[i] >> HIGH), word, U32(0), seed, U32(0))
        bent, other = normal32(uniform32(u), uniform32(v)), normal32(uniform32(p), uniform32(q))
        research[i] = recognition.log_research(bent, productivity[i], F(0.0), rules[0], rules[1])
        points[i] = recognition.quality(other, productivity[i], sales[i], rules[2], rules[3])


def fixed_address(setting: Setting) -> tuple[np.uint32, np.uint32]:
    """Word and seed of what a firm is bent to: the same in every quarter and every replicate."""
    return quarter_word(EPOCH, Use.OPENING_TITLES), make_key(setting.scenario.opening_seed).seed


def titles_of(setting: Setting, rows: Rows, productivity: np.ndarray) -> Titles:
    """Titles, listing and digitalisation of the opening's rows; nothing where the region gives no counts."""
    counties = setting.structure.counties
    never = np.full(counties, NEVER)
    zero = np.zeros(rows.ids.size, np.int8)
    titles = Titles(zero, zero.copy(), zero.copy(), -never, never.copy(), never.copy(), never.copy())
    if not setting.data.stocks.has(PRESENT):
        return titles
    rules = setting.scenario.parameters.recognition
    county = setting.structure.county_of[rows.cell]
    single = setting.structure.industry[rows.cell] & (rows.members == 1)
    able = np.flatnonzero(single & (rows.sales >= rules.least_sales_yuan))
    research, points = standing_of(setting, rows.ids[able], productivity[able], rows.sales[able])
    chance = np.zeros((rows.ids.size, 4))
    chance[able] = draws(
        (setting.scenario.opening_seed, 0), rows.ids[able], EPOCH, Use.OPENING_TITLES, block=1
    )
    wide = rows.sales[able] >= rules.specialised_sales_yuan
    for c in range(counties):
        mine = county[able] == c
        _list(setting, rows, titles.listed, chance[:, 0], single & (county == c), c)
        _name(setting, titles, rules, c, able[mine], research[mine], points[mine], wide[mine], chance)
        _digitalise(setting, rows, titles.digital, chance[:, 3], single & (county == c), c)
    return titles


def standing_of(
    setting: Setting, ids: np.ndarray, productivity: np.ndarray, sales: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Log research and quality of firms."""
    rules = setting.scenario.parameters.recognition
    research, points = np.empty(ids.size, np.float32), np.empty(ids.size, np.float32)
    numbers = (
        rules.research_spread_share,
        rules.research_to_productivity,
        rules.quality_to_productivity,
        rules.quality_to_size,
    )
    in_units = (sales / recognition.SIZE_UNIT).astype(np.float32)
    _standing(
        np.ascontiguousarray(ids), productivity.astype(np.float32), in_units, *fixed_address(setting),
        research, points, np.array(numbers, np.float32),
    )  # fmt: skip
    return research, points


def _count(setting: Setting, item: str, county: int) -> int:
    return int(setting.data.stocks.of(item, [setting.region.counties.ids[county]], 0.0)[0])


def _list(
    setting: Setting, rows: Rows, listed: np.ndarray, chance: np.ndarray, mine: np.ndarray, c: int
) -> None:
    """Listed firms of a county: all that are above scale but the hidden, and as many that are no longer."""
    facts = setting.data.facts
    threshold = facts.above_scale_threshold_yuan
    above = np.flatnonzero(mine & ~rows.small)
    line = setting.scenario.parameters.recognition.delisting_sales_yuan
    below = np.flatnonzero(mine & rows.small & (rows.sales >= line))
    share = setting.data.stocks.of("hidden_share", [setting.region.counties.ids[c]], 0.0)[0]
    number = min(int(np.floor(share * above.size + 0.5)), below.size)
    near = above[np.argsort(np.where(rows.sales[above] < 2.0 * threshold, chance[above], 2.0), kind="stable")]
    listed[above] = IN_STATISTICS
    listed[near[:number]] = HIDDEN
    listed[below[np.argsort(chance[below], kind="stable")[:number]]] = IN_STATISTICS


def _name(
    setting: Setting,
    found: Titles,
    rules: Rules,
    c: int,
    able: np.ndarray,
    research: np.ndarray,
    points: np.ndarray,
    wide: np.ndarray,
    chance: np.ndarray,
) -> None:
    """Titles of a county's firms, and the least standing of each."""
    number, share = _count(setting, PRESENT, c), rules.high_tech_pool_share
    chosen, least = _best(research, number, share, chance[able, 1])
    found.titles[able[chosen]] |= np.int8(Title.HIGH_TECH)
    if number:
        found.location[c] = float(log_array(np.array([1.0 - rules.research_reach_share]))[0]) - least
    among = np.flatnonzero(wide)
    for item, title, least_of in (
        ("specialised_firms", Title.SPECIALISED, found.specialised),
        ("little_giants", Title.LITTLE_GIANT, found.giant),
        ("key_giants", Title.KEY_GIANT, found.key),
    ):
        number = _count(setting, item, c)
        chosen, least = _best(points[among], number, rules.specialised_pool_share, chance[able[among], 2])
        among = among[chosen]
        found.titles[able[among]] |= np.int8(title)
        least_of[c] = least if number else NEVER


def _best(score: np.ndarray, number: int, share: float, chance: np.ndarray) -> tuple[np.ndarray, float]:
    """So many firms drawn from the best, of whom they are that share, and the least score of the best."""
    if number == 0 or score.size == 0:
        return np.zeros(0, np.int64), NEVER
    best = np.argsort(-score, kind="stable")[: max(int(np.ceil(number / share)), number)]
    return best[np.argsort(chance[best], kind="stable")[:number]], float(score[best[-1]])


def _digitalise(
    setting: Setting, rows: Rows, digital: np.ndarray, chance: np.ndarray, mine: np.ndarray, c: int
) -> None:
    """Firms of a county that have digitalised: drawn among the above-scale, large ones first."""
    above = np.flatnonzero(mine & ~rows.small)
    order = np.argsort(chance[above] / rows.sales[above], kind="stable")
    digital[above[order[: _count(setting, "digital_firms", c)]]] = GROWN


def open_recognition(known: Known, flows: Flows) -> Recognition:
    """First state; the usual subsidies to upgrades are a part of counties' spending and of owners' income."""
    setting, structure = known.setting, known.setting.structure
    state = Recognition.none(structure.counties, structure.cells)
    stocks, parameters = setting.data.stocks, setting.scenario.parameters
    if not stocks.has(PRESENT):
        return state
    spread = parameters.productivity.sd_share * structure.noise_scale[known.rows.cell]
    titles = titles_of(setting, known.rows, spread * known.rows.productivity)
    state.active = 1
    state.research_location, state.specialised_score = titles.location, titles.specialised
    state.giant_score, state.key_score = titles.giant, titles.key
    subsidies = stocks.of("upgrade_subsidies_yuan", setting.region.counties.ids, 0.0) * setting.flow_share
    state.upgrade_subsidies = subsidies
    flows.county_payments += subsidies
    flows.households += parameters.recognition.award_household_share * subsidies
    _measure(known, state)
    return state


def _measure(known: Known, state: Recognition) -> None:
    """Size and research of the opening's firms: a January in which nothing is given or taken, on a copy."""
    setting, structure = known.setting, known.setting.structure
    rules = setting.scenario.parameters.recognition
    constants = recognition.fixed_constants(rules, setting.data.facts.above_scale_threshold_yuan, 1.0)
    constants |= {"lapse": 0.0}
    nothing = ("list", "high_tech", "specialised", "giant", "digital")
    table = TABLE.fill(
        structure.cells,
        industry=structure.industry,
        location=state.research_location[structure.county_of],
        specialised_least=state.specialised_score[structure.county_of],
        giant_least=state.giant_score[structure.county_of],
        key_least=state.key_score[structure.county_of],
        high_tech_more=0.0,
        specialised_more=0.0,
        digital_more=0.0,
        **{f"{name}_share": 0.0 for name in nothing},
        **constants,
    )
    key = make_key(setting.scenario.opening_seed)
    word = quarter_word(setting.trend.first, Use.RECOGNITION)
    sums = assess_titles(known.firms.copy(), table, word, fixed_address(setting), key, None)
    of = {name: sums[:, number] for number, name in enumerate(SUMS)}
    state.base, state.above_scale = of["sales"].astype(np.float64), of["above"].astype(np.float64)
    state.large_share = of["above_sales"] / np.maximum(of["sales"], 1)
    state.research_true = structure.by_county(of["research"])
    state.research_reported = structure.by_county(of["research_reported"])
