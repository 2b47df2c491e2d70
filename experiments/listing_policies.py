"""`bqw list policies` and `bqw list scenarios`: one line each, with what it costs, when, and who pays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from experiments.folders import Folders
from experiments.judging import cached_region
from experiments.policies import read_policy
from experiments.policy_files import words_of
from experiments.wording import choose
from sim.declared.policy import Policy
from sim.declared.target import Target
from sim.errors import InputError
from sim.reading import Sheet, read_sheet
from sim.region import Region
from sim.selection.cost import CostRow
from sim.targets import of_region, read_targets

Head = list[str]
Rows = list[list[str]]
REGION = "jiangmen"
START, HORIZON = "2023Q1", 44
"""The quarters over which costs are added up."""
PAYERS = {
    "city": ("市本级", "city"),
    "up": ("上级财政", "governments above"),
    "outside": ("市外", "outside"),
    "owners": ("社会资本（企业自筹）", "owners"),
    "recipients": ("受益地财政", "recipients"),
    "donors": ("帮扶方", "donors"),
    "collectives": ("村集体", "collectives"),
    "towns": ("镇街", "towns"),
}


def policies(folders: Folders, lang: str, region: str = REGION) -> tuple[Head, Rows]:
    """File, title, cost in all, years, cost of a full year, running costs, payers and start of every policy file."""
    folder = folders.region_folder(region)
    place = cached_region(str(folder)) if folder else None
    heads = (
        ("文件", "file"),
        ("政策", "policy"),
        ("总额", "in all"),
        ("年份", "years"),
        ("满额年度", "a full year"),
        ("另计运行费", "running costs"),
        ("出资方", "payers"),
        ("开始", "start"),
    )
    targets = of_region(read_targets(), place) if place else {}
    rows = [_policy_row(name, folders, place, targets, lang) for name in folders.names("policy")]
    return [choose(zh, en, lang, " ") for zh, en in heads], rows


def scenarios(folders: Folders, lang: str) -> tuple[Head, Rows]:
    """Name, title, what its file says of it, and the file of every scenario."""
    from experiments.looking import opening_words

    rows = []
    for name in folders.names("scenario"):
        path = folders.file("scenario", name)
        if path is not None:
            about = " ".join(in_language(opening_words(path), lang))
            rows.append([name, _title(read_sheet(path), lang), about, str(path)])
    heads = (("名称", "name"), ("标题", "title"), ("说明", "about"), ("文件", "file"))
    return [choose(zh, en, lang, " ") for zh, en in heads], rows


def in_language(lines: Iterable[str], lang: str) -> Iterator[str]:
    """What a comment says in one language: Chinese and English stand in lines of their own, or behind one another."""
    for line in lines:
        first = re.search("[\u4e00-\u9fff]", line)
        if lang == "both" or first is None:
            if lang != "zh":
                yield line
        elif first.start() == 0 or not re.match("[A-Za-z]", line):
            if lang == "zh":
                yield line
        else:
            yield (line[first.start() :] if lang == "zh" else line[: first.start()]).strip()


def _policy_row(
    name: str, folders: Folders, region: Region | None, targets: Mapping[str, Target], lang: str
) -> list[str]:
    path = folders.file("policy", name)
    assert path is not None
    sheet = read_sheet(path)
    policy = read_policy(sheet)
    title = _title(sheet, lang) or _first_title(policy, lang)
    if illustrative(sheet, policy):
        title += choose("（示意）", " (illustrative)", lang, "")
    if region is None:
        return [name, title, *[""] * 5, _start(policy)]
    try:
        rows = policy.cost(region, START, HORIZON, targets)
    except InputError as error:
        return [name, title, f"? {error.problems[0].given}", *[""] * 4, _start(policy)]
    return [name, title, *costs(rows, lang), payers_named(rows, region, lang), _start(policy)]


def illustrative(sheet: Sheet, policy: Policy) -> bool:
    """Whether members of it are drawn by a rule, as the sources give no list (示意)."""
    entries = [one for kind in (policy.programmes, policy.pairings, policy.events) for one in kind.values()]
    return bool(words_of(sheet).get("illustrative")) or any(one.illustrative for one in entries)


def costs(rows: Iterable[CostRow], lang: str) -> list[str]:
    """Certain cost in all, its years, the largest of them, running costs in all; `+?`: more that nobody knows."""
    years: dict[int, float] = {}
    running, unknown = 0.0, False
    for row in rows:
        if row.yuan is None:
            unknown = True
        elif row.item == "running costs":
            running += row.yuan
        elif row.certain:
            years[row.year] = years.get(row.year, 0.0) + row.yuan
    span = f"{min(years)}–{max(years)}" if years else ""
    total = money(sum(years.values()), lang) + (" +?" if unknown else "")
    return [
        total,
        span,
        money(max(years.values(), default=0.0), lang),
        money(running, lang) if running else "",
    ]


def payers_named(rows: Iterable[CostRow], region: Region, lang: str) -> str:
    """Who pays, the largest first; several counties are counted."""
    sums: dict[str, float] = {}
    for row in rows:
        sums[row.payer] = sums.get(row.payer, 0.0) + (row.yuan or 0.0)
    order = sorted(sums, key=lambda payer: -sums[payer])
    counties = [payer for payer in order if payer in region.counties.ids]
    words = []
    for payer in order:
        if payer in PAYERS:
            words.append(choose(*PAYERS[payer], lang, " "))
        elif len(counties) <= 3:
            county = region.counties.index(payer)
            names = region.counties.names_zh[county], region.counties.names_en[county]
            words.append(choose(*names, lang, " "))
        elif payer == counties[0]:
            words.append(choose(f"{len(counties)} 个县（市、区）", f"{len(counties)} counties", lang, " "))
    return ", ".join(words)


def money(yuan: float, lang: str) -> str:
    """Yuan for people: 亿元 or 万元, bn or m."""
    if not yuan:
        return "0"
    zh = f"{yuan / 1e8:.3g} 亿元" if yuan >= 1e8 else f"{yuan / 1e4:.4g} 万元"
    return choose(zh, f"{yuan / 1e9:.3g} bn" if yuan >= 1e9 else f"{yuan / 1e6:.3g} m", lang, " ")


def _title(sheet: Sheet, lang: str) -> str:
    title = words_of(sheet).get("title")
    if not isinstance(title, dict):
        return ""
    return choose(str(title.get("zh", "")), str(title.get("en", "")), lang, " ")


def _first_title(policy: Policy, lang: str) -> str:
    for entries in (policy.programmes, policy.pairings, policy.events):
        for one in entries.values():
            return choose(one.title.zh, one.title.en, lang, " ")
    return ""


def _start(policy: Policy) -> str:
    entries = (policy.programmes, policy.pairings, policy.adopts)
    dates = [one.start_date for kind in entries for one in kind.values()]
    dates += [one.date or one.drawn.from_date for one in policy.events.values() if one.date or one.drawn]  # type: ignore[union-attr]
    return min(dates).isoformat() if dates else ""
