"""A distance between two things that is right, and the word of order before it that is not: 道路费用高于管网费用 179.4 万元.

Both things have their figure in one line of a table, or in one sentence, and the distance is that of the two: so they are surely meant,
and the one that is called the larger is the smaller one.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.checks.common.tables import Sheet, header, plain, sheets
from auditor.findings import Verdict
from auditor.numbers import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "distance-wrong-way"
TITLE = {
    "zh": "两项相差数正确而高低用语相反",
    "en": "the distance of two things is right and the word of order is not",
}
_THAN = re.compile(
    r"(?P<word>(?P<up>[高多大长快]于|超过|超出)|(?P<down>[低少小短慢]于|不及))(?P<two>[一-龥（）()A-Za-z0-9]{2,18}?)(?:的)?$"
)
_COMPARED = re.compile(
    r"(?:比|较)(?P<two>[一-龥（）()A-Za-z]{2,18}?)(?P<word>(?P<up>多出?|高出?|大|增[加长]|超出|上升|提高|上涨)|(?P<down>少|低|小|减少|下降|降低|下滑|缩短))(?:了)?$"
)
_TAIL = re.compile(r"(?:的)?(?:费用|支出|资金|金额|数量|人数|投资|数|额)$")
_NOT_NOW = re.compile(r"上年|去年|往年|同期|上期|上月|平均|全[国省市县区]|应|若|如|须")
_SET = re.compile(r"目标|计划|预算|标准")
_BREAK = re.compile(r"[。；;！？]")
_SHORTEST = 2


@records.frozen(eq=False)
class _Claim:
    """A distance, the word before it, what stands behind the word, and the words before it in the sentence."""

    number: Number
    word: str
    start: int
    up: bool
    two: str
    before: str


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every distance told with a word of order by the lines that hold both things."""
    lines: list[Mapping[str, Fraction]] | None = None
    for paragraph in paragraphs(facts):
        for claim in _claims(paragraph):
            if lines is None:
                lines = [line for sheet in sheets(facts) for line in _lines(sheet)]
            yield from _judged(claim, [*lines, *_told(paragraph)])


def _claims(paragraph: Paragraph) -> Iterator[_Claim]:
    for number in paragraph.numbers:
        if number.stated is None or number.occurrence.unit.strip().endswith("倍"):
            continue
        start = max(
            (found.end() for found in _BREAK.finditer(paragraph.text, 0, number.occurrence.span.start)),
            default=0,
        )
        words = paragraph.text[start : number.occurrence.span.start]
        clause = re.split(r"[，,：:]", words)[-1]
        found = _THAN.search(clause) or _COMPARED.search(clause)
        if found is not None and not _NOT_NOW.search(clause) and not _SET.search(found["two"]):
            at = start + len(words) - len(clause) + found.start("word")
            before = words[: len(words) - len(clause)] + clause[: found.start()]
            yield _Claim(number, found["word"], at, bool(found["up"]), plain(found["two"]), plain(before))


def _lines(sheet: Sheet) -> Iterator[Mapping[str, Fraction]]:
    """Iterate over what the columns of a table give its rows, and its rows the columns."""
    rows = [(plain(row.label or row.name), row) for row in sheet.table.rows]
    cells = sheet.block.cells if sheet.block is not None else ()
    corner = next((cell.text.strip() for cell in cells if cell.row == cell.column == 0), "")
    # Below 季度 the columns 一 and 二 are called 一季度 and 二季度.
    kind = corner.removesuffix("份") if re.fullmatch("季度|月份?", corner) else ""
    columns = [(_short(plain(header(column)), kind), column) for column in sheet.columns]
    for _, column in columns:
        yield {
            name: cell.printed.numeral.value
            for name, row in rows
            if (cell := sheet.at(row, column)) is not None
        }
    for _, row in rows:
        yield {
            name: cell.printed.numeral.value
            for name, column in columns
            if (cell := sheet.at(row, column)) is not None
        }


def _short(name: str, kind: str) -> str:
    return name + kind if kind and re.fullmatch("[一二三四0-9]{1,2}", name) else name


def _told(paragraph: Paragraph) -> Iterator[Mapping[str, Fraction]]:
    """Iterate over the figures of one unit that a sentence tells, by the words before each: 二季度 176.3 万人次."""
    known = [each for each in paragraph.numbers if each.stated is not None and not each.sign]
    for _, numbers in itertools.groupby(known, key=lambda each: (each.sentence, each.occurrence.unit)):
        line: dict[str, Fraction] = {}
        for number in numbers:
            words = re.split(r"[，,、。；;：:（()）]", paragraph.text[: number.occurrence.span.start])[-1]
            # 河东多于城关 600 件 is a distance, and no figure of anything that is called so.
            if _THAN.search(words) is None and _COMPARED.search(words) is None:
                line[plain(words)] = number.known.printed.numeral.value
        yield line


def _judged(claim: _Claim, lines: Sequence[Mapping[str, Fraction]]) -> Iterator[Outcome]:
    told = abs(claim.number.known.printed.numeral.value)
    ways: set[bool] = set()
    shown = ""
    for line in lines:
        others = _called(line, claim.two, whole=True)
        for two in others:
            for one in _called(line, claim.before, whole=False):
                gap = line[one] - line[two]
                if one != two and gap and (abs(gap) == told or _is_rate(claim, gap, line[two])):
                    ways.add(gap > 0)
                    shown = f"“{one}”{_text(line[one])}、“{two}”{_text(line[two])}"
    if len(ways) != 1:
        return
    words = evidence_of_words(claim.number.block, claim.start, claim.word, "比较用语")
    if ways == {claim.up}:
        yield said(rule(NAME, TITLE), "", "", [words], Verdict.EXACT)
        return
    zh = f"称“{claim.word}{claim.two}”{claim.number.occurrence.text}，而{shown}"
    en = f"the text says '{claim.word}', and the figures of the two stand the other way round"
    distance = evidence_at(claim.number.block, claim.number.occurrence)
    yield said(rule(NAME, TITLE), zh, en, [words, distance])


def _is_rate(claim: _Claim, gap: Fraction, base: Fraction) -> bool:
    """Whether a share is that of the distance in the second of the two: 秋季比春季下降 8.0%."""
    known = claim.number.known.printed
    return claim.number.is_share and base != 0 and abs(abs(gap / base) - abs(known.value)) * 2 <= known.step


def _text(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else decimal_text(value)


def _called(line: Mapping[str, Fraction], words: str, *, whole: bool) -> list[str]:
    """Return the things of a line that words name: all of them, or one that is called by no more than its kind besides."""
    named = _TAIL.sub("", words)
    last = re.split(r"[，,：:、]", words)[-1]
    found = [
        name
        for name in line
        if len(name) >= _SHORTEST
        and (name in words or _begins(name, last) if not whole else _same(name, words, named))
    ]
    return [name for name in found if not any(name != other and name in other for other in found)]


def _begins(name: str, words: str) -> bool:
    """Whether a thing is called by the beginning of its name: 秋季 is 秋季日均支出."""
    return len(words) >= _SHORTEST and name.startswith(words)


def _same(name: str, words: str, named: str) -> bool:
    return (
        name in {words, named}
        or (len(named) >= _SHORTEST and name.endswith(named) and not name.startswith("其"))
        or words.startswith(name)
        or _begins(name, words)
    )
