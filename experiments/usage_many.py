"""Help texts of the verbs that ask many times, and of those that read the answers."""

from __future__ import annotations

from experiments.usage_settings import settings

MANY = {
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
  --dry-run              试运行几季，估计规模、时间、磁盘，不写文件 · size, time, disk by a short trial; no files
中断后用 bqw resume FOLDER 继续，bqw status FOLDER 看进度。· bqw resume FOLDER goes on, bqw status FOLDER says how far.
"""
    + settings(scenario="", record="headline", out="results/DESIGN-ARMS", cfg=False),
    "resume": """bqw resume FOLDER [workers=…] [again=failed] [--shard i/n]

接着完成被中断的批量实验：所需的一切都在结果文件夹里。完成后的文件与从未中断时逐字节相同。代码或数据已变则拒绝。
Goes on with a sweep that was cut short; all it needs is in the folder. The files come out byte for byte as if nothing
had happened. Refused where code or data are no longer those it was begun with.
  bqw resume results/NAME workers=2
  bqw resume results/NAME again=failed   重试失败的运行 · try the runs that failed again, those not tried any more too
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
"""
    + settings(
        scenario="",
        firms_per_agent="100",
        replicates="2",
        workers="2",
        record="headline",
        out="results/sensitivity-METHOD-ARMS",
        cfg=False,
    ),
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
    + settings(scenario="", out="results/attribute-ARM", cfg=False),
    "discover": """bqw discover FOLDER where="gdp_real@west@2033 < 0.5 %" [key=value ...]

批量实验做完之后：哪些因素落在什么范围时，结果符合（多为不利的）条件。PRIM 给出区域及其覆盖率、密度、限制与准p值，
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

批量实验做完之后：各情景在全部点上是否靠得住——均值、最坏点、最坏一成的均值（CVaR）、最大后悔、达标点占比，
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
    + settings(replicates="10", scenario="", out="results/goal-ARM-MARK"),
    "calibrate": """bqw calibrate [NAME|FILE] [trials= draws= checks= batch= kept_share= identified_above= write=FILE]
              [key=value ...] [--dry-run]

模拟矩校准：按声明的矩（观测值、标准误、权重、来源）搜索参数（Optuna），再以回归调整的近似贝叶斯计算给出后验；
说明哪些参数可由数据识别，哪些保持先验。NAME 为 scenarios/calibration/ 中的名称（默认 jiangmen），FILE 为自己的文件。
write= 把可识别且确实更接近观测的数值写入区域文件，状态为 calibrated，附记录；不写 write= 就不改动任何文件。
同一命令会从中断处继续；--dry-run 只列出矩、参数与运行次数。
Calibrates by simulated moments: searches the parameters with Optuna against declared moments (observed value, standard
error, weight, source), then gives a posterior by regression-adjusted ABC, and says which parameters the data identify
and which stay prior. NAME stands in scenarios/calibration/ (jiangmen unless told), FILE is a file of your own.
write= puts the values that are identified, and are nearer to what was observed, into a region's file with status
calibrated and the record that made them; without it no file is changed. The same command goes on where it was cut
short; --dry-run lists moments, parameters and the number of runs.
  bqw calibrate jiangmen --dry-run
  bqw calibrate jiangmen firms_per_agent=1000 workers=2
  bqw calibrate jiangmen write=scenarios/region/jiangmen.yaml

trials=60        搜索点数 · points of the search; replicates=3 每点次数 · runs a point; batch=6 每批点数 · asked at once
draws=400        先验抽样数 · runs drawn from the prior; kept_share=0.25 保留比例 · share kept by the posterior
checks=24        后验复核次数 · runs drawn from the posterior
区域、情景、季数、firms_per_agent 以校准文件为准（jiangmen：江门、history、1:100）。
Region, scenario, quarters and firms_per_agent are those of the file (jiangmen: Jiangmen, history, 1:100).
"""
    + settings(
        region="",
        scenario="",
        first="",
        firms_per_agent="",
        replicates="3",
        record="",
        policies=False,
        out="results/calibrate-NAME",
        cfg=False,
    ),
    "backtest": """bqw backtest [key=value ...]

从 2019 年末的开局运行到 2023 年，与公布数（全市 GDP、规上工业企业、常住人口、各县已有的数）及带漂移的随机游走比较。
两个情景：known_2019 只用 2019 年末的预期；history 告知外部世界的实际走势（事后信息）。默认 20 次。
From the opening of 2019Q4 to 2023, beside the published figures (city GDP, above-scale firms, residents, what there
is of counties) and a random walk with drift. Two arms: known_2019 by what was expected at the end of 2019, history
told what the world outside did (hindsight). firms_per_agent=10 and 20 replicates unless told.
  bqw backtest firms_per_agent=100 replicates=10
"""
    + settings(
        scenario="",
        first="2020Q1 horizon=16",
        firms_per_agent="10",
        replicates="20",
        policies=False,
        out="results/backtest",
    ),
    "report": """bqw report FOLDER [baseline=none] [lang=zh|en|both] [out=FILE.html]

把成对比较写成一个网页文件：重要数字、政策与投入差异、目标、各地、资金、不确定性、方法。离线可看，可打印成 A4。
Writes a comparison as one HTML file: headline numbers, what differs, targets, places, money, uncertainty, method.
Opens without a network and prints to A4.
  bqw report results/first lang=zh
  bqw report results/first out=first.html baseline=none scenario=[balance_fund]

  baseline=none          基准，默认第一个情景 · what scenarios are held against, by default the first
  scenario=[a,b]         哪些情景，默认全部 · which scenarios, by default all
  lang=both              zh | en | both，两种文字并列 · both stand beside each other
  out=FILE.html          默认写入结果文件夹的 report.html · by default report.html in the result folder
  map=FILE.geojson       自己的（审定）底图：县级面，经纬度，每个要素写明区划代码；页上注明文件名，不再标示意
                         an approved map of your own: county polygons in degrees with their codes; the page names the
                         file instead of calling the map schematic
  complete_pairs=yes     有运行失败时不写（会有偏）；此项略去不全的对，并在页上写明数目
                         where runs failed nothing is written, for it may be biased; this leaves such pairs out and
                         counts them on the page
""",
    "explore": """bqw explore FOLDER [baseline=none] [lang=zh|en|both] [out=FILE.html]

把成对比较写成一个可操作的网页文件：选指标、地区、年份、情景，看图、地图与表，导出 CSV。离线可用。
Writes a comparison as one HTML file to look around in: choose indicator, place, year and scenario; chart, map and
table; CSV. Works without a network.
  bqw explore results/first lang=zh
  bqw explore results/first out=first.html

  lang=both              打开时的文字，页上可换 · language it opens in; it can be changed on the page
  baseline= scenario= out= map= complete_pairs=   同 bqw report，默认写入 explorer.html · as in bqw report
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
未做完的批量实验导出已完成的部分。· Of a sweep under way what is finished is written.
""",
    "cluster": """bqw cluster [workers=N] [port=8786] [scheduler_file=FILE] [lang=zh]

在本机启动一个 Dask 集群（默认每个处理器一个进程），打印地址，直到 Ctrl-C。在另一个终端里用 engine=dask 使用。
多台机器见 docs/guide/cluster.zh-CN.md。
Starts a Dask cluster on this machine (one process a processor unless told), prints its address, runs until Ctrl-C.
Use it from another terminal with engine=dask. For several machines see docs/guide/cluster.md.
  bqw cluster workers=2
  bqw sweep DESIGN ARM … engine=dask engine.address=tcp://127.0.0.1:8786
""",
}
