"""What is told as the next is more than what is told as the most: 增幅最大的是甲类，为 9.40%；其次是乙类，为 12.31%."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, Paragraph, paragraphs
from auditor.checks._relations import compared, judged, rule
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "next-over-most"
TITLE = {"zh": "“其次”所述数值与“最”字所述顺序不符", "en": "the next is more than the most"}
_MOST = re.compile(r"最(?P<way>[多大高]|[少小低])")
_NEXT = re.compile(r"其次|(?:排在?|位居|居)?第[二三四]位?(?:的)?(?:是|为)|再次(?:是|为)|排在第[二三四]")
_IN_TURN = re.compile(r"^[^，,。；;0-9]{0,12}依次(?:是|为)[^。；;0-9]{4,60}分别(?:是|为)")
_RESPECTIVELY = re.compile(r"依次(?:是|为)[^。；;0-9]{4,60}分别(?:是|为)\s*$")
_JOINED = re.compile(r"[^，,。；;0-9]{0,8}[、和及]\s*")
_NOT = re.compile(r"同比|比上年|[较比与]20[0-9]{2}年|平均|上升|下降|年级|季度|产业")
"""What tells of a change beside the level, or of things that only bear such names."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what follows 最大, step by step, as long as each is told as the next."""
    for paragraph in paragraphs(facts):
        for at, number in enumerate(paragraph.numbers):
            most = _MOST.search(_own(number))
            if most is None or number.stated is None or _NOT.search(_own(number)[most.end() :]):
                continue
            ordered = [number, *_next(paragraph, at)]
            if len(ordered) == 1 and _IN_TURN.search(paragraph.text[number.occurrence.span.end :]):
                ordered = _in_turn(paragraph, at)
            falling = most["way"] in "多大高"
            sign = tree.Relation.AT_LEAST if falling else tree.Relation.AT_MOST
            for one, two in itertools.pairwise(ordered):
                yield judged(facts, compared(rule(NAME, TITLE), one.known, sign, two.known))


def _next(paragraph: Paragraph, at: int) -> Iterator[Number]:
    """Iterate over the figures of the kind of the first that are each told as the next."""
    first = paragraph.numbers[at]
    heard = ""
    for number in paragraph.numbers[at + 1 :]:
        heard += number.before
        if number.sentence != first.sentence or _MOST.search(_own(number)):
            return
        if number.dimension != first.dimension or number.depth != first.depth:
            continue
        if number.stated is None or not _NEXT.search(heard) or _NOT.search(heard):
            return
        yield number
        heard = ""


def _in_turn(paragraph: Paragraph, at: int) -> list[Number]:
    """Return the figures of 最低的 3 个城市依次是甲、乙和丙，分别为 47、55 和 55, as many as the count says."""
    count = paragraph.numbers[at]
    run: list[Number] = []
    for number in paragraph.numbers[at + 1 :]:
        joined = _RESPECTIVELY.search(number.before) if not run else _JOINED.fullmatch(number.before)
        if not joined or number.stated is None or number.sentence != count.sentence:
            break
        run.append(number)
    return run if len(run) == count.known.printed.value else []


def _own(number: Number) -> str:
    """Return the words before a number that are of its own sentence."""
    return re.split(r"[。；;]", number.before)[-1]
