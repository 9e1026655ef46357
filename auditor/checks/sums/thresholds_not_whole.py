"""Things above and below one threshold, or in the bands that follow on one another, that are not all there are.

安排项目 9 个，其中执行率在 90%以上的 5 个，低于 90%的 3 个; 31 个乡镇中，65%以上的 13 个，60%至 65%的 15 个，60%以下的 3 个.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.bands import chains
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import judged, near_sum, plus, rule, summed
from auditor.checks.common.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Paragraph
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
_AMONG = re.compile(r"\s*[一-龥]{0,8}中[，,]")
_NAMED = re.compile(
    r"(?:^|[，,。；;])\s*(?:在)?(?P<name>[^，,。；;、：:0-9]{2,14})中[，,]\s*[^，,。；;、：:0-9]{0,12}$"
)
_SPLIT = re.compile(r"按[^，,。；;、：:0-9]{0,6}年龄[^，,。；;、：:0-9]{0,6}[，,：:]\s*$")
_MEAN = re.compile(r"均|率|每")
_NEAR = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge two counts about one threshold by the count of all, stated before them."""
    for paragraph in paragraphs(facts):
        for found in _BOTH.finditer(paragraph.text):
            up, down = _at(paragraph, found.start("up")), _at(paragraph, found.start("down"))
            whole = _whole(paragraph, found.start(), found["unit"])
            if up is not None and down is not None and whole is not None:
                relation = summed(rule(NAME, TITLE), whole.known, plus([up.known, down.known]))
                yield judged(facts, relation)
        for bands in chains(paragraph):
            parts = [band.amount for band in bands if band.amount is not None]
            if len(parts) < len(bands) or len({each.dimension for each in parts}) > 1:
                continue
            banded = _of_bands(paragraph, parts, bands[0].start)
            if banded is not None and not any(_MEAN.search(each.clause) for each in parts):
                yield judged(
                    facts, summed(rule(NAME, TITLE), banded.known, plus([each.known for each in parts]))
                )


def _of_bands(paragraph: Paragraph, parts: Sequence[Number], start: int) -> Number | None:
    """Return the whole of bands: the count that 中 follows, or the figure before whose name stands before 中."""
    first = parts[0]
    before = [
        each
        for each in paragraph.numbers
        if each.stated
        and not (each.sign or each.depth)
        and each.occurrence.span.start < start
        and each.dimension == first.dimension
        and each.sentence >= first.sentence - _NEAR
    ]
    counted = [each for each in before if each.sentence == first.sentence and _AMONG.match(each.after)]
    if counted:
        return counted[-1]
    found = _NAMED.search(paragraph.text[:start])
    name = stem(found["name"]) if found else ""
    called = [each for each in before if len(name) > 1 and stem(each.name).endswith(name)]
    if called:
        return called[-1]
    # 户籍人口 a。按年龄分，18 岁以下…: what the sentence before told last, or this one before its bands.
    if not _SPLIT.search(paragraph.text[:start]):
        return None
    fitting = [each for each in before if near_sum(each.known, plus([part.known for part in parts]))]
    alone = before[-1:] if len({each.known.printed.value for each in before}) == 1 else []
    return next(iter(fitting or alone), None)


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
