"""Mistakes planted in every clause kind of the grammar, one and two to a block: who finds them, and where.

    python benchmarks/syntax_errors.py [SEED]

A planted mistake counts as found where a problem underlines the stretch in which it was made (for what is
missing: the words on both sides of the hole). Every further problem, and each in a sound file, is false.
A hint is useful where it names the word, sign or number that should stand there, or says what to delete,
in the reader's language; a kind counts where nine of ten of its mistakes get one.

Beside it, on the same files: plain lark, which stops at the first error, and lark told to skip the token
that it does not want and go on, each with the line grammar as one grammar of the file. Both see full-width
signs folded and comments blanked out, as our reader does; their hint is the list of terminals that fit.
"""

from __future__ import annotations

import itertools
import random
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
from lark import Lark, UnexpectedInput

from auditor import resources
from auditor.language import parse_text
from auditor.language.characters import fold
from auditor.language.lines import CLAUSE_WORDS, HEAD_WORDS
from auditor.language.terminals import spellings, wordings
from benchmarks.syntax_mistakes import KINDS, Line, Planted
from benchmarks.syntax_samples import HARMLESS, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "syntax_errors.txt"
COMMAND = "python benchmarks/syntax_errors.py"
EXTRA, PAIRS, LANGUAGES = 20, 800, 3
"""So many mistakes of a kind beside one in each kind of clause, and so many pairs in one block."""

Report = tuple[int, int, str]
"""Where a problem begins and ends in the file, and its hints as one text."""


@attrs.frozen
class Case:
    """A file with mistakes: its text, and for each the kind, where it may be reported, and useful hints."""

    text: str
    planted: tuple[tuple[str, int, int, tuple[str, ...]], ...]


# Files with mistakes -----------------------------------------------------------------------------


def lines_in(text: str) -> list[Line]:
    """Return the lines of a sound file with what they are."""
    found, block = [], ""
    for row in text.split("\n"):
        word = re.match(r"[\w]*", row.strip())
        first = word.group() if word else ""
        if row and not row.startswith(" "):
            block = HEAD_WORDS[first]
            found.append(Line(row, block, block))
        else:
            kind = None if block == "catalogue" else CLAUSE_WORDS.get(first)
            found.append(Line(row, block, kind))
    return found


def case_of(lines: Sequence[Line], changes: dict[int, tuple[str, Planted]]) -> Case:
    """Return the file with the lines `changes` names replaced."""
    rows, planted, offset = [], [], 0
    heads = [at for at, line in enumerate(lines) if line.head]
    own = max(place for place, at in enumerate(heads) if at <= min(changes))
    # The language, and a sound block on either side of the one at fault.
    start, end = heads[max(0, own - 1)], [*heads, len(lines), len(lines)][own + 2]
    for at, line in enumerate(lines):
        if at != 0 and not start <= at < end:
            continue
        row = line.text
        if at in changes:
            kind, change = changes[at]
            row = change.text
            planted.append((kind, offset + change.at, offset + change.end, change.hints))
        rows.append(row)
        offset += len(row) + 1
    return Case("\n".join(rows), tuple(planted))


def cases(randomly: random.Random) -> list[Case]:
    """Return files with one mistake, of each kind in each language, and with two in one block."""
    made: list[Case] = []
    pairs: list[Case] = []
    for turn, text in enumerate(texts().values(), start=1):
        lines = lines_in(text)
        every = [
            (at, kind, change)
            for kind, plant in KINDS.items()
            for at, line in enumerate(lines)
            if line.text.strip()
            for change in plant(line)
        ]
        for kind in KINDS:
            own = [each for each in every if each[1] == kind]
            # Every kind of clause first, then what chance brings.
            randomly.shuffle(own)
            first = {(lines[at].block, lines[at].kind): at for at, _, _ in own}
            chosen = [next(each for each in own if each[0] == at) for at in first.values()] + own[:EXTRA]
            made += [case_of(lines, {at: (kind, change)}) for at, kind, change in chosen]
        numbers = list(itertools.accumulate(line.head for line in lines))
        blocks = defaultdict(list)
        for each in every:
            blocks[numbers[each[0]]].append(each)
        while len(pairs) < PAIRS * turn // LANGUAGES:
            block = randomly.choice(list(blocks.values()))
            one, two = randomly.choice(block), randomly.choice(block)
            # What a broken head says of its clauses is another matter, and a clause twice needs the first one.
            if one[0] != two[0] and not (lines[one[0]].head or lines[two[0]].head):
                pairs.append(case_of(lines, {one[0]: one[1:], two[0]: two[1:]}))
    return [*made, *pairs]


# The three readers -------------------------------------------------------------------------------


def ours(text: str) -> list[Report]:
    """Report what our reader does."""
    found = []
    for problem in parse_text(text, "x.rules")[1]:
        hints = [word for expected in problem.expected for word in (expected.zh, expected.en)]
        hints += problem.near
        if problem.remedy:
            hints += [problem.remedy.zh, problem.remedy.en]
        found.append((problem.span.start, problem.span.end, " ".join(hints)))
    return found


def file_grammar() -> Lark:
    """Return the line grammar as one grammar of a whole file."""
    grammar = resources.grammar_path().read_text(encoding="utf-8")
    grammar += "\nstart: _START_HEAD? head ((_HEAD_LINE head) | (_CLAUSE_LINE (clause | row)))* _END?\n"
    grammar += "row: CELLS\nCELLS: /[0-9A-Z.]+[ ]*\\|[^\\n]*/\n"
    grammar += "_START_HEAD: /\\n+/\n_HEAD_LINE.3: /\\n\\s*(?=[^ \\t\\n])(?<=\\n)/\n_CLAUSE_LINE.4: /\\n\\s*(?<=[ \\t])/\n_END: /\\n\\s*$/\n"
    return Lark(
        grammar, parser="lalr", lexer="contextual", start="start", _plugins={"ContextualLexer": _lexer()}
    )


def _lexer() -> type:
    from lark.lexer import ContextualLexer  # noqa: PLC0415 - as in language.parser

    class Unchecked(ContextualLexer):
        def __init__(self, conf: object, states: object, always_accept: object = ()) -> None:
            conf.skip_validation = True  # type: ignore[attr-defined]
            super().__init__(conf, states, always_accept)  # type: ignore[arg-type]

    return Unchecked


def _reported(error: UnexpectedInput, text: str) -> Report:
    place = getattr(error, "pos_in_stream", None)
    at = len(text) if place is None or place < 0 else place
    token = getattr(error, "token", None)
    width = len(token) if token is not None and token.type != "$END" else 1
    wanted = set(getattr(error, "expected", None) or getattr(error, "allowed", None) or ())
    words = [word for each in wordings(wanted) for word in (each.zh, each.en)]
    words += [word for each in wanted for word in spellings(each)]
    return at, at + width, " ".join(words)


def plain(parser: Lark) -> Callable[[str], list[Report]]:
    """Report the first error, as lark does."""

    def read(text: str) -> list[Report]:
        try:
            parser.parse(fold(text))
        except UnexpectedInput as error:
            return [_reported(error, text)]
        return []

    return read


def skipping(parser: Lark) -> Callable[[str], list[Report]]:
    """Report each token that is skipped on the way to the end."""

    def read(text: str) -> list[Report]:
        found: list[Report] = []

        def skip(error: UnexpectedInput) -> bool:
            found.append(_reported(error, text))
            return len(found) < 200  # noqa: PLR2004 - as many as our reader shows

        try:
            parser.parse(fold(text), on_error=skip)
        except UnexpectedInput as error:
            if not found or found[-1][:2] != _reported(error, text)[:2]:
                found.append(_reported(error, text))
        return found

    return read


# Counting ----------------------------------------------------------------------------------------


@attrs.define
class Count:
    """What one reader did: mistakes, those found in place, useful hints a kind; problems, false ones."""

    mistakes: int = 0
    placed: int = 0
    problems: int = 0
    false: int = 0
    kinds: dict[str, list[tuple[bool, bool]]] = attrs.field(factory=lambda: defaultdict(list))
    missed: list[str] = attrs.field(factory=list)

    def take(self, case: Case, reports: Iterable[Report]) -> None:
        """Count one file."""
        left = list(reports)
        self.problems += len(left)
        for kind, at, end, hints in case.planted:
            own = next((each for each in left if each[0] < end and each[1] > at), None)
            useful = own is not None and any(hint in own[2] for hint in hints)
            self.mistakes += 1
            self.placed += own is not None
            self.kinds[kind].append((own is not None, useful))
            if own is not None:
                left.remove(own)
            if not useful:
                row = case.text[case.text.rfind("\n", 0, at) + 1 :].split("\n")[0]
                self.missed.append(f"{kind}: {row} -> {'hint ' + own[2][:60] if own else 'not there'}")
        self.false += len(left)
        if left and case.planted:
            rows = [case.text[case.text.rfind("\n", 0, each[0]) + 1 :].split("\n")[0] for each in left]
            self.missed.append(f"FALSE beside {case.planted[0][0]}: {rows}")

    def row(self, name: str) -> str:
        """Return the row of the table."""
        good = sum(9 * len(each) <= 10 * sum(useful for _, useful in each) for each in self.kinds.values())
        return (
            f"{name:24} {_share(self.placed, self.mistakes):>9} {_share(self.false, self.problems):>9} "
            f"{good:4} of {len(self.kinds)} {_share(good, len(self.kinds)):>9}"
        )


def _share(part: int, whole: int) -> str:
    return f"{part * 10_000 // max(1, whole) // 100}.{part * 10_000 // max(1, whole) % 100:02} %"


def main(seed: int) -> int:
    """Plant, read, count; write the table."""
    made = cases(random.Random(seed))  # noqa: S311 - a benchmark
    sound = [Case(text, ()) for text in (*texts().values(), *("语言 1\n" + text for text in HARMLESS))]
    parser = file_grammar()
    readers = {"auditor": ours, "plain lark": plain(parser), "lark, skipping a token": skipping(parser)}
    counts = {name: Count() for name in readers}
    for name, read in readers.items():
        for case in (*made, *sound):
            counts[name].take(case, read(case.text))
    single = sum(len(case.planted) == 1 for case in made)
    clauses = len(
        {kind for text in texts().values() for kind in {(each.block, each.kind) for each in lines_in(text)}}
    )
    pairs, kinds = len(made) - single, len(KINDS)
    rows = [
        COMMAND, "",
        f"{single} files with one mistake, {pairs} with two in one block; {kinds} kinds of mistakes in {clauses} kinds of lines",
        f"{len(sound)} sound files; seed {seed}", "",
        f"{'':24} {'in place':>9} {'false':>9} {'useful hint, kinds':>20}",
        *(count.row(name) for name, count in counts.items()), "",
        f"{'kind':28} {'cases':>6} {'in place':>9} {'useful':>9}",
        *(
            f"{kind:28} {len(each):6} {_share(sum(one for one, _ in each), len(each)):>9} {_share(sum(two for _, two in each), len(each)):>9}"
            for kind, each in sorted(counts["auditor"].kinds.items())
        ),
    ]  # fmt: skip
    text = "\n".join(rows) + "\n"
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    if "-v" in sys.argv:
        sys.stdout.write("\n".join(counts["auditor"].missed) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(next((int(each) for each in sys.argv[1:] if each.isdigit()), 2026)))
