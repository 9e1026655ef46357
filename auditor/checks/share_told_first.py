"""A share told before those whom it counts, which are not so many of all who were asked: 29.0%的受访者（108 人）.

Who was asked is told once in the document: 共调查 400 人, 回收有效问卷 400 份.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import ONE, judged, quotient, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-told-first"
TITLE = {"zh": "占比与所述人数不符", "en": "a share told before its count is not that of all who were asked"}
_WHO = re.compile(
    r"^的?(?:受访|被调查|被访|调查|答卷|参与调查|填写问卷|问卷)[^，,。；;（()]{0,24}[（(](?:共|即|计)?\s*$"
)
_ASKED = re.compile(
    r"(?:共调查|调查了|共访问|受访者|受访人员|调查对象|有效问卷|有效答卷|回收问卷|收回问卷|有效样本)(?:共|共计|总数|数量|数|为|量)*\s*$"
)
_BOUND = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every share of those asked that brackets give the number of."""
    numbers = [each for paragraph in paragraphs(facts) for each in paragraph.numbers if each.stated]
    asked = [each for each in numbers if each.dimension.startswith("count") and _ASKED.search(each.clause)]
    if len({each.known.printed.value for each in asked}) != 1:
        return
    base = asked[0]
    for share, count in itertools.pairwise(numbers):
        if share.block is not count.block or not share.is_share or share.sign:
            continue
        if not _WHO.match(count.before) or not count.dimension.startswith("count"):
            continue
        if _close(share, count, base):
            above, below = [(ONE, count.known)], [(ONE, base.known)]
            yield judged(facts, quotient(rule(NAME, TITLE), share.known, above, below))


def _close(share: Number, count: Number, base: Number) -> bool:
    """Whether a share comes near what it should be: far off, it is of some of those asked."""
    told = share.known.printed.value
    value = count.known.printed.value / base.known.printed.value
    return 0 < value < 1 and told * 2 < value * _BOUND and value * 2 < told * _BOUND
