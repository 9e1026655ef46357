"""Which names the rules use, where, and what each stands for in its rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import attrs

from auditor.assurance.walking import nodes_in
from auditor.language import tree
from auditor.source import Span


@attrs.frozen
class Use:
    """One name in one rule. `kind` is figure, pattern, table or column (a bare name)."""

    file: str
    rule: str
    name: str
    kind: str
    span: Span


def uses_of(file: str, rule: tree.Rule | tree.Scoring) -> Iterator[Use]:
    """Give every name that the sentences of `rule` use; examples are left out."""
    for node in nodes_in(attrs.evolve(rule, examples=(), messages=())):
        match node:
            case tree.Name():
                kind = "pattern" if node.is_pattern else "figure" if "." in node.key else "column"
                yield Use(file, rule.id, node.key, kind, node.span)
            case tree.Cell():
                yield Use(file, rule.id, node.table, "table", node.span)
                yield Use(file, rule.id, node.col, "column", node.span)
            case tree.Exists():
                kind = "pattern" if "*" in node.name else "figure" if "." in node.name else "table"
                yield Use(file, rule.id, node.name, kind, node.span)
            case tree.EachRow(table=table):
                yield Use(file, rule.id, table, "table", node.span)
            case tree.Total(table=table, columns=columns):
                yield Use(file, rule.id, table, "table", node.span)
                for column in columns:
                    yield Use(file, rule.id, column, "column", node.span)
            case tree.Match(left=left, right=right, columns=columns):
                yield Use(file, rule.id, left, "table", node.span)
                yield Use(file, rule.id, right, "table", node.span)
                for column in columns:
                    yield Use(file, rule.id, column, "column", node.span)
            case tree.EachItem(pattern=pattern):
                yield Use(file, rule.id, pattern, "pattern", node.span)


@attrs.frozen
class Vocabulary:
    """All names of some rules: in how many rules each is used, and in how many examples it has a value."""

    uses: tuple[Use, ...]
    rules: Mapping[str, int]
    given: Mapping[str, int]

    @classmethod
    def of(cls, entries: Iterable[tuple[str, tree.Rule | tree.Scoring]]) -> Vocabulary:
        """Collect the names of `entries`."""
        uses: list[Use] = []
        rules: Counter[str] = Counter()
        given: Counter[str] = Counter()
        for file, rule in entries:
            own = list(uses_of(file, rule))
            uses += own
            rules.update({use.name for use in own})
            given.update(
                {binding.name.partition("@")[0] for example in rule.examples for binding in example.bindings}
            )
        return cls(tuple(uses), rules, given)
