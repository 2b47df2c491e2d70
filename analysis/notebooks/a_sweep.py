"""A sweep: the size of the fund and the recipients' own share varied together."""

# %% Two factors, every combination, each against its own baseline · 两个因素，所有组合
from analysis import load
from experiments.sweep import sweep

FUND = "policy.programmes.balance_fund"
folder = sweep(
    {
        "fund": {"keys": [f"{FUND}.budget_yuan_per_year"], "values": [100_000, 1_000_000, 5_000_000]},
        "own_share": {"keys": [f"{FUND}.own_share"], "values": [0.0, 0.2, 0.4]},
    },
    "none",
    "balance_fund",
    region="pocket",
    firms_per_agent=1000,
    horizon=8,
    replicates=2,
)
runs = load(folder)

# %% Points, and whether any run failed · 各点取值，有无失败
print(runs.points)
print(runs.failures)

# %% The effect at each point, and over all of them · 各点的影响与总的散布
c = runs.compare(baseline="none")
for point in runs.points["point_id"]:
    if point >= 0:
        print(point, c.table("gdp_real", year=2024, by=["west"], point=point)["mean"].item())
print(c.table("gdp_real", year=2024, by=["west"])[["points", "mean", "q05", "q95", "noise_share"]])

# %% A map of the two factors · 两个因素的热图
print(c.plot.heatmap_data("gdp_real", x="fund", y="own_share", place="west"))
ax = c.plot.heatmap("gdp_real", x="fund", y="own_share", place="west")
c.plot.save(ax, "heatmap.png")
