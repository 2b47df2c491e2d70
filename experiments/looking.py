"""The verbs that only look: `bqw list` and `bqw check`."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import BaseModel

from experiments.cli import FINE, WHERE, Call
from experiments.folders import PACKAGED, Folders, find_folders
from experiments.lint import linted_sheet
from experiments.policy_files import is_policy_file
from experiments.usage import NOUNS, WORDS_OF_FILES
from experiments.wording import LANGUAGES, choose, say
from sim.errors import InputError, Problem, unknown_name
from sim.faults import bare, figure, limits
from sim.reading import read_sheet

if TYPE_CHECKING:
    from experiments.calibration.landing import Landed

CHINESE = re.compile("[\u4e00-\u9fff]")
USUAL_REGION = "jiangmen"
GROUP_OF = {"scenarios": "scenario", "policies": "policy", "worlds": "world", "designs": "design"}


def list_verb(call: Call) -> int:
    """`bqw list [WHAT [WORD]] [lang=…] [region=…]`."""
    words = [word for word in call.words if not word.startswith(("lang=", "region="))]
    lang = _setting(call, "lang") or "both"
    if lang not in LANGUAGES:
        raise InputError([unknown_name(WHERE, lang, LANGUAGES, "lang")])
    if len(words) > 2:
        allowed = "name one thing to list, and a word to look for"
        raise InputError([Problem(WHERE, f"list is given {len(words)} words", allowed)])
    what, wanted = (*words, "", "")[:2]
    folders = find_folders(call.scenarios)
    if not what:
        for noun in ("regions", "scenarios", "policies", "worlds", "designs"):
            print(f"{noun:10} {', '.join(_names(noun, folders))}")
        more = ", ".join(f"bqw list {noun}" for noun in NOUNS)
        say(f"也可列出：{more}", f"also: {more}", lang) if lang != "both" else print(
            f"也可列出 · also: {more}"
        )
        return FINE
    if what not in NOUNS:
        raise InputError([unknown_name(WHERE, what, NOUNS)])
    if what in ("indicators", "targets"):
        _print_registry(what, lang, wanted)
    elif what == "policies":
        _print_policies(folders, lang, wanted, _setting(call, "region"))
    else:
        print_table(*_table(what, folders, lang, _setting(call, "region")), wanted)
    return FINE


def _setting(call: Call, key: str) -> str:
    """The value of `key=` among the words, empty where it is not given."""
    return ([word.partition("=")[2] for word in call.words if word.startswith(f"{key}=")] or [""])[-1]


def check_verb(call: Call) -> int:
    """`bqw check PATH`: a region folder, a policy, a scenario or a design file; every fault at once."""
    words = [word for word in call.words if not word.startswith("lang=")]
    if len(words) != 1:
        raise InputError(
            [Problem(WHERE, "check is given no path", "write `bqw check FILE` or `bqw check FOLDER`")]
        )
    path = Path(words[0])
    if path.is_dir():
        _check_region(path)
    elif path.suffix in (".yaml", ".yml") or path.is_file():
        _check_file(path, call.scenarios)
    else:
        allowed = "give a scenario, policy or design file, or a region folder"
        raise InputError([Problem(str(path), "there is no such file or folder", allowed)])
    lang = _setting(call, "lang") or "both"
    say(f"{path} 没有错误", f"{path}: no fault found", lang)
    return FINE


def diff_verb(call: Call) -> int:
    """`bqw diff ARM ARM [key=value ...]`: the settings in which two scenarios differ."""
    from experiments.request import is_setting
    from experiments.running import compose_arms
    from experiments.summing_up import summary
    from sim.declared.difference import differences, shown
    from sim.indicators.units import IN_CHINESE

    names = [word for word in call.words if not is_setting(word)]
    if len(names) != 2:
        allowed = "name two scenarios, like `bqw diff none balance_fund`"
        raise InputError([Problem(WHERE, f"diff is given {len(names) or 'no'} scenarios", allowed)])
    one, other = compose_arms(call.words, call.scenarios)
    lang = one.settings.lang
    found = differences(one.scenario, other.scenario)
    if not found:
        say("设置相同", "no setting differs", lang)
        return FINE
    for line in summary(one.scenario.policy, other.scenario.policy, found, lang):
        print(line)
    words = (("键", "key"), ("原", "from"), ("新", "to"), ("单位", "unit"))
    head = [choose(zh, en, lang, " ") for zh, en in words]
    head[1:3] = [f"{head[1]}: {one.name}", f"{head[2]}: {other.name}"]
    units = [choose(IN_CHINESE.get(each.unit, each.unit), each.unit, lang, " ") for each in found]
    units = [unit if each.unit else "" for unit, each in zip(units, found, strict=True)]
    rows = [
        [each.key, shown(each.before), shown(each.after), unit]
        for each, unit in zip(found, units, strict=True)
    ]
    print_table(head, rows)
    return FINE


VERBS: dict[str, Callable[[Call], int]] = {"list": list_verb, "check": check_verb, "diff": diff_verb}


def _check_region(path: Path) -> None:
    from sim.region import read_opening, read_region

    if not (path / "region.yaml").is_file():
        given = "this folder holds no region.yaml"
        raise InputError([Problem(str(path), given, "give a region folder, like scenarios/data/pocket")])
    region = read_region(path)
    for opening in region.openings:
        read_opening(region, opening)


def _check_file(path: Path, scenarios: str | None) -> None:
    from experiments.composing import compose_strictly

    sheet = read_sheet(path)
    if sheet.data.get("kind") is not None or "factors" in sheet.data:
        from experiments.sweep.checking import check_design

        check_design(sheet, scenarios)
    elif is_policy_file(sheet):
        from experiments.composing import compose_policy

        compose_policy(linted_sheet(sheet, "policy", find_folders(scenarios)), scenarios)
    else:
        compose_strictly(str(path.resolve()), scenarios)


def _names(noun: str, folders: Folders) -> list[str]:
    if noun == "regions":
        return sorted({*folders.names("region"), *folders.regions()})
    return folders.names(GROUP_OF[noun])


def _table(what: str, folders: Folders, lang: str, region: str = "") -> tuple[list[str], list[list[str]]]:
    if what == "scenarios":
        from experiments.listing_policies import scenarios

        return scenarios(folders, lang)
    if what in WORDS_OF_FILES:
        from experiments.listing_words import TABLES

        return TABLES[what](lang)
    if what == "parameters":
        head = ["key", "default", "unit", "range", "中文", "source", "status"]
        landed = _calibrated(folders, region)
        return head, [_of_region(row, landed) for row in _parameters()]
    words = (("名称", "name"), ("说明", "about"), ("文件", "file"))
    head = [zh if lang == "zh" else en for zh, en in words]
    return head, [_about(what, name, folders, lang) for name in _names(what, folders)]


def _about(what: str, name: str, folders: Folders, lang: str) -> list[str]:
    group = GROUP_OF.get(what, "region")
    path = folders.file(group, name)
    if path is None:
        path = folders.region_folder(name)
        return [name, "", _near(path) if path else ""]
    words = [
        line for line in opening_words(path) if lang == "both" or bool(CHINESE.search(line)) == (lang == "zh")
    ]
    return [name, " ".join(words), _near(path)]


def _near(path: Path) -> str:
    """A path as short as it is true: from here, or from where the program's own files are."""
    for base, shown in ((Path.cwd(), Path()), (PACKAGED.parent, Path())):
        if path.resolve().is_relative_to(base.resolve()):
            return str(shown / path.resolve().relative_to(base.resolve()))
    return str(path)


def opening_words(path: Path) -> Iterator[str]:
    """The comment a file opens with, the package header left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") and "@package" not in line:
            yield line.lstrip("# ").rstrip()
        elif line and not line.startswith(("#", "defaults:", "  -")):
            return


def _parameters() -> Iterator[list[str]]:
    """Every number a user can set, with its default, unit, range, words, source and status."""
    from experiments.judging import RunSettings
    from sim.scenario import Scenario

    yield from _fields(RunSettings, "")
    yield from _fields(Scenario, "")


def _calibrated(folders: Folders, region: str) -> dict[str, Landed]:
    """Calibrated values of a region, of the usual one where none is named."""
    from experiments.calibration.landing import landed_of_region

    name = folders.region_named(region) if region else USUAL_REGION
    known = _names("regions", folders)
    if name not in known:
        raise InputError([unknown_name(WHERE, region, known, "region")])
    return landed_of_region(folders, name)


def _of_region(row: list[str], landed: dict[str, Landed]) -> list[str]:
    """A line of the table as it is in a region: a calibrated value, its interval and its record."""
    if row[0] not in landed:
        return row
    key, _, unit, limited, zh, source, _ = row
    entry = landed[key]
    told = f"{entry.record}; 90 %: {figure(entry.low)} – {figure(entry.high)}; before: {source}"
    return [key, _shown(entry.value), unit, limited, zh, told, "calibrated"]


def _fields(model: type[BaseModel], prefix: str) -> Iterator[list[str]]:
    for name, info in model.model_fields.items():
        kind = bare(info.annotation)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            if name not in ("title", "policy"):
                yield from _fields(kind, f"{prefix}{name}.")
            continue
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        if (
            get_origin(kind) is dict
            or not (extra or isinstance(info.default, str))
            or (get_args(kind) and not extra)
        ):
            continue
        low, high = ("" if limit is None else figure(limit) for limit in limits(info))
        limited = f"{low} – {high}" if low or high else ""
        words = [str(extra.get(key, "")) for key in ("unit", "zh", "source", "status")]
        yield [f"{prefix}{name}", _shown(info.default), words[0], limited, words[1], words[2], words[3]]


def _shown(value: Any) -> str:
    if isinstance(value, float):
        return figure(value)
    return ", ".join(_shown(item) for item in value) if isinstance(value, tuple) else str(value)


def _print_policies(folders: Folders, lang: str, wanted: str, region: str) -> None:
    """One line a policy: whole on a screen of any width, columns in a pipe."""
    from experiments.listing_policies import REGION, policies

    known = _names("regions", folders)
    if region and folders.region_named(region) not in known:
        raise InputError([unknown_name(WHERE, region, known, "region")])
    head, rows = policies(folders, lang, folders.region_named(region) if region else REGION)
    if not sys.stdout.isatty():
        print_table(head, rows, wanted)
        return
    for name, title, *rest in _with_word(rows, wanted):
        _print_line(f"[bold]{name}[/bold]  {title} | {' | '.join(part for part in rest if part)}")


def _print_registry(what: str, lang: str, wanted: str) -> None:
    """Columns for a pipe, whole words on a screen of any width."""
    from experiments import listing

    if not sys.stdout.isatty():
        print_table(*listing.IN_A_PIPE[what](lang), wanted)
        return
    blocks: list[list[str]] = []
    for line in listing.ON_SCREEN[what](lang):
        if line.startswith(" ") and blocks:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    for block in _with_word(blocks, wanted):
        for line in block:
            _print_line(line)


def _print_line(line: str) -> None:
    from rich.console import Console

    Console().print(line, highlight=False, soft_wrap=True)


def _with_word(rows: list[list[str]], wanted: str) -> list[list[str]]:
    """The rows in which a word stands, capitals not minded; all of them where no word is given."""
    folded = wanted.casefold()
    return [row for row in rows if any(folded in cell.casefold() for cell in row)]


def print_table(head: list[str], rows: list[list[str]], wanted: str = "") -> None:
    """A table on a screen, columns parted by tabs in a pipe; only the lines with the word wanted."""
    rows = _with_word(rows, wanted)
    if not sys.stdout.isatty():
        for row in [head, *rows]:
            print("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table()
    for name in head:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console().print(table)
