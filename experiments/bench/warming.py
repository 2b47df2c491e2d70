"""Compile everything ahead: short runs that reach every kernel of the model."""

from __future__ import annotations

import sys
import time

from experiments.composing import compose
from sim.run import run

RUNS = (("pocket", 1, 5), ("jiangmen", 100, 10))
"""Region, firms a row, quarters: a January passes, bundles of firms split, and a link opens in the second."""


def warm() -> float:
    """Compile every kernel, or find it in the cache; gives the seconds it took."""
    began = time.perf_counter()
    for region, firms_per_agent, quarters in RUNS:
        arm = compose("balance_fund", region=region, horizon=quarters, firms_per_agent=firms_per_agent)
        run(arm.region, arm.scenario, record="full", threads=2)
    return time.perf_counter() - began


def compiled_here() -> list[str]:
    """Kernels of the model that this process had to compile, as they were in no cache; by module and name."""
    names = []
    for module_name, module in sorted(sys.modules.items()):
        if module_name.startswith("sim."):
            for name, value in sorted(vars(module).items()):
                own = getattr(getattr(value, "py_func", None), "__module__", "") == module_name
                # Rules are compiled into the kernels that call them and have no form of their own.
                if own and value.targetoptions.get("nogil") and value.stats.cache_misses:
                    names.append(f"{module_name}.{name}")
    return names
