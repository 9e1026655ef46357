"""Read the text of a rule file: all of it, with all its problems, whatever it holds."""

from __future__ import annotations

import attrs

from auditor.findings import Severity
from auditor.language import tree
from auditor.language.blocks import Block, Blocks
from auditor.language.characters import hidden_characters
from auditor.language.clauses import Clause
from auditor.language.limits import MAX_BYTES, MAX_LINE, MAX_PROBLEMS, over_limit
from auditor.language.lines import HEAD_WORDS, Line, lines_of
from auditor.language.mistakes import newer_language
from auditor.language.openings import unknown_clause, unknown_head
from auditor.language.parser import read_line
from auditor.language.problems import Elsewhere, Problem, Wording
from auditor.language.rows import read_row
from auditor.nearness import near
from auditor.source import LineIndex, Span

VERSION = "1"
"""The language version that this auditor reads."""

_FREE = frozenset({"source", "note"})


def parse_text(text: str, name: str) -> tuple[tree.File, tuple[Problem, ...]]:
    """Read a rule file's `text`; `name` is the file as messages call it.

    Never raises: what cannot be read is a problem, and the rest of the file is read all the same.
    Problems stand in the order of the text.
    """
    return _Reader(text, name).read()


class _EnoughError(Exception):
    """So many problems that more would not help."""


class _Reader:
    """Reads one file: lines to clauses, clauses to blocks, blocks to the tree."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.index = LineIndex(text)
        self.problems: list[Problem] = []
        self.blocks = Blocks(text, name, self.index, self._report)
        self.version: str | None = None
        self.packs: list[tree.Pack] = []
        self.includes: list[tree.Include] = []
        self.synonyms: list[tree.Synonym] = []
        self.rules: list[tree.Rule] = []
        self.scorings: list[tree.Scoring] = []
        self.catalogues: list[tree.Catalogue] = []
        self.first: dict[tuple[str, str], Span] = {}

    def read(self) -> tuple[tree.File, tuple[Problem, ...]]:
        try:
            self._read_all()
        except _EnoughError:
            self.problems.append(self._simple(
                "too-many-problems", f"问题超过 {MAX_PROBLEMS} 个，其余的不再列出",
                f"more than {MAX_PROBLEMS} problems; the rest is not listed", self.problems[-1].span,
                remedy=("这真的是规则文件吗？先改正上面的", "is this a rule file at all? correct the first ones and try again")))  # fmt: skip
        self.problems.sort(key=lambda problem: (problem.span.start, problem.code))
        file = tree.File(
            name=self.name,
            version=self.version or VERSION,
            pack=self.packs[0] if self.packs else None,
            includes=tuple(self.includes),
            synonyms=tuple(self.synonyms),
            rules=tuple(self.rules),
            scorings=tuple(self.scorings),
            catalogues=tuple(self.catalogues),
        )
        return file, tuple(self.problems)

    def _read_all(self) -> None:
        if len(self.text) > MAX_BYTES:
            self._report(self._simple(
                "file-too-large", f"规则文件最大 {MAX_BYTES // 1024 // 1024} MB", f"a rule file has at most {MAX_BYTES // 1024 // 1024} MB",
                Span(0, 0), remedy=("拆成几个文件，用 引用 连起来", "split it and include the parts")))  # fmt: skip
            return
        hurt = set()
        for problem in hidden_characters(self.text, self.name):
            hurt.add(self.index.position(problem.span.start)[0])
            self._report(problem)
        block: Block | None = None
        for line in lines_of(self.text):
            if self._is_head(line):
                if block:
                    self._finish(block)
                block = self._open(line, is_hurt=bool(hurt) and self.index.position(line.start)[0] in hurt)
                if self.version is not None and self.version != VERSION:
                    return
            elif hurt and self.index.position(line.start)[0] in hurt:
                if block:
                    block.hurt = True
            else:
                self._clause(line, block)
        if block:
            self._finish(block)

    # Lines -----------------------------------------------------------------------------------

    def _is_head(self, line: Line) -> bool:
        """Whether `line` begins a block; one that is indented by mistake or misspelt does, too."""
        if line.head is not None and line.text[len(line.word) : len(line.word) + 1] not in {"|", "="}:
            if line.indented:
                self._report(self._simple(
                    "indented-head", f"“{line.word}”要顶格写", f"“{line.word}” must begin at the start of the line",
                    self._word(line), remedy=("删去前面的空格", "delete the blanks before it")))  # fmt: skip
            return True
        return not line.indented and line.clause is None

    def _open(self, line: Line, *, is_hurt: bool) -> Block:
        """Begin a block; one whose head cannot be read takes its clauses along unread."""
        found: Clause | Problem | None = None
        if not is_hurt:
            unknown = None if line.head is not None else unknown_head(line, self.name)
            found = self._limit(line) or unknown or read_line(line, self.text, self.name)
            if isinstance(found, Problem):
                self._report(found)
        if isinstance(found, Clause):
            block = Block(found)
            if found.kind == "language":
                self._version(found)
            return block
        kind = line.head or _likely_head(line)
        return Block(Clause(kind, None, Span(line.start, line.end)), hurt=True)

    def _clause(self, line: Line, block: Block | None) -> None:
        if block is None:
            self._report(self._simple(
                "clause-outside", f"“{line.word or line.text[:10]}”不属于任何规则", f"“{line.word or line.text[:10]}” belongs to no block",
                self._word(line), remedy=("先写一行 规则 编号 名称", "begin with a line such as rule B-01 name")))  # fmt: skip
            return
        block.end = line.end
        if not line.indented:
            self._report(self._simple(
                "missing-indent", f"“{line.word}”前要缩进两个空格", f"“{line.word}” must be indented",
                self._word(line), remedy=("在行首加两个空格", "put two blanks before it")))  # fmt: skip
        found = self._read(line, block)
        if isinstance(found, Problem):
            block.hurt = True
            self._report(found)
        elif isinstance(found, tree.Indicator):
            block.rows.append(found)
        else:
            block.clauses.append(found)

    def _read(self, line: Line, block: Block) -> Clause | tree.Indicator | Problem:
        if block.head.kind == "catalogue" and line.clause is None:
            if len(line.text) > MAX_LINE:
                return self._limit(line) or self._simple(
                    "too-long", "这一行太长", "the line is too long", self._word(line))  # fmt: skip
            return read_row(line, self.text, self.name)
        if line.clause in _FREE and len(line.text) <= MAX_LINE:
            return read_line(line, self.text, self.name)
        if problem := self._limit(line):
            return problem
        if line.clause is None:
            english = self.text[block.head.span.start].isascii()
            return unknown_clause(line, block.head.kind, self.name, english=english)
        return read_line(line, self.text, self.name)

    def _limit(self, line: Line) -> Problem | None:
        found = over_limit(line.text, self.name)
        return found and attrs.evolve(
            found, span=Span(found.span.start + line.start, found.span.end + line.start)
        )

    # Blocks ----------------------------------------------------------------------------------

    def _version(self, head: Clause) -> None:
        if self.version is not None:
            self._twice(head.span, Wording("语言版本", "the language version"))
        self.version = head.value
        if head.value != VERSION:
            self._report(newer_language(head.value, VERSION, head.span, self.name))

    def _finish(self, block: Block) -> None:
        head = block.head
        if head.value is None:  # the head itself could not be read: its clauses were, for their problems
            return
        match head.kind:
            case "rule":
                if rule := self.blocks.rule(block):
                    self.rules.append(rule)
                self._unique("rule", head)
            case "scoring":
                if scoring := self.blocks.scoring(block):
                    self.scorings.append(scoring)
                self._unique("scoring", head)
            case "pack":
                self.packs.append(self.blocks.pack(block))
                if len(self.packs) > 1:
                    self._twice(head.span, Wording("包", "the pack"))
            case "catalogue":
                self.catalogues.append(self.blocks.catalogue(block))
            case "include":
                self.blocks.bare(block)
                self.includes.append(head.value)
            case "synonym":
                self.blocks.bare(block)
                self.synonyms.append(head.value)
            case _:
                self.blocks.bare(block)

    def _unique(self, kind: str, head: Clause) -> None:
        identity = head.value[0]
        before = self.first.setdefault((kind, identity), head.span)
        if before is not head.span:
            self._twice(head.span, Wording(f"编号“{identity}”", f"the identifier “{identity}”"), before)

    def _twice(self, span: Span, what: Wording, before: Span | None = None) -> None:
        elsewhere = None
        if before:
            line, _ = self.index.position(before.start)
            elsewhere = Elsewhere(file=self.name, line=line, label=Wording("第一次在", "first given at"))
        self._report(
            Problem(
                code="duplicate-id" if before else "duplicate-head",
                message=Wording(f"{what.zh}写了两次", f"{what.en} is given twice"),
                span=span,
                file=self.name,
                remedy=Wording("改掉其中一个", "change one of them"),
                elsewhere=elsewhere,
            )
        )

    # Problems --------------------------------------------------------------------------------

    def _report(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) >= MAX_PROBLEMS:
            raise _EnoughError

    def _word(self, line: Line) -> Span:
        return Span(line.start, line.start + max(1, len(line.word)))

    def _simple(  # noqa: PLR0913 - each fact once
        self, code: str, zh: str, en: str, span: Span, *, remedy: tuple[str, str] | None = None,
        expected: tuple[Wording, ...] = (), near: tuple[str, ...] = (), severity: Severity = Severity.ERROR,
    ) -> Problem:  # fmt: skip
        return Problem(code=code, message=Wording(zh, en), span=span, file=self.name, severity=severity,
                       remedy=Wording(*remedy) if remedy else None, expected=expected, near=near)  # fmt: skip


def _likely_head(line: Line) -> str:
    """Return which head was probably meant, so that the clauses below are judged by it."""
    close = near(line.word, HEAD_WORDS) if line.word else ()
    return HEAD_WORDS[close[0]] if close else "rule"
