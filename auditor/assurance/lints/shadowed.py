"""Names that stand for two things: of figures by their synonyms, of a rule and a scoring rule by their identifier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.assurance.remarks import Remark, Subject, remark
from auditor.evaluation.facts import BUILT_IN_SYNONYMS
from auditor.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.language import tree


def check(subject: Subject) -> Iterator[Remark]:
    """Compare names with those before them."""
    yield from _synonyms(subject)
    yield from _identifiers(subject)
    yield from _indicators(subject)
    yield from _schemes(subject)


def _identifiers(subject: Subject) -> Iterator[Remark]:
    kinds: dict[str, type] = {}
    for file, rule in subject.entries:
        if kinds.setdefault(rule.id, type(rule)) is not type(rule):
            yield remark(
                "shared-identifier", file, rule.id, rule.span,
                (f"规则和评分都叫 {rule.id}", f"a rule and a scoring rule are both called {rule.id}"), severity=Severity.WARNING,
                remedy=("换一个编号，发现和 --only 才分得清", "give one another identifier, so that findings and --only tell them apart"),
            )  # fmt: skip


def _indicators(subject: Subject) -> Iterator[Remark]:
    for file in subject.book.files:
        for catalogue in file.catalogues:
            seen: set[str] = set()
            for row in catalogue.indicators:
                if row.id in seen:
                    yield remark(
                        "duplicate-indicator", file.name, row.id, row.span,
                        (f"指标 {row.id} 在表中写了两次", f"indicator {row.id} stands twice in the table"),
                        remedy=("改掉其中一个编号", "change one of the identifiers"),
                    )  # fmt: skip
                seen.add(row.id)


def _schemes(subject: Subject) -> Iterator[Remark]:
    """A scoring rule that a catalogue names by a title which two of them have."""
    named = {row.scheme for file in subject.book.files for each in file.catalogues for row in each.indicators}
    first: dict[str, str] = {}
    for file, scoring in subject.scorings():
        other = first.setdefault(scoring.title, scoring.id)
        if other != scoring.id and scoring.title in named:
            yield remark(
                "shadowed-name", file, scoring.id, scoring.span,
                (f"评分 {other} 也叫“{scoring.title}”，指标表用的是 {other}", f"score {other} is called {scoring.title} as well, and the catalogue uses {other}"),
                remedy=("换一个名称，或在指标表里写编号", "give it another title, or name the rule by its identifier"),
            )  # fmt: skip


def _apart(file: str, synonym: tree.Synonym) -> Iterator[Remark]:
    """业绩值 and 目标值 are two things of the language itself."""
    met = [group for group in BUILT_IN_SYNONYMS if set(group) & set(synonym.names)]
    if len(met) > 1:
        one, two = (next(name for name in synonym.names if name in group) for group in met[:2])
        yield remark(
            "shadowed-name", file, "", synonym.span,
            (f"“{one}”与“{two}”本来是两样，不能同义", f"“{one}” and “{two}” are two things and cannot mean the same"),
            remedy=("删去这一行，或改掉其中一个名称", "delete the line, or one of the names"),
        )  # fmt: skip


def _synonyms(subject: Subject) -> Iterator[Remark]:
    first: dict[str, str] = {}
    for file in subject.book.files:
        for synonym in file.synonyms:
            yield from _apart(file.name, synonym)
            meant = synonym.names[0]
            for name in synonym.names:
                other = first.setdefault(name, meant)
                if other != meant:
                    yield remark(
                        "shadowed-name", file.name, "", synonym.span,
                        (f"“{name}”前面已是“{other}”的同义，这里又与“{meant}”同义", f"“{name}” already means “{other}”, and here “{meant}”"),
                        remedy=("意思相同的名称写在一行里", "put all names that mean the same in one line"),
                    )  # fmt: skip
                    break
