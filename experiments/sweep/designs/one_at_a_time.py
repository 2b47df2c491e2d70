"""One at a time (逐一变动): all as usual, then each factor low and high, the others as usual."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np

from experiments.sweep.design import Design, refused
from experiments.sweep.factor import Varying
from experiments.sweep.values import column, listed
from sim.errors import InputError
from sim.scenario import Scenario


class OneAtATime(Design):
    """One point of usual values, then the ends of each range, or each value that is not the usual one."""

    kind: Literal["one_at_a_time"] = "one_at_a_time"

    def columns(
        self, varying: Varying, scenarios: tuple[Scenario, ...], whole: Mapping[str, bool]
    ) -> dict[str, np.ndarray]:
        """Factor -> its value at every point; raises InputError for factors without a usual value."""
        usual = {name: varying.usual(name, scenarios) for name in varying.factors}
        faults = [
            refused(f"factors.{name}.usual", "is missing", "give the value that changes nothing").problems[0]
            for name, value in usual.items()
            if value is None
        ]
        if faults:
            raise InputError(faults)
        rows: list[dict[str, Any]] = [dict(usual)]
        for name, factor in varying.factors.items():
            ends = factor.values or tuple(column(factor, np.array([0.0, 1.0]), whole[name]).tolist())
            rows += [{**usual, name: value} for value in dict.fromkeys(ends) if value != usual[name]]
        return {name: listed(tuple(row[name] for row in rows)) for name in varying.factors}
