"""缺表 / absent_tables: tables that the report refers to by number and does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.evaluation.faults import Fault, counted, figures_of

if TYPE_CHECKING:
    from auditor.evaluation.binding import Binder, Term
    from auditor.language import tree

NAMES = ("缺表", "absent_tables")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "引用而未见的表的处数：缺表(基础表号.*) = 0",
    "en": "how many references name a table that is not there: absent_tables(table.*) = 0",
}
_NUMBER = re.compile("[0-9]+(?:-[0-9]+)*")


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return the number of mentions whose number no table of the report bears."""
    known = set()
    for table in binder.facts.report.tables:
        for word in (table.id, table.name, table.number):
            known.update(_NUMBER.findall(word or ""))
    checked = []
    faults = []
    for figure in figures_of(binder, call):
        for mention in figure.mentions:
            checked.append((figure, mention))
            if not known.intersection(_NUMBER.findall(mention.text)):
                faults.append(Fault(figure, mention, "absent-reference"))
    return counted(binder, call, faults, checked)
