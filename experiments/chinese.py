"""Faults in Chinese: each English phrase beside its translation; a phrase not listed stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable

from experiments.chinese_engines import ENGINE_PHRASES
from experiments.chinese_names import with_chinese_name, yuan_words
from experiments.chinese_policies import LEVELS, POLICY_PHRASES
from experiments.chinese_yaml import parser_words
from experiments.wording import KINDS_OF_TARGETS
from sim.errors import Problem

PHRASES: tuple[tuple[str, str], ...] = (
    # what was given
    (r"both (.+) and scenario= are given", "{0} 与 scenario= 同时给出"),
    (r"(.+) is not known", "不认识 {0}"),
    (r"the text (.+) given", "给的是文字 {0}"),
    (r"nothing \(null\) given", "给的是空值 (null)"),
    (r"a group of keys given", "给的是一组键"),
    (r"an empty group given", "给的是空的一组"),
    (r"a list given", "给的是列表"),
    (r"is missing", "缺少这一项"),
    (r"is empty", "是空的"),
    (r"(?:the text )?(.+) is not a date", "{0} 不是日期"),
    (r"(.+) does not fit here", "{0} 不能放在这里"),
    (r"(.+) lies inside a single value", "{0} 写在了单个数值之内"),
    (r"shares sum to (.+)", "份额合计为 {0}"),
    (r"a share is negative", "有份额为负"),
    (r"(.+) is no place of (.+)", "{0} 不是 {1} 的地名"),
    (r"(.+) is not part of (.+)", "{1} 不含 {0}"),
    (r"(.+) names no arm", "{0} 不是情景的写法"),
    (r"(.+) names no (\w+)", "{0} 没有给出 {1} 的名称"),
    (r"(.+) gives several values", "{0} 给了多个值"),
    (r"(.+) cannot be read", "{0} 无法读懂"),
    (r"(.+) is not a setting", "{0} 不是设置"),
    (r"(.+) changes Hydra itself", "{0} 改动的是 Hydra 本身"),
    (r"(.+) moves a group to another package", "{0} 把一组设置移到别处"),
    (r"(.+) calls a resolver", "{0} 调用了解析器"),
    (r"Interpolation key (.+) not found", "引用的键 {0} 不存在"),
    (r"given twice, first in line (\d+)", "写了两次，第一次在第 {0} 行"),
    (r"(.+) would run code", "{0} 会执行代码"),
    (r"(.+) is a reference", "{0} 是引用"),
    (r"the key (.+) is read as true/false, not as text", "键 {0} 被读作真假值而不是文字"),
    (r"the key (.+) is read as (?:a number|empty|something else), not as text", "键 {0} 未被读作文字"),
    (r"a key is a list or a mapping", "键是列表或映射"),
    (r"the tag (.+) is given", "给了标签 {0}"),
    (r"(.+) is read differently by different programs", "{0} 在不同程序里读法不同"),
    (r"'\?\?\?' leaves the value open", "'???' 没有给出值"),
    (r"a hydra: node is given", "给了 hydra: 节点"),
    (r"the file is not a mapping", "文件不是键值形式"),
    (r"the file is too large or refers to itself", "文件过大或引用了自身"),
    (r"this is not well-formed YAML \((.+)\)", "YAML 格式有误（{0:yaml}）"),
    (r"cannot be read \((.+)\)", "无法读取（{0}）"),
    (r"there is no such file", "没有这个文件"),
    (r"there is no such folder", "没有这个文件夹"),
    (r"there is no such file or folder", "没有这个文件或文件夹"),
    (r"its package is (.+)", "其 package 为 {0}"),
    (r"defaults is not a list", "defaults 不是列表"),
    (r"(.+) is no entry of a defaults list", "{0} 不是 defaults 的写法"),
    (r"the policy id (.+) is also defined in (.+)", "政策编号 {0} 在 {1} 中已有定义"),
    (r"(.+) is already resolved, so no group can be chosen", "{0} 已是完整情景，不能再选组"),
    (
        r"a config\.yaml of your own is given, but the primary config is the packaged one",
        "给了自己的 config.yaml，但主配置只能是自带的那一份",
    ),
    (r"two arms are called (.+)", "两个情景都叫 {0}"),
    (r"(\S+) has (.+) and (\S+) has (.+)", "{0} 为 {1}，{2} 为 {3}"),
    (r"run takes one scenario, not (\d+)", "run 只运行一个情景，不是 {0} 个"),
    (r"compare is given (?:1|no) scenario", "compare 的情景不足两个"),
    (r"(\w+) is given no (?:path|folder)", "{0} 没有给出路径"),
    (r"list is given (\d+) words", "list 给了 {0} 个词"),
    (r"diff is given no scenarios", "diff 没有给出情景"),
    (r"diff is given (\d+) scenarios", "diff 给了 {0} 个情景"),
    (r"--scenarios needs a folder", "--scenarios 之后要有文件夹"),
    (r"this folder holds no region\.yaml", "这个文件夹里没有 region.yaml"),
    (r"another package called 'sim' is found first, in (.+)", "先找到了另一个名为 sim 的包，位于 {0}"),
    (r"the file is missing", "缺少这个文件"),
    (r"the cell is empty", "单元格是空的"),
    (r"('.+') is missing", "缺少 {0}"),
    (r"it is missing", "缺少这一项"),
    (r"it stands twice", "写了两次"),
    (r"(.+) is a (?:town|village|park)", "{0} 是镇、村或园区"),
    (r"(.+) is given", "给了 {0}"),
    (r"(.+) given", "给的是 {0}"),
    (r"(.+) is a file", "{0} 是文件"),
    (r"cannot be written to \((.+)\)", "不可写（{0}）"),
    (r"(.+) cannot be written to", "{0} 不可写"),
    # what is allowed
    (r"give one of them", "两者给一"),
    (r"did you mean ([^?]+)\?", "是否想写 {0:named}？"),
    (r"did you mean ([^?]+)\? (.+) is allowed", "是否想写 {0:named}？应为{1:kind}"),
    (r"the full-width sign ?(\S*) \((.+)\) is used", "用了{1}{0:quoted}"),
    (r"write `(.+)`, or put text in quotes", "请改为半角 `{0}`，文字则加引号"),
    (r"(.+) fits (\d+) places", "{0} 对应 {1} 个地方"),
    (r"one of (\d.+|\w+ .+)", "请写其一：{0:more}"),
    (r"(.+) is the civil affairs \(MCA\) code of (.+)", "{0} 是 {1} 的民政代码"),
    (r"the statistics bureau's \(NBS\) code, (.+)", "请写统计局代码 {0}"),
    (r"known names: none", "没有可用的名称"),
    (r"known names: (.+); see (bqw .+)", "可用的名称：{0}；见 {1}"),
    (r"known names: (.+)", "可用的名称：{0}"),
    (r"the options are (.+)", "选项有 {0}"),
    (r"(.+) is allowed, in quotes: (.+)", "应为{0:kind}，加引号：{1}"),
    (r"(.+) is allowed", "应为{0:kind}"),
    (r"(\S+) is (an? .+)", "{0} 应为{1:kind}"),
    (
        r"give (an? (?:whole )?number.*|a group of keys|text|a date.*|a list.*|one of .*|a quarter.*)",
        "请给出{0:kind}",
    ),
    (r"give at least one entry", "至少给出一项"),
    (r"give a year like (.+)", "请写年份，如 {0}"),
    (r"write a date like (.+)", "日期写作 {0}"),
    (r"they must sum to 1", "合计必须为 1"),
    (r"shares lie between 0 and 1", "份额在 0 与 1 之间"),
    (r"it must lie after start_date", "必须晚于 start_date"),
    (r"write key=value", "写作 键=值"),
    (r"write key=value; put text with (.+) or spaces in quotes", "写作 键=值；含 {0} 或空格的文字加引号"),
    (r"write key=value; to leave a policy out write (.+)", "写作 键=值；去掉一项政策写作 {0}"),
    (r"write name, path\.yaml or (.+)", "写作 名称、path.yaml 或 {0}"),
    (r"write group=name", "写作 组=名称"),
    (r"keys are English, e\.g\. (.+); see bqw list parameters", "键用英文，如 {0}；见 bqw list parameters"),
    (
        r"no quarter begins between start_date and it; set it later",
        "与 start_date 之间没有一个季度开始；请设晚一些",
    ),
    (r"give one value; write a list in \[brackets\]", "只给一个值；列表写在 [方括号] 内"),
    (r"give one name", "只给一个名称"),
    (r"give a list of names like (.+)", "给出名称列表，如 {0}"),
    (r"settings of the model only; see (.+)", "只能改模型的设置；见 {0}"),
    (r"only plain references like (.+) are allowed", "只允许 {0} 这样的引用"),
    (r"a reference must name a key that is set, like (.+)", "引用须指向已有的键，如 {0}"),
    (r"keep one of the two", "两者留一"),
    (r"a scenario file holds values only", "情景文件只能有数值"),
    (r"a key is plain text", "键是普通文字"),
    (r"write it in quotes: (.+)", "加上引号：{0}"),
    (r"plain text, numbers, lists and mappings only", "只能有文字、数、列表与映射"),
    (r"write the number without leading zeros, or text in quotes", "数不要以零开头，文字加引号"),
    (r"give a value, or leave the key out", "给出值，或删去这个键"),
    (r"only the packaged config\.yaml may hold one", "只有自带的 config.yaml 可以有"),
    (r"write `key: value` lines", "每行写作 `键: 值`"),
    (r"at most (\d+) values", "至多 {0} 个值"),
    (r"check indentation, colons and quotes", "请检查缩进、冒号与引号"),
    (r"give a UTF-8 text file", "请给出 UTF-8 文本文件"),
    (r"check the path", "请检查路径"),
    (r"give a folder that holds (.+)", "请给出含有 {0} 的文件夹"),
    (r"a (\w+) file begins with (.+)", "{0} 文件以 {1} 开头"),
    (r"a (\w+) file has no @package line", "{0} 文件不写 @package"),
    (r"write `(.+)` lines", "写作 `{0}`"),
    (r"write `(.+)` with a GROUP of (.+)", "写作 `{0}`，GROUP 为 {1}"),
    (
        r"one id belongs to one file; rename one or choose one of the two",
        "一个编号只属于一个文件；请改名或只选其一",
    ),
    (r"set single keys of it, or start from a scenario by name", "请改单个键，或从情景名称出发"),
    (r"put your numbers into (\S+) and remove this file", "请把数值写入 {0} 并删去此文件"),
    (r"its policies: (.+)", "它的政策有 {0}"),
    (r"it has no policy", "它没有政策"),
    (r"this scenario has no policy; choose one with (.+)", "这个情景没有政策；请用 {0} 选一项"),
    (r"name one of them, like (.+)", "给其中一个另起名字，如 {0}"),
    (r"runs pair only when this agrees", "此项一致才能成对比较"),
    (r"give it once for all arms", "对全部情景只给一次"),
    (r"name at least two scenarios, like (.+)", "至少给两个情景，如 {0}"),
    (r"name one thing to list, and a word to look for", "只列一样，可另加一个要找的词"),
    (r"name two scenarios, like (.+)", "给两个情景，如 {0}"),
    (r"write `bqw compare` for several", "多个情景用 `bqw compare`"),
    (r"write (`bqw .+`) or (`bqw .+`)", "写作 {0} 或 {1}"),
    (r"write (`?bqw .+|--scenarios DIR)", "写作 {0}"),
    (r"give a scenario file, a policy file or a region folder", "请给出情景文件、政策文件或区域数据文件夹"),
    (r"give a region folder, like (.+)", "请给出区域数据文件夹，如 {0}"),
    (r"an id, a Chinese name, an English slug or 县/镇/村", "可写代码、中文名、英文短名或 县/镇/村"),
    (r"counties and groups of counties can be named here", "这里只能写县（市、区）或其分组"),
    (r"use an environment without it, or another folder", "请换用没有它的环境或其他文件夹"),
    (r"a region folder needs it", "区域数据文件夹需要它"),
    # result folders
    (r"holds other results: (.+)", "存有其他结果：{0:phrase}"),
    (r"its scenarios are (.+), not (.+)", "情景为 {0}，不是 {1}"),
    (r"scenario (.+) has other settings", "情景 {0} 的设置不同"),
    (r"(\w+) is (.+) there and (.+) now", "{0} 原为 {1}，现为 {2}"),
    (r"the code of the model changed \((\w+) there, (\w+) now\)", "模型代码已改变（原 {0}，现 {1}）"),
    (r"the region's data changed \((\w+) there, (\w+) now\)", "区域数据已改变（原 {0}，现 {1}）"),
    (r"choose another folder with out=, or remove this one", "用 out= 另选文件夹，或删去此文件夹"),
    (r"holds no results of this program", "不是本程序的结果"),
    (r"give an empty or a new folder, or a result folder", "请给出空的、新的或结果文件夹"),
    (r"give a folder for the results", "请给出存放结果的文件夹"),
    (r"give another folder with out=", "用 out= 另选文件夹"),
    (r"was written with schema (.+), this program knows (.+)", "格式版本为 {0}，本程序只认识 {1}"),
    (r"read it with a newer version of the program", "请用更新的版本读取"),
    # region folders
    (r"no row for (.+)", "缺少 {0} 的一行"),
    (r"a row for every sector", "每个行业一行"),
    (r"the shares sum to (.+)", "份额合计为 {0}"),
    (r"the shares of (.+) firms sum to (.+)", "{0} 企业的份额合计为 {1}"),
    (r"a basket sums to 1", "一组份额合计为 1"),
    (r"(.+) has no gdp row", "{0} 没有 gdp 一行"),
    (r"the three sectors of (\S+) add up to (\S+), gdp is (\S+)", "{0} 三次产业合计 {1}，gdp 为 {2}"),
    (r"equal to the yuan", "须相等到元"),
    (r"the counties add up to the city", "各县合计须等于全市"),
    (r"one for the city and each county", "全市与各县各一行"),
    (r"the sum of its (?:villages|towns)", "须等于所辖各村、各镇之和"),
    (r"(.+) is no formal town of county (.+)", "{0} 不是 {1} 的建制镇街"),
    (r"a formal town of the same county", "须为同一县的建制镇街"),
    (r"a formal town belongs to itself", "建制镇街的 town_code 是它自己"),
    (r"a formal town needs it", "建制镇街必须填写"),
    (r"(.+) was already given on line (\d+)", "{0} 在第 {1} 行已给出"),
    (r"a pair once, the way back is the same", "一对地点只写一次，往返相同"),
    (
        r"the (passenger|freight) journey (\S+) to (\S+) takes (\S+) minutes, a way round (\S+)",
        "{1} 到 {2}（{0}）需 {3} 分钟，绕行只需 {4} 分钟",
    ),
    (
        r"no longer than the shortest way in travel\.csv and edges\.csv",
        "不得长于 travel.csv 与 edges.csv 中的最短路径",
    ),
    (r"(\S+) has no edge", "{0} 没有路段"),
    (r"at least one in edges\.csv", "edges.csv 中至少一条"),
    (r"(\S+) leads from (\S+) to itself", "{0} 起讫都是 {1}"),
    (r"two different places", "两个不同的地点"),
    (r"the junction (\S+) has one edge only", "节点 {0} 只有一条路段"),
    (r"two at least, or it leads nowhere", "至少两条，否则不通"),
    (r"neither minutes_passenger nor minutes_freight is given", "客运与货运分钟数都未给出"),
    (r"minutes of one at least", "至少给出其一"),
    (r"(\S+) shortens no journey of any county", "{0} 没有缩短任何县的行程"),
    (r"edges in edges\.csv that are faster than what is there", "edges.csv 中应有比现有更快的路段"),
    (r"minutes for every pair at the base date", "基期每一对地点都要有分钟数"),
    (r"the statistics bureau's \(NBS\) code of the same place", "同一地点的统计局代码"),
    (r"a county code of this city", "本市的县级代码"),
    (r"(.+) is also used in (.+)", "{0} 在 {1} 已使用"),
    (r"a slug once in a region, e\.g\. (.+)", "短名在区域内唯一，如 {0}"),
    (r"small letters, digits and hyphens", "小写字母、数字与连字符"),
    (r"the row has (\d+) cells", "该行有 {0} 格"),
    (r"(\d+) as in the header", "与表头一致，应为 {0} 格"),
    (r"column (.+) is missing", "缺少列 {0}"),
    (r"column (.+) stands (\d+) times", "列 {0} 出现了 {1} 次"),
    (r"each column once", "每列一次"),
    (r"the columns are (.+)", "应有的列：{0}"),
    (r"the file is empty", "文件是空的"),
    (r"byte (\d+) is not UTF-8", "第 {0} 字节不是 UTF-8"),
    (r"save the table as UTF-8", "请存为 UTF-8"),
    (r"quotes must be closed and doubled inside", "引号要成对，内部引号写两遍"),
    (r"the area has no unit", "面积没有单位"),
    (r"mu, ha or km2", "mu、ha 或 km2"),
    (r"a share, 0 to 2, never percent", "写作 0 到 2 的份额，不用百分数"),
    (r"every fact is needed", "每一项都需要"),
    (r"each key once", "每个键一次"),
)
KINDS = (
    (r"a whole number", "整数"),
    (r"a number", "数"),
    (r" of at least (\S+)", "，至少 {0}"),
    (r" above (\S+) up to below (\S+)", "，大于 {0}、小于 {1}"),
    (r" above (\S+) up to (\S+)", "，大于 {0}、至多 {1}"),
    (r" above (\S+)", "，大于 {0}"),
    (r" from (\S+) to below (\S+)", "，不小于 {0}、小于 {1}"),
    (r" below (\S+)", "，小于 {0}"),
    (r" up to (\S+)", "，至多 {0}"),
    (r" from (\S+) to (\S+)", "，{0} 到 {1}"),
    (r"a quarter like (\S+)", "季度，如 {0}"),
    (r"a date like (\S+)", "日期，如 {0}"),
    (r"a group of keys", "一组键"),
    (r"a list in \[brackets\]", "[方括号] 内的列表"),
    (r"one of (.+)", "{0} 之一"),
    (r"the name of a region", "区域名称"),
    (r"text", "文字"),
    (r"true or false", "true 或 false"),
)


def chinese(problem: Problem) -> str:
    """The sentence of a fault in Chinese."""
    place = re.sub("^command line", "命令行", problem.where)
    if problem.line is not None:
        place += f" 第 {problem.line} 行"
    if problem.key:
        place = f"{place}，{problem.key}" if place else problem.key
    return f"{place}：{translated(problem.given)}；{translated(problem.allowed)}"


def translated(phrase: str) -> str:
    """A phrase in Chinese, or as it is when it is not listed."""
    for pattern, words in (*POLICY_PHRASES, *ENGINE_PHRASES, *PHRASES):
        found = re.fullmatch(pattern, phrase, re.DOTALL)
        if found:
            text = words
            for position, part in enumerate(found.groups()):
                text = text.replace(f"{{{position}}}", part or "")
                for form, wording in FORMS.items():
                    if f"{{{position}:{form}}}" in text:
                        text = text.replace(f"{{{position}:{form}}}", wording(part or ""))
            return text
    return phrase


def _kind(phrase: str) -> str:
    for pattern, words in KINDS:
        found = re.search(pattern, phrase)
        if found:
            phrase = phrase[: found.start()] + words.format(*found.groups()) + phrase[found.end() :]
    return phrase


FORMS: dict[str, Callable[[str], str]] = {
    "kind": _kind,
    "level": lambda part: LEVELS.get(part, part),
    "phrase": translated,
    "yaml": parser_words,
    "yuan": yuan_words,
    "named": with_chinese_name,
    "sizes": lambda part: part.replace(" is ", "写作 ").replace(", ", "，"),
    "sides": lambda part: part.replace("[donor, recipient]", "[帮扶方, 受助方]"),
    "kind_of_target": lambda part: KINDS_OF_TARGETS.get(part, (part,))[0],
    "quoted": lambda part: f"“{part}”" if part else "",
    "more": lambda part: re.sub(r" and (\d+) more$", r"，另有 \1 个", part),
}
"""How a part of a phrase is put into its translation: `{0:yuan}`."""
