"""Figures that are named once and decide everything: what an indicator is linked to, and what 适用 asks for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from auditor import records
from auditor.assurance.nearest import nearest
from auditor.assurance.remarks import Remark, Subject, remark
from auditor.assurance.scope import SCORED, USUAL
from auditor.assurance.vocabulary import asked_of
from auditor.findings import Severity
from auditor.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINKED = (
    ("{} 的业绩值取自 {}，别处没有这个名称", "{} takes its actual value from {}, which stands nowhere else"),
    ("写错的名称取不到业绩值，指标就永远不会评分", "a name that is not there leaves the indicator without a score"),
)  # fmt: skip
_ASKED = (
    ("{}适用问的是 {}，别处没有这个名称", "{}the pack applies by {}, which stands nowhere else"),
    ("写错的名称永远不存在，整个包就不会用上", "a name that is never there keeps the whole pack from being used"),
)  # fmt: skip


@records.frozen
class _Link:
    """A figure by its name: of the indicator `id`, or asked for by the pack, which has none."""

    file: str
    id: str
    name: str
    span: Span


def check(subject: Subject) -> Iterator[Remark]:
    """Look for an attribute that no indicator has, and for an indicator that is not there."""
    ids = {scoring.id for _, scoring in subject.scorings()} | {
        row.id for file in subject.book.files for table in file.catalogues for row in table.indicators
    }
    attributes = SCORED | {name for synonym in subject.book.synonyms for name in synonym.names}
    strange = [
        (link, concept, attribute)
        for link in dict.fromkeys(_links(subject))
        for concept, _, attribute in [link.name.rpartition(".")]
        if concept and "*" not in link.name and (concept in ids) is not (attribute in attributes)
    ]
    if not strange:
        return
    concepts = Counter(name.rpartition(".")[0] for name in subject.known)
    for link, concept, attribute in strange:
        # The rule of the indicator itself speaks of it.
        if subject.known.get(link.name, 0) > bool(link.id):
            continue
        near: tuple[str, ...] = ()
        if concept in ids:
            near = tuple(f"{concept}.{each}" for each in nearest(attribute, attributes, None, USUAL))
        elif concepts[concept] <= (link.name in subject.known):
            near = tuple(f"{each}.{attribute}" for each in nearest(concept, ids, None, {link.id}))
        if near:
            said, remedy = _LINKED if link.id else _ASKED
            zh, en = (words.format(link.id, link.name) for words in said)
            yield remark(
                "near-name", link.file, link.id, link.span, (zh, en), severity=Severity.WARNING, near=near, remedy=remedy
            )  # fmt: skip


def _links(subject: Subject) -> Iterator[_Link]:
    for file, scoring in subject.scorings():
        if scoring.actual is not None:
            yield _Link(file, scoring.id, scoring.actual.key, scoring.actual.span)
    for each in subject.book.files:
        for table in each.catalogues:
            for row in table.indicators:
                if row.figure is not None:
                    yield _Link(each.name, row.id, row.figure.key, row.figure.span)
        for use in asked_of(each):
            if use.kind == "figure":
                yield _Link(each.name, "", use.name, use.span)
