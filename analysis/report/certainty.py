"""How sure a report is, and how its numbers were made: runs, pairs, what would narrow bands, versions, sources."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

from analysis.answer_text import few_runs
from analysis.folder import Folder
from analysis.labels import choose, head, indicator_name, percent, say
from analysis.multiplicity import Multiplicity
from analysis.programmes import KINDS
from analysis.report.html import Html, scrolled, table, tag
from analysis.report.languages import drawn, per_language
from analysis.story import Story
from analysis.summary import difference_rows
from analysis.written import about, band, effect

MOST_PAIRS = 200
STATUS_WORDS = {
    "sourced": ("有来源", "sourced"),
    "recalled": ("凭记忆", "recalled"),
    "derived": ("推导", "derived"),
    "estimated": ("推算", "estimated"),
    "judgement": ("判断", "judgement"),
    "calibrated": ("校准", "calibrated"),
    "given": ("给定", "given"),
}


def uncertainty(story: Story, lang: str) -> Iterator[Html]:
    """Runs and pairs of every scenario, what sharing chance achieved, and what would narrow the bands."""
    yield tag("p", say("report_uncertainty_note", lang, "\n"))
    yield _runs(story, lang)
    for name in story.comparison.scenarios:
        for one in ("zh", "en") if lang == "both" else (lang,):
            lost = story.comparison.pairs[name].sentence(story.title(name, one), one)
            if lost:
                yield tag("p", tag("b", lost))
        yield _headlines(story, name, lang)
        for said in per_language(lambda one, name=name: multiplicity(story, name, one), lang):  # type: ignore[misc]
            yield tag("p", said)
    for said in per_language(lambda one: narrower(story, one), lang):
        yield tag("p", said)
    yield tag("p", say("report_statistics_note", lang, "\n"), class_="note")


def _runs(story: Story, lang: str) -> Html:
    runs, design = story.folder.runs, story.folder.design["scenario"]
    rows = []
    for name in (story.comparison.baseline, *story.comparison.scenarios):
        states = runs.loc[runs["scenario"] == name, "status"]
        finished, failed = (int((states == state).sum()) for state in ("finished", "failed"))
        pairs = story.comparison.pairs.get(name)
        used, left = (str(len(pairs)), str(pairs.left_out)) if pairs else ("–", "–")
        asked = int((design == name).sum())
        counts = (asked, finished, failed, asked - len(states))
        rows.append([story.title(name, drawn(lang)), *(str(count) for count in counts), used, left])
    keys = ("scenario", "asked", "finished", "failed", "missing", "used", "left_out")
    return scrolled(table([say(f"report_{key}", lang) for key in keys], rows))


def _headlines(story: Story, scenario: str, lang: str) -> Html:
    """The headline effects with everything that says how sure they are."""
    city, one, rows = story.places[0], drawn(lang), []
    for key in story.headlines:
        row = story.row(key, scenario, city.id, story.last_year)
        if row is None:
            continue
        rows.append(
            [
                indicator_name(key, lang, "\n"),
                tag(
                    "span",
                    effect(row, one, unit=True),
                    data_number=f"{scenario}|{key}|{city.id}|{row['year']}",
                ),
                about(row, one) or "–",
                band(row, one, ("low", "high")),
                band(row, one),
                percent(row["share_positive"], 0),
                _number(row["correlation"]),
                _number(row["variance_ratio"]),
            ]
        )
    heads = [
        head("outcome", lang),
        head("mean", lang),
        head("amount", lang),
        head("interval", lang),
        say("report_band", lang),
    ]
    heads += [head("positive", lang), say("report_correlation", lang), say("report_variance", lang)]
    caption = f"{story.title(scenario, one)} · {city.name(lang)} · {story.last_year}"
    return scrolled(table(heads, rows, caption))


def multiplicity(story: Story, scenario: str, lang: str) -> str:
    """How many intervals of the console's table of GDP by place leave out zero, and how many chance alone would."""
    if "gdp_real" not in story.keys:
        return ""
    rows = difference_rows(story.comparison, scenario)
    years = [str(year) for year in sorted(rows["year"].unique())]
    said = Multiplicity.of(rows).sentence(lang)
    if not said:
        return ""
    about_what = {
        "zh": f"各地实际GDP，{'、'.join(years)}年：{said}。",
        "en": f"Real GDP by place, {' and '.join(years)}: {said}.",
    }
    return about_what[lang]


def _number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.2f}"


def narrower(story: Story, lang: str) -> str:
    """What would make intervals half as wide, and what more runs do not answer."""
    counted = story.counted
    if counted.of == "points":
        return say("report_narrower_points", lang).format(n=counted.within(lang))
    count = min(counted.counts)
    if count < 2:
        return say("report_narrower_one", lang) + say("report_narrower_rest", lang)
    wanted = pairs_to_halve(count)
    more = say("report_narrower", lang).format(n=counted.within(lang), fewest=count, wanted=wanted)
    few = few_runs(counted, lang)
    return few + (" " if few and lang == "en" else "") + more + say("report_narrower_rest", lang)


def pairs_to_halve(count: int) -> int:
    """Pairs that make Student's 95 % interval of the mean half as wide: t(n - 1) / sqrt(n) halved."""
    from scipy.special import stdtrit

    def width(n: int) -> float:
        return float(stdtrit(n - 1, 0.975)) / math.sqrt(n)

    wanted = width(count) / 2
    return next(n for n in range(count + 1, 5 * count + 5) if width(n) <= wanted)


def method(story: Story, lang: str) -> Iterator[Html]:
    """Pairing, versions, hashes, seeds, data and how much of the inputs is judgement."""
    yield tag("p", say("report_method_note", lang, "\n"))
    rows = [list(fact) for fact in facts(story, lang)]
    yield scrolled(
        table([say("report_item", lang), say("report_value", lang)], rows, words=(0, 1), most_kept=0)
    )
    yield tag("p", say("report_terms", lang, "\n"), class_="note")


def facts(story: Story, lang: str) -> Iterator[tuple[str, str]]:
    """What identifies a report: the same facts give the same numbers again."""
    manifest, folder = story.folder.manifest, story.folder
    identity, baseline = manifest["identity"], story.comparison.baseline
    yield say("report_version", lang), f"baiqianwan {manifest['versions']['baiqianwan']}"
    yield say("report_code", lang), identity["code_hash"][:16]
    yield say("report_data", lang), f"{identity['region']} {identity['region_hash'][:16]}"
    start = str(manifest["pairing"][baseline]["start"])
    before = choose(
        f"{start}之前一季末的资产负债", f"balances at the end of the quarter before {start}", lang, " · "
    )
    yield say("report_vintage", lang), before
    yield say("report_opening", lang), _counts(_opening_statuses(folder, baseline), lang)
    for name in (baseline, *story.comparison.scenarios):
        found = _policy_statuses(folder, name)
        if found:
            title = story.title(name, drawn(lang))
            yield f"{say('report_policy_status', lang)} · {title}", _counts(found, lang)
    yield say("report_scale", lang), str(manifest["pairing"][baseline].get("firms_per_agent", "–"))
    yield say("report_seed", lang), f"{identity['seed']} · {story.counts(lang)}"
    for name in (baseline, *story.comparison.scenarios):
        title = story.title(name, drawn(lang))
        yield f"{say('report_hash', lang)} · {title}", identity["scenarios"][name][:16]


def _opening_statuses(folder: Folder, scenario: str) -> Counter[str]:
    """Figures of one opening balance by where they come from."""
    rows = folder.chunks("opening", ["run_id", "status"]).to_pandas()
    runs = folder.runs.loc[folder.runs["scenario"] == scenario, "run_id"]
    rows = rows[rows["run_id"] == rows.loc[rows["run_id"].isin(runs), "run_id"].min()]
    return Counter(rows["status"].astype(str))


def _policy_statuses(folder: Folder, scenario: str) -> Counter[str]:
    """Entries of a scenario's policy by where their numbers come from, illustrative ones beside."""
    policy: dict[str, Any] = folder.scenario(scenario).get("policy") or {}
    entries = [entry for kind in KINDS for entry in (policy.get(kind) or {}).values()]
    found: Counter[str] = Counter(str(entry["status"]) for entry in entries if entry.get("status"))
    illustrative = sum(bool(entry.get("illustrative")) for entry in entries)
    if illustrative:
        found["illustrative"] = illustrative
    return found


def _counts(found: Counter[str], lang: str) -> str:
    """`149 judgement (98 %), 2 sourced; 27 of them illustrative (示意)`."""
    marked = found.pop("illustrative", 0)
    total = sum(found.values())
    zh = "，".join(
        f"{_status(key)[0]}{count}项（{100 * count / total:.0f} %）" for key, count in found.most_common()
    )
    en = ", ".join(
        f"{count} {_status(key)[1]} ({100 * count / total:.0f} %)" for key, count in found.most_common()
    )
    if marked:
        zh, en = f"{zh}；其中{marked}项为示意", f"{en}; {marked} of them illustrative"
    return choose(zh, en, lang, "\n") if total else "–"


def _status(key: str) -> tuple[str, str]:
    return STATUS_WORDS.get(key, (key, key))
