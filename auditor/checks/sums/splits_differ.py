"""One thing split by several features, where one split does not give the number that the others give.

按级别分：三级 14 个、二级 37 个、一级 53 个、未定级 23 个。按类别分：…: the splits behind each other are all of one number,
whether or not it is printed beside them; where two of them agree, a third one that names all there is must do so too. So do tables
under the same heads.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.parts import called, weighted
from auditor.checks.common.relations import balanced, judged, rule
from auditor.checks.common.slips import slip
from auditor.checks.common.words import OF_WHICH, REST, UNRANKED, closed, stem
from auditor.checks.sums._splittables import splits_of_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "splits-differ"
TITLE = {"zh": "同一总数的各种分类合计不一", "en": "splits of one thing do not give one number"}
_BY = re.compile(
    r"(?:^|[。；;，,]\s*)(?P<subject>[^，,。；;：:按从]{0,10})[按从](?P<by>[^，,。；;：:]{1,12}?)(?:来?[看分]|划分|统计|分类)\s*[，,：:]\s*"
)
_OPEN = re.compile(r"等(?:[^级]|$)|其中|主要|[增减]")
_FEWEST = 2
_TENTH = 10


@records.frozen(eq=False)
class _Split:
    """The parts of one split."""

    subject: str
    parts: tuple[Number, ...]

    @property
    def total(self) -> Fraction:
        return sum((each.known.printed.value for each in self.parts[1:]), self.parts[0].known.printed.value)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the splits of a paragraph against the number that most of them give."""
    yield from splits_of_tables(facts, rule(NAME, TITLE))
    for paragraph in paragraphs(facts):
        splits = list(_splits(paragraph))
        for dimension in sorted({each.parts[0].dimension for each in splits}):
            alike = [each for each in splits if each.parts[0].dimension == dimension]
            counts = Counter(each.total for each in alike)
            agreed = [total for total, count in counts.items() if count >= _FEWEST]
            if len(agreed) != 1 or len({each.subject for each in alike if each.subject}) > 1:
                continue
            model = next(each for each in alike if each.total == agreed[0])
            for split in alike:
                if split is model or not _sure(split, model.total):
                    continue
                relation = balanced(rule(NAME, TITLE), weighted(split.parts), weighted(model.parts))
                yield judged(facts, relation)


def _splits(paragraph: Paragraph) -> Iterator[_Split]:
    found = list(_BY.finditer(paragraph.text))
    for at, head in enumerate(found):
        stop = paragraph.text.find("。", head.end())
        end = min(
            stop if stop >= 0 else len(paragraph.text),
            found[at + 1].start() if at + 1 < len(found) else len(paragraph.text),
        )
        inside = paragraph.text[head.end() : end]
        numbers = [each for each in paragraph.numbers if head.end() <= each.occurrence.span.start < end]
        parts = _parts(numbers)
        if len(parts) >= _FEWEST and not _OPEN.search(inside) and not OF_WHICH.search(inside):
            yield _Split(stem(head["subject"]), tuple(parts))


def _parts(numbers: Sequence[Number]) -> list[Number]:
    """Return the numbers that are the parts: all of one unit, bounds of their classes left out."""
    kept = [
        each for each in numbers if each.stated and not each.sign and not each.is_share and not each.depth
    ]
    dimensions = {each.dimension for each in kept}
    counted = all(each.dimension.startswith(("count", "money", "measure")) for each in kept)
    return kept if len(dimensions) == 1 and counted else []


def _sure(split: _Split, total: Fraction) -> bool:
    """Whether a split names all there is, or one slip of the pen makes it miss the number of the others."""
    gap = split.total - total
    if gap == 0:
        return True
    if abs(gap) * _TENTH > total:
        return False
    names = [called(each) for each in split.parts]
    told = REST.search(names[-1]) or UNRANKED.search(names[-1]) or closed(names)
    slips = (slip(each.known, each.known.printed.value - gap) for each in split.parts)
    return gap > 0 or bool(told) or any(kind in {"swap", "shift"} for kind in slips)
