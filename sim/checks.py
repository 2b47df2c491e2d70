"""The strict base of everything a user writes: types, ranges and the words beside each number.

pydantic takes `'3'`, `True` and `inf` unless told otherwise; here a number is a number, a whole float (5e8)
may stand for an integer, and an unknown key is an error (law 5).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Status = Literal["sourced", "recalled", "judgement", "derived", "calibrated", "given"]


class Strict(BaseModel):
    """A frozen group of settings that refuses unknown keys, wrong types and infinities."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, allow_inf_nan=False, validate_default=True
    )


def _number(value: Any) -> Any:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


Number = Annotated[float, BeforeValidator(_number)]
"""A finite number; whole numbers are numbers, text and true/false are not."""

Whole = Annotated[int, BeforeValidator(_whole)]
"""A whole number; 5e8 is one, 1.5 and true are not."""


def parameter(
    default: Any,
    unit: str,
    low: float | None,
    high: float | None,
    zh: str,
    source: str,
    status: Status,
    en: str = "",
) -> Any:
    """Declare one number: default, unit, allowed range, Chinese and English words, source, status."""
    words: dict[str, Any] = {"unit": unit, "zh": zh, "en": en, "source": source, "status": status}
    return Field(default=default, ge=low, le=high, description=en or None, json_schema_extra=words)
