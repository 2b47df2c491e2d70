"""Languages inside a report: which one numbers and pictures take, and sentences in each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from analysis.report.html import Html, joined, tag


def drawn(lang: str) -> str:
    """The language of numbers and pictures, one where both are asked for."""
    return "zh" if lang == "both" else lang


def per_language(said: Callable[[str], str], lang: str) -> list[str]:
    """A sentence in every language asked for."""
    return [said(one) for one in (("zh", "en") if lang == "both" else (lang,))]


def titled(said: Callable[[str], str], lang: str) -> Html:
    """The title of a picture in bold; where both languages are asked for, English stands on a line of its own."""
    first, *second = per_language(said, lang)
    return joined(
        [tag("b", first), *(part for one in second for part in (Html("<br>"), tag("span", one, lang="en")))]
    )


def spoken(said: Callable[[str], str], lang: str) -> str:
    """A text alternative in every language asked for."""
    return " / ".join(per_language(said, lang))


def bracketed(text: str, lang: str) -> str:
    """What stands in brackets after a word: full-width ones after Chinese."""
    return f"（{text}）" if lang == "zh" else f" ({text})"


def listed(parts: Sequence[str], lang: str) -> str:
    """Several things in a row: `a、b`, `a, b and c`."""
    if lang == "zh":
        return "、".join(parts)
    return ", ".join(parts[:-1]) + f" and {parts[-1]}" if len(parts) > 1 else "".join(parts)
