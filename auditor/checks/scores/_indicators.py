"""Indicators that running text scores: a full mark, and what is told behind it up to the next one.

合格率（8 分）……扣 2 分，得 6 分; 档案资料指标 7 分，每缺 1 处扣 0.5 分……得 5 分. A mark without 满分 or brackets is one where it
stands behind a bare name, and holds for its own sentence.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph
from auditor.checks.scores._eachrules import of_rule, rules
from auditor.checks.scores._scale import FULL_MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL = re.compile(r"(?:满分|分值|权重分?|标准分|配分)(?:值)?(?:为|是|共|：|:)?\s*$")
_IN_BRACKETS = re.compile(r"[一-龥A-Za-z0-9”」]\s*[（(]$")
_CLOSED = re.compile(r"^\s*分\s*[）)]|^\s*[）)]")
_GOT = re.compile(r"(?:得分?|实得|实得分|评分|(?<![共合累总])计)(?:为|是|：|:)?\s*$")
_LOST = re.compile(r"(?<!应)扣(?:减|除|掉|了)?\s*$|(?<!应)扣分(?:为|是)?\s*$")
_OF_METHOD = re.compile(
    r"每|凡|以上|以内|以下|含|[≥≤＞＜><~～—–]|之间|达到|达标|按期|按时|否则|不得|未达|超过|低于|至|(?:不[高低大小多少]|[高低大小])于|的$|者$|时$|不符|率为|应$|满分"
)
# A name, and nothing that gives or takes points: 预算执行率 10 分, 综合得 10 分 and 各 7 分 are not alike.
_NAMED = re.compile(
    r"(?:^|[0-9.、）)（(])\s*[“\"「]?(?P<name>[一-龥A-Za-z0-9“”\"「」·\-]{2,24})[”\"」]?\s*(?:指标)?\s*$"
)
_GIVES = re.compile(
    r"(?:得|失|丢|各|共|加|减|计|达|到|为|是|均|约|近|仅|至|以|按|由|差|占|另|超过?|不足|[最提]?[高低]|[高低]于)$"
    r"|扣|每|共计|[合总小]计|满分|总分|[得评失加]分|平均|上限|封顶|提高|增加|下降|上升|减少|较|上年"
)
_GOES_ON = re.compile(r"^\s*分?\s*(?:[，,：:；;]|[（(]|得|中)")
_SENTENCE = re.compile(r"。")
_MOST = Fraction(60)
_HALF = Fraction(1, 2)


@records.frozen(eq=False)
class Indicator:
    """A full mark and what stands behind it, up to the next."""

    paragraph: Paragraph
    full: Number
    numbers: Sequence[Number]
    text: str
    bare: bool
    """Whether nothing but its place says that it is a full mark."""

    @property
    def start(self) -> int:
        """Return where the text behind the full mark begins."""
        return self.full.occurrence.span.end

    @property
    def marks(self) -> tuple[Fraction, ...]:
        """Return the full marks that it may have: those of a weight in percent are a hundred as well."""
        own = self.full.known.printed
        if self.full.is_share:
            return (FULL_MARK, own.value * 100)
        return (own.value,)

    @property
    def got(self) -> Sequence[Number]:
        """Return the scores it came to."""
        return [each for each in self.numbers if is_score(each, _GOT) and not of_method(each)]

    @property
    def lost(self) -> Sequence[Number]:
        """Return what was taken off, and not what the method takes off for each."""
        return [each for each in self.numbers if taken_off(each)]


def is_score(number: Number, words: re.Pattern[str]) -> bool:
    """Whether a number is so many points that the words before it give."""
    return bool(number.stated and number.dimension == "score" and words.search(number.before))


def gained(number: Number) -> bool:
    """Whether a number is a score that was given."""
    return is_score(number, _GOT) and not of_method(number)


def taken_off(number: Number) -> bool:
    """Whether so many points were taken off, as the outcome and not as the method or its limit says."""
    if not is_score(number, _LOST) or of_method(number):
        return False
    start, text = number.occurrence.span.start, number.block.text
    return not of_rule(text, start)


def of_method(number: Number) -> bool:
    """Whether a score is what the method says, and not what was given: 90%以上得10分."""
    clause = re.sub(r"(?:得分?|扣)\s*(?:为|是)?\s*$", "", number.phrase)
    return _OF_METHOD.search(clause) is not None


def indicators(paragraph: Paragraph) -> Iterator[Indicator]:
    """Iterate over the indicators of a paragraph."""
    numbers = paragraph.numbers
    told = [at for at, each in enumerate(numbers) if _is_full(each)]
    starts = sorted({*told, *(at for at, each in enumerate(numbers) if _is_bare(each, paragraph.text))})
    for start, end in itertools.pairwise([*starts, len(numbers)]):
        full = numbers[start]
        last = numbers[end].occurrence.span.start if end < len(numbers) else len(paragraph.text)
        if start not in told:
            last = min(last, _ends(paragraph.text, full.occurrence.span.end, last))
        if not full.is_share and full.known.printed.value > _MOST:
            continue
        inside = [each for each in numbers[start + 1 : end] if each.occurrence.span.start < last]
        text = paragraph.text[full.occurrence.span.end : last]
        yield Indicator(paragraph, full, inside, text, bare=start not in told)


def _ends(text: str, start: int, last: int) -> int:
    """Return where what is told of a bare mark ends: with its sentence, or with the next one where that tells a rule only."""
    stop = _SENTENCE.search(text, start)
    if stop is None:
        return last
    own = text[start : stop.end()]
    if rules(own) and not re.search(r"[，,；;]\s*(?:共|实际?|应)?(?:扣|得)\s*[0-9.]+\s*分", own):
        after = _SENTENCE.search(text, stop.end())
        return after.end() if after is not None else last
    return stop.end()


def _is_full(number: Number) -> bool:
    if not number.stated or number.dimension != "score" or number.sign:
        return False
    if _FULL.search(number.before):
        return True
    if not _IN_BRACKETS.search(number.before) or not _CLOSED.match(number.after):
        return False
    # 最低的是危房改造（41.3 分） is a score.
    return number.known.printed.value % _HALF == 0 and not re.search("最[高低]", number.before)


def _is_bare(number: Number, text: str) -> bool:
    """Whether a number is a full mark by its place: a bare name before it, and more told of it behind."""
    if not number.stated or number.sign:
        return False
    end = number.occurrence.span.end
    if number.is_share:
        # 质量（权数 40%）: the score is out of a hundred.
        closed = re.match(r"\s*[）)]", text[end:])
        return closed is not None and re.search(r"[（(]\s*权[数重](?:为)?\s*$", number.before) is not None
    if number.dimension != "score" or number.depth or number.known.printed.value % _HALF:
        return False
    found = _NAMED.search(number.phrase)
    if found is None or _GIVES.search(found["name"]) or _GIVES.search(number.clause):
        return False
    return _GOES_ON.match(text[end:]) is not None
