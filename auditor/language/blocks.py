"""Put the lines of a block together into a rule, a scoring rule, a pack or a catalogue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs

from auditor import records
from auditor.findings import Severity
from auditor.language import tree
from auditor.language.clauses import Clause
from auditor.language.keywords import CLAUSES, CLAUSES_OF, HEADS, REPEATABLE, SCORE_CLAUSES, STATEMENTS
from auditor.language.problems import Elsewhere, Problem, Wording
from auditor.source import LineIndex, Span

_VERDICT = Wording(
    "规则的例子以一种结论结尾，如 结果 相符",
    "a rule's example gives a verdict, as in gives exact",
)
_SCORE = Wording("评分的例子以分数结尾，如 结果 5分", "a scoring example gives a score, as in gives 5分")


@attrs.define
class Block:
    """A head with its clauses; `hurt` where a line of it could not be read."""

    head: Clause
    clauses: list[Clause] = attrs.field(factory=list)
    rows: list[tree.Indicator] = attrs.field(factory=list)
    hurt: bool = False
    end: int = 0

    @property
    def span(self) -> Span:
        """Return the span from the head to the last clause."""
        return Span(self.head.span.start, max(self.end, self.head.span.end))


@records.frozen
class Blocks:
    """Checks and builds blocks of the file `text`; what is wrong goes to `report`."""

    text: str
    file: str
    index: LineIndex
    report: Callable[[Problem], None]

    def rule(self, block: Block) -> tree.Rule | None:
        """Build a rule; without a statement it is none."""
        if self._is_other(block, STATEMENTS, SCORE_CLAUSES, "scoring"):
            return None
        held = self._held(block)
        self._results(held, _VERDICT, scores=False)
        if not self._has(block, STATEMENTS, Wording("要核对什么", "what must hold")):
            return None
        return tree.Rule(
            **_shared(block, held),
            statements=tuple(clause.value for clause in block.clauses if clause.kind in STATEMENTS),
            required=tuple(name for clause in held.get("required", ()) for name in clause.value),
            gap_level=_one(held, "gap", Severity.NOTE),
            **{kind: _one(held, kind) for kind in ("when", "rounding", "tolerance")},
        )

    def scoring(self, block: Block) -> tree.Scoring | None:
        """Build a scoring rule; without a band, criteria or formula it is none."""
        if self._is_other(block, SCORE_CLAUSES, STATEMENTS, "rule"):
            return None
        held = self._held(block)
        self._results(held, _SCORE, scores=True)
        if not self._has(block, SCORE_CLAUSES, Wording("怎么得分", "how the score follows")):
            return None
        single = "weight target actual criteria formula cap floor veto monotone".split()
        return tree.Scoring(
            **_shared(block, held),
            bands=_all(held, "band"),
            **{kind: _one(held, kind) for kind in single},
        )

    def pack(self, block: Block) -> tree.Pack:
        """Build the pack that the file is."""
        held = self._held(block)
        name, title = block.head.value
        return tree.Pack(
            name=name,
            title=title,
            applies=_one(held, "applies"),
            rounding=_one(held, "rounding"),
            note=_one(held, "note"),
            span=block.span,
        )

    def catalogue(self, block: Block) -> tree.Catalogue:
        """Build an indicator catalogue."""
        self._held(block)
        if not block.rows and not block.hurt:
            self._empty(
                block,
                Wording(
                    "指标行，如 B31 | 支出预算执行率 | 5分 | 100% | - | -",
                    "rows such as B31 | execution | 5分 | 100% | - | -",
                ),
            )
        return tree.Catalogue(title=block.head.value, indicators=tuple(block.rows), span=block.span)

    def bare(self, block: Block) -> None:
        """Check a head that takes no clauses."""
        self._held(block)

    # Checks ----------------------------------------------------------------------------------

    def _held(self, block: Block) -> dict[str, list[Clause]]:
        """Sort the clauses by kind, leaving out those that are doubled or belong elsewhere."""
        held: dict[str, list[Clause]] = {}
        for clause in block.clauses:
            if clause.kind not in CLAUSES_OF[block.head.kind]:
                self.report(self._misplaced(clause, block.head.kind))
            elif clause.kind in held and (
                clause.kind not in REPEATABLE or _same_message(held[clause.kind], clause)
            ):
                self.report(self._doubled(clause, held[clause.kind][0]))
            else:
                held.setdefault(clause.kind, []).append(clause)
        return held

    def _is_other(self, block: Block, own: frozenset[str], others: frozenset[str], other: str) -> bool:
        """Report a block that holds what another kind of block says and nothing of its own: its head is wrong."""
        kinds = {clause.kind for clause in block.clauses}
        if kinds & own or not kinds & others:
            return False
        head, meant = HEADS[block.head.kind], HEADS[other]
        self.report(
            Problem(
                code="other-head",
                message=Wording(
                    f"这条“{head.zh}”里写的是“{meant.zh}”的内容",
                    f"this “{head.en}” holds what a “{meant.en}” says",
                ),
                span=self._first_word(block.head),
                file=self.file,
                near=(meant.en if self.text[block.head.span.start].isascii() else meant.zh,),
                remedy=Wording(f"把开头的“{head.zh}”改为“{meant.zh}”", f"write “{meant.en}” for “{head.en}”"),
            )
        )
        return True

    def _misplaced(self, clause: Clause, kind: str) -> Problem:
        word, head = CLAUSES[clause.kind], HEADS[kind]
        homes = [HEADS[home] for home, kinds in CLAUSES_OF.items() if clause.kind in kinds]
        zh, en = "、".join(home.zh for home in homes), ", ".join(home.en for home in homes)
        return Problem(
            code="misplaced-clause",
            message=Wording(
                f"“{word.zh}”不能放在“{head.zh}”里", f"“{word.en}” does not belong into “{head.en}”"
            ),
            span=self._first_word(clause),
            file=self.file,
            remedy=Wording(
                f"它属于 {zh}；是不是上面漏了一行？", f"it belongs into {en}; is a line missing above?"
            ),
        )

    def _doubled(self, clause: Clause, first: Clause) -> Problem:
        word = CLAUSES[clause.kind]
        line, _ = self.index.position(first.span.start)
        return Problem(
            code="duplicate-clause",
            message=Wording(f"“{word.zh}”写了两次", f"“{word.en}” is given twice"),
            span=self._first_word(clause),
            file=self.file,
            remedy=Wording("只留一个", "keep one of them"),
            elsewhere=Elsewhere(file=self.file, line=line, label=Wording("第一次在", "first given at")),
        )

    def _has(self, block: Block, kinds: frozenset[str], what: Wording) -> bool:
        if any(clause.kind in kinds for clause in block.clauses):
            return True
        if not block.hurt:
            words = [CLAUSES[kind] for kind in CLAUSES if kind in kinds]
            self._empty(
                block,
                Wording("、".join(word.zh for word in words), ", ".join(word.en for word in words)),
                what,
            )
        return False

    def _empty(self, block: Block, expected: Wording, what: Wording | None = None) -> None:
        head = HEADS[block.head.kind]
        what = what or Wording("内容", "what it holds")
        self.report(
            Problem(
                code="empty-block",
                message=Wording(
                    f"这条“{head.zh}”没有写{what.zh}", f"this “{head.en}” does not say {what.en}"
                ),
                span=block.head.span,
                file=self.file,
                expected=(expected,),
            )
        )

    def _results(self, held: dict[str, list[Clause]], remedy: Wording, *, scores: bool) -> None:
        """Report the examples that end in what another kind of rule gives."""
        for clause in held.get("example", ()):
            if (clause.value.score is not None) is not scores:
                self.report(
                    Problem(
                        code="example-result",
                        message=Wording(
                            "例子的结果不是这里要的那种", "the example's result is of the wrong kind"
                        ),
                        span=clause.span,
                        file=self.file,
                        remedy=remedy,
                    )
                )

    def _first_word(self, clause: Clause) -> Span:
        end = clause.span.start
        while end < clause.span.end and not self.text[end].isspace():
            end += 1
        return Span(clause.span.start, end)


def _shared(block: Block, held: dict[str, list[Clause]]) -> dict[str, Any]:
    """Return what rules and scoring rules both have."""
    identity, title = block.head.value
    return {
        "id": identity,
        "title": title,
        "level": _one(held, "level", Severity.ERROR),
        **{kind: _one(held, kind) for kind in ("source", "note", "known")},
        "messages": _all(held, "message"),
        "examples": _all(held, "example"),
        "span": block.span,
    }


def _same_message(before: Sequence[Clause], clause: Clause) -> bool:
    if clause.kind != "message":
        return False
    return any(earlier.value.language == clause.value.language for earlier in before)


def _one(held: dict[str, list[Clause]], kind: str, default: Any = None) -> Any:  # noqa: ANN401 - whatever the clause holds
    return held[kind][0].value if kind in held else default


def _all(held: dict[str, list[Clause]], kind: str) -> tuple[Any, ...]:
    return tuple(clause.value for clause in held.get(kind, ()))
