"""What rules and detectors propose: relations between unknowns. And what judging makes of them: outcomes."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

import attrs

from auditor import records
from auditor.evaluation.binding import Term
from auditor.evaluation.decide import Decision
from auditor.evaluation.variables import Alternative, Variable
from auditor.findings import Evidence, Severity, Verdict
from auditor.language import tree
from auditor.numbers import Rounding
from auditor.report.model import Mention

if TYPE_CHECKING:
    from auditor.source import Location


NOTHING: Mapping[str, str] = MappingProxyType({})
"""No texts: one for all, since a long draft has ten thousand outcomes without any."""


@records.frozen(kw_only=True)
class RuleInfo:
    """What a finding needs to know of the rule behind it, whether it came from a file or a detector.

    A detector has a title in each language, a rule the one that is written in its file. `explained` says that it has found how
    the printed value came about, however far off that is.
    """

    id: str
    title: str
    level: Severity = Severity.ERROR
    gap_level: Severity = Severity.NOTE
    tolerance: tree.Tolerance | None = None
    rounding: Rounding | None = None
    source: str | None = None
    messages: Mapping[str, str] = NOTHING
    known: str | None = None
    pack: str = ""
    confidence: str = "high"
    titles: Mapping[str, str] = NOTHING
    explained: bool = False


@records.frozen(kw_only=True)
class Relation:
    """Two terms compared, over unknowns with every value they are printed with.

    `context` fills the holes of the rule's message that come from where it was applied (table, row).
    """

    rule: RuleInfo
    comparison: tree.Relation
    left: Term
    right: Term
    variables: tuple[Variable, ...]
    context: Mapping[str, str] = NOTHING

    @property
    def identity(self) -> tuple[object, ...]:
        """Return what makes two relations the same: copies of a table give one relation, not two."""
        return (
            self.rule.id,
            self.comparison,
            self.left.text,
            self.right.text,
            tuple(variable.key for variable in self.variables),
        )


@records.frozen
class Support:
    """For a disputed figure: which of its printed values make a relation hold, and which do not."""

    key: str
    holds: tuple[int, ...]
    breaks: tuple[int, ...]


class Proof(Protocol):
    """What is said of outcomes when they are asked: of what holds hardly anyone asks."""

    def evidence(self, outcome: Outcome) -> tuple[Evidence, ...]:
        """Return the mentions that take part, each in its role."""

    def stated(self, outcome: Outcome) -> Iterator[tuple[str, Mention]]:
        """Iterate over the mentions that take part, each with the key of its figure."""

    def trace(self, outcome: Outcome) -> str:
        """Return the formula with the numbers put in."""


@records.frozen(kw_only=True)
class Outcome:
    """A verdict on one relation, with its proof.

    `kind` says what was compared and so how it is worded; `facts` carries the texts that the wording
    needs, `grade_at` (of a grade) the grade of any score. What is no relation says by `again` how it would be judged
    with other values, by figure key, and by `propose` which values of a figure would mend it. `evidence`, `facts` and `trace` may be given as functions, `stated` then says which mentions take part; what is not given of
    them `proof` tells. `chosen` is the printed value taken for each unknown, `supports` what that says of disputed ones.
    """

    rule: RuleInfo
    verdict: Verdict
    kind: str = "relation"
    _evidence: tuple[Evidence, ...] | Callable[[], tuple[Evidence, ...]] | None = attrs.field(
        default=None, alias="evidence"
    )
    _stated: Iterable[tuple[str, Mention]] | Callable[[], Iterable[tuple[str, Mention]]] | None = attrs.field(
        default=None, alias="stated"
    )
    relation: Relation | None = None
    decision: Decision | None = None
    chosen: tuple[int, ...] = ()
    supports: tuple[Support, ...] = ()
    _facts: Mapping[str, str] | Callable[[], Mapping[str, str]] = attrs.field(default=NOTHING, alias="facts")
    _trace: str | Callable[[], str] | None = attrs.field(default=None, alias="trace")
    reason: str = ""
    gap_ulp: Fraction | None = None
    softened: str | None = None
    grade_at: Callable[[Fraction], str | None] | None = None
    again: Callable[[Mapping[str, Alternative]], Verdict] | None = None
    propose: Callable[[str, Mapping[str, Alternative]], tuple[Fraction, ...]] | None = None
    proof: Proof | None = None

    @functools.cached_property
    def facts(self) -> Mapping[str, str]:
        """Return the texts that the wording needs; who only counts verdicts words nothing."""
        return self._facts() if callable(self._facts) else self._facts

    @functools.cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """Return the mentions that take part, each in its role; of what holds hardly anyone asks."""
        if self._evidence is None:
            return () if self.proof is None else self.proof.evidence(self)
        return self._evidence() if callable(self._evidence) else self._evidence

    def _mentions(self) -> Iterable[tuple[str, Mention]] | None:
        """Return the mentions that take part with their keys, None where the evidence alone tells them."""
        if self._stated is None:
            return None if self.proof is None else self.proof.stated(self)
        return self._stated() if callable(self._stated) else self._stated

    @property
    def places(self) -> Iterator[tuple[str, Location]]:
        """Iterate over key and location of every mention that takes part."""
        stated = self._mentions()
        if stated is None:
            return ((item.key, item.location) for item in self.evidence)
        return ((key, mention.location) for key, mention in stated)

    @functools.cached_property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of the figures that take part, each once."""
        stated = self._mentions()
        if stated is None:
            return tuple(dict.fromkeys(item.key for item in self.evidence))
        return tuple(dict.fromkeys(key for key, _ in stated))

    @functools.cached_property
    def trace(self) -> str | None:
        """Return the formula with the numbers put in; of what holds nobody asks, so it is written when read."""
        if self._trace is None:
            return None if self.proof is None else self.proof.trace(self)
        return self._trace() if callable(self._trace) else self._trace

    @property
    def split(self) -> bool:
        """Whether the relation holds for some printed value of a disputed figure and breaks for another."""
        return self.verdict.consistent and any(support.breaks for support in self.supports)
