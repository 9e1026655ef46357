"""What each terminal of the grammar is called in a message, in the order in which they are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.language.keywords import CLAUSES, INNER
from auditor.language.problems import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_OPERATORS = Wording("运算符 + - × ÷", "an operator + - × ÷")
_RELATIONS = Wording("比较符 = ≠ < ≤ > ≥", "a comparison = ≠ < ≤ > ≥")
_NAME = Wording("名称，如 C43.业绩值", "a name such as C43.actual")
_TEXT = Wording('引号里的文字，如 "已完成"', 'a quoted text such as "done"')

_TERMINALS: Mapping[str, Wording] = {
    "NAME": _NAME,
    "TABLE": Wording("表号，如 表1-1", "a table such as 表1-1"),
    "STAR": Wording("* 代表全部", "* for everything"),
    "NUMBER": Wording("数，如 5分、100%、276.08万元", "a number such as 5分, 100%, 276.08万元"),
    "STRING": _TEXT,
    "DATE": Wording("日期，如 2023-12-31", "a date such as 2023-12-31"),
    "CELL": Wording("[行, 列]", "[row, column]"),
    "ID": Wording("编号，如 B-01", "an identifier such as B-01"),
    "WORD": Wording("一个词", "a word"),
    "VERSION": Wording("版本号，如 1", "a version such as 1"),
    "FREE": Wording("说明文字", "free text"),
    "_LPAR": Wording("括号 （", "a bracket ("),
    "RPAR": Wording("括号 ）", "a bracket )"),
    "_COLON": Wording("冒号 ：", "a colon :"),
    "_COMMA": Wording("逗号 ，", "a comma ,"),
    "_SEMI": Wording("分号 ；", "a semicolon ;"),
    "EQ": _RELATIONS, "NOT_EQUAL": _RELATIONS, "LESS": _RELATIONS, "AT_MOST": _RELATIONS,
    "GREATER": _RELATIONS, "AT_LEAST": _RELATIONS,
    "PLUS": _OPERATORS, "MINUS": _OPERATORS, "TIMES": _OPERATORS, "DIVIDE": _OPERATORS,
    "DASH": Wording("- 或 到", "- or to"),
    "UPWARD": Wording("以上", "以上"), "DOWNWARD": Wording("以下", "以下"),
    "BELOW": Wording("低于", "below"), "ABOVE": Wording("高于", "above"),
    "$END": Wording("行末", "the end of the line"),
}  # fmt: skip

# Rarely meant and never asked for: naming them would drown the likely ones.
_UNSAID = frozenset("STAR_NAME AT_PLACE SAID SHARE_OF OF INCLUDED EXCLUDED STAR DASH IF NOT EXISTS".split())

# The words behind each keyword terminal, by what they mean (keys of keywords.INNER).
_WORDS: Mapping[str, str] = {
    "IF": "if", "NOT": "not", "EXISTS": "exists", "OTHERWISE": "otherwise", "_THEN": "then", "_AND": "and",
    "_OR": "or", "_WITH": "with", "_AS": "as", "_RESULT": "result", "_AWARD": "award", "_DEDUCT": "deduct",
    "_ITEMS": "items", "_RANGE": "range", "_EACH": "each", "_BASE": "base", "ROWS": "all_rows total_rows",
    "CHOICE": "single multiple multiple_required", "DIRECTION": "falling rising", "OPEN": "open", "NO_SCORE": "no_score",
    "PER": "below above away outside", "RELATIVE": "relative", "READING": "proportional full_steps started_steps",
    "FLOORED": "floored",
}  # fmt: skip

_OPERAND = frozenset({"NAME", "NUMBER"})


def spellings(terminal: str) -> tuple[str, ...]:
    """Return every spelling of a keyword terminal, Chinese first; none for other terminals."""
    kinds = _WORDS.get(terminal, "").split()
    found = [INNER[kind] for kind in kinds]
    if not found and (clause := CLAUSES.get(terminal.lstrip("_").lower().replace("grade", "grading"))):
        found = [clause]
    return (*(word.zh for word in found), *(word.en for word in found))


def wordings(terminals: Iterable[str]) -> tuple[Wording, ...]:
    """Return what to call `terminals` in a message, likely ones first and each once."""
    given = set(terminals)
    if given >= _OPERAND:
        given -= {"TABLE", "DATE", "MINUS"}  # a place for any expression: name and number stand for all
    if "_THEN" in given:
        given -= {"_COMMA"}
    found = [
        wording for terminal, wording in _TERMINALS.items() if terminal in given and terminal not in _UNSAID
    ]
    for terminal, kinds in _WORDS.items():
        if terminal in given and terminal not in _UNSAID:
            found.extend(Wording(INNER[kind].zh, INNER[kind].en) for kind in kinds.split())
    return tuple(dict.fromkeys(found))
