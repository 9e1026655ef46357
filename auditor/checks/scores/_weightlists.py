"""Weights of groups as running text lists them: 决策 20 分、过程 20 分、产出 35 分、效益 25 分, and 权重依次为 15 分、20 分……."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph
from auditor.checks.common.words import chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = r"(?:维度|指标|方面|部分|类|环节)"
_ITEM = re.compile(
    r"^[）)]?\s*(?:分|%|％)?\s*[）)]?\s*(?:的?权重|的)?(?:[（(][^（）()]{0,16}[)）])?\s*[、，,；;和及与]*\s*(?:[一二三四五六七八九][是、])?"
    rf"(?P<name>[一-龥]{{2,10}}?){_WORD}?(?:[（(][A-Z0-9一-龥]{{1,3}}[)）])?\s*[（(]?\s*(?:满分|权重|权数|分值|占比?|为|占|各?计)*\s*$"
)
_FIRST = re.compile(
    rf"(?:^|[，,。；;：:、为含是即括（(]|其中|包括|分为|分别为|设置|设有|由)\s*(?P<name>[一-龥]{{2,10}}?){_WORD}?(?:[（(][A-Z0-9一-龥]{{1,3}}[)）])?\s*[（(]?\s*(?:满分|权重|权数|分值|占比?|为|占)*\s*$"
)
_NAMES = re.compile(
    r"(?P<names>[一-龥]{2,12}(?:[、，,][一-龥]{2,10}?){1,5}?(?:[和及与][一-龥]{2,10}?)?)\s*(?:等?\s*(?:[0-9]+|[一二两三四五六七八])\s*[个项类大块]|等)?"
    rf"(?:一级)?{_WORD}?[^0-9。；;、]{{0,16}}(?:权重|分值|权数|满分|标准分|占比)[^0-9。；;、]{{0,4}}(?:依次|分别|各)?(?:为|是|占|：|:)?\s*$"
)
_NEXT = re.compile(r"^\s*(?:分|%|％)?\s*[、，,和及与]\s*$")
_WEIGHED = re.compile(
    r"权重|权数|分值|满分|指标体系|评价体系|评分体系|自评体系|考核体系|[一三]级指标|维度|百分制|总分\s*100|满分\s*100"
)
_SCORED = re.compile(r"得分|实得|自评得|评分为|[得扣失加][0-9]|分别得|各得|得分率")
_WITHIN = re.compile("含|其中|包括|内")
_FEWEST = 3
_WHOLE = 100
_HALF = Fraction(1, 2)


@records.frozen(eq=False)
class Weights:
    """Groups and their weights, in points or percent, as a sentence lists them."""

    paragraph: Paragraph
    names: Sequence[str]
    numbers: Sequence[Number]

    @property
    def values(self) -> list[Fraction]:
        """Return the weights; those in percent as points of a hundred."""
        return [weight_of(each) for each in self.numbers]

    @property
    def before(self) -> str:
        """Return the words of the sentence before the list."""
        start = self.numbers[0].occurrence.span.start
        return re.split("。", self.paragraph.text[:start])[-1]

    @property
    def behind(self) -> str:
        """Return the words of the sentence behind the list."""
        return re.split("。", self.paragraph.text[self.numbers[-1].occurrence.span.end :])[0]


def weight_of(number: Number) -> Fraction:
    """Return a weight in points of a hundred."""
    value = number.known.printed.value
    return value * 100 if number.is_share else value


def weights(paragraph: Paragraph) -> Iterator[Weights]:
    """Iterate over the lists of weights of a paragraph."""
    numbers = paragraph.numbers
    at = 0
    while at < len(numbers):
        names, run = _run(numbers, at)
        if len(run) >= _FEWEST or (len(run) > 1 and told_count(run[0].lead) == len(run)):
            found = Weights(paragraph, names, run)
            # 各维度得分：决策 14 分、过程 18 分……: scores are no weights.
            told = found.before + "".join(each.before for each in run)
            counted = told_count(run[0].lead) == len(run)
            if (counted or _WEIGHED.search(told)) and not _SCORED.search(
                re.split("[。；;]", found.before)[-1] + _between(found)
            ):
                yield found
        at += max(len(run), 1)


def _between(found: Weights) -> str:
    text = found.paragraph.text
    return text[found.numbers[0].occurrence.span.start : found.numbers[-1].occurrence.span.start]


def _run(numbers: Sequence[Number], at: int) -> tuple[Sequence[str], Sequence[Number]]:
    first = numbers[at]
    if not _weight(first, bare=True):
        return (), ()
    listed = _NAMES.search(first.lead)
    if listed is not None:
        run = [first]
        for each in numbers[at + 1 :]:
            if (
                not _weight(each, bare=True)
                or not _NEXT.search(each.before)
                or each.is_share is not first.is_share
            ):
                break
            run.append(each)
        names = [each for each in re.split("[、，,和及与]", listed["names"]) if each]
        return (names, run) if len(names) == len(run) else ((), run)
    found = _FIRST.search(first.before)
    if found is None or not _weight(first):
        return (), ()
    names, run = [found["name"]], [first]
    for each in numbers[at + 1 :]:
        if each.depth > run[0].depth and run[0].depth == 0:
            continue  # 效益（20 分，含满意度 5 分）
        named = _ITEM.search(each.before)
        if (
            named is None
            or not _weight(each)
            or each.is_share is not first.is_share
            or each.sentence != first.sentence
        ):
            break
        if _WITHIN.match(named["name"]):
            continue
        names.append(named["name"])
        run.append(each)
    return names, run


def _weight(number: Number, *, bare: bool = False) -> bool:
    """Whether a number can be a weight; one without a unit only among those that 分值 leads in."""
    if not number.stated or number.sign:
        return False
    value = weight_of(number)
    return (
        (number.is_share or number.dimension == "score" or (bare and number.dimension == "number"))
        and 0 < value < _WHOLE
        and value % _HALF == 0
    )


def told_count(text: str) -> int:
    """Return how many groups a text says there are: 4 个一级指标; 0 where it does not."""
    found = re.search(
        r"(?P<n>[0-9]+|[一二两三四五六七八])\s*(?:(?:个|项|类)(?:一级指标|维度|方面|部分|大类|板块)|类(?!似)|块|大类|部分)",
        text,
    )
    if found is None:
        return 0
    if found["n"] == "两":
        return 2
    return int(found["n"]) if found["n"].isdigit() else (chinese_number(found["n"]) or 0)
