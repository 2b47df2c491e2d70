"""HTML by small functions: text is always escaped, attributes too; what is already HTML is `Html`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape, unescape

MOST_KEPT = 14
"""Rows up to which a table is kept on one printed page."""


class Html(str):
    """Text that is HTML already and is not escaped again."""

    __slots__ = ()


Part = Html | str


def text_of(part: Part) -> Html:
    """HTML as it is, text escaped, its line breaks kept."""
    return part if isinstance(part, Html) else Html(escape(part).replace("\n", "<br>"))


def tag(name: str, *parts: Part, **attributes: str) -> Html:
    """An element: `tag("p", "text", class_="note")`; a trailing underscore of an attribute's name is dropped."""
    shown = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value, quote=True)}"'
        for key, value in attributes.items()
    )
    return Html(f"<{name}{shown}>{''.join(text_of(part) for part in parts)}</{name}>")


def joined(parts: Iterable[Part]) -> Html:
    """Several parts after one another."""
    return Html("".join(text_of(part) for part in parts))


def printed(cell: Part) -> Part:
    """A number with a true minus sign; HTML is left as it is."""
    return cell if isinstance(cell, Html) else re.sub(r"(?<![\w.])-(?=\d)", "−", cell)


def table(
    heads: Sequence[Part],
    rows: Iterable[Sequence[Part]],
    caption: Part = "",
    words: Iterable[int] = (0,),
    style: str = "",
    most_kept: int = MOST_KEPT,
) -> Html:
    """A table whose head is repeated on every printed page and whose rows are never broken; a short one stays whole.

    Columns hold numbers, set to the right, but for those in `words`. `style` is every cell's own, where no style sheet
    is; a table whose heads are all empty has none.
    """
    worded = frozenset(words)
    rows = [[cell if at in worded else printed(cell) for at, cell in enumerate(row)] for row in rows]

    def kind(column: int) -> dict[str, str]:
        return {"class_": "word" if column in worded else "number"} | ({"style": style} if style else {})

    def top(at: int, cell: Part) -> Html:
        return tag("th", cell, scope="col", **kind(at)) if cell else tag("td")

    head = tag("tr", *(top(at, cell) for at, cell in enumerate(heads)))
    body = [
        tag(
            "tr",
            *(
                tag("th", cell, scope="row", **{**kind(at), "class_": "word"})
                if at == 0
                else tag("td", cell, **kind(at))
                for at, cell in enumerate(row)
            ),
        )
        for row in rows
    ]
    above = [tag("caption", caption)] if caption else []
    kept = {"class_": "whole"} if len(body) <= most_kept else {}
    titled = [tag("thead", head)] if any(heads) else []
    return tag("table", *above, *titled, tag("tbody", *body), **kept)


def scrolled(shown: Html) -> Html:
    """A table that scrolls by itself where the screen is narrower than it, with the keyboard too.

    It is called by its caption, or by its heads where it has none.
    """
    named = re.search(r"<caption>(.*?)</caption>", shown) or re.search(r"<thead>(.*?)</thead>", shown)
    text = re.sub(r"<[^>]*>", " ", named.group(1)) if named else ""
    label = " ".join(unescape(text).split())
    return tag("div", shown, class_="scroll", tabindex="0", role="region", aria_label=label)
