"""Lists as long as the sentence has announced: 5 个乡镇挪用 186.40 万元，其中 a、b、c、d、e, which are all there is of them."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.parts import lists_means, weighted
from auditor.checks.common.relations import judged, summed
from auditor.checks.common.words import OF_WHICH
from auditor.checks.sums._sums import NOT_ADDED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo

Found = tuple["Outcome", "Sequence[Number]"]
_FEWEST = 3
_TIMES = 3
"""A whole so many times as large as its list, or so many times as small, is of something else."""
_NAMED = re.compile(r"\s*[、，,和及与]\s*[一-龥“”（）()]{1,14}")
_OPENS = re.compile(
    r"(?:其中|包括|分布(?:为|在|于)?|分别[为是]?|[为是]|依次[为是]?|即)[，,：:]?\s*[一-龥“”（）()]{1,14}$"
)
_SOME = re.compile(r"主要|等|突出|前[一二三四五六七八九十]|最|平均|超过|以上|不足|低于|高于|[每均]")
_ENDS = re.compile(r"\s*(?:[。；;）)]|[，,](?!\s*[一-龥]{0,2}(?:未|没|不|仍|正|已))|$)")
_BACK = 24


def announced(
    facts: Facts, info: RuleInfo, paragraph: Paragraph, numbers: Sequence[Number]
) -> Iterator[Found]:
    """Judge lists that hold as many amounts as things were announced right before them."""
    for at, whole in enumerate(numbers):
        run = _run(numbers[at + 1 :])
        if len(run) < _FEWEST or whole.depth != run[0].depth or NOT_ADDED.search(whole.clause):
            continue
        start, end = whole.occurrence.span.end, run[0].occurrence.span.start
        between = paragraph.text[start:end]
        near = run[0].sentence - whole.sentence <= 1 and run[0].part - whole.part <= 1000  # noqa: PLR2004 - the next sentence
        if not near or not _OPENS.search(between) or _SOME.search(between + whole.clause):
            continue
        # 其中甲 50 万元、乙 40 万元、丙 30 万元未整改: only what was not, of all that was found.
        if not _ENDS.match(run[-1].after):
            continue
        if not _told(paragraph, whole, run) or lists_means(paragraph, run):
            continue
        total = sum(each.known.printed.value for each in run)
        size = whole.known.printed.value
        if total <= size * _TIMES and size <= total * _TIMES:
            yield judged(facts, summed(info, whole.known, weighted(run))), run


def _run(numbers: Sequence[Number]) -> list[Number]:
    """Return the amounts that stand one behind the other, each behind its name, to the end of their half sentence."""
    if not numbers:
        return []
    own = [each for each in numbers if each.part == numbers[0].part]
    first = own[0]
    run = list(
        itertools.takewhile(
            lambda each: each is first or (_NAMED.fullmatch(each.before) and each.depth == first.depth), own
        )
    )
    return run if len(run) == len(own) and all(each.stated for each in run) else []


def _told(paragraph: Paragraph, whole: Number, run: Sequence[Number]) -> bool:
    """Whether the words of the list, or those right before its whole, count as many things as it holds, and not some of them."""
    first = run[0].occurrence.span.start
    counts = [
        each
        for each in paragraph.numbers
        if each.stated
        and each.dimension.startswith("count")
        and each.known.printed.value == len(run)
        and each.dimension != whole.dimension
        and each.occurrence.span.start - whole.occurrence.span.start > -_BACK
        and each.occurrence.span.start < first
        and each.sentence in (whole.sentence, run[0].sentence)
    ]
    # 其中 3 家企业分别 a、b、c: they are some of all.
    return any(not OF_WHICH.search(paragraph.text[: each.occurrence.span.start][-_BACK:]) for each in counts)
