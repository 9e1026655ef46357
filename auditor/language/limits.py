"""Limits, checked on the text of a line before any of it is parsed or converted."""

from __future__ import annotations

import re

from auditor.language.problems import Problem, Wording
from auditor.source import Span

MAX_BYTES = 4 * 1024 * 1024
"""A rule file of 5,000 rules has about 2 MB."""

MAX_DIGITS = 40
"""As for the numbers of a report."""

MAX_NESTING = 60
"""Brackets, signs, 非 and 若 inside one another: nobody reads more than four."""

MAX_TERMS = 300
"""Operators of one clause. A chain of them is as deep as it is long; longer sums are 求和 of a column."""

MAX_LINE = 16_000
MAX_NAME = 200
MAX_PROBLEMS = 200
"""Problems shown of one file; a file that is no rule file at all would have one in every line."""

MAX_FILES = 1_000
"""Files of one rulebook, includes counted."""

_QUOTES = re.compile(r'"[^"]*"|“[^”]*”|「[^」]*」')
_EXPONENT = re.compile(r"(?<![\w.])[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]+|\*\*|\^")
_DIGITS = re.compile(rf"(?=[0-9.])(?:[.]?[0-9]){{{MAX_DIGITS + 1},}}")
_OPERATOR = re.compile(r"[-+*/×÷(\[]|且|或|若|非|\b(?:and|or|if|not)\b")
_NESTING = re.compile(r"[()]|-|非|\w+|[^\s]")
_PREFIXES = frozenset({"-", "非", "not"})
_NAME = re.compile(rf"[^\W]{{{MAX_NAME + 1},}}")
_SHORT = 2 * MAX_NESTING // 3


def over_limit(line: str, file: str) -> Problem | None:
    """Return the limit that `line` breaks, if any; offsets count from the start of the line."""
    if found := _exponent(line):
        return _problem(
            "exponent",
            Wording("不能写乘方或指数", "powers and exponents are not part of the language"),
            found,
            file,
            Wording(
                "把数写全，例如 1000000；平方写成 a × a",
                "write the number out, say 1000000; a square is a × a",
            ),
        )
    if len(line) < _SHORT:
        return None
    bare = _QUOTES.sub(lambda quote: " " * len(quote.group()), line)
    if found := _DIGITS.search(bare):
        return _problem(
            "too-many-digits",
            Wording(
                f"一个数最多 {MAX_DIGITS} 位，这里有 {len(found.group())} 位",
                f"a number has at most {MAX_DIGITS} digits, this one has {len(found.group())}",
            ),
            found,
            file,
            Wording(
                "检查是否粘贴有误，或换用更大的单位（万元、亿元）",
                "was it pasted by mistake? a larger unit needs fewer digits",
            ),
        )
    return _too_deep(bare, file) or _too_long(bare, file)


def _exponent(line: str) -> re.Match[str] | None:
    if not _EXPONENT.search(line):
        return None
    return _EXPONENT.search(_QUOTES.sub(lambda quote: " " * len(quote.group()), line))


def _too_deep(bare: str, file: str) -> Problem | None:
    if sum(map(bare.count, ("(", "-", "非", "not"))) < MAX_NESTING:
        return None
    depth = signs = 0
    opened: list[int] = []  # how much deeper each open bracket goes, the signs before it counted
    for found in _NESTING.finditer(bare, 0, MAX_LINE):
        word = found.group()
        if word == "(":
            opened.append(1 + signs)
            depth += opened[-1]
            signs = 0
        elif word == ")":
            depth -= opened.pop() if opened else 0
        else:
            signs = signs + 1 if word in _PREFIXES else 0
        if depth + signs > MAX_NESTING:
            return _problem(
                "too-deep",
                Wording(f"括号或“非”嵌套超过 {MAX_NESTING} 层", f"nested more than {MAX_NESTING} deep"),
                found,
                file,
                Wording("把它拆成几条规则", "split it into several rules"),
            )
    return None


def _too_long(bare: str, file: str) -> Problem | None:
    if len(bare) > MAX_TERMS:
        for count, found in enumerate(_OPERATOR.finditer(bare), start=1):
            if count > MAX_TERMS:
                return _problem(
                    "too-many-terms",
                    Wording(
                        f"一个子句最多 {MAX_TERMS} 个运算", f"a clause has at most {MAX_TERMS} operations"
                    ),
                    found,
                    file,
                    Wording(
                        "对表格的一列求和请写 求和(表[*, 列])",
                        "to add a table column up, write sum(table[*, column])",
                    ),
                )
    if len(bare) > MAX_LINE:
        return _at(
            "too-long",
            Wording(
                f"一行最多 {MAX_LINE} 个字符，这一行有 {len(bare)} 个",
                f"a line has at most {MAX_LINE} characters, this one has {len(bare)}",
            ),
            Span(MAX_LINE, MAX_LINE + 1),
            file,
            Wording("拆成几个子句", "split it into several clauses"),
        )
    if name := _NAME.search(bare):
        return _problem(
            "name-too-long",
            Wording(f"一个名称最多 {MAX_NAME} 个字符", f"a name has at most {MAX_NAME} characters"),
            name,
            file,
            Wording("缺少空格或运算符？", "is a blank or an operator missing?"),
        )
    return None


def _problem(code: str, message: Wording, found: re.Match[str], file: str, remedy: Wording) -> Problem:
    return _at(code, message, Span(found.start(), min(found.end(), found.start() + MAX_DIGITS)), file, remedy)


def _at(code: str, message: Wording, span: Span, file: str, remedy: Wording) -> Problem:
    return Problem(code=code, message=message, span=span, file=file, remedy=remedy)
