"""What the policy of an arm costs before it is run, as a table (成本测算)."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from experiments.judging import Composed
from sim.selection.cost import CostRow

if TYPE_CHECKING:
    import pandas as pd


def cost_table(arm: Composed) -> pd.DataFrame:
    """A row a policy, item, year and payer: yuan, whose purse, whether it is certain, and at which prices.

    `yuan` is missing where nobody can know it beforehand.
    """
    import pandas as pd

    scenario = arm.scenario
    rows = scenario.policy.cost(arm.region, scenario.start, scenario.horizon, scenario.targets)
    return pd.DataFrame([asdict(row) for row in rows], columns=[field.name for field in fields(CostRow)])
