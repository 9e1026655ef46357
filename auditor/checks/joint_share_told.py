"""A share of several parts together that is not their sum over the whole: 结转 a 万元中，甲 b、乙 c，两家合计占 p%."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import ONE, judged, plus, quotient, rule
from auditor.checks._words import chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "joint-share-told"
TITLE = {"zh": "几项合计占比与所列数额不符", "en": "a share of several parts is not their sum over the whole"}
_JOINT = re.compile(
    r"^\s*[，,]\s*(?P<count>[两二三四五六2-6])\s*(?:家|项|者|个|类|地|县|户|镇|乡|村|区|市|单位|部分|部门)?(?:单位|部门|乡镇|街道)?(?:合计|共计|总计|共)占(?:比)?(?:为|达)?\s*$"
)
_AMONG = re.compile(r"^\s*中[，,]")
_COMPARED = re.compile(r"上年|去年|同期|比上|预算|计划|目标")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the shares of as many parts as their words count, told right behind them."""
    for paragraph in paragraphs(facts):
        for at, share in enumerate(paragraph.numbers):
            found = _JOINT.match(_words(paragraph.text, paragraph.numbers, at)) if share.is_share else None
            count = chinese_number(found["count"]) if found is not None and share.stated is not None else None
            members = _members(paragraph.numbers[:at], count, share) if count else None
            if members is not None:
                whole, parts = members
                relation = quotient(
                    rule(NAME, TITLE), share.known, plus([each.known for each in parts]), [(ONE, whole.known)]
                )
                yield judged(facts, relation)


def _words(text: str, numbers: Sequence[Number], at: int) -> str:
    """Return the words before a number back to the last amount: 两 in 两家 may be a number of its own."""
    amounts = [each for each in numbers[:at] if each.occurrence.text not in "两二三四五六23456"]
    start = amounts[-1].occurrence.span.end + len(amounts[-1].occurrence.unit) if amounts else 0
    return text[start : numbers[at].occurrence.span.start]


def _members(before: Sequence[Number], count: int, share: Number) -> tuple[Number, list[Number]] | None:
    """Return the whole that 中 follows and all the parts told behind it, where they are as many as counted."""
    own = [each for each in before if each.sentence == share.sentence and each.stated]
    if not own:
        return None
    kind = own[-1].dimension if own[-1].occurrence.text not in "两二三四五六23456" else own[-2].dimension
    same = [each for each in own if each.dimension == kind and not each.sign]
    at = next((at for at in range(len(same) - 1, -1, -1) if _AMONG.match(same[at].after)), None)
    if (
        at is None
        or len(same) - at - 1 != count
        or any(_COMPARED.search(each.clause) for each in same[at + 1 :])
    ):
        return None
    whole, parts = same[at], same[at + 1 :]
    return (whole, parts) if whole.known.printed.value > 0 else None
