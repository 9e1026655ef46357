"""A rate that its words make the ratio of two figures of its sentence: 追加数与年初数之比为 13.18%."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import ONE, judged, quotient, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "ratio-of-named-pair"
TITLE = {"zh": "“甲与乙之比”与所指两数不符", "en": "the ratio of two named figures does not follow from them"}
_RATIO = re.compile(
    r"(?:^|[，,。；;（(])(?P<one>[一-龥]{2,10}?)[与和同](?P<two>[一-龥]{2,10}?)(?:之比|的比[值例率])(?:为|是|达)?\s*$"
)
_TOTAL = re.compile(r"(?:总?[数额量]|金额|资金)$")
_SHORTEST = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the rates that name the two figures they are of."""
    for paragraph in paragraphs(facts):
        for at, claim in enumerate(paragraph.numbers):
            found = _RATIO.search(claim.before) if claim.is_share and claim.stated else None
            if found is None:
                continue
            told = [each for each in paragraph.numbers[:at] if each.sentence == claim.sentence]
            above, below = (_called(told, found[name]) for name in ("one", "two"))
            if above is None or below is None or above is below or above.dimension != below.dimension:
                continue
            if below.known.printed.value > 0:
                top, base = [(ONE, above.known)], [(ONE, below.known)]
                yield judged(facts, quotient(rule(NAME, TITLE), claim.known, top, base))


def _called(numbers: Sequence[Number], name: str) -> Number | None:
    """Return the one amount whose clause holds a name."""
    core = _TOTAL.sub("", name)
    found = [each for each in numbers if each.stated and not each.is_share and core in each.clause]
    return found[0] if len(core) >= _SHORTEST and len(found) == 1 else None
