"""A share of a figure that only a table prints: 期间费用合计 34,027.81 万元，占营业收入的 18.46%.

The part stands in the sentence before its share; the whole is the one value that the tables print for this period
under the name that the sentence gives it.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._current import current
from auditor.checks._numbers import Number, Paragraph, Stated, paragraphs
from auditor.checks._relations import ONE, fits, judged, near_ratio, quotient, rule
from auditor.checks._tables import plain, same_value
from auditor.checks._words import overlap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-not-row"
TITLE = {"zh": "占比与表中总数不符", "en": "a share is not of the figure that a table prints"}
_DIRECT = re.compile(
    r"^[^，,。；;0-9]{0,6}[，,]\s*占(?:(?:19|20)[0-9]{2}年度?)?(?P<whole>[^，,。；;0-9]{4,20}?)的?(?:比例|比重|比率)?(?:为|达|是)?\s*$"
)
_ALSO = re.compile(r"\s*[，,]\s*占(?:比)?(?:为)?\s*")
_NAMED = re.compile(
    r"(?:^|[，,。；;])(?P<part>[^，,。；;0-9占]{3,14}?)占(?P<whole>[^，,。；;0-9]{4,20}?)的?(?:比例|比重|比率)(?:为|达|是)?\s*$"
)
_OTHER = re.compile(r"上年|去年|同期|上期|目标|计划|不低于|不超过")
_PERIOD = re.compile(r"^(?:(?:19|20)[0-9]{2}年?度?|本年度?|本期|当年|当期|年度|公司|全年|报告期|期末)+")
_OVERLAP = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge shares whose whole bears the name of a row."""
    rows = current(facts)
    if not rows:
        return
    for paragraph in paragraphs(facts):
        yield from _inherited(facts, paragraph, rows)
        for at, share in enumerate(paragraph.numbers):
            if not at or share.stated is None or not share.is_share or share.sign:
                continue
            part, name = _named(paragraph.numbers[:at], share)
            wholes = [each for each in rows.get(name, ()) if part is not None and _over(part, each)]
            if part is None or not wholes:
                continue
            info = rule(NAME, TITLE)
            relations = [quotient(info, share.known, [(ONE, part.known)], [(ONE, whole)]) for whole in wholes]
            fitting = next((each for each in relations if fits(facts, each)), None)
            if fitting is not None or all(same_value(wholes[0], each) for each in wholes):
                yield judged(facts, fitting or relations[0])


def _inherited(facts: Facts, paragraph: Paragraph, rows: Mapping[str, Sequence[Stated]]) -> Iterator[Outcome]:
    """Judge 药费 98.7 元，占次均门诊费用的 34.3%；检查费 61.4 元，占 21.3%: the second share is of the first one's whole.

    That the row whose name ends in the words is meant the first share shows: it is of it.
    """
    whole, sentence = None, -1
    for part, share in itertools.pairwise(paragraph.numbers):
        if not share.is_share or part.stated is None or share.stated is None or part.is_share or part.sign:
            continue
        if share.sign or share.sentence != part.sentence or _OTHER.search(share.before):
            continue
        if (found := _DIRECT.match(part.after)) is not None:
            name = _bare(found["whole"])
            ending = [each for label, cells in rows.items() if label.endswith(name) for each in cells]
            right = [
                each for each in ending if _over(part, each) and near_ratio(share.stated, part.stated, each)
            ]
            whole, sentence = (right[0] if right else None), share.sentence
        elif whole is not None and share.sentence == sentence and _ALSO.fullmatch(share.before):
            if _over(part, whole):
                yield judged(
                    facts, quotient(rule(NAME, TITLE), share.stated, [(ONE, part.stated)], [(ONE, whole)])
                )
        else:
            whole = None


def _over(part: Number, whole: Stated) -> bool:
    return whole.unit.dimension == part.dimension and whole.printed.value >= part.known.printed.value > 0


def _named(before: Sequence[Number], share: Number) -> tuple[Number | None, str]:
    """Return the part of a share, and what its whole is called."""
    last = before[-1]
    same = [each for each in before if each.sentence == share.sentence and each.stated]
    text = share.block.text[: share.occurrence.span.start]
    if _OTHER.search(text[-40:].split("。")[-1]):
        return None, ""
    found = _DIRECT.match(last.after)
    if found is not None and last.stated and not last.is_share and not last.sign:
        return last, _bare(found["whole"])
    said = _NAMED.search(text)
    if said is None:
        return None, ""
    parts = [each for each in same if not each.is_share and overlap(each.name, said["part"]) >= _OVERLAP]
    return (parts[0] if len(parts) == 1 else None), _bare(said["whole"])


def _bare(name: str) -> str:
    return _PERIOD.sub("", plain(name))
