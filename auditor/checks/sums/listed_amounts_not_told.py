"""A list of amounts that has not as many items, or does not add up to as much, as is told before it.

重点项目 6 个，合计安排 1,240.00 万元，具体为：甲 310.00 万元；乙 …: words such as 具体为 declare the list complete.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.parts import weighted
from auditor.checks.common.relations import evidence_at, judged, near_sum, rule, said, summed
from auditor.checks.common.slips import slip_in_sum
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "listed-amounts-not-told"
TITLE = {"zh": "所列款项与所述个数、合计不符", "en": "a list of amounts is not what is told of it"}
_LEAD = re.compile(
    r"[，,；;。]\s*(?:具体(?:为|是|如下|包括)|分别(?:为|是)|明细(?:为|如下)|依次(?:为|是)|即)\s*[：:]?\s*(?=[^0-9，,。；;：:])"
)
_TOLD = re.compile(
    r"(?:合计|共计|总计|共|累计)(?:安排|投入|下达|拨付|支出|使用|涉及|资金|金额|预算|完成|投资|为)*$"
)
_ITEM = re.compile(r"^\s*[^0-9。；;：:]{2,40}$")
_OPEN = re.compile(r"等(?:[0-9一二三四五六七八九十]|$|项目|方面|支出|。)|主要|其中|包括")
_CHANGED = re.compile(r"[比较](?:上年|去年|年初|同期)|增加|减少|增长|下降")
_UNITS = re.compile(r"^count:[个项笔家所类处批户]$")
_FEWEST = 3
_TENTH = 10


@records.frozen(eq=False)
class _List:
    """The amounts of a list, and the count and the total told before it."""

    items: tuple[Number, ...]
    count: Number | None
    total: Number | None


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge lists of amounts that words declare complete."""
    for paragraph in paragraphs(facts):
        for lead in _LEAD.finditer(paragraph.text):
            listed = _listed(paragraph, lead)
            if listed is not None:
                yield from _judged(facts, listed)


def _listed(paragraph: Paragraph, lead: re.Match[str]) -> _List | None:
    """Return the list behind a lead, None where it is open or its items are not one name and one amount each."""
    stop = paragraph.text.find("。", lead.end())
    end = stop if stop >= 0 else len(paragraph.text)
    if _OPEN.search(paragraph.text[lead.end() : end]):
        return None
    inside = [each for each in paragraph.numbers if lead.end() <= each.occurrence.span.start < end]
    pieces = re.split(r"[；;]", paragraph.text[lead.end() : end])
    if len(pieces) == 1:
        pieces = re.split(r"[、，,](?![0-9])", pieces[0])
    # 绿化提升 280.00 万元: a word of rising may be part of a name, but not one of comparing.
    plain = [
        each
        for each in inside
        if each.stated and not each.depth and each.dimension == "money" and not _CHANGED.search(each.clause)
    ]
    if len(pieces) < _FEWEST or len(plain) != len(pieces) or len(inside) != len(plain):
        return None
    words = [re.split(r"[；;、，,：:]", each.before)[-1] for each in plain]
    if not all(_ITEM.match(each) for each in words):
        return None
    before = [
        each
        for each in paragraph.numbers
        if each.occurrence.span.start < lead.start() and each.sentence == plain[0].sentence and each.stated
    ]
    told = [each for each in before[-2:] if not each.sign and not each.depth]
    total = next((each for each in told if each.dimension == "money" and _TOLD.search(each.clause)), None)
    count = next((each for each in told if _UNITS.match(each.dimension)), None)
    return _List(tuple(plain), count, total)


def _judged(facts: Facts, listed: _List) -> Iterator[Outcome]:
    parts, total, count = weighted(listed.items), listed.total, listed.count
    info = rule(NAME, TITLE)
    values = [each.known.printed.value for each in listed.items]
    gap = total.known.printed.value - sum(values, Fraction(0)) if total is not None else Fraction(0)
    as_many = count is not None and count.known.printed.value == len(values)
    left_out = -gap in values
    if total is not None:
        near = abs(gap) * _TENTH <= total.known.printed.value
        fits = near_sum(total.known, parts)
        if fits or left_out or (as_many and near) or slip_in_sum(total.known, parts):
            yield judged(facts, summed(info, total.known, parts))
        all_there = fits or left_out
    else:
        all_there = False
    # With another item the total would be greater: what adds up is the whole list.
    if count is not None and (as_many or all_there):
        text = f"{count.occurrence.text}{count.occurrence.unit}"
        zh = f"写“{text}”，所列却有 {len(values)} 项"
        verdict = Verdict.EXACT if as_many else Verdict.DISCREPANCY
        evidence = [evidence_at(count.block, count.occurrence)]
        yield said(info, zh, f"says {text}, and {len(values)} are listed", evidence, verdict)
