"""Questionnaires told apart by letters: 发放 85 份 A 问卷和 32 份 B 问卷。回收 A68 份，回收率 80%，每份 A 问卷 16 个判断，共 1088 个."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import roughly
from auditor.checks.common.relations import ONE, quotient

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Relation, RuleInfo

_SENT, _BACK = re.compile(r"^\s*(?P<letter>[A-Z])\s*(?:问卷|答卷|卷)"), re.compile(r"(?P<letter>[A-Z])\s*$")
_EACH = re.compile(r"每份\s*(?P<letter>[A-Z])?\s*(?:问卷|答卷|卷)")
_RATE = re.compile(r"(?:回收率|有效率)(?:约|为|达到?|是|\s|\$)*$")
_ALL = re.compile(r"(?:数量|总数|总量|[共合]计?|个数)(?:约|为|达到?|是|有|\s)*$")


def lettered(facts: Facts, info: RuleInfo, paragraph: Paragraph) -> Iterator[tuple[Number, Relation]]:
    """Iterate over the rates and products that the forms of each letter make."""
    sent: dict[str, Number] = {}
    back: dict[str, Number] = {}
    for one, two in itertools.pairwise([*paragraph.numbers, None]):
        if one is None or one.stated is None:
            continue
        if one.occurrence.unit == "份":
            if found := _SENT.match(one.after):
                sent[found["letter"]] = one
            elif found := _BACK.search(one.before):
                letter, base = found["letter"], sent.get(found["letter"])
                back[letter] = one
                rate = roughly(facts, two) if two is not None else None
                if base is None or rate is None or not rate.stated or not rate.is_share:
                    continue
                if _RATE.search(rate.before) and two is not None:
                    yield two, quotient(info, rate.known, [(ONE, one.known)], [(ONE, base.known)])
        elif (
            (found := _EACH.search(one.before)) and two is not None and two.stated and _ALL.search(two.before)
        ):
            forms = back.get(found["letter"] or "")
            if forms is not None and one.dimension == two.dimension:
                yield one, quotient(info, one.known, [(ONE, two.known)], [(ONE, forms.known)])
