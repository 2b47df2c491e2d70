"""Pictures kept small beside the tests: a figure drawn again must look like its own, to the eye if not to the byte.

`KEEP_PICTURES=1 pytest …` draws the kept pictures anew; look at them before they are committed.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PICTURES = Path(__file__).with_name("pictures")
DPI = 55
MOST_BYTES = 40_000
TOLERANCE = 7.0
"""Root mean square of differences, of 255: one label gone is about 10, another release's letters about 3."""
BLOCK = 3
"""Pixels averaged each way before comparing, so that edges of letters may differ."""


def drawn(figure: Figure, dpi: int = DPI) -> bytes:
    """A figure as PNG bytes by the Agg backend."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    FigureCanvasAgg(figure)
    written = io.BytesIO()
    figure.savefig(written, format="png", dpi=dpi, metadata={"Software": None})
    return written.getvalue()


def vector(figure: Figure) -> bytes:
    """A figure as SVG bytes, without the date."""
    written = io.BytesIO()
    figure.savefig(written, format="svg", metadata={"Date": None})
    return written.getvalue()


def difference(one: bytes, other: bytes) -> float:
    """Root mean square difference of two PNG pictures, of 255; infinite where their sizes differ."""
    first, second = _pixels(one), _pixels(other)
    if first.shape != second.shape:
        return float("inf")
    return float(np.sqrt(((first - second) ** 2).mean()))


def _pixels(png: bytes) -> np.ndarray:
    """Blocks of a picture [rows, columns, 3], 0 to 255."""
    from matplotlib.image import imread

    found = np.asarray(imread(io.BytesIO(png)), np.float64)[:, :, :3] * 255.0
    rows, columns = (size // BLOCK for size in found.shape[:2])
    blocks = found[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK, 3)
    return blocks.mean(axis=(1, 3))


def assert_looks(
    figure: Figure,
    name: str,
    tolerance: float = TOLERANCE,
    folder: Path = PICTURES,
    dpi: int = DPI,
    most: int = MOST_BYTES,
) -> None:
    """The figure looks like the kept `pictures/NAME.png`, or that of another folder."""
    found, kept = drawn(figure, dpi), folder / f"{name}.png"
    if os.environ.get("KEEP_PICTURES"):
        kept.write_bytes(found)
    assert kept.is_file(), f"{kept.name} is not kept; run with KEEP_PICTURES=1 and look at it"
    assert kept.stat().st_size <= most
    apart = difference(found, kept.read_bytes())
    assert apart <= tolerance, f"{name} differs from its kept picture by {apart:.1f} of 255"


def overlaps(figure: Figure, most: float = 1.0) -> list[tuple[str, str]]:
    """Pairs of texts of a drawn figure that lie on one another by more than some points each way."""
    from matplotlib.text import Text

    figure.draw_without_rendering()
    boxes = [
        (text.get_text(), Text.get_window_extent(text))
        for text in figure.findobj(Text)
        # Of an annotation only the words: a hair may lead past other words.
        if text.get_visible() and text.get_text().strip() and text.axes is not None
    ]
    limit = most * figure.dpi / 72.0
    found = []
    for number, (one, box) in enumerate(boxes):
        for other, second in boxes[:number]:
            across = min(box.x1, second.x1) - max(box.x0, second.x0)
            along = min(box.y1, second.y1) - max(box.y0, second.y0)
            if across > limit and along > limit:
                found.append((other, one))
    return found


def outside(figure: Figure) -> list[str]:
    """Texts of a drawn figure that its edge cuts."""
    from matplotlib.text import Text

    figure.draw_without_rendering()
    whole = figure.bbox
    return [
        text.get_text()
        for text in figure.findobj(Text)
        if text.get_visible()
        and text.get_text().strip()
        and text.axes is not None
        and (
            (box := Text.get_window_extent(text)).x0 < whole.x0 - 1
            or box.x1 > whole.x1 + 1
            or box.y0 < whole.y0 - 1
            or box.y1 > whole.y1 + 1
        )
    ]
