"""Pages from the code: `docs/parameters.md`, `docs/ledger.md`, tables of the ODD; tests compare them with the code."""

from __future__ import annotations

from pathlib import Path

from pydantic.fields import FieldInfo

from experiments import ledger
from experiments.odd import filled, parameter_row, words_of
from sim.parameters import Parameters
from sim.scenario import Scenario

PAGE = Path("docs/parameters.md")
MODEL = {"en": Path("docs/model.md"), "zh": Path("docs/model.zh-CN.md")}
HEAD = """# Every number of the behaviours

Written from [`sim/parameters/`](../sim/parameters) by `make docs`. Each number can be set by its key, e.g.
`parameters.growth.noise_sd_share=0.2`, on the command line or in a scenario file; outside its range it is refused.
Status: *sourced* read in a public text, *recalled* from memory, *judgement* a prior, *given* a setting.

| key | 中文 | default | unit | range | source | status |
|---|---|---|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    rows = [_row(name, field) for name, field in Scenario.model_fields.items() if words_of(field)]
    for group, groups in Parameters.model_fields.items():
        fields = groups.annotation.model_fields  # type: ignore[union-attr]
        rows += [_row(f"parameters.{group}.{name}", field) for name, field in fields.items()]
    return HEAD + "\n".join(rows) + "\n"


def _row(key: str, field: FieldInfo) -> str:
    cells = (cell.replace("|", "/") for cell in parameter_row(key, field))
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Write the pages into the folder `docs` of the working folder."""
    PAGE.write_text(page(), encoding="utf-8")
    ledger.PAGE.write_text(ledger.page(), encoding="utf-8")
    for lang, model in MODEL.items():
        model.write_text(filled(model.read_text(encoding="utf-8"), lang), encoding="utf-8")


if __name__ == "__main__":
    main()
