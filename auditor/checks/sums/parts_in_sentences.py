"""A figure whose two or three classes are told in sentences of their own, and do not add up to it.

基本支出 966 万元，其中：人员经费 820 万元，主要包括基本工资…。公用经费 156 万元，主要包括办公费…: each class begins its sentence or its
paragraph. `part_sum` judges lists within a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import judged, plus, rule, summed
from auditor.checks.common.words import CLOSED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "parts-in-sentences"
TITLE = {
    "zh": "分句所述各项之和与总数不符",
    "en": "parts told in sentences of their own do not give their whole",
}
_AMONG = re.compile(r"^\s*[。，,（(]?\s*(?:其中|包括|分为)[：:，,]?")
_MARK = re.compile(r"^(?:其中[：:，,]?|[（(]?[0-9一二三四五六七八九十]{1,2}[)）.、．]|[一二三]是|\s)+")  # noqa: RUF001
_LEADS = re.compile(r"(?:其中|(?:分项|具体|构成)情况(?:是|为|如下))[：:，,]?\s*$")
_ASIDE = re.compile(r"[（(][^（）()0-9]{1,4}[)）]")
_BREAK = re.compile(r"[，,：:、（(]")
_THREE = re.compile(r"三公[”\"]?\s*经费")
_CLAUSE = re.compile(r"[，,；;。：:]")
_BEHIND = re.compile(r"^[^，,；;。]{0,3}。\s*其中[：:，,]")
CLOSED_COSTS = tuple(group for group in CLOSED if "出国" in group)
_FAR = 30
_NEAR = 90
_BLOCKS = 6


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every figure behind which 其中 stands and whose classes follow in sentences."""
    numbers = [each for paragraph in paragraphs(facts) for each in paragraph.numbers if each.stated]
    for at, whole in enumerate(numbers):
        if whole.sign or whole.depth:
            continue
        behind = numbers[at + 1 : at + 1 + _FAR]
        # “三公”经费 1,023 万元。一、因公出国（境）经费…: what it is made of is known without 其中.
        named = _THREE.search(_CLAUSE.split(whole.before)[-1]) is not None
        if not (named or _AMONG.match(whole.after) or _led(whole, behind)):
            continue
        parts = _parts(whole, behind, CLOSED_COSTS if named else CLOSED, apart=named)
        apart = parts and _place(parts[0]) != _place(whole) and _far(whole, parts[0])
        if parts and (apart or not all(_place(each) == _place(parts[0]) for each in parts)):
            yield judged(facts, summed(rule(NAME, TITLE), whole.known, plus([each.known for each in parts])))


def _led(whole: Number, behind: Sequence[Number]) -> bool:
    """Whether 具体情况如下 follows a figure, behind what is told of its change: the list is of it."""
    last = whole
    for each in behind:
        if (
            each.block is not whole.block
            or each.sentence != whole.sentence
            or not (each.sign or each.is_share)
        ):
            break
        last = each
    return _LEADS.search(last.after) is not None or _BEHIND.search(last.after) is not None


def _far(whole: Number, part: Number) -> bool:
    """Whether a list begins too far behind its whole to be one with it by itself."""
    return part.block is not whole.block or part.occurrence.span.start - whole.occurrence.span.end > _NEAR


def _place(number: Number) -> tuple[int, int]:
    return number.block.index, number.sentence


def _parts(
    whole: Number, behind: Sequence[Number], groups: Sequence[Sequence[str]], *, apart: bool
) -> list[Number]:
    """Return the classes of one complete group, each at the beginning of a sentence, none where one is missing.

    `apart` lets them stand in sections of their own.
    """
    first = {each.block.index: each for each in reversed(behind)}
    known = {word for group in groups for word in group}
    heads = [
        (each, (_heading(each, known) if apart and first[each.block.index] is each else "") or _head(each))
        for each in behind
        if each.dimension == whole.dimension
        and not each.sign
        and not each.depth
        and (apart or each.block.section[:1] == whole.block.section[:1])
        and each.block.index - whole.block.index <= _BLOCKS
    ]
    if not heads:
        return []
    for group in groups:
        if not any(word in heads[0][1] for word in group):
            continue
        found = [next((each for each, head in heads if _is(word, head)), None) for word in group]
        parts = [each for each in found if each is not None]
        if len(parts) < len(group):
            continue
        rests = [
            set(re.sub(rf"{word}|\s", "", next(head for each, head in heads if each is part)))
            for part, word in zip(parts, group, strict=True)
        ]
        # 城镇人口 18.43 万人 and 农村劳动力转移就业 13.6 万人 are classes of two wholes.
        if all(rests) and not set.intersection(*rests):
            continue
        # 其中基本支出 1486 万元、项目支出 5230 万元: the next sentence's 项目支出 is of another whole.
        said = re.split(r"[。；;]", whole.block.text[whole.occurrence.span.end :])[0]
        if any(
            word in said and _place(each) != _place(whole) for each, word in zip(parts, group, strict=False)
        ):
            continue
        near = abs(sum(each.known.printed.value for each in parts) - whole.known.printed.value)
        # Classes of another figure that follows would miss by far.
        if near * 2 <= abs(whole.known.printed.value):
            return parts
    return []


def _is(word: str, head: str) -> bool:
    """Whether a class is the one that a word names: 公务用车 is what was bought and what ran, 用车购置 the first alone."""
    if word not in head:
        return False
    bought, ran = "购置" in head, "运行" in head
    return not (bought or ran) or (bought, ran) == ("运行" not in word, "购置" not in word)


def _heading(number: Number, known: Iterable[str]) -> str:
    """Return the heading that a figure stands under, where it names a class: 三、公务接待费."""
    heading = _ASIDE.sub("", _MARK.sub("", number.block.section[-1])) if number.block.section else ""
    return heading if any(word in heading for word in known) else ""


def _head(number: Number) -> str:
    """Return the words that begin a sentence and name a number, an empty text where it stands further in."""
    words = number.lead
    words = _ASIDE.sub("", words.rpartition("其中")[2] if "其中" in words else words)
    words = _MARK.sub("", words.lstrip("：:，, "))
    return "" if _BREAK.search(words) else words
