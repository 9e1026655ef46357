"""Changes of shares or rates that belong together and do not cancel out.

第一产业比重提高 0.3 个百分点，第二产业比重下降 3.1 个百分点，第三产业比重提高 2.8 个百分点: shares give 100 % in both years, so that
their changes give nothing. And the natural growth of a population moves as births less deaths do.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.words import closed
from auditor.findings import Verdict
from auditor.numbers import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "shifts-not-zero"
TITLE = {"zh": "相互消长的变动不能相抵", "en": "changes that must cancel out do not"}
_SHARE = re.compile(r"比重|占比|比例")
_ONE_EACH = re.compile(
    r"(?:三次产业|第?一、(?:第?)二、(?:第?)三产业)[^。；;0-9]{0,12}(?:比重|占比|比例)[^。；;0-9]{0,16}$"
)
# 0-14 岁、15-59 岁、60 岁及以上人口的比重分别…: three ages, the last of them open, are all there are.
_AGES = re.compile(
    r"(?:^|[，,。；;])\s*0\s*[-—－–~～至]+\s*[0-9]+\s*岁(?:人口)?[、，,][0-9]+\s*[-—－–~～至]+\s*[0-9]+\s*岁(?:人口)?(?:[、，,和]|以及)"
    r"[0-9]+\s*岁及?以上(?:人口)?的?(?:比重|占比)分别[^，,。；;0-9]{0,8}$"
)
_SECTOR_MOVES = re.compile(
    r"\s*第[一二三]产业(?:增加值)?(?:比重|占比)?(?:提高|上升|增加|下降|降低|回落|减少)了?\s*"
)
_OF_STRUCTURE = re.compile(r"产业(?:增加值)?(?:结构|比重|占比|比例)(?!性)")
_BOTH = re.compile(r"[，,；;]\s*第二、第?三产业[^，,。；;0-9]{0,24}分别[^，,。；;0-9]{2,6}$")
_FIRST = re.compile(r"第一产业[^，,。；;、]*(?:比重|占比|比例)")
_AND = re.compile(r"\s*(?:个?百分点)?\s*[、和与]\s*")
_REACH = 60
_JOINED = re.compile(r"\s*(?:个?百分点)?\s*[、，,和]?\s*(?:提高|上升|增加|下降|降低|回落|减少)了?\s*")
_RATES = ("出生率", "死亡率", "自然增长率")
_THREE = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the changes of three sectors' shares, and of the rates of birth, death and natural growth."""
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated]
        moves = [each for each in numbers if each.dimension == "points"]
        for at in range(len(moves) - 2):
            run = moves[at : at + _THREE]
            if all(each.sign for each in run) and (_apart(run) or _listed(run)):
                yield _judged(run, [1, 1, 1])
            elif _paired(run):
                # 分别回落 b 和 c 个百分点: the direction of the last is that of the one before.
                yield _judged(
                    [
                        run[0],
                        run[1],
                        attrs.evolve(run[2], occurrence=attrs.evolve(run[2].occurrence, sign=run[1].sign)),
                    ],
                    [1, 1, 1],
                )
        yield from _natural(numbers)


def _apart(run: Sequence[Number]) -> bool:
    """Whether three changes are those of the shares of all classes of one whole."""
    names = [each.of or each.name or each.before for each in run]
    if run[-1].sentence != run[0].sentence or run[-1].depth != run[0].depth:
        return False
    if all(_SHARE.search(each.before + each.of) for each in run) and closed(names, rest=False):
        return True
    # 三次产业结构为 a:b:c。与上年相比，第一产业下降…，第二产业下降…，第三产业上升…: of the shares told before.
    words = [re.split(r"[，,、；;。]", each.before)[-1] for each in run]
    told = run[0].block.text[: run[0].occurrence.span.start]
    sentences = re.split(r"[。；;]", told)
    plain = all(_SECTOR_MOVES.fullmatch(each) for each in words)
    return bool(plain and closed(words, rest=False) and _OF_STRUCTURE.search("".join(sentences[-2:])))


def _paired(run: Sequence[Number]) -> bool:
    """Whether three changes are told as 第一产业比重上升 a 个百分点，第二、第三产业比重分别回落 b 和 c 个百分点."""
    one, both = run[0].before, run[1].before
    told = bool(run[0].sign and run[1].sign) and run[0].sentence == run[2].sentence
    joined = _BOTH.search(both) is not None and _AND.fullmatch(run[2].before) is not None
    return told and joined and _SHARE.search(both) is not None and _FIRST.search(one) is not None


def _listed(run: Sequence[Number]) -> bool:
    """Whether they are told as 三次产业比重分别提高 a、下降 b 和提高 c 个百分点."""
    joined = all(_JOINED.fullmatch(each.before) for each in run[1:])
    if not joined:
        return False
    start = run[0].occurrence.span.start
    return _ONE_EACH.search(run[0].before) is not None or (
        _AGES.search(run[0].block.text[max(0, start - _REACH) : start]) is not None
    )


def _natural(numbers: Sequence[Number]) -> Iterator[Outcome]:
    """Judge 出生率…，下降 a 个千分点；死亡率…，上升 b 个千分点；自然增长率…，下降 c 个千分点."""
    found: list[Number] = []
    for name in _RATES:
        moved = [
            two
            for one, two in itertools.pairwise(numbers)
            if re.search(rf"{name}(?:\[[0-9]+\])?(?:为|是|\s)*$", one.clause)
            and one.is_share
            and two.dimension in {"points", "ratio"}
            and two.sign
            and two.sentence == one.sentence
        ]
        if len(moved) != 1:
            return
        found.append(moved[0])
    if len({each.dimension for each in found}) == 1:
        yield _judged(found, [1, -1, -1])


def _judged(run: Sequence[Number], weights: Sequence[int]) -> Outcome:
    moved = [each.known.printed.value * each.sign * weight for each, weight in zip(run, weights, strict=True)]
    rest = sum(moved, Fraction(0))
    # Each change is the difference of two rounded figures, and may be off by a whole last place.
    slack = sum((each.known.printed.step for each in run), Fraction(0))
    verdict = Verdict.EXACT if rest == 0 else Verdict.WITHIN_ROUNDING
    verdict = Verdict.DISCREPANCY if abs(rest) > slack else verdict
    factor = run[0].known.unit.factor
    text = "、".join(("-" if each.sign < 0 else "") + each.occurrence.text for each in run)
    left = decimal_text(rest / factor)
    return said(
        rule(NAME, TITLE),
        f"变动 {text} 应当相抵，却差 {left}{run[0].occurrence.unit}",
        f"the changes {text} should cancel out and leave {left}",
        [evidence_at(each.block, each.occurrence, "part") for each in run],
        verdict,
    )
