"""Faults of back-tests and goals in Chinese, as in `experiments/chinese.py`."""

from __future__ import annotations

GOAL_PHRASES: tuple[tuple[str, str], ...] = (
    # back-tests
    (r"(\S+) has no opening for the quarter before (\S+)", "{0} 没有 {1} 前一季末的开局"),
    (r"its openings are (.+)", "它的开局有 {0}"),
    (r"(\S+) has no series\.csv with figures to compare with", "{0} 没有可对照的公布数（series.csv）"),
    (r"add the published series", "请加入公布的序列"),
    (r"backtest takes settings only, not (.+)", "backtest 只接受设置，不接受 {0}"),
    (r"write key=value; its two arms are fixed", "写作 键=值；它的两个情景是固定的"),
    (r"holds no record to compare with", "没有可对照的公布数"),
    (r"make it with (bqw .+)", "请用 {0} 生成"),
    # goals
    (r"goal takes one scenario, not (\d+)", "goal 只处理一个情景，不是 {0} 个"),
    (r"write its policies together in one scenario", "请把政策写在同一个情景里"),
    (r"no policy is named whose size may change", "没有写明哪些政策可改变规模"),
    (r"write (sizes=\S+)", "写作 {0}"),
    (r"low is (\S+) and high (\S+)", "low 为 {0}，high 为 {1}"),
    (r"low lies below high", "low 须小于 high"),
    (r"(\S+) moves no money in this scenario", "{0} 在此情景中不动用资金"),
    (r"see (`bqw list policies`)", "见 {0}"),
    (r"no goal is given", "没有写明目标"),
    (r"write (targets=\S+) or (\S+)", "写作 {0} 或 {1}"),
    (r"(\S+) is given twice", "{0} 写了两次"),
    (r"write indicator@place@year, a sign and a number, like (.+)", "写作 指标@地区@年份、符号与数，如 {0}"),
    (r"(\S+) is no number", "{0} 不是数"),
    (r"write (1\.2e11)", "写作 {0}"),
    (r"(\S+) is (external|undated), so no run is held against it", "{0} 为{1:kind_of_target}，不计分"),
    (r"take one of kind measured or proxy", "请用 measured 或 proxy 的目标"),
    (r"(\S+) is not measured for a (\w+)", "{0} 没有{1:level}一级的数"),
    (r"ask for (.+)", "可用的层级：{0}"),
    (
        r"(\S+) needs (\S+) of every (\w+), which record=(\w+) does not keep",
        "{0} 需要每个{2:level}的 {1}，record={3} 不保留",
    ),
    (r"set a wider record", "请用更宽的 record"),
    (
        r"(\S+) is judged over (\d+), and the runs hold (\d+) to (\d+)",
        "{0} 按 {1} 年评判，而模拟期为 {2}—{3} 年",
    ),
    (r"set start and horizon", "请设置 start 与 horizon"),
    (r"holds no answer to a goal", "没有 goal 的结果"),
    (r"no run finished", "没有一次运行完成"),
    (r"see the errors under parts/", "错误见 parts/"),
)
