"""Habits of annexes and of plain speech: 每项扣1分, 100%以上, 甲、乙之和, and what the language writes instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.source import Span

if TYPE_CHECKING:
    from auditor.language.failure import Failure
    from auditor.language.problems import Problem

_FOR_EACH = re.compile(
    r"(?:每[一1]?[项条处个次件]|每?缺少?[一1]?[项条]|每(?:发现|出现)[一1]?[项条处个次])\s*扣\s*([0-9.]+分)?"
)
_DIGITS_FIRST = re.compile(r"(?<![\w.])([0-9]+)\.[A-Za-z_\u3400-\u9fff]\w*")
_BOUNDS = {"以上", "以下", "以内", "及以上", "及以下", "左右", "之间"}
_TOGETHER = re.compile(r"(?:之|的)?(?:总和|和|合计)(?![A-Za-z\u3400-\u9fff])|之和|的和|合计")
_COMPARING = frozenset("check each_row each_item when applies".split())


def bound(failure: Failure) -> Problem | None:
    """目标 100%以上: a target is one number, and bands say which side of it counts."""
    last, word = failure.last, failure.word
    if last is None or last.kind != "NUMBER" or word not in _BOUNDS or "UPWARD" in failure.expected:
        return None
    return failure.problem(
        "stray-word", f"这里只写一个数，不写“{word}”", f"a number alone stands here, without “{word}”",
        remedy=("删去它；高于或低于写成比较，如 业绩值 ≥ 100%", "delete it; a side is a comparison: actual_value >= 100%"),
    )  # fmt: skip


def stray_comma(failure: Failure) -> Problem | None:
    """档 业绩值 ≥ 目标值，得 满分: a comma without which the line reads."""
    text, at = failure.line.text, failure.at
    if failure.word not in {",", "，", "、", ";"} or not failure.reads(f"{text[:at]} {text[at + 1 :]}"):
        return None
    return failure.problem(
        "stray-comma", "这里不用标点", "no sign stands here", remedy=("删去它", "delete it")
    )


def listed_sum(failure: Failure) -> Problem | None:
    """检查 甲, 乙 之和 = 100%, and 占比 甲, 乙 之和 100%: sums are written with +, and shares add by themselves."""
    rest = failure.line.text[failure.at :]
    if failure.line.clause == "shares":
        if not _TOGETHER.match(rest):
            return None
        return failure.problem(
            "stray-word", "“占比”自己会把各项相加", "“shares” adds its items by itself",
            remedy=(f"删去“{rest.strip()}”", f"delete “{rest.strip()}”"),
        )  # fmt: skip
    if failure.line.clause not in _COMPARING or not (
        _TOGETHER.match(rest) or (rest[:1] in {",", "、"} and _TOGETHER.search(rest))
    ):
        return None
    return failure.problem(
        "sum-in-words", "几个数相加要写成 甲 + 乙", "numbers are added with signs: a + b",
        remedy=("各数之间写 +，删去“之和”", "write + between them"),
    )  # fmt: skip


def star(failure: Failure) -> Problem | None:
    """逐项 A*: a star stands for a whole part of a name."""
    last = failure.last
    if failure.word != "*" or failure.line.clause not in {"each_item", "agree"}:
        return None
    if last is None or last.kind != "NAME" or last.start + len(last.text) != failure.at:
        return None
    rest = re.match(r"\*((?:\.[\w*]+)*)", failure.line.text[failure.at :])
    whole = f"*{rest.group(1)}" if rest else "*"
    return failure.problem(
        "partial-star", "* 只能代表名称里的一整段，前后不能再有字", "* stands for a whole part of a name, with no letters beside it",
        span=Span(last.start, failure.at + 1), remedy=(f"写作 {whole}", f"write {whole}"),
    )  # fmt: skip


def for_each(failure: Failure) -> Problem | None:
    """档 其余 每项扣1分, 要点 3 每项扣1分: what is taken for each of several things has a clause of its own."""
    found = _FOR_EACH.match(failure.line.text, failure.at)
    if found is None or failure.line.clause not in {"band", "criteria"}:
        return None
    amount = found.group(1) or "1分"
    first = "" if failure.line.clause == "criteria" else "要点 3 "
    other = "" if failure.line.clause == "criteria" else "criteria 3 "
    return failure.problem(
        "for-each", "按项扣分用子句“要点”：几项、一项不符扣多少", "deductions for each of several things stand in a clause “criteria”",
        span=Span(*found.span()), remedy=(f"写作 {first}一项不符 扣 {amount}", f"write {other}each deduct {amount}"),
    )  # fmt: skip


def digits_first(failure: Failure) -> Problem | None:
    """52.业绩值 for B52.业绩值: the letter of a code is missing."""
    found = next(
        (
            each
            for each in _DIGITS_FIRST.finditer(failure.line.text)
            if each.start() <= failure.at <= each.end()
        ),
        None,
    )
    if found is None:
        return None
    codes = re.findall(rf"(?<![\w.])[A-Za-z]+{found.group(1)}(?=\.)", failure.line.text)
    return failure.problem(
        "name-begins-with-digit", f"名称不能以数字开头：“{found.group()}”", f"a name does not begin with a digit: “{found.group()}”",
        span=Span(*found.span()), near=tuple(dict.fromkeys(codes)),
        remedy=("补上代码的字母，如 B52.业绩值", "write the letter of the code, as in B52.actual"),
    )  # fmt: skip


HABITS = (bound, star, listed_sum, stray_comma, for_each, digits_first)
