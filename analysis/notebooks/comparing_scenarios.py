"""Comparing scenarios: effects by place, who wins, whether places draw nearer, who pays, and why."""

# %% Three arms: nothing, the fund, the fund at half its size · 三个情景：无政策、基金、减半的基金
from analysis import load
from experiments import compare

KEY = "policy.programmes.balance_fund.budget_yuan_per_year"  # any number of a policy can be set · 任一数字都可改
folder = compare(
    "none",
    f"full:policy=[balance_fund],{KEY}=1000000",
    f"half:policy=[balance_fund],{KEY}=500000",
    region="pocket",
    firms_per_agent=1000,
    horizon=12,
    replicates=3,
)
c = load(folder).compare(baseline="none")

# %% Effects by county: hollow or uncertain where the runs allow no direction · 分县看，方向不确定的为空心
print(c.table("gdp_real", year=2025, by="county")[["scenario", "name_zh", "name_en", "mean", "q05", "q95"]])
ax = c.plot.dots("gdp_real")
c.plot.save(ax, "dots.png")

# %% Winners and losers, and inequality · 谁得谁失，差距是否缩小
winners = c.winners("income_disposable_per_head")
print(winners[["scenario", "name_zh", "name_en", "mean", "q05", "q95", "direction", "people"]])
apart = c.inequality("income_disposable_per_head", level="urban_rural", year=2025)
print(apart[["scenario", "measure", "part", "value_baseline", "value", "mean", "q05", "q95"]])

# %% Who pays, who receives: sources = uses, to the yuan · 来源合计＝去向合计
flows = c.flows("full")
print(flows.sources)
print(flows.uses)

# %% Why a place gained · 为什么增长
print(c.why("shanqian", "gdp_real", year=2025, scenario="full"))
