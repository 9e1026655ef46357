"""A share that is of another figure than the one its words name: 为调整后预算的 100.78%, which is the outcome over the first budget.

Both bases are printed, the one that is named once only, so that the words say which it is; that the share comes out over the
other to its last place says which was taken. A share that comes out over what its words can mean is left alone, and so is one
whose base bears a name that nothing in the chapter has. A part whose unit or point was lost (469.21 元，占项目支出的 25.03%) comes out
over the base that is named, once it is put back.
"""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.byvalue import ByValue
from auditor.checks.common.numbers import Number, Stated, paragraphs
from auditor.checks.common.relations import ONE, judged, near_ratio, quotient, rule
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import header, numeric, plain, sheets
from auditor.checks.common.words import overlap
from auditor.checks.shares._basewords import base_words
from auditor.checks.shares._namedbases import misplaced, named, row_shares, slipped
from auditor.checks.shares._spoken import ALLOTTED
from auditor.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "share-of-other-base"
TITLE = {
    "zh": "占比的基数与所述不符",
    "en": "a share is of another figure than the one its words name",
}
_OF = re.compile(
    r"(?P<lead>[^，,。；;：:（）()0-9]{0,16}?)(?:占|为|是|达到?|相当于|完成)(?P<base>[^，,。；;：:、（）()0-9占为]{2,16})的(?:比[重例](?:为|达)?)?$"
)
_RATE = re.compile(
    r"(?:^|[，,；;。：:、]|其中)(?P<base>[^，,。；;：:、（）()0-9]{3,10})(?P<done>支出|使用|支付)率(?:为|达到?|是)?$"
)
_LEAD = re.compile(
    r"^(?:(?:19|20)[0-9]{2}年度?末?|[两二三四五]年|全[年市县区省镇乡校院局部国]|本年度?|当年|年末|期末|项目|工程|实际|共|总|其中|其|该|本|截至[^，,]*|累计|[^，,]{0,6}(?:局|单位|部门))+(?=..)"
)
_TAIL = re.compile(r"(?:总投资|资金|合计|总额|总数|数量|金额|总量|数|额|量|的|为|达|是|约|共)+$")
_TIME = re.compile(r"上年|去年|上期|同期|上一|[0-9]月|季度|[上下]半年|目标|计划|任务")
_MANY = re.compile(r"[和与及]|两项|三项|合计|分别|各|其中")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年?")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_EARLIER = "上年"
_LEAST, _FIRM, _LONG = 3, 4, 6
_BACK = 40
_SCALES = tuple(Fraction(10) ** power for power in (4, -4, 1, -1, 2, -2))


@records.frozen(eq=False)
class _Printed:
    """The figures that a share can be of: those told before it in its chapter, the totals of its tables, long ones anywhere."""

    around: Sequence[Number]
    totals: Sequence[tuple[str, Stated]]
    long: Mapping[str, ByValue[Number]]
    named: Mapping[tuple[str, str], Sequence[tuple[Fraction, Stated]]]
    """All figures of the document by dimension and name, in the order of their values."""

    def of_kind(self, dimension: str, part: Number) -> list[tuple[str, Stated]]:
        """Return those of one dimension in the chapter, each with what it is called, but for the part itself."""
        told = [(_key(each.clause), each.known) for each in self.around if each is not part]
        return [each for each in (*told, *self.totals) if each[1].unit.dimension == dimension]

    def anywhere(self, part: Number, share: Number) -> list[tuple[str, Stated]]:
        """Return the long ones of all chapters that the part can have such a share of."""
        wholes = (
            self.long[part.dimension].wholes(part.known, share.known) if part.dimension in self.long else []
        )
        return [(_key(each.clause), each.known) for each in wholes]

    def giving(self, part: Number, share: Number, base: str, scale: Fraction) -> Stated | None:
        """Return the figure of a name over which the part, at another point or unit, has the share to its last place."""
        places = self.named.get((part.dimension, base), ())
        rate, slack = share.known.printed.value, share.known.printed.step / 2
        goal = part.known.printed.value * scale
        if rate <= slack:
            return None
        at = bisect.bisect_left(places, goal / (rate + slack), key=lambda each: each[0])
        found = places[at][1] if at < len(places) and places[at][0] <= goal / (rate - slack) else None
        return found if found is not part.known else None


def _named(
    every: Sequence[Number], totals: Mapping[tuple[str, ...], Sequence[tuple[str, Stated]]]
) -> Mapping[tuple[str, str], Sequence[tuple[Fraction, Stated]]]:
    """Return figures and totals by dimension and name, in the order of their values."""
    told = [(_key(each.clause), each.known) for each in every]
    told += [each for own in totals.values() for each in own]
    found: dict[tuple[str, str], list[tuple[Fraction, Stated]]] = {}
    for name, value in told:
        found.setdefault((value.unit.dimension, name), []).append((value.printed.value, value))
    return {key: sorted(values, key=lambda each: each[0]) for key, values in found.items()}


_TAKEN = attrs.evolve(rule(NAME, TITLE, Severity.WARNING, "medium"), explained=True)
"""Another base, a slip or a lost unit always says how such a share came about, however far off it is."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge shares whose words name a base that their chapter prints."""
    told: dict[tuple[str, ...], list[Number]] = {}
    totals = _totals(facts)
    every = [each for paragraph in paragraphs(facts) for each in paragraph.numbers if _level(each)]
    kinds: dict[str, list[Number]] = {}
    for each in every:
        if digits(each.known) >= _LONG:
            kinds.setdefault(each.dimension, []).append(each)
    long = {kind: ByValue(found, lambda each: each.known) for kind, found in kinds.items()}
    named = _named(every, totals)
    for paragraph in paragraphs(facts):
        chapter = paragraph.block.section[:1]
        before = told.setdefault(chapter, [])
        for at, number in enumerate(paragraph.numbers):
            if number.stated is not None and number.is_share and not number.sign and not number.depth:
                around = [*before[-_BACK:], *(each for each in paragraph.numbers if _level(each))]
                printed = _Printed(around, totals.get(chapter, ()), long, named)
                found = list(_judged(facts, paragraph, at, printed))
                yield from found or _anywhere(facts, paragraph, at)
        before.extend(each for each in paragraph.numbers if _level(each))


def _level(number: Number) -> bool:
    return bool(
        number.stated
        and not number.sign
        and not number.is_share
        and number.dimension != "points"
        and number.known.printed.value > 0
    )


def _totals(facts: Facts) -> dict[tuple[str, ...], list[tuple[str, Stated]]]:
    """Return the totals of tables by chapter, each with the head of its column, and those of a year before as such."""
    found: dict[tuple[str, ...], list[tuple[str, Stated]]] = {}
    for sheet in sheets(facts):
        years = [year for column in sheet.columns for year in _YEAR.findall(header(column))]
        for column in numeric(sheet) if len(sheet.totals) == 1 else ():
            value = sheet.at(sheet.totals[0], column)
            if value is not None and value.printed.value > 0:
                own = _YEAR.findall(header(column))
                head = _key(_BRACKETS.sub("", _YEAR.sub("", header(column))))
                name = f"{_EARLIER}{head}" if own and own[-1] != max(years) else head
                found.setdefault(sheet.section[:1], []).append((name, value))
    return found


def _key(name: str) -> str:
    """Return a name without the words that a whole may bear or lack."""
    name = _LEAD.sub("", plain(name))
    return _TAIL.sub("", name) or name


def _judged(facts: Facts, paragraph: Paragraph, at: int, printed: _Printed) -> Iterator[Outcome]:
    share = paragraph.numbers[at]
    words = re.split(r"[，,。；;]", share.before.rstrip())[-1]
    found, rate = _OF.search(words), _RATE.search(words)
    if digits(share.known) < _LEAST or _TIME.search(words) or _MANY.search(words) or _allotted(paragraph, at):
        return
    if found is not None:
        part, base = _part(paragraph, at, found["lead"]), _key(found["base"])
    elif rate is not None:
        part, base = _done(paragraph, at, rate["done"]), _key(rate["base"])
    else:
        return
    if part is None or len(base) < 2 or digits(part.known) < _LEAST:  # noqa: PLR2004 - one character names nothing
        return
    kind = part.dimension
    claim = _TAKEN
    if printed.giving(part, share, base, ONE) is not None:
        return
    if min(digits(share.known), digits(part.known)) >= _FIRM:
        # 469.21 元，占项目支出的 25.03%: of 1,874.60 万元, so that 万 was lost.
        moved = (printed.giving(part, share, base, scale) for scale in _SCALES)
        if (whole := next((each for each in moved if each is not None), None)) is not None:
            yield judged(facts, quotient(claim, share.known, [(ONE, part.known)], [(ONE, whole)]))
            return
    figures = printed.of_kind(kind, part)
    named = [value for name, value in figures if name == base]
    if len({each.printed.value for each in named}) != 1:
        return
    if named[0].printed.value < part.known.printed.value and share.known.printed.value < 1:
        return  # what is less than its part is another figure of the name
    if any(near_ratio(share.known, part.known, each) for each in named):
        return
    more = printed.anywhere(part, share) if digits(share.known) >= _FIRM else ()
    others = [
        value
        for name, value in (*figures, *more)
        if (name.startswith(_EARLIER) or (base not in name and name not in base))
        and digits(value) >= _FIRM
        and value.printed.value != part.known.printed.value
        and abs(part.known.printed.value / value.printed.value - share.known.printed.value) * 2
        <= share.known.printed.step
    ]
    if others:
        yield judged(facts, quotient(claim, share.known, [(ONE, part.known)], [(ONE, named[-1])]))


def _anywhere(facts: Facts, paragraph: Paragraph, at: int) -> Iterator[Outcome]:
    """Judge a share by the figure of the document that bears the name of its base, where it is another one's or mistyped."""
    share = paragraph.numbers[at]
    words = re.split(r"[，,。；;]", share.before.rstrip())[-1]
    found, said = _OF.search(words), base_words(share)
    if _allotted(paragraph, at):
        return
    if found is not None:
        said = (found["lead"], found["base"])
    if said is None:
        return
    lead, base = said
    if digits(share.known) < _LEAST or _TIME.search(lead + base) or _MANY.search(_TAIL.sub("", base)):
        return
    told = named(facts, _key, _level)
    claim = _TAKEN
    part = _part(paragraph, at, lead) if found is not None else _rated(paragraph, at, lead)
    if part is None:
        for top, whole in row_shares(told, share.known, lead, base, _key) if found is not None else ():
            yield judged(facts, quotient(claim, share.known, [(ONE, top)], [(ONE, whole)]))
        return
    meant = told.base(base, part.known) if digits(part.known) >= _LEAST else None
    if meant is None or meant is part.known:
        return
    outcome = judged(facts, quotient(claim, share.known, [(ONE, part.known)], [(ONE, meant)]))
    # What is cut off, or pushed to make a list give 100 %, is no share of another figure.
    gap = abs(part.known.printed.value / meant.printed.value - share.known.printed.value)
    if outcome.verdict.consistent or (
        gap > share.known.printed.step
        and not near_ratio(share.known, part.known, meant)
        and not told.excused(base, part.known, share.known)
        and (
            told.taken(part.known, share.known)
            or slipped(share.known, part.known, meant)
            or misplaced(share.known, part.known, meant)
        )
    ):
        yield outcome


def _allotted(paragraph: Paragraph, at: int) -> bool:
    """Whether a share of a budget has its base in its own sentence: 年初安排 715.80 万元，实际支出 700.79 万元，为年初预算的 97.90%."""
    share = paragraph.numbers[at]
    return "预算" in share.clause and any(
        ALLOTTED.search(each.clause) for each in paragraph.numbers[:at] if each.sentence == share.sentence
    )


def _rated(paragraph: Paragraph, at: int, what: str) -> Number | None:
    """Return what a rate is told of: the last figure before it, in its sentence or the one before, that bears a word of its name."""
    share, sought = paragraph.numbers[at], _key(what)
    own = [
        each
        for each in paragraph.numbers[:at]
        # 核减 148.37 万元，节约率…: a change may have a rate as well.
        if each.stated and not each.is_share and each.dimension != "points" and each.known.printed.value > 0
        if each.depth <= share.depth and share.sentence - each.sentence < 2  # noqa: PLR2004 - its own and the one before
    ]
    called = [each for each in own if len(sought) > 1 and overlap(sought, _key(each.clause)) > 1]
    here = [each for each in own if each.sentence == share.sentence]
    return next(reversed(called or here), None)


def _part(paragraph: Paragraph, at: int, lead: str) -> Number | None:
    """Return what has the share: the figure that the words before 占 name, else the one right before it."""
    share = paragraph.numbers[at]
    own = [each for each in paragraph.numbers[:at] if _level(each) and each.depth == share.depth]
    name = _key(lead)
    if len(name) > 1:
        called = [each for each in own if _key(each.clause) == name]
        return called[-1] if len({each.known.printed.value for each in called}) == 1 else None
    # 占甲的 a%，占乙的 b%: both are of one part.
    behind = [each for each in own if each.part == share.part]
    if behind:
        return behind[-1]
    last = paragraph.numbers[at - 1] if at else None
    words = _OF.search(last.clause) if last is not None and last.sentence == share.sentence else None
    return _part(paragraph, at - 1, words["lead"]) if words is not None and words["lead"] else None


def _done(paragraph: Paragraph, at: int, word: str) -> Number | None:
    """Return what was spent, where the sentences before tell one figure of it."""
    share = paragraph.numbers[at]
    own = [
        each
        for each in paragraph.numbers[:at]
        if _level(each) and share.sentence - each.sentence < 2 and _key(each.clause).endswith(word)  # noqa: PLR2004 - its own and the one before
    ]
    return own[-1] if len({each.known.printed.value for each in own}) == 1 else None
