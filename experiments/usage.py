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
  discover FOLDER     情景发现 · where in a finished sweep a goal is missed: PRIM, CART
  robust FOLDER       稳健性 · which arm holds up over a finished sweep: regret, satisficing, maximin, CVaR
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
  most_seconds_per_run=3600          每次运行最多秒数，超时记为失败 · a run that takes longer stands as failed
  engine=local           local | dask，加 with engine.address=tcp://HOST:8786 或 or engine.scheduler_file=FILE
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
    + SETTINGS,
    "sweep": """bqw sweep DESIGN ARM … [key=value ...] [--dry-run] [--shard i/n]

按设计运行情景：每个样本点、每个情景、每个重复各一次；没有因素涉及的情景只运行一次，供各点比较。运行之前逐行检查。
DESIGN 为设计的名称（bqw list designs）、设计文件，或样本点表（.csv、.parquet，每行一点，列名即键）。
Runs scenarios by a design: every point, every arm, every replicate; an arm that no factor touches is run once and
serves every point. Every row is checked before anything runs. DESIGN is a name (bqw list designs), a design file, or a
table of points (.csv, .parquet: a row a point, the headings are keys).
  bqw sweep latin none plan points=200 firms_per_agent=100 workers=2 --dry-run
  bqw sweep fund none balance_fund replicates=8 workers=2
  bqw sweep mine.csv none

设计的种类 kinds: factorial 全因子 · latin_hypercube 拉丁超立方 · sobol_sequence · sobol（方差分解 indices）·
  morris（筛选 screening）· one_at_a_time 逐一变动 · file 外部文件 · ask（goal、calibrate 逐步提问 ask and tell）
因素的键 keys of factors: 任意数值 any number (parameters.… policy.… world.…，* 代表各项 every entry) ·
  policies.NAME 政策有无 in or out · size.NAME 政策金额倍数 times all its money · world 外部世界
设置 settings of the design:
  points=200             样本点数 · points (latin_hypercube, sobol_sequence)
  design.KEY=value       设计的其他项 · any other option: design.seed=1 design.levels=5 design.base_points=128
  record=headline        默认 headline · the default here
  out=results/DESIGN-ARMS            结果文件夹 · results folder
  --dry-run              试运行几季，估计规模、时间、磁盘，不写文件 · size, time, disk by a short trial; no files
中断后用 bqw resume FOLDER 继续，bqw status FOLDER 看进度。· bqw resume FOLDER goes on, bqw status FOLDER says how far.
"""
    + SETTINGS,
    "resume": """bqw resume FOLDER [workers=…] [--shard i/n]

接着完成被中断的批量实验：所需的一切都在结果文件夹里。完成后的文件与从未中断时逐字节相同。代码或数据已变则拒绝。
Goes on with a sweep that was cut short; all it needs is in the folder. The files come out byte for byte as if nothing
had happened. Refused where code or data are no longer those it was begun with.
  bqw resume results/NAME workers=2
  bqw resume results/NAME --shard 2/8    八份中的第二份 · the second of eight shares, side by side in one folder

设置 settings: workers=1 threads=1 most_seconds_per_run=3600 lang=both · 选项 option: --scenarios DIR
""",
    "status": """bqw status FOLDER

进度：已完成与尚余的块、运行次数、失败及其原因、不再重试的运行、速度与剩余时间、是否有人在运行。只读文件，随时可用。
How far it is: chunks done and to do, runs, failures with their reasons, runs that are not tried again, pace and time
left, who is at work. Reads files alone, at any time.
  bqw status results/NAME lang=en
""",
    "sensitivity": """bqw sensitivity ARM [key=value ...] [--dry-run]

哪些假设决定答案：让状态为“判断”的参数在各自的先验范围内变动，看情景相对基准的影响随哪些假设而变。一条命令得到表和图；
默认 31 组参数、12 条轨迹、1:100、2 个进程，笔记本上约半小时。中断后同一命令接着运行；运行过的直接再次显示。
Which assumptions decide the answer: the parameters of status `judgement` vary over their prior ranges, in the scenario
and in its baseline alike. One command to a table and a figure; as it stands, 31 blocks of parameters, 12 trajectories,
1:100, two processes, about half an hour on a laptop. The same command goes on where it was cut short, or shows again.
  bqw sensitivity plan --dry-run                          先看要多久 · how long it would take
  bqw sensitivity plan indicator=gdp_real,income_rural place=city,west year=2033
  bqw sensitivity plan of=growth,entry                    一组之内逐个参数 · the single parameters of a block
  bqw sensitivity plan method=sobol after=results/NAME top=6    最强几项的方差份额 · shares of variance of the strongest
  bqw sensitivity plan method=prior points=200            全部同时抽样：方向是否稳健 · all at once: does the sign hold

  baseline=none          基准 · what the scenario is held against
  method=morris          morris 筛选 · sobol 方差份额 shares of variance · prior 先验抽样 draws
  indicator= place= year=            看什么，可写多个 · outcomes, several with commas; usual: gdp_real, city, last year
  what=effect            effect 与基准之差 difference · level 水平；how=pct|abs 相对或绝对 relative or absolute
  of=a,b without=c       只看或不看的组与参数 · only these blocks or parameters, or all but these
  blocks=yes             每组一起变动 · a block changes as one (usual unless of= names some)
  after=FOLDER top=6     取先前结果里最强的几项 · the strongest of an earlier sensitivity
  trajectories=12 levels=4 (morris) · points=64 second_order=no (sobol) · points=200 (prior)
  spread=0.5             先验宽度：从 默认/1.5 到 默认×1.5 · from the default over 1.5 to the default times 1.5
  design_seed=0          抽样种子 · chance of the points

其他设置同 bqw run，但默认 firms_per_agent=100 replicates=2 workers=2，记录以够用为准。
All other settings are those of `bqw run`; usual here: firms_per_agent=100 replicates=2 workers=2, the least record.
""",
    "attribute": """bqw attribute ARM [members=[a,b]] [key=value ...]

政策组合中各组各带来多少：各组全部组合（n组为2的n次方种，每种都用相同的随机数）运行一遍，求 Shapley 值，
各值之和恰为全部效果；并列出两两交互作用。8 组以内全部组合，更多则抽样次序（附抽样误差）。
What each member of a policy package brings: every coalition of members runs under the same chance (2^n of them), and
Shapley values share the whole effect out, exactly; with the interaction of every pair. Up to 8 members exactly, more
by sampled orders with their error. Existing runs are read again, so other indicators and places cost nothing.
  bqw attribute plan firms_per_agent=100 replicates=4 workers=2 indicator=gdp_real,income_rural place=city,counties
  bqw attribute plan members=[pairings,parks,balance_fund] firms_per_agent=100 --dry-run

  members=[pairings,parks]   组或政策文件，其余合为一组 · members or policy files; all others form one member
  package=plan | FILE.yaml   分组文件，默认 scenarios/package/情景名.yaml，否则每个文件一组
                             the file that declares members; else that of the arm's name; else a member a file
  baseline=ARM               始终保留其政策 · its policies stay in force in every coalition (else none do)
  indicator=gdp_real,…  place=city,west,counties  year=2033  how=pct|abs   如何阅读 · how to read
  orders=16 interactions=true  超过 8 组时的抽样次序数 · orders sampled beyond 8 members
  --dry-run                  只列出各组与运行次数 · members and number of runs, nothing is run
"""
    + SETTINGS,
    "discover": """bqw discover FOLDER where="gdp_real@west@2033 < 0.5 %" [key=value ...]

扫描结束后：哪些因素落在什么范围时，结果符合（多为不利的）条件。PRIM 给出区域及其覆盖率、密度、限制与准p值，
CART 给出另一种看法；失败的点单列。需要附加组件：pip install 'baiqianwan[discovery]'
Of a finished sweep: which ranges of its factors go with a result of interest, as a rule an unwanted one. PRIM gives
boxes with coverage, density, restrictions and quasi-p-values, CART a second view; failed points stand apart.
  bqw discover results/mine where="gdp_real@west@2033 < 0.5 %" baseline=none
  bqw discover results/mine target=T012 scenario=plan

  where="指标@地点@年份 < 数"  条件，< <= > >=；单位 %、亿元、万元、bn、m · INDICATOR@PLACE@YEAR and a bound
  target=T012                改为：该目标未达到 · instead: this stated target is missed
  baseline=none              与此情景的成对差异，% 即相对差异 · paired differences from it; % is then relative
  scenario=plan              哪个情景 · which arm, where several vary
  share=0.5                  一个点至少多少比例的运行符合才算 · share of its runs that makes a point count
  density=0.8                要求的密度 · least density wanted of a box
  lang=zh|en|both
""",
    "robust": """bqw robust FOLDER outcome=gdp_real@west@2033 [key=value ...]

扫描结束后：各情景在全部点上是否靠得住——均值、最坏点、最坏一成的均值（CVaR）、最大后悔、达标点占比，
附对点重抽样的区间，并说明选谁是否取决于标准。
Of a finished sweep with several arms: which holds up over all its points, by mean, worst point, CVaR, regret and the
share of points that meet a goal, with intervals over points, and whether the choice depends on the measure.
  bqw robust results/mine outcome=gdp_real@west@2033 baseline=none goal=">= 0.5 %"

  outcome=指标@地点@年份     比什么 · what is compared; the last year where none is given
  goal=">= 0.5 %"            何为达标 · what meeting the goal means
  baseline=none              比较与此情景之差 · compare differences from it
  arms=[a,b]                 哪些情景 · which arms (all but the baseline)
  better=up|down             指标没有好坏之分时 · where the indicator has no better side
  lang=zh|en|both
""",
    "goal": """bqw goal
""",
    "calibrate": """bqw calibrate
""",
    "backtest": """bqw backtest
""",
    "export": """bqw export FOLDER --to csv|netcdf|iamc|xlsx [out=…] [place=…] [indicator=…] [lang=…]

把结果写成其他格式；要么完整写出，要么什么都不写。· Writes results in another format, whole or not at all.
  csv      文件夹，Excel 可直接打开：逐年、逐季、运行、单位 · a folder for Excel: yearly, quarterly, runs, units
  netcdf   一个 .nc 文件，供 xarray · one .nc file for xarray: run × quarter × place, units and names
  iamc     IAMC 表：各情景逐年均值与分位数 · the IAMC table: yearly means and quantiles of each scenario
  xlsx     工作簿：情景、设置、成对差异、水平、目标、政策 · a workbook: inputs, differences, levels, targets, policies
  bqw export results/first --to xlsx lang=zh
  bqw export results/first --to csv out=first-csv place=[台山,恩平] indicator=[gdp_real,employment]

设置 settings:
  out=PATH          默认写入结果文件夹的 exports/ · by default in exports/ of the result folder
  place=[a,b]       地名、编号、分组或层级（town） · names, ids, groups, or a level; default: city and counties
  indicator=[a,b]   指标，默认全部 · indicators, by default all (bqw list indicators)
  lang=both         zh | en | both
未做完的批量运行导出已完成的部分。· Of a sweep under way what is finished is written.
""",
    "cluster": """bqw cluster [workers=N] [port=8786] [scheduler_file=FILE] [lang=zh]

在本机启动一个 Dask 集群（默认每个处理器一个进程），打印地址，直到 Ctrl-C。在另一个终端里用 engine=dask 使用。
多台机器见 docs/guide/cluster.zh-CN.md。
Starts a Dask cluster on this machine (one process a processor unless told), prints its address, runs until Ctrl-C.
Use it from another terminal with engine=dask. For several machines see docs/guide/cluster.md.
  bqw cluster workers=2
  bqw sweep DESIGN ARM … engine=dask engine.address=tcp://127.0.0.1:8786
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
