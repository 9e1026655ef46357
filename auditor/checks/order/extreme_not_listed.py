"""What the text calls the largest or smallest of the things it has just listed, and that is not.

农林水支出 a 万元、卫生健康支出 b 万元、住房保障支出 c 万元。上述 3 类中，农林水支出最高，住房保障支出最低.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, paragraphs, plainly
from auditor.checks.common.relations import compared, evidence_of_words, judged, rule, said
from auditor.checks.common.words import stem
from auditor.findings import Verdict
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "extreme-not-listed"
TITLE = {"zh": "最值用语与所列数字不符", "en": "the largest, smallest or next of a list is not the one named"}
_AMONG = re.compile(
    r"(?:上述|以上)\s*(?:[0-9一二三四五六七八九十两]{1,3}\s*)?(?:[大个项类种家镇县区]+)[^，,。；;0-9]{0,4}中[，,]"
)
_SAID = re.compile(
    r"(?:^|[，,、；;和])\s*(?P<row>[一-龥]{2,14}?)(?:金额|数额|数量|占比)?最(?P<most>[高多大低少小])(?=[，,、。；;和]|$)"
)
_NAMED = re.compile(
    r"(?:^|[，,。；;])\s*(?P<what>[^，,。；;：:0-9]{0,6}?)(?:项)?最(?P<most>[高多大低少小])的(?:[^，,。；;0-9是为]{0,4})[是为](?P<row>[^，,。；;（()）0-9]{2,14})(?=[，,。；;（(]|$)"
)
_EXTREME = re.compile(
    r"^(?:其中|单[个项]|每[个户人])?(?:最[高低大小多少长短])(?=(?:的)?(?:为|达|仅|是)?$)|^最[高低大小多少长短]$"
)
_MOST_WORDS = frozenset({"最高", "最大", "最多", "最长"})
_CLOSE = re.compile(r"\s*(?:为|达到?|是|仅)?\s*$")
_SCORED = re.compile(r"扣|[失得]")
_VERBS = re.compile(r"(?:为|达|是|得|有|扣|失|支出|完成|实际|共|率|分)+$")
_FEWEST = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what is called the most, the least or the next of things told beside it."""
    yield from _named(facts)
    yield from _most_and_least(facts)


def _most_and_least(facts: Facts) -> Iterator[Outcome]:
    """Judge 平均每个 10.00 万元，最高 18.60 万元、最低 19.30 万元: the least is no more than the most."""
    for paragraph in paragraphs(facts):
        for one, two in itertools.pairwise(paragraph.numbers):
            words = [_EXTREME.search(each.clause) for each in (one, two)]
            first, last = plainly(facts, one), plainly(facts, two)
            if first is None or last is None or words[0] is None or words[1] is None:
                continue
            alike = one.dimension == two.dimension and one.sentence == two.sentence and one.depth == two.depth
            ways = [found.group()[-2:] in _MOST_WORDS for found in words if found is not None]
            if not alike or ways[0] == ways[1]:
                continue
            most, least = (first, last) if ways[0] else (last, first)
            yield judged(facts, compared(rule(NAME, TITLE), most, tree.Relation.AT_LEAST, least))


def _named(facts: Facts) -> Iterator[Outcome]:
    """Judge the extremes of 上述…中 by the list of the sentence before it."""
    for paragraph in paragraphs(facts):
        for among in _AMONG.finditer(paragraph.text):
            end = paragraph.text.find("。", among.end())
            claim = paragraph.text[among.end() : end if end >= 0 else len(paragraph.text)]
            listed = _listed(paragraph, among.start())
            for found in _SAID.finditer(claim):
                yield from _judged(paragraph, among.end() + found.start("row"), found, listed)
        yield from _kind_named(paragraph)


def _listed(paragraph: Paragraph, end: int) -> list[Number]:
    """Return the amounts of the last sentence before a place, all of one unit, each under a name of its own."""
    before = [each for each in paragraph.numbers if each.occurrence.span.start < end and each.stated]
    levels = [each for each in before if not (each.is_share or each.sign or each.depth)]
    if not levels:
        return []
    last = [each for each in levels if each.sentence == levels[-1].sentence]
    names = [stem(each.name) for each in last]
    alike = len({each.dimension for each in last}) == 1 and len(set(names)) == len(names) and all(names)
    return last if alike and len(last) >= _FEWEST else []


def _kind_named(paragraph: Paragraph) -> Iterator[Outcome]:
    """Judge 甲得分率 a；乙得分率 b；丙得分率 c。得分率最高的是甲，最低的是乙, and 甲扣 a 分，乙扣 b 分…；扣分最多的是甲."""
    what = ""
    for found in _NAMED.finditer(paragraph.text):
        what = found["what"].strip() or what
        told = _of_kind(paragraph, what, found.start()) if len(what) > 1 else {}
        name = stem(found["row"])
        if name not in told or len(told) < _FEWEST:
            continue
        most = found["most"] in "高多大"
        best = (max if most else min)(told, key=lambda each: told[each].known.printed.value)
        right = told[best].known.printed.value == told[name].known.printed.value
        item = evidence_of_words(paragraph.block, found.start("row"), found["row"], "最值")
        word = "最大" if most else "最小"
        zh = f"称“{found['row']}”{what}{word}，而所列{what}{word}的是“{best}”（{_shown(told[best])}）"
        en = f"'{found['row']}' is called the {'largest' if most else 'smallest'}, of those listed it is '{best}'"
        yield said(rule(NAME, TITLE), zh, en, [item], Verdict.EXACT if right else Verdict.DISCREPANCY)


def _shown(number: Number) -> str:
    text, unit = number.occurrence.text, number.occurrence.unit
    return text if text.endswith(unit) else text + unit


def _of_kind(paragraph: Paragraph, what: str, end: int) -> dict[str, Number]:
    """Return the figures of a kind in the last sentence that tells of it, by those whom they are told of."""
    verb = _SCORED.match(what) if what.endswith("分") else None
    word = verb.group() if verb else what
    own = [
        each
        for each in paragraph.numbers
        if each.occurrence.span.start < end
        and not each.depth
        and _CLOSE.sub("", each.clause).endswith(word)
        and (verb is None or each.occurrence.unit == "分")
    ]
    own = [each for each in own if each.sentence == own[-1].sentence]
    if any(each.stated is None for each in own) or len({each.dimension for each in own}) != 1:
        return {}
    names = [_whose(paragraph, each, word) for each in own]
    # Two figures of one name, or one of none: what is compared is not clear.
    return dict(zip(names, own, strict=True)) if all(names) and len(set(names)) == len(names) else {}


def _whose(paragraph: Paragraph, number: Number, word: str) -> str:
    """Return whose figure it is: what stands before its kind, else what the figure before it in its half of the sentence is of."""
    own = stem(_CLOSE.sub("", number.clause)[: -len(word)])
    if own:
        return own
    before = [each for each in paragraph.numbers if each.part == number.part]
    before = before[: before.index(number)]
    return next((name for each in reversed(before) if (name := stem(_VERBS.sub("", each.clause)))), "")


def _judged(
    paragraph: Paragraph, start: int, found: re.Match[str], listed: Sequence[Number]
) -> Iterator[Outcome]:
    name = stem(found["row"])
    named = [each for each in listed if stem(each.name) == name]
    if len(named) != 1:
        return
    most = found["most"] in "高多大"
    best = (max if most else min)(listed, key=lambda each: each.known.printed.value)
    right = best.known.printed.value == named[0].known.printed.value
    word = "最大" if most else "最小"
    zh = f"称“{found['row']}”{word}，而所列数字中{word}的是“{best.name}”（{best.occurrence.text}{best.occurrence.unit}）"
    en = f"'{found['row']}' is called the {'largest' if most else 'smallest'}, of those listed it is '{best.name}'"
    item = evidence_of_words(paragraph.block, start, found.group().strip("，,、；;和 "), "最值")
    yield said(rule(NAME, TITLE), zh, en, [item], Verdict.EXACT if right else Verdict.DISCREPANCY)
