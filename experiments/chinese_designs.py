"""Faults of designs and sweeps in Chinese: each English phrase beside its translation."""

from __future__ import annotations

import re

DESIGN_PHRASES: tuple[tuple[str, str], ...] = (
    (r"sweep is given (?:1|no) name", "sweep 的名称不足两个"),
    (r"sweep is given no scenario", "sweep 没有给出情景"),
    (r"name a design and a scenario, like (.+)", "请给出设计与情景，如 {0}"),
    (r"name one at least, like (.+)", "至少给一个，如 {0}"),
    (r"there is no factor", "没有因素"),
    (r"give at least one factor, or judgement: \{\}", "至少给一个因素，或写 judgement: {}"),
    (r"values are given beside low or high", "values 与 low、high 同时给出"),
    (r"give values, or low and high", "给出 values，或 low 与 high"),
    (r"give both low and high", "low 与 high 都要给"),
    (r"there is no range", "没有取值范围"),
    (r"the results hold a column (\S+)", "结果表中已有名为 {0} 的列"),
    (r"(\S+) to (\S+) holds one whole number", "{0} 至 {1} 之间只有一个整数"),
    (r"(\S+) to (\S+) holds no whole number", "{0} 至 {1} 之间没有整数"),
    (r"give a range with two whole numbers at least", "范围内至少应有两个整数"),
    (r"give low and high, or values", "给出 low 与 high，或 values"),
    (r"low is (\S+) and high is (\S+)", "low 为 {0}，high 为 {1}"),
    (r"low must lie below high", "low 须小于 high"),
    (r"low is (\S+)", "low 为 {0}"),
    (r"a log_uniform range lies above 0", "对数均匀的范围须大于 0"),
    (r"(.+) is given twice", "{0} 给了两次"),
    (r"give each value once", "每个值只给一次"),
    (r"a policy is in or out", "政策只有“有”与“无”"),
    (r"leave the range out, or give values: \[false, true\]", "不写范围，或写 values: [false, true]"),
    (r"a factor that multiplies is given no number", "倍数因素的取值不是数"),
    (r"give numbers", "请给出数"),
    (r"a key is given twice", "同一个键给了两次"),
    (r"(\S+) cannot be a factor", "{0} 不能作为因素"),
    (
        r"all runs of a sweep share it; give it on the command line",
        "一次实验的全部运行共用此项；请写在命令行",
    ),
    (
        r"runs pair only when this agrees; make a sweep for each value",
        "此项一致才能成对比较；请每个值各做一次实验",
    ),
    (r"it decides no number of a run", "它不影响任何数值"),
    (r"no arm has the policy (.+)", "没有情景含政策 {0}"),
    (r"add it to an arm: (.+)", "请加入某个情景：{0}"),
    (r"the policy (\S+) moves no money of a stated amount", "政策 {0} 没有写明金额"),
    (r"take the factor (\S+), or name its keys", "请改用因素 {0}，或写出它的键"),
    (r"no arm has (.+)", "没有情景含 {0}"),
    (r"a factor must change something in one arm at least", "因素至少要改动一个情景"),
    (r"(\S+) and (\S+) both set (.+)", "{0} 与 {1} 都改动 {2}"),
    (r"one key belongs to one factor", "一个键只属于一个因素"),
    (r"(\S+) pays into (.+), which is out", "{0} 付入 {1}，而它已去掉"),
    (
        r"leave both in or take both out: one factor with the keys of both",
        "两者同有同无：用一个因素写两者的键",
    ),
    (r"(.+) is multiplied", "{0} 不能作乘"),
    (r"only a number can be multiplied", "只有数可以乘"),
    (r"true \(in\) or false \(out\) is allowed", "应为 true（有）或 false（无）"),
    (
        r"(\d+) more faults? like these, in (\d+) of (\d+) rows",
        "另有 {0} 处同类错误，涉及 {2} 行中的 {1} 行",
    ),
    (r"mend the ranges or the values", "请改正范围或取值"),
    (r"([\d, ×…]+) combinations", "{0} 种组合"),
    (
        r"at most (\d+) points; take fewer levels or a latin_hypercube",
        "至多 {0} 个样本点；请减少水平数，或用 latin_hypercube",
    ),
    (r"at most (\d+) points; take fewer", "至多 {0} 个样本点；请减少"),
    (r"at most (\d+) points", "至多 {0} 个样本点"),
    (r"(\d+) (?:points|rows)", "{0} 个样本点"),
    (r"a power of two is due, like (\d+) or (\d+)", "应为 2 的幂，如 {0} 或 {1}"),
    (r"an even number is due, like 4", "应为偶数，如 4"),
    (r"(.+) is also in (.+)", "{0} 也在 {1} 中"),
    (r"SALib is not installed", "没有安装 SALib"),
    (r"install it: (.+)", "请安装：{0}"),
    (r"give the value that changes nothing", "请给出不改变任何数值的取值"),
    (r"its points are asked for as it goes", "它的样本点逐步提问得出"),
    (r"use (bqw .+)", "请用 {0}"),
    (r"give a CSV or a Parquet file", "请给出 CSV 或 Parquet 文件"),
    (r"there is no row", "没有一行"),
    (r"give a row a point below the heading", "表头之下每个样本点一行"),
    (r"given twice", "给了两次"),
    (r"holds no table", "不是可读的表"),
    (r"holds (\S+)", "类型为 {0}"),
    (r"numbers, text or true and false", "只能是数、文字或 true、false"),
    (r"row (\d+) is empty", "第 {0} 行是空的"),
    (r"row (\d+) is empty, and (\d+) more", "第 {0} 行是空的，另有 {1} 行"),
    (r"give a value in every row", "每行都要有值"),
    (r"(\S+) is no judgement: its status is (\S+)", "{0} 不是判断参数，其状态为 {1}"),
    (r"make it a factor with a range of its own", "请写成因素并给出范围"),
    (r"(\S+) holds no judgement", "{0} 没有判断参数"),
    (r"groups: (.+)", "各组：{0}"),
    # replicates by rule
    (r"no outcome is named", "没有写明结果指标"),
    (r"name at least one, with its half-width", "至少写一个，并给出区间半宽"),
)


def place_in_chinese(where: str) -> str:
    """Where in a design a fault stands."""
    found = re.fullmatch(r"design row (\d+)(.*)", where, re.DOTALL)
    if found:
        return f"设计第 {found[1]} 行{found[2].replace(', ', '，')}"
    return re.sub(r"^design", "设计", where)
