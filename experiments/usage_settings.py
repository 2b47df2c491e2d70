"""The settings that verbs which run the model share, for their help texts."""

from __future__ import annotations

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
  --lang zh              同 lang=zh · the same as lang=zh
  --json                 run、compare：只输出一份 JSON · one JSON document with the numbers of the tables, nothing else
  --quiet                run、compare：只输出结果路径 · the path of the results, nothing else
  NO_COLOR=1             环境变量：不用颜色 · environment variable: no colours
"""
