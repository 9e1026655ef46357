"""Sources and uses that do not balance, though the text says that they do or accounts for all that there was.

收入总计 A，…；支出总计 B，…。收支相抵，实现平衡: A = B. 收入总量为 E。支出 a，加债务还本支出 b、调出资金 c，年终结转 d:
a + b + c + d = E, as what is carried over is what is left of all sources.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import compared, judged, plus, rule, summed
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "uses-not-sources"
TITLE = {"zh": "资金来源与去向不平衡", "en": "uses do not balance with their sources"}
_SOURCES = re.compile(r"(?:收入|来源)(?:总计|总量|合计)(?:为|达|共)?$")
_USES = re.compile(r"(?:支出|运用)(?:总计|总量|合计)(?:为|达|共)?$")
_EQUAL = re.compile(
    r"收支(?:相抵|平衡|总计平衡|两抵)|(?:实现|保持|做到)(?:收支)?平衡|收支[^，,。；;]{0,6}平衡"
)
_UNEQUAL = re.compile(r"不平衡|平衡后|基本平衡|大体平衡|结余|赤字|缺口|年终结转")
_LEFT = re.compile(r"[后，,；;。]?[，,]?\s*(?:年终|年末|当年)?(?:累计|滚存)?(?:结余|结转)")
_SPENT = re.compile(r"^(?:[^，,。；;]{0,16})?支出(?:完成|为|合计)?$")
_ADDED = re.compile(r"^加上?[^，,。；;、]{2,20}$")
_CARRIED = re.compile(r"^(?:年终|年末)?(?:结转|结余|结转下年|结转下年支出|滚存结余)(?:为)?$")
_TENTH = 10
_FEWEST = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what a paragraph says of all sources and all uses."""
    for paragraph in paragraphs(facts):
        numbers = [
            each
            for each in paragraph.numbers
            if each.stated and each.dimension == "money" and not (each.sign or each.depth)
        ]
        yield from _balanced(facts, paragraph, numbers)
        for at, first in enumerate(numbers):
            sources = [each for each in numbers[:at] if _SOURCES.search(_said(each))]
            uses = _uses(numbers[at:])
            if uses and sources and _SPENT.match(_said(first)) and sources[-1].sentence >= first.sentence - 1:
                total = sources[-1].known
                gap = abs(sum(each.known.printed.value for each in uses) - total.printed.value)
                if gap * _TENTH <= total.printed.value:
                    relation = summed(rule(NAME, TITLE), total, plus([each.known for each in uses]))
                    yield judged(facts, relation)


def _balanced(facts: Facts, paragraph: Paragraph, numbers: Sequence[Number]) -> Iterator[Outcome]:
    """Judge one total of sources and one of uses that are said to balance."""
    sources = [each for each in numbers if _SOURCES.search(_said(each))]
    uses = [each for each in numbers if _USES.search(_said(each))]
    if len(sources) != 1 or len(uses) != 1 or uses[0].sentence > sources[0].sentence + 1:
        return
    behind = paragraph.text[uses[0].occurrence.span.end :]
    told = _EQUAL.search(behind)
    # 收支相抵，年终结余 15,965 万元: what is left of the sources is no use of them.
    if told is None or _UNEQUAL.search(behind[: told.end()]) or _LEFT.match(behind, told.end()):
        return
    yield judged(facts, compared(rule(NAME, TITLE), uses[0].known, tree.Relation.EQUAL, sources[0].known))


def _uses(numbers: Sequence[Number]) -> list[Number]:
    """Return 支出 a，加 b、c，结转 d from the first number on, an empty list where it is told otherwise."""
    found = list(numbers[:1])
    for each in numbers[1:]:
        if each.sentence != found[0].sentence or each.part != found[0].part:
            return []
        words = _said(each)
        joined = re.match(r"\s*[、，,]", each.before) is not None
        if len(found) == 1 and not _ADDED.match(words):
            return []
        found.append(each)
        if _CARRIED.match(words):
            return found if len(found) >= _FEWEST else []
        if not joined or re.search(r"其中|同比|[比较]上年|减|收入", words):
            return []
    return []


def _said(number: Number) -> str:
    return re.sub(r"\s", "", number.clause)
