"""The settings that verbs which run the model share, for their help texts: each verb with its own usual values."""

from __future__ import annotations


def settings(
    *,
    region: str = "jiangmen",
    scenario: str = "none",
    first: str = "2023Q1 horizon=44",
    firms_per_agent: str = "1",
    replicates: str = "4",
    workers: str = "1",
    record: str = "standard",
    out: str = "results/NAME",
    policies: bool = True,
    cfg: bool = True,
) -> str:
    """The block of settings with the usual values of one verb; a setting with none is left out."""
    lines = [
        ("region=", region, "区域 · region (bqw list regions)"),
        ("scenario=", scenario, "情景 · scenario"),
        ("world=", "default", "外部世界 · the world outside (bqw list worlds)"),
        ("policy=", "[a,b]" if policies else "", "政策 · policies"),
        ("policy_add=", "[c] policy_drop=[a]" if policies else "", "增减政策 · more or fewer of them"),
        ("start=", first, "首季与季数 · first quarter and quarters"),
        ("firms_per_agent=", firms_per_agent, "每行代表的企业数（1 为逐户） · firms a row stands for"),
        ("seed=", f"0 replicates={replicates}", "随机种子与重复次数 · seed of chance, replicates"),
        ("record=", record, "保存多少：headline | standard | full · how much is kept"),
        ("threads=", f"1 workers={workers}", "线程与进程，不影响数值 · never change a number"),
        ("most_seconds_per_run=", "3600", "每次运行最多秒数，超时记为失败 · a run that takes longer fails"),
        ("engine=", "local", "由谁运行：local | dask · who makes the runs"),
        ("engine.address=", "tcp://HOST:8786", "dask 的地址 · address of dask (engine.scheduler_file=FILE)"),
        ("out=", out, "结果文件夹 · results folder"),
        ("lang=", "both", "zh | en | both"),
        ("parameters.GROUP.KEY=", "0.3", "任意参数 · any parameter (bqw list parameters)"),
    ]
    options = [("--scenarios DIR", "先在此文件夹找情景 · look for scenarios here first (else ./scenarios)")]
    options += [("--cfg", "只打印完整情景 · print the resolved scenario and stop")] if cfg else []
    options += [("--lang zh", "同 lang=zh · the same as lang=zh")]
    options += [("--json", "run、compare：只输出一份 JSON · one JSON document, nothing else")] if cfg else []
    options += (
        [("--quiet", "run、compare：只输出结果路径 · the path of the results, nothing else")] if cfg else []
    )
    told = [_line(f"{key}{value}", words) for key, value, words in lines if value]
    head = "\n设置 settings (key=value, 顺序不限 any order):\n"
    return head + "".join(told) + "\n选项 options:\n" + "".join(_line(*one) for one in options)


def _line(setting: str, words: str) -> str:
    return f"  {setting:<34} {words}\n"
