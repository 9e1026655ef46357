"""A count of indicators of a level that the score table does not bear out: 二级指标 14 个、三级指标 29 个, and the table scores 30.

The deepest level that a report counts is that of the rows of its score table, those above it are the groups of them. That no row
is lost shows in the full marks: they add up to 100.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.checks.common.words import chinese_number
from auditor.checks.scores._english import counted
from auditor.checks.scores._fullmarks import parted, tallied
from auditor.checks.scores._scale import FULL_MARK
from auditor.checks.scores._system import Indicator, system
from auditor.findings import Evidence, Severity, Verdict
from auditor.report.blocks import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "indicators-not-counted"
TITLE = {
    "zh": "指标个数与评分表不符",
    "en": "a count of indicators is not that of the score table",
}
_LEVELS = "一二三四"
_COUNT = r"(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})"
_NOUN = r"(?:(?:评价|绩效|考核|评分)?指标|评分点)"
_TOLD = re.compile(
    rf"(?P<one>[{_LEVELS}])级{_NOUN}(?:共有?|合计|为|有|计)?\s*(?P<behind>{_COUNT})\s*[个项条]"
    rf"|(?<![0-9.第])(?P<before>{_COUNT})\s*[个项条]\s*(?P<two>[{_LEVELS}])级{_NOUN}"
)
_SOME = re.compile(r"满分|扣|失分|未|其中|[增减调删改]|定[性量]|上年|部分|余|类[一-龥]{0,4}$|级指标下")
_CODE = re.compile(r"[A-Z][1-9][1-9]")
_WITHOUT_BUDGET = Fraction(90)
_LEAST = 5
_OFF = 3
_DEEP = 3
_TWO = 2
_ANNEX = re.compile("附[件表录]")


@records.frozen(eq=False)
class _Told:
    """A count of the indicators of a level."""

    level: int
    count: int
    place: Evidence
    words: str
    lead: str
    """The words of its sentence before it."""
    block: Block


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every count of a level by the one table whose full marks add up to a hundred."""
    told = [each for block in facts.report.blocks if block.kind in TEXT_KINDS for each in _told(block)]
    deepest = max((each.level for each in told), default=0)
    table = _table(facts, FULL_MARK)
    if table:
        yield from _in_english(facts, table)
    # A self-assessment gives 90 points to its indicators, and 10 to how much of the budget was spent.
    scored = table or _table(facts, _WITHOUT_BUDGET)
    if not scored:
        yield from _by_parts(facts)
    if not deepest or any(each.level == deepest and each.count == len(scored) for each in told):
        yield from _by_marks(facts, scored)
    if not table or deepest < _DEEP:
        yield from _told_again(told)
        return
    counts = {deepest: len(table)}
    if all(len(each.groups) == deepest - 1 for each in table):
        counts |= {at: len({each.groups[:at] for each in table}) for at in range(1, deepest)}
    elif deepest == _DEEP:
        counts |= _by_codes(table)
    sheet = table[0].sheet
    title = sheet.title if sheet is not None else ""
    tops = {name for each in table for name in each.groups[:1]}
    for each in told:
        listed = counts.get(each.level)
        if sum(name in each.lead for name in tops) == 1:
            continue  # 产出方面设三级指标 8 个: those of one group
        near = listed is not None and abs(each.count - listed) <= min(_OFF, listed // 2)
        # Another count that is the table's shows that its indicators are meant, however far this one is off.
        if listed is None or not (near or any(counts.get(one.level) == one.count for one in told)):
            continue
        if each.count == listed:
            yield said(rule(NAME, TITLE), "", "", [each.place], Verdict.EXACT)
            continue
        zh = f"写“{each.words}”，“{title}”有 {listed} 个"
        en = f"says {each.words}, and {title} has {listed}"
        yield said(rule(NAME, TITLE, Severity.ERROR), zh, en, [each.place])


def _by_parts(facts: Facts) -> Iterator[Outcome]:
    """Judge 27 个三级指标中，得满分的 12 个，有扣分的 15 个, where no table tells how many there are."""
    for block in facts.report.blocks:
        for each in parted(block) if block.kind in TEXT_KINDS else ():
            told = [(each.start, each.number), *each.parts]
            places = [evidence_of_words(block, start, number) for start, number in told]
            if each.count == each.listed:
                yield said(rule(NAME, TITLE), "", "", places, Verdict.EXACT)
                continue
            zh = f"写“{each.words}”，得满分的和扣分的合计 {each.listed} 个"
            en = f"says {each.words}, and those with full marks and those without are {each.listed}"
            yield said(rule(NAME, TITLE), zh, en, places)


def _told_again(told: Sequence[_Told]) -> Iterator[Outcome]:
    """Judge 三级指标 72 个, and 27 个三级指标 in another paragraph, where no table says how many there are."""
    for level in sorted({each.level for each in told}):
        own = [each for each in told if each.level == level]
        # 共性指标设二级指标 11 个，个性指标设二级指标 8 个: of two parts.
        if len({id(each.block) for each in own}) < len(own) or len({each.count for each in own}) != _TWO:
            continue
        first, other = own[0], next(each for each in own if each.count != own[0].count)
        # Two annexes, each with a form of its own.
        if all(_ANNEX.match("".join(each.block.section[:1])) for each in (first, other)):
            continue
        zh = f"写“{first.words}”，另一处写“{other.words}”"
        en = f"says {first.words}, and elsewhere {other.words}"
        yield said(rule(NAME, TITLE, Severity.WARNING, "medium"), zh, en, [first.place, other.place])


def _by_codes(table: Sequence[Indicator]) -> dict[int, int]:
    """Return how many groups there are of the first and the second level, where A11, A12, B11 part the rows as their groups do."""
    if not all(_CODE.fullmatch(each.code) and len(each.groups) == 1 for each in table):
        return {}
    seconds = {(each.code[:2], each.groups) for each in table}
    alone = len({code for code, _ in seconds}) == len({group for _, group in seconds}) == len(seconds)
    return {1: len({each.code[0] for each in table}), 2: len(seconds)} if alone else {}


def _by_marks(facts: Facts, table: Sequence[Indicator]) -> Iterator[Outcome]:
    """Judge the counts of indicators with and without full marks."""
    for block in facts.report.blocks if table else ():
        for each in tallied(block, table) if block.kind in TEXT_KINDS else ():
            place = evidence_of_words(block, each.start, each.number)
            if each.count == each.listed:
                yield said(rule(NAME, TITLE), "", "", [place], Verdict.EXACT)
                continue
            info = rule(NAME, TITLE) if each.sure else rule(NAME, TITLE, Severity.WARNING, "medium")
            zh = f"写“{each.words}”，评分表中这样的指标有 {each.listed} 个"
            en = f"says {each.words}, and the score table has {each.listed} such indicators"
            yield said(info, zh, en, [place])


def _in_english(facts: Facts, table: Sequence[Indicator]) -> Iterator[Outcome]:
    """Judge the counts that English sentences give of all indicators."""
    for sentence, start, words, count in counted(facts):
        if abs(count - len(table)) > min(_OFF, len(table) // 2):
            continue
        place = evidence_of_words(sentence.paragraph.block, sentence.start + start, words)
        verdict = Verdict.EXACT if count == len(table) else Verdict.DISCREPANCY
        zh = f"写“{words}”，评分表有 {len(table)} 个"
        yield said(
            rule(NAME, TITLE), zh, f"says {words}, and the score table has {len(table)}", [place], verdict
        )


def _told(block: Block) -> Iterator[_Told]:
    for found in _TOLD.finditer(block.text):
        name = "behind" if found["behind"] else "before"
        count = chinese_number(found[name])
        clause = re.split(r"[，,。；;：:（(]", block.text[: found.start()])[-1]
        if count is None or _SOME.search(clause):
            continue
        item = next((each for each in block.occurrences if each.span.start == found.start(name)), None)
        place = (
            evidence_at(block, item)
            if item is not None
            else evidence_of_words(block, found.start(name), found[name])
        )
        lead = re.split(r"[。；;]", block.text[: found.start()])[-1]
        yield _Told(_LEVELS.index(found["one"] or found["two"]) + 1, count, place, found.group(), lead, block)


def _table(facts: Facts, whole_mark: Fraction) -> Sequence[Indicator]:
    """Return the indicators of the one table with most of them, none where their full marks do not give that of the whole."""
    tables: dict[int, list[Indicator]] = {}
    for each in system(facts).indicators:
        if each.sheet is not None and each.full is not None:
            tables.setdefault(id(each.sheet), []).append(each)
    whole = [
        each
        for each in tables.values()
        if len(each) >= _LEAST
        and sum(one.full.printed.numeral.value for one in each if one.full) == whole_mark
    ]
    longest = max(map(len, whole), default=0)
    found = [each for each in whole if len(each) == longest]
    return found[0] if found else ()
