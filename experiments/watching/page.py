"""The page of a live view, drawn by solara: Mesa's controls beside the pictures and tables of the run.

The controls are the parts of Mesa's SolaraViz; its frame is not used, as its words are English and its grid is of two
columns whatever it holds. Their two words are put into Chinese by the style sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import solara
from mesa.visualization.solara_viz import ModelController
from mesa.visualization.utils import update_counter

MOST_SEED = 2**32 - 1
LANGUAGES = {"中文": "zh", "English": "en"}
CONTROLS = ".bqw-controls"


@dataclass(frozen=True, eq=False)
class Shown:
    """What the page shows: how a run is made, its words and pictures, the run it begins with, its language."""

    model: Callable[..., Any]
    live: Any
    seed: int
    replicate: int
    lang: str


_shown: list[Shown] = []


def show(shown: Shown) -> None:
    """Choose what pages of this process show, before the server starts."""
    _shown[:] = [shown]


def spoken(words: dict[int, str]) -> str:
    """The style sheet by which buttons of Mesa's controls, counted from one, say these words."""
    return "\n".join(
        f"{CONTROLS} .v-btn:nth-of-type({at}) .v-btn__content{{font-size:0}}"
        f'{CONTROLS} .v-btn:nth-of-type({at}) .v-btn__content::after{{content:"{text}"}}'
        for at, text in words.items()
    )


@solara.component
def Page() -> None:
    """The whole page; every browser tab that opens it has a run of its own."""
    shown = _shown[-1]
    live = shown.live
    lang, set_lang = solara.use_state(shown.lang)
    parameters = solara.use_reactive({"seed": shown.seed, "replicate": shown.replicate})
    model = solara.use_reactive(solara.use_memo(lambda: shown.model(**parameters.value), []))
    with solara.AppBar():
        solara.AppBarTitle(f"{live.say('title', lang)} · {live.heading(lang)}")
        solara.ToggleButtonsSingle(
            value=next(name for name, code in LANGUAGES.items() if code == lang),
            values=list(LANGUAGES),
            on_value=lambda name: set_lang(LANGUAGES[name]),
            dense=True,
        )
    solara.Title(f"{live.heading(lang)} · bqw watch")
    solara.Style(spoken({1: live.say("reset", lang), 3: live.say("step", lang)}))
    place, set_place = solara.use_state("city")
    key, set_key = solara.use_state("income_rural_per_head")
    with solara.Sidebar():
        Controls(model, parameters, live, lang)
        with solara.Card(live.say("shown", lang), margin=0, elevation=0):
            Choice(live.say("place", lang), live.places(lang), place, set_place)
            Choice(live.say("indicator", lang), live.indicators(lang), key, set_key)
    View(model.value, live, place, key, lang)


@solara.component
def Controls(model: Any, parameters: Any, live: Any, lang: str) -> None:
    """Step, play, pause and reset, how fast, and the seed and replicate that a reset takes."""
    pause, steps = solara.use_reactive(50), solara.use_reactive(1)
    with solara.Card(live.say("controls", lang), margin=0, elevation=0):
        with solara.Div(classes=["bqw-controls"]):
            ModelController(
                model,
                model_parameters=parameters,
                play_interval=pause,
                render_interval=steps,
                use_threads=solara.use_reactive(False),
            )
        for name, value, least, most, step in (("steps", steps, 1, 8, 1), ("pause", pause, 0, 2000, 50)):
            solara.Text(live.say(name, lang, n=value.value), classes=["bqw-note"])
            solara.SliderInt("", value=value, min=least, max=most, step=step, thumb_label=False)
    with solara.Card(live.say("chance", lang), margin=0, elevation=0):
        for name in ("seed", "replicate"):
            Number(live.say(name, lang), name, parameters)
        solara.Text(live.say("apply", lang), classes=["bqw-note"])


@solara.component
def Number(label: str, name: str, parameters: Any) -> None:
    """A whole number that the next reset takes; what is out of range is brought back into it."""

    def take(value: int | None) -> None:
        parameters.value = {**parameters.value, name: min(max(int(value or 0), 0), MOST_SEED)}

    solara.InputInt(label, value=parameters.value[name], on_value=take)


@solara.component
def View(model: Any, live: Any, place: str, key: str, lang: str) -> None:
    """What is known of the run so far: at one place, and of one indicator in all counties."""
    turn = update_counter.get()
    recorder = model.run.recorder
    run = (id(model), model.run.done, turn)
    seen = solara.use_memo(lambda: live.seen(recorder.taken_values(), recorder.events), [run])

    def part(draw: Callable[..., str], *asked: str) -> str:
        return solara.use_memo(lambda: draw(seen, *asked, lang), [run, lang, *asked])

    drawn = {
        "strip": part(live.strip, place),
        "charts": part(live.charts, place),
        "map": part(live.county_map, key),
        "quarters": part(live.quarters, place),
        "events": part(live.events),
    }
    with solara.Div(classes=["bqw"], style="padding:14px 18px"):
        Progress(live, seen, model, place, lang)
        Html(drawn["strip"])
        with solara.Div(classes=["bqw-beside"], style="margin-top:14px"):
            with solara.Div(classes=["bqw-card", "bqw-charts"]):
                Html(live.over_charts(seen, place, lang))
                Html(drawn["charts"])
            with solara.Div(classes=["bqw-card", "bqw-map"]):
                Html(live.over_map(seen, key, lang))
                Html(drawn["map"])
        for name in ("quarters", "events"):
            with solara.Div(classes=["bqw-card", f"bqw-{name}"]):
                Html(f"<h2>{live.say(name, lang)}</h2>")
                Html(drawn[name], "bqw-scroll")
        Html(f'<p class="note">{live.say("truth", lang)}</p>')


@solara.component
def Progress(live: Any, seen: Any, model: Any, place: str, lang: str) -> None:
    """Which quarter is done, how many are left, which chance it meets."""
    run, horizon = model.run, live.scene.horizon
    when = live.when(seen, place, lang) or live.say("not_yet", lang)
    told = [
        live.say("of", lang, done=seen.done, all=horizon),
        f"{live.say('seed', lang)} {run.seed}",
        f"{live.say('replicate', lang)} {run.replicate}",
    ]
    if run.finished:
        told.append(live.say("done", lang))
    size = "when" if seen.done else "hint"
    Html(f'<div class="{size}">{when}</div><div class="note">{" · ".join(told)}</div>')
    solara.ProgressLinear(value=100.0 * seen.done / horizon, color="#004b7c")
    solara.Div(style="height:12px")


@solara.component
def Choice(label: str, names: dict[str, str], chosen: str, choose_one: Callable[[str], None]) -> None:
    """One of several by its name; names are of one language, what is chosen stays when they change."""
    called = next(name for name, code in names.items() if code == chosen)
    solara.Select(label, list(names), value=called, on_value=lambda name: choose_one(names[name]))


@solara.component
def Html(html: str, *classes: str) -> None:
    """HTML as the reading room made it."""
    solara.HTML(tag="div", unsafe_innerHTML=str(html), classes=list(classes))
