"""English: of how many a sentence, a caption or a head says that its shares are: base: 64 respondents; n = 40; of the 48 firms that replied."""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import english, is_english
from auditor.checks.common.spelled import COUNT, count_of
from auditor.checks.common.tables import as_percent, header, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.numbers import Stated
    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.report.model import Row

_PEOPLE = (
    r"(?:respondents?|interviewees|participants?|people|persons|users|households|residents|tenants|pupils|students|patients|employees|"
    r"staff|customers|parents|carers|teachers|heads?|members|visitors|firms|companies|businesses|farmers|managers|officers|trainees|schools|"
    r"replies|responses|answers|questionnaires|forms|interviews|clients|families|women|men|adults|children|organi[sz]ations|agencies)"
)
_ANSWER = (
    r"(?:replied|responded|answered|took part|participated|(?:were |was )?(?:interviewed|surveyed|asked|polled|questioned|sampled|consulted|analysed|"
    r"analyzed|returned|received)|completed|returned|gave an answer)"
)
_BASE = re.compile(
    rf"\b(?:[Bb]ase|[Nn]|[Ss]ample(?: size)?)\s*[:=]\s*(?:all )?(?P<a>{COUNT})(?!\s*%)"
    rf"|\b(?:[Oo]f|[Aa]mong|[Oo]ut of|[Ff]rom)\s(?:a total of |all |the |these |those )*(?P<b>{COUNT})\s(?!per)(?:[a-z-]+\s){{0,3}}?"
    rf"(?:respondents|interviewees|{_PEOPLE}\s(?:[a-z]+\s){{0,3}}?{_ANSWER}|{_ANSWER})"
    rf"|(?P<c>{COUNT})\s(?:[a-z-]+\s){{0,2}}?{_PEOPLE}\s(?:who |that |had |have )*{_ANSWER}"
    rf"|(?P<d>{COUNT})\s(?:[a-z-]+\s){{0,2}}?[a-z]+s\s(?:who |that |had |have )*(?:replied|responded|answered|(?:were |was )?(?:interviewed|surveyed|polled|questioned))\b"
    rf"|\b(?:[Ii]nterviewed|[Ss]urveyed|[Pp]olled|[Qq]uestioned|(?:completed|filled in|answered|returned) by)\s(?:a total of |all )?(?P<e>{COUNT})\s[a-z]"
    rf"|\b(?:[Oo]f|[Aa]mong)\s(?:the |our |all )*(?P<f>{COUNT})\s[a-z](?:[^.;]|\.(?=[0-9])){{3,160}}\.\s+(?:When )?[Aa]sked\b(?!.*\b(?:of|among) (?:these|those|them|whom|which|the latter)\b)"
)
_NOT_THESE = re.compile(
    r"\b(?:did not (?:answer|reply|respond|take)|non-?respon\w+|refused|declined|weighted|weighting)\b"
)
_HEAD = re.compile(
    r"^(?:n|base|sample(?:size)?|(?:number(?:of)?)?(?:respondents|responses|respon-?dents|answers|replies))$",
    re.IGNORECASE,
)
_ANSWERS = re.compile(
    r"agree|satisf|dissat|neutral|neither|yes|\bno\b|good|poor|fair|very|rather|often|never|useful|don.t know|no view|no opinion|positive|negative|recommend",
    re.IGNORECASE,
)
_WEIGHTED = re.compile(
    r"\bweighted (?:to|by|for|responses|data|results|sample)|\b(?:responses|data|results|figures|answers|sample) (?:\w+ )?(?:were|are|was|is|have been|has been) (?:\w+ )?weighted"
)
_LEAST, _MOST = 10, 5000


def bases(text: str) -> frozenset[int]:
    """Return the numbers of those asked that a text names outright as what shares are of."""
    if _NOT_THESE.search(text):
        return frozenset()
    found = set()
    for each in _BASE.finditer(text):
        count = count_of(next(told for name in "abcdef" if (told := each[name])))
        if count is not None and _LEAST <= count <= _MOST:
            found.add(count)
    return frozenset(found)


@functools.lru_cache(maxsize=4)
def weighted(facts: Facts) -> bool:
    """Whether a document says that its answers were weighted: no count is behind their shares then."""
    return any(_WEIGHTED.search(each.text) for each in english(facts))


def tabled(facts: Facts) -> Iterator[list[tuple[Stated, int]]]:
    """Iterate over the shares of each English table of answers, with the number of those asked that it prints for them."""
    for sheet in sheets(facts) if is_english(facts) else ():
        whole = bases(sheet.table.caption or "")
        found: list[tuple[Stated, int]] = []
        for row, column in itertools.product(sheet.table.rows, sheet.columns):
            cell = sheet.at(row, column)
            head, label = header(column), row.label or row.name
            if cell is None or not _ANSWERS.search(f"{head}|{label}"):
                continue
            share = as_percent(cell, head)
            base = bases(label) | bases(head) or _own(sheet, row) or whole
            if share.unit.dimension == "ratio" and 0 < share.printed.value < 1 and len(base) == 1:
                found.append((share, next(iter(base))))
        if found:
            yield found


def _own(sheet: Sheet, row: Row) -> frozenset[int]:
    """Return how many were asked as a column of the table prints it beside a row."""
    cells = [
        sheet.at(row, column) for column in sheet.columns if _HEAD.search("".join(header(column).split()))
    ]
    values = {each.printed.value for each in cells if each is not None and each.unit.dimension == "number"}
    return frozenset(int(each) for each in values if each.denominator == 1 and _LEAST <= each <= _MOST)
