"""What a policy is and what it costs: the inputs from and to, a long list by kind, its money in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.labels import choose, head, in_unit, money_unit, say, unit_told
from analysis.programmes import totals_of_policies
from analysis.report.html import Html, joined, scrolled, table, tag
from analysis.report.inputs import KIND_WORDS, OTHER, Changed, changed_inputs, line
from analysis.report.languages import bracketed, drawn, listed, per_language
from analysis.story import Story
from analysis.words.purses import ABOVE, LOCAL, OUTSIDE, PRIVATE

MOST_LINES = 25
"""Lines of a table of inputs; a longer one is told by kind, and whole in a fold that is not printed."""
DEAREST = 12
"""Entries that are named above such a fold."""
LEAST = 0.005
"""Of the unit: less is not told."""
PURSES = {"local": LOCAL, "above": ABOVE, "outside": OUTSIDE, "private": PRIVATE}


def inputs(story: Story, scenario: str, lang: str) -> Html:
    """Which inputs differ, from and to, and what the policy plans to spend."""
    found = changed_inputs(story.folder, story.comparison.baseline, scenario)
    if not found:
        return tag("p", say("report_no_inputs", lang, "\n"))
    cost = [tag("p", said) for said in per_language(lambda one: cost_sentence(story, scenario, one), lang)]
    if len(found) <= MOST_LINES:
        return joined([*cost, _from_to(found, lang)])
    dearest = sorted(found, key=lambda one: -one.planned)[:DEAREST]
    count = say("report_all_inputs", lang).format(n=len(found))
    fold = tag("details", tag("summary", count), _from_to(found, lang), class_="data")
    caption = say("report_dearest", lang).format(n=len(dearest))
    rest = tag(
        "p",
        say("report_more_inputs", lang, "\n").format(n=len(found) - len(dearest)),
        class_="note printed",
    )
    return joined([*cost, _by_kind(found, lang), _from_to(dearest, lang, caption), rest, fold])


def cost_sentence(story: Story, scenario: str, lang: str) -> str:
    """What the policies of a scenario plan over all years and which purses pay, from the table of their money."""
    totals = totals_of_policies(story.folder, scenario)
    if totals.empty:
        return {"zh": "政策没有资金流动。", "en": "No money of policies moves."}[lang]
    scale, unit = money_unit(float(totals["planned"].sum()), lang)

    def told(name: str) -> str:
        """A sum in the unit of the whole sentence."""
        return in_unit(float(totals[name].sum()), scale)

    purses = sorted(PURSES, key=lambda key: -float(totals[key].sum()))
    shown = [
        f"{PURSES[key][0]}{told(key)}" if lang == "zh" else f"{PURSES[key][1]} {told(key)}"
        for key in purses
        if totals[key].sum() >= 0.5
    ]
    paid = in_unit(float(totals[list(PURSES)].sum().sum()), scale)
    own, back, cut = (
        told(key) if totals[key].sum() >= LEAST * scale else "" for key in ("own", "returned", "cut")
    )
    years, title = f"{story.years[0]}–{story.last_year}", story.title(scenario, lang)
    if lang == "zh":
        zh = [f"计划{told('planned')}", *([f"自筹{own}"] if own else [])]
        less = [f"实际出资{paid}", *([f"退回{back}"] if back else []), *([f"压减{cut}"] if cut else [])]
        return f"“{title}”{years}年（{unit}）：{'＋'.join(zh)}＝{'＋'.join(less)}；出资方：{listed(shown, 'zh')}。"
    en = [f"planned {told('planned')}", *([f"own parts {own}"] if own else [])]
    less = [f"paid {paid}", *([f"given back {back}"] if back else []), *([f"cut {cut}"] if cut else [])]
    return f"“{title}”, {years}, {unit} yuan: {' + '.join(en)} = {' + '.join(less)}; paid by {listed(shown, 'en')}."


def _from_to(found: Sequence[Changed], lang: str, caption: str = "") -> Html:
    heads = [say(key, lang) for key in ("report_kind", "report_input", "report_from", "report_to")]
    scale, unit = money_unit(sum(one.planned for one in found), drawn(lang))
    told = any(one.planned for one in found)
    rows = [
        [
            choose(*KIND_WORDS.get(one.kind, OTHER), lang),
            line(one.what, lang),
            line(one.before, lang),
            line(one.after, lang),
            *([in_unit(one.planned, scale) if one.planned else "–"] if told else []),
        ]
        for one in found
    ]
    heads += [say("report_planned_total", lang) + bracketed(unit_told(unit, lang), lang)] if told else []
    return scrolled(table(heads, rows, caption, words=(0, 1, 2, 3)))


def _by_kind(found: Sequence[Changed], lang: str) -> Html:
    """How many entries of each kind are new, dropped and changed, and the money they plan."""
    kinds = [kind for kind in (*KIND_WORDS, "other") if any(one.kind == kind for one in found)]
    scale, unit = money_unit(sum(one.planned for one in found), drawn(lang))
    rows = []
    for kind in (*kinds, ""):
        mine = [one for one in found if kind in ("", one.kind)]
        new = sum(one.before[1] == "none" for one in mine)
        gone = sum(one.after[1] == "none" for one in mine)
        name = choose(*KIND_WORDS.get(kind, OTHER), lang) if kind else choose("合计", "All", lang)
        yuan = sum(one.planned for one in mine)
        counts = (new, gone, len(mine) - new - gone)
        rows.append([name, *(str(count) for count in counts), in_unit(yuan, scale) if yuan else "–"])
    heads = [say(key, lang) for key in ("report_kind", "report_new", "report_dropped", "report_changed")]
    return scrolled(
        table(
            [*heads, head("planned", lang) + bracketed(unit_told(unit, lang), lang)],
            rows,
            say("report_by_kind", lang),
        )
    )
