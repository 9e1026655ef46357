"""A count that is taken up with another value: 移送问题线索 23 件 before, and 移送的 25 件问题线索中 behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import compared, judged, rule
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "count-taken-up"
TITLE = {"zh": "前后所述数量不一致", "en": "a count is taken up with another value"}
_VERB = r"(?:移送|反映|发现|查出|提出|安排|下达|纳入|抽取|抽查|实施|选取|评价|受理|涉及|发放|收回|回收|查处|立案|申报|获批|批复|新增|建成|建设|引进|签约)"
_LEAD = re.compile(
    rf"(?:^|[，,。；;：:、“”])\s*(?:在|对|从)?(?:(?:上述|以上|前述|这|该|此)|(?:全部|所有|已|共|本次|此次|上述)?(?P<verb>{_VERB})的)(?:全部|所有)?\s*$"
)
_NOUN = re.compile(r"^\s*(?P<noun>[一-龥]{2,10}?)(?:中|里|之中|当中)?[，,。；;、（(]")
_AMONG = re.compile(r"^\s*[一-龥]{2,10}?(?:中|里)[，,]")
_ONE_OF = re.compile(r"其中|另|其余|余下|剩余|等|部分")
_NEAR = 5
"""A count that is off by more than a fifth is of other things."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every count that refers back to one before it."""
    earlier: list[Number] = []
    for paragraph in paragraphs(facts):
        if paragraph.block.tells_aims:
            continue
        for number in paragraph.numbers:
            if number.stated is None or not number.dimension.startswith("count") or number.sign:
                continue
            before = _meant(number, earlier)
            if before is not None:
                yield judged(
                    facts, compared(rule(NAME, TITLE), number.stated, tree.Relation.EQUAL, before.known)
                )
            earlier.append(number)


def _meant(number: Number, earlier: Sequence[Number]) -> Number | None:
    """Return the count that a number takes up: of the same things, under the same verb, and the only such."""
    lead, noun = _LEAD.search(number.before), _NOUN.match(number.after)
    if lead is None or noun is None or _ONE_OF.search(number.before[-8:]):
        return None
    if not lead["verb"] and not _AMONG.match(number.after):
        return None
    same = [
        each
        for each in earlier
        if each.occurrence.unit == number.occurrence.unit
        and _of(each, noun["noun"], lead["verb"] or "")
        # 上述 speaks of what was just told; a verb says of what it is wherever that stands.
        and (lead["verb"] or each.block.section[:1] == number.block.section[:1])
    ]
    values = {each.known.printed.value for each in same}
    if len(values) != 1:
        return None
    one, two = number.known.printed.value, same[-1].known.printed.value
    return same[-1] if abs(one - two) * _NEAR <= max(one, two) else None


def _of(number: Number, noun: str, verb: str) -> bool:
    """Whether a count is of the things that a noun names, and of what a verb did to them."""
    clause = re.sub(r"(?:共|为|了|合计|累计|\s)+$", "", number.clause)
    named = (
        clause.endswith(noun) or re.once(rf"\s*{re.escape(noun)}(?![一-龥])").match(number.after) is not None
    )
    return named and (not verb or verb in clause)
