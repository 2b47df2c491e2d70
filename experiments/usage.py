"""The help texts: light words only, so that `bqw --help` needs nothing else."""

from __future__ import annotations

OVERVIEW = """bqw 百千万工程区域仿真器 · a regional simulator

用法 usage:  bqw VERB [key=value ...] [options]

  run [ARM]           运行一个情景 · run one scenario: results, a summary table
  compare ARM ARM …   成对比较，第一个为基准 · paired comparison, the first is the baseline
  rerun FOLDER        按结果自带的配方重做并逐字节核对 · repeat a result and compare every byte
  check PATH          检查情景、政策或区域数据 · check a scenario, a policy or a region folder
  list [WHAT [WORD]]  列出可用的名称 · list what there is
  cost ARM            政策成本：逐出资方、逐年 · what its policies cost: by payer and year
  diff ARM ARM        两个情景的设置有何不同 · what differs between two scenarios
  sweep DESIGN ARM …  大批运行 · many runs by a design: factors, points, replicates
  resume FOLDER       接着运行 · go on with a sweep that was cut short; status FOLDER 进度 how far it is
  sensitivity ARM …   敏感性 · which assumptions matter: Morris, Sobol'
  attribute ARM       归因 · what each policy of a package brings: Shapley values
  discover FOLDER     情景发现 · where in a finished sweep a goal is missed: PRIM, robustness
  goal ARM            怎样才能达标 · the cheapest mix of sizes that meets targets
  calibrate           校准 · parameters by simulated moments; backtest 回测 2019Q4–2023 against the record
  export FOLDER       导出 · csv, netcdf, iamc, xlsx
  cluster             本机集群 · a local Dask cluster
  validate            基准是否合理 · is the baseline sane: a card of statistics with ranges
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

SETTINGS = """
设置 settings (key=value, 顺序不限 any order):
  region=jiangmen        区域 · region (bqw list regions)
  scenario=none          情景 · scenario
  world=default          外部世界 · the world outside (bqw list worlds)
  policy=[a,b]           政策 · policies; policy_add=[c] policy_drop=[a] 增减 change the list
  start=2023Q1 horizon=44            首季与季数 · first quarter and quarters
  firms_per_agent=1      每行代表的企业数 · firms a row stands for (1 = every firm)
  seed=0 replicates=4    随机种子与重复次数 · chance
  record=standard        headline | standard | full
  threads=1 workers=1    线程与进程，不影响数值 · never change a number
  out=results/NAME       结果文件夹 · results folder
  lang=both              zh | en | both
  任意参数 any parameter: parameters.growth.noise_sd_share=0.3  (bqw list parameters)

选项 options:
  --scenarios DIR        先在此文件夹找情景 · look for scenarios here first (else ./scenarios)
  --cfg                  只打印完整情景 · print the resolved scenario and stop
"""

VERBS = {
    "run": """bqw run [ARM] [key=value ...]

运行一个情景，保存结果并打印汇总表。· Runs one scenario, keeps the results, prints a summary.
  bqw run region=pocket horizon=8
  bqw run balance_fund firms_per_agent=10 replicates=8 workers=2
"""
    + SETTINGS,
    "compare": """bqw compare ARM ARM … [key=value ...]

各情景使用相同的随机数，逐次成对相减；第一个为基准。
Every scenario meets the same chance; differences are taken pair by pair; the first is the baseline.
  bqw compare none balance_fund firms_per_agent=100 replicates=8
  bqw compare none "fund500:policy=[balance_fund],policy.programmes.balance_fund.budget_yuan_per_year=5e8"
"""
    + SETTINGS,
    "rerun": """bqw rerun FOLDER

用结果文件夹里的情景与种子重做全部运行，逐字节比较。代码或数据不同则说明差异，退出码 4。
Repeats every run of a result folder and compares every byte; other code or data is named, exit code 4.
""",
    "check": """bqw check PATH

检查情景文件、政策文件或区域数据文件夹，一次列出全部错误：不存在的地名与名称、付不起的出资方、单位、日期、
自我结对、重复结对、资金循环……
Checks a scenario file, a policy file or a region folder and names every fault at once: unknown places and names, payers
that cannot pay, units, dates, a place paired with itself or twice, money that goes in a circle …
  bqw check scenarios/policy/mine.yaml

选项 options: --scenarios DIR
""",
    "list": """bqw list [WHAT [WORD]] [lang=zh] [region=NAME]

WHAT: regions | scenarios | policies | worlds | indicators | targets | parameters | stocks | rules | levels | variables
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
    + SETTINGS,
    "sweep": """bqw sweep DESIGN ARM … [key=value ...]
""",
    "resume": """bqw resume FOLDER
""",
    "status": """bqw status FOLDER
""",
    "sensitivity": """bqw sensitivity
""",
    "attribute": """bqw attribute
""",
    "discover": """bqw discover
""",
    "goal": """bqw goal [ARM] targets=[…] sizes=[…] [key=value ...]

怎样才能达标：在所列政策的规模（原定金额的倍数）里，找出以所求概率达到全部目标的最省组合。targets 写目标编号
（bqw list targets），或直接写 指标@地区@年份>=数。成本为各方全期实付，不贴现。最好的几种组合另用随机数复核；
达不到时给出最接近的组合。中断后同一命令接着做。需要 pip install 'baiqianwan[calibrate]'。
What would it take: the cheapest mix of sizes (multiples of the stated money) of the policies named that meets all
targets as surely as wanted. A target is an id (bqw list targets) or indicator@place@year>=number. Cost is what all
payers paid over all quarters, not discounted. The best mixes are tried again with fresh chance; where none does it, the
nearest is told. The same command goes on after an interruption.
  bqw goal targets=[T001] sizes=[balance_fund] probability=0.8
  bqw goal plan "targets=[gdp_real@west@2030>=2.2e11]" sizes=[balance_fund,cluster_zone] firms_per_agent=100 workers=2

自身的设置 settings of its own:
  probability=0.8 low=0 high=3          所求概率，规模的范围 · wanted share of runs, range of sizes
  trials=48 batch=8 replicates=10       组合数、每批、每组合次数 · mixes, mixes a batch, runs of a mix
  confirm=30 finalists=3                复核次数与组合数 · fresh runs of a finalist, finalists
"""
    + SETTINGS,
    "calibrate": """bqw calibrate
""",
    "backtest": """bqw backtest [key=value ...]

从 2019 年末的开局运行到 2023 年，与公布数（全市 GDP、规上工业企业、常住人口、各县已有的数）及带漂移的随机游走比较。
两个情景：known_2019 只用 2019 年末的预期；history 告知外部世界的实际走势（事后信息）。默认 20 次。
From the opening of 2019Q4 to 2023, beside the published figures (city GDP, above-scale firms, residents, what there
is of counties) and a random walk with drift. Two arms: known_2019 by what was expected at the end of 2019, history
told what the world outside did (hindsight). firms_per_agent=10 and 20 replicates unless told.
  bqw backtest firms_per_agent=100 replicates=10
"""
    + SETTINGS,
    "export": """bqw export
""",
    "cluster": """bqw cluster
""",
    "bench": """bqw bench

一次运行内测得本机速度，以比值打印。· Measures speed on this machine in one run and prints ratios.
""",
    "warmup": """bqw warmup

现在编译全部内核。· Compiles every kernel now.
""",
}

WORDS_OF_FILES = ("stocks", "rules", "levels", "variables")
"""What `bqw list` can list of the words that a policy file may use."""
NOUNS = ("regions", "scenarios", "policies", "worlds", "indicators", "targets", "parameters", *WORDS_OF_FILES)
"""What `bqw list` can list."""
