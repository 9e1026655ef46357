"""Look for defects of rules that no report is needed to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.assurance.lints import checks
from auditor.assurance.remarks import Remark, Subject

if TYPE_CHECKING:
    from auditor.language.rulebook import Rulebook
    from auditor.report.model import Report


def lint(book: Rulebook, report: Report | None = None) -> list[Remark]:
    """Return what is wrong with the rules of `book`, in the order of files and places.

    With a report, names that it does not state and figures that no rule speaks of are found too. Of faulty
    files nothing is said: what they lack of themselves would look like defects.
    """
    subject = Subject(book=book, report=report)
    order = {file.name: index for index, file in enumerate(book.files)}
    found = [
        each for check in checks().values() for each in check(subject) if each.problem.file not in book.faulty
    ]
    # Two checks may come to say the same of one place: the graver remark stays.
    once = {
        (each.problem.file, each.problem.span, each.problem.code, each.problem.near): each
        for each in sorted(found, key=lambda each: each.severity.rank)
    }
    return sorted(
        once.values(),
        key=lambda each: (
            order.get(each.problem.file, -1),
            each.problem.span.start,
            each.problem.code,
            each.rule,
        ),
    )
