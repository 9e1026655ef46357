"""A rate of those among all that is printed above 100 %: 综合满意度 878.2%, 合格率 946.9%.

No more can be satisfied than were asked, and no more pass than were tested; what is completed, spent or paid may be more than was
planned. No other figure is needed to see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.tables import header, numeric, plain, sheets
from auditor.findings import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rate-over-all"
TITLE = {"zh": "比率超过 100%", "en": "a rate of some among all is above 100 %"}
_OF_SOME = re.compile(
    r"(?:满意[度率]|(?<!不)合格率|达标率|问卷有效率|问卷回收率|知晓率|支持率|准确率|优良率|优秀率|及时率|通过率|好评率|完好率|成活率|整改率|答复率|按[时期][一-龥]{0,4}率|如期[一-龥]{0,4}率)$"
)
_IS = re.compile(r"(?:仅|只|均|已|为|达到?|是|约|的|\s|[：:])+$")
_OTHER = re.compile(r"增|升|提高|下降|降低|减|超|比|目标完成|完成目标|得分率|指数")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge such rates in running text and in columns that are headed by them."""
    yield from _told(facts)
    yield from _headed(facts)


def _told(facts: Facts) -> Iterator[Outcome]:
    info = rule(NAME, TITLE)
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            if not number.is_share or number.stated is None or number.sign or number.occurrence.bound:
                continue
            words = _IS.sub("", number.clause)
            if number.known.printed.value > 1 and _OF_SOME.search(words) and not _OTHER.search(words):
                text = number.occurrence.text
                item = evidence_at(number.block, number.occurrence)
                yield said(
                    info, f"“{words}”写 {text}，不会超过 100%", f"{text} of all is more than all", [item]
                )


def _headed(facts: Facts) -> Iterator[Outcome]:
    info = rule(NAME, TITLE)
    for sheet in sheets(facts):
        for column in numeric(sheet):
            head = plain(re.sub(r"[（(][^（）()]*[)）]", "", header(column)))
            if not _OF_SOME.search(head) or _OTHER.search(head):
                continue
            for row in sheet.table.rows:
                cell, label = sheet.at(row, column), row.label or row.name
                if cell is None or cell.unit.dimension != "ratio" or cell.printed.value <= 1:
                    continue
                if _OTHER.search(label):
                    continue
                text, place = cell.mention.text, cell.mention.location
                item = Evidence(
                    key=cell.figure.key, label=label, role="stated", text=text, unit="", location=place
                )
                yield said(
                    info,
                    f"“{label}”{head}写 {text}，不会超过 100%",
                    f"{text} of all is more than all",
                    [item],
                )
