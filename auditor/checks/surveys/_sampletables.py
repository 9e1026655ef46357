"""How many of each group answered, as a table of the forms sent and returned prints it: 有效（份） | 448 | 95 | 46 below 农户 | 村组干部 | 管护员."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.tables import header, numeric, plain, sheets
from auditor.evaluation.evidence import evidence_of

if TYPE_CHECKING:
    from auditor.evaluation.facts import Facts
    from auditor.findings import Evidence

_VALID = re.compile(r"^(?:回收|收回)?有效(?:问卷|答卷|样本|份)?(?:数量?|份数)?(?:[（(]份[)）])?$")
_ISSUED = re.compile(r"发放|发出|[收回]回")
_GROUP = re.compile(
    r"(?:^|[。；;])\s*(?:[（(]?[一二三四五六七八九十0-9]+[）)、.]\s*)?(?P<who>[一-龥]{2,8}?)(?:满意度|调查)?(?:问)?卷"
)
Samples = dict[str, tuple[int, "Evidence"]]


def tabled_samples(facts: Facts) -> Samples:
    """Return how many valid answers each group gave, where one table of a report tells it."""
    found: list[Samples] = []
    for sheet in sheets(facts):
        rows = [row for row in sheet.table.rows if _VALID.match(plain(row.label or row.name))]
        others = [row for row in sheet.table.rows if _ISSUED.search(row.label or row.name)]
        if len(rows) != 1 or not others:
            continue
        own: Samples = {}
        for column in numeric(sheet):
            cell = sheet.at(rows[0], column)
            if cell is not None and cell.printed.value.denominator == 1:
                base = evidence_of(facts, cell.figure, cell.mention, "base")
                own[plain(header(column))] = int(cell.printed.value), base
        found.append(own)
    return found[0] if len(found) == 1 else {}


def sample_of_group(samples: Samples, text: str) -> list[tuple[int, Evidence]]:
    """Return how many answered of the group whose form a paragraph speaks of: 农户卷第 3 题."""
    found = _GROUP.search(text)
    if found is None:
        return []
    named = [
        sample for who, sample in samples.items() if who and (who in found["who"] or found["who"] in who)
    ]
    return named if len(named) == 1 else []
