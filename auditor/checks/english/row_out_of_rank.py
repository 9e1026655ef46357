"""English: a row of a table that a sentence ranks as its figures do not: the highest in Corley, higher than in Ashby, first A, then B.

Rows are known by their whole labels, the column by the words of the sentence; where none says which one is meant, every column that can be
meant has to contradict. Who is best depends on what is counted: only of rates, scores and the like is more better.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english, is_english, terms
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.checks.common.rownames import CHANGES, named
from auditor.checks.common.tables import as_percent, header, numeric, same_value, sheets
from auditor.checks.english._wholecolumns import all_told, of_caption
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Severity, Verdict
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.rownames import Named
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Column, Row

NAME = "row-out-of-rank"
TITLE = {"zh": "表中各行的大小顺序与正文所述不符", "en": "rows do not stand in the order that the text tells"}
_HIGH = r"highest|largest|biggest|greatest|longest|most"
_LOW = r"lowest|smallest|fewest|shortest|least"
_GOOD, _BAD = r"best|strongest", r"worst|weakest|poorest"
_MOST = re.compile(
    rf"\b(?P<the>the )?(?P<word>{_HIGH}|{_LOW}|{_GOOD}|{_BAD})\b(?! (?:of (?:them|these|the) |likely|recent\w*|important|part|notabl\w+))",
    re.IGNORECASE,
)
_THAN = re.compile(
    r"\b(?P<word>higher|larger|greater|more|bigger|longer|above|ahead of|lower|smaller|less|fewer|shorter|below|behind)\b",
    re.IGNORECASE,
)
_UNDER = frozenset("lower smaller less fewer shorter below behind".split())
_SKIP = re.compile(
    r"\b(?:(?:second|third|fourth)[- ](?:highest|lowest|largest|smallest|biggest|most|best|worst|place)|next|one of|among the|not|no longer|never|n't|except|apart from|excluding|other than|increase|decrease|growth|excess|shortfall|surplus|deficit|gap|overrun|overspend\w*|underspend\w*|saving|variance|differ\w*|change[ds]?|gain|decline|reduction|"
    r"drop|rise|improve\w*|since|ever|would|could|should|may|might|expected|forecast|projected|used to|previous\w*|last year|if|than in (?:19|20))\b",
    re.IGNORECASE,
)
_AFTER = re.compile(r"^(?:[a-z,'\u2019 -]|\b[A-Z]{2,5}\b){0,60}$")
_HAD = re.compile(
    r"^(?:['\u2019]s?)?,?\s*(?:(?!it |they )[a-z-]+ ){0,2}?(?:was|were|is|are|had|has|have|recorded|reported|showed|shows|ranked|came|took|received|with|remained|performed|accounts? for|accounted for|held|spent|served|treated)\s+(?:by far |clearly |still |the |its |also )*$"
)
_BETTER = re.compile(
    r"rate|score|coverage|satisf|attend|pass|complet|time|achiev|perform|quality|execution|%", re.IGNORECASE
)
_WORSE = re.compile(
    r"drop|absen|vacan|mortal|death|wait|day|delay|late|error|cost|complaint|loss|waste|defect|arrear|unemploy|crime|not |missed|turnover|overdue|dissat|out of",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    r",?\s*(?:in that order|in this order|in descending order|respectively ranked)\b", re.IGNORECASE
)
_LISTED = re.compile(
    r"(?:,\s*(?:and |then )?|\s+and\s+(?:then )?|,?\s+followed by\s+|,?\s+then\s+|;\s*)(?:by |in |that of |the )*"
)
_RANK = re.compile(r"(?i:rank(?:ing)?|position|place)")
_OTHERS = re.compile(
    r"^(?:all )?others?\b|not stated|unknown|none|total|^all |average|mean|overall", re.IGNORECASE
)
_NEAR, _FEWEST, _PAIR = 40, 3, 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge what sentences say of the order of the rows that they name, and ranks that tables print."""
    for sheet in sheets(facts) if is_english(facts) else ():
        yield from _ranks(facts, sheet)
    for sentence in english(facts):
        if not (_MOST.search(sentence.text) or _THAN.search(sentence.text)):
            continue
        rows = _rows(facts, sentence)
        if not rows:
            continue
        yield from _extremes(sentence, rows)
        yield from _pairs(sentence, rows)
        yield from _lists(sentence, rows)


def _ranks(facts: Facts, sheet: Sheet) -> Iterator[Outcome]:
    """Judge a column of ranks by the one column that all ranks but one go with: the third of four by its total."""
    ranked = [each for each in numeric(sheet) if _RANK.fullmatch(header(each).strip())]
    rows = [row for row in sheet.details if len(ranked) == 1 and sheet.at(row, ranked[0]) is not None]
    if len(rows) <= _FEWEST:
        return
    ranks = {row.name: value.printed.value for row in rows if (value := sheet.at(row, ranked[0])) is not None}
    found: dict[str, tuple[Row, int]] = {}
    for column in numeric(sheet):
        own = {row.name: value.printed.value for row in rows if (value := sheet.at(row, column)) is not None}
        if column is ranked[0] or len(own) < len(rows):
            continue
        for way in (1, -1):
            due = {
                name: 1 + sum(1 for other in own.values() if other * way > value * way)
                for name, value in own.items()
            }
            wrong = [row for row in rows if due[row.name] != ranks[row.name]]
            if not wrong:
                return
            if len(wrong) == 1 and len(set(own.values())) == len(own):
                found[wrong[0].name] = wrong[0], due[wrong[0].name]
    if len(found) == 1:
        row, place = next(iter(found.values()))
        cell = sheet.at(row, ranked[0])
        if cell is not None:
            label, told = row.label or row.name, cell.mention.text
            evidence = [evidence_of(facts, cell.figure, cell.mention, "stated")]
            zh, en = (
                f"“{label}”的名次应为 {place}，写 {told}",
                f"'{label}' is the {place}. by its figures, {told} is printed",
            )
            yield said(rule(NAME, TITLE), zh, en, evidence)


def _rows(facts: Facts, sentence: Sentence) -> list[Named]:
    """Return the rows that a sentence names, of the nearest table that has most of them."""
    index = sentence.paragraph.block.index
    found: dict[int, list[Named]] = {}
    for each in named(facts, sentence):
        if (
            each.sheet.near(index, _NEAR)
            and each.row.role is Role.DETAIL
            and len(each.sheet.details) >= _FEWEST
        ):
            found.setdefault(id(each.sheet), []).append(each)
    most = max((len({one.start for one in each}) for each in found.values()), default=0)
    best = [each for each in found.values() if len({one.start for one in each}) == most]
    if len(best) > 1:
        told = terms(sentence.text)
        hits = [
            max((len(terms(_spaced(column)) & told) for column in each[0].sheet.columns), default=0)
            for each in best
        ]
        best = [each for each, own in zip(best, hits, strict=True) if own == max(hits) > 0]
    if len(best) > 1:
        return []
    return sorted(best[0], key=lambda each: each.start) if best else []


def _extremes(sentence: Sentence, rows: Sequence[Named]) -> Iterator[Outcome]:
    """Judge what is called the most or the least of a table's rows."""
    text = sentence.text
    words = list(_MOST.finditer(text))
    begins = 0
    for at, found in enumerate(words):
        end = words[at + 1].start() if at + 1 < len(words) else len(text)
        clause = max((stop.end() for stop in re.finditer(r"[;,:]\s", text[: found.start()])), default=0)
        one = _bound(text, found, rows, end)
        about = text[max(begins, min(clause, found.start())) : end] if one is not None else ""
        lead = text[: found.start()] if at == 0 else text[: words[0].start()] + text[begins : found.start()]
        begins = found.end()
        if one is None or _SKIP.search(lead[-60:] + text[found.start() : max(one.end, end)]):
            continue
        if sum(1 for each in rows if each.start < found.start()) > 0 and _scope(text[: found.start()], rows):
            continue
        word = found["word"].lower()
        low = re.fullmatch(rf"{_LOW}|{_BAD}", word) is not None
        judging = re.fullmatch(rf"{_GOOD}|{_BAD}", word) is not None
        columns = _columns(
            one.sheet,
            one.row,
            f"{about}|{lead}|{text[found.end() : one.start] if one.start > found.end() else text[found.end() : end]}",
            judging=judging,
        )
        told = _told_in(
            sentence, one, columns, (min(found.start(), one.start), max(found.end(), one.end), end)
        )
        yield from _first(sentence, one, told, word, low=low)


def _scope(lead: str, rows: Sequence[Named]) -> bool:
    """Whether a sentence compares some rows only: among Ashby, Corley and Denby; gross spending, of which … took most, is no rival."""
    if (whole := re.search(r"\bof which\b", lead)) and any(each.end <= whole.start() for each in rows):
        return True
    return re.search(
        r"\b(?:[Aa]mong|[Oo]f the (?:two|three|four|other|remaining)|[Bb]etween|[Ww]ithin|[Aa]part)\b", lead
    ) is not None and bool(rows)


def _bound(text: str, found: re.Match[str], rows: Sequence[Named], end: int) -> Named | None:
    """Return the row that a word of order is told of: behind it with nothing but words between, else before `had the`."""
    behind = [each for each in rows if found.end() <= each.start < end]
    if behind:
        between = text[found.end() : behind[0].start]
        if _AFTER.match(between) and re.search(
            r"\b(?:in|for|at|by|with|among|on|was|were|is|are|that of|to|of)\s+(?:the )?$", between
        ):
            return behind[0]
    ahead = [each for each in rows if each.end <= found.start()]
    if ahead and _HAD.match(text[ahead[-1].end : found.start() + len(found["the"] or "")]):
        together = len(ahead) > 1 and re.fullmatch(
            r"\s*(?:,|and|,? and)\s*", text[ahead[-2].end : ahead[-1].start]
        )
        return None if together else ahead[-1]
    return None


def _columns(sheet: Sheet, row: Row, words: str, *, judging: bool) -> list[Column]:
    """Return the columns that words can mean: those that they name best, else all, of which a figure has to tell the one meant."""
    columns = [
        each
        for each in numeric(sheet)
        if sheet.at(row, each) is not None
        and not CHANGES.search(header(each))
        and not re.fullmatch(r"(?i)no\.?|rank|code|#", header(each))
    ]
    if judging:
        columns = [
            each for each in columns if _BETTER.search(header(each)) and not _WORSE.search(header(each))
        ]
    told = terms(words)
    hits = {each.name: len(terms(_spaced(each)) & told) for each in columns}
    best = max(hits.values(), default=0)
    return [each for each in columns if hits[each.name] == best]


def _told_in(
    sentence: Sentence, one: Named, columns: Sequence[Column], places: tuple[int, int, int]
) -> Sequence[Column]:
    """Return the columns that print the figure told with what is ranked; all of them where none is told."""
    begin, end, close = (sentence.start + each for each in places)
    told = [each for each in sentence.stated if begin <= each.occurrence.span.start < close]
    behind = [each for each in told if each.occurrence.span.start >= end][:1]
    figures = [each for each in told if each.occurrence.span.start < end] + behind
    if not figures:
        # Turnover was highest in Parks: of what the table does not print it says nothing.
        words = terms(sentence.text)
        return columns if any(terms(_spaced(column)) & words for column in columns) else ()
    return [
        column
        for column in columns
        if any(
            (cell := one.sheet.at(row, column)) is not None
            and same_value(each.known, as_percent(cell, header(column), "%" if each.is_share else ""))
            for each in figures
            for row in one.sheet.details
        )
    ]


def _spaced(column: Column) -> str:
    return " ".join(column.path) if column.path else header(column)


def _first(
    sentence: Sentence, one: Named, columns: Sequence[Column], word: str, *, low: bool
) -> Iterator[Outcome]:
    sheet, outdone = one.sheet, []
    for column in columns:
        values = [
            (value.printed.value, row)
            for row in sheet.details
            if (value := sheet.at(row, column)) is not None
            and (row is one.row or not _OTHERS.search(row.label or ""))
        ]
        if len(values) < _FEWEST:
            return
        best = (min if low else max)(value for value, _ in values)
        own = next(value for value, row in values if row is one.row)
        outdone.append(None if own == best else next(row for value, row in values if value == best))
    if not outdone:
        return
    label = sentence.text[one.start : one.end]
    item = [evidence_of_words(sentence.paragraph.block, sentence.start + one.start, label, "row")]
    if any(each is None for each in outdone):
        yield said(rule(NAME, TITLE), "", "", item, Verdict.EXACT)
        return
    other = next(each.label or each.name for each in outdone if each is not None)
    zh = f"称“{label}”为“{word}”，表中却是“{other}”"
    yield said(
        rule(NAME, TITLE, Severity.WARNING),
        zh,
        f"'{label}' is called the {word}, in the table it is '{other}'",
        item,
    )


def _pairs(sentence: Sentence, rows: Sequence[Named]) -> Iterator[Outcome]:
    """Judge what is said to be more or less of one row than of another."""
    text = sentence.text
    for one, two in itertools.pairwise(rows):
        between = text[one.end : two.start]
        found = list(_THAN.finditer(between))
        if len(found) != 1 or re.search(r"[;:.0-9]", between) or _SKIP.search(between) or one.row is two.row:
            continue
        word = found[0]["word"].lower()
        than = re.search(
            r"\bthan (?:in |that (?:of|in) |those (?:of|in) |at |the |for )*$", between[found[0].end() :]
        )
        if than is None and (
            word not in {"above", "below", "ahead of", "behind"}
            or len(between) - found[0].end() > len(" that of ")
        ):
            continue
        end = re.match(
            r"(?:['\u2019]s?)?(?: (?:district|region|area|centre|office|cases|did|was|were))?\s*(?:[,.;]|$|and\b|but\b|while\b)",
            text[two.end :],
        )
        if end is None:
            continue
        words = re.split(r"[;,]\s", text[: one.start])[-1] + between
        columns = all_told(_columns(one.sheet, one.row, words, judging=False), words)
        if not any(terms(_spaced(each)) & terms(words) for each in columns):
            columns = of_caption(one.sheet, _THAN.split(between)[-1].split("than")[0], columns)
        if not columns:
            continue
        values = [
            (a.printed.value, b.printed.value)
            for each in columns
            if (a := one.sheet.at(one.row, each)) and (b := two.sheet.at(two.row, each))
        ]
        if not values or len(values) < len(columns):
            continue
        up = word not in _UNDER
        holds = any((a > b) is up and a != b for a, b in values)
        start = sentence.start + one.end + found[0].start()
        item = [evidence_of_words(sentence.paragraph.block, start, found[0].group(), "order")]
        if holds or any(a == b for a, b in values):
            yield said(rule(NAME, TITLE), "", "", item, Verdict.EXACT)
            continue
        names = text[one.start : one.end], text[two.start : two.end]
        zh = f"称“{names[0]}”{word}“{names[1]}”，表中却相反"
        yield said(
            rule(NAME, TITLE, Severity.WARNING),
            zh,
            f"'{names[0]}' is said to be {word} than '{names[1]}', in the table it is not",
            item,
        )


def _lists(sentence: Sentence, rows: Sequence[Named]) -> Iterator[Outcome]:
    """Judge rows that are told in the order of their figures: best in A, B and C, in that order."""
    text = sentence.text
    for found in _MOST.finditer(text):
        run = [each for each in rows if each.start >= found.end()]
        length = 1 + sum(
            1
            for _ in itertools.takewhile(
                lambda pair: _LISTED.fullmatch(text[pair[0].end : pair[1].start]), itertools.pairwise(run)
            )
        )
        run = run[:length]
        if len(run) < _PAIR or len({id(each.row) for each in run}) < len(run):
            continue
        tail, inside = text[run[-1].end :], text[run[0].end : run[-1].start]
        if not (_ORDERED.match(tail) or "followed by" in inside) or _SKIP.search(text[: run[0].start]):
            continue
        word = found["word"].lower()
        low = re.fullmatch(rf"{_LOW}|{_BAD}", word) is not None
        judging = re.fullmatch(rf"{_GOOD}|{_BAD}", word) is not None
        columns = _columns(run[0].sheet, run[0].row, text[: run[0].start], judging=judging)
        columns = [each for each in columns if terms(_spaced(each)) & terms(text[: run[0].start])]
        breaks = []
        for column in columns:
            values = [run[0].sheet.at(each.row, column) for each in run]
            known = [each.printed.value for each in values if each is not None]
            if len(known) < len(run):
                return
            breaks.append(
                next(
                    (
                        at
                        for at in range(1, len(known))
                        if (known[at] < known[at - 1] if low else known[at] > known[at - 1])
                    ),
                    None,
                )
            )
        if not breaks:
            continue
        at = breaks[0] or 1
        label = text[run[at].start : run[at].end]
        item = [evidence_of_words(sentence.paragraph.block, sentence.start + run[at].start, label, "row")]
        if any(each is None for each in breaks):
            yield said(rule(NAME, TITLE), "", "", item, Verdict.EXACT)
        else:
            zh = f"“{label}”按所述次序不应在前一项之后"
            yield said(
                rule(NAME, TITLE, Severity.WARNING), zh, f"'{label}' does not stand in the order told", item
            )
