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
)
