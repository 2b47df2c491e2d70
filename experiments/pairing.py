"""How well pairing works, by county and outcome, for three policies after five years (成对效率).

`python -m experiments.pairing` runs a fund, a park and a closed link against the baseline, prints the variance ratios
and writes them into the guides to paired runs; a few minutes. `python -m experiments.pairing FOLDER` reads a comparison
that is there.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from experiments.cli import read_page, read_variance_ratios
from experiments.pairs import write_into
from experiments.running import compare
from experiments.tabulating import table

ARMS = (
    "none",
    "balance_fund",
    "battery_park:policy=[battery_park]",
    "no_shenzhong:world.links={shenzhong: null}",
)
"""The baseline, the balance fund, one park, and the Shenzhong link never opened."""
FOLDER = Path("results/pairing")
PAGES = {"en": Path("docs/guide/paired-runs.md"), "zh": Path("docs/guide/paired-runs.zh-CN.md")}
BEGIN, END = "<!-- pairing:begin -->", "<!-- pairing:end -->"
ALLOWED = {"balance_fund": 0.01, "battery_park": 0.1, "no_shenzhong": 0.1}
"""Largest ratio that is asked for; where it is more, the guide says why."""
NAMES = {
    "gdp_real": {"en": "GDP", "zh": "GDP"},
    "employment": {"en": "employment", "zh": "就业"},
    "income_rural": {"en": "rural income", "zh": "农村收入"},
    "revenue_own": {"en": "fiscal revenue", "zh": "财政收入"},
}


def made(folder: Path = FOLDER, replicates: int = 24, firms_per_agent: int = 100) -> Path:
    """The runs, five years; those that are there are kept."""
    return compare(*ARMS, replicates=replicates, firms_per_agent=firms_per_agent, horizon=20, out=str(folder))


def ratios_table(rows: list[dict[str, Any]], lang: str) -> str:
    """Variance ratios in Markdown, a row an arm and county; what is more than asked for in bold."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        allowed = ALLOWED.get(row["scenario"], 0.1)
        text = row["shown"]
        over = row["variance_ratio"] > allowed
        found.setdefault((row["scenario"], row[f"name_{lang}"]), {})[row["indicator"]] = (
            f"**{text}**" if over else text
        )
    head = [{"en": "arm", "zh": "情景"}[lang], {"en": "county", "zh": "县（市、区）"}[lang]]
    head += [NAMES[key][lang] for key in NAMES]
    return table(head, [[*names, *(cells[key] for key in NAMES)] for names, cells in found.items()])


def main(words: list[str]) -> None:
    """Print the tables and write them into both guides, in the working folder."""
    from rich.console import Console

    folder = Path(words[0]) if words else made()
    for part in read_page("pairing", folder, "both").tables:
        Console().print(part)
    rows = read_variance_ratios(folder)
    for lang, page in PAGES.items():
        text = write_into(page.read_text(encoding="utf-8"), ratios_table(rows, lang), BEGIN, END)
        page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
