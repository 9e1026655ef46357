"""An index of satisfaction that is not the weighted mean of its counts.

满意 187 份、较满意 84 份、一般 32 份、不满意 9 份。按满意 100 分、较满意 80 分、一般 60 分、不满意 0 分计算，满意度指数为 87.63.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.answers import COUNTED, counts, shares_of_satisfied, weights
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, first_held, judged, near_ratio, quotient, rule
from auditor.checks.common.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.checks.common.numbers import Paragraph, Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation

NAME = "index-not-weighted"
TITLE = {"zh": "满意度指数与各档份数不符", "en": "an index is not the weighted mean of its counts"}
_INDEX = re.compile(r"(?:指数|满意[度率]|得分|平均分|均分)(?:为|是|达|达到)?\s*$")
_RATE = re.compile(r"满意[率度](?:为|是|达|达到)?\s*$")
_BRACKETED = re.compile(r"满意[率度]\s*[（(][^（）()0-9]*[）)]\s*(?:为|是|达|达到)?\s*$")
_WEIGHED = re.compile(r"按|分别|赋|折算|计")
_SATISFIED = re.compile(
    r"满意[”\"]?(?:[（(][^（）()]*[）)])?(?:的|者|以上|评价|人数|份数|群众|居民|共|有|合计|问卷|为)*\s*$"
)
_BASE = re.compile(r"有效|收回|回收|调查|样本|受访|访问|测评|参评")
_LEAST = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge indexes whose weights and counts one paragraph prints under the same names."""
    for paragraph in paragraphs(facts):
        if "满意" not in paragraph.text and "指数" not in paragraph.text:
            continue
        numbers = [each for each in paragraph.numbers if each.stated]
        told = weights(paragraph.text)
        for at, claim in enumerate(numbers):
            if (satisfied := _told_of(paragraph, at)) is not None:
                yield judged(facts, satisfied)
                continue
            index = _INDEX.search(claim.clause) or _BRACKETED.search(claim.before)
            if not index or claim.dimension not in {"score", "number", "ratio"}:
                continue
            rows = _rows(numbers[:at])
            if len(rows) >= _LEAST:
                yield judged(facts, _weighted(claim, rows, ONE))
            elif (given := counts(numbers[:at])) and (rows := _paired(told, given)):
                # 满意率 is the share of the satisfied, whatever the index beside it weighs.
                plain = _plain_shares(claim, given, numbers[:at]) if "率" in claim.before else []
                yield from first_held(facts, [_weighted(claim, rows, _scale(claim, told)), *plain], sure=True)
            elif not told:
                yield from _satisfied(facts, paragraph, claim, numbers[:at])


def _weighted(claim: Number, rows: Sequence[tuple[Fraction, Stated]], factor: Fraction) -> Relation:
    below = [(ONE, count) for _, count in rows]
    return quotient(rule(NAME, TITLE), claim.known, rows, below, factor=factor)


def _paired(told: Mapping[str, Fraction], given: Mapping[str, Number]) -> list[tuple[Fraction, Stated]]:
    """Return weight and count of each answer, where all have both."""
    if len(told) < _LEAST or told.keys() != given.keys():
        return []
    return [(told[name], given[name].known) for name in told]


def _scale(claim: Number, told: Mapping[str, Fraction]) -> Fraction:
    """Return by what a mean of weights is to be multiplied: of five marks, and told in percent or of a hundred."""
    top = max(told.values())
    if claim.dimension == "ratio":
        return 1 / top
    # Of weights up to 1 or 100 % an index of 87.63 is of a hundred.
    return Fraction(100) / top if claim.known.printed.value > top else ONE


def _satisfied(
    facts: Facts, paragraph: Paragraph, claim: Number, before: Sequence[Number]
) -> Iterator[Outcome]:
    """Judge 有效问卷 400 份，满意的 352 份，满意率 88%: the satisfied over all who answered."""
    if claim.dimension != "ratio" or claim.sign:
        return
    own = [each for each in before if each.sentence == claim.sentence and each.occurrence.unit in COUNTED]
    given = counts(own)
    if len(given) >= _LEAST:
        relations = _plain_shares(claim, given, before)
        yield from first_held(
            facts,
            relations,
            sure=bool(_RATE.search(claim.before) or _BRACKETED.search(claim.before)),
        )
        return
    if not own or given.keys() - {"满意", "非常满意", "基本满意"}:
        return
    done = own[-1]
    end = done.occurrence.span.start
    if not _SATISFIED.search(paragraph.text[:end]) or not re.fullmatch(
        r"[^，。；]{0,3}[，,、]\s*[^，。；0-9]{0,8}", claim.before
    ):
        return
    bases = [
        each
        for each in before
        if _BASE.search(each.before) and each.known.printed.value > done.known.printed.value
    ]
    bases = [each for each in bases if each.occurrence.unit in COUNTED]
    # 居民 356 份、企业 112 份；居民满意 302 份，满意度 84.83%: of those of its kind, whom the list before tells.
    own_kind = [
        each
        for each in before
        if each.occurrence.unit in COUNTED
        and each is not done
        and near_ratio(claim.known, done.known, each.known)
    ]
    # 企业满意 100 份: of 企业 112 份, told before by that name, whatever else was told.
    name = _SATISFIED.sub("", re.sub(r"\s", "", done.clause))
    named = [
        each
        for each in before
        if len(name) > 1
        and each.occurrence.unit in COUNTED
        and each is not done
        and re.sub(r"\s", "", each.clause).endswith(name)
        and each.known.printed.value > done.known.printed.value
    ]
    relations = [
        quotient(rule(NAME, TITLE), claim.known, [(ONE, done.known)], [(ONE, each.known)])
        for each in (*own_kind, *reversed(named), *reversed(bases))
    ]
    yield from first_held(facts, relations, sure=bool(named) or len(bases) <= _LEAST)


def _plain_shares(claim: Number, given: Mapping[str, Number], before: Sequence[Number]) -> list[Relation]:
    """Return the relations that a rate is the share of the best answers, of the two best first.

    The whole is what the answers come to, or a number told before them.
    """
    wholes = [[(ONE, each.known) for each in given.values()]]
    wholes += [
        [(ONE, each.known)]
        for each in before
        if each.occurrence.unit in COUNTED
        and each.sentence == claim.sentence
        and all(each is not answer for answer in given.values())
        and each.known.printed.value > 0
    ]
    schemes = list(shares_of_satisfied(tuple(given)))
    return [
        quotient(
            rule(NAME, TITLE),
            claim.known,
            [(weight, given[name].known) for name, weight in scheme.items() if weight],
            whole,
        )
        for whole in wholes
        for scheme in schemes[1:] + schemes[:1]
    ]


def _told_of(paragraph: Paragraph, at: int) -> Relation | None:
    """Return what 有效问卷 420 份，满意度 91.43%，其中表示满意的 384 人 says: the rate is told before its people."""
    numbers = [each for each in paragraph.numbers if each.stated]
    if at < 2 or numbers[at].occurrence.unit not in COUNTED:  # noqa: PLR2004 - base and rate
        return None
    base, rate, done = numbers[at - 2 : at + 1]
    told = re.fullmatch(
        r"[，,]?(?:其中)?[，,]?(?:表示|认为|选择)?[“”\"非常和、及与或基本很较为比满意]{2,20}的?(?:有|共|为)?\s*",
        done.before,
    )
    same = base.occurrence.unit in COUNTED and base.sentence == done.sentence and _BASE.search(base.before)
    if (
        not told
        or not same
        or not rate.is_share
        or not re.fullmatch(r"[，,][^，。]{0,4}满意[度率](?:为|达|是)?\s*", rate.before)
    ):
        return None
    return quotient(rule(NAME, TITLE), rate.known, [(ONE, done.known)], [(ONE, base.known)])


def _rows(before: Sequence[Number]) -> list[tuple[Fraction, Stated]]:
    """Return weight and count of each answer, where every weight has its count and the other way round."""
    told: dict[str, Number] = {}
    for number in reversed(before):
        if number.dimension != "score":
            break
        told[_name(number)] = number
    first = min((number.occurrence.span.start for number in told.values()), default=0)
    if len(told) < _LEAST or not any(_WEIGHED.search(number.before) for number in told.values()):
        return []
    given: dict[str, Number] = {}
    for number in before:
        if (
            number.occurrence.unit in COUNTED
            and number.occurrence.span.start < first
            and _name(number) in told
        ):
            given[_name(number)] = number
    if given.keys() != told.keys():
        return []
    return [(told[name].known.printed.value, given[name].known) for name in told]


def _name(number: Number) -> str:
    return stem(re.sub(r"^(?:其中|按|分别按)", "", re.sub(r"[\s、]", "", number.clause)))
