"""A base day of an evaluation that lies before the year that is evaluated: 对 2024 年度…开展评价, 评价基准日为 2023 年 12 月 31 日."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import paragraphs
from auditor.checks._relations import evidence_of_words, rule, said
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "base-day-before-year"
TITLE = {"zh": "评价基准日早于被评价年度", "en": "the base day lies before the year that is evaluated"}
_BASE = re.compile(
    r"基准日[^，,。；;0-9]{0,6}(?P<day>(?P<year>20[0-9]{2})\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日)"
)
_EVALUATED = re.compile(r"对[^。；;]{0,60}?(?P<year>20[0-9]{2})\s*年度?[^。；;]{0,40}?(?:绩效)?评价")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the base day by the year that its paragraph says is evaluated."""
    for paragraph in paragraphs(facts):
        for found in _BASE.finditer(paragraph.text):
            told = {each["year"] for each in _EVALUATED.finditer(paragraph.text[: found.start()])}
            if len(told) != 1:
                continue
            year = told.pop()
            item = evidence_of_words(paragraph.block, found.start("day"), found["day"], "基准日")
            if found["year"] >= year:
                yield said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
                continue
            day = re.sub(r"\s", "", found["day"])
            zh = f"被评价的是 {year} 年度，评价基准日却写“{day}”"
            en = f"{year} is evaluated, and the base day is {day}"
            yield said(rule(NAME, TITLE), zh, en, [item])
