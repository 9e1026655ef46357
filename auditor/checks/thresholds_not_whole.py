"""Things above and below one threshold that are not all there are: 安排项目 9 个，其中执行率在 90%以上的 5 个，低于 90%的 3 个."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import judged, plus, rule, summed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks._numbers import Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "thresholds-not-whole"
TITLE = {"zh": "界限上下的数量之和与总数不符", "en": "what lies above and below a threshold is not the whole"}
_BOTH = re.compile(
    r"其中[，,：:]?[^。；;0-9]{0,20}(?P<at>[0-9.]+)\s*(?P<of>%|分|万元|人|年|岁)\s*(?:[（(]含[)）]|及|（含）)?以上的?[^0-9。；;，,]{0,8}"
    r"(?P<up>[0-9]+)\s*(?P<unit>[个项家户人所件名])[^0-9。；;]{0,14}?"
    r"(?:(?:低于|不足|未达到?|小于|少于)\s*(?P=at)\s*(?P=of)|(?P=at)\s*(?P=of)\s*以下)的?[^0-9。；;，,]{0,8}(?P<down>[0-9]+)\s*(?P=unit)"
    r"(?!\s*[，,、][^。；;]{0,12}[0-9]+\s*(?P=unit))"
)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge two counts about one threshold by the count of all, stated before them."""
    for paragraph in paragraphs(facts):
        for found in _BOTH.finditer(paragraph.text):
            up, down = _at(paragraph, found.start("up")), _at(paragraph, found.start("down"))
            whole = _whole(paragraph, found.start(), found["unit"])
            if up is not None and down is not None and whole is not None:
                relation = summed(rule(NAME, TITLE), whole.known, plus([up.known, down.known]))
                yield judged(facts, relation)


def _at(paragraph: Paragraph, start: int) -> Number | None:
    return next(
        (each for each in paragraph.numbers if each.stated and each.occurrence.span.start == start), None
    )


def _whole(paragraph: Paragraph, end: int, unit: str) -> Number | None:
    """Return the first count of the unit in the sentence before, or in the one before that."""
    before = [
        each
        for each in paragraph.numbers
        if each.stated and not each.sign and each.occurrence.span.start < end and each.occurrence.unit == unit
    ]
    last = before[-1].sentence if before else 0
    own = [each for each in before if each.sentence == last and each.depth == 0]
    return own[0] if len(own) == 1 else None
