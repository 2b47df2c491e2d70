"""Writing a policy: an idea as a YAML file, checked, costed and compared."""

# %% The file: policies of your own lie in scenarios/policy/ · 自己的政策放在当前目录的 scenarios/policy/
from pathlib import Path

from analysis import load
from experiments import compare, compose
from experiments.costing import cost_table
from sim.errors import InputError

POLICY = """\
title: {zh: 西部学位建设, en: School places for the west}
source: an idea of this notebook
status: judgement

programmes:
  western_schools:
    payers: {east: 0.6, city: 0.2, up: 0.2}
    scope: [west]
    stocks: {school_places: 1}
    rule: per_head
    budget_yuan_per_year: 1000000
    start_date: 2023-04-01
    end_date: 2025-01-01
"""
path = Path("scenarios/policy/western_schools.yaml")
path.parent.mkdir(parents=True, exist_ok=True)
path.write_text(POLICY, encoding="utf-8")

# %% A fault is told with file, line and what is allowed; nothing runs before there is none · 有错先说，不会带错运行
path.write_text(POLICY.replace("school_places", "school_palces"), encoding="utf-8")
try:
    compose("none", "policy=[western_schools]", region="pocket")
except InputError as error:
    print(error)
path.write_text(POLICY, encoding="utf-8")

# %% What it costs, before any run · 先算花多少
arm = compose("none", "policy=[western_schools]", region="pocket")
print(cost_table(arm))

# %% Compare it · 比较
folder = compare(
    "none",
    "schools:policy=[western_schools]",
    region="pocket",
    firms_per_agent=1000,
    horizon=8,
    replicates=3,
)
c = load(folder).compare(baseline="none")

# %% Read it: eight quarters show mostly the building of schools · 八个季度主要看到建设本身
print(c.table("gdp_real", by=["east", "west"])[["name_zh", "name_en", "year", "mean", "q05", "q95", "n"]])
print(c.flows("schools").sources)
