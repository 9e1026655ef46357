"""English: an amount or a score above the limit that the text sets to it.

`Aid equals 40 percent of the cost of a district but may not exceed $2,500,000`, and the column Aid of the table below has 2,840 thousand in
one row; `The payment for a year may not exceed 2,000 thousand. … The payment taken was 2.4 million`; `Each component scores the result as a
percentage of its target, and never more than 100`, and the column Score has 101.56. What says that a limit was passed, or does not hold, is
told otherwise.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english, terms
from auditor.checks.common.nearby import nearby
from auditor.checks.common.relations import ONE, compared, evidence_at, evidence_of_words, judged, rule, said
from auditor.checks.common.rownames import scale_at, scale_of
from auditor.checks.common.tables import header, numeric, sheets
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Verdict
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number, Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.findings import Evidence

NAME = "limit-passed"
TITLE = {"zh": "金额超过文中规定的上限", "en": "an amount is above the limit that the text sets to it"}
_LIMIT = re.compile(
    r"(?:^|[,;:]|\b(?:that|but|and)\b)\s*(?:(?:a|an|the|any|each|this|its) )?(?P<what>[A-Za-z][A-Za-z' -]{2,70}?)(?P<rest>\s(?:equals|is|amounts to|covers|pays)\b[^.;]{4,90}? (?:but|and|,))?\s*,?"
    r"\s*(?:(?:may|must|shall|can|will)(?: not|not| never) (?:exceed|be (?:more|greater|higher) than|go beyond)|(?:is|are) (?:capped at|limited to))(?: a (?:total|maximum) of)?\s*$",
    re.IGNORECASE,
)
_SCORED = re.compile(
    r"(?:^|[,;:.]\s|\b(?:the|its|their|and|each)\s)(?:[a-z]+ ){0,4}?(?P<what>scores?)\b[^.;0-9]{0,120}?"
    r"\b(?:(?:never|not|no) (?:more|greater|higher) than|capped at|limited to|up to a maximum of|(?:to|with) a maximum of|(?:cannot|can not|may not|never) exceeds?)"
    r"\s+(?P<most>[0-9]{1,4}(?:\.[0-9]+)?)(?:\s(?:points?|marks?))?(?=\s*(?:[.,;:)]|$))",
    re.IGNORECASE,
)
"""Each component scores the result as a percentage of its target, and never more than 100."""
_OF = re.compile(r"\b(?:of|for|to|in|under|from|by|per|paid|made|granted|received)\b")
_ALLOWED = re.compile(
    r"\b(?:exce(?:ed|ss)\w*|breach\w*|over|above|beyond|waive\w*|although|despite|unless|except\w*|however|before|until|last year|previous|without|uncapped|would|average|total|together|all)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:was|were|is|are|came to|amounted to|of|reached|stood at|paid)(?: only| therefore| thus)?\s*$"
)
_SCORE = frozenset({"score"})
_BELOW, _FEWEST, _FEW = 4, 3, 4


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what the text tells to be limited, in its paragraph and in the table below."""
    tables = nearby(sheet for sheet in sheets(facts) if sheet.values)
    told = list(english(facts))
    for at, sentence in enumerate(told):
        for limit in sentence.stated:
            found = None if limit.is_share else _LIMIT.search(sentence.before(limit))
            if found is None:
                continue
            head = terms(_OF.split(found["what"])[0])
            if not head:
                continue
            behind = [each for each in told[at + 1 :] if each.paragraph is sentence.paragraph]
            if _ALLOWED.search(sentence.after(limit)):
                continue
            yield from _in_text(facts, limit, head, behind)
            index = sentence.paragraph.block.index
            for sheet in tables.within(index + 1, index + _BELOW):
                yield from _in_table(
                    facts, limit.known.printed.value, evidence_at(limit.block, limit.occurrence), head, sheet
                )
        for found in _SCORED.finditer(sentence.text):
            block, start = sentence.paragraph.block, sentence.start + found.start("most")
            place = evidence_of_words(block, start, found["most"], "limit")
            for sheet in tables.within(block.index + 1, block.index + _BELOW):
                yield from _in_table(facts, Fraction(found["most"]), place, _SCORE, sheet)


def _in_text(
    facts: Facts, limit: Number, head: frozenset[str], sentences: Sequence[Sentence]
) -> Iterator[Outcome]:
    for sentence in sentences:
        for number in sentence.stated:
            clause = re.split(r"[,;:(]|\b(?:and|but|while)\b", sentence.before(number))[-1]
            if number.dimension != limit.dimension or number.sign or not head <= terms(clause):
                continue
            if _TOLD.search(clause) and not _ALLOWED.search(sentence.text):
                yield judged(
                    facts, compared(rule(NAME, TITLE), number.known, tree.Relation.AT_MOST, limit.known)
                )


def _in_table(
    facts: Facts, most: Fraction, place: Evidence, head: frozenset[str], sheet: Sheet
) -> Iterator[Outcome]:
    """Judge the rows of the one column that bears the name of what is limited: all but few of them are within it."""
    columns = [each for each in numeric(sheet) if terms(header(each)) == head]
    if len(columns) != 1 or _ALLOWED.search(sheet.table.caption or ""):
        return
    cells = [cell for row in sheet.details if (cell := sheet.at(row, columns[0])) is not None]
    # A score is never told in thousands, whatever the accounts are in.
    over = [
        each
        for each in cells
        if each.printed.value * (ONE if head == _SCORE else _scale(facts, sheet, each)) > most
    ]
    if len(cells) < _FEWEST or len(over) * _FEW > len(cells):
        return
    for cell in cells:
        evidence = [evidence_of(facts, cell.figure, cell.mention, "stated"), place]
        zh = f"{cell.mention.text} 超过文中规定的上限 {place.text}"
        en = f"{cell.mention.text} is above the limit of {place.text} that the text sets"
        verdict = Verdict.DISCREPANCY if cell in over else Verdict.EXACT
        yield said(rule(NAME, TITLE), zh, en, evidence, verdict)


def _scale(facts: Facts, sheet: Sheet, cell: Stated) -> Fraction:
    if cell.unit.factor != 1:
        return ONE
    return scale_at(cell) or scale_of(facts, sheet) or ONE
