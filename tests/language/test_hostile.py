"""Hostile rule texts: one clear message each, fast, and never an exception."""

from __future__ import annotations

import pytest

from auditor.language import Problem, parse_text, render
from tests.effort import Calls

_HEAD = "规则 B-01 名称\n  "
_MOST_CALLS = 2_000_000


def problems_of(text: str) -> tuple[Problem, ...]:
    """Return the problems of `text`, found for a bounded amount of work and all of them presentable."""
    with Calls() as counted:
        _, problems = parse_text(text, "x.rules")
    assert counted.made < _MOST_CALLS
    for problem in problems[:5]:
        assert len(render(problem, text)) < 2_000
    return problems


@pytest.mark.parametrize(
    ("name", "text", "codes"),
    [
        ("brackets", _HEAD + "检查 " + "(" * 100_000 + "1" + ")" * 100_000 + " = 1", {"too-deep"}),
        ("open brackets", _HEAD + "检查 a = " + "(" * 100_000, {"too-deep"}),
        ("signs", _HEAD + "检查 a = " + "-" * 100_000 + "1", {"too-deep"}),
        ("calls", _HEAD + "检查 a = " + "求和(" * 100_000 + "1" + ")" * 100_000, {"too-deep"}),
        ("not", _HEAD + "检查 " + "非 " * 100_000 + "a = 1", {"too-deep"}),
        ("if", _HEAD + "检查 " + "若 a = 1 则 " * 20_000 + "a = 1", {"too-many-terms"}),
        ("chain", _HEAD + "检查 a = " + " + ".join(["1"] * 20_000), {"too-many-terms"}),
        ("conditions", _HEAD + "检查 " + " 且 ".join(["a = 1"] * 20_000), {"too-many-terms"}),
        ("exponent", _HEAD + "检查 a = 1e999999999", {"exponent"}),
        ("negative exponent", _HEAD + "检查 a = 1E-999999999", {"exponent"}),
        ("powers", _HEAD + "检查 a = 9**9**9", {"exponent"}),
        ("caret", _HEAD + "检查 a = 9^9^9", {"exponent"}),
        ("digits", _HEAD + "检查 a = " + "9" * 1_000_000, {"too-many-digits"}),
        ("places", _HEAD + "检查 a = 0." + "9" * 1_000_000, {"too-many-digits"}),
        ("table number", _HEAD + "检查 a = 行数(表" + "1-" * 100_000 + "1)", {"too-many-terms"}),
        (
            "digits in an example",
            _HEAD + "检查 a = 1\n  例 a=" + "9" * 1_000_000 + " 结果 相符",
            {"too-many-digits"},
        ),
        ("name", _HEAD + "检查 " + "甲" * 1_000_000 + " = 1", {"too-long"}),
        ("shorter name", _HEAD + "检查 " + "甲" * 1_000 + " = 1", {"name-too-long"}),
        ("quoted name", _HEAD + "检查 「" + "甲" * 1_000 + "」 = 1", {"name-too-long"}),
        ("dots", _HEAD + "检查 a" + ".a" * 1_000_000 + " = 1", {"too-long"}),
        ("text", _HEAD + '检查 a = 1\n  提示 "' + "甲" * 1_000_000 + '"', {"too-long"}),
        ("free text", _HEAD + "检查 a = 1\n  说明 " + "甲" * 1_000_000, {"too-long"}),
        ("title", "规则 B-01 " + "甲" * 1_000_000 + "\n  检查 a = 1", {"too-long"}),
        (
            "many bindings",
            _HEAD + "检查 a = 1\n  例 " + ", ".join(["a=1"] * 100_000) + " 结果 相符",
            {"too-long"},
        ),
        ("row", "指标表 x\n  " + "|" * 1_000_000, {"too-long"}),
        ("row digits", "指标表 x\n  a | b | " + "9" * 10_000 + "分", {"row-cell", "too-many-digits"}),
        ("large file", "#" * (4 * 1024 * 1024 + 1), {"file-too-large"}),
        ("quotes", _HEAD + "检查 a = " + '"' * 9_999, {"unexpected", "missing-quote", "quote-inside-quotes"}),
        ("corner quotes", _HEAD + "检查 a = " + "「" * 9_999, {"missing-quote"}),
        ("near keyword", _HEAD + "检" * 10_000 + " a = 1", {"unknown-keyword", "name-too-long"}),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 else "",
)
def test_a_hostile_text_gets_one_message(name: str, text: str, codes: set[str]) -> None:
    """Limits are checked before anything is converted."""
    problems = problems_of(text)
    assert len(problems) == 1, name
    assert problems[0].code in codes
    assert problems[0].remedy or problems[0].expected


@pytest.mark.parametrize(
    "junk", ["甲 = 乙\n", "  甲\n", "\x00\n", "\u200b", "规则\n", "检查\n", "| | |\n", "#\n", "规则 B-01 x\n"]
)
def test_a_file_of_junk_gets_a_bounded_list(junk: str) -> None:
    """Half a million characters of anything end in at most so many problems."""
    text = junk * (500_000 // len(junk))
    with Calls() as counted:
        _, problems = parse_text(text, "x.rules")
    assert counted.made < 2 * _MOST_CALLS
    assert len(problems) <= 202


def test_a_chain_at_the_limit_is_read_and_printed() -> None:
    """What is within the limits costs no stack anywhere: parsing, comparing, keeping, printing."""
    from auditor.language import unparse
    from auditor.language.codec import decode, encode

    text = _HEAD + "检查 a = " + " + ".join(["b"] * 290)
    file, problems = parse_text(text, "x.rules")
    assert not problems
    assert decode(encode(file.rules[0])) == file.rules[0]
    assert parse_text(unparse(file), "x.rules")[0].rules[0].id == "B-01"


def test_brackets_within_the_limit_are_fine() -> None:
    """Nobody writes fifty brackets, but they mean something."""
    _, problems = parse_text(_HEAD + "检查 a = " + "(" * 50 + "b" + ")" * 50, "x.rules")
    assert not problems


def test_many_brackets_side_by_side_are_not_deep() -> None:
    """Depth is depth, not a count of brackets."""
    _, problems = parse_text(_HEAD + "检查 a = " + " - ".join(["-(b)"] * 70), "x.rules")
    assert not problems
