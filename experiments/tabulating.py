"""Tables in Markdown."""

from __future__ import annotations

from collections.abc import Sequence

Rows = list[Sequence[object]]


def table(head: Sequence[str], rows: Rows) -> str:
    """A table in Markdown."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for row in rows:
        cells = (" ".join(str(cell).split()).replace("|", "/") for cell in row)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)
