"""English: how far an amount is above its budget or an earlier year, told with the amount, against the row of both.

`Operating revenue of A was p% above budget`; `with income of A, p% less than in fiscal 2023`. Of amount and rate one has to be
the row's: then the other is judged by it. A sentence that names the row and prints no amount is judged by its rate.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._english import english, year_of
from auditor.checks._relations import (
    ONE,
    WAY,
    evidence_at,
    evidence_of_words,
    fits,
    judged,
    quotient,
    rule,
    said,
    summed,
)
from auditor.checks._rownames import CHANGES, agrees, scales
from auditor.checks._slips import digits
from auditor.checks._tables import Sheet, header, numeric, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks._english import Sentence
    from auditor.checks._numbers import Number, Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, Relation
    from auditor.report.model import Row

NAME = "rate-told-of-row"
TITLE = {
    "zh": "正文的增减率或数额与表中该行不符",
    "en": "an amount or its distance from another is not that of the table row",
}
_FAR = re.compile(
    r"^\s*(?:(?P<up>above|over|more than|higher than|greater than|up on|ahead of)|(?P<down>below|under|less than|lower than|fewer than|down on|short of)) "
    r"(?:in |for |that of |those of |its |the |our )*(?:(?P<plan>(?:final |revised |approved |original )?(?:budget|plan))(?:ed)?\b(?! (?:year|for|of))|"
    r"(?:fiscal |FY ?|financial year |year )?(?P<year>(?:19|20)[0-9]{2})\b|(?P<last>last year|(?:the )?(?:previous|prior|preceding) (?:fiscal |financial )?year|a year (?:earlier|before|ago)))",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\b(?:quarter|month|half|constant|organic|excluding|adjusted|underlying|real terms|average|per (?!cent\b)|first|points)\b",
    re.IGNORECASE,
)
_PLAN = re.compile(r"\b(?:budget|plan(?:ned)?)\b", re.IGNORECASE)
_ACTUAL = re.compile(r"\b(?:actual|outturn|result|spent|this year|current)\b", re.IGNORECASE)
_LAST = re.compile(r"\b(?:prior|previous|last|preceding)\b", re.IGNORECASE)
_NOT_LEVEL = re.compile(r"%|per ?cent|share|rate\b", re.IGNORECASE)
_TOTAL = re.compile(r"^(?:grand )?total\s+", re.IGNORECASE)
_HAD = re.compile(r"\b(?:had|has|have|employed|was|were|with)\s*[$€£]?\s*$")
_TWO = 2
_NEAR, _SHORTEST, _FEW = 40, 4, 60


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the distances that English sentences tell of an amount."""
    for sentence in english(facts):
        for at, rate in enumerate(sentence.numbers):
            if rate.stated is None or rate.known.printed.value <= 0:
                continue
            if not rate.is_share:
                yield from _apart(facts, sentence, rate)
                continue
            told = _FAR.match(sentence.after(rate))
            if told is None or _ELSE.search(sentence.text):
                continue
            level = sentence.numbers[at - 1] if at else None
            if level is not None and (
                level.stated is None
                or level.is_share
                or level.sign
                or len(sentence.between(level, rate)) > _FEW
                or re.search(r"[;:()]|\b(?:and|while|but|to|from|by)\b", sentence.between(level, rate))
            ):
                level = None
            yield from _judged(facts, sentence, rate, told, level)


def _apart(facts: Facts, sentence: Sentence, far: Number) -> Iterator[Outcome]:
    """Judge `Logistics had 145 fewer than in 2023`, which names a row and prints no level."""
    told = _FAR.match(sentence.after(far))
    start = far.occurrence.span.start - sentence.start
    if told is None or _ELSE.search(sentence.text) or digits(far.known) < _TWO or far.dimension == "points":
        return
    if not _HAD.search(sentence.text[:start]):
        return
    pairs = {
        (pair[0].printed.value, pair[1].printed.value): (sheet, pair)
        for sheet, row in _rows(facts, sentence.text[:start], sentence.paragraph.block.index)
        if (pair := _pair(sheet, row, told)) is not None
    }
    if len(pairs) != 1:
        return
    ((sheet, (now, base)),) = pairs.values()
    sign = ONE if told["up"] else -ONE
    for scale in scales(facts, sheet, far.known, now)[:1]:
        parts = [(sign * scale, now), (-sign * scale, base)]
        yield judged(facts, summed(rule(NAME, TITLE), far.known, parts, role="stated"))


def _judged(
    facts: Facts, sentence: Sentence, rate: Number, told: re.Match[str], level: Number | None
) -> Iterator[Outcome]:
    first = level or rate
    start = first.occurrence.span.start - sentence.start
    sign, info = (ONE if told["up"] else -ONE), rule(NAME, TITLE)
    index = sentence.paragraph.block.index
    far: list[Relation] = []
    for sheet, row in _rows(facts, sentence.text[:start], index):
        pair = _pair(sheet, row, told)
        if pair is None or pair[1].printed.value <= 0:
            continue
        now, base = pair
        relation, turned = (
            quotient(info, rate.known, [(way, now), (-way, base)], [(ONE, base)]) for way in (sign, -sign)
        )
        scaled = [] if level is None else scales(facts, sheet, level.known, now)
        same = level is not None and any(agrees(level.known, now, scale) for scale in scaled)
        if fits(facts, relation):
            yield judged(facts, relation)
            if level is not None and not same and scaled and digits(level.known) >= _SHORTEST - 1:
                by = min(
                    scaled,
                    key=lambda scale: abs(now.printed.value * scale - level.known.printed.value),
                )
                yield judged(facts, summed(info, level.known, [(by, now)], role="stated"))
            return
        if same and fits(facts, turned):
            item = evidence_of_words(
                sentence.paragraph.block,
                sentence.start
                + len(sentence.text)
                - len(sentence.after(rate))
                + told.start("up" if told["up"] else "down"),
                told["up"] or told["down"],
                "direction",
            )
            zh = f"称“{told['up'] or told['down']}”，而表中为 {now.mention.text} 与 {base.mention.text}"
            en = f"says '{told['up'] or told['down']}', and the table has {now.mention.text} and {base.mention.text}"
            yield said(WAY, zh, en, [item, evidence_at(sentence.paragraph.block, rate.occurrence)])
            return
        if same or level is None:
            far.append(relation)
    if len(far) == 1:
        yield judged(facts, far[0])


def _rows(facts: Facts, text: str, index: int) -> list[tuple[Sheet, Row]]:
    """Return the rows that the clause before an amount names last, with or without the word total."""
    clause = re.split(r"[;:]|,(?= )|\b(?:and|while|because) ", text)[-1] or text
    found: list[tuple[int, Sheet, Row]] = []
    for pattern, sheet, row in _labels(facts):
        if sheet.near(index, _NEAR) and (hit := pattern.search(clause)):
            found.append((hit.end() - hit.start(), sheet, row))
    longest = max((length for length, _, _ in found), default=0)
    return [(sheet, row) for length, sheet, row in found if length == longest]


@functools.lru_cache(maxsize=4)
def _labels(facts: Facts) -> tuple[tuple[re.Pattern[str], Sheet, Row], ...]:
    found: list[tuple[re.Pattern[str], Sheet, Row]] = []
    for sheet in sheets(facts):
        for row in sheet.table.rows:
            label = _TOTAL.sub("", re.sub(r"\([^()]*\)|[:*†]+", "", row.label or "").strip())
            if len(label) >= _SHORTEST and re.match(r"[A-Za-z]", label):
                words = r"\s+".join(map(re.escape, label.split()))
                pattern = re.once(
                    rf"(?:^\s*|\b(?:with|of|the|total|our|its|in)\s+){words}(?![\w-])", re.IGNORECASE
                )
                found.append((pattern, sheet, row))
    return tuple(found)


def _pair(sheet: Sheet, row: Row, told: re.Match[str]) -> tuple[Stated, Stated] | None:
    """Return the cells of a row that the words compare: what came about, and the budget or the earlier year."""
    columns = [
        column
        for column in numeric(sheet)
        if not CHANGES.search(header(column)) and not _NOT_LEVEL.search(header(column))
    ]
    actual = [
        column for column in columns if _ACTUAL.search(header(column)) and not _PLAN.search(header(column))
    ]
    dated = sorted((column for column in columns if year_of(column)), key=year_of, reverse=True)
    if told["plan"]:
        base = [
            column
            for column in columns
            if _PLAN.search(header(column)) and not _ACTUAL.search(header(column))
        ]
    elif told["year"]:
        base = [column for column in dated if year_of(column) == told["year"]]
    else:
        base = [column for column in columns if _LAST.search(header(column))] or dated[1:2]
    now = [column for column in actual if column not in base] or [
        column for column in dated[:1] if column not in base
    ]
    if len(now) != 1 or len(base) != 1:
        return None
    one, two = sheet.at(row, now[0]), sheet.at(row, base[0])
    if one is None or two is None or "ratio" in {one.unit.dimension, two.unit.dimension}:
        return None
    return one, two
