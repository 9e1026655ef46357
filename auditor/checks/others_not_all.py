"""Those told among all, the last of them as the others, that do not make up all: 离岗的 38 人中，因年龄 12 人，…，其他 4 人."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import judged, plus, rule, summed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "others-not-all"
TITLE = {"zh": "各类与其他之和不等于总数", "en": "classes and the others do not make up all"}
_AMONG = re.compile(r"^\s*[^，,。；;0-9]{0,8}中\s*[，,：:]")
_OTHERS = re.compile(r"^[，,、；;和及与]\s*(?:其他|其余|其它)[^，,。；;0-9]{0,8}$")
_NOT_ADDED = re.compile(r"其中|平均|比上|上年|超过|以上$|累计|另")
_SEVERAL = re.compile(r"多选|人次|选择|认为|希望|建议|渠道|可选")
_LEAST = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the lists of classes that a rest closes."""
    for paragraph in paragraphs(facts):
        for at, whole in enumerate(paragraph.numbers):
            if whole.stated is None or whole.depth or not whole.dimension.startswith("count"):
                continue
            behind = paragraph.text[whole.occurrence.span.end :].lstrip()
            if not _AMONG.match(behind.removeprefix(whole.occurrence.unit)):
                continue
            # 300 人中，选择甲的 200 人、选择乙的 150 人…: who may choose several is counted several times.
            if _SEVERAL.search(paragraph.text):
                continue
            parts = _parts(whole, paragraph.numbers[at + 1 :])
            if len(parts) >= _LEAST:
                yield judged(
                    facts, summed(rule(NAME, TITLE), whole.known, plus([each.known for each in parts]))
                )


def _parts(whole: Number, behind: Sequence[Number]) -> list[Number]:
    """Return the classes up to the rest, none where something else stands among them."""
    parts: list[Number] = []
    for each in behind:
        if each.sentence != whole.sentence:
            return []
        if each.depth > whole.depth or each.is_share:
            continue
        if each.stated is None or each.sign or each.dimension != whole.dimension:
            return []
        if _NOT_ADDED.search(each.before):
            return []
        parts.append(each)
        if _OTHERS.match(each.before):
            return parts
    return []
