"""English: a count in words or digits that the list behind it does not bear out.

`seven topics: use, satisfaction, …, and priorities`; `five drawings: $4.86 million for …, …`. A list in which one name holds `and` can be read two ways,
so it has a least and a greatest length; only a count outside both is wrong. Lists that end in `and others`, or
that follow `including` or `such as`, are open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.english import WORDS, terms
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.tables import sheets
from auditor.findings import Evidence, Verdict
from auditor.report.blocks import BlockKind
from auditor.report.model import Role
from auditor.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block

NAME = "list-not-counted"
TITLE = {"zh": "英文数量与列举的项数不符", "en": "a count is not the number of things listed"}
_COUNT = rf"(?<![\w.,$-])(?P<count>{'|'.join(WORDS)}|[2-9]|1[0-9])"
_NOUN = r"(?P<noun>(?: [a-z][a-z-]+){1,3})"
_THEN_LIST = re.compile(
    rf"{_COUNT}{_NOUN}(?P<lead>:| ?(?:\u2014|--) ?|, namely,? )\s*(?P<list>(?:[^.;:\n\u2014]|\.(?=[0-9])){{5,400}}?)(?=\.(?![0-9])|[;\u2014\n]|--|$)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    rf"{_COUNT}{_NOUN} \((?P<list>[A-Z][^().;:0-9]{{8,300}})\)"  # four plants (Alder Creek, Mill Run, …)
)
_AMOUNTS = re.compile(
    rf"(?:^\s*|[.;]\s+|\b(?:the|of)\s+){_COUNT}(?P<noun> [a-z]+s)\b(?:[^:.;]|\.(?=[0-9]))*:\s*"
    r"(?P<list>(?:US)?[$€£](?:[^:.;]|\.(?=[0-9]))*)",
    re.IGNORECASE,
)
"""Five drawings were approved: $4.86 million for …, $2.10 million for … and $1.30 million for …."""
_AMOUNT = re.compile(
    r"(?:^|,|,? and)\s*((?:US)?[$€£][0-9][0-9,.]*(?: [mb]illion)?)(?= (?:for|to|on|in|from|by|was|went)\b)"
)
_NAME = re.compile(r"(?:the )?[A-Z][\w'\u2019-]+(?: (?:[A-Z][\w'\u2019-]+|of|the|and|&|de|du|la))*$")
_CLAUSES = re.compile(r"^(?:whether|how|what|why|to)\b", re.IGNORECASE)
_TABLED = re.compile(
    rf"{_COUNT}(?P<noun>(?: [a-z][a-z-]+){{1,3}}?)(?:,? (?:which |that )?(?:are |is |as )?(?:listed|shown|set out|summarized|detailed|itemized|named|presented)"
    r"(?: in)?(?: the)?(?: following)?(?: table)? ?(?:below)?|,? as follows)(?: table)?\s*[,.:]",
    re.IGNORECASE,
)
_ORGANIZED = re.compile(
    rf"\b(?<!will )(?<!would )(?<!should )(?:reports?|ha(?:s|ve)|operates?(?: in| through)?|organized into|consists? of|comprises?|divided into|(?:there )?are|includes?)"
    rf" (?:results (?:for|in) )?(?:the )?(?:following )?{_COUNT}(?P<noun>(?: [a-z][a-z-]+){{1,3}}?)(?=[.:;,]|$| as follows| whose| and )",
    re.IGNORECASE,
)
"""We report four segments: counted in words, and named by the rows of the table that is headed Segment."""
_PARTED = re.compile(
    rf"\b(?:comprises?|contains?|consists? of|has|have|(?:is|are|was|were) (?:divided|organi[sz]ed|split|arranged|structured) into) (?:the following )?"
    rf"{_COUNT}(?P<noun> (?:chapter|part|section|volume|component|module|phase|stage|objective|pillar|lot|annex|schedule)(?:e?s))\b",
    re.IGNORECASE,
)
"""The report comprises two chapters, behind which it tells of Chapter-I, Chapter-II and Chapter-III."""
_ROMAN = dict(zip("I II III IV V VI VII VIII IX X".split(), range(1, 11), strict=True))
_PARTS_BEHIND = 6
_OPEN = re.compile(
    r"\b(?:etc|and others?|and so on|including|such as|among|e\.g|for example|and more)\b|\.\.\.|…",
    re.IGNORECASE,
)
_FRAMES = frozenset("year month day week quarter percent point time minute hour decade".split())
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PART = re.compile(
    rf"(?:{'|'.join(WORDS)}|one|[0-9][0-9,.]*)\s+(?:in|on|for|from|at|by|to|with|were|are)\b", re.IGNORECASE
)
_SERIAL = re.compile(r"^(?:[A-Z]|[0-9]{1,2}|[ivx]{1,4})[.)]\s+")
_LONGEST = 80
_PAIR = 2
_CLOSE = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the counts of English sentences by the list or the table that follows."""
    rows = frozenset(
        _SERIAL.sub("", row.label or row.name).strip().lower()
        for sheet in sheets(facts)
        for row in sheet.table.rows
    )
    following = {sheet.block.index: sheet for sheet in sheets(facts) if sheet.block is not None}
    for block in facts.report.blocks:
        if block.kind not in TEXT_KINDS:
            continue
        text = _BRACKETS.sub(lambda found: " " * len(found.group()), block.text)
        for found in _THEN_LIST.finditer(text):
            length = _length(found["list"], rows)
            if length is not None and not _frame(found["noun"]):
                yield _outcome(block, found, *length)
        for found in _BRACKETED.finditer(block.text):
            length = _length(found["list"], rows)
            if length is not None and all(_NAME.match(item) for item in length[2]):
                yield _outcome(block, found, *length)
        for found in _AMOUNTS.finditer(block.text):
            amounts = _AMOUNT.findall(found["list"])
            every = len(re.findall("[$€£]", found["list"]))
            if every == len(amounts) > _PAIR and not _OPEN.search(found.group()):
                yield _outcome(block, found, every, every, amounts)
        for found in _PARTED.finditer(block.text):
            parts = _labelled(facts, block, found)
            if len(parts) > WORDS.get(
                found["count"].lower(), int(found["count"]) if found["count"].isdigit() else 0
            ):
                yield _outcome(block, found, len(parts), len(parts), parts)
        for found in _ORGANIZED.finditer(text):
            names = _headed(facts, following, block, found)
            if names is not None:
                yield _outcome(block, found, len(names), len(names), names)
        for found in _TABLED.finditer(text):
            sheet = _next(facts, following, block.index)
            names = _rows(sheet, found["noun"]) if sheet is not None else None
            if names is not None and not _frame(found["noun"]):
                yield _outcome(block, found, len(names), len(names), names)


def _labelled(facts: Facts, block: Block, found: re.Match[str]) -> list[str]:
    """Return the parts that the text behind a count tells of by their marks, all from the first on, else none."""
    noun = (
        re.sub(r"e?s$", "", found["noun"].strip())
        if found["noun"].endswith("xes")
        else found["noun"].strip()[:-1]
    )
    behind = facts.report.blocks[block.index + 1 : block.index + 1 + _PARTS_BEHIND]
    text = "\n".join((block.text[found.end() :], *(each.text for each in behind if each.kind in TEXT_KINDS)))
    marks = re.once(rf"\b{noun.capitalize()}[ -](?P<mark>[IVX]{{1,4}}|[1-9]|[A-H])\b(?!\.[0-9])").findall(
        text
    )
    values = {
        _ROMAN.get(each) or (int(each) if each.isdigit() else ord(each) - ord("A") + 1) for each in marks
    }
    every = values == set(range(1, len(values) + 1))
    return (
        [f"{noun.capitalize()} {each}" for each in dict.fromkeys(marks)] if every and len(values) > 1 else []
    )


def _headed(
    facts: Facts, following: dict[int, Sheet], block: Block, found: re.Match[str]
) -> list[str] | None:
    """Return the rows of the next table, else of all, whose first head is the thing counted and that a total closes."""
    noun = terms(found["noun"].split()[-1])
    after = _next(facts, following, block.index)
    near = [after] if after is not None and _heads(after, noun) else []
    names = [_rows(sheet, found["noun"]) for sheet in near or following.values() if _heads(sheet, noun)]
    known = [each for each in names if each is not None]
    return (
        known[0] if known and len(known) == len(names) and len({len(each) for each in known}) == 1 else None
    )


def _heads(sheet: Sheet, noun: frozenset[str]) -> bool:
    """Whether the first head of a table that a total closes is the thing counted."""
    head = next((cell.text for cell in sheet.block.cells if cell.row == 0), "") if sheet.block else ""
    return bool(sheet.totals) and bool(noun) and noun == terms(head)


def _frame(noun: str) -> bool:
    return noun.rsplit(maxsplit=1)[-1].rstrip("s").lower() in _FRAMES


def _length(listed: str, rows: AbstractSet[str]) -> tuple[int, int, list[str]] | None:
    """Return the least and greatest number of things that a list names, None where it is open or no list.

    What a table has a row for is one thing, with whatever `and` in its name.
    """
    if _OPEN.search(listed) or listed.count(",") < 1:
        return None
    closed = re.search(r",\s*(?:and|or)\s", listed) is not None
    items = [
        each.strip()
        for each in re.split(r"(?<![0-9]),\s*(?:(?:and|or)\s+)?|,\s+(?:(?:and|or)\s+)?", listed)
        if each.strip()
    ]
    alike = all(_CLAUSES.match(item) for item in items)  # whether it was relevant, whether it was efficient
    if any(
        len(item) > _LONGEST
        or (not alike and re.search(r"\b(?:is|are|was|were|has|have|which|will|would)\b", item))
        for item in items
    ):
        return None
    if all(_PART.match(item) for item in items):
        return None  # 12 visits: 5 in May, 4 in June and 3 in July: they are counted one by one, and added
    last = len(re.findall(r"\b(?:and|or)\b", items[-1]))
    if not closed and not last:
        return None
    joints = sum(len(re.findall(r"\band\b|\bor\b|&", item)) for item in items if item.lower() not in rows)
    # Without a comma before it the last `and` parts two things; with one, every `and` is inside a name.
    least = len(items) if closed else len(items) + 1
    return least, len(items) + joints, items


def _next(facts: Facts, following: dict[int, Sheet], index: int) -> Sheet | None:
    for at in range(index + 1, index + 1 + _CLOSE):
        if at in following:
            return following[at]
        if at >= len(facts.report.blocks) or facts.report.blocks[at].kind is BlockKind.HEADING:
            return None
    return None


def _rows(sheet: Sheet, noun: str) -> list[str] | None:
    """Return the names of the rows, None where they cannot be the things counted."""
    rows = [
        row
        for row in sheet.table.rows
        if row.role is not Role.TOTAL
        and not re.match(r"(?:sub)?totals?\b|all\b", row.label or row.name, re.IGNORECASE)
    ]
    if len(rows) < 3 or any(row.role is not Role.DETAIL or row.parent is not None for row in rows):  # noqa: PLR2004
        return None
    if len(rows) == len(sheet.table.rows) and not _head_names(sheet, noun):
        return None  # without a total the rows may be steps of an account
    return [row.label or row.name for row in rows]


def _head_names(sheet: Sheet, noun: str) -> bool:
    head = next((cell.text for cell in sheet.block.cells if cell.row == 0), "") if sheet.block else ""
    return any(word.rstrip("s").lower() in head.lower() for word in noun.split())


def _outcome(block: Block, found: re.Match[str], low: int, high: int, names: list[str]) -> Outcome:
    count = WORDS.get(found["count"].lower()) or int(found["count"])
    info = rule(NAME, TITLE)
    span = Span(*found.span("count"))
    occurrence = next((each for each in block.occurrences if each.span.start == span.start), None)
    item = evidence_at(block, occurrence) if occurrence is not None else _evidence(block, span)
    if low <= count <= high:
        return said(info, "", "", [item], Verdict.EXACT)
    amount = str(low) if low == high else f"{low} or {high}"
    what = f"{found['count']}{found['noun']}"
    shown = "; ".join(names[:8])
    zh = f"写“{what}”，列举的却是 {amount} 项（{shown}）"
    return said(info, zh, f"says '{what}', but {amount} are listed ({shown})", [item])


def _evidence(block: Block, span: Span) -> Evidence:
    line, column = block.place(span.start)
    location = block.location if line is None else attrs.evolve(block.location, line=line, column=column)
    text = block.text[span.start : span.end]
    return Evidence(
        key=f"{'/'.join(block.section)}.{text}",
        label=text,
        role="stated",
        text=text,
        unit="",
        location=location,
    )
