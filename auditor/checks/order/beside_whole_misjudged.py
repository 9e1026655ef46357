"""A figure of a part that the text calls higher or lower than that of the whole, and is not: 到位率 95.56%，高于总体到位率.

The figure of the whole is told once, in the same paragraph or else in the report: under the same name, with nothing before it
that would make it that of a part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import compared, judged, rule
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "beside-whole-misjudged"
TITLE = {"zh": "与总体水平的高低比较不成立", "en": "a part does not stand to the whole as is said"}
_WHOLE = r"(?:总体|整体|综合|全部|平均|全[国省市县区州旗镇乡街校院局]|项目|资金|部门)"
_SAID = re.compile(
    rf"^\s*[，,]?\s*(?:[但且仍均略也还都]|明显|显著|远远?)*(?P<way>高于|高过|超过|大于|好于|优于|低于|不及|小于|差于)"
    rf"(?P<whole>{_WHOLE}+(?:的?平均)?)的?(?P<what>[一-龥]{{0,8}}?)(?:水平|值|数)?(?=\s*[，,。；;、）)]|$)"
)
_UP = frozenset({"高于", "高过", "超过", "大于", "好于", "优于"})
_AROUND = re.compile(
    rf"^(?:其中|截至[^，,]{{0,12}}末?|{_WHOLE}|专项|年末|本年|全年|实际|累计|的)*|(?:为|达到?|是|仅|约|的)*$"
)
_OTHER_TIME = re.compile(r"上年|去年|同期|目标|计划|标准|要求|任务|增[长速幅]")
_KINDS = frozenset({"ratio", "score", "money"})


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every figure that is compared with that of the whole by the one figure of the whole."""
    texts = paragraphs(facts)
    for paragraph in texts:
        for number in paragraph.numbers:
            found = _SAID.match(number.after) if number.stated and number.dimension in _KINDS else None
            if found is None or number.sign or _OTHER_TIME.search(number.clause + found.group()):
                continue
            whole = _whole(texts, paragraph, number, found)
            if whole is not None:
                sign = tree.Relation.GREATER if found["way"] in _UP else tree.Relation.LESS
                yield judged(facts, compared(rule(NAME, TITLE), number.known, sign, whole.known))


def _whole(
    texts: Sequence[Paragraph], paragraph: Paragraph, number: Number, found: re.Match[str]
) -> Number | None:
    """Return the one figure of the whole, that of the paragraph before that of the report."""
    for among in ((paragraph,), texts):
        wholes = [
            each
            for one in among
            for each in one.numbers
            if each is not number and each.dimension == number.dimension and _of_whole(each, number, found)
        ]
        values = {each.known.printed.value for each in wholes}
        if values:
            return wholes[0] if len(values) == 1 else None
    return None


def _of_whole(each: Number, number: Number, found: re.Match[str]) -> bool:
    """Whether a number is told under the name that is compared, and as that of no part."""
    clause = re.sub(r"\s", "", each.clause)
    if each.stated is None or each.sign or each.depth or _OTHER_TIME.search(clause):
        return False
    own = _AROUND.sub("", re.sub(r"\s", "", number.clause))
    name = _AROUND.sub("", clause)
    return bool(name) and own.endswith(name) and (not found["what"] or found["what"].endswith(name))
