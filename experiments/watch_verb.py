"""The verb `watch`: one run in a browser, quarter by quarter."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory

from experiments.cli import FINE, WHERE, Call, live_page
from experiments.composing import Composed, compose
from experiments.judging import unknown_key
from experiments.own_settings import split, truth, whole
from experiments.request import is_setting
from experiments.wording import choose, say
from sim.errors import InputError, Problem, nearest, unknown_name

OWN = ("port", "open", "replicate")
USUAL = ("firms_per_agent=100",)
"""What a view begins with unless told: seconds rather than minutes a run."""
MANY_RUNS = ("replicates", "workers", "threads", "record", "out", "engine", "most_seconds_per_run")
"""Settings of runs that are kept, which a view has no use for."""
EXTRA: Mapping[str, int] = {"solara": 2, "solara-assets": 2, "ipyvue": 2, "ipyvuetify": 2, "altair": 99}
"""Packages of the extra `viz`, and the major version that each must lie below."""
INSTALL = 'pip install "baiqianwan[viz]"'


def watch_verb(call: Call) -> int:
    """`bqw watch [ARM] [key=value ...] [port=] [open=no] [replicate=]`."""
    own, words = split(call.words, OWN)
    _refuse(words)
    port = whole(own, "port", 0, 1024, 65535) or None
    replicate = whole(own, "replicate", 0, 0, 2**32 - 1)
    opens = truth(own, "open", True) and not call.no_open
    arm = _arm(words, call.scenarios)
    refuse_without_extra()
    _serve(arm, replicate, port, opens)
    return FINE


def _refuse(words: Sequence[str]) -> None:
    """Raises InputError with every word that means nothing to a view."""
    keys = {_key(word) for word in words if is_setting(word)}
    arms = [word for word in words if not is_setting(word)]
    problems = []
    for key in sorted(keys):
        if key.partition(".")[0] in MANY_RUNS:
            problems.append(Problem(WHERE, f"{key} has no meaning here", _instead(key), key))
        elif unknown_key((key,)) and nearest(key, OWN):
            problems.append(unknown_name(WHERE, key, OWN, key))
    if len(arms) > 1:
        given = f"watch takes one scenario, not {len(arms)}"
        problems.append(Problem(WHERE, given, "write `bqw compare` for several"))
    if arms and "scenario" in keys:
        problems.append(Problem(WHERE, f"both {arms[0]!r} and scenario= are given", "give one of them"))
    if problems:
        raise InputError(problems)


def _arm(words: Sequence[str], scenarios: str | None) -> Composed:
    """The scenario asked for with its settings, quick unless told otherwise."""
    settings = [word for word in words if is_setting(word)]
    named = [word for word in words if not is_setting(word)]
    chosen = [word for word in settings if _key(word) == "scenario"]
    kept = [word for word in settings if word not in chosen]
    stated = {_key(word) for word in settings}
    usual = [word for word in USUAL if _key(word) not in stated]
    name = named[0] if named else chosen[-1].partition("=")[2] if chosen else "none"
    return compose(name, *usual, *kept, scenarios=scenarios)


def _serve(arm: Composed, replicate: int, port: int | None, opens: bool) -> None:
    from experiments.watching.model import model_of, scene_of
    from experiments.watching.server import listening, prepare, serve

    lang = arm.settings.lang
    with listening(port) as listener, TemporaryDirectory() as folder:
        zh, en = (
            "正在准备；首次需编译，约一分钟 …",
            "getting ready; the first time compiles, about a minute …",
        )
        print(choose(zh, en, lang), flush=True)
        model, live = model_of(arm), live_page(**scene_of(arm))
        prepare(live.style, Path(folder))
        from experiments.watching.page import Shown, show

        # The opening is kept and the quarter compiled, so that the page answers at once.
        model(seed=arm.settings.seed, replicate=replicate).step()
        show(Shown(model, live, arm.settings.seed, replicate, "en" if lang == "en" else "zh"))

        def started(address: str) -> None:
            print(f"{choose('在浏览器中打开', 'open in a browser', lang)}: {address}")
            print(
                choose("只有本机能打开；按 Ctrl-C 停止", "for this machine alone; Ctrl-C stops it", lang),
                flush=True,
            )

        serve(listener, opens, started)
    say("已停止", "stopped", lang)


def refuse_without_extra() -> None:
    """Raises InputError when the extra `viz` is not installed, or in versions that show a blank page."""
    absent, wrong = [], []
    for name, below in EXTRA.items():
        try:
            found = version(name)
        except PackageNotFoundError:
            absent.append(name)
            continue
        if int(re.match(r"\d+", found)[0]) >= below:  # type: ignore[index]
            wrong.append(f"{name} {found}")
    if absent:
        verb = "is" if len(absent) == 1 else "are"
        raise InputError([Problem("bqw watch", f"{', '.join(absent)} {verb} not installed", INSTALL)])
    if wrong:
        given = f"with {', '.join(wrong)} the page stays blank"
        raise InputError([Problem("bqw watch", given, INSTALL)])


def _key(word: str) -> str:
    return word.partition("=")[0].lstrip("+~")


def _instead(key: str) -> str:
    if key == "replicates":
        return "one run is watched; write replicate=3 for the run of that number"
    return "a view is one run that is shown and not kept; leave it out"


VERBS: dict[str, Callable[[Call], int]] = {"watch": watch_verb}
