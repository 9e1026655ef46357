"""A share of those asked beside the count of the same answer, which is not that count over them: 占 67.4%（157 次）of 232 answers.

The count stands in brackets behind the share, the share is told of an answer whose count the sentence told before (不满意 12
户…，不满意的占 8.3%), or it follows the count (A.有所减轻：94 人，34.6%). The share passes where it is the count over any number of
people told before it.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import ONE, evidence_at, judged, quotient, rule, said
from auditor.checks.surveys._asked import sample_of, tells_sample
from auditor.checks.surveys._paired import paired
from auditor.findings import Verdict
from auditor.numbers import decimal_text, round_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "answer-share-not-count"
TITLE = {
    "zh": "选项占比与该选项人数不符",
    "en": "the share of an answer is not its count over those asked",
}
_OPENS = re.compile(r"\s*[（(]\s*(?:计|共|即|有)?\s*")
_CLOSES = re.compile(r"\s*[）)]")
_UNITS = frozenset({"人", "份", "名", "户", "次", "人次", "家", "位", "票"})
_OF = re.compile(r"(?:的)?(?:共)?占(?:比|受访者|样本|总数)?(?:的)?(?:为)?$")
_LEAD = re.compile(r"^(?:其中|认为|表示|评价为|选择|回答|[“\"]|的)+")
_OTHER = re.compile(r"上年|去年|目标|较|比上|提高|下降|增长|回收|有效|合格|完成")
_SAID = re.compile(r"(?:认为|反映|选择|希望|建议)[^，,。；;]{0,20}$")
_OPTION = re.compile(r"(?<![A-Za-z])[A-H]\s*[.\uff0e、]\s*[^：:。]{1,24}[：:]\s*$")
_THEN = re.compile(r"\s*[，,]\s*(?P<of>占(?:比)?(?:为)?)?\s*")
_SHORTEST = 2
_BACK = 40


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the shares of answers whose counts are told beside them."""
    for count, share, base in paired(facts):
        yield _paired(count, share, base)
    answers: dict[tuple[str, ...], list[Number]] = {}
    earlier: list[Number] = []
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            if tells_sample(number):
                answers.setdefault(paragraph.block.section, []).append(number)
        known = [each for each in sample_of(answers, paragraph.block.section) if each.stated]
        values = {each.known.printed.value for each in known}
        if len(values) == 1 and known[0].block.section[:1] == paragraph.block.section[:1]:
            for count, share in (*_bracketed(paragraph), *_named(paragraph), *_behind(paragraph)):
                yield from _judged(facts, (count, share), known[0], [*earlier, *paragraph.numbers])
        earlier = [*earlier, *paragraph.numbers][-_BACK:]


def _paired(count: Number, share: Number, base: int) -> Outcome:
    """Judge a share by the count beside it; one that another number of the paragraph gives is of something else."""
    many, printed = count.known.printed.value, share.known.printed
    evidence = [
        evidence_at(share.block, share.occurrence),
        evidence_at(count.block, count.occurrence, "part"),
    ]
    if abs(many / base - printed.value) <= printed.step:
        return said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
    told = share.block.occurrences
    others = [
        each.numeral.value for each in told if each.numeral is not None and each.numeral.value >= many > 0
    ]
    if any(abs(many / each - printed.value) * 2 <= printed.step for each in others):
        return said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
    due = decimal_text(round_to(many * 100 / base, printed.step * 100))
    zh = f"{count.occurrence.text} 占 {base} 的 {due}%，写 {share.occurrence.text}"
    en = f"{count.occurrence.text} of {base} is {due}%, {share.occurrence.text} is printed"
    return said(rule(NAME, TITLE), zh, en, evidence)


def _bracketed(paragraph: Paragraph) -> Iterator[tuple[Number, Number]]:
    """Iterate over shares with their counts in brackets: 67.4%（157 次）."""
    for share, count in itertools.pairwise(paragraph.numbers):
        own = share.is_share and share.stated and not share.sign and count.stated and not count.sign
        if not own or count.occurrence.unit not in _UNITS or _OTHER.search(share.clause):
            continue
        if _OPENS.fullmatch(count.before) and _CLOSES.match(count.after):
            yield count, share


def _behind(paragraph: Paragraph) -> Iterator[tuple[Number, Number]]:
    """Iterate over shares right behind the count of an answer: 认为“等候时间长”的 19 人，占 13.3%; A.有所减轻：94 人，34.6%."""
    for count, share in itertools.pairwise(paragraph.numbers):
        own = share.is_share and share.stated and not share.sign and count.stated
        then = _THEN.fullmatch(share.before)
        if not own or then is None or count.occurrence.unit not in _UNITS or count.depth:
            continue
        said = then["of"] and not count.sign and _SAID.search(count.before)
        start = count.occurrence.span.start
        if said or _OPTION.search(paragraph.text[max(0, start - _BACK) : start]):
            yield count, share


def _named(paragraph: Paragraph) -> Iterator[tuple[Number, Number]]:
    """Iterate over shares told of an answer whose count the sentence has told: 不满意 12 户, and 不满意的占 8.3%."""
    for share in paragraph.numbers:
        if not (share.is_share and share.stated) or share.sign or share.depth or not _OF.search(share.clause):
            continue
        name = _LEAD.sub("", _OF.sub("", share.clause))
        counts = [
            each
            for each in paragraph.numbers
            if each.stated
            and each.sentence == share.sentence
            and each.occurrence.span.start < share.occurrence.span.start
            and each.occurrence.unit in _UNITS
            and _LEAD.sub("", each.clause).removesuffix("的") == name
        ]
        if len(name) >= _SHORTEST and len(counts) == 1 and not _OTHER.search(share.clause):
            yield counts[0], share


def _judged(
    facts: Facts, pair: tuple[Number, Number], sample: Number, told: Sequence[Number]
) -> Iterator[Outcome]:
    count, share = pair
    value = count.known.printed.value
    bases = [
        each
        for each in told
        if each.stated
        and each.block.section[:1] == share.block.section[:1]
        and each is not count
        and each.occurrence.unit in _UNITS
        and each.known.printed.value >= value > 0
    ]
    if value <= 0 or sample.known.printed.value < value:
        return
    # A share that was cut off, or pushed to make 100 %, is no slip.
    if any(_near(share, value / each.known.printed.value) for each in bases if each is not sample):
        return
    if not _near(share, value / sample.known.printed.value):
        # 一般 27 户、不满意 12 户，…不满意的占 8.3%: the share of its neighbour.
        copied = any(
            each.block is share.block
            and each.sentence == share.sentence
            and abs(each.known.printed.value / sample.known.printed.value - share.known.printed.value) * 2
            <= share.known.printed.step
            for each in told
            if each.stated and each.occurrence.unit in _UNITS
        )
        info = attrs.evolve(rule(NAME, TITLE), explained=copied)
        yield judged(facts, quotient(info, share.known, [(ONE, count.known)], [(ONE, sample.known)]))


def _near(share: Number, should: Fraction) -> bool:
    return abs(should - share.known.printed.value) <= share.known.printed.step
