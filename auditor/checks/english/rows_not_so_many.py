"""English: a count of the rows of a table that rose or fell, were over or under, which their cells asked one by one do not bear out.

`Visits rose at all five clinics`, one of which had fewer; `of the five accounts, three would rise above their enacted levels`; `two
programs spent more than was budgeted`. The rows are known by how many there are in all, or by what heads their names; the change by a
column of changes, or by two columns of which one is the earlier or the plan.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import english, terms, year_of
from auditor.checks.common.nearby import nearby
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.checks.common.rownames import CHANGES
from auditor.checks.common.spelled import COUNT, SPELLED, count_of
from auditor.checks.common.tables import corner, header, numeric, sheets
from auditor.checks.english._heads import said as meant
from auditor.checks.english._rowforms import wholes
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "rows-not-so-many"
TITLE = {
    "zh": "所称增减的行数与表中不符",
    "en": "a count of rows that rose or fell is not that of the table",
}
_CLAIM = re.compile(
    rf"(?<![\w.,$€£-])(?:(?P<every>[Aa]ll|[Ee]very|[Ee]ach)(?: the| of the| of its| of our)?(?: (?P<size>{COUNT}))?|(?P<n>{COUNT})(?: (?:out )?of (?:the |its |our |all |these |those )*(?P<all>{COUNT}))?)"
    rf"(?P<noun>(?: (?!but\b|except\b|{SPELLED}\b)[a-z]+){{0,3}})(?: (?:but|except) (?P<but>one|two|three)\b)?",
)
_LEAD = re.compile(
    rf"^\s*(?:Of|Among|Out of) (?:the |its |our |these |all )*(?P<all>{COUNT})(?P<noun>(?: [a-z]+){{1,3}}),"
)
_UP = re.compile(
    r"\b(?:ros\w|risen|rises?|rising|gr[eo]w\w*|increas\w+|gain\w*|higher|up|climb\w*|exceed\w*|above|over|overs\w+|more than|went up)\b"
)
_DOWN = re.compile(
    r"\b(?:fell|falls?|fallen|drop\w*|declin\w+|decreas\w+|reduc\w+|lower|down|cut|below|under|unders\w+|less than|fewer|shrank|los[et]|went down)\b"
)
_ELSE = re.compile(
    r"\b(?:than (?:once|half|[a-z]+ (?:per cent|percent))|more than (?:a|one|two|three|half|[0-9])|by (?:more|less|over|at least)|at least|not|no longer|neither|never|would have|since|month\w*|quarter\w*|"
    r"times|years?|days?|hours?|weeks?|each other|over (?:the|a|this|that|its|all)|under (?:the|a|this|way)|both|half|met|reached|matched)\b|[0-9%]"
)
_PLACE = re.compile(r"\b(?:above|over|below|under|up|down|higher|lower)\b")
_SHOWN = re.compile(r"\b(?:listed|shown|given|described|set out|named|see|set|as) (?:above|below)\b")
_SPENT = re.compile(r"\b(?:over|under)sp[a-z]+")
_SINCE = re.compile(r"\b(?:since|last|previous|prior|earlier|change)\b|(?:19|20)[0-9]{2}", re.IGNORECASE)
_LEFT = re.compile(r"unspent|unused|remain|balance|left|share|rate|per\b|%", re.IGNORECASE)
_EARLIER = re.compile(
    r"\b(?:budget\w*|plan\w*|target\w*|enacted|request\w*|original|previous|prior|before|baseline|estimate\w*|approved|forecast)\b",
    re.IGNORECASE,
)
_NEAR, _FEWEST, _KINDS = 12, 3, 6


@records.frozen(eq=False)
class _Claim:
    """How many rows go which way, of how many in all where that is said, and what they are called."""

    count: int
    size: int | None
    noun: frozenset[str]
    up: bool | None
    behind: frozenset[str]
    start: int
    end: int
    words: str
    subject: frozenset[str]


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the counts of rows that rose or fell by the tables near them."""
    tables = nearby(
        sheet for sheet in sheets(facts) if sheet.block is not None and len(sheet.details) >= _FEWEST
    )
    for sentence in english(facts):
        claims = list(_claims(sentence))
        for claim in claims:
            near = tables.near(sentence.paragraph.block.index, _NEAR) if claims else []
            outcomes = [
                found
                for sheet in near
                for found in (_judged(sentence, claim, sheet), _of_kind(sentence, claim, claims, sheet))
                if found is not None
            ]
            if outcomes and (
                len(outcomes) == 1 or all(each.verdict is outcomes[0].verdict for each in outcomes)
            ):
                yield outcomes[0]


def _claims(sentence: Sentence) -> Iterator[_Claim]:
    text = sentence.text
    lead = _LEAD.match(text)
    found = [each for each in _CLAIM.finditer(text) if lead is None or each.start() >= lead.end()]
    ends = [*(each.start() for each in found[1:]), len(text)][: len(found)]
    last = lead.end() if lead else 0
    for each, end in zip(found, ends, strict=True):
        subject: frozenset[str] = frozenset()
        behind = re.split(r"[;:(]", text[each.end("noun") : end])[0]
        words = _SHOWN.sub(" ", f"{each['noun'] or ''}{behind}")
        if not (_UP.search(words) or _DOWN.search(words)):
            # Visits rose at all five: what stands before the count has to be a verb, over all votes says nothing of them.
            words = _PLACE.sub(" ", f"{text[last : each.start()]} {each['noun'] or ''}")
            subject = terms(text[last : each.start()])
        last = each.end()
        up, down = _UP.search(words) is not None, _DOWN.search(words) is not None
        if (up and down) or _ELSE.search(words):
            continue
        told = each["size"] or each["all"] or (lead["all"] if lead else None)
        size = count_of(told) if told else None
        noun = terms(each["noun"] or "") | (terms(lead["noun"]) if lead else frozenset())
        if each["every"]:
            count = (size or 0) - (count_of(each["but"]) or 0 if each["but"] else 0)
            # every clinic, of which the table has as many as it has
            count = count if size else -(count_of(each["but"]) or 0 if each["but"] else 0)
        else:
            count = count_of(each["n"]) or 0
        kind = terms(f"{each['noun'] or ''}{behind}")
        way = up if up or down else None
        place = each.start(), each.end("noun")
        yield _Claim(count, size, noun, way, kind, *place, f"{words} {text}", subject)


def _judged(sentence: Sentence, claim: _Claim, sheet: Sheet) -> Outcome | None:
    if claim.up is None:
        return None
    rows = _rows(sheet)
    heads = terms(f"{corner(sheet)} {sheet.table.caption or ''}")
    if claim.size is not None and claim.size != len(rows):
        return None
    if not (claim.noun & heads) and claim.size is None:
        return None
    # Every programme: Programme A, below it its subheads, and so on.
    if 0 < sum(bool(claim.noun & terms(row.label or row.name)) for row in rows) < len(rows):
        return None
    told = terms(f"{sheet.table.caption or ''} {' '.join(header(each) for each in numeric(sheet))}")
    if claim.subject and not claim.subject & told:
        return None  # complaints fell at three of them, of which the table has none
    count = claim.count if claim.count > 0 else len(rows) + claim.count
    counts = set()
    for signs in _ways(sheet, claim):
        if len(signs) != len(rows):
            return None
        counts.add(sum(1 for each in signs if (each > 0 if claim.up else each < 0)))
    if not counts or count > len(rows):
        return None
    start = sentence.start + claim.start
    text = sentence.text[claim.start : claim.end]
    item = evidence_of_words(sentence.paragraph.block, start, text)
    if count in counts:
        return said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
    if len(counts) > 1:
        return None
    (right,) = counts
    zh = f"写“{text}”，表中{'增加' if claim.up else '减少'}的有 {right} 行"
    en = f"says '{text}', and the table has {right} rows that went {'up' if claim.up else 'down'}"
    return said(rule(NAME, TITLE), zh, en, [item])


def _rows(sheet: Sheet) -> list[Row]:
    return [each for each in sheet.details if each not in wholes(sheet, sheet.details[0])]


def _of_kind(sentence: Sentence, claim: _Claim, claims: Sequence[_Claim], sheet: Sheet) -> Outcome | None:
    """Judge `five projects were complete, two were delayed` by a column of words, which bears out another count of the sentence."""
    rows = _rows(sheet)
    heads = terms(f"{corner(sheet)} {sheet.table.caption or ''}")
    held = {column.name for column in numeric(sheet)}
    for column in sheet.table.columns:
        kinds = Counter(
            terms(cell.text)
            for cell in (sheet.block.cells if sheet.block is not None else ())
            if cell.location.col == column.name and cell.location.row in {row.name for row in rows}
        )
        if (
            column.name in held
            or not 1 < len(kinds) <= _KINDS
            or kinds.total() != len(rows)
            or not all(kinds)
        ):
            continue
        mine = [kind for kind in kinds if kind <= claim.behind]
        if len(mine) != 1 or len(kinds) == len(rows):
            continue
        others = any(
            each is not claim and kinds[kind] == each.count and kind <= each.behind and kind != mine[0]
            for each in claims
            for kind in kinds
        )
        if not (others or claim.size == len(rows) or claim.noun & heads) or claim.count <= 0:
            continue
        right, text = kinds[mine[0]], sentence.text[claim.start : claim.end]
        item = evidence_of_words(sentence.paragraph.block, sentence.start + claim.start, text)
        if claim.count == right:
            return said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
        word = (
            next(cell.text for cell in sheet.block.cells if terms(cell.text) == mine[0])
            if sheet.block
            else ""
        )
        zh = f"写“{text}”，表中“{word}”的有 {right} 行"
        return said(
            rule(NAME, TITLE), zh, f"says '{text}', and the table has {right} rows with '{word}'", [item]
        )
    return None


def _ways(sheet: Sheet, claim: _Claim) -> Iterator[Sequence[Fraction]]:
    """Iterate over the changes of the rows by each column of them, or by each two columns, that a clause can mean."""
    rows = _rows(sheet)
    told = meant(claim.words)
    columns = list(numeric(sheet))
    changes = [each for each in columns if CHANGES.search(header(each))]
    if _SPENT.search(claim.words):
        # What is over its budget is no column of what changed since the last time.
        changes = [each for each in changes if not _SINCE.search(header(each))]
    named = [each for each in changes if meant(header(each)) & told]
    for column in named or changes:
        yield [value.printed.value for row in rows if (value := sheet.at(row, column)) is not None]
    if changes:
        return
    levels = [each for each in columns if each not in changes]
    pairs = [(one, two) for one in levels for two in levels if one is not two and _after(one, two)]
    pointed = [(one, two) for one, two in pairs if (meant(header(one)) | meant(header(two))) & told]
    for one, two in pointed or pairs:
        yield [
            now.printed.value - before.printed.value
            for row in rows
            if (now := sheet.at(row, one)) is not None and (before := sheet.at(row, two)) is not None
        ]


def _after(one: Column, two: Column) -> bool:
    """Whether a column is what another one was before, or was planned to be."""
    if year_of(one) and year_of(two):
        bare = [re.sub(r"[0-9/–-]+", "", header(each)).strip() for each in (one, two)]
        return year_of(one) > year_of(two) and bare[0] == bare[1]
    return bool(_EARLIER.search(header(two))) and not (
        _EARLIER.search(header(one)) or _LEFT.search(header(one))
    )
