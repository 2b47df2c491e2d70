"""Faults of reading, comparing and exporting results, in Chinese; each English phrase beside its translation."""

from __future__ import annotations

READING_PHRASES: tuple[tuple[str, str], ...] = (
    (
        r"(.+) has (\d+) finished runs and (.+) has (\d+); (\d+) of (.+) have no partner \((.+)\)",
        "{0} 完成 {1} 次、{2} 完成 {3} 次；{5} 有 {4} 次没有伙伴（{6}）",
    ),
    (r"none of its runs finished", "没有一次运行完成"),
    (r"no run finished", "没有一次运行完成"),
    (r"see (?:its errors|the errors of its runs): runs\.failures", "错误见 runs.failures"),
    (r"there is no finished chunk under (.+)", "{0} 下没有已完成的分块"),
    (r"finish the runs first", "请先做完运行"),
    (
        r"the rows of (.+) are no full table of runs, quarters and places",
        "{0} 的行不是完整的运行×季度×地区表",
    ),
    (r"make the runs again", "请重新运行"),
    (
        r"(\d+) of (\d+) pairs of (.+) and (.+) finished on neither side \((.+)\)",
        "{2} 与 {3} 的 {1} 对中有 {0} 对两边都未完成（{4}）",
    ),
    (
        r"finish the runs, or leave such pairs out with complete_pairs=True, which may bias",
        "请做完运行，或用 complete_pairs=True 略去这些对（可能有偏）",
    ),
    (r"none of the (\d+) pairs of (.+) and (.+) is complete", "{1} 与 {2} 的 {0} 对中没有一对完整"),
    (r"point (\d+) has no pair", "第 {0} 点没有成对的运行"),
    (r"(.+) is there already", "{0} 已存在"),
    (r"choose another name with out=, or remove it", "用 out= 另取名称，或先删去它"),
    (r"(.+) does not end in (\S+)", "{0} 不以 {1} 结尾"),
    (r"a file for (\w+) ends in (\S+)", "{0} 文件以 {1} 结尾"),
    (r"(.+) (?:is|are) not installed", "没有安装 {0}"),
    (r"(pip install .+)", "{0}"),
    (r"cannot be written \((.+)\)", "无法写入（{0}）"),
    (r"give another place with out=", "用 out= 另选位置"),
    (r"export is given (\w+) folder", "export 给出的结果文件夹个数：{0}"),
    (r"export is given no format", "export 没有给出格式"),
    (r"write --to csv, netcdf, iamc or xlsx", "写作 --to csv、netcdf、iamc 或 xlsx"),
    (r"(.+) holds no quarter of these runs", "{0} 不含这些运行的任何季度"),
    (r"they hold (\S+) to (\S+)", "其为 {0} 至 {1}"),
    (r"no whole year is selected", "没有选中任何整年"),
    (r"comparisons are of whole years", "比较以整年计"),
    (r"(.+) is not a year", "{0} 不是年份"),
    (r"write it like 2033, or slice\(2026, 2033\)", "写作 2033 或 slice(2026, 2033)"),
    (r"a group has no quarters of its own", "分组没有自己的季度数值"),
    (r"name its members, or write csv", "请写其成员，或改用 csv"),
    (r"(\S+) of several places does not add up", "{0} 不能跨地区相加"),
    (r"ask for the members of (.+) one by one", "请逐个查询 {0} 的成员"),
    (r"(\S+) is not measured for a (\w+)", "{0} 没有 {1} 一级的数值"),
    (r"ask for (.+)", "可查询 {0}"),
)
