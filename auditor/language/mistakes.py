"""The wording of mistakes in what a line says, as against how it is written (diagnosis.py)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.language.keywords import HOLES
from auditor.language.problems import Problem, Wording
from auditor.nearness import near

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.source import Span

_DATE = re.compile(r"([0-9]{4})[./-](0?[1-9]|1[0-2])[./-](0?[1-9]|[12][0-9]|3[01])")


def missing_unit(what: Wording, number: str, units: tuple[str, ...], span: Span, file: str) -> Problem:
    """A bare number where only one with a unit says something: 容差 0.01."""
    first = number + units[0]
    return Problem(
        code="missing-unit",
        message=Wording(f"{what.zh}缺少单位：只写了 {number}", f"{what.en} has no unit: just {number}"),
        span=span,
        file=file,
        remedy=Wording(
            f"写上单位，例如 {'、'.join(number + unit for unit in units)}",
            f"write the unit, for instance {first}" + "".join(f" or {number}{unit}" for unit in units[1:]),
        ),
    )


def wrong_unit(  # noqa: PLR0913 - each fact once
    what: Wording, text: str, unit: str, span: Span, file: str, *, whole: bool = False
) -> Problem:
    """A weight, score or deduction that is no score: 扣 1项, 扣 5%. `whole`: it cannot be a share of the weight."""
    share = text.endswith(("%", "‰")) and not whole
    return Problem(
        code="wrong-unit",
        message=Wording(f"{what.zh}的单位应为“{unit}”，写的是 {text}", f"{what.en} is in {unit}, not {text}"),
        span=span,
        file=file,
        remedy=Wording(
            f"写成 权重的{text}" if share else f"写成 {unit}，例如 5{unit}",
            f"write {text} of weight" if share else f"write it in {unit}, for instance 5{unit}",
        ),
    )


def missing_reading(step: str, amount: str, span: Span, file: str) -> Problem:
    """A deduction per step that does not say how part of a step counts."""
    return Problem(
        code="missing-step-reading",
        message=Wording(
            f"“每 {step} 扣 {amount}”没有写明不足 {step} 的部分怎么扣",
            f"“{amount} for each {step}” does not say how part of {step} counts",
        ),
        span=span,
        file=file,
        remedy=Wording(
            f"写在末尾，三者选一。差半个 {step} 时：按比例 = 扣 {amount} 的一半；每满不足不扣 = 不扣；不足按1个计 = 扣 {amount}",
            f"end it with one of three. Half of {step}: proportional takes half of {amount}; full_steps takes nothing; "
            f"started_steps takes {amount}",
        ),
    )


def unknown_word(  # noqa: PLR0913 - each fact once
    code: str, what: Wording, word: str, known: Iterable[str], span: Span, *, file: str
) -> Problem:
    """A word that is none of a closed list: a verdict, a level, a way of rounding."""
    words = list(known)
    return Problem(
        code=code,
        message=Wording(f"没有叫“{word}”的{what.zh}", f"there is no {what.en} “{word}”"),
        span=span,
        file=file,
        expected=(
            Wording(
                "、".join(name for name in words if not name.isascii()),
                ", ".join(name for name in words if name.isascii()),
            ),
        ),
        near=near(word, words),
    )


_MEANT = {
    "报告数": "报告值 原值 原数 所述 实际 实际值 printed reported",
    "应为数": "复算数 复算值 计算数 计算值 应为 应有数 正确值 正确数 expected correct result",
    "差额": "差 差异 差值 差数 相差 difference diff",
    "名称": "指标 指标名 名字 name",
    "位置": "页码 行号 何处 where page",
}
"""What people write for a hole of a message."""


def _meant(hole: str) -> list[str]:
    return [
        HOLES[name] if hole.isascii() else name for name, words in _MEANT.items() if hole in words.split()
    ]


def unknown_hole(hole: str, span: Span, file: str) -> Problem:
    """Braces in a message that hold no known hole."""
    words = [*HOLES, *HOLES.values()]
    return Problem(
        code="unknown-hole",
        message=Wording(f"提示里没有叫“{hole}”的空格", f"a message has no hole “{hole}”"),
        span=span,
        file=file,
        expected=(
            Wording(
                "、".join(f"{{{name}}}" for name in HOLES),
                ", ".join(f"{{{name}}}" for name in HOLES.values()),
            ),
        ),
        near=tuple(f"{{{name}}}" for name in dict.fromkeys((*_meant(hole), *near(hole, words)))),
    )


def stray_brace(span: Span, file: str) -> Problem:
    """A brace in a message without its partner."""
    return Problem(
        code="stray-brace",
        message=Wording("提示里的花括号没有成对", "a brace in the message has no partner"),
        span=span,
        file=file,
        remedy=Wording(
            "空格写作 {应为数}；其他地方请用（ ）", "write a hole as {computed}, and ( ) elsewhere"
        ),
    )


def empty_text(what: Wording, span: Span, file: str) -> Problem:
    """A text that says nothing."""
    return Problem(
        code="empty-text",
        message=Wording(f"{what.zh}是空的", f"{what.en} is empty"),
        span=span,
        file=file,
        remedy=Wording("写上内容，或删去这一行", "write something or delete the line"),
    )


def bad_date(text: str, span: Span, file: str) -> Problem:
    """A date that the calendar does not have."""
    return Problem(
        code="impossible-date",
        message=Wording(f"日历上没有 {text} 这一天", f"the calendar has no {text}"),
        span=span,
        file=file,
        remedy=Wording("写作 2023-12-31 或 2023年12月31日", "write it as 2023-12-31"),
    )


def iso(text: str) -> str:
    """Return a date written with other signs (2023/1/5, 2023.1.5) as the language writes it; empty for none."""
    found = _DATE.fullmatch(text)
    if found is None:
        return ""
    year, month, day = found.groups()
    return f"{year}-{month:0>2}-{day:0>2}"


def date_as_sum(text: str, plain: str, span: Span, file: str) -> Problem:
    """A date that reads as a subtraction or a division."""
    return Problem(
        code="date-signs",
        message=Wording(f"日期不这样写：“{text}”", f"a date is not written “{text}”"),
        span=span,
        file=file,
        remedy=Wording(f"写作 {plain}", f"write {plain}"),
    )


def share_without_percent(number: str, span: Span, file: str) -> Problem:
    """A share that is more than the whole, for want of its sign: 权重的5."""
    return Problem(
        code="missing-unit",
        message=Wording(f"“的 {number}”缺少 %", f"a share of {number} has no %"),
        span=span,
        file=file,
        remedy=Wording(f"写作 {number}%", f"write {number}%"),
    )


def long_name(length: int, limit: int, span: Span, file: str) -> Problem:
    """A quoted name beyond the limit."""
    return Problem(
        code="name-too-long",
        message=Wording(
            f"一个名称最多 {limit} 个字符，这里有 {length} 个",
            f"a name has at most {limit} characters, this one has {length}",
        ),
        span=span,
        file=file,
        remedy=Wording("是不是漏了一个 」？", "is a 」 missing?"),
    )


def newer_language(version: str, known: str, span: Span, file: str) -> Problem:
    """A file written for a language version that this auditor does not read."""
    return Problem(
        code="language-version",
        message=Wording(
            f"这个文件是为语言版本 {version} 写的，本程序只懂版本 {known}",
            f"this file is written for language version {version}; this auditor reads version {known}",
        ),
        span=span,
        file=file,
        remedy=Wording(
            f"更新 auditor；若文件其实是按版本 {known} 写的，把这一行改为 语言 {known}",
            f"update auditor; if the file is in version {known}, write “language {known}”",
        ),
    )
