"""Pairs of figures of what was done and of what was not, by one verb: 达标 201 座，不达标 7 座; 如期完工 15 份，3 份超期."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re

if TYPE_CHECKING:
    from auditor.checks.common.numbers import Number

_NOT = re.compile(
    r"(?:尚未|还未|仍未|未能|未|没有|不)(?P<verb>[一-龥]{2,8})|(?<![一-龥])(?:尚)?(?P<owed>欠)(?P<short>[一-龥]{2,4})"
)
_LATE = re.compile(r"超期|延期|逾期|超时|滞后|未按[期时]")
_IN_TIME = re.compile(r"按期|如期|按时|及时|按期限")
_EACH = re.compile(r"各[有为计]?$")
_CLAUSE = re.compile(r"[，,。；;：:（()）]")
_SCALE = re.compile("满意|[优良]|理想")
_NEAR = 4
"""Between satisfied and not satisfied there is more."""


def around(number: Number) -> str:
    """Return the words of a number's own clause, before it and behind it."""
    return _CLAUSE.split(number.before)[-1] + _CLAUSE.split(number.after)[0]


def verb_undone(done: Number, left: Number) -> str:
    """Return the word by which one figure is of what was done and another one of what was not, empty where there is none."""
    if _EACH.search(left.clause):
        return ""  # 甲镇、乙镇各有 1 个延期: as many times as there are names
    one, two = around(done), around(left)
    if _LATE.search(two) and _IN_TIME.search(one) and not _LATE.search(one):
        return "期"
    found = _NOT.search(two)
    said = (found["verb"] or found["short"]) if found is not None else ""
    # 未完成的是到馆人次、读者满意度 3 个: what is not done may be called so, and only 不满意 is one end of a scale.
    if not said or _SCALE.search(said[:_NEAR]):
        return ""
    for end in range(len(said), 1, -1):
        verb = said[:end]
        if verb in one:
            return "" if _denied(one, verb) else verb
    return ""


def _denied(words: str, verb: str) -> bool:
    """Whether words deny a verb themselves: 未完成 holds 完成."""
    at = words.find(verb)
    return at > 0 and words[at - 1] in "未不没"
