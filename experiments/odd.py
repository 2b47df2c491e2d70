"""The generated parts of the model's description (ODD): state, processes, numbers, indicators, accounts and flows,
stocks that programmes build.

`docs/model.md` and its Chinese twin hold text between marks; what stands between a pair of marks is written from the
code, so that no table of the description can say what the code does not.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any

from pydantic.fields import FieldInfo

import sim.accounts
import sim.step
from experiments.stocks_page import stocks
from experiments.tabulating import Rows, table
from sim.accounts import Holder, Kind
from sim.indicators import INDICATORS
from sim.parameters import Parameters
from sim.tables import COLUMNS, Blocks, Cells, City, Counties, Firms, Towns
from sim.world import World

MARK = "<!-- generated: {} -->"
END = "<!-- end of generated -->"

CORE = {"firms": Firms, "cells": Cells, "counties": Counties, "towns": Towns, "city": City}
IN_CHINESE = {
    "firms": "企业",
    "cells": "单元（县 × 行业）",
    "counties": "县",
    "towns": "镇街",
    "city": "市",
    "treasury": "财政与政府工作精力",
    "parks": "园区",
    "plots": "旧村工业用地",
    "projects": "招商项目",
    "recognition": "企业认定",
    "villages": "村集体",
    "farms": "农业",
    "residents": "居民",
    "services": "公共服务",
    "visits": "旅游",
    "environment": "环境",
    "network": "交通网络",
    "knowhow": "结对帮带",
}
"""Names of tables in Chinese; a table that is not here goes by its English name alone."""

FIRM_WORDS = {
    "orders": ("orders, yuan a quarter at opening prices", "订单，元/季，期初价"),
    "productivity": ("log productivity beside the sector's trend", "相对行业趋势的对数生产率"),
    "efficiency": ("its exponential", "生产率的指数值"),
    "persons": ("persons who work there", "从业人员，人"),
    "capital": ("machines and buildings, yuan at opening prices", "设备与厂房，元，期初价"),
    "sales": ("sales of a year, four quarters smoothed, yuan", "年销售额，四季平滑，元"),
    "noise": (
        "scale of a quarter's Laplace shock to orders, log points",
        "一季订单 Laplace 扰动的尺度，对数点",
    ),
    "hazard": ("hazard of closing, 1/quarter", "退出概率，1/季"),
    "members": ("firms that the row stands for", "该行代表的企业数"),
    "cash": ("money, whole yuan", "货币资金，整数元"),
    "loans": ("owed to the bank, whole yuan", "银行贷款，整数元"),
    "ordered": (
        "machines ordered last quarter, to be paid now, whole yuan",
        "上季订购、本季付款的设备，整数元",
    ),
    "constrained": ("whether the bank does not lend to it", "是否难获信贷"),
    "rung": ("legal form, a rung of the ladder", "组织形式（梯级）"),
    "illiquid": ("quarters without cash", "无现金季数"),
    "leaving": ("whether it closes this quarter", "本季是否退出"),
    "titles": ("recognitions held, bits", "所获认定（按位）"),
    "listed": ("whether the statistics list it as above scale", "是否已入规上统计"),
    "digital": ("quarters since digitalisation began, 0 never", "数字化转型以来季数，0 为未开始"),
    "origin": ("native, moved inside the city, or from outside", "本地、市内迁入或外来"),
    "born": ("quarter of birth since 1990Q1", "设立季度，自 1990Q1 起"),
    "town": ("row of the town", "所在镇的行号"),
    "park": ("row of the park plus one, 0 for none", "所在园区行号加一，0 为不在园区"),
    "ids": ("its number for life, the address of its chance", "终身编号，即随机数地址"),
}
"""What a column of the firms holds; a column that is not here is told by its name alone."""

STORED = {"floats": "float32", "yuans": "int64", "flags": "int8", "shorts": "int16", "ids": "uint64"}


def first_sentence(thing: Any) -> str:
    """The first paragraph of a docstring in one line."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())


def field_words(kind: type) -> dict[str, str]:
    """Docstring of every field of a dataclass; its own line below the field."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(kind)))
    (body,) = (node.body for node in tree.body if isinstance(node, ast.ClassDef))
    words = {}
    for node, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            told = after.value if isinstance(after, ast.Expr) else None
            text = told.value if isinstance(told, ast.Constant) and isinstance(told.value, str) else ""
            words[node.target.id] = " ".join(text.split())
    return words


def tables() -> dict[str, type]:
    """Every table of state by its name in the world: the core, then the blocks."""
    module = vars(importlib.import_module("sim.tables"))
    return CORE | {field.name: module[str(field.type)] for field in fields(Blocks)}


def state(lang: str) -> str:
    """State variables: the columns of firms, then a table a block."""
    head = {"en": ("column", "stored as", "what, unit"), "zh": ("列", "存储类型", "含义与单位")}[lang]
    parts: list[str] = []
    rows: Rows
    for name, kind in tables().items():
        where = f"../{kind.__module__.replace('.', '/')}.py"
        known = IN_CHINESE.get(name, "") if lang == "zh" else ""
        parts.append(f"**{known}`{name}`** ([`{kind.__name__}`]({where})): {first_sentence(kind)}")
        if kind is Firms:
            told = {"en": 0, "zh": 1}[lang]
            rows = [
                (f"`{column}`", STORED.get(at, at), FIRM_WORDS.get(column, ("", ""))[told])
                for column, (at, _) in COLUMNS.items()
            ]
            parts.append(table(head, rows))
            continue
        words = field_words(kind)
        rows = [(f"`{field.name}`", _type(field.type), words.get(field.name, "")) for field in fields(kind)]
        if rows:
            head_of_fields = {"en": ("variable", "type", "what, unit"), "zh": ("变量", "类型", "含义与单位")}
            parts.append(table(head_of_fields[lang], rows))
    return "\n\n".join(parts)


def _type(annotation: object) -> str:
    text = str(annotation)
    return "array" if "ndarray" in text or "Array" in text else text


def processes(lang: str) -> str:
    """Every call of the step in order: why it stands there, what it does."""
    source = inspect.getsource(sim.step).splitlines()
    (step,) = (node for node in ast.parse("\n".join(source)).body if isinstance(node, ast.FunctionDef))
    rows: Rows = []
    for number, (call, why, january) in enumerate(_calls(step.body, source), 1):
        shown = f"{why} ({'January' if lang == 'en' else '仅一月'})" if january and why else why
        rows.append((number, shown, call[0], call[1]))
    head = {"en": ("order", "why", "call", "what it does"), "zh": ("次序", "理由", "调用", "作用")}[lang]
    return table(head, rows)


def _calls(
    body: list[ast.stmt], source: list[str], january: bool = False
) -> Iterator[tuple[tuple[str, str], str, bool]]:
    for node in body:
        if isinstance(node, ast.If):
            why = _comment_above(node.lineno, source)
            for number, (call, own, _) in enumerate(_calls(node.body, source, True)):
                yield call, own or (why if number == 0 else ""), True
        elif isinstance(node, ast.Expr | ast.Assign) and isinstance(node.value, ast.Call):
            yield _call(ast.unparse(node.value.func)), _comment_above(node.lineno, source), january


def _comment_above(line: int, source: list[str]) -> str:
    words: list[str] = []
    for text in reversed(source[: line - 1]):
        if not text.strip().startswith("#"):
            break
        words.insert(0, text.strip().lstrip("# "))
    return " ".join(words)


def _call(name: str) -> tuple[str, str]:
    """The call as a link to its file, and the first sentence of what it calls."""
    found: Any = World if name.startswith("world.") else sim.step
    for part in name.removeprefix("world.").split("."):
        # A field of the world, such as the ledger, is found by its type.
        found = getattr(found, part, None) or _type_of(World, part)
    where = f"../{found.__module__.replace('.', '/')}.py"
    return f"[`{name}`]({where})", first_sentence(found)


def _type_of(kind: type, name: str) -> Any:
    return getattr(sys.modules[kind.__module__], str(kind.__annotations__[name]))


def numbers(lang: str) -> str:
    """Every group of parameters: default, unit, range, source, status."""
    head = {
        "en": ("key", "中文", "default", "unit", "range", "source", "status"),
        "zh": ("键", "中文", "默认值", "单位", "范围", "来源", "状态"),
    }[lang]
    parts = []
    for group, info in Parameters.model_fields.items():
        kind: Any = info.annotation
        rows: Rows = [parameter_row(name, field) for name, field in kind.model_fields.items()]
        if rows:
            parts.append(f"**`parameters.{group}`**: {first_sentence(kind)}")
            parts.append(table(head, rows))
    return "\n\n".join(parts)


def indicators(lang: str) -> str:
    """Every indicator."""
    head = {
        "en": ("key", "中文", "English", "unit", "levels", "kind", "better"),
        "zh": ("键", "名称", "English", "单位", "层级", "类型", "好坏"),
    }[lang]
    rows: Rows = [
        (f"`{item.key}`", item.zh, item.en, item.unit, ", ".join(item.levels), item.kind, item.better)
        for item in INDICATORS
    ]
    return table(head, rows)


def accounts(lang: str) -> str:
    """Who can hold money, and for what it may flow."""
    remarks = dict(re.findall(r"^    ([A-Z_]+) = \d+(?:  # (.*))?$", inspect.getsource(sim.accounts), re.M))
    heads = {
        "en": (("holder", "who"), ("number", "kind of flow", "remark")),
        "zh": (("账户", "持有者"), ("编号", "名目", "说明")),
    }[lang]
    holders: Rows = [(f"`{holder.name}`", remarks.get(holder.name, "")) for holder in Holder]
    kinds: Rows = [(int(kind), f"`{kind.name.lower()}`", remarks.get(kind.name, "")) for kind in Kind]
    return table(heads[0], holders) + "\n\n" + table(heads[1], kinds)


def words_of(field: FieldInfo) -> dict[str, str]:
    """Words of a number that users may set; none for other fields."""
    words = field.json_schema_extra
    return dict(words) if isinstance(words, dict) and "zh" in words else {}  # type: ignore[arg-type]


def parameter_row(key: str, field: FieldInfo) -> tuple[str, ...]:
    """Key, Chinese name, default, unit, range, source and status of one number."""
    words = words_of(field)
    low = next((rule.ge for rule in field.metadata if hasattr(rule, "ge")), None)
    high = next((rule.le for rule in field.metadata if hasattr(rule, "le")), None)
    allowed = "" if low is None else f"{low:g} – {high:g}"
    shown = field.default if not isinstance(field.default, float) else f"{field.default:g}"
    return (f"`{key}`", words["zh"], str(shown), words["unit"], allowed, words["source"], words["status"])


SECTIONS: dict[str, Callable[[str], str]] = {
    "state": state,
    "processes": processes,
    "parameters": numbers,
    "indicators": indicators,
    "accounts": accounts,
    "stocks": stocks,
}


def filled(text: str, lang: str) -> str:
    """A page with every generated part written anew; raises ValueError for a mark that is unknown or missing."""
    found = re.findall(r"<!-- generated: (\w+) -->", text)
    if sorted(found) != sorted(SECTIONS) or text.count(END) != len(found):
        raise ValueError(f"marks {found} and {text.count(END)} ends; each of {list(SECTIONS)} is due once")
    for name, written in SECTIONS.items():
        start = text.index(MARK.format(name)) + len(MARK.format(name))
        end = text.index(END, start)
        text = f"{text[:start]}\n\n{written(lang)}\n\n{text[end:]}"
    return text
