"""What the YAML parser says of a file, in Chinese."""

from __future__ import annotations

import re

PARSER: tuple[tuple[str, str], ...] = (
    (r".*character '\\t'.*", "用了制表符（Tab），缩进请用半角空格"),
    (r"found character '(.+)' that cannot start any token", "值不能以 {0} 开头，请加引号"),
    (r"mapping values are not allowed here", "这里多了一个冒号，或本行缩进与上一行不合"),
    (r"could not find expected ':'", "缺少冒号，或冒号后没有空格"),
    (r"expected ',' or '\}', but got (.+)", "花括号内缺少逗号，或花括号没有闭合"),
    (r"expected ',' or '\]', but got (.+)", "方括号内缺少逗号，或方括号没有闭合"),
    (r"expected <block end>, but found '-'", "列表项“-”的缩进与同级不一致"),
    (r"expected <block end>, but found (.+)", "缩进与同级各行不一致，或引号、括号多余"),
    (r"expected the node content, but found (.+)", "这里应有一个值，或括号多余"),
    (r"expected <document start>, but found (.+)", "这里多出内容，请检查上一行的缩进与冒号"),
    (r"found unexpected end of stream", "引号或括号没有闭合"),
    (r"found unexpected (?:document separator|':')", "多了一个分隔符或冒号"),
    (r"found unknown escape character (.+)", "双引号内的反斜线写法不对，请改用单引号"),
    (r"found undefined alias (.+)", "引用的 {0} 没有定义"),
    (r"(?:special )?characters? (?:are|is) not allowed.*|unacceptable character.*", "有不允许的控制字符"),
)
"""Phrases of the parser; one that is not listed stays as it is."""


def parser_words(phrase: str) -> str:
    """What the parser said, in Chinese."""
    for pattern, words in PARSER:
        found = re.fullmatch(pattern, phrase, re.DOTALL)
        if found:
            return words.format(*found.groups())
    return phrase
