"""The answer in one plain sentence and in boxes, in both languages: report, strip of numbers and JSON read these."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.answer import LEFT_OUT, MEASURE, Answer, Party, Row
from analysis.counted import Counted
from analysis.direction import direction, judged
from analysis.labels import indicator_name, money, say
from analysis.written import about, effect, form_of, in_how, level_text, tiny
from analysis.years import split_key
from sim.indicators import YUAN

if TYPE_CHECKING:
    from analysis.story import Story

MOST_PAYERS = 4
"""Payers that the sentence names; of more the three largest, then 等."""
MOST_PLACES = 3
"""Places of a kind that the sentence names."""
FEWEST, MOST = 4, 5
"""Boxes of a scenario."""
LARGEST_RUN = 20
"""Pairs below which a 90 % band is about the smallest to the largest of them."""


@dataclass(frozen=True)
class Box:
    """One number of the first screen: the row behind it, none where it is the money paid."""

    zh: str
    en: str
    row: Row | None = None

    def name(self, lang: str) -> str:
        """What it is."""
        return {"zh": self.zh, "en": self.en}.get(lang, f"{self.zh} {self.en}")


def listed(parts: list[str], lang: str) -> str:
    """Several things in a row: `a、b和c`, `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return (
        f"{'、' if lang == 'zh' else ', '}".join(parts[:-1]) + {"zh": "和", "en": " and "}[lang] + parts[-1]
    )


def yuan(value: float, lang: str) -> str:
    """An amount of yuan that stands alone."""
    return level_text(value, YUAN, lang)


def plain_sentence(story: Story, found: Answer, lang: str) -> str:
    """Who pays how much over which years, which places gain and lose in the last year, what the city is left with."""
    zh = lang == "zh"
    year = found.years[1]
    said = [_paid(found, lang)]
    places = _places(found, lang)
    if places:
        at = f"{year}年实际GDP：" if zh else f"real GDP in {year} is "
        apart = outside_groups(found, lang)
        more = [f"{'另：' if zh else 'beside these: '}{apart}"] if apart else []
        said.append(at + ("，" if zh else ", ").join([*places, *more]))
    if found.net.share is not None and not math.isnan(found.net.share["mean"]):
        said.append(_net(found.net.share, lang))
    parts = [part for part in said if part]
    title = story.title(found.scenario, lang)
    return f"{title}{'：' if zh else ': '}{('；' if zh else '; ').join(parts)}{'。' if zh else '.'}"


def _paid(found: Answer, lang: str) -> str:
    if not found.payers:
        return {"zh": "没有政策资金的出资", "en": "nobody pays into a policy"}[lang]
    payers, between = found.named, f"{found.years[0]}–{found.years[1]}"
    few = len(payers) <= MOST_PAYERS
    names = [getattr(payer, lang) for payer in (payers if few else payers[: MOST_PAYERS - 1])]
    if lang == "zh":
        who = listed(names, "zh") if few else "、".join(names) + "等"
        return f"{between}年共出资{yuan(found.paid, 'zh')}，由{who}出"
    who = listed(names, "en") if few else ", ".join(names) + " and others"
    return f"{yuan(found.paid, 'en')} is paid over {between}, by {who}"


def _places(found: Answer, lang: str) -> list[str]:
    """Clauses of places that gain, lose or are uncertain."""
    by_way: dict[str, list[Party]] = {"up": [], "down": [], "uncertain": []}
    for one in found.telling:
        if one.share is not None and not math.isnan(one.share["mean"]):
            by_way.setdefault(direction(one.share), []).append(one)
    said = []
    for way in ("up", "down"):
        for one in by_way[way][:MOST_PLACES]:
            said.append(
                _changed(
                    one.place.name(lang) if lang == "zh" else f"in {one.place.name(lang)}", one.share, lang
                )
            )
        more = len(by_way[way]) - MOST_PLACES
        if more > 0:
            word = {"up": ("上升", "up"), "down": ("下降", "down")}[way]
            said.append(f"另有{more}地{word[0]}" if lang == "zh" else f"{more} more are {word[1]}")
    unsure = [one.place.name(lang) for one in by_way["uncertain"]]
    if len(unsure) > MOST_PLACES:
        said.append(f"{len(unsure)}地方向不确定" if lang == "zh" else f"uncertain in {len(unsure)} places")
    elif unsure:
        said.append(
            f"{listed(unsure, 'zh')}方向不确定" if lang == "zh" else f"uncertain in {listed(unsure, 'en')}"
        )
    return said


def outside_groups(found: Answer, lang: str) -> str:
    """What real GDP changes by in counties that are in none of the groups, so that the parts make the city."""
    inside = {member for group in found.groups for member in group.place.members}
    rest = [(one, one.amount) for one in found.counties if one.place.id not in inside and one.amount]
    if not found.groups or not rest:
        return ""
    rows = [amount for _, amount in rest]
    mean = sum(row["mean"] for row in rows)
    # In the unit of the areas and the city, which it is added to.
    size = max(abs(one.amount["mean"]) for one in (*found.groups, found.net) if one.amount)
    alone = {"how": "abs", "unit_of_level": rows[0]["unit_of_level"], "mean": mean}
    told = form_of(alone, lang, size=size).text(mean)
    names = [one.place.name(lang) for one, _ in rest]
    if len(names) > MOST_PLACES:
        names = [f"其余{len(names)}地" if lang == "zh" else f"{len(names)} other places"]
    return f"{listed(names, lang)}{'' if lang == 'zh' else ' '}{told}"


def _changed(place: str, row: Row | None, lang: str) -> str:
    if row is None:
        return ""
    size, way = in_how(abs(row["mean"]), row, lang, sign=False), direction(row)
    amount = about(row, lang, sign=False).replace(">−", "<").replace("−", "")
    if lang == "zh":
        return f"{place}{'高' if way == 'up' else '低'}{size}（约{amount}）"
    return f"{size} (about {amount}) {'higher' if way == 'up' else 'lower'} {place}"


def _net(row: Row, lang: str) -> str:
    way = direction(row)
    if way == "unchanged":
        return {"zh": "全市不变", "en": "the city as a whole is unchanged"}[lang]
    if way == "uncertain":
        size, amount = effect(row, lang), about(row, lang)
        return {
            "zh": f"全市净影响方向不确定（均值{size}，约{amount}）",
            "en": f"the net effect on the city is of uncertain direction (mean {size}, about {amount})",
        }[lang]
    return {"zh": _changed("全市净", row, "zh"), "en": "net, " + _changed("in the whole city", row, "en")}[
        lang
    ]


def boxes(story: Story, found: Answer) -> list[Box]:
    """Cost, places that gain and lose most, the city net, rural income; the other headlines where there is no such."""
    shown = []
    first, last = found.years
    if found.payers:
        shown.append(Box(f"出资 · {first}–{last}", f"Paid · {first}–{last}"))
    zh, en = "实际GDP", "Real GDP"
    for one in found.telling[:2]:
        if one.share is not None and not math.isnan(one.share["mean"]):
            shown.append(
                Box(f"{one.place.zh}{zh} · {last}", f"{en}, {one.place.name('en')} · {last}", one.share)
            )
    city = found.net.place
    used = {MEASURE}
    if found.net.share is not None and not math.isnan(found.net.share["mean"]):
        shown.append(
            Box(f"全市净影响（{zh}） · {last}", f"Net effect on the city, real GDP · {last}", found.net.share)
        )
    if found.rural is not None and not math.isnan(found.rural["mean"]):
        used.add(found.rural["indicator"])
        shown.append(_of_city(found.rural))
    for key in story.headlines:
        row = story.row(key, found.scenario, city.id, last)
        if len(shown) < FEWEST and key not in used and row is not None and not math.isnan(row["mean"]):
            shown.append(_of_city(row))
    return shown[:MOST]


def _of_city(row: Row) -> Box:
    names = [indicator_name(row["indicator"], lang) for lang in ("zh", "en")]
    return Box(f"全市{names[0]} · {row['year']}", f"{names[1]}, whole city · {row['year']}", row)


def told_in_box(row: Row, lang: str) -> tuple[str, str]:
    """What a box says of a direction, and whether it is for the better, the worse or neutral."""
    way = direction(row)
    if tiny(row):
        return f"{say(way, lang)} · {say('story_tiny', lang)}", "neutral"
    verdict = judged(way, split_key(row["indicator"])[0].better)
    words = [say(way, lang), *([say(f"story_{verdict}", lang)] if verdict != "neutral" else [])]
    return " · ".join(words), verdict


def payers_told(found: Answer, lang: str) -> str:
    """The largest payers with what they pay, all in one unit: `新会区10.9 亿元、蓬江区9.3 亿元`."""
    largest = found.named[: MOST_PAYERS - 1] if len(found.named) > MOST_PAYERS else found.named
    space = "" if lang == "zh" else " "
    said = [f"{getattr(one, lang)}{space}{money(one.yuan, lang, size=found.paid)}" for one in largest]
    more = len(found.payers) > len(largest)
    if lang == "zh":
        return "、".join(said) + ("等" if more else "")
    return ", ".join(said) + (" and others" if more else "")


def receivers_told(found: Answer, lang: str) -> str:
    """The counties whose budgets received most, in one unit: `到账：台山市12.6 亿元、开平市10.6 亿元`."""
    least = max(LEFT_OUT * found.paid, 1.0)
    got = sorted((one for one in found.counties if one.received >= least), key=lambda one: -one.received)
    if not got:
        return ""
    space = "" if lang == "zh" else " "
    said = [
        f"{one.place.name(lang)}{space}{money(one.received, lang, size=found.paid)}"
        for one in got[:MOST_PLACES]
    ]
    more = len(got) > MOST_PLACES
    if lang == "zh":
        return "到账：" + "、".join(said) + ("等" if more else "")
    return "Received: " + ", ".join(said) + (" and others" if more else "")


def few_runs(counted: Counted, lang: str) -> str:
    """That a 90 % band of few pairs or points is about the smallest to the largest of them; empty of many."""
    if min(counted.counts) >= LARGEST_RUN:
        return ""
    n = counted.within(lang)
    return {
        "zh": f"只有{n}，90%区间约为其中最小到最大的一{say(counted.of, 'zh')}。",
        "en": f"With {n} the 90 % band is about the smallest to the largest of them.",
    }[lang]
