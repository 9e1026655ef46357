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
    "near-name unused-name unquoted-text no-star".split()
)
"""What keeps a rule from being tried on its examples."""


_FOLLOWS = {"unused-name": "no-star", "overlapping-bands": "unquoted-text", "step-unit": "missing-unit"}
"""What is only so because of another defect of the rule, and that defect."""


def _unexplained(subject: Subject, found: list[Remark]) -> list[Remark]:
    """Leave out what only follows from another defect of a rule, and that its examples could not be tried."""
    errors: dict[tuple[str, str], set[str]] = {}
    for each in found:
        if each.severity is Severity.ERROR:
            errors.setdefault((each.problem.file, each.rule), set()).add(each.problem.code)
    untried = {
        (tested.file, result.example.span)
        for tested in subject.tested
        if errors.get((tested.file, tested.rule.id), set()) & _EXPLAIN
        for result in tested.failures
        if result.rejected or result.why.startswith("absent")
    }
    return [
        each
        for each in found
        if _FOLLOWS.get(each.problem.code) not in errors.get((each.problem.file, each.rule), ())
        and not (each.problem.code == "example-fails" and (each.problem.file, each.problem.span) in untried)
    ]
