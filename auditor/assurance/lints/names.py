"""Names that nothing else knows: probably misspelt, or figures that the report does not state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor.assurance.examples import result_of
from auditor.assurance.nearest import distance, nearest, parts_of, rewritten
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.scene import FAILED
from auditor.assurance.scope import SCORED, USUAL, Scope, plain
from auditor.assurance.vocabulary import Use, Vocabulary, apart_on_purpose, asked_of, linked_in
from auditor.evaluation.facts import Facts, pattern_of
from auditor.findings import Severity
from auditor.language import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.assurance.walking import AnyRule
    from auditor.report.model import Report

_SHOWN = 5


def check(subject: Subject) -> Iterator[Remark]:
    """Compare the names of rules with their examples, with each other and with the report."""
    vocabulary = Vocabulary.of(
        ((rule, subject.uses(file, rule)) for file, rule in subject.entries),
        [use for file in subject.book.files for use in (*asked_of(file), *linked_in(file))],
    )
    for file, rule in subject.entries:
        yield from _unused_in_examples(subject, file, rule)
    yield from _likely_slips(vocabulary)
    yield from _attributes(subject)
    if subject.report is not None:
        yield from _undefined(subject, subject.report, vocabulary)
        yield from _unused(subject, subject.report, vocabulary)


# Examples ----------------------------------------------------------------------------------------


def _unused_in_examples(subject: Subject, file: str, rule: AnyRule) -> Iterator[Remark]:
    scope = subject.scope(file, rule)
    meant = {near[0] for _, near in subject.misnamed(file, rule)}  # slips.py says that the sentence is wrong
    strange: dict[str, list[tuple[tree.Example, tree.Binding]]] = {
        name: [] for name in scope.given if name not in meant and not scope.knows(name)
    }
    for example in rule.examples if strange else ():
        for binding in example.bindings:
            if plain(binding.name) in strange:
                strange[plain(binding.name)].append((example, binding))
    for name, places in strange.items():
        if any(_felt(file, rule, *each, subject) for each in places):
            continue
        for example, binding in places:
            yield remark(
                "unused-name", file, rule.id, binding.span,
                (f"例子里的 {name} 在规则中没有用到", f"the rule does not use {name} of its example"),
                near=_meant(rule, scope, example, name),
                remedy=("例子里的名称要与规则一致", "an example uses the names of its rule"),
            )  # fmt: skip


def _meant(rule: AnyRule, scope: Scope, example: tree.Example, name: str) -> tuple[str, ...]:
    if isinstance(rule, tree.Scoring) and "." not in name:
        return nearest(name, dict.fromkeys([*scope.bare, *sorted(SCORED), FAILED[0]]), scope.given, USUAL)
    here = {each.name.partition("@")[0] for each in example.bindings}
    likely = [each for each in scope.meant_by(name, example)[0] if scope.knows(each)]
    return tuple(likely) or nearest(name, {use.name for use in scope.uses} - here)


def _felt(file: str, rule: AnyRule, example: tree.Example, binding: tree.Binding, subject: Subject) -> bool:
    """Whether the result changes without a figure: 指标数(3) and 缺表(…) speak of figures that they do not name."""
    rest = tuple(each for each in example.bindings if each is not binding)
    synonyms = [synonym.names for synonym in subject.book.synonyms]
    without = result_of(file, rule, attrs.evolve(example, bindings=rest), synonyms)
    if subject.results[id(example)].got != without.got:
        return True
    return result_of(file, rule, example, synonyms).trace != without.trace


# Among the rules -----------------------------------------------------------------------------------


def _likely_slips(vocabulary: Vocabulary) -> Iterator[Remark]:
    """Of two names one letter apart, the one that one rule alone uses and no example gives is suspect.

    The other one has more to show: several rules use it, or an example gives it.
    """
    beside: dict[str, set[str]] = {}
    for use in vocabulary.uses:
        beside.setdefault(use.rule, set()).add(use.name)
    # Names one letter apart share what is left when a letter is dropped: no need to compare all with all.
    index: dict[str, list[str]] = {}
    for name, count in vocabulary.rules.items():
        if (count > 1 or vocabulary.given.get(name)) and len(name) > _SHORT:
            for left in _dropped(name):
                index.setdefault(left, []).append(name)
    suspects = {
        use: None
        for uses, rules in ((vocabulary.uses, 1), (vocabulary.beside, 0))
        for use in uses
        if use.kind != "pattern"
        and len(use.name) > _SHORT + 1
        and vocabulary.rules[use.name] <= rules
        and not vocabulary.given.get(use.name)
    }
    for use in suspects:
        name = use.name
        own = beside.get(use.rule, set())
        near = {other for left in _dropped(name) for other in index.get(left, ()) if other not in own}
        likely = [
            other for other in near if distance(name, other, 1) == 1 and not apart_on_purpose(name, other)
        ]
        if likely:
            yield _slip(use, nearest(name, likely, vocabulary.rules))


def _attributes(subject: Subject) -> Iterator[Remark]:
    """A bare name of a scoring rule that is none of the usual ones, nor given in an example, and looks like one."""
    synonyms = {name for synonym in subject.book.synonyms for name in synonym.names}
    for file, rule in subject.scorings():
        scope = subject.scope(file, rule)
        for use in scope.uses:
            known = use.name in SCORED or use.name in synonyms or scope.given[use.name]
            near = () if known or use.kind != "column" else nearest(use.name, SCORED, scope.given, USUAL)
            if near:
                yield _slip(use, near)


_SHORT = 2
"""Names up to so many letters are all alike."""


def _dropped(name: str) -> set[str]:
    return {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}


def _slip(use: Use, near: tuple[str, ...]) -> Remark:
    return remark(
        "near-name", use.file, use.rule, use.span,
        (f"{use.name} 只在这里出现", f"{use.name} stands nowhere else"),
        severity=Severity.WARNING, near=near, remedy=("若没有写错，在例子里给它一个值", "if it is right, give it a value in an example"),
    )  # fmt: skip


# Against a report --------------------------------------------------------------------------------


def _undefined(subject: Subject, report: Report, vocabulary: Vocabulary) -> Iterator[Remark]:
    facts = Facts(report, [synonym.names for synonym in subject.book.synonyms])
    tables = {word for table in report.tables for word in (table.id, table.name, table.number) if word}
    columns = {column.name for table in report.tables for column in table.columns}
    attributes = {figure.attribute for figure in report.figures.values()}
    spelt = (
        {other for name in attributes for other in facts.spellings(name)}
        | columns
        | tables
        | set(report.figures)
    )
    scored = {scoring.id for _, scoring in subject.scorings()}
    given = {
        (file, rule.id): {
            part for name in subject.scope(file, rule).given for part in (name, *parts_of(name))
        }
        for file, rule in subject.entries
    }
    for use in (*vocabulary.uses, *vocabulary.beside):
        match use.kind:
            case "figure":
                missing, known = facts.figure(use.name) is None, set(report.figures)
            case "table":
                missing, known = use.name not in tables and use.name not in report.figures, tables
            case "column":
                missing, known = use.name not in spelt and facts.figure(use.name) is None, spelt
            case _:
                missing, known = not _met(facts, use.name), set(report.concepts) | set(report.figures)
        if missing:
            own = given.get((use.file, use.rule), set())
            near: tuple[str, ...] = ()
            if use.kind == "pattern":
                near = nearest(use.name, rewritten(use.name, known), vocabulary.rules)
            elif use.kind == "column" and use.rule in scored:
                near = nearest(use.name, SCORED, vocabulary.rules, USUAL)
            yield remark(
                "undefined-figure", use.file, use.rule, use.span,
                (f"报告里没有 {use.name}", f"the report does not state {use.name}"), severity=Severity.WARNING,
                near=near or nearest(use.name, known, vocabulary.rules, own),
                remedy=("名称要与报告的一致；报告确实没有的，规则用不上", "use the report's name; what it does not state cannot be checked"),
            )  # fmt: skip


def _met(facts: Facts, pattern: str) -> bool:
    return any(True for _ in facts.matching(pattern)) or any(True for _ in facts.concepts(pattern))


def _unused(subject: Subject, report: Report, vocabulary: Vocabulary) -> Iterator[Remark]:
    facts = Facts(report, [synonym.names for synonym in subject.book.synonyms])
    used = {other for name in vocabulary.rules for other in facts.spellings(name)}
    patterns = [pattern_of(name) for name in vocabulary.rules if "*" in name and name != "*"]
    columns = {use.name for use in vocabulary.uses if use.kind in {"column", "table"}}
    scored = {scoring.id for _, scoring in subject.scorings()}
    idle = [
        key for key, figure in report.figures.items()
        if key not in used and figure.attribute not in columns and figure.concept not in scored
        and not any(pattern.fullmatch(key) for pattern in patterns)
    ]  # fmt: skip
    if idle and subject.entries:
        file, rule = subject.entries[0]
        shown = "、".join(idle[:_SHOWN]) + ("…" if len(idle) > _SHOWN else "")
        yield remark(
            "unused-figure", file, rule.id, rule.span,
            (f"报告中有 {len(idle)} 个数字没有规则按名称核对：{shown}", f"no rule names {len(idle)} figures of the report: {shown}"),
            severity=Severity.NOTE, remedy=("要核对的写成规则，其余不必理会", "write rules for those that matter, and leave the rest"),
        )  # fmt: skip
