"""English: weights that do not give the whole, and scores that are not weighted as their table says.

`value for money (40 per cent), delivery (35 per cent) and governance (20 per cent)`; `Weight | Score | Weighted score`: each weighted score is
its weight times its score, in the one scale that the other rows show.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english, is_english
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.spelled import COUNT, count_of
from auditor.checks.common.tables import header, sheets
from auditor.checks.english._weightsspelled import weighings
from auditor.checks.english._weightstold import told
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Severity, Verdict
from auditor.numbers import decimal_text, round_to
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number, Stated
    from auditor.checks.common.tables import Sheet
    from auditor.checks.english._weightstold import Weight
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column

NAME = "weighing-not-held"
TITLE = {
    "zh": "权重之和或加权得分不符",
    "en": "weights do not give the whole, or scores are not weighted as told",
}
_WEIGHS = re.compile(
    r"\bweight(?:s|ed|ing|ings)?\b|\bcarr(?:y|ies|ied)\b|\bcriteria\b|\bdimensions\b|\bdomains\b",
    re.IGNORECASE,
)
_OF = re.compile(
    rf"\b(?P<n>{COUNT}) (?:[a-z]+ )?(?:criteria|dimensions|domains|components|pillars|parts|objectives|headings|categories|themes)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:of which|includ\w+|remaind\w+|remaining|the rest|others?|mainly|chiefly|from|instead|rose|fell|increas\w+|reduc\w+|previous\w*|scored?|scores|rate|average|compared|than|at least|respondents|women|sales)\b",
    re.IGNORECASE,
)
_WEIGHT = re.compile(r"^weight(?:ing|age)?s?(?:\(.*\)|,?(?:in)?(?:%|percent|points?))?$", re.IGNORECASE)
_WEIGHTED = re.compile(r"weighted|contribution|^score[x×]weight", re.IGNORECASE)
_SCORE = re.compile(r"score|rating|mark|points|result|grade", re.IGNORECASE)
_SCALES = tuple(Fraction(1, each) for each in (1, 100, 5, 10, 500, 1000, 4, 400))
_NEAR, _FEWEST = Fraction(15, 100), 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the weights that sentences list, and the tables that weigh scores."""
    if not is_english(facts):
        return
    for sentence in english(facts):
        if _WEIGHS.search(sentence.text) and not _OPEN.search(sentence.text):
            yield from _listed(sentence)
    for each in weighings(facts):
        shown, due = each.cell.mention.text, decimal_text(each.due)
        evidence = [evidence_of(facts, each.cell.figure, each.cell.mention, "stated")]
        evidence += [evidence_of(facts, part.figure, part.mention, "part") for part in each.parts]
        zh, en = (
            f"按文中权重应为 {due}，写 {shown}",
            f"by the weights that the text tells it is {due}, not {shown}",
        )
        verdict = Verdict.EXACT if each.held else Verdict.DISCREPANCY
        yield said(rule(NAME, TITLE), zh, en, evidence, verdict)
    for sheet in sheets(facts):
        weights = [each for each in sheet.columns if _WEIGHT.search(_glued(each))]
        if len(weights) == 1:
            yield from _whole(facts, sheet, weights[0])
            yield from map(_told, told(facts, sheet, weights[0]))
            yield from _weighted(facts, sheet, weights[0])


def _glued(column: Column) -> str:
    return "".join(header(column).split())


def _told(weight: Weight) -> Outcome:
    """Judge a weight of the text by the rows of the table of weights."""
    number, should = weight.number, decimal_text(weight.should)
    names = ", ".join(weight.names)
    held = number.known.printed.numeral.value == weight.should
    zh = f"正文写 {names} 的权重为 {number.occurrence.text}，表中为 {should}"
    en = f"the weight of {names} is told as {number.occurrence.text}, the table has {should}"
    verdict = Verdict.EXACT if held else Verdict.DISCREPANCY
    return said(rule(NAME, TITLE), zh, en, [evidence_at(number.block, number.occurrence)], verdict)


def _listed(sentence: Sentence) -> Iterator[Outcome]:
    """Judge weights of all criteria: as many as are told, or `respectively`."""
    shares = [each for each in sentence.stated if each.is_share and not each.sign]
    counted = _OF.search(sentence.text)
    every = count_of(counted["n"]) if counted is not None else None
    if len(shares) < _FEWEST or len(shares) != len([each for each in sentence.numbers if each.is_share]):
        return
    # value (40 per cent), delivery (35 per cent) and governance (20 per cent): the colon opens all of a list.
    bracketed = all(each.depth == 1 for each in shares)
    named = (
        "respectively" in sentence.text.lower()
        and re.search(r"\bweights? of\b|\bweighted\b|\bweightings? of\b", sentence.text) is not None
    )
    if every != len(shares) and not named:
        return
    if not (named or bracketed or re.search(r"\bweight", sentence.text, re.IGNORECASE)):
        return
    yield from _judged(shares, sum((each.known.printed.value for each in shares), Fraction(0)))


def _judged(shares: Sequence[Number], total: Fraction) -> Iterator[Outcome]:
    if abs(total - 1) > _NEAR:
        return  # shares of something else
    evidence = [evidence_at(each.block, each.occurrence) for each in shares]
    if total == 1:
        yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
        return
    shown = " + ".join(each.occurrence.text for each in shares)
    percent = decimal_text(total * 100)
    yield said(
        rule(NAME, TITLE),
        f"权重 {shown} = {percent}%，不是 100%",
        f"the weights {shown} give {percent}%, not 100%",
        evidence,
    )


def _whole(facts: Facts, sheet: Sheet, weight: Column) -> Iterator[Outcome]:
    """Judge a column of weights by the hundred that its total row prints."""
    parts = [each for row in sheet.details if (each := sheet.at(row, weight)) is not None]
    told = [
        each
        for row in sheet.table.rows
        if row.role is Role.TOTAL and (each := sheet.at(row, weight)) is not None
    ]
    if len(parts) < _FEWEST or len(told) != 1 or told[0].printed.numeral.value not in (1, 100):
        return
    if any(row.role not in {Role.DETAIL, Role.TOTAL} for row in sheet.table.rows):
        return
    total = sum((each.printed.numeral.value for each in parts), Fraction(0))
    full = told[0].printed.numeral.value
    evidence = [evidence_of(facts, each.figure, each.mention, "part") for each in parts]
    if total == full:
        yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
    elif abs(total - full) <= full * _NEAR:
        shown = " + ".join(each.mention.text for each in parts)
        zh, en = (
            f"权重 {shown} = {decimal_text(total)}，合计写 {decimal_text(full)}",
            f"the weights {shown} give {decimal_text(total)}, not {decimal_text(full)}",
        )
        yield said(rule(NAME, TITLE), zh, en, evidence)


def _weighted(facts: Facts, sheet: Sheet, weight: Column) -> Iterator[Outcome]:
    """Judge weighted scores by the one scale in which all rows but one are their weight times their score."""
    products = [each for each in sheet.columns if _WEIGHTED.search(_glued(each)) and each is not weight]
    scores = [
        each
        for each in sheet.columns
        if each is not weight and each not in products and _SCORE.search(_glued(each))
    ]
    if len(products) != 1 or len(scores) != 1:
        return
    rows = [
        (w, s, p)
        for row in sheet.details
        if (w := sheet.at(row, weight))
        and (s := sheet.at(row, scores[0]))
        and (p := sheet.at(row, products[0]))
    ]
    if len(rows) < _FEWEST:
        return
    found = []
    for scale in _SCALES:
        held = [_fits(w, s, p, scale) for w, s, p in rows]
        if held.count(False) <= max(1, len(rows) // 5) and held.count(True) >= _FEWEST - 1:
            found.append((scale, held))
    if len(found) != 1:
        return
    scale, held = found[0]
    for (w, s, p), fits in zip(rows, held, strict=True):
        evidence = [
            evidence_of(facts, p.figure, p.mention, "stated"),
            evidence_of(facts, w.figure, w.mention, "part"),
        ]
        if fits:
            yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
            continue
        due = decimal_text(round_to(_value(w) * _value(s) * scale, p.printed.numeral.step))
        zh = f"权重 {w.mention.text} × 得分 {s.mention.text} 应为 {due}，写 {p.mention.text}"
        en = f"{w.mention.text} x {s.mention.text} is {due}, {p.mention.text} is printed"
        yield said(rule(NAME, TITLE, Severity.ERROR), zh, en, evidence)


def _value(each: Stated) -> Fraction:
    """Return a number as printed; a percentage is one of a hundred."""
    return each.printed.value if each.unit.dimension == "ratio" else each.printed.numeral.value


def _fits(weight: Stated, score: Stated, product: Stated, scale: Fraction) -> bool:
    due, step = _value(weight) * _value(score) * scale, product.printed.numeral.step
    half = score.printed.numeral.step / 2 if score.printed.numeral.step < 1 else Fraction(0)
    slack = step / 2 + abs(_value(weight)) * scale * half
    told = product.printed.numeral.value if product.unit.dimension != "ratio" else product.printed.value
    return abs(due - told) <= slack
