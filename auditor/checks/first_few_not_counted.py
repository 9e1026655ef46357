"""A list of the first few that names more or fewer: 发病数居前六位的依次是甲（1,146 例）、乙（873 例）、丙（502 例）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import paragraphs
from auditor.checks._relations import evidence_of_words, rule, said
from auditor.checks._words import chinese_number
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "first-few-not-counted"
TITLE = {"zh": "“前几位”与所列个数不符", "en": "a list of the first few names more or fewer"}
_ITEM = r"[^，,。；;、：:（）()]{2,16}?\s*[（(][^（）()]{1,30}[)）]"
_FIRST = re.compile(
    r"前\s*(?P<count>[2-9]|1[0-9]|[二两三四五六七八九十])\s*(?:位|名|大)[^，,。；;、：:（）()]{0,16}?(?:依次|分别)?(?:是|为|有)\s*[:：]?\s*"
    rf"(?P<list>{_ITEM}(?:\s*(?:、|和|及|以及)\s*{_ITEM})+)\s*(?=[，,。；;]|$)"
)
_EACH = re.compile(_ITEM)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every list of the first few whose items all have their figure in brackets."""
    for paragraph in paragraphs(facts):
        for found in _FIRST.finditer(paragraph.text):
            told, listed = chinese_number(found["count"]), len(_EACH.findall(found["list"]))
            item = evidence_of_words(paragraph.block, found.start("count"), found["count"], "个数")
            if told == listed:
                yield said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
                continue
            zh = f"称前 {found['count']} 位，而列出 {listed} 个"
            yield said(rule(NAME, TITLE), zh, f"says the first {told}, and lists {listed}", [item])
