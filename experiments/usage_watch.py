"""The help text of `bqw watch`."""

from __future__ import annotations

WATCH = """bqw watch [ARM] [key=value ...] [port=8765] [open=no]

在浏览器里逐季看一次运行：单步、播放、暂停、重来；主要指标走势、县级示意图、逐季数值、发生了什么。页面只在本机
（127.0.0.1），不联网，不保存结果；Ctrl-C 停止。一次运行不说明政策效果，比较请用 bqw compare。
One run in a browser, quarter by quarter: step, play, pause, reset; paths of the main indicators, a schematic map of
counties, numbers by quarter, what happened. The page is served to this machine alone (127.0.0.1), works without a
network and keeps nothing; Ctrl-C stops it. One run tells no effect of a policy: use bqw compare.
  pip install "baiqianwan[viz]"          一次即可 · once
  bqw watch balance_fund
  bqw watch region=pocket horizon=12 lang=zh
  bqw watch mine:policy=[balance_fund] seed=1 replicate=3 port=8800 --no-open

设置 settings: 同 bqw run 的 as of bqw run: region= scenario= world= policy= policy_add= policy_drop= start= horizon=
  parameters.GROUP.KEY= …
  firms_per_agent=100    每行代表的企业数 · firms a row stands for
  seed=0 replicate=0     随机种子与重复号，页面上可改 · seed and replicate, which the page can change
  port=8765              端口；未写明时取下一个空闲的 · port; the next free one unless asked for
  open=yes               是否打开浏览器，no 同 --no-open · whether to open a browser; no is the same as --no-open
  lang=both              页面先用的语言，页面上可切换 · language the page begins in (zh, en; both begins in Chinese)
选项 options: --scenarios DIR · --no-open
"""
