"""A rulebook: rule files with everything they include, read together, or all their problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Generic

import attrs

from auditor import records
from auditor.language.loading import Loader
from auditor.language.problems import Problem, render
from auditor.language.shelf import Kept, Slot, slots_of
from auditor.language.tree import File, Rule, Scoring, Synonym
from auditor.source import LineIndex

__all__ = ["RuleEntry", "Rulebook", "RulebookError", "ScoringEntry", "slots_of"]


class RulebookError(Exception):
    """Rule files that cannot be used, with every problem and the texts they stand in."""

    def __init__(self, problems: Sequence[Problem], texts: Mapping[str, str]) -> None:
        """Carry the problems of all files."""
        super().__init__(f"{len(problems)} problems in the rule files")
        self.problems = tuple(problems)
        self.texts = dict(texts)

    def render(self, language: str = "zh") -> str:
        """Show every problem, one paragraph each."""
        indexes = {name: LineIndex(text) for name, text in self.texts.items()}
        shown = [
            render(problem, self.texts.get(problem.file, ""), language, index=indexes.get(problem.file))
            for problem in self.problems
        ]
        return "\n\n".join(shown)


@records.frozen
class _Entry(Generic[Kept]):
    """What stands in a rulebook, with its file; nothing is built for what is asked of it here."""

    file: File
    slot: Slot[Kept]

    @property
    def id(self) -> str:
        """Return the identifier."""
        return self.slot.id

    @property
    def title(self) -> str:
        """Return the title."""
        return self.slot.title

    @property
    def names(self) -> tuple[str, ...]:
        """Return the figures, patterns and tables that it uses."""
        return self.slot.names


@records.frozen
class RuleEntry(_Entry[Rule]):
    """A rule of a rulebook with its file."""

    @property
    def rule(self) -> Rule:
        """Return the rule's tree, built on first use."""
        return self.slot.node


@records.frozen
class ScoringEntry(_Entry[Scoring]):
    """A scoring rule of a rulebook with its file."""

    @property
    def scoring(self) -> Scoring:
        """Return the scoring rule's tree, built on first use."""
        return self.slot.node


@records.frozen(kw_only=True)
class Rulebook:
    """Rule files in the order in which they were asked for.

    `texts` and `digests` hold each file's text and the SHA-256 of its bytes by name. Only what `read` gives
    may have `problems`: of the `faulty` files, which have some or include one that has, `files` holds what
    could be read of them, so that the others still find there what they speak of.
    """

    files: tuple[File, ...]
    texts: Mapping[str, str] = attrs.field(factory=dict)
    digests: Mapping[str, str] = attrs.field(factory=dict)
    problems: tuple[Problem, ...] = ()
    faulty: frozenset[str] = frozenset()

    @classmethod
    def load(cls, paths: Sequence[Path], root: Path | None = None) -> Rulebook:
        """Read the files at `paths` and all they include, as `read` does.

        Raises RulebookError with all problems of all files.
        """
        book = cls.read(paths, root)
        if book.problems:
            raise RulebookError(book.problems, book.texts)
        return book

    @classmethod
    def read(cls, paths: Sequence[Path], root: Path | None = None) -> Rulebook:
        """Read what can be read of the files at `paths` and of all they include; the problems stand in the book.

        Includes stay inside `root`, by default the folder of the file that was asked for.
        """
        loader = Loader()
        for path in paths:
            loader.load(Path(path), root or Path(path).parent, str(path))
        loader.check()
        return cls(
            files=tuple(loader.files.values()), texts=loader.texts, digests=loader.digests,
            problems=tuple(loader.problems), faulty=loader.faulty(),
        )  # fmt: skip

    @property
    def sound(self) -> tuple[File, ...]:
        """Return the files that are not faulty."""
        return tuple(file for file in self.files if file.name not in self.faulty)

    @classmethod
    def of_texts(cls, texts: Mapping[str, str]) -> Rulebook:
        """Read rule texts by name, without includes; for tests and editors."""
        from auditor.language.reading import parse_text  # noqa: PLC0415 - kept files never need it

        files: list[File] = []
        problems: list[Problem] = []
        for name, text in texts.items():
            file, found = parse_text(text, name)
            files.append(file)
            problems += found
        if problems:
            raise RulebookError(problems, texts)
        return cls(files=tuple(files), texts=dict(texts))

    def entries(self) -> Iterator[RuleEntry]:
        """Give every rule with its file and the names it uses, building none."""
        for file in self.files:
            for slot in slots_of(file.rules):
                yield RuleEntry(file, slot)

    def scoring_entries(self) -> Iterator[ScoringEntry]:
        """Give every scoring rule with its file and the names it uses, building none."""
        for file in self.files:
            for slot in slots_of(file.scorings):
                yield ScoringEntry(file, slot)

    @property
    def rules(self) -> tuple[tuple[File, Rule], ...]:
        """Return every rule with its file; this builds them all."""
        return tuple((file, rule) for file in self.files for rule in file.rules)

    @property
    def scorings(self) -> tuple[tuple[File, Scoring], ...]:
        """Return every scoring rule with its file; this builds them all."""
        return tuple((file, scoring) for file in self.files for scoring in file.scorings)

    @property
    def synonyms(self) -> tuple[Synonym, ...]:
        """Return the declared synonyms of all files."""
        return tuple(synonym for file in self.files for synonym in file.synonyms)
