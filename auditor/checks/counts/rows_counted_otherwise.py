"""A count of the things that a table lists, told by the words that head its rows, and other than their number.

由 7 家基层医疗机构承担, where the table of 机构 has six rows; 4 个街道和 3 个镇, where two of its rows are called so. A count may be one of a
part or of more than the table lists. So something has to bear out that its rows are meant: the report tells their number in another
place, the classes told beside the count add up to it, the sentence announces the table, or it stands beside the table and tells
one of its totals.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.labelheads import heads_of_labels, things
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import Sheet, header, plain, sheets
from auditor.findings import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rows-counted-otherwise"
TITLE = {
    "zh": "所述数量与表中所列同类事项的个数不符",
    "en": "a count is not the number of such things that a table lists",
}
_UNITS = frozenset("个 家 所 项 类 名 条 种 座 处 笔 户 大类".split())
_PLACES = re.compile(r"(?:乡镇|街道|社区|小学|中学|[乡镇村县区])$")
_GOES_ON = (
    r"(?=[，,。；;：:、（()）“”《]|$|[中均共已全由分的承实开进完改内里在为得达和与有纳参负按通作被如及总各])"
)
_NOUN = r"(?:[一-龥]{0,9}?(?![一二三四五六七八九十第])[一-龥])?"
"""10 个乡镇四季度得分: one of four is told, and not how many there are."""
_SOME = re.compile(
    r"其中|其余|余下|另|部分|仅|只|约|前|低于|高于|超过|未|不|尚|仍|抽[查取样]|随机|选[取择]|应|计划|目标|拟|原|新增|减少|增加|每|第|至少|以上|多|某|有问题|全[国省市县区]|下辖|辖|现有|涉及问题|上年|往年|累计|试点|重点|示范|平均"
)
_SOME_ROWS = re.compile(r"已|未|部分|完工|抽[查取样]|重点|主要|典型|超期|问题")
"""Titles of tables that list only some."""
_ASKED = re.compile(
    r"申[报请]|受理|报名|投标|走访|摸底|排查|核查|储备|备选|调[研查]|检查|推荐|初[选审]|入围|征集|座谈|参会|培训"
)
"""Of those that applied or were asked the table lists only some."""
_IN_ALL = re.compile(
    r"(?:共|全部|合计|覆盖|涉及|由|包括|分为|支持|投向|用于|列入|纳入|惠及|通过|设有?|设置)[一-龥]{0,4}$|(?<!部)分$"
)
"""What tells of all of them, where the count is less than there are rows: else it may be one of a part."""
_COVERED = re.compile(r"(?:覆盖|涉及|分布在?|惠及|辐射)(?:全[市县区])?$")
_PART = re.compile(r"(?:(?P<own>列入|纳入|参与|参加|承担|安排)[^的]{0,10})?的$")
_ANNOUNCED = re.compile(r"如下|下表|见表|见附|如表|表[0-9一二三四五六七八九十]")
_ALL_TOLD = re.compile(
    r"共|由|通过|覆盖|包括|分[为布]|支持|投向|用于|涉及|实施|承担|安排|组成|设|纳入|改造|建设|列入"
)
_BREAK = re.compile(r"[，,。；;：:、]")
_COUNT_VERB = re.compile(r"(?:总?共有?|共计|总计|合计)$")
_WHOLE = re.compile(r"计$|^全[市区县镇乡]")
_MARKS = re.compile(r"^(?:分|满分|分值|权重|标准分)")
_KINDS = re.compile(r"^[一-龥]{0,4}[（(][市区县旗乡镇村街道办场、]+[）)]")
_LEAST, _LEAST_OF_PLACES = 3, 2
_OFF, _AGAIN = 2, 2
_WORDS = 8
_NAME = 2
_NEAR = 3


@records.frozen(eq=False)
class _Things:
    """The rows or columns of a table that are things of one kind."""

    sheet: Sheet
    noun: str
    count: int


@records.frozen(eq=False)
class _Told:
    """A count of things in the text."""

    paragraph: Paragraph
    number: Number
    noun: str
    value: int
    part: bool
    """Whether it may be one of a part of them."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every count of things that some table lists by the only number of them that tables give."""
    yield from _parted(facts)
    listed_things = list(_things(facts))
    if not listed_things:
        return
    nouns = {each.noun for each in listed_things}
    told = [each for paragraph in paragraphs(facts) for each in _counts(paragraph, nouns)]
    for noun in sorted(nouns):
        listed = {each.count for each in listed_things if each.noun == noun}
        if len(listed) != 1:
            continue
        sheet = next(each.sheet for each in listed_things if each.noun == noun)
        own = [each for each in told if each.noun == noun]
        for each in own:
            yield from _judged(each, own, sheet, listed.copy().pop())


def _things(facts: Facts) -> Iterator[_Things]:
    """Iterate over the kinds of things that the tables list: by the head of the labels, or by what all names of places end in."""
    for sheet in sheets(facts):
        details = things(sheet)
        names = [plain(row.label or row.name) for row in details]
        if len(details) >= _LEAST and not any(row.parent is not None for row in details):
            for head in heads_of_labels(sheet, indicators=_scored(sheet)):
                yield _Things(sheet, head, len(details))
        cells = sheet.block.cells if sheet.block is not None else ()
        heads = [
            text for cell in cells if cell.row == 0 and (text := plain(cell.text)) and not _WHOLE.search(text)
        ]
        for listed in (names, heads):
            kinds = [found.group() if (found := _PLACES.search(name)) else "" for name in listed]
            if len(set(listed)) != len(listed) or not all(kinds):
                continue
            for kind, count in Counter(kinds).items():
                if count >= _LEAST_OF_PLACES:
                    yield _Things(sheet, kind, count)


def _scored(sheet: Sheet) -> bool:
    """Whether a table gives every indicator its full marks, and they add up to their total: none of its rows is missing."""
    for column in sheet.columns:
        if _MARKS.search(plain(header(column))) is None or not sheet.totals:
            continue
        total = sheet.at(sheet.totals[-1], column)
        cells = [sheet.at(row, column) for row in sheet.details]
        values = [cell.printed.value for cell in cells if cell is not None]
        if total is not None and len(values) == len(cells) and sum(values) == total.printed.value:
            return True
    return False


def _counts(paragraph: Paragraph, nouns: set[str]) -> Iterator[_Told]:
    for number in paragraph.numbers:
        unit = number.occurrence.unit or number.after.strip()[:1]
        numeral = number.occurrence.numeral
        if (
            numeral is None
            or unit not in _UNITS
            or number.sign
            or number.occurrence.bound
            or number.occurrence.range
        ):
            continue
        value = numeral.value
        if value.denominator != 1 or value < _LEAST_OF_PLACES:
            continue
        after = re.sub(r"\s", "", number.after)
        clause = re.sub(r"\s", "", _BREAK.split(number.before)[-1])
        if _KINDS.match(after) or "（不含" in after[:_WORDS]:
            continue  # 四个县（市、区）: things of other names as well; 10 个（不含执行率）: not all of the rows
        announced = _ANNOUNCED.search(re.split(r"[。；;]", paragraph.text[number.occurrence.span.end :])[0])
        behind = [
            each
            for each in nouns
            # 三级指标 are no 指标 of a table that has two levels of them.
            if re.once(rf"^{'' if each.endswith('指标') else _NOUN}{re.escape(each)}{_GOES_ON}").match(after)
            # 七个工种培训班，见下表: whatever they are the kinds of.
            or (announced and after.startswith(each))
        ]
        before = [
            each
            for each in nouns
            if _COUNT_VERB.sub("", clause).endswith(each)
            and (not after or re.match(r"[，,。；;、（(]", after))
        ]
        found = behind or before
        if not found:
            continue
        # 项目学校: of 学校 and 项目学校 the longer one is said.
        noun = max(found, key=len)
        lead = behind and re.split(re.escape(noun), after)[0]
        of = _PART.search(clause)
        part = (
            _SOME.search(clause + (lead or "")) is not None
            or _ASKED.search(clause if announced else clause + after[:_WORDS]) is not None
        )
        # 共 46 所，其中农村学校 38 所、县城学校 8 所: the second is one of the parts as well.
        sentence = number.lead
        part = part or (of is not None and not of["own"]) or "其中" in sentence
        yield _Told(paragraph, number, noun, int(value), part)


def _judged(each: _Told, own: Sequence[_Told], sheet: Sheet, listed: int) -> Iterator[Outcome]:
    info = rule(NAME, TITLE, Severity.WARNING, "medium")
    item = evidence_at(each.number.block, each.number.occurrence)
    if each.part:
        return
    if each.value == listed:
        yield said(info, "", "", [item], Verdict.EXACT)
        return
    clause = re.sub(r"\s", "", _BREAK.split(each.number.before)[-1])
    if each.value < listed and (
        each.value + 1 < listed or not (_IN_ALL.search(clause) or _classes(each) == listed)
    ):
        return
    again = sum(1 for other in own if other.value == listed and not other.part)
    if (each.value - listed > _OFF and again < _AGAIN) or not _borne(each, own, sheet, listed):
        return
    unit = each.number.occurrence.unit
    zh = f"写 {each.number.occurrence.text}{unit}{each.noun}，“{sheet.title}”列出 {listed} 个"
    en = f"says {each.number.occurrence.text} {each.noun}, and {sheet.title} lists {listed}"
    yield said(info, zh, en, [item])


def _borne(each: _Told, own: Sequence[_Told], sheet: Sheet, listed: int) -> bool:
    """Whether something else in the report bears out that the rows of the table are what is counted."""
    # 应改造 10 个小区，改造 9 个: the sentence tells the number of the rows as well, and so this one is of other things.
    if any(
        number is not each.number
        and number.sentence == each.number.sentence
        and number.occurrence.unit == each.number.occurrence.unit
        and number.occurrence.numeral is not None
        and number.occurrence.numeral.value == listed
        for number in each.paragraph.numbers
    ) or _SOME_ROWS.search(sheet.title):
        return False
    others = [other for other in own if other.value == listed and not other.part]
    again = [other for other in own if other.value == each.value and not other.part]
    if len(again) > max(1, len(others)):
        return False
    if others or _classes(each) == listed:
        return True
    if each.noun.endswith("指标"):
        return re.search(r"(?:共|设|含|由|包括)[^，。；]{0,6}$", each.number.before) is not None
    if sheet.totals and _COVERED.search(each.number.clause) and abs(each.value - listed) == 1:
        return True
    block, sentence = each.number.block, _sentence(each)
    beside = sheet.near(block.index, _NEAR)
    # 共发现 5 个问题，涉及金额 102.92 万元: the total of the table, wherever it stands.
    if _ALL_TOLD.search(sentence) and _total(each, sheet, sentence=True):
        return True
    return beside and (
        _ANNOUNCED.search(sentence) is not None
        or (_ALL_TOLD.search(sentence) is not None and _total(each, sheet))
    )


def _parted(facts: Facts) -> Iterator[Outcome]:
    """Judge 共 144 所，其中小学 38 所…, whose parts add up to 142, where the report tells of 142 所学校 in other places."""
    known = [each for paragraph in paragraphs(facts) for each in paragraph.numbers]
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            if number.occurrence.unit not in _UNITS or number.stated is None or number.sign:
                continue
            if re.match(r"[^，。；]{0,8}[，,：:]\s*其中", number.after) is None:
                continue
            value = number.known.printed.value
            total = _classes(_Told(paragraph, number, "", int(value), part=False))
            if not total or total == value or abs(total - value) * 10 > value:
                continue
            alike = [each for each in known if each.occurrence.unit == number.occurrence.unit and each.stated]
            told = [each for each in alike if each.known.printed.value == total and _of_noun(each, number)]
            again = [each for each in alike if each.known.printed.value == value]
            if told and len(again) == 1:
                item = evidence_at(number.block, number.occurrence)
                unit = number.occurrence.unit
                zh = f"写 {number.occurrence.text}{unit}，其后各类合计 {total}{unit}，别处也写 {total}{unit}"
                en = f"says {number.occurrence.text}, its classes add up to {total}, which is told elsewhere"
                yield said(rule(NAME, TITLE, Severity.WARNING, "medium"), zh, en, [item])


def _of_noun(one: Number, two: Number) -> bool:
    """Whether two counts are of things of one name, before or behind them."""
    name = re.sub(r"\s", "", _COUNT_VERB.sub("", two.clause))[-_NAME:]
    behind = re.sub(r"\s", "", two.after)[:_NAME]
    nouns = {each for each in (name, behind) if re.fullmatch(r"[一-龥]{2}", each)}
    around = (
        re.sub(r"\s", "", one.after)[:_NAME],
        re.sub(r"\s", "", _COUNT_VERB.sub("", one.clause))[-_NAME:],
    )
    return any(each in nouns for each in around)


def _sentence(each: _Told) -> str:
    text, start = each.paragraph.text, each.number.occurrence.span.start
    return re.split(r"[。！？]", text[:start])[-1] + re.split(r"[。！？]", text[start:])[0]


def _classes(each: _Told) -> int:
    """Return what the classes told behind a count add up to: 9 所学校中，小学 5 所、初中 2 所、特殊学校 1 所."""
    start = each.number.occurrence.span.start
    behind = [number for number in each.paragraph.numbers if number.occurrence.span.start > start]
    parts: list[int] = []
    for number in behind:
        if (
            number.sentence != each.number.sentence
            or number.occurrence.unit != each.number.occurrence.unit
            or number.occurrence.numeral is None
        ):
            break
        parts.append(int(number.occurrence.numeral.value))
    return sum(parts) if len(parts) > 1 else 0


def _total(each: _Told, sheet: Sheet, *, sentence: bool = False) -> bool:
    """Whether the paragraph of a count, or its sentence, tells a total of the table."""
    totals = [
        value.printed.value
        for row in sheet.totals
        for column in sheet.columns
        if (value := sheet.at(row, column)) is not None
    ]
    return any(
        number.stated is not None
        and (number.dimension == "money" or digits(number.known) >= _LEAST)
        and any(value in {number.known.printed.value, number.known.printed.numeral.value} for value in totals)
        for number in each.paragraph.numbers
        if not sentence or number.sentence == each.number.sentence
    )
