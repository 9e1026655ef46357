"""A reference to a table by the number of another one: 各题的分题统计结果见表 9, where 表 8 is 满意度问卷分题统计 and 表 9 的 title is none of it.

The words before 见表 say what is to be seen there. They accuse where a title of one other table shares a long run of them, which the
title referred to does not have, and next to nothing of theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.tablenumbers import numbers_of
from auditor.checks.common.tables import sheets
from auditor.findings import Severity, Verdict
from auditor.report.blocks import BlockKind, NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block, Occurrence

NAME = "reference-to-other-table"
TITLE = {
    "zh": "文中引用的表号与所述内容不符",
    "en": "a table is referred to by the number of another one",
}
_SEEN = re.compile(
    r"^(?P<what>.*?)[，,]?(?:结果|情况|内容)?(?P<alone>(?<=[，,])(?:具体|详细))?(?:具体|详细|分别)?(?:详?见|如|列于|载于)$"
)
_NUMBER = re.compile(r"^\s*(?:附表|附件|表)\s*[0-9]+(?:-[0-9]+)?\s*|[（(][^（）()]*[)）]|\s|单位[:：].*$")
_STOP = re.compile("[。；;]")
_COMMON = re.compile(
    r"(?:20[0-9]{2}年?度?|情况|统计|明细|汇总|一览|表|部门|项目|[市县区镇乡局]|支出|收入|预算|决算|绩效)"
)
_LONG, _LITTLE = 4, 1
_BACK = 60


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge references whose words are the title of another table."""
    titles = _titles(facts)
    if len(titles) < 2:  # noqa: PLR2004 - one table and another
        return
    for block in facts.report.blocks:
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST}:
            continue
        for item in block.occurrences:
            own = titles.get(re.sub(r"\s", "", item.text)) if item.kind is NumberKind.REFERENCE else None
            if own is None:
                continue
            words = _words(block, item)
            if not words:
                continue
            mine = _shared(words, own)
            others = {
                title
                for title in titles.values()
                if title != own and _telling(_run(words, title)) and mine * 2 < _bare(_run(words, title))
            }
            if len(others) == 1:
                other = next(iter(others))
                zh = f"文中“{_run(words, other)}”引用{item.text}，该表为“{own}”，而“{other}”另有其表"
                en = f"what the words before {item.text} name is another table: {other}"
                claim = rule(NAME, TITLE, Severity.WARNING, "medium")
                yield said(claim, zh, en, [evidence_at(block, item)])
            else:
                yield said(rule(NAME, TITLE), "", "", [evidence_at(block, item)], Verdict.EXACT)


def _words(block: Block, item: Occurrence) -> str:
    """Return the words that say what is to be seen: the clause of the reference, or its sentence where that says 具体见 alone."""
    others = [
        each.span.end
        for each in block.occurrences
        if each.span.end <= item.span.start and each.kind is item.kind
    ]
    start = max(item.span.start - _BACK, *others, 0)
    sentence = re.sub(r"\s", "", _STOP.split(block.text[start : item.span.start])[-1])
    found = _SEEN.search(sentence)
    if found is None:
        return ""
    # 全部为项目支出，具体见表 6: all that the sentence says.
    what = found["what"]
    return what if found["alone"] else re.split("[，,、（(]", what)[-1]


def _titles(facts: Facts) -> Mapping[str, str]:
    """Return the titles of the tables that bear one number each, by that number."""
    found: dict[str, set[str]] = {}
    for sheet in sheets(facts):
        title = _NUMBER.sub("", sheet.table.caption or sheet.table.name or "")
        for number in numbers_of(sheet):
            if title:
                found.setdefault(number, set()).add(title)
    return {number: next(iter(titles)) for number, titles in found.items() if len(titles) == 1}


def _run(words: str, title: str) -> str:
    """Return the longest run of characters that words and a title share."""
    best = ""
    for start in range(len(title)):
        end = start + len(best) + 1
        while end <= len(title) and title[start:end] in words:
            best, end = title[start:end], end + 1
    return best


def _shared(words: str, title: str) -> int:
    """Return how many characters of a run that words and a title share, without those that all titles have, are telling."""
    runs = (_run(words, part) for part in (title, *_COMMON.sub(" ", title).split()))
    return max((_bare(run) for run in runs if len(run) > 1), default=0)


def _bare(run: str) -> int:
    return len(_COMMON.sub("", run))


def _telling(run: str) -> bool:
    """Whether a run of characters says which table it is of."""
    return len(run) >= _LONG and _bare(run) > _LITTLE
