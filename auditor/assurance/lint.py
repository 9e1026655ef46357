"""Look for defects of rules that no report is needed to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.assurance.lints import checks
from auditor.assurance.remarks import Remark, Subject
from auditor.findings import Severity

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
    found = _unexplained(subject, found)
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


_EXPLAIN = frozenset(
    "unit-mismatch unit-conflict kind-mismatch unknown-function wrong-arguments ambiguous-step step-unit missing-unit "
    "near-name unused-name unquoted-text".split()
)
"""What keeps a rule from being tried on its examples."""


def _unexplained(subject: Subject, found: list[Remark]) -> list[Remark]:
    """Leave out what only follows from another defect of the rule: that its examples could not be tried."""
    errors = [each for each in found if each.severity is Severity.ERROR]
    explained = {(each.problem.file, each.rule) for each in errors if each.problem.code in _EXPLAIN}
    unitless = {(each.problem.file, each.rule) for each in errors if each.problem.code == "missing-unit"}
    unquoted = {(each.problem.file, each.rule) for each in errors if each.problem.code == "unquoted-text"}
    untried = {
        (tested.file, result.example.span)
        for tested in subject.tested
        if (tested.file, tested.rule.id) in explained
        for result in tested.failures
        if result.rejected or result.why.startswith("absent")
    }
    return [
        each
        for each in found
        if not (each.problem.code == "example-fails" and (each.problem.file, each.problem.span) in untried)
        and not (each.problem.code == "overlapping-bands" and (each.problem.file, each.rule) in unquoted)
        and not (each.problem.code == "step-unit" and (each.problem.file, each.rule) in unitless)
    ]
