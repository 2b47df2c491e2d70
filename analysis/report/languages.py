"""Languages inside a report: which one numbers and pictures take, and sentences in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def drawn(lang: str) -> str:
    """The language of numbers and pictures, one where both are asked for."""
    return "zh" if lang == "both" else lang


def per_language(said: Callable[[str], str], lang: str) -> list[str]:
    """A sentence in every language asked for."""
    return [said(one) for one in (("zh", "en") if lang == "both" else (lang,))]


def listed(parts: Sequence[str], lang: str) -> str:
    """Several things in a row: `a、b`, `a, b and c`."""
    if lang == "zh":
        return "、".join(parts)
    return ", ".join(parts[:-1]) + f" and {parts[-1]}" if len(parts) > 1 else "".join(parts)
