"""A figure told once that is nearly one of the same name which stands twice or more: it was left from an earlier draft.

全年实际支出 4,968.20 万元 in the abstract, and 4,983.75 万元 in the body and in the total of a table. Figures of one name, unit and
last place that part by less than one per cent are two only where words part them: another year, a plan, a mean,
another direction of the flow. In 600 consistent documents no two were left. What is told among problems and proposals was written
last and copied from anywhere: there an eighth is near enough, where no other place gives that name another amount.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.byvalue import ByValue
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.relations import compared, judged, rule
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.tables import header, plain, sheets
from auditor.checks.common.words import other_flow
from auditor.checks.repeated._besides import slipped_beside
from auditor.checks.repeated._oddones import follows
from auditor.checks.repeated._tellings import fund_of
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "stale-figure"
TITLE = {"zh": "与别处同名之数相近而不同", "en": "a figure is nearly the one of its name told elsewhere"}
_NEAR = Fraction(1, 100)
_AGAIN = re.compile(r"问题|建议|应用|不足|改进|下一步|整改|措施|摘要")
_NEAR_AGAIN = Fraction(1, 8)
_NO_NAME = re.compile(r"^(?:[一二三四五六]是|截至|年[末底]|仍|尚|还|有|共|约|累计|将|把|对|同时)*$")
_NAME_BEHIND = re.compile(
    r"^的?(?P<name>(?:结转|结余|沉淀|闲置|缺口|欠付|未付|应收|应付|逾期|存量)[一-龥]{0,4}?)(?=资金|未|尚|需|要|没|收|[，,。；;]|$)"
)
_SHORTEST = 2
_SEVERAL = 3
"""What more figures of the text bear, 支出决算 of one item after the other, is no name of one."""
_LEFT_OUT = frozenset({"ratio", "points", "score", "number"})
_AROUND = re.compile(
    r"^(?:[一二三四五六]是|将|把|仍|尚|截至|截止|本年度?|全年|当年|年末|今年|本期|全部|整体|[两二三四五]年(?:来|间)?|各年|历年|全县|全市|全区|全镇|实际|累计|共计?|总计?|合计|完成|其中|项目|专项|本级|部门|资金)+"
    r"|(?:合计|总计|共计|总额|总数|数额|金额|数|总量|完成|情况|决算|资金)+$"
)
_TAKEN = re.compile(r"^.*(?:占比|比[例重率]|增[幅长速]|计算|口径|指标)[^以按]{0,4}[以按](?=[^以按]{2,}$)")
_OTHER = re.compile(
    r"预算|计划|目标|上年|去年|年初|期初|均|每|未|应|拟|较|比|占|其他|减|增|20[0-9]{2}年(?![0-9])[^0-9]*$|第[一二三四]|批"
)
"""Words of a figure of another time, a plan, a mean or a change."""


@records.frozen(eq=False)
class _Print:
    """A printed figure, the names it goes by, and its words."""

    stated: Stated
    names: frozenset[str]
    words: str
    number: Number | None = None
    funds: frozenset[str] = frozenset()


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the figures of running text that one of the same name, told more often, nearly is."""
    for told, meant in slipped_beside(facts):
        yield judged(facts, compared(rule(NAME, TITLE), told.known, tree.Relation.EQUAL, meant))
    prints = [*_told(facts), *_cells(facts)]
    values: dict[tuple[str, Fraction], int] = {}
    named: dict[str, list[_Print]] = {}
    for each in prints:
        key = (each.stated.unit.dimension, each.stated.printed.value)
        values[key] = values.get(key, 0) + 1
        if not _OTHER.search(each.words):
            for name in each.names:
                named.setdefault(name, []).append(each)
    sorted_names: dict[str, ByValue[_Print]] = {}
    borne: dict[str, set[Fraction]] = {}
    for each in prints:
        if each.number is not None:
            borne.setdefault(each.number.name, set()).add(each.stated.printed.value)
    for each in prints:
        number, printed = each.number, each.stated.printed
        once = values[each.stated.unit.dimension, printed.value] == 1
        if number is None or not once or number.block.tells_aims or digits(each.stated) < MEANT:
            continue
        if _OTHER.search(each.words) or len(borne[number.name]) > _SEVERAL:
            continue
        again = _AGAIN.search("".join(number.block.section[-1:])) is not None
        near = _near(each, named, sorted_names, _NEAR)
        near = near or (_near(each, named, sorted_names, _NEAR_AGAIN) if again else [])
        often = [
            other
            for other in near
            if values[other.stated.unit.dimension, other.stated.printed.value] > 1
            or (again and follows(facts, other.number))
        ]
        if often and len({other.stated.printed.value for other in near}) == 1:
            yield judged(
                facts, compared(rule(NAME, TITLE), each.stated, tree.Relation.EQUAL, often[0].stated)
            )


def _near(
    one: _Print, named: dict[str, list[_Print]], kept: dict[str, ByValue[_Print]], reach: Fraction
) -> list[_Print]:
    """Return the prints of its names whose values part from its own by no more than a share of it."""
    found: list[_Print] = []
    printed = one.stated.printed
    for name in one.names:
        if name not in kept:
            kept[name] = ByValue(named[name], lambda other: other.stated)
        about = kept[name].to_place(printed.step, printed.value * (1 - reach), printed.value * (1 + reach))
        found.extend(other for other in about if _nearly(one, other))
    return found


def _told(facts: Facts) -> Sequence[_Print]:
    return [
        _Print(number.known, _names(_called(number)), _taken(number.clause), number, _funds(number))
        for paragraph in paragraphs(facts)
        for number in paragraph.numbers
        if number.stated and not number.sign and number.dimension not in _LEFT_OUT
    ]


def _called(number: Number) -> str:
    """Return the name of a figure, which stands behind it where nothing but a verb stands before: 仍有 26.15 万元结余未用."""
    behind = _NAME_BEHIND.match(number.after) if _NO_NAME.match(plain(number.clause)) else None
    return behind["name"] if behind is not None else _taken(number.name)


def _taken(words: str) -> str:
    """Return what stands behind 以 or 按 at the end of words: 占比均以本年支出 4,036 万元为口径 speaks of 本年支出."""
    return _TAKEN.sub("", words)


def _cells(facts: Facts) -> Iterator[_Print]:
    """Iterate over the cells of tables: they go by the label of their row, those of a total by the head of their column too."""
    for sheet in sheets(facts):
        totals = {row.name for row in sheet.totals}
        for row in sheet.table.rows:
            label = row.label or row.name
            for column in sheet.columns:
                cell = sheet.at(row, column)
                if cell is not None and cell.unit.dimension not in _LEFT_OUT:
                    head = header(column) or column.name
                    names = _names(label, head) if row.name in totals else _names(label)
                    words = f"{label}|{head}"
                    funds = fund_of(f"{words}|{sheet.table.caption or ''}", sheet.section)
                    money = cell.unit.dimension == "money"
                    yield _Print(cell, names, words, funds=funds if money else frozenset())


def _funds(number: Number) -> frozenset[str]:
    return fund_of(number.clause, number.block.section) if number.dimension == "money" else frozenset()


def _names(*texts: str) -> frozenset[str]:
    """Return names without what only tells of when, how much of it or that it is all."""
    found: set[str] = set()
    for text in texts:
        name = re.sub(r"[（(][^（）()]*[）)]|\s|[一二三四五六七八九十]+、", "", text)
        while (bare := _AROUND.sub("", name)) != name:
            name = bare
        if len(name) >= _SHORTEST:
            found.add(name)
    return frozenset(found)


def _nearly(one: _Print, other: _Print) -> bool:
    """Whether two figures that part by little and are told to the same place are of one kind and run the same way."""
    value = one.stated.printed.value
    if value <= 0 or value == other.stated.printed.value:
        return False
    same = one.stated.unit.dimension == other.stated.unit.dimension and one.funds == other.funds
    return same and not other_flow(one.words, other.words)
