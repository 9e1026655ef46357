"""A figure that was to be filled in: 完成XX万元, 占比为—%, 比上年增长%。, $XX million.

A cross or a star before a unit is a place kept free by a draft; a dash, a line to write on, or nothing at all before it
may also be meant, or lost by a text layer, and gets a note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block

NAME = "figure-left-out"
TITLE = {"zh": "数字未填", "en": "a figure was not filled in"}
_UNIT = r"(?:%|％|‰|个?百分点|[千万亿]*元|[万亿]?[人户项家吨亩]|个(?!人)|分(?![一-龥]))"
_KEPT = re.compile(
    rf"(?<![A-Za-z0-9])(?:(?:[Xx×\uff0a]{{2,}}|\*{{2,}})(?:\.(?:[Xx×\uff0a]|\*)+)?)\s*{_UNIT}"
    r"|(?<![A-Za-z0-9])[$£€]\s?[Xx]{1,}(?:[.,][Xx]+)*(?:\s(?:thousand|million|billion))?\b"
    r"|(?<![A-Za-z0-9])[Xx]{2,}(?:\.[Xx]+)?\s?(?:%|per\s?cent\b|million\b|billion\b)"
    r"|\[(?:TBC|tbc|insert (?:figure|number|amount|date)s?)\]"
)
_EMPTY = re.compile(
    rf"(?:(?<!单位)[、，,；;：:为占达到]|增长|下降)\s*(?:(?:[—－–]{{1,2}}|_{{2,}}|\uff3f+)\s*{_UNIT}|(?<=[为占达到长降])\s*[%％])(?=[，,。；;、）)])"
)
_SHOWN, _BEFORE = 5, 6


def check(facts: Facts) -> Iterator[Outcome]:
    """Look at running text, and name all places of a kind at once."""
    blocks = [block for block in facts.report.blocks if block.kind in TEXT_KINDS]
    for pattern, level in ((_KEPT, Severity.WARNING), (_EMPTY, Severity.NOTE)):
        found = [(block, match) for block in blocks for match in pattern.finditer(block.text)]
        if found:
            yield _told(found, level)


def _told(found: list[tuple[Block, re.Match[str]]], level: Severity) -> Outcome:
    texts = [block.text[max(0, each.start() - _BEFORE) : each.end()].strip() for block, each in found]
    evidence = [
        evidence_of_words(block, each.start(), each.group().lstrip("、，,；;：: "), label=text)
        for (block, each), text in zip(found, texts, strict=True)
    ]
    shown, more = list(dict.fromkeys(texts))[:_SHOWN], len(found) > _SHOWN
    zh = f"数字疑未填写：{'、'.join(f'“{text}”' for text in shown)}{'等' if more else ''}"
    en = f"a figure was probably left out: {', '.join(shown)}{' and more' if more else ''}"
    return said(rule(NAME, TITLE, level, "low" if level is Severity.NOTE else "high"), zh, en, evidence)
