"""A change since the beginning of the year that the two balances beside it do not give.

年初结余 512.38 万元；年末结余 325.82 万元，比年初减少 186.56 万元: the balance at the end less that at the beginning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import ONE, judged, rule, summed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "change-not-opening"
TITLE = {"zh": "比年初增减额与年初、年末数之差不符", "en": "a change since the opening is not the difference"}
_SINCE = re.compile(
    r"^\s*[，,]?\s*[比较](?:年初|期初|上年末|去年末)数?(?:净)?(?:增加|减少|增长|下降|上升)了?\s*$"
)
_CLOSING = re.compile(r"年末|期末|年底")
_OPENING = re.compile(r"年初|期初|上年末|上年结转|去年末")
_TAIL = re.compile(r"(?:为|是|达|共|约|余额)+$|\s|^(?:其中|截至)|[0-9年]")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge changes that stand behind the closing balance, where the opening one of the same name is told before."""
    info = rule(NAME, TITLE)
    for paragraph in paragraphs(facts):
        numbers = paragraph.numbers
        for at, change in enumerate(numbers):
            if at == 0 or not change.stated or not change.sign or not _SINCE.match(change.before):
                continue
            closing = numbers[at - 1]
            if closing.dimension != change.dimension or not closing.stated or closing.sign:
                continue
            opening = _opening(closing, numbers[: at - 1])
            if opening is not None:
                parts = [(ONE * change.sign, closing.known), (-ONE * change.sign, opening.known)]
                yield judged(facts, summed(info, change.stated, parts, role="stated"))


def _opening(closing: Number, before: Sequence[Number]) -> Number | None:
    """Return the one balance that bears the name of the closing one, with 年初 for 年末."""
    if not _CLOSING.search(closing.clause):
        return None
    name = _bare(_CLOSING, closing)
    found = [
        each
        for each in before
        if each.stated
        and not each.sign
        and each.dimension == closing.dimension
        and each.sentence >= closing.sentence - 1
        and _OPENING.search(each.clause)
        and _bare(_OPENING, each) == name
    ]
    return found[0] if len(found) == 1 else None


def _bare(when: re.Pattern[str], number: Number) -> str:
    return _TAIL.sub("", when.sub("", number.clause.strip()))
