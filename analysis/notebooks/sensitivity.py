"""Sensitivity: which assumptions decide the effect of the fund."""

# %% Judged parameters of two groups, varied over their priors (Morris screening) · 两组判断参数的筛选
# The same as: bqw sensitivity balance_fund of=growth,entry blocks=yes trajectories=2 …
from experiments.cli import main

words = "sensitivity balance_fund region=pocket firms_per_agent=1000 horizon=8 of=growth,entry blocks=yes"
code = main([*words.split(), "trajectories=2", "workers=1", "out=results/assumptions", "lang=en"])
assert code == 0

# %% Two trajectories only show how it goes; take twelve or more · 这里只跑两条轨迹作示范，正式请用十二条以上
from analysis import load  # noqa: E402

runs = load("results/assumptions")
found = runs.sensitivity("gdp_real", place="city", year=2024)

# %% mu_star: how far the effect moves; floor: what chance alone may do · 影响变动多少，偶然能有多少
print(found.table[["zh", "name", "mu_star", "floor", "above"]])

# %% Does the sign hold, and how much is chance? · 方向稳不稳，偶然占多少
print(found.robust)
print(found.noise)

# %% A picture · 图
ax = found.plot()
runs.compare(baseline="none").plot.save(ax, "sensitivity.png")
