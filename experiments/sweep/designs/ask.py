"""Asked as it goes (自适应): a search decides the points, each from the answers so far."""

from __future__ import annotations

from typing import ClassVar, Literal

from experiments.sweep.design import Design


class Ask(Design):
    """Names who asks: the points are `bqw goal`'s or `bqw calibrate`'s, by ask and tell."""

    kind: Literal["ask"] = "ask"
    by: Literal["goal", "calibrate"]

    ASKED: ClassVar[str] = "goal or calibrate"
