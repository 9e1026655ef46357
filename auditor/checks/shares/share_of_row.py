"""A share of a row of a table that is over another whole than the one its words name: 占全部支出的 29.82%, which is over the budget.

The row stands in the sentence (老年助餐是最大的一项, 古城街区收入占), what it is a share of in the words beside 占, and the whole is the
total of that column. The share is wrong where it is not the cell over it, and where it shows what was taken instead: another
total of the report, another cell of the row, or another row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.cellsaid import Label, labels_of, of_part_of_year
from auditor.checks.common.measures import measure_of
from auditor.checks.common.numbers import Number, Paragraph, Stated, paragraphs
from auditor.checks.common.relations import ONE, judged, near_ratio, quotient, rule
from auditor.checks.common.saidwords import measure
from auditor.checks.common.slips import MEANT, digits, slip_of_ratio
from auditor.checks.common.tables import Sheet, adds, counted_like, drafted, header, numeric, same_value
from auditor.checks.common.words import abbreviates, overlap
from auditor.report.model import Column, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.cellsaid import Labels
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-of-row"
TITLE = {
    "zh": "占比不是所述一行占所述合计的比重",
    "en": "a share told of a row is not the row over the total that its words name",
}
_SHARE = re.compile(
    r"^(?P<lead>[^占]{0,24}?)(?<![不])占(?P<of>[^占]{0,14}?)的?(?:比重|比例|比)?(?:为|达到?|约为?|仅|只|近)?$"
)
_SCOPE = re.compile(
    r"^(?:全[国省市区县州旗镇乡校院局街馆园年部]|项目|本项目|同期|资金|当年|本年|整个|所有|合计|总|该项)+|(?:总[额量数计和]?|合计|之和|[额量数]|金额|总)+$"
)
_WHOLE = re.compile(r"全[国省市区县州旗镇乡校院局街馆园部]|总|合计|所有")
_FILL = re.compile(
    r"^(?:其中|仅|只|而|也|又|单|以|从|按|的|,|，)+|(?:一?[项类块个家]|项目|方向|片区|单位|部分|的|仅|只|也|均|分别|合计|各|两者|又|约|就)+$"
)
_ELSE = re.compile(
    r"其中|分别|各占|上年|去年|同期|目标|计划|提高|下降|(?<!占)比(?![例重])|较(?![高低])|合计|两[项者]|三项|共占|其余|除"
)
_PIECE = re.compile(r"[。；;]")
_LEFT = re.compile(r"(?:年末|期末)?结[转余]")
_FLOWS = re.compile(r"收入|支出")
_NEAR = 30
_LEAST = 3
_NAMED = 2
_SHORT = 4


@records.frozen(eq=False)
class _Pair:
    sheet: Sheet
    row: Row
    column: Column
    part: Stated
    whole: Stated


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the shares whose row and whole the sentence names."""
    labels = labels_of(facts)
    if not labels.places:
        return
    for paragraph in paragraphs(facts):
        if paragraph.block.tells_aims:
            continue
        for number in paragraph.numbers:
            if number.stated is not None and number.is_share and not (number.sign or number.depth):
                yield from _judged(facts, paragraph, number, labels)


def _judged(facts: Facts, paragraph: Paragraph, share: Number, labels: Labels) -> Iterator[Outcome]:
    text = re.sub(r"\s", "", _PIECE.split(share.block.text[: share.occurrence.span.start])[-1])
    clause = re.split(r"[，,、：:（(）)]", text)[-1]
    found = _SHARE.match(clause)
    named = labels.found(text)
    if found is not None and not named:
        named = _shortened(labels, found["lead"], len(text) - len(clause))
    if found is None or not named or _ELSE.search(clause) or _joined(text, named):
        return
    name, row = text[named[-1].start : named[-1].end], named[-1].text
    behind = text[named[-1].end :]
    if _ELSE.search(behind[: len(behind) - len(clause)] if name not in clause else behind):
        return
    lead = _FILL.sub("", found["lead"].rpartition(name)[2] if name in found["lead"] else found["lead"])
    ahead = found["lead"].partition(name)[0] if name in found["lead"] else ""
    if _FILL.sub("", ahead):
        return
    of = _SCOPE.sub("", _SCOPE.sub("", found["of"]))
    if not (lead or of or _WHOLE.search(found["of"])):
        return
    between = _between(paragraph, share, len(behind))
    pairs = [
        pair
        for sheet, line in labels.places[row].near(share.block.index, _NEAR)
        if drafted(sheet.section) == drafted(share.block.section) and not of_part_of_year(share, sheet)
        for pair in _pairs(sheet, line, (lead, of), between)
    ]
    if not pairs:
        return
    fitting = next((each for each in pairs if near_ratio(share.known, each.part, each.whole)), None)
    # 外借 12,260 册次，占全馆 5.3%: part and whole are told, each by more than a name.
    sure = bool(between) and _WHOLE.search(found["of"]) is not None
    meant = fitting or next((each for each in pairs if sure or _taken(paragraph, share, each)), None)
    # 招生 47.98 万人，其中普通高中招生 33.12 万人，占 69.03%: of a figure that the text tells.
    told = [each for each in paragraph.numbers if each.stated and not each.is_share]
    here = [
        each
        for each in told
        if each.sentence == share.sentence and each.occurrence.span.start < share.occurrence.span.start
    ]
    if fitting is None and any(
        near_ratio(share.known, part.known, each.known)
        for part in dict.fromkeys((*between, *here))
        for each in told
        if each is not part and each.dimension == part.dimension and each.known.printed.value > 0
    ):
        return
    # 占支出总额 is not over the last row of a form where what is left over stands among the spending.
    left = any(_LEFT.search(line.label or line.name) for each in pairs for line in each.sheet.table.rows)
    if fitting is None and left and _FLOWS.search(found["of"]):
        return
    one = len({(each.part.printed.value, each.whole.printed.value) for each in pairs}) == 1
    if meant is not None and (fitting or one):
        yield judged(
            facts, quotient(rule(NAME, TITLE), share.known, [(ONE, meant.part)], [(ONE, meant.whole)])
        )


def _shortened(labels: Labels, lead: str, at: int) -> list[Label]:
    """Return the one row whose name the words before 占 shorten: 场馆开放 for 场馆免费低收费开放."""
    said = _FILL.sub("", lead)
    if len(said) < _SHORT:
        return []
    found = [each for each in labels.places if abbreviates(said, each)]
    start = at + lead.find(said)
    return [Label(start, start + len(said), found[0])] if len(found) == 1 else []


def _joined(text: str, named: Sequence[Label]) -> bool:
    """Whether the last two rows are told together: 甲和乙."""
    if len(named) < _NAMED:
        return False
    one, two = named[-2], named[-1]
    return re.fullmatch(r"(?:[^，,。；;]{0,3}(?:[和与及、]|以及))", text[one.end : two.start]) is not None


def _between(paragraph: Paragraph, share: Number, most: int) -> list[Number]:
    """Return the amounts that stand between the row's name and the share."""
    start = share.occurrence.span.start
    return [
        each
        for each in paragraph.numbers
        if start - most <= each.occurrence.span.start < start
        and each.stated
        and not each.is_share
        and each.part == share.part
    ]


def _pairs(sheet: Sheet, row: Row, said: Sequence[str], between: Sequence[Number]) -> Iterator[_Pair]:
    """Iterate over the cells of the row that the words can mean, each with the total of its column."""
    if len(sheet.totals) != 1 or row in sheet.totals:
        return
    cells = [
        _Pair(sheet, row, column, part, whole)
        for column in numeric(sheet)
        if adds(sheet, column)
        and (part := sheet.at(row, column)) is not None
        and (whole := sheet.at(sheet.totals[0], column)) is not None
        and 0 < part.printed.value <= whole.printed.value
        and part.unit.dimension == whole.unit.dimension
    ]
    words = [each for each in said if each]
    found = [each for each in cells if words and all(_headed(word, each.column) for word in words)]
    if between:
        # 外借 12,260 册次，占全馆: the figure told last is the part.
        told = [each for each in cells if _tells(between[-1], each)]
        found = [each for each in told if not words or each in found] or (told if not said[1] else [])
    yield from found if len(found) == 1 else ()


def _tells(number: Number, pair: _Pair) -> bool:
    cell = counted_like(number, pair.column, pair.part)
    return cell is not None and digits(number.known) >= _LEAST and same_value(number.known, cell)


def _headed(word: str, column: Column) -> bool:
    head = measure(header(column))
    kind = measure_of(word)
    return (
        word == head
        or (kind != "" and kind == measure_of(head))
        or (not kind and len(word) >= _NAMED and (word in head or (head in word and len(head) >= _NAMED)))
        or (not kind and overlap(word, head) > _NAMED)
    )


def _taken(paragraph: Paragraph, share: Number, pair: _Pair) -> bool:
    """Whether it shows what a share was taken of: another total, another cell of the row, another row, or a slip of the pen."""
    if digits(share.known) < _LEAST:
        return False
    sheet, claim = pair.sheet, share.known
    kind = pair.part.unit.dimension
    totals = [
        cell
        for column in numeric(sheet)
        if (cell := sheet.at(sheet.totals[0], column)) is not None and cell.unit.dimension == kind
    ]
    told = [each.known for each in paragraph.numbers if each.stated and each.dimension == kind]
    others = [
        cell
        for column in numeric(sheet)
        if column is not pair.column and (cell := sheet.at(pair.row, column)) is not None
    ]
    rows = [
        cell
        for row in sheet.details
        if row is not pair.row and (cell := sheet.at(row, pair.column)) is not None
    ]
    return (
        any(each.printed.value > 0 and near_ratio(claim, pair.part, each) for each in (*totals, *told))
        or any(
            each.unit.dimension == kind and near_ratio(claim, each, pair.whole) for each in (*others, *rows)
        )
        or (digits(claim) >= MEANT - 1 and slip_of_ratio(claim, pair.part, pair.whole) != "")
    )
