"""Faults of the live view in Chinese; each English phrase beside its translation."""

from __future__ import annotations

WATCH_PHRASES: tuple[tuple[str, str], ...] = (
    (r"(\S+) has no meaning here", "{0} 在此没有意义"),
    (r"watch takes one scenario, not (\d+)", "watch 只看一个情景，不是 {0} 个"),
    (
        r"one run is watched; write replicate=3 for the run of that number",
        "只看一次运行；写作 replicate=3 即看该重复号的运行",
    ),
    (r"a view is one run that is shown and not kept; leave it out", "只显示一次运行，不保存；请去掉"),
    (r"port (\d+) cannot be used", "端口 {0} 不能用"),
    (r"ports (\d+) to (\d+) are taken", "端口 {0} 到 {1} 都被占用"),
    (r"give a free one, like port=8800", "另选一个空闲的，如 port=8800"),
    (r"with (.+) the page stays blank", "装有 {0} 时页面空白"),
)
