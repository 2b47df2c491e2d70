"""A first look: two scenarios compared, five lines to a picture."""
# Percent format: opens as a notebook in VS Code, Spyder and Jupytext; runs as a script too.
# 可在 VS Code、Spyder、Jupytext 中当作笔记本打开，也可直接运行。

# %% Compare: the empty policy and the balance fund, in pairs that meet the same luck · 成对比较
from analysis import load
from experiments import compare

folder = compare("none", "balance_fund", region="pocket", firms_per_agent=1000, horizon=8, replicates=3)
runs = load(folder)
c = runs.compare(baseline="none")

# %% What is in the folder, and what differs between the inputs · 文件夹里有什么，输入差在哪里
print(runs.scenarios)
print(runs.inputs.diff("none", "balance_fund"))

# %% The table: mean, 90 % band, 95 % interval, number of pairs · 比较表
columns = ["name_zh", "name_en", "year", "mean", "q05", "q95", "low", "high", "n"]
print(c.table("gdp_real", by=["city", "west"])[columns])

# %% A picture, and the numbers behind it · 图与图中数据
ax = c.plot.fan("gdp_real", place="west")
c.plot.save(ax, "fan.png")
print(c.plot.fan_data("gdp_real", place="west").head())

# %% Two pages to hand on: one to print, one to look around in · 报告与浏览页
c.report("report.html", lang="zh")
c.explore("explorer.html", lang="zh")
