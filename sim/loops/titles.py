"""January's look at industrial firms: in the statistics or not, which titles, who begins to digitalise."""

from __future__ import annotations

import numpy as np

from sim.behaviour import digital, recognition
from sim.chance import Key
from sim.kernels.maths import I64, U32, F, exp32, kernel, log32
from sim.kernels.pages import (
    BLOCK,
    DIGITAL,
    LISTED_IN_STATISTICS,
    MEMBERS,
    PRODUCTIVITY,
    SALES,
    TITLES,
)
from sim.kernels.philox import normal32, philox, uniform32
from sim.kernels.tables import Columns
from sim.loops.fixed import HIGH
from sim.loops.spans import Threads, summed
from sim.tables import Firms
from sim.tables.recognition import HIDDEN, IN_STATISTICS, Title

TABLE = Columns(
    "industry",
    "threshold",
    "drop_below",
    "least",
    "list_share",
    "notch_small",
    "notch_middle",
    "notch_large",
    "location",
    "spread",
    "elasticity",
    "able",
    "relabelled",
    "gain",
    "high_tech_share",
    "high_tech_more",
    "lapse",
    "to_productivity",
    "to_size",
    "size_unit",
    "specialised_sales",
    "specialised_share",
    "specialised_more",
    "giant_share",
    "specialised_least",
    "giant_least",
    "key_least",
    "digital_share",
    "digital_more",
)
(
    INDUSTRY,
    THRESHOLD,
    DROP_BELOW,
    LEAST,
    LIST_SHARE,
    NOTCH_SMALL,
    NOTCH_MIDDLE,
    NOTCH_LARGE,
    LOCATION,
    SPREAD,
    ELASTICITY,
    ABLE,
    RELABELLED,
    GAIN,
    HIGH_TECH_SHARE,
    HIGH_TECH_MORE,
    LAPSE,
    TO_PRODUCTIVITY,
    TO_SIZE,
    SIZE_UNIT,
    SPECIALISED_SALES,
    SPECIALISED_SHARE,
    SPECIALISED_MORE,
    GIANT_SHARE,
    SPECIALISED_LEAST,
    GIANT_LEAST,
    KEY_LEAST,
    DIGITAL_SHARE,
    DIGITAL_MORE,
) = TABLE.numbers

SUMS = (
    "listed",
    "listed_late",
    "delisted",
    "high_tech",
    "specialised",
    "little_giant",
    "key_giant",
    "digital",
    "above",
    "above_sales",
    "sales",
    "research",
    "research_reported",
    "gain",
    "early_titles",
    "early_digital",
)
(
    S_LISTED,
    S_LISTED_LATE,
    S_DELISTED,
    S_HIGH_TECH,
    S_SPECIALISED,
    S_LITTLE_GIANT,
    S_KEY_GIANT,
    S_DIGITAL,
    S_ABOVE,
    S_ABOVE_SALES,
    S_SALES,
    S_RESEARCH,
    S_REPORTED,
    S_GAIN,
    S_EARLY_TITLES,
    S_EARLY_DIGITAL,
) = range(len(SUMS))
HIGH_TECH, SPECIALISED = int(Title.HIGH_TECH), int(Title.SPECIALISED)
LITTLE_GIANT, KEY_GIANT = int(Title.LITTLE_GIANT), int(Title.KEY_GIANT)


@kernel
def titles_loop(
    first, last, floats, flags, ids, cell, live, table, word, fixed_word, fixed_seed, seed, replicate, sums
):
    """Every single firm of industry that is large enough or listed: statistics, research, titles, digitalisation.

    Two addressed draws a firm: what it is bent to (fixed for good by the opening's seed) and this January's luck.
    """
    for page in range(first, last):
        k = cell[page]
        c, s, x, z, who = table[k], sums[k], floats[page], flags[page], ids[page]
        if c[INDUSTRY] == F(0.0):
            continue
        sold = I64(0)
        for j in range(live[page]):
            sold += I64(x[SALES * BLOCK + j])
        s[S_SALES] += sold
        log_able = log32(c[ABLE])
        for j in range(live[page]):
            sales, listed, titles = (
                x[SALES * BLOCK + j],
                z[LISTED_IN_STATISTICS * BLOCK + j],
                z[TITLES * BLOCK + j],
            )
            if x[MEMBERS * BLOCK + j] > F(1.0) or (sales < c[LEAST] and listed == 0 and titles == 0):
                continue
            low, high = U32(who[j]), U32(who[j] >> HIGH)
            u, v, p, q = philox(low, high, fixed_word, U32(0), fixed_seed, U32(0))
            a, b, d, e = philox(low, high, word, U32(0), seed, replicate)
            productivity, able = x[PRODUCTIVITY * BLOCK + j], sales >= c[LEAST]

            now = recognition.listing(listed, sales, uniform32(a), c[LIST_SHARE], c[THRESHOLD], c[DROP_BELOW])
            z[LISTED_IN_STATISTICS * BLOCK + j] = now
            if now == IN_STATISTICS and listed != IN_STATISTICS:
                s[S_LISTED] += 1
                s[S_LISTED_LATE] += I64(listed == HIDDEN)
            s[S_DELISTED] += I64(listed == IN_STATISTICS and now != IN_STATISTICS)
            if sales >= c[THRESHOLD]:
                s[S_ABOVE] += 1
                s[S_ABOVE_SALES] += I64(sales)
                begun = digital.begin(z[DIGITAL * BLOCK + j], uniform32(e), c[DIGITAL_SHARE])
                if z[DIGITAL * BLOCK + j] == 0:
                    s[S_DIGITAL] += I64(begun != 0)
                    s[S_EARLY_DIGITAL] += I64(sales * c[DIGITAL_MORE])
                z[DIGITAL * BLOCK + j] = begun

            bent = normal32(uniform32(u), uniform32(v))
            logs = recognition.log_research(bent, productivity, c[LOCATION], c[SPREAD], c[ELASTICITY])
            ratio = exp32(max(F(-10.0), min(F(5.0), logs)))
            within = able and logs >= log_able
            after = recognition.high_tech(titles, within, uniform32(b), c[HIGH_TECH_SHARE], c[LAPSE])
            s[S_HIGH_TECH] += I64(after & ~titles & HIGH_TECH != 0)
            if within and titles & HIGH_TECH == 0:
                closed = log32(recognition.raised_research(ratio, c[RELABELLED]) / ratio)
                s[S_GAIN] += I64(sales * c[HIGH_TECH_MORE] * c[GAIN] * closed)
            spent = sales * recognition.notch(sales, c[NOTCH_SMALL], c[NOTCH_MIDDLE], c[NOTCH_LARGE])
            held = after & HIGH_TECH != 0
            s[S_RESEARCH] += I64(
                spent * (recognition.raised_research(ratio, c[RELABELLED]) if held else ratio)
            )
            s[S_REPORTED] += I64(spent * (max(ratio, F(1.0)) if held else ratio))

            points = recognition.quality(
                normal32(uniform32(p), uniform32(q)),
                productivity,
                sales / c[SIZE_UNIT],
                c[TO_PRODUCTIVITY],
                c[TO_SIZE],
            )
            wide = sales >= c[SPECIALISED_SALES]
            if wide and after & SPECIALISED == 0 and points >= c[SPECIALISED_LEAST]:
                s[S_EARLY_TITLES] += I64(sales * c[SPECIALISED_MORE])
            final = recognition.specialised(
                after,
                points,
                wide,
                uniform32(d),
                c[SPECIALISED_SHARE],
                c[GIANT_SHARE],
                c[LAPSE],
                c[SPECIALISED_LEAST],
                c[GIANT_LEAST],
                c[KEY_LEAST],
            )
            fresh = final & ~titles
            s[S_SPECIALISED] += I64(fresh & SPECIALISED != 0)
            s[S_LITTLE_GIANT] += I64(fresh & LITTLE_GIANT != 0)
            s[S_KEY_GIANT] += I64(fresh & KEY_GIANT != 0)
            z[TITLES * BLOCK + j] = final


def assess_titles(
    firms: Firms,
    table: np.ndarray,
    word: np.uint32,
    fixed: tuple[np.uint32, np.uint32],
    key: Key,
    threads: Threads | None,
) -> np.ndarray:
    """Titles loop over all pages: sums [cells, SUMS]. `fixed`: word and seed of what a firm is bent to for good."""
    return summed(
        titles_loop,
        firms.used,
        threads,
        ((table.shape[0], len(SUMS)),),
        firms.floats,
        firms.flags,
        firms.ids,
        firms.cell,
        firms.live,
        table,
        word,
        *fixed,
        *key,
    )[0]
