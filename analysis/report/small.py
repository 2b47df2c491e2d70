"""Pictures made small without moving a point: what matplotlib writes at length is written short, once a page."""

from __future__ import annotations

import re
from collections import Counter

from analysis.report.html import Html

LONG = 120
"""Letters from which an outline that a page draws several times is written once and referred to."""
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
STEP = re.compile(r"l([^A-Za-z]*)")


def small(svg: str) -> str:
    """A picture without what changes nothing of it: empty groups, names of groups, spaces, rotations by nothing."""
    svg = re.sub(r">\s+<", "><", svg)
    svg = re.sub(r' transform="rotate\(-?0 [^)]*\)"', "", svg)
    svg = re.sub(r'<g id="[^"]*"', "<g", svg)
    svg = re.sub(r' style="([^"]*)"', lambda found: f' style="{_style(found.group(1))}"', svg)
    svg = re.sub(r' d="([^"]*)"', lambda found: f' d="{steps(found.group(1))}"', svg)
    return _without_bare_groups(svg)


def steps(path: str) -> str:
    """An outline of steps with the letter of a step written once, and no zero or space that is not needed."""
    if not re.fullmatch(r"[MLlz\d\s.-]*", path):
        return path

    def run(found: re.Match[str]) -> str:
        numbers = [_bare(one) for one in NUMBER.findall(found.group())]
        text = "".join(one if one[0] == "-" or not at else f" {one}" for at, one in enumerate(numbers))
        return f"l{text}"

    return re.sub(r"(?:l[^A-Za-z]*)+", run, path)


def once(page: str) -> Html:
    """A page in which an outline that is drawn several times stands once, where it is first drawn."""
    outlines = re.compile(rf'<path d="([^"]{{{LONG},}})"')
    counts = Counter(outlines.findall(page))
    names = {path: f"o{at}" for at, path in enumerate(path for path, count in counts.items() if count > 1)}
    defined: set[str] = set()

    def refer(found: re.Match[str]) -> str:
        path, rest = found.group(1), found.group(2)
        if path not in names:
            return found.group()
        name = names[path]
        # A path that is referred to must have no looks of its own, so that every reference gives it its own.
        first = "" if name in defined else f'<defs><path id="{name}" d="{path}"/></defs>'
        defined.add(name)
        return f'{first}<use href="#{name}"{rest}/>'

    return Html(re.sub(rf'<path d="([^"]{{{LONG},}})"([^>]*?)/>', refer, page))


def _bare(number: str) -> str:
    """`-0.7` as `-.7`; the first of two numbers of a step is told from the second by its sign or a space."""
    return re.sub(r"^(-?)0\.", r"\1.", number)


def _style(text: str) -> str:
    text = re.sub(r"\s*([:;])\s*", r"\1", text.strip().rstrip(";"))
    return re.sub(r"#([0-9a-f])\1([0-9a-f])\2([0-9a-f])\3(?![0-9a-f])", r"#\1\2\3", text)


def _without_bare_groups(svg: str) -> str:
    """Groups that say nothing of what they hold are left out, what they hold stays."""
    found, open_groups = [], []
    for piece in re.split(r"(<g\b[^>]*/?>|</g>)", svg):
        if piece.startswith("<g") and not piece.endswith("/>") and re.match(r"<g\b", piece):
            open_groups.append(piece.strip() != "<g>")
            found.append(piece if open_groups[-1] else "")
        elif piece == "</g>":
            found.append(piece if open_groups.pop() else "")
        elif piece != "<g/>":
            found.append(piece)
    return "".join(found)
