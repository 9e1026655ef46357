"""What an audit says: verdicts, findings with their evidence, and the audit as a whole."""

from __future__ import annotations

import enum
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping

import attrs

from auditor import records
from auditor.source import Location


class Verdict(enum.Enum):
    """Whether a claim follows from what is printed; the five are disjoint."""

    EXACT = "exact"
    WITHIN_ROUNDING = "within_rounding"
    ROUNDING_GAP = "rounding_gap"
    DISCREPANCY = "discrepancy"
    NOT_CHECKABLE = "not_checkable"

    @property
    def consistent(self) -> bool:
        """Whether some true values explain everything printed."""
        return self is not Verdict.DISCREPANCY and self is not Verdict.NOT_CHECKABLE


class Severity(enum.Enum):
    """How much a finding matters: 必改, 应核实, 提示."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Return 3 for an error, 2 for a warning, 1 for a note."""
        return {"error": 3, "warning": 2, "note": 1}[self.value]


@records.frozen(kw_only=True)
class Evidence:
    """One mention that a finding names, and the role it plays there.

    `value` is the numeral in ASCII decimal in the printed unit, digits and trailing zeros kept, None
    for a text. `step` is the unit of the last place that counted, in the printed unit.
    """

    key: str
    label: str
    role: str
    text: str
    unit: str
    location: Location
    value: str | None = None
    step: str | None = None
    lent: str = ""


@records.frozen(kw_only=True)
class Suspect:
    """A mention that is probably wrong, why, and what it should say where that is known."""

    key: str
    location: Location
    confidence: str
    cause: str | None = None
    suggested: str | None = None
    label: str = ""


@records.frozen(kw_only=True)
class Consequence:
    """Another rule that breaks for the same cause."""

    rule: str
    verdict: Verdict
    figures: tuple[Evidence, ...]
    title: str = ""
    computed: str | None = None
    gap: str | None = None
    trace: str | None = None


@records.frozen(kw_only=True)
class Acceptance:
    """Who accepted a finding as it stands, when and why."""

    reason: str
    person: str
    date: str
    until: str | None = None


@records.frozen(kw_only=True)
class Finding:
    """One discrepancy with its proof. Numbers are texts in the unit of the claim, decimal or p/q.

    `messages` maps a language to one line that stands alone. `trace` is the formula with the numbers
    put in, `trace_fails` says that it is a condition which does not hold; `gap_ulp` is the gap in units of the claim's last printed place. `softened` says why the
    severity is lower than the rule's, `remarks` what else the reader should know.
    """

    rule: str
    verdict: Verdict
    severity: Severity
    messages: Mapping[str, str]
    figures: tuple[Evidence, ...]
    title: str = ""
    source: str | None = None
    computed: str | None = None
    interval: tuple[str, str] | None = None
    interval_text: str | None = None
    gap: str | None = None
    gap_ulp: str | None = None
    trace: str | None = None
    trace_fails: bool = False
    softened: str | None = None
    remarks: tuple[str, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    impact: Mapping[str, str] = attrs.field(factory=dict)
    consequences: tuple[Consequence, ...] = ()
    accepted: Acceptance | None = None

    @property
    def id(self) -> str:
        """Return a hash of the rule and the set of (key, role): values and places do not enter."""
        parts = sorted({f"{item.key}\x1f{item.role}" for item in self.figures})
        return _digest([self.rule, *parts])

    @property
    def value_digest(self) -> str:
        """Return a hash of all printed values the finding names, its consequences included.

        Each mention counts once, wherever it stands: one more copy of a value is another finding.
        """
        named = list(self.figures)
        for consequence in self.consequences:
            named.extend(consequence.figures)
        printed = {(item.location, f"{item.key}\x1f{item.text}\x1f{item.unit}") for item in named}
        return _digest(sorted(text for _, text in printed))

    @property
    def place(self) -> Location:
        """Return where the finding stands: its first suspect, else the first mention it names."""
        if self.suspects:
            return self.suspects[0].location
        return self.figures[0].location if self.figures else Location()

    @property
    def order(self) -> tuple[object, ...]:
        """Return the key that sorts findings by location, rule and id."""
        return (*self.place.order, self.rule, self.id)


@records.frozen(kw_only=True)
class Unchecked:
    """A rule that gave no verdict here, with its reason: missing figures, or a person's judgement."""

    rule: str
    reason: str
    required: bool = False
    figures: tuple[str, ...] = ()


@records.frozen(kw_only=True)
class Broken:
    """A detector that failed, a bug in auditor: the error, and the module and line where it arose."""

    rule: str
    error: str
    place: str


@records.frozen(kw_only=True)
class Source:
    """A file that went into the audit, by name and content."""

    name: str
    sha256: str


@records.frozen(kw_only=True)
class Score:
    """The total score and grade as printed and as recomputed, texts or None where not known."""

    printed: str | None = None
    recomputed: str | None = None
    grade: str | None = None
    recomputed_grade: str | None = None


@records.frozen(kw_only=True)
class Unread:
    """A number of a draft that was not understood, why, and where it stands."""

    text: str
    reason: str
    location: Location


@records.frozen(kw_only=True)
class Reading:
    """How much of a draft was understood: its numbers by kind, those not understood, and what was left unread."""

    kinds: Mapping[str, int]
    tables: int
    fragments: int
    unread: tuple[Unread, ...] = ()
    remarks: tuple[Mapping[str, str], ...] = ()

    @property
    def total(self) -> int:
        """Return how many numbers the draft holds; a stated text is none."""
        return sum(count for kind, count in self.kinds.items() if kind != "text")


@records.frozen(kw_only=True)
class Audit:
    """The result of checking one report. `verdicts` counts every relation that was evaluated.

    `reading` says how a draft was read; None for a report file of figures only. `unread_rules` names
    the rule files of a folder that could not be used, `broken` the detectors that failed. `unruled` are the numbers that no rule or detector compared
    with anything: blanks, approximate numbers and texts are none of them.
    """

    report: Source
    title: str
    rules: tuple[Source, ...]
    rule_count: int
    mention_count: int
    checked_mentions: int
    verdicts: Mapping[Verdict, int]
    findings: tuple[Finding, ...]
    not_checkable: tuple[Unchecked, ...] = ()
    not_applicable: tuple[Unchecked, ...] = ()
    judgement: tuple[Unchecked, ...] = ()
    budget_spent: tuple[str, ...] = ()
    score: Score = attrs.field(factory=Score)
    reading: Reading | None = None
    unread_rules: tuple[str, ...] = ()
    broken: tuple[Broken, ...] = ()
    unruled: tuple[Evidence, ...] = ()

    @property
    def open(self) -> tuple[Finding, ...]:
        """Return the findings that nobody has accepted."""
        return tuple(finding for finding in self.findings if finding.accepted is None)

    @property
    def complete(self) -> bool:
        """Whether some rule was applicable, all were read and none failed, no required figure is absent and no budget ran out."""
        evaluated = sum(self.verdicts.values()) > 0 or bool(self.judgement)
        untold = self.unread_rules or self.broken or self.budget_spent
        lacking = untold or any(item.required for item in self.not_applicable)
        return evaluated and not lacking

    def severities(self) -> Counter[Severity]:
        """Count the open findings by severity."""
        return Counter(finding.severity for finding in self.open)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1e".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
