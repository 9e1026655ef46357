"""A share of all things of a kind that is not the quotient of the two, the whole being told elsewhere by its noun.

分 14 个标段实施 … 抽查标段 9 个，占标段总数的 60.0%; 驾驶员 118 人 … 驾驶员 89 人，占该类对象的 77.42%: the whole is the one number that
the document prints before it with the noun, or under the name of the part, and that is larger than the part.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import ONE, judged, near_ratio, quotient, rule
from auditor.checks._words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-of-kind"
TITLE = {"zh": "占该类总数的比例与两数不符", "en": "a share of all of a kind is not the quotient"}
_OF_ALL = re.compile(
    r"^\s*[^，,。；;0-9]{0,6}[，,（(]\s*占(?:全部|所有)?(?P<noun>[一-龥]{2,6}?)(?:总数|总量)?的\s*$"
)
_TOTAL = re.compile(r"总[数量]的\s*$|占(?:全部|所有)")
_OF_KIND = re.compile(
    r"^\s*[，,（(]\s*占(?:该类|同类|此类|该组|本组|同组)[^，,。；;0-9]{0,6}的?(?:比例|比重)?(?:为)?\s*$"
)
_LESS = re.compile(r"抽查|抽取|核查|检查|走访|调研|涉及|选取|随机|覆盖")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the shares of all of a kind by the one number of them told before."""
    earlier: list[Number] = []
    for paragraph in paragraphs(facts):
        numbers = paragraph.numbers
        for part, share in itertools.pairwise(numbers):
            if not (part.stated and share.stated and share.is_share) or share.sign or part.sign:
                continue
            if not part.dimension.startswith("count") or part.sentence != share.sentence:
                continue
            before = [*earlier, *(each for each in numbers[: numbers.index(part)] if each.stated)]
            bases = _of_kind(part, share, before) or _of_noun(part, share, before)
            values = {each.known.printed.value for each in bases}
            fits = any(near_ratio(share.known, part.known, each.known) for each in bases)
            if bases and (fits or len(values) == 1):
                base = next(
                    (each for each in bases if near_ratio(share.known, part.known, each.known)), bases[0]
                )
                parts, below = [(ONE, part.known)], [(ONE, base.known)]
                yield judged(facts, quotient(rule(NAME, TITLE), share.known, parts, below))
        earlier.extend(each for each in numbers if each.stated)


def _of_kind(part: Number, share: Number, before: Sequence[Number]) -> list[Number]:
    """Return the numbers told before of those whom the part is of: by its very name."""
    name = stem(part.clause or part.name)
    if not _OF_KIND.match(share.before) or len(name) < 2:  # noqa: PLR2004 - one character names nothing
        return []
    return [each for each in before if _larger(each, part) and stem(each.clause or each.name) == name]


def _of_noun(part: Number, share: Number, before: Sequence[Number]) -> list[Number]:
    """Return the numbers before that count the noun which the share names, and the part bears: 14 个标段."""
    found = _OF_ALL.match(share.before)
    if found is None or not _TOTAL.search(share.before) or not _LESS.search(part.clause):
        return []
    noun = found["noun"]
    behind = part.block.text[part.occurrence.span.end :].lstrip().removeprefix(part.occurrence.unit)
    if not (part.clause.endswith(noun) or behind.startswith(noun)):
        return []
    return [each for each in before if _larger(each, part) and _counts(each, noun)]


def _counts(number: Number, noun: str) -> bool:
    behind = number.block.text[number.occurrence.span.end :].lstrip()
    behind = behind.removeprefix(number.occurrence.unit).removeprefix("个")
    return behind.startswith(noun) or number.clause.endswith(noun)


def _larger(number: Number, part: Number) -> bool:
    same = number.dimension == part.dimension and not (number.sign or number.occurrence.bound)
    return same and number.known.printed.value > part.known.printed.value
