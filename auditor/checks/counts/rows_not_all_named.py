"""Rows named as those that meet a condition, where the column that it is of shows others, too: 执行率低于 90% 的有甲 1 项, of two such rows.

The list has to hold nothing but names of rows of one table, and must not be open (等, 其中). A row at the very bound may be named or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.nearby import nearby
from auditor.checks.common.numbers import paragraphs, plainly
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.checks.common.saidwords import measure
from auditor.checks.common.tables import as_percent, header, numeric, plain, sheets
from auditor.checks.counts._conditions import OP, WITH, is_head, way_of
from auditor.findings import Evidence, Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.nearby import Nearby
    from auditor.checks.common.numbers import Number, Paragraph, Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "rows-not-all-named"
TITLE = {
    "zh": "列举的符合条件者与表中不符",
    "en": "what is named as meeting a condition is not what the table shows to",
}
_HEAD = re.compile(rf"(?:^|其中[，,]?|从|[0-9])(?P<head>[^，,。；;：:0-9]{{0,14}}?)(?:看[，,])?{OP}$")
_END = r"(?:及以上|[（(]含[）)]以上|以上|及以下|以下|以内)"
_COUNTED = r"(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3})[个家项类种所名处座条镇乡县区村户台批][一-龥]{0,6}"
_BEHIND = re.compile(
    rf"^(?:[%％]|(?![以及])[一-龥]{{1,3}}?)?(?P<end>{_END})?(?:的[一-龥]{{0,8}}?)?(?:共有?|有)?(?:{_COUNTED}?)?[，,：:]?"
    rf"(?:共有|只有|仅有|仅|只|有|分别[为是]|[为是]|即|包括)[：:]?(?P<list>[^。；;，,：:]{{2,120}})(?=[。；;，,]|$)"
)
_LISTED = re.compile(rf"(?P<names>.*?)(?:等)?(?:{_COUNTED})?")
_JOINT = re.compile(r"、|以及|[和与及]")
_QUOTES = re.compile(r"[“”\"《》\s]|[（(][^（）()]*[）)]")
_ELSE = re.compile(
    r"全[国省市区县]|上年|去年|累计|平均|连续|同时|[且并]|部分|抽[查样]|季度|[0-9]月|最|主要|典型|较上|比上|预计|计划"
)
_OPEN = re.compile(r"等|其中|主要")
_BACK = 40
_NEAR, _LEAST, _NAME = 14, 4, 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge lists of rows behind a condition by the tables around them."""
    tables = nearby(
        sheet for sheet in sheets(facts) if sheet.block is not None and len(sheet.details) >= _LEAST
    )
    for paragraph in paragraphs(facts):
        for number in paragraph.numbers:
            bound = plainly(facts, number)
            if bound is not None and (outcome := _named(paragraph, number, bound, tables)) is not None:
                yield outcome


def _named(paragraph: Paragraph, number: Number, bound: Stated, tables: Nearby[Sheet]) -> Outcome | None:
    text, span = paragraph.text, number.occurrence.span
    # 低于90% is one number with its bound: the digits are what the words stand before.
    digits = re.search("[0-9]", text[span.start : span.end])
    start = span.start + (digits.start() if digits is not None else 0)
    lead = re.split(r"[。；;]", text[max(0, start - _BACK) : start])[-1]
    clause = re.sub(r"\s", "", re.split(r"[，,：:、]", lead)[-1])
    head = _HEAD.search(clause)
    behind = _BEHIND.match(re.sub(r"\s", "", text[span.end : span.end + _BACK * 4]))
    if head is None or behind is None or _ELSE.search(lead) or _OPEN.search(behind["list"]):
        return None
    way = way_of(head["op"] or "", behind["end"] or "")
    # 从执行率看，低于 90% 的有: the measure is told in the clause before.
    before = re.split("[，,]", re.sub(r"\s", "", lead))[:-1]
    told = head["head"] or (re.sub("^从|看$|方面$", "", before[-1]) if before else "")
    if not way:
        return None
    verdicts = []
    for sheet in tables.near(number.block.index, _NEAR):
        names = _rows(sheet, behind["list"])
        for column in numeric(sheet) if names else ():
            measured = measure(header(column))
            alone = not told and _only(sheet, bound)
            if not (alone or is_head(column, told) or (len(measured) >= _NAME and told.endswith(measured))):
                continue
            cells = [sheet.at(row, column) for row in sheet.details]
            values = [as_percent(each, header(column)) for each in cells if each is not None]
            if len(values) != len(cells) or any(
                each.unit.dimension != bound.unit.dimension for each in values
            ):
                continue
            goal = bound.printed.value
            labels = [_label(row.label or row.name) for row in sheet.details]
            pairs = list(zip(labels, values, strict=True))
            meets = {
                name
                for name, each in pairs
                if (each.printed.value > goal if way > 0 else each.printed.value < goal)
            }
            at_it = {name for name, each in pairs if each.printed.value == goal}
            if (head["op"] or "") in WITH or (behind["end"] or "").startswith(("及", "（", "(")):
                meets, at_it = meets | at_it, set()
            verdicts.append((sheet, set(names), meets, at_it))
    if not verdicts:
        return None
    # Blanks apart, the list stands behind its first name.
    first = _QUOTES.sub("", _JOINT.split(behind["list"])[0])[:_NAME]
    at = text.find(first, span.end)
    item = evidence_of_words(number.block, at if at >= 0 else span.start, behind["list"], "列举")
    return _outcome(item, verdicts)


def _rows(sheet: Sheet, listed: str) -> Sequence[str]:
    """Return the rows of a sheet that a list names, none where it holds anything else or names a row of no sheet."""
    found = _LISTED.fullmatch(_QUOTES.sub("", listed))
    names = [each for each in _JOINT.split(found["names"]) if each] if found is not None else []
    labels = {_label(row.label or row.name) for row in sheet.details}
    joined = _label(found["names"]) if found is not None else ""
    if joined in labels:
        return [joined]  # 社会保障和就业: 和 stands inside a name
    return names if names and all(len(each) >= _NAME and each in labels for each in names) else ()


def _only(sheet: Sheet, bound: Stated) -> bool:
    """Whether one column alone of a sheet is of the kind of a bound whose measure is not told."""
    alike = [
        column
        for column in numeric(sheet)
        if any(
            (value := sheet.at(row, column)) is not None
            and as_percent(value, header(column)).unit.dimension == bound.unit.dimension
            for row in sheet.details[:1]
        )
    ]
    return len(alike) == 1


def _label(text: str) -> str:
    return _QUOTES.sub("", plain(text))


def _outcome(
    item: Evidence, verdicts: Sequence[tuple[Sheet, set[str], set[str], set[str]]]
) -> Outcome | None:
    if any(meets <= names <= meets | at_it for _, names, meets, at_it in verdicts):
        return said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
    if len(verdicts) != 1:
        return None
    sheet, names, meets, _ = verdicts[0]
    # Nothing that is named meets it: another column, or another table, is meant.
    if not names & meets:
        return None
    lacking, beside = "、".join(sorted(meets - names)), "、".join(sorted(names - meets))
    zh = f"“{sheet.title}”中" + (f"{lacking}也符合而未列" if lacking else f"{beside}并不符合")
    en = f"in {sheet.title}, " + (
        f"{lacking} meets it, too, and is not named" if lacking else f"{beside} does not meet it"
    )
    return said(rule(NAME, TITLE, Severity.WARNING, "medium"), zh, en, [item])
