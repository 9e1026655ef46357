"""How many gave which mark, as a text lists it, and the means that are told of it: 5 分 231 人，4 分 187 人，3 分 68 人…，平均 4.20 分.

The list may stand in an annex and its mean in a chapter: what both are called has to agree, unless they stand side by side.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph
from auditor.checks.common.words import overlap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_OF = re.compile(r"\s*(?:[（(][^（）()]{1,8}[)）])?\s*(?:的|有|为|共|：|:|评价|档)*\s*")
_NEXT = re.compile(r"\s*[，,、；;]?\s*(?:其中|打|给|评)?\s*")
_MEAN = re.compile(r"(?:平均|均值|均分|加权平均)[^，,。；;0-9]{0,8}$")
_OTHER = re.compile(r"上年|去年|目标|标准|权重|每|加权得分|提高|下降|高于|低于")
_USUAL = re.compile(
    r"平均|均值|评分|打分|得分|满意度?|分制|评价|调查|问卷|结果|情况|有效|答卷|全部|其中|老年人卷|附[件表]|[0-9第题对的按为是，,。；;：:（）()\s]"
)
_MARKS, _MOST, _LONG = 3, 10, 2


@records.frozen(eq=False)
class Marked:
    """A list of marks with how many gave each, and the words before it."""

    rows: tuple[tuple[int, Number], ...]
    words: str

    @property
    def first(self) -> Number:
        """Return the first count."""
        return self.rows[0][1]

    def holds(self, mean: Number) -> bool:
        """Whether a value lies among the marks."""
        marks = [mark for mark, _ in self.rows]
        return min(marks) < mean.known.printed.numeral.value < max(marks)


def marked(paragraph: Paragraph) -> Iterator[Marked]:
    """Iterate over the lists of marks of a paragraph: three and more, each of them another one, in order."""
    rows: list[tuple[int, Number]] = []
    start = 0
    numbers = paragraph.numbers
    for at, (mark, count) in enumerate(itertools.pairwise(numbers)):
        if not _is_mark(mark, count):
            continue
        if rows and not (at and numbers[at - 1] is rows[-1][1] and _NEXT.fullmatch(mark.before)):
            yield from _whole(rows, paragraph.text[:start])
            rows = []
        start = start if rows else mark.occurrence.span.start
        rows.append((int(mark.known.printed.value), count))
    yield from _whole(rows, paragraph.text[:start])


def _is_mark(mark: Number, count: Number) -> bool:
    """Whether a number is a mark and the one behind it says how many gave it."""
    return bool(
        mark.stated
        and count.stated
        and mark.dimension == "score"
        and mark.known.printed.value.denominator == 1
        and 0 <= mark.known.printed.value <= _MOST
        and not (mark.sign or count.sign)
        and count.dimension.startswith("count")
        and _OF.fullmatch(count.before)
    )


def _whole(rows: Sequence[tuple[int, Number]], before: str) -> Iterator[Marked]:
    marks = [mark for mark, _ in rows]
    steps = {one - two for one, two in itertools.pairwise(marks)}
    if len(marks) >= _MARKS and steps in ({1}, {-1}):
        yield Marked(tuple(rows), re.split(r"[。；;]", before)[-1])


def means(paragraph: Paragraph) -> Iterator[tuple[Number, str]]:
    """Iterate over the means that a paragraph tells in points, each with the words of its sentence before it."""
    last = 0
    for number in paragraph.numbers:
        told = number.stated and not number.sign and number.dimension in {"score", "number"}
        if told and _MEAN.search(number.clause):
            # 态度平均 4.20 分，环境平均 4.02 分: each is of what stands before it alone.
            start = max(last, number.occurrence.span.start - len(number.lead))
            words = paragraph.text[start : number.occurrence.span.start]
            last = number.occurrence.span.end
            if not _OTHER.search(words):
                yield number, words


def agree(one: str, two: str) -> bool:
    """Whether two passages speak of one thing, but for what all such passages say."""
    words = _USUAL.sub("", two)
    return max((overlap(each, words) for each in _USUAL.split(one) if each), default=0) >= _LONG
