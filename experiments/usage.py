"""The help texts: light words only, so that `bqw --help` needs nothing else."""

from __future__ import annotations

from experiments.usage_many import MANY
from experiments.usage_settings import settings
from experiments.usage_watch import WATCH

OVERVIEW = """bqw 百千万工程区域仿真器 · a regional simulator

用法 usage:  bqw VERB [key=value ...] [options]

  run [ARM]           运行一个情景 · run one scenario: results, a summary table
  compare ARM ARM …   成对比较，第一个为基准 · paired comparison, the first is the baseline: tables, report, explorer
  report FOLDER       报告：一个网页文件，可打印 · the report of a comparison: one HTML file
  explore FOLDER      浏览页：选指标、地区、年份 · the explorer: one HTML file to look around in
  rerun FOLDER        按结果自带的配方重做并逐字节核对 · repeat a result and compare every byte
  check PATH          检查情景、政策或区域数据 · check a scenario, a policy or a region folder
  list [WHAT [WORD]]  列出可用的名称 · list what there is
  cost ARM            政策成本：逐出资方、逐年 · what its policies cost: by payer and year
  diff ARM ARM        两个情景的设置有何不同 · what differs between two scenarios
  sweep DESIGN ARM …  批量实验 · many runs by a design: factors, points, replicates
  resume FOLDER       接着运行 · go on with a sweep that was cut short; status FOLDER 进度 how far it is
  sensitivity ARM …   敏感性 · which assumptions matter: Morris, Sobol'
  attribute ARM       归因 · what each policy of a package brings: Shapley values
  discover FOLDER     情景发现 · where in a finished sweep a goal is missed: PRIM, CART
  robust FOLDER       稳健性 · which arm holds up over a finished sweep: regret, satisficing, maximin, CVaR
  goal ARM            怎样才能达标 · the cheapest mix of sizes that meets targets
  calibrate           校准 · parameters by simulated moments; backtest 回测 2019Q4–2023 against the record
  export FOLDER       导出 · csv, netcdf, iamc, xlsx
  cluster             本机集群 · a local Dask cluster
  validate            基准是否合理 · is the baseline sane: a card of statistics with ranges
  watch [ARM]         在浏览器里看一次运行 · watch one run in a browser, quarter by quarter
  bench               本机速度 · speed on this machine
  warmup              预先编译 · compile now, so that the first run starts at once

ARM 情景写法 · how to write an arm:
  name                  scenarios/scenario/ 里的名称 · a name of the scenario group (bqw list scenarios)
  path/to/file.yaml     自己的情景文件 · a scenario file of your own
  name:key=value,…      起个名字并改几个数 · a name for a variant with settings of its own

`bqw VERB --help` 说明各命令与设置 · explains a verb and the settings.
退出码 exit codes: 0 正常 fine · 1 程序错误 bug · 2 输入有误 input · 3 部分运行失败 some runs failed
                   4 核对未通过 a check failed · 130 中断 interrupted
"""

VERBS = {
    "run": """bqw run [ARM] [key=value ...]

运行一个情景，保存结果并打印汇总表。· Runs one scenario, keeps the results, prints a summary.
  bqw run region=pocket horizon=8
  bqw run balance_fund firms_per_agent=10 replicates=8 workers=2
"""
    + settings(),
    "compare": """bqw compare ARM ARM … [key=value ...]

各情景使用相同的随机数，逐次成对相减；第一个为基准。
Every scenario meets the same chance; differences are taken pair by pair; the first is the baseline.
  bqw compare none balance_fund firms_per_agent=100 replicates=8
  bqw compare none "fund500:policy=[balance_fund],policy.programmes.balance_fund.budget_yuan_per_year=5e8"
最后在结果文件夹里写出 report.html 与 explorer.html。· Ends with report.html and explorer.html in the results folder.
  map=FILE.geojson       网页用自己的（审定）底图，先检查再运行 · pages on a map of your own, checked first
  --no-pages             不写这两个网页 · leave both pages out
"""
    + settings(scenario="", out="results/ARM-vs-ARM"),
    "rerun": """bqw rerun FOLDER [workers=…]

用结果文件夹里的情景与种子重做全部运行，逐字节比较。代码或数据不同则说明差异，退出码 4。
Repeats every run of a result folder and compares every byte; other code or data is named, exit code 4.
""",
    "check": """bqw check PATH

检查情景、政策、设计文件或区域数据文件夹，一次列出全部错误：不存在的地名与名称、付不起的出资方、单位、日期、
自我结对、重复结对、资金循环……
Checks a scenario, policy or design file or a region folder and names every fault at once: unknown places, names, payers
that cannot pay, units, dates, a place paired with itself or twice, money that goes in a circle …
  bqw check scenarios/policy/mine.yaml

选项 options: --scenarios DIR
""",
    "list": """bqw list [WHAT [WORD]] [lang=zh] [region=NAME]

WHAT: regions | scenarios | policies | worlds | designs | indicators | targets | parameters |
      stocks | rules | levels | variables
列出可用的名称；policies 每项政策一行：名称、总额、年份、满额年度、运行费、出资方、开始日期；
stocks、rules、levels、variables 列出政策文件可写的建设内容、分配办法、层级、变量及其中文名；
targets 每个公开目标一行：要求、期限、指标；
indicators 列出每个指标的单位、层级、类型与好坏，parameters 列出每个数的默认值、单位、范围与来源。WORD 只列含该词的行。
送入文件或管道时为制表符分隔。
Lists what there is; `policies` one line a policy: names, cost in all, years, a full year, running costs, payers, start;
`stocks`, `rules`, `levels`, `variables` the words that a policy file may use; `targets` one line a stated
target: goal, date, what shows it; `indicators` unit, levels, kind and better side of each, `parameters` default, unit,
range, source and status of every number. WORD keeps the lines that hold it. Tab-separated in a pipe.
  bqw list policies 结对 lang=zh
  bqw list targets revenue

选项 options: --scenarios DIR
""",
    "cost": """bqw cost ARM [key=value ...] [lang=zh]

运行之前的政策成本：逐出资方（县名）、逐年，再逐项政策，均有合计；不运行。lang=en 以百万元计，其余以万元计。
What the policies of a scenario cost before a run: by payer and year, then by policy, with totals. Nothing is run.
  bqw cost balance_fund
  bqw cost mine:policy=[balance_fund] lang=zh

选项 options: --scenarios DIR
""",
    "diff": """bqw diff ARM ARM [key=value ...]

先逐项政策各一行（新增、去掉、改动），再列出两个情景在设置上的全部不同：键、原值、新值、单位；不运行。
First a line a policy (added, dropped, changed), then every setting in which two scenarios differ: key, from, to, unit.
Nothing is run.
  bqw diff none balance_fund
  bqw diff balance_fund "more:scenario=balance_fund,policy.programmes.balance_fund.budget_yuan_per_year=5e8"

选项 options: --scenarios DIR · lang=zh|en|both
""",
    "validate": """bqw validate [key=value ...]

运行基准（默认 10 次，firms_per_agent=10）并与已知范围核对；有一项不符则退出码 4。
Runs the baseline (10 replicates, firms_per_agent=10 unless told) and holds it against known ranges.
"""
    + settings(firms_per_agent="10", replicates="10", out="results/validate", cfg=False),
    **MANY,
    "watch": WATCH,
    "bench": """bqw bench

一次运行内测得本机速度，以比值打印。· Measures speed on this machine in one run and prints ratios.
""",
    "warmup": """bqw warmup

现在编译全部内核。· Compiles every kernel now.
""",
}

WORDS_OF_FILES = ("stocks", "rules", "levels", "variables")
"""What `bqw list` can list of the words that a policy file may use."""
NOUNS = (
    "regions",
    "scenarios",
    "policies",
    "worlds",
    "designs",
    "indicators",
    "targets",
    "parameters",
    *WORDS_OF_FILES,
)
"""What `bqw list` can list."""
