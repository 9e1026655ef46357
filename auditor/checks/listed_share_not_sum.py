"""A share told of several things together that is not that of their sum.

位居前三的工单：交通类 172 件、城建类 80 件、民政类 50 件，占工单总量的 59.68%: the share is of the three, over the whole that the
paragraph begins with.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import ONE, judged, near_ratio, plus, quotient, rule
from auditor.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "listed-share-not-sum"
TITLE = {"zh": "多项合计占比与各项之和不符", "en": "a share of several things is not that of their sum"}
_SHARE = re.compile(
    r"^[，,]\s*(?:三者|三项|三类|合计|共|共计|累计)?(?:合计|共)?占[^，,。；;0-9]{0,6}总(?:量|数|额|件数|人数)?的?(?:比重)?\s*$"
)
_JOINED = re.compile(r"^[、，,][^，,。；;、：:0-9]{1,20}$")
_FIRST = re.compile(
    r"(?:前[两二三四五六]|[2-6])(?:位|名|类|项)?[^。；;0-9]{0,10}[：:][^，,。；;、：:0-9]{1,20}$"
)
_WHOLE = re.compile(r"共|总")
_LEAST = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the share behind every list of the first few."""
    for paragraph in paragraphs(facts):
        for at, share in enumerate(paragraph.numbers):
            if not (share.stated and share.is_share and not share.sign and _SHARE.match(share.before)):
                continue
            listed = _listed(paragraph.numbers[:at])
            wholes = [
                each
                for each in paragraph.numbers[:at]
                if listed and each.stated and each.dimension == listed[0].dimension and each not in listed
            ]
            if len(listed) < _LEAST or not wholes or not _WHOLE.search(wholes[0].clause):
                continue
            whole, total = wholes[0], sum((each.known.printed.value for each in listed), Fraction(0))
            if total > whole.known.printed.value or near_ratio(share.known, listed[-1].known, whole.known):
                continue
            relation = quotient(
                rule(NAME, TITLE, Severity.WARNING, "medium"),
                share.known,
                plus([each.known for each in listed]),
                [(ONE, whole.known)],
            )
            yield judged(facts, relation)


def _listed(before: Sequence[Number]) -> list[Number]:
    """Return the run of figures that ends here and that 前三位 leads, none where it does not."""
    run: list[Number] = []
    for number in reversed(before):
        if (
            not number.stated
            or number.is_share
            or number.sign
            or (run and number.dimension != run[0].dimension)
        ):
            return []
        run.insert(0, number)
        if _FIRST.search(number.before):
            return run
        if not _JOINED.match(number.before):
            return []
    return []
