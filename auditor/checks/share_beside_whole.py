"""A share whose whole is printed within it, and that is not the quotient: A，占政府采购支出总额 B 的 p%."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import ONE, first_held, quotient, rule
from auditor.checks._words import OF_WHICH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-beside-whole"
TITLE = {"zh": "占比与所列总数不符", "en": "a share is not the part over the whole printed beside it"}
_WHOLE = re.compile(r"(?:占|相当于)(?P<of>[^，,。；;：:0-9]{0,24})$")
_SHARE = re.compile(
    r"^\s*[一-龥]{0,5}?(?:[（(][^（）()]*[)）])?\s*的(?:比重|比例|份额)?(?:为|是|达|约为|\s)*$"
)
_AIMED = re.compile(r"目标|计划|任务|指标值")
_SEVERAL = re.compile(r"分别|合计|共计|两项|[二三四]项|之和")
_NEAR = 40


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every share that prints its whole."""
    for paragraph in paragraphs(facts):
        numbers = paragraph.numbers
        for at in range(2, len(numbers)):
            found = _parts(numbers, at)
            if found is None:
                continue
            parts, sure = found
            share, whole = numbers[at].known, [(ONE, numbers[at - 1].known)]
            relations = [quotient(rule(NAME, TITLE), share, [(ONE, part.known)], whole) for part in parts]
            yield from first_held(facts, relations, sure=sure)


def _parts(numbers: Sequence[Number], at: int) -> tuple[list[Number], bool] | None:
    """Return what can have the share, nearest first, and whether that is the nearest for sure."""
    share, whole = numbers[at], numbers[at - 1]
    if share.stated is None or not share.is_share or share.sign or not _SHARE.match(share.before):
        return None
    said = _WHOLE.search(whole.before)
    if said is None or whole.stated is None or whole.is_share or whole.sign or _AIMED.search(said["of"]):
        return None
    if whole.sentence != share.sentence or whole.depth != share.depth or not whole.known.printed.value:
        return None
    found = [
        each
        for each in reversed(numbers[: at - 1])
        if each.stated
        and each.sentence == share.sentence
        and _alike(each, whole)
        and not each.is_share
        and each.depth == share.depth
    ]
    first = numbers[at - 2]
    # 甲 a、乙 b，占 c 的 p%: the share may be of both. 其中甲 a，占…: of the whole list.
    sure = (
        bool(found)
        and found[0] is first
        and not first.sign
        and first.part == whole.part
        and len(whole.before) <= _NEAR
        and not _SEVERAL.search(whole.before + first.before)
        and (len(found) == 1 or "、" not in first.before)
        and not (OF_WHICH.search(first.before) and len(found) > 2)  # noqa: PLR2004 - a list of parts
    )
    return found, sure


def _alike(one: Number, two: Number) -> bool:
    return one.dimension == two.dimension or (
        one.dimension.startswith("count") and two.dimension.startswith("count")
    )
