"""What lint says of a rule file: a problem at its place, and values that show it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import attrs

from auditor.assurance.examples import Tested, run
from auditor.assurance.walking import rules_of
from auditor.findings import Severity
from auditor.language import tree
from auditor.language.problems import Problem, Wording
from auditor.language.rulebook import Rulebook
from auditor.report.model import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.source import Span

AnyRule = tree.Rule | tree.Scoring


@attrs.frozen(kw_only=True)
class Remark:
    """A defect of one rule. `witness` is an input that shows it, written as in 例: it can be replayed."""

    rule: str
    problem: Problem
    witness: str | None = None

    @property
    def severity(self) -> Severity:
        """Return how much the defect matters."""
        return self.problem.severity


@attrs.frozen(kw_only=True, slots=False)
class Subject:
    """The rules under test, and the report they will be used on, if one was given."""

    book: Rulebook
    report: Report | None = None

    @functools.cached_property
    def tested(self) -> tuple[Tested, ...]:
        """Return what the examples gave."""
        return tuple(run(self.book))

    @functools.cached_property
    def entries(self) -> tuple[tuple[str, AnyRule], ...]:
        """Return every rule and scoring rule with the name of its file."""
        return tuple((file.name, rule) for file in self.book.files for rule in rules_of(file))

    def rules(self) -> Iterator[tuple[str, tree.Rule]]:
        """Give every rule with the name of its file."""
        for file, rule in self.entries:
            if isinstance(rule, tree.Rule):
                yield file, rule

    def scorings(self) -> Iterator[tuple[str, tree.Scoring]]:
        """Give every scoring rule with the name of its file."""
        for file, rule in self.entries:
            if isinstance(rule, tree.Scoring):
                yield file, rule


def remark(  # noqa: PLR0913 - each fact once
    code: str,
    file: str,
    rule: str,
    span: Span,
    said: tuple[str, str],
    *,
    severity: Severity = Severity.ERROR,
    remedy: tuple[str, str] | None = None,
    near: tuple[str, ...] = (),
    witness: str | None = None,
) -> Remark:
    """Return a remark; texts come as Chinese and English."""
    return Remark(
        rule=rule,
        witness=witness,
        problem=Problem(
            code=code, message=Wording(*said), span=span, file=file, severity=severity, near=near,
            remedy=Wording(*remedy) if remedy else None,
        ),
    )  # fmt: skip
