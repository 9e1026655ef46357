"""A sex ratio that is not men over women times 100, and a household's mean size that is not people over households.

男性人口 28.07 万人，女性人口 27.20 万人，总人口性别比（以女性为 100）为 103.2; 家庭户 294,617 户，家庭户人口 703,095 人，平均每个家庭户
的人口为 2.39 人.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, Stated, paragraphs
from auditor.checks.common.relations import ONE, judged, quotient, rule
from auditor.numbers import interval_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "sex-ratio-not-counts"
TITLE = {
    "zh": "性别比或户均人口与人数不符",
    "en": "a sex ratio or household size does not follow from its counts",
}
_RATIO = re.compile(r"性别比")
_BORN = re.compile(r"(?:出生|新生|婴儿|儿童|户籍)[^，,。；;]{0,6}性别比")
"""Of who was born, and not of all who are counted."""
_NOW = re.compile(r"(?:上升|下降|提高|降低|变化|回落|增加|减少)?(?:为|到|至|是)\s*$|性别比\s*$|[）)]\s*$")
_THEN = re.compile(r"由|从|上年|人口普查|[比较与]")
_MEN, _WOMEN = (
    re.compile(r"男(?:性|生)?(?:人口)?(?:为|有)?\s*$"),
    re.compile(r"女(?:性|生)?(?:人口)?(?:为|有)?\s*$"),
)
_MEN_TO_WOMEN = re.compile(r"男女(?:性别)?(?:生)?(?:比例?|之比)(?:约?为|是)?\s*$")
_HUNDRED = re.compile(r"\s*[:：]\s*100(?![0-9.])")
_MEN_OF, _WOMEN_OF = re.compile(r"男[^，,。；;女]{0,10}$"), re.compile(r"女[^，,。；;男]{0,10}$")
_SIZE = re.compile(r"(?:平均每个?|户均)(?:家庭)?户?(?:的)?(?:人口|人数|规模)(?:为|是|达)?\s*$")
_HOUSES, _PEOPLE = (
    re.compile(r"(?<!集体)(?:家庭)?户(?:\[[0-9]+\])?(?:为|有)?\s*$"),
    re.compile(r"家庭户人口(?:数)?(?:为|有)?\s*$"),
)
_LEAST, _MOST = 50, 200


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge sex ratios and household sizes in running text."""
    for paragraph in paragraphs(facts):
        for at, claim in enumerate(paragraph.numbers):
            if claim.stated is None or claim.is_share:
                continue
            if _SIZE.search(claim.clause):
                people, houses = _one(paragraph, at, _PEOPLE, "人"), _one(paragraph, at, _HOUSES, "户")
                if people is not None and houses is not None:
                    yield judged(
                        facts,
                        quotient(
                            rule(NAME, TITLE), _rounded(claim), [(ONE, people.known)], [(ONE, houses.known)]
                        ),
                    )
            elif _HUNDRED.match(paragraph.text[claim.occurrence.span.end :]) and _MEN_TO_WOMEN.search(
                claim.before
            ):
                men, women = _last(paragraph, at, _MEN_OF), _last(paragraph, at, _WOMEN_OF)
                if men is not None and women is not None and men.sentence == women.sentence == claim.sentence:
                    sides = [(ONE, men.known)], [(ONE, women.known)]
                    yield judged(
                        facts, quotient(rule(NAME, TITLE), claim.known, *sides, factor=Fraction(100))
                    )
            elif claim.dimension == "number" and _told(paragraph, at):
                men, women = _one(paragraph, at, _MEN, "人"), _one(paragraph, at, _WOMEN, "人")
                if men is not None and women is not None:
                    yield judged(
                        facts,
                        quotient(
                            rule(NAME, TITLE),
                            claim.known,
                            [(ONE, men.known)],
                            [(ONE, women.known)],
                            factor=Fraction(100),
                        ),
                    )


def _rounded(number: Number) -> Stated:
    """Return a mean of persons as the rounded number that it is: 2.39 人."""
    printed = number.known.printed
    step = printed.numeral.step
    printed = attrs.evolve(printed, step=step, interval=interval_of(printed.value, step))
    return attrs.evolve(number.known, printed=printed)


def _told(paragraph: Paragraph, at: int) -> bool:
    """Whether a number is the ratio of the time at hand: 由 2010 年的 100.75 上升为 104.01."""
    claim = paragraph.numbers[at]
    if claim.depth or not _LEAST < claim.known.printed.value < _MOST or claim.known.printed.numeral.step >= 1:
        return False
    start = max(paragraph.text.rfind(mark, 0, claim.occurrence.span.start) for mark in "。；;")
    words = paragraph.text[start + 1 : claim.occurrence.span.start]
    if _BORN.search(words):
        return False
    words = words[words.rfind("性别比") :] if _RATIO.search(words) else ""
    words = re.sub(r"[（(][^（）()]*[）)]", "", words)
    if not words or not _NOW.search(words):
        return False
    return (
        _THEN.search(words.removeprefix("性别比")) is None
        or re.search(r"[0-9][^，,]{0,8}(?:为|到|至)\s*$", words) is not None
    )


def _last(paragraph: Paragraph, at: int, name: re.Pattern[str]) -> Number | None:
    """Return the last count of persons before a number that bears a name."""
    found = [
        each
        for each in paragraph.numbers[:at]
        if each.stated and each.occurrence.unit.lstrip("万亿") == "人" and name.search(each.clause)
    ]
    return found[-1] if found and found[-1].known.printed.value > 0 else None


def _one(paragraph: Paragraph, at: int, name: re.Pattern[str], counter: str) -> Number | None:
    """Return the one count of the paragraph before a number that bears a name."""
    found = [
        each
        for each in paragraph.numbers[:at]
        if each.stated
        and not each.sign
        and each.occurrence.unit.lstrip("万亿") == counter
        and name.search(each.clause or each.name)
        and each.known.printed.value > 0
    ]
    return found[-1] if len({each.known.printed.value for each in found}) == 1 else None
