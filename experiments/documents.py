"""Pages that are written from the code: `docs/parameters.md`. A test compares them with what stands there."""

from __future__ import annotations

from pathlib import Path

from pydantic.fields import FieldInfo

from sim.parameters import Parameters
from sim.scenario import Scenario

PAGE = Path("docs/parameters.md")
HEAD = """# Every number of the behaviours

Written from [`sim/parameters/`](../sim/parameters) by `make docs`. Each number can be set by its key, e.g.
`parameters.growth.noise_sd_share=0.2`, on the command line or in a scenario file; outside its range it is refused.
Status: *sourced* read in a public text, *recalled* from memory, *judgement* a prior, *given* a setting.

| key | 中文 | default | unit | range | source | status |
|---|---|---|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    rows = [_row(name, field) for name, field in Scenario.model_fields.items() if _words(field)]
    for group, groups in Parameters.model_fields.items():
        fields = groups.annotation.model_fields  # type: ignore[union-attr]
        rows += [_row(f"parameters.{group}.{name}", field) for name, field in fields.items()]
    return HEAD + "\n".join(rows) + "\n"


def _words(field: FieldInfo) -> dict[str, str]:
    words = field.json_schema_extra
    return dict(words) if isinstance(words, dict) and "zh" in words else {}  # type: ignore[arg-type]


def _row(key: str, field: FieldInfo) -> str:
    words = _words(field)
    low = next((rule.ge for rule in field.metadata if hasattr(rule, "ge")), None)
    high = next((rule.le for rule in field.metadata if hasattr(rule, "le")), None)
    allowed = "" if low is None else f"{low:g} – {high:g}"
    shown = field.default if not isinstance(field.default, float) else f"{field.default:g}"
    cells = (f"`{key}`", words["zh"], shown, words["unit"], allowed, words["source"], words["status"])
    return "| " + " | ".join(str(cell).replace("|", "/") for cell in cells) + " |"


def main() -> None:
    """Write the pages into the folder `docs` of the working folder."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
