"""Load rule files with what they include, each once, and find what is wrong between them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from auditor.language.kept import keep, kept
from auditor.language.limits import MAX_FILES
from auditor.language.problems import Elsewhere, Mistake, Problem, Wording
from auditor.language.shelf import Shelf, slots_of
from auditor.language.sources import decode, included_path, read_bytes
from auditor.source import LineIndex, Span

if TYPE_CHECKING:
    from auditor.language.tree import File, Include, Rule, Scoring

_DEEPEST = 50
_START = Span(0, 0)


class Loader:
    """Reads files and what they include, each once, and gathers all problems."""

    def __init__(self) -> None:
        self.files: dict[Path, File] = {}
        self.texts: dict[str, str] = {}
        self.digests: dict[str, str] = {}
        self.problems: list[Problem] = []
        self._names: dict[Path, str] = {}
        self._including: dict[Path, list[Path]] = {}

    def load(
        self, path: Path, root: Path, name: str, chain: tuple[Path, ...] = (), include: Problem | None = None
    ) -> None:
        """Read `path`, called `name`, and what it includes. `chain` is how we came here."""
        try:
            real = path.resolve()
        except (OSError, RuntimeError, ValueError):
            real = path
        if chain:
            self._including.setdefault(real, []).append(chain[-1])
        if real in self._names:
            return
        self._names[real] = name
        if len(self._names) > MAX_FILES:
            self.problems.append(
                _problem(
                    "too-many-files",
                    Wording(f"规则文件超过 {MAX_FILES} 个", f"more than {MAX_FILES} rule files"),
                    name,
                )
            )
            return
        try:
            content = read_bytes(path, name)
            file = self._read(content, name)
        except Mistake as mistake:
            self.problems.append(mistake.problem if include is None else _at(mistake.problem, include))
            return
        self.files[real] = file
        for item in file.includes:
            self._include(item, real, root, (*chain, real))

    def _read(self, content: bytes, name: str) -> File:
        self.digests[name] = hashlib.sha256(content).hexdigest()
        text = decode(content, name)
        self.texts[name] = text
        file = kept(content, name)
        if file is not None:
            return file
        from auditor.language.reading import parse_text  # noqa: PLC0415 - kept files never need it

        file, problems = parse_text(text, name)
        self.problems += problems
        if not problems:
            keep(file, content)
        return attrs.evolve(file, rules=Shelf(slots_of(file.rules)), scorings=Shelf(slots_of(file.scorings)))

    def _include(self, item: Include, including: Path, root: Path, chain: tuple[Path, ...]) -> None:
        name = self._names[including]
        here = _problem("include", Wording("", ""), name, item.span)
        try:
            target = included_path(item, including, root, name)
        except Mistake as mistake:
            self.problems.append(mistake.problem)
            return
        if target in chain:
            circle = [self._names[path] for path in chain[chain.index(target) :]]
            path = " → ".join([*circle, circle[0]])
            self.problems.append(
                _problem(
                    "include-cycle",
                    Wording(f"引用成了一个圈：{path}", f"the includes form a circle: {path}"),
                    name,
                    item.span,
                    Wording("删去其中一个引用", "delete one of the includes"),
                )
            )
        elif len(chain) >= _DEEPEST:
            self.problems.append(
                _problem(
                    "include-too-deep",
                    Wording(f"引用超过 {_DEEPEST} 层", f"includes are nested more than {_DEEPEST} deep"),
                    name,
                    item.span,
                )
            )
        else:
            shown = str(Path(name).parent / item.path) if Path(name).parent != Path() else item.path
            self.load(target, root, shown, chain, here)

    def check(self) -> None:
        """Find what is wrong between files: one identifier for two rules, names that go in a circle."""
        for kind in ("rules", "scorings"):
            first: dict[str, tuple[File, int]] = {}
            for file in self.files.values():
                for at, slot in enumerate(slots_of(getattr(file, kind))):
                    before, where = first.setdefault(slot.id, (file, at))
                    if before is not file:
                        self._doubled(getattr(file, kind)[at], file, getattr(before, kind)[where], before)
        self._check_synonyms()

    def faulty(self) -> frozenset[str]:
        """Return the names of the files with problems, and of those that include such a file."""
        found = {problem.file for problem in self.problems}
        open_ones = [path for path, name in self._names.items() if name in found]
        while open_ones:
            for path in self._including.get(open_ones.pop(), ()):
                if self._names[path] not in found:
                    found.add(self._names[path])
                    open_ones.append(path)
        return frozenset(found)

    def _doubled(self, rule: Rule | Scoring, file: File, first: Rule | Scoring, before: File) -> None:
        line, _ = LineIndex(self.texts[before.name]).position(first.span.start)
        end = self.texts[file.name].find("\n", rule.span.start)
        self.problems.append(
            Problem(
                code="duplicate-id",
                message=Wording(
                    f"编号 {rule.id} 在两个文件里都有", f"two files have the identifier {rule.id}"
                ),
                span=Span(rule.span.start, end if end > 0 else rule.span.end),
                file=file.name,
                remedy=Wording("改掉其中一个编号", "change one of the two"),
                elsewhere=Elsewhere(file=before.name, line=line, label=Wording("第一次在", "first given at")),
            )
        )

    def _check_synonyms(self) -> None:
        meaning: dict[str, str] = {}
        for file in self.files.values():
            for synonym in file.synonyms:
                first, *others = synonym.names
                for other in others:
                    meaning[other] = first
                    path = [other]
                    while path[-1] in meaning and path.count(path[-1]) == 1:
                        path.append(meaning[path[-1]])
                    if path.count(path[-1]) > 1:
                        shown = " → ".join(path)
                        self.problems.append(
                            _problem(
                                "synonym-cycle",
                                Wording(
                                    f"同义词绕成了一个圈：{shown}", f"the synonyms form a circle: {shown}"
                                ),
                                file.name,
                                synonym.span,
                                Wording("删去其中一行", "delete one of the lines"),
                            )
                        )
                        del meaning[other]


def _problem(
    code: str, message: Wording, file: str, span: Span = _START, remedy: Wording | None = None
) -> Problem:
    return Problem(code=code, message=message, span=span, file=file, remedy=remedy)


def _at(problem: Problem, include: Problem) -> Problem:
    """Return what is wrong with an included file at the line that includes it."""
    return attrs.evolve(problem, file=include.file, span=include.span)
