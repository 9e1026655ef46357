"""A formula that defines a rate under a name nearly that of an indicator: 支出预算完成率=… under 支出预算执行率.

The name must be no indicator's, be no figure's, and stand nowhere else: then it is a slip or an older name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._relations import evidence_of_words, rule, said
from auditor.findings import Severity
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "formula-name-differs"
TITLE = {"zh": "公式所称的指标名称不符", "en": "a formula names another rate than the indicator"}
_FORMULA = re.compile(
    r"(?P<name>[\u4e00-\u9fff“”]{4,24}率)\s*[=\uff1d]\s*[(\uff08]?\s*[\u4e00-\u9fff(\uff08]"
)
_CODE = re.compile(r"[A-Z][0-9]{2,3}")
_ALIKE = 4
"""So many characters at the beginning of both names are the same."""
_APART = 2
_TITLE = "名称"


def check(facts: Facts) -> Iterator[Outcome]:
    """Compare the names before = with those of the indicators."""
    names = {
        _plain(mention.text)
        for concept, attributes in facts.report.concepts.items()
        if _CODE.fullmatch(concept) and _TITLE in attributes
        for mention in attributes[_TITLE].mentions
    }
    rates = {name for name in names if name.endswith("率")}
    if not rates:
        return
    whole = _plain("".join(block.text for block in facts.report.blocks))
    for block in facts.report.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        for found in _FORMULA.finditer(block.text):
            name = _plain(found["name"])
            meant = next((each for each in sorted(rates) if _nearly(name, each)), None)
            # A name that stands elsewhere too is that of something else.
            if meant is None or any(each in name for each in names) or whole.count(name) != 1:
                continue
            zh = f"公式写“{name}=”，而指标名称为“{meant}”"
            en = f"the formula defines '{name}', the indicator is called '{meant}'"
            place = evidence_of_words(block, found.start("name"), found["name"], label=f"{meant}公式")
            yield said(rule(NAME, TITLE, Severity.NOTE, "low"), zh, en, [place])


def _plain(text: str) -> str:
    return re.sub(r"[\s“”\"]", "", text)


def _nearly(name: str, known: str) -> bool:
    if len(name) != len(known) or name == known or name[:_ALIKE] != known[:_ALIKE]:
        return False
    return sum(one != two for one, two in zip(name, known, strict=True)) <= _APART
