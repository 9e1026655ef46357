"""A length of time told beside its first and last day, which is not that from the one to the other: 1 月 1 日至 11 月 30 日（全年 12 个月）.

A month begun may count as one, and the first day may count or not; working days are counted by nobody here.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.words import chinese_number
from auditor.findings import Severity, Verdict
from auditor.report.blocks import BlockKind, NumberKind, occurrences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "length-not-span"
TITLE = {"zh": "时长与起止日期不符", "en": "a length of time is not that between its days"}
_SPAN = re.compile(
    r"(?P<y>20[0-9]{2})年(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日(?:起|开始)?(?:至|到|—+|–|-|~|～)(?:(?P<y2>20[0-9]{2})年)?(?P<m2>[0-9]{1,2})月(?P<d2>[0-9]{1,2})日"
)
_LENGTH = re.compile(
    r"^\s*(?:止)?\s*[，,（(]?\s*(?:[合共总]计?|全年|全部|为期|历时|时长|周期|期限|工期)?(?:为|是|共)?\s*(?P<n>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})\s*(?P<unit>个月|年|天|日历天|日)(?![一-龥])"
)
_MONTHS = 12


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every length that stands right behind a span of days."""
    for block, item in occurrences(facts.report.blocks):
        if item.kind is not NumberKind.DATE or block.kind is BlockKind.FURNITURE:
            continue
        found = _SPAN.fullmatch(re.sub(r"\s", "", item.text))
        length = _LENGTH.match(block.text[item.span.end :]) if found is not None else None
        if found is None or length is None:
            continue
        lengths = _lengths(found, length["unit"])
        told = chinese_number(length["n"])
        if told is None or not lengths:
            continue
        evidence = [evidence_at(block, item)]
        info = rule(NAME, TITLE, Severity.WARNING)
        if told in lengths:
            yield said(info, "", "", evidence, Verdict.EXACT)
            continue
        shown = f"{length['n']}{length['unit']}"
        zh = f"“{item.text}”为 {lengths[0]}{length['unit']}，却写“{shown}”"
        yield said(info, zh, f"'{item.text}' is told to be of {shown}, and is of {lengths[0]}", evidence)


def _lengths(found: re.Match[str], unit: str) -> list[int]:
    """Return what the length of a span may be told as, the likeliest first; nothing for days that no calendar has."""
    try:
        first = dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
        last = dt.date(int(found["y2"] or found["y"]), int(found["m2"]), int(found["d2"]))
    except ValueError:
        return []
    if last < first:
        return []
    days = (last - first).days + 1
    if unit in {"天", "日", "日历天"}:
        return [days, days - 1]
    after = last + dt.timedelta(days=1)
    months = (after.year - first.year) * _MONTHS + after.month - first.month - (after.day < first.day)
    begun = months if after.day == first.day else months + 1
    if unit == "个月":
        return [months, begun]
    return sorted({months // _MONTHS, -(-begun // _MONTHS)})
