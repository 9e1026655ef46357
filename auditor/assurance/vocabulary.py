"""Which names the rules use, where, and what each stands for in its rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from auditor import records
from auditor.assurance.walking import sentences_in
from auditor.language import tree
from auditor.source import Span


@records.frozen
class Use:
    """One name in one rule. `kind` is figure, pattern, table or column (a bare name)."""

    file: str
    rule: str
    name: str
    kind: str
    span: Span


def uses_of(
    file: str, rule: tree.Rule | tree.Scoring, sentences: Iterable[object] | None = None
) -> Iterator[Use]:
    """Give every name that the sentences of `rule` use; examples are left out.

    `sentences` are the nodes of what the rule says, where they are at hand.
    """
    for node in sentences_in(rule) if sentences is None else sentences:
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


def asked_of(file: tree.File) -> Iterator[Use]:
    """Give every name by which a pack says when it applies."""
    asked = asking(file)
    if asked is not None:
        yield from uses_of(file.name, asked)


def asking(file: tree.File) -> tree.Rule | None:
    """Return a rule of the pack's name whose premise is what the pack asks before it applies."""
    pack = file.pack
    if pack is None or pack.applies is None:
        return None
    return tree.Rule(id=pack.name, title=pack.title, statements=(), when=pack.applies, span=pack.span)


def linked_in(file: tree.File) -> Iterator[Use]:
    """Give every figure that a catalogue links to an indicator without a scoring rule of its own."""
    own = {scoring.id for scoring in file.scorings}
    for catalogue in file.catalogues:
        for row in catalogue.indicators:
            if row.figure is not None and row.id not in own:
                kind = "figure" if "." in row.figure.key else "column"
                yield Use(file.name, row.id, row.figure.key, kind, row.figure.span)


@records.frozen
class Vocabulary:
    """All names of some rules: in how many rules each is used, and in how many examples it has a value.

    `beside` are names that stand outside the rules and count for none.
    """

    uses: tuple[Use, ...]
    rules: Mapping[str, int]
    given: Mapping[str, int]
    beside: tuple[Use, ...] = ()

    @classmethod
    def of(
        cls, entries: Iterable[tuple[tree.Rule | tree.Scoring, Sequence[Use]]], beside: Iterable[Use] = ()
    ) -> Vocabulary:
        """Collect the names of rules, each with the uses of its sentences, and those that stand `beside` the rules."""
        uses: list[Use] = []
        rules: Counter[str] = Counter()
        given: Counter[str] = Counter()
        for rule, own in entries:
            uses += own
            rules.update({use.name for use in own})
            given.update(
                {binding.name.partition("@")[0] for example in rule.examples for binding in example.bindings}
            )
        return cls(tuple(uses), rules, given, tuple(beside))


_PAIRS = [
    set(pair)
    for pair in "上下 初末 年期 增减 收支 优良 前后 内外 男女 高低 进出 中差 良中 本上 大小 人项".split()
]
_NEGATIONS = frozenset("不非未无")


def apart_on_purpose(one: str, two: str) -> bool:
    """Whether two names differ by a digit, a letter of a code, a negation or a pair such as 期初 and 期末."""
    at = next(
        (at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two))
    )
    if len(one) != len(two):
        added = (Counter(one) - Counter(two)) + (Counter(two) - Counter(one))
        # 年龄龄 adds a letter that is there already: that is a slip, whatever the letter.
        return any(
            char in _NEGATIONS
            or (char.isascii() and char.isalnum() and not (_in_word(one, at) or _in_word(two, at)))
            for char in added
        )
    differing = [(a, b) for a, b in zip(one, two, strict=True) if a != b]
    if len(differing) != 1:
        return False
    if all(char.isascii() for char in differing[0]):
        return not (_in_word(one, at) or _in_word(two, at))
    return set(differing[0]) in _PAIRS


_WORD = re.compile(r"[A-Za-z0-9]+")
_LONG = 4
"""An English word has so many letters and no digit; what is shorter is a code."""


def _in_word(name: str, at: int) -> bool:
    """Whether a letter of an English word stands at `at`, or ends there."""
    found = next((each for each in _WORD.finditer(name) if each.start() <= at <= each.end()), None)
    return found is not None and found.group().isalpha() and len(found.group()) >= _LONG
