"""Answers of a questionnaire, how often each was given, and what each counts for: 非常满意 1, 满意 0.8, 一般 0.6."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.words import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.checks.common.numbers import Number

COUNTED = frozenset({"份", "人", "名", "户", "次", "件", "家"})
_ANSWER = re.compile(rf"(?<![一-龥])(?P<answer>{ANSWERS})|(?P<other>{ANSWERS})")
_NAMED = re.compile(
    rf"(?P<answer>{ANSWERS})[”\"]?(?:[（(][^（）()]*[）)])?(?:的|有|共|为|人数|份数|评价|问卷|选项)*\s*$"
)
_LONGEST = 30
_WEIGHT = re.compile(
    rf"(?P<answer>{ANSWERS})[”\"]?(?:的?(?:权重|系数|分值))?(?:人数|份数|率|占比|比例|数)?(?:按|计为?|赋值?|记为?|取|为|得|[×*（(：:=＝])*\s*(?P<weight>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>%|分)?(?!\s*[0-9份人名户次件家])"
)
_LISTED = re.compile(
    rf"(?P<names>[“\"]?(?:{ANSWERS})[”\"]?(?:[、，和]\s*[“\"]?(?:{ANSWERS})[”\"]?)+)[^，。；0-9]{{0,10}}(?:分别|依次|按|赋|权重|分值)[^。；0-9]{{0,10}}"
    r"(?P<weights>[0-9.]+\s*(?:%|分)?(?:\s*[、，和/]\s*[0-9.]+\s*(?:%|分)?)+)"
)
_OPTION = re.compile(r"(?<![A-Za-z])[A-Z]\s*[.\uff0e、][^：:]{1,16}[：:]\s*$")
_NUMBER = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(%|分)?")
_MEANT = {"很满意": "非常满意", "比较满意": "较满意", "较为满意": "较满意"}
_LEAST = 3


def plain(answer: str) -> str:
    """Return an answer by its commonest name."""
    return _MEANT.get(answer, answer)


def is_option(number: Number) -> bool:
    """Whether a number is that of an answer with its letter: B.满意：105 人."""
    return _OPTION.search(number.before) is not None


def counts(numbers: Sequence[Number]) -> dict[str, Number]:
    """Return how often each answer was given, the last count of each."""
    found: dict[str, Number] = {}
    for number in numbers:
        start = number.occurrence.span.start
        named = _NAMED.search(number.block.text[max(0, start - _LONGEST) : start])
        if named is not None and number.stated and number.occurrence.unit in COUNTED:
            found[plain(named["answer"])] = number
    return found


def weights(text: str) -> dict[str, Fraction]:
    """Return what each answer counts for, the best 1; empty where the text does not say."""
    listed: dict[str, Fraction] = {}
    for found in _LISTED.finditer(text):
        names = [each["answer"] or each["other"] for each in _ANSWER.finditer(found["names"])]
        values = [Fraction(each[1]) for each in _NUMBER.finditer(found["weights"])]
        if len(names) == len(values) >= _LEAST:
            listed = {plain(name): value for name, value in zip(names, values, strict=True)}
    told = listed or {plain(each["answer"]): Fraction(each["weight"]) for each in _WEIGHT.finditer(text)}
    values = list(told.values())
    falling = all(one > two for one, two in itertools.pairwise(values))
    return told if len(told) >= _LEAST and falling and values[0] > 0 else {}


def shares_of_satisfied(given: Sequence[str]) -> Iterator[Mapping[str, Fraction]]:
    """Iterate over what can be meant by the rate of the satisfied: one or more of the best answers, and usual weights."""
    for count in range(1, len(given)):
        yield {name: Fraction(int(at < count)) for at, name in enumerate(given)}
    for scheme in _USUAL.get(len(given), ()):
        yield {name: Fraction(weight) for name, weight in zip(given, scheme, strict=True)}


_USUAL: Mapping[int, Sequence[Sequence[str]]] = {
    3: (("1", "0.5", "0"), ("1", "0.6", "0"), ("1", "0.8", "0")),
    4: (
        ("1", "0.8", "0.6", "0"),
        ("1", "0.8", "0.5", "0"),
        ("1", "0.75", "0.5", "0"),
        ("1", "0.8", "0.6", "0.3"),
    ),
    5: (
        ("1", "0.8", "0.6", "0.4", "0.2"),
        ("1", "0.8", "0.6", "0.3", "0"),
        ("1", "0.8", "0.6", "0.4", "0"),
        ("1", "0.75", "0.5", "0.25", "0"),
        ("1", "0.8", "0.5", "0.2", "0"),
    ),
}
