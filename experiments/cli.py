"""The command `bqw`: reads the verb, calls it, turns every failure into a sentence and an exit code."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from experiments.streams import forgiving
from experiments.usage import OVERVIEW, VERBS
from experiments.wording import choose
from sim.errors import InputError, Problem, unknown_name

FINE, BUG, INPUT, SOME_FAILED, CHECK_FAILED, INTERRUPTED = 0, 1, 2, 3, 4, 130
WHERE = "command line"


@dataclass(frozen=True)
class Call:
    """One command line read: the verb, its words, and the options."""

    verb: str
    words: tuple[str, ...] = ()
    scenarios: str | None = None
    only_print: bool = False
    help: bool = False
    dry_run: bool = False
    shard: str | None = None
    to: str | None = None
    no_pages: bool = False
    json: bool = False
    quiet: bool = False
    no_open: bool = False


FLAGS = {
    "--dry-run": "dry_run",
    "--cfg": "only_print",
    "--no-pages": "no_pages",
    "--json": "json",
    "--quiet": "quiet",
    "--no-open": "no_open",
}
"""Options without a value, and the field of a call that each sets."""
OPTIONS = ("--help", "--version", "--scenarios", "--shard", "--to", "--lang", *FLAGS)
HOMES = {
    **dict.fromkeys(("run", "compare", "rerun", "validate", "bench", "warmup"), "experiments.verbs"),
    **dict.fromkeys(("list", "check", "diff"), "experiments.looking"),
    "sweep": "experiments.sweep_verbs",
    **dict.fromkeys(("resume", "status"), "experiments.resuming"),
    "cost": "experiments.cost_verb",
    "cluster": "experiments.cluster_verb",
    "export": "experiments.export_verb",
    **dict.fromkeys(("report", "explore"), "experiments.report_verb"),
    "sensitivity": "experiments.sensitivity_verb",
    "attribute": "experiments.attribution_verb",
    **dict.fromkeys(("discover", "robust"), "experiments.discovery_verb"),
    "calibrate": "experiments.calibration_verb",
    "backtest": "experiments.backtest_verb",
    "goal": "experiments.goal_verb",
    "watch": "experiments.watch_verb",
}
"""Verb -> the module whose table VERBS holds it; nothing else is imported for a command."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (0 fine, 1 bug, 2 input, 3 runs failed, 4 check, 130)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    forgiving(sys.stdout, sys.stderr)
    try:
        return _dispatch(words)
    except InputError as error:
        _complain(error, words)
        return INPUT
    except KeyboardInterrupt as error:
        _tell_of_the_end(error, words)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except Exception:
        import traceback

        traceback.print_exc()
        print("bqw: 程序错误，请附上文报告 · a bug of bqw; please report the lines above", file=sys.stderr)
        return BUG


def read_call(words: Sequence[str]) -> Call:
    """Read a command line; raises InputError with every fault of verb and options."""
    problems: list[Problem] = []
    plain: list[str] = []
    settings: list[str] = []
    given: dict[str, str | bool | None] = {"scenarios": None, "shard": None, "help": False}
    rest = iter(words)
    for word in rest:
        option, equals, value = word.partition("=")
        if word in ("--help", "-h", "help") and not (plain and word == "help"):
            given["help"] = True
        elif option == "--scenarios":
            folder = value if equals else next(rest, "")
            given["scenarios"] = folder
            if not folder:
                problems.append(Problem(WHERE, "--scenarios needs a folder", "write --scenarios DIR"))
        elif option == "--shard":
            given["shard"] = value if equals else next(rest, "")
        elif option == "--to":
            given["to"] = value if equals else next(rest, "")
        elif option == "--lang":
            settings.append(f"lang={value if equals else next(rest, '')}")
        elif option in FLAGS:
            given[FLAGS[option]] = True
        elif word == "job" and given.get("only_print"):
            continue
        elif word.startswith("-") and not word.startswith(("-0", "-1")):
            problems.append(
                Problem(WHERE, f"{option!r} is not known", f"the options are {', '.join(OPTIONS)}")
            )
        else:
            plain.append(word)
    verb = plain[0] if plain else ""
    if verb and verb not in VERBS:
        problems.append(unknown_name(WHERE, verb, VERBS, most=len(VERBS)))
    if problems:
        raise InputError(problems)
    return Call(verb, (*plain[1:], *settings), **given)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Shown:
    """What a person sees of results: tables, a picture saved beside them, a line about the picture."""

    tables: list[Any]
    picture: Path | None = None
    note: str = ""


def read_run(folder: Path, lang: str) -> Shown:
    """The tables that sum up a run and the picture drawn beside its results."""
    from analysis.figures import picture_note, save_run_picture
    from analysis.summary import run_summary

    tables, picture = list(run_summary(folder, lang)), save_run_picture(folder, lang)
    return Shown(tables, picture, picture_note(folder, lang) if picture else "")


def read_comparison(folder: Path, baseline: str, lang: str) -> Shown:
    """The tables of paired differences and the picture drawn beside the results."""
    from analysis.figures import picture_note, save_comparison_picture
    from analysis.summary import compare_summary

    tables = list(compare_summary(folder, baseline, lang))
    picture = save_comparison_picture(folder, baseline, lang)
    return Shown(tables, picture, picture_note(folder, lang) if picture else "")


def read_card(
    folder: Path, lang: str, past: Path | None = None, observed: dict[str, dict[int, float]] | None = None
) -> tuple[list[Any], bool]:
    """The card of baseline statistics, and whether all lie in their ranges."""
    from analysis.validate import card

    shown, all_fine = card(folder, lang, past, observed)
    return list(shown), all_fine


def read_page(name: str, folder: Path, lang: str, **options: Any) -> Shown:
    """A page of the reading room, `analysis/pages/NAME.py`: its tables, a picture, a line about the picture."""
    found = import_module(f"analysis.pages.{name}").page(folder, lang, **options)
    return Shown(*found)


def read_variance_ratios(folder: Path) -> list[dict[str, Any]]:
    """How well pairing works: rows of scenario, county and outcome with their variance ratio, and its text."""
    from analysis.folder import Folder
    from analysis.pages.pairing import ratio_words, variance_ratios

    found = variance_ratios(Folder(folder))
    columns = ["scenario", "name_zh", "name_en", "indicator", "variance_ratio", "correlation"]
    rows: list[dict[str, Any]] = found[columns].to_dict("records")
    return [{**row, "shown": ratio_words(row["variance_ratio"])} for row in rows]


def write_pages(
    folder: Path,
    baseline: str,
    lang: str,
    pages: Mapping[str, Path | None],
    scenarios: Sequence[str] = (),
    complete_pairs: bool = False,
    map_file: str | None = None,
    package: str | None = None,
) -> list[Path]:
    """Write the report, the explorer or both of a comparison, by default beside its results; the files written."""
    from analysis.pages.files import write_pages

    return write_pages(folder, baseline, lang, pages, scenarios, complete_pairs, map_file, package)


def check_map(map_file: str, counties: Sequence[str]) -> None:
    """Raise InputError where a map of the user's own is no GeoJSON of polygons or lacks one of the counties."""
    from analysis.geo import map_shapes

    map_shapes(map_file, counties)


def live_page(**scene: Any) -> Any:
    """The words, pictures and style of the live view of one run, see `analysis.live.page.LivePage`."""
    from analysis.live.page import LivePage

    return LivePage(**scene)


def read_summary(folder: Path, baseline: str | None = None) -> str:
    """The numbers of the summary tables as one JSON document."""
    from analysis.summary_json import summary_json

    return summary_json(folder, baseline)


def write_export(
    folder: Path, form: str, out: Path | None, places: Sequence[str], indicators: Sequence[str], lang: str
) -> Path:
    """Results in another format; the file or folder that was written."""
    from analysis.export import export

    return export(folder, form, out, places, indicators, lang)


def _dispatch(words: list[str]) -> int:
    _refuse_foreign_sim()
    if words[:1] in (["--version"], ["-V"]):
        from sim import __version__

        print(f"bqw {__version__}")
        return FINE
    call = read_call(words)
    if call.help or not call.verb:
        print(VERBS.get(call.verb, OVERVIEW))
        return FINE if call.help or not words else INPUT
    home = import_module(HOMES[call.verb])
    verb: Callable[[Call], int] = home.VERBS[call.verb]
    return verb(call)


def _refuse_foreign_sim() -> None:
    """Stop when another package called `sim` is found before ours."""
    import sim

    ours = Path(__file__).resolve().parent.parent
    found = Path(sim.__file__ or "").resolve().parent.parent
    if found != ours or getattr(sim, "DISTRIBUTION", "") != "baiqianwan":
        given = f"another package called 'sim' is found first, in {found}"
        raise InputError([Problem("installation", given, "use an environment without it, or another folder")])


def _tell_of_the_end(error: KeyboardInterrupt, words: Sequence[str]) -> None:
    """What is kept after Ctrl-C, and the command that goes on."""
    again = getattr(error, "again", "") or shlex.join(["bqw", *words])
    kept: bool | None = getattr(error, "kept", None)
    said: dict[bool | None, tuple[str, str]] = {
        True: ("已完成者均已保存，由此继续", "what is done is kept; go on with"),
        False: ("尚无结果，重新开始", "nothing was made yet; begin again with"),
        None: ("再次输入", "give it again"),
    }
    zh, en = said[kept]
    told = choose(
        f"bqw：已中断；{zh}：{again}", f"bqw: interrupted; {en}: {again}", _language_of(words), "\n"
    )
    print(f"\n{told}", file=sys.stderr)


def _language_of(words: Sequence[str]) -> str:
    """The language that a command line asks for, which may be at fault itself."""
    for word, after in zip(words, [*words[1:], ""], strict=True):
        if word == "--lang":
            return after
        if word.lstrip("+-").startswith("lang="):
            return word.partition("=")[2]
    return "both"


def _complain(error: InputError, words: Sequence[str]) -> None:
    """Print every fault in the language asked for; both where none is."""
    count = len(error.problems)
    lang = _language_of(words)
    if lang != "en":
        from experiments.chinese import chinese

        print(f"bqw：输入有误 {count} 处", file=sys.stderr)
        for problem in error.problems:
            print(f"  {chinese(problem)}", file=sys.stderr)
    if lang != "zh":
        print(f"bqw: {count} fault{'s' if count > 1 else ''} in the input", file=sys.stderr)
        for problem in error.problems:
            print(f"  {problem.sentence()}", file=sys.stderr)
    if error.again:
        from experiments.wording import say

        say("改好后请再查一次", "check again after mending", lang, sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
