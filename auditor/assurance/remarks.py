"""What lint says of a rule file: a problem at its place, and values that show it."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from auditor import records
from auditor.assurance.examples import Result, Tested, run
from auditor.assurance.misnamed import misnamed
from auditor.assurance.scope import Scope
from auditor.assurance.units import inferred, told_by_examples
from auditor.assurance.vocabulary import Use, asking, uses_of
from auditor.assurance.walking import AnyRule, rules_of, sentences_in
from auditor.evaluation.facts import Facts
from auditor.findings import Severity
from auditor.language import tree
from auditor.language.problems import Problem, Wording
from auditor.language.rulebook import Rulebook
from auditor.report.model import Document, Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.source import Span

_T = TypeVar("_T")


@records.frozen(kw_only=True)
class Remark:
    """A defect of one rule. `witness` is an input that shows it, written as in 例: it can be replayed.

    It may be given as a function: of thousands of remarks few are ever shown.
    """

    rule: str
    problem: Problem
    _witness: str | Callable[[], str | None] | None = attrs.field(default=None, alias="witness", eq=False)

    @property
    def witness(self) -> str | None:
        """Return the input that shows the defect, None where there is none to show."""
        return self._witness() if callable(self._witness) else self._witness

    @property
    def severity(self) -> Severity:
        """Return how much the defect matters."""
        return self.problem.severity


@records.frozen(kw_only=True, slots=False)
class Subject:
    """The rules under test, and the report they will be used on, if one was given."""

    book: Rulebook
    report: Report | None = None
    _seen: dict[tuple[str, int], tuple[AnyRule, Any]] = attrs.field(
        factory=dict, init=False, repr=False, eq=False
    )

    _shared: dict[str, Any] = attrs.field(factory=dict, init=False, repr=False, eq=False)

    @functools.cached_property
    def tested(self) -> tuple[Tested, ...]:
        """Return what the examples gave, without the traces of those that pass."""
        return tuple(run(self.book, traced=False))

    @functools.cached_property
    def results(self) -> Mapping[int, Result]:
        """Return what each example gave, by its identity."""
        return {id(result.example): result for tested in self.tested for result in tested.results}

    @functools.cached_property
    def entries(self) -> tuple[tuple[str, AnyRule], ...]:
        """Return every rule and scoring rule with the name of its file."""
        return tuple((file.name, rule) for file in self.book.files for rule in rules_of(file))

    @functools.cached_property
    def spellings(self) -> Callable[[str], Sequence[str]]:
        """Return how to find a name's other spellings: the synonyms of the language and of the book."""
        groups = [synonym.names for synonym in self.book.synonyms]
        return Facts(Report(document=Document(name=""), figures={}), groups).spellings

    def sentences(self, rule: AnyRule) -> tuple[Any, ...]:
        """Return every node of what a rule of the subject says; walked once for all checks."""
        return self._once("sentences", rule, lambda: sentences_in(rule))

    def uses(self, file: str, rule: AnyRule) -> tuple[Use, ...]:
        """Return every name that the sentences of a rule of the subject use."""
        return self._once("uses", rule, lambda: tuple(uses_of(file, rule, self.sentences(rule))))

    def given(self, rule: AnyRule) -> dict[str, str]:
        """Return the unit of every name that an example of a rule of the subject gives a value."""
        return self._once("given", rule, lambda: told_by_examples(rule))

    def scope(self, file: str, rule: AnyRule) -> Scope:
        """Return what the names of a rule of the subject are."""
        return self._once("scope", rule, lambda: Scope.of(rule, self.uses(file, rule)))

    def shared(self, what: str, find: Callable[[], _T]) -> _T:
        """Return what several checks ask of all rules together, found once."""
        if what not in self._shared:
            self._shared[what] = find()
        found: _T = self._shared[what]
        return found

    @functools.cached_property
    def asking(self) -> tuple[tuple[str, tree.Rule], ...]:
        """Return for each pack that asks whether it applies a rule with that premise and the pack's name."""
        found = ((file.name, asking(file)) for file in self.book.files)
        return tuple((name, rule) for name, rule in found if rule is not None)

    @functools.cached_property
    def told(self) -> Mapping[str, str]:
        """Return the unit of every figure and cell that an example gives a value, or the report."""
        shared: dict[str, str] = {}
        for _, rule in self.entries:
            for name, unit in self.given(rule).items():
                if "." in name or "[" in name:
                    shared.setdefault(name, unit)
        if self.report is not None:
            shared.update({key: figure.unit for key, figure in self.report.figures.items()})
        return shared

    def told_units(self, rule: AnyRule) -> Mapping[str, str]:
        """Return the units that all examples and the report tell of the names in a rule's sentences."""

        def find() -> dict[str, str]:
            names = (node.key for node in self.sentences(rule) if type(node) is tree.Name)
            return {**{name: self.told[name] for name in names if name in self.told}, **self.given(rule)}

        return self._once("told units", rule, find)

    def units(self, rule: AnyRule) -> Mapping[str, str]:
        """Return the unit of every name of a rule of the subject, as far as anything tells it."""
        return self._once("units", rule, lambda: inferred(rule, self.told_units(rule), self.sentences(rule)))

    @functools.cached_property
    def known(self) -> Mapping[str, int]:
        """Return in how many rules each name stands, be it in their sentences or in their examples."""
        return Counter(
            name
            for file, rule in self.entries
            for name in {use.name for use in self.uses(file, rule)} | self.scope(file, rule).given.keys()
        )

    def misnamed(self, file: str, rule: AnyRule) -> tuple[tuple[Use, tuple[str, ...]], ...]:
        """Return the names of the rule's sentences that are probably misspelt, with those of its examples."""
        return self._once(
            "misnamed", rule, lambda: tuple(misnamed(self.scope(file, rule), self.spellings, self.known))
        )

    def _once(self, what: str, rule: AnyRule, find: Callable[[], _T]) -> _T:
        # By identity, since a tree is long to compare; the rule is kept, so that no other one takes its place.
        key = (what, id(rule))
        if key not in self._seen:
            self._seen[key] = (rule, find())
        found: _T = self._seen[key][1]
        return found

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
    witness: str | Callable[[], str | None] | None = None,
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
