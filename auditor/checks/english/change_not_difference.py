"""English: a change that is not the difference of the two amounts that it names.

`recommends A, an increase of B above the enacted level of C`; `rose p percent from C to A`. The earlier
amount may also stand in the lines above the paragraph (Appropriations, 2023 … C; Budget estimate … C).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import end_of, sentences, terms
from auditor.checks.common.relations import (
    ONE,
    WAY,
    compared,
    evidence_at,
    evidence_of_words,
    fits,
    judged,
    rule,
    said,
    summed,
)
from auditor.checks.common.rownames import headed, levels, scale_in, scales
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.tables import sheets
from auditor.checks.english._accounts import Account, accounts, headline
from auditor.checks.english._heads import columns_named
from auditor.checks.english._leaders import lines
from auditor.evaluation.evidence import evidence_of
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.checks.common.numbers import Number, Paragraph, Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Row

NAME = "change-not-difference"
TITLE = {"zh": "增减额与两期数额之差不符", "en": "a change is not the difference of its two amounts"}
_AGAINST = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:or [0-9.]+ ?(?:percent|%) )?(?P<way>above|over|more than|higher than|below|under|less than|lower than)\s+(?P<what>(?:(?!\band (?:above|below|over|under)\b)[^.;]){0,90})$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:or [0-9.]+ ?(?:percent|%) )?(?:from|compared (?:with|to)|relative to|versus|against)\s+(?P<what>[^.;]{0,90})$",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"\b(?:(?P<up>increase|rise|gain)|(?P<down>decrease|reduction|cut|decline|drop)) of\s*[$€£]?\s*$",
    re.IGNORECASE,
)
_MORE = re.compile(r"above|over|more|higher", re.IGNORECASE)
_NEAR = 12
_AND = re.compile(r",?\s+and\s+(?=(?:is\s*)?$|an?\s+(?:increase|decrease|reduction)|is\s)", re.IGNORECASE)
_CHANGED = re.compile(r"\b(?:increase|decrease|reduction|rise|decline) of\s*$", re.IGNORECASE)
_EXCEEDED = re.compile(
    r"(?<!not )\b(?:exceed(?:s|ed)|surpass(?:es|ed)|outpaced|outstripped|(?P<short>(?:fell|falls|was|were|came in) short of))\b(?! by)[^.;,]{0,60}$"
)
_GAP = re.compile(r"^[^.;,0-9]{0,60}\bby\s*$")
_THAT = re.compile(
    r"(?:that|this|the) (?P<noun>(?!amount|level|total|sum|figure|request|estimate|enacted)[a-z]{4,})$",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\s*(?:to |for (?!(?:this|the|these|that) (?:account|activit|program|agenc|office|department|bureau|appropriation|purpose)))(?P<what>[^,.;()0-9$]*)"
)
"""What an amount is for: where it is not the account, it is a part of it."""
_RECOMMENDS = re.compile(r"\b(?:recommend|provide)s?(?: an? \w+ of| a total of)?\s*$", re.IGNORECASE)
_TAKES_UP = re.compile(
    r"\s*(?:This|That|The (?:recommendation|recommended (?:level|amount|funding)|amount|total)|It|These funds)\b"
    r"[^.;]{0,160}$"
)
_MEASURED = re.compile(r"\b(?:level|request|estimate|budget)s? of\s*[$€£]?\s*$", re.IGNORECASE)
_DISTANT = re.compile(r"\s*(?:above|below|over|under|(?:more|less|higher|lower) than)\b", re.IGNORECASE)


_MORE_THAN = re.compile(rf"\s*(?:\([^)]*\)\s*)?{_DISTANT.pattern}", re.IGNORECASE)


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the changes of English sentences."""
    if facts.report.document.language != "en":
        return
    for paragraph, account, below in accounts(facts):
        if below:
            yield from _recommended(facts, paragraph, account)
        yield from _differences(facts, paragraph, account)
        yield from _exceeding(facts, paragraph)


def _recommended(facts: Facts, paragraph: Paragraph, account: Account) -> Iterator[Outcome]:
    """Judge the amount that the sentence below an account recommends by the account."""
    stated = next((each for each in paragraph.numbers if each.stated and not lines(paragraph)), None)
    found = account.recommended
    if stated is None or len(found) != 1 or not _RECOMMENDS.search(_words(stated)):
        return
    # recommends $225,000 (2.7 percent) more than enacted: that is no level.
    if _MORE_THAN.match(paragraph.text, end_of(stated)):
        return
    part = _FOR.match(paragraph.text, end_of(stated))
    title = headline(facts, account)
    if part is not None and len(terms(part["what"]) & title) * 2 <= len(title):
        return
    info = rule(NAME, TITLE)
    yield judged(facts, compared(info, stated.known, tree.Relation.EQUAL, found[0]))


def _differences(facts: Facts, paragraph: Paragraph, account: Account) -> Iterator[Outcome]:
    ruled = {id(line.number) for line in lines(paragraph)}
    numbers = [
        each for each in paragraph.numbers if each.stated and not each.is_share and id(each) not in ruled
    ]
    for at, change in enumerate(numbers):
        end = numbers[at + 1].occurrence.span.start if at + 1 < len(numbers) else len(paragraph.text)
        words = paragraph.text[end_of(change) : end].strip(" $€£")
        own, *others = _AND.split(words.split(". ")[0])
        words = own.rstrip(".")
        found, told = _AGAINST.match(words), _NOUN.search(_words(change))
        if found is None and told is not None:
            found = _FROM.match(words)
        level = _level(paragraph, numbers[:at], change) if found else None
        if found is None or level is None:
            continue
        following = () if others else numbers[at + 1 : at + 2]
        before = _before(found["what"], following, account, change, level) or _called_before(
            found["what"], change, numbers[:at], paragraph
        )
        pairs = [(before, ONE)] if before is not None else _tabled(facts, found["what"], level)
        pairs = [each for each in pairs if each[0] is not level.stated]
        outcomes = [_judged(facts, change, _way(found, told, change), (level.known, *pair)) for pair in pairs]
        right = next((each for each in outcomes if each.verdict.consistent), None)
        if right is not None:
            yield right
        elif len({each.printed.value for each, _ in pairs}) == 1:
            yield outcomes[0]
        elif not pairs:
            way = _way(found, told, change)
            outcomes = [
                _judged(facts, change, way, (level.known, *pair))
                for pair in _headed(facts, paragraph, found["what"], level)
            ]
            # What is recommended need not be in the table: only what fits, either way, was meant.
            yield from [each for each in outcomes if each.verdict.consistent or each.rule is WAY][:1]


def _exceeding(facts: Facts, paragraph: Paragraph) -> Iterator[Outcome]:
    """Judge by how much one amount exceeded another: receipts of A exceeded payments of B by C."""
    for sentence in sentences(paragraph):
        for one, two, gap in zip(*(sentence.stated[start:] for start in range(3)), strict=False):
            found = _EXCEEDED.search(sentence.between(one, two))
            alike = one.dimension == two.dimension == gap.dimension and not (
                one.is_share or one.sign or two.sign
            )
            if found is None or not alike or not _GAP.match(sentence.between(two, gap)):
                continue
            high, low = (two, one) if found["short"] else (one, two)
            parts = [(ONE, high.known), (-ONE, low.known)]
            yield judged(facts, summed(rule(NAME, TITLE), gap.known, parts, role="stated"))


def _called_before(
    what: str, change: Number, numbers: Sequence[Number], paragraph: Paragraph
) -> Stated | None:
    """Return the one amount that the sentences before tell of what a change is measured against: under that allocation."""
    noun = _THAT.match(what.strip(" ."))
    if noun is None:
        return None
    named = re.once(rf"\b{noun['noun']}\b", re.IGNORECASE)
    found = [
        each.known
        for each in numbers
        if each.sentence < change.sentence
        and each.dimension == change.dimension
        and not each.sign
        and named.search(
            paragraph.text[
                paragraph.text.rfind(". ", 0, each.occurrence.span.start) + 1 : each.occurrence.span.start
            ]
        )
    ]
    return found[0] if len(found) == 1 else None


def _way(found: re.Match[str], told: re.Match[str] | None, change: Number) -> tuple[int, str, bool]:
    """Return where the word stands that says which way a change goes, the word, and whether it is up."""
    if "way" in found.groupdict() or told is None:
        start = change.block.text.find(found["way"], end_of(change))
        return start, found["way"], _MORE.match(found["way"]) is not None
    name = "up" if told["up"] else "down"
    return change.block.text.rfind(told[name], 0, change.occurrence.span.start), told[name], name == "up"


def _judged(
    facts: Facts, change: Number, way: tuple[int, str, bool], levels: tuple[Stated, Stated, Fraction]
) -> Outcome:
    """Judge a change by its levels; where only the word for its direction is wrong, say that."""
    (start, word, up), (now, before, scale) = way, levels
    sign = ONE if up else -ONE
    relations = [
        summed(rule(NAME, TITLE), change.known, [(each, now), (-each * scale, before)], role="stated")
        for each in (sign, -sign)
    ]
    if change.known.printed.value and not fits(facts, relations[0]) and fits(facts, relations[1]):
        items = [
            evidence_of_words(change.block, start, word, "direction"),
            evidence_at(change.block, change.occurrence),
            evidence_of(facts, now.figure, now.mention, "part"),
            evidence_of(facts, before.figure, before.mention, "part"),
        ]
        zh = f"称“{word}”，而数额由 {before.mention.text} 变为 {now.mention.text}"
        en = f"says '{word}', and the amount went from {before.mention.text} to {now.mention.text}"
        return said(WAY, zh, en, items)
    return judged(facts, relations[0])


def _level(paragraph: Paragraph, before: Sequence[Number], change: Number) -> Number | None:
    """Return the amount that changed: the first of the sentence, or the only one of the sentence before."""
    same = [
        each for each in before if each.dimension == change.dimension and not _CHANGED.search(_words(each))
    ]
    here = [
        each
        for each in same
        if each.sentence == change.sentence
        # This is A above the enacted level of B and C above …: neither changes nor what they are measured from.
        and not _DISTANT.match(paragraph.text, each.occurrence.span.end)
        and not _MEASURED.search(_words(each))
    ]
    if here and here[0] is not change:
        return here[0]
    start = paragraph.text[: change.occurrence.span.start].rfind(". ") + 1
    if not _TAKES_UP.match(paragraph.text[start : change.occurrence.span.start]):
        return None
    last = [each for each in same if each.sentence == change.sentence - 1]
    return last[0] if len(last) == 1 else None


def _before(
    what: str, following: Sequence[Number], account: Account, change: Number, level: Number
) -> Stated | None:
    """Return the amount that a change is measured against: printed behind it, or in the lines above."""
    if (
        re.search(r"\b(?:of|level|request|estimate)\s*$", what)
        and following
        and following[0].sentence == change.sentence
    ) and re.search(r"\bof\s*\W*$", following[0].before):
        return following[0].stated
    if not account.of(level):
        return None
    return account.against(what, change)


def _tabled(facts: Facts, what: str, level: Number) -> list[tuple[Stated, Fraction]]:
    """Return the earlier amounts of the rows of tables near by that hold the level, and the tables' scales."""
    found: list[tuple[Stated, Fraction]] = []
    if digits(level.known) < MEANT - 1:
        return found
    for sheet in sheets(facts):
        near = sheet.near(level.block.index, _NEAR)
        meant = columns_named(sheet, what)
        for row in sheet.table.rows if len(meant) == 1 else ():
            if not near and not _names(level.block.text, row):
                continue
            before = sheet.at(row, meant[0])
            held = [
                scale
                for column, value in levels(sheet, row)
                if column is not meant[0]
                and (scale := scale_in(facts, sheet, level.known, value)) is not None
            ]
            # 27.2 in a row of revenue and profit lies far from what is no earlier level of it.
            if before is not None and held and _like(level, before, held[0]):
                found.append((before, held[0]))
    return found


def _like(level: Number, before: Stated, scale: Fraction) -> bool:
    """Whether an earlier amount is of the size of a level."""
    one, two = abs(level.known.printed.value), abs(before.printed.value * scale)
    return max(one, two) <= min(one, two) * 2


def _names(text: str, row: Row) -> bool:
    """Whether a paragraph names a row of two words and more: a table at the end of the document has it as well."""
    label = row.label or row.name
    return len(label.split()) > 1 and label.casefold() in text.casefold()


def _headed(
    facts: Facts, paragraph: Paragraph, what: str, level: Number
) -> Iterator[tuple[Stated, Fraction]]:
    """Iterate over the earlier amounts of the row that heads a paragraph, in the column that words name."""
    for each in headed(facts, paragraph):
        meant = columns_named(each.sheet, what)
        before = each.sheet.at(each.row, meant[0]) if len(meant) == 1 else None
        if before is not None:
            yield from ((before, scale) for scale in scales(facts, each.sheet, level.known, before))


def _words(number: Number) -> str:
    return number.before.rstrip(" $€£")
