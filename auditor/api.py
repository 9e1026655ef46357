"""The order of the stages: read a report, load rules, judge, and gather what the audit says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs

from auditor import resources
from auditor.auditing import findings_of
from auditor.auditing.score import score_of
from auditor.evaluation.binding import BindingError
from auditor.evaluation.conditions import Setting, holds
from auditor.evaluation.facts import Facts
from auditor.evaluation.relations import Outcome, RuleInfo
from auditor.evaluation.scoring import apply_scoring
from auditor.evaluation.statements import apply_rule
from auditor.findings import Audit, Finding, Source, Unchecked, Verdict
from auditor.language import LoadedFile, Problem, Rulebook, RulebookError, tree
from auditor.report.model import Report

AUTO = "auto"
"""The name that stands for the default set of rules: every shipped pack that applies."""


def read_report(source: str | Path) -> Report:
    """Return the report in a file. Raises ReportError when it cannot be read or is invalid, OSError."""
    path = Path(source)
    return read_bytes(path.read_bytes(), path.name)


def read_bytes(data: bytes, name: str) -> Report:
    """Return the report that `data` holds; `name` tells the format by its suffix."""
    from auditor.readers import read  # noqa: PLC0415 - readers are loaded when needed

    return read(data, name)


def load_rules(names: Sequence[str | Path] = ()) -> Rulebook:
    """Return the rules of the packs and files named, all shipped packs without any.

    A name is a shipped pack (`department`), a path to a rule file, or `auto`. Raises RulebookError.
    """
    packs = resources.rule_packs()
    paths: dict[Path, None] = {}
    for name in names or (AUTO,):
        if str(name) == AUTO:
            paths.update(dict.fromkeys(packs.values()))
        elif str(name) in packs:
            paths[packs[str(name)]] = None
        else:
            paths[Path(name)] = None
    return Rulebook.load(list(paths))


def check(
    report: Report,
    rulebook: Rulebook | None = None,
    *,
    only: Sequence[str] = (),
    ignore: Sequence[str] = (),
    language: str = "zh",
) -> Audit:
    """Return the audit of `report` by `rulebook`, by default every shipped pack that applies to it.

    `only` and `ignore` pick rules by id. Raises RulebookError where a rule is wrong in itself (units
    that do not fit, a list where one number is needed), with every such rule.
    """
    book = load_rules() if rulebook is None else rulebook
    facts = Facts(report, [synonym.names for synonym in book.synonyms])
    gathered = _Gathered()
    problems: list[tuple[LoadedFile, Problem]] = []
    used: list[LoadedFile] = []
    for file in book.files:
        if not _applies(facts, file):
            continue
        used.append(file)
        for rule in _chosen(file, only, ignore):
            gathered.rules += 1
            try:
                gathered.take(_judged(facts, file, rule))
            except BindingError as error:
                problems.append((file, Problem.of_rule(error.span, error.zh, error.en)))
    if problems:
        raise RulebookError(problems)
    return _audit(facts, used, gathered, language)


class _Gathered:
    """What the rules gave so far."""

    def __init__(self) -> None:
        self.rules = 0
        self.outcomes: list[Outcome] = []
        self.unchecked: list[Unchecked] = []

    def take(self, results: Iterable[Outcome | Unchecked]) -> None:
        for result in results:
            if isinstance(result, Outcome):
                self.outcomes.append(result)
            else:
                self.unchecked.append(result)


def _applies(facts: Facts, file: LoadedFile) -> bool:
    pack = file.pack
    if pack is None or pack.applies is None:
        return True
    return holds(Setting(facts, RuleInfo(id=pack.name, title=pack.title)), pack.applies) is True


def _chosen(file: LoadedFile, only: Sequence[str], ignore: Sequence[str]) -> Iterator[tree.Rule | tree.Scoring]:
    for each in (*file.rules, *file.scorings):
        if (not only or each.id in only) and each.id not in ignore:
            yield each


def _judged(facts: Facts, file: LoadedFile, rule: tree.Rule | tree.Scoring) -> Iterator[Outcome | Unchecked]:
    info = RuleInfo(
        id=rule.id,
        title=rule.title,
        level=rule.level,
        source=rule.source,
        messages={message.language: message.text for message in rule.messages},
        known=rule.known,
        pack=file.pack.name if file.pack else file.name,
    )
    if isinstance(rule, tree.Scoring):
        return apply_scoring(facts, rule, info)
    info = attrs.evolve(info, gap_level=rule.gap_level, tolerance=rule.tolerance, rounding=rule.rounding)
    return apply_rule(facts, rule, info)


def _audit(facts: Facts, used: Sequence[LoadedFile], gathered: _Gathered, language: str) -> Audit:
    report, outcomes, unchecked = facts.report, gathered.outcomes, gathered.unchecked
    findings: tuple[Finding, ...] = findings_of(facts, outcomes, language)
    named = {
        (item.key, item.location)
        for outcome in outcomes
        if outcome.verdict is not Verdict.NOT_CHECKABLE
        for item in outcome.evidence
    }
    return Audit(
        report=Source(name=report.document.name, sha256=report.document.sha256 or ""),
        title=report.document.title or "",
        rules=tuple(Source(name=file.name, sha256=file.sha256) for file in used),
        rule_count=gathered.rules,
        mention_count=sum(len(figure.mentions) for figure in report.figures.values()),
        checked_mentions=len(named),
        verdicts=Counter(outcome.verdict for outcome in outcomes),
        findings=findings,
        not_checkable=tuple(
            Unchecked(rule=outcome.rule.id, reason=outcome.reason, figures=tuple(item.key for item in outcome.evidence))
            for outcome in outcomes
            if outcome.verdict is Verdict.NOT_CHECKABLE
        ),
        not_applicable=tuple(each for each in unchecked if each.reason not in {"judgement", "budget"}),
        judgement=tuple(each for each in unchecked if each.reason == "judgement"),
        budget_spent=tuple(each.rule for each in unchecked if each.reason == "budget"),
        score=score_of(report, outcomes),
    )
