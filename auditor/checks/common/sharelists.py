"""Shares that are told in a list behind the list of their amounts."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.relations import ONE, judged, near_ratio, plus, quotient
from auditor.checks.common.wholes import told_of_another
from auditor.checks.common.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo

_RESPECTIVELY = re.compile(
    r"(?:分别|各自?|依次)占[^，,。；;0-9]{0,16}$|占比(?:分别|依次)[^，,。；;0-9]{0,4}$"
)
_LISTED = re.compile(r"(?:占[^，,。；;、0-9]{2,24}|占比(?:分别)?(?:为)?|(?:比重|比例)(?:分别)?为)\s*$")
JOINT = re.compile(r"\s*[、，,和及与]\s*")
_IN_BRACKET = re.compile(r"\s*[（(]\s*(?:占比?)?\s*")
_OF = re.compile(r"(?:分别)?占([^，,。；;0-9]{3,14}?)(?:的)?(?:比重|比例)?\s*$")
_ANSWER = re.compile(r"(?:认为|反映|选择|希望|建议)[^，,。；;]{0,20}$")
_RUN = 3


def respectively(
    facts: Facts, info: RuleInfo, paragraph: Paragraph, earlier: Sequence[Number]
) -> Iterator[Outcome]:
    """Judge 货物 a 万元、工程 b 万元、服务 c 万元，分别占 x、y、z by the whole that most of the shares are of."""
    numbers = paragraph.numbers
    for at, first in enumerate(numbers):
        if not (first.is_share and first.stated and not first.sign):
            continue
        if not (_RESPECTIVELY.search(first.before) or _LISTED.search(first.before)):
            continue
        shares = [first]
        for each in numbers[at + 1 :]:
            if not (each.is_share and each.stated and JOINT.fullmatch(each.before)):
                break
            shares.append(each)
        parts = [each for each in numbers[:at] if each.stated and not each.is_share][-len(shares) :]
        if not _RESPECTIVELY.search(first.before) and not _side_by_side(parts, first):
            continue
        if len(shares) < 2 or len(parts) < len(shares) or len({each.dimension for each in parts}) != 1:  # noqa: PLR2004
            continue
        bases = [
            each
            for each in reversed([*earlier, *numbers[: numbers.index(parts[0])]])
            if each.stated and each.dimension == parts[0].dimension and each.known.printed.value
        ]
        votes = [
            sum(
                1
                for pair in zip(shares, parts, strict=True)
                if near_ratio(pair[0].known, pair[1].known, base.known)
            )
            for base in bases
        ]
        best = max(votes, default=0)
        whole = bases[votes.index(best)] if best else None
        total = sum((each.known.printed.value for each in parts), Fraction(0))
        if (of_sum := _of_sum(parts, shares)) > best and _side_by_side(parts, first):
            # 学生 173 人、职工 128 人、其他 33 人，分别占…: all but one are of what they give together.
            for share, part in zip(shares, parts, strict=True) if of_sum < len(shares) else ():
                yield judged(
                    facts,
                    quotient(info, share.known, plus([part.known]), plus([each.known for each in parts])),
                )
            continue
        # Two of three prove the whole; of two, one does where the two are all there is, or the words name it.
        named = whole is not None and (_names(first, whole) or _beside(numbers, shares, whole))
        if whole is None or (best < 2 and total != whole.known.printed.value and not named):  # noqa: PLR2004
            continue
        # Where three and more shares are of it, the odd one is wrong, however far off it is.
        sure = attrs.evolve(info, explained=best >= _RUN)
        for share, part in zip(shares, parts, strict=True):
            yield judged(facts, quotient(sure, share.known, [(ONE, part.known)], [(ONE, whole.known)]))


def _of_sum(parts: Sequence[Number], shares: Sequence[Number]) -> int:
    """Return how many shares are those of the sum of their parts, 0 where more than one is not."""
    total = sum((each.known.printed.value for each in parts), Fraction(0))
    if total <= 0 or any(each.known.printed.value <= 0 for each in parts):
        return 0
    fitting = [
        abs(part.known.printed.value / total - share.known.printed.value) <= share.known.printed.step
        for part, share in zip(parts, shares, strict=True)
    ]
    return sum(fitting) if fitting.count(False) <= 1 and any(fitting) else 0


def _names(first: Number, whole: Number) -> bool:
    """Whether 分别占进出口总值的 names a figure: the end of its name, with or without 总值."""
    found = _OF.search(first.before)
    name = stem(found[1]) if found else ""
    return len(name) >= _RUN and stem(whole.name).endswith(name)


def _beside(numbers: Sequence[Number], shares: Sequence[Number], whole: Number) -> bool:
    """Whether another share of the sentence before or behind, told with 占, is of a whole too: 占外贸总值的 57%。同期，…分别占 x 和 y."""
    own = {id(each) for each in shares}
    told = [
        (share, part)
        for at, share in enumerate(numbers)
        if share.is_share and share.stated and "占" in share.before and id(share) not in own
        if abs(share.sentence - shares[0].sentence) <= 1
        if (part := next((each for each in reversed(numbers[:at]) if not each.is_share), None)) is not None
    ]
    return any(
        part.stated and part.dimension == whole.dimension and near_ratio(share.known, part.known, whole.known)
        for share, part in told
    )


def _side_by_side(parts: Sequence[Number], first: Number) -> bool:
    """Whether amounts stand in one list right before the shares: 分别为 a、b 和 c，占总规模的 x、y 和 z."""
    beside = all(each.sentence == first.sentence and each.depth == first.depth for each in parts)
    return beside and all(
        not each.sign and re.match(r"\s*[、，,和及与]", each.before) and "占" not in each.before
        for each in parts[1:]
    )


def bracketed(
    facts: Facts, info: RuleInfo, paragraph: Paragraph, earlier: Sequence[Number]
) -> Iterator[Outcome]:
    """Judge 35 岁及以下 8347 人（35.0%）、36—45 岁 7126 人（29.9%）… by the whole that all shares but one are of."""
    numbers = paragraph.numbers
    run: list[tuple[Number, Number]] = []
    runs: list[list[tuple[Number, Number]]] = []
    for part, share in itertools.pairwise(numbers):
        if not (
            part.stated
            and share.stated
            and share.is_share
            and not part.is_share
            and share.depth == part.depth + 1
        ):
            continue
        if not _IN_BRACKET.fullmatch(share.before) or share.sign or part.sign:
            continue
        if run and (run[-1][0].sentence != part.sentence or run[-1][0].dimension != part.dimension):
            runs.append(run)
            run = []
        run.append((part, share))
    for found in [*runs, run]:
        if len(found) < 2:  # noqa: PLR2004 - one share is no list
            continue
        first = numbers.index(found[0][0])
        bases = [
            each
            for each in reversed([*earlier, *numbers[:first]])
            if each.stated and _counts_alike(each, found[0][0]) and each.known.printed.value
        ]
        votes = [
            sum(1 for part, share in found if near_ratio(share.known, part.known, base.known))
            for base in bases
        ]
        best = max(votes, default=0)
        total = sum((part.known.printed.value for part, _ in found), Fraction(0))
        # 男生 a 人（x）、女生 b 人（y）: of two shares one proves the whole where the two are all there is.
        exact = best > 0 and bases[votes.index(best)].known.printed.value == total
        if best < max(_RUN - 1, len(found) - 1) and not exact:
            continue
        if len(found) < _RUN and not exact:
            continue
        whole = bases[votes.index(best)]
        told = [(share.known, part.known) for part, share in found]
        for at, (rate, of) in enumerate(told):
            if not told_of_another([told[at], *told[:at], *told[at + 1 :]], whole.known):
                yield judged(facts, quotient(info, rate, [(ONE, of)], [(ONE, whole.known)]))


def _counts_alike(base: Number, part: Number) -> bool:
    """Whether a part can be of a base by their units: persons answer on forms (有效问卷 572 份，满意 213 人)."""
    counted = all(each.dimension.startswith("count:") for each in (base, part))
    return counted or base.dimension == part.dimension


def of_forms(part: Number, before: Sequence[Number]) -> bool:
    """Whether a part answered a question that forms told before were of: 收回 143 份，满意 136 人；认为等候时间长的 19 人，占…."""
    return _ANSWER.search(part.before) is not None and any(each.occurrence.unit == "份" for each in before)
