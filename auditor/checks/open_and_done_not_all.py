"""What is done and what is not that do not give all: 316 个问题中，已完成整改 298 个；尚未完成 18 个."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.checks import _patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import judged, plus, rule, summed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "open-and-done-not-all"
TITLE = {"zh": "已完成与未完成之和与总数不符", "en": "done and open do not give all"}
_VERBS = "整改|完成|建成|完工|办结|解决|销号|落实|处理|回复|验收|通过|竣工|开工|到位|支付|兑现"
_DONE = re.compile(
    rf"(?<!未)(?:已经?|均已|实际)(?:全部)?[^，,。；;]{{0,4}}(?P<verb>{_VERBS})[^，,。；;]{{0,6}}$"
)
_OPEN = re.compile(rf"(?:尚未|未|没有|还未|仍未|正在)[^，,。；;]{{0,4}}(?P<verb>{_VERBS})[^，,。；;]{{0,6}}$")
_GOING = re.compile(r"部分|基本|持续|阶段|无需|不再|其他|另有|取消")
_OF = re.compile(r"^[^，,。；;]{0,12}中[，,]|^[^，,。；;]{0,12}[，,]\s*(?:其中|截至)")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge things that are told as done and not done."""
    for paragraph in paragraphs(facts):
        counts = [
            each
            for each in paragraph.numbers
            if each.stated and each.dimension.startswith("count") and not (each.sign or each.depth)
        ]
        for at in range(len(counts) - 2):
            behind = counts[at + 3] if at + 3 < len(counts) else None
            if behind is not None and behind.sentence == counts[at].sentence:
                continue  # 已整改 a 个，正在整改 b 个，其余 c 个…: more than two kinds
            outcome = _judged(facts, paragraph.text, counts[at : at + 3])
            if outcome is not None:
                yield outcome


def _judged(facts: Facts, text: str, three: Sequence[Number]) -> Outcome | None:
    """Judge a whole and the two counts behind it, where nothing of a third kind is told between them."""
    whole, done, rest = three
    if len({each.sentence for each in three}) != 1 or len({each.dimension for each in three}) != 1:
        return None
    one, two = _DONE.search(_said(done)), _OPEN.search(_said(rest))
    behind = text[whole.occurrence.span.end : done.occurrence.span.start]
    if one is None or two is None or one["verb"] != two["verb"] or not _OF.match(_unit_off(whole, behind)):
        return None
    between = text[done.occurrence.span.end : rest.occurrence.span.end + 16]
    behind = text[rest.occurrence.span.end : rest.occurrence.span.end + 16]
    # 已整改 a 个，正在整改 b 个，尚未整改 c 个: three kinds.
    if _GOING.search(between) or _OPEN.search(re.split("[0-9。]", behind, maxsplit=1)[0]):
        return None
    parts = plus([done.known, rest.known])
    return judged(facts, summed(rule(NAME, TITLE), whole.known, parts))


def _unit_off(number: Number, words: str) -> str:
    return words.strip().removeprefix(number.occurrence.unit)


def _said(number: Number) -> str:
    return re.sub(r"\s", "", number.clause)
