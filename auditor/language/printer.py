"""Print a tree back as rule text, in Chinese or English spelling: parsing it gives the same tree."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any, assert_never

from auditor.findings import Severity
from auditor.language import tree
from auditor.language.clauses import message_language
from auditor.language.keywords import (
    CLAUSES,
    HEADS,
    INNER,
    LEVELS,
    MESSAGE_LANGUAGES,
    RESULTS,
    ROUNDINGS,
    TRENDS,
    Wanted,
)
from auditor.language.phrases import Phrases, cell_part, key_text, place_text, quoted
from auditor.numbers import Rounding, decimal_text

if TYPE_CHECKING:
    from collections.abc import Mapping

_CELL_NAME = re.compile(r"(.*)\[(.*), (.*)\]", re.DOTALL)


def unparse(node: tree.File | tree.Rule | tree.Scoring | tree.Catalogue, language: str = "zh") -> str:
    """Return `node` as rule text in the spelling of `language`; names and texts stay as they are."""
    printer = _Printer(language)
    match node:
        case tree.File():
            return printer.file(node)
        case tree.Rule():
            return printer.rule(node)
        case tree.Scoring():
            return printer.scoring(node)
        case tree.Catalogue():
            return printer.catalogue(node)
        case _:
            assert_never(node)


class _Printer(Phrases):
    """Prints heads and clauses, one line each."""

    def head(self, kind: str, rest: str) -> str:
        return f"{HEADS[kind].say(self.language)} {rest}".rstrip()

    def clause(self, kind: str, rest: str) -> str:
        return f"  {CLAUSES[kind].say(self.language)} {rest}".rstrip()

    def file(self, node: tree.File) -> str:
        blocks = [self.head("language", node.version)]
        if node.pack:
            blocks.append(self.pack(node.pack))
        blocks += [self.head("include", quoted(include.path)) for include in node.includes]
        blocks += [
            self.head("synonym", " = ".join(key_text(name, table=False) for name in synonym.names))
            for synonym in node.synonyms
        ]
        blocks += [self.catalogue(catalogue) for catalogue in node.catalogues]
        blocks += [self.rule(rule) for rule in node.rules]
        blocks += [self.scoring(scoring) for scoring in node.scorings]
        return "\n\n".join(blocks) + "\n"

    def pack(self, node: tree.Pack) -> str:
        lines = [self.head("pack", f"{node.name} {quoted(node.title)}")]
        if node.applies is not None:
            lines.append(self.clause("applies", self.condition(node.applies)))
        if node.rounding is not None:
            lines.append(self.clause("rounding", self.spelling(ROUNDINGS, node.rounding)))
        if node.note is not None:
            lines.append(self.clause("note", node.note))
        return "\n".join(lines)

    def catalogue(self, node: tree.Catalogue) -> str:
        lines = [self.head("catalogue", node.title)]
        for row in node.indicators:
            cells = [
                row.id,
                row.title,
                row.weight.text if row.weight else "-",
                self.row_target(row.target),
                row.scheme or "-",
                key_text(row.figure.key, table=False) if row.figure else "-",
            ]
            lines.append("  " + " | ".join(cells))
        return "\n".join(lines)

    def row_target(self, target: tree.Number | tree.Text | None) -> str:
        if target is None:
            return "-"
        return target.text if isinstance(target, tree.Number) else quoted(target.value)

    # Rules -----------------------------------------------------------------------------------

    def rule(self, node: tree.Rule) -> str:
        lines = [self.head("rule", f"{node.id} {node.title}")]
        if node.when is not None:
            lines.append(self.clause("when", self.condition(node.when)))
        if node.required:
            lines.append(self.clause("required", ", ".join(map(self.name, node.required))))
        lines += [self.statement(statement) for statement in node.statements]
        if node.tolerance is not None:
            lines.append(self.clause("tolerance", self.tolerance(node.tolerance)))
        if node.rounding is not None:
            lines.append(self.clause("rounding", self.spelling(ROUNDINGS, node.rounding)))
        if node.gap_level is not Severity.NOTE:
            lines.append(self.clause("gap", self.spelling(LEVELS, node.gap_level)))
        return "\n".join(lines + self.about(node))

    def scoring(self, node: tree.Scoring) -> str:
        lines = [self.head("scoring", f"{node.id} {node.title}")]
        for kind, value in (("weight", node.weight), ("target", node.target), ("actual", node.actual)):
            if value is not None:
                lines.append(self.clause(kind, self.expression(value)))
        lines += [self.clause("band", self.band(band)) for band in node.bands]
        if node.criteria is not None:
            lines.append(self.clause("criteria", self.criteria(node.criteria)))
        for kind, value in (("formula", node.formula), ("cap", node.cap), ("floor", node.floor)):
            if value is not None:
                lines.append(self.clause(kind, self.expression(value)))
        if node.veto is not None:
            lines.append(self.clause("veto", self.condition(node.veto)))
        if node.monotone is not None:
            lines.append(self.clause("monotone", self.spelling(TRENDS, node.monotone)))
        return "\n".join(lines + self.about(node))

    def about(self, node: tree.Rule | tree.Scoring) -> list[str]:
        lines = []
        if node.level is not Severity.ERROR:
            lines.append(self.clause("level", self.spelling(LEVELS, node.level)))
        if node.source is not None:
            lines.append(self.clause("source", node.source))
        if node.note is not None:
            lines.append(self.clause("note", node.note))
        if node.known is not None:
            lines.append(self.clause("known", quoted(node.known)))
        lines += [self.message(message) for message in node.messages]
        lines += [self.clause("example", self.example(example)) for example in node.examples]
        return lines

    def message(self, node: tree.Message) -> str:
        marker = ""
        if node.language != message_language(node.text):
            words = {code: word for word, code in MESSAGE_LANGUAGES.items()}
            marker = (
                f"({words.get(node.language, node.language) if self.language == 'zh' else node.language})"
            )
        return f"  {CLAUSES['message'].say(self.language)}{marker} {quoted(node.text)}"

    def example(self, node: tree.Example) -> str:
        given = ", ".join(
            f"{self.binding_name(binding.name)}={self.value(binding.value)}" for binding in node.bindings
        )
        if node.score is None:
            result = self.spelling(RESULTS, (node.verdict, node.level, node.every))
        else:
            result = node.score.text
        return f"{given} {self.word('result')} {result}"

    def binding_name(self, name: str) -> str:
        if found := _CELL_NAME.fullmatch(name):
            table, row, column = found.groups()
            return f"{key_text(table)}[{cell_part(row)}, {cell_part(column)}]"
        key, at, place = name.partition("@")
        return key_text(key) + (f"@{place_text(place)}" if at else "")

    def value(self, node: tree.Number | tree.Text | tree.Date) -> str:
        return node.text if isinstance(node, tree.Number) else self.expression(node)

    def tolerance(self, node: tree.Tolerance) -> str:
        if node.amount is not None:
            text = node.amount.text
        else:
            count = decimal_text(node.last_places or Fraction(0))
            text = f"{count}个末位" if self.language == "zh" else f"{count} last_place"
        return f"{text} {self.word('open')}" if node.open_ends else text

    # Statements ------------------------------------------------------------------------------

    def statement(self, node: tree.Statement) -> str:
        match node:
            case tree.Check(condition):
                return self.clause("check", self.condition(condition))
            case tree.EachRow(table, rows, condition):
                chosen = {
                    tree.RowChoice.ALL: " " + self.word("all_rows"),
                    tree.RowChoice.TOTALS: " " + self.word("total_rows"),
                }
                return self.clause(
                    "each_row", f"{key_text(table)}{chosen.get(rows, '')}: {self.condition(condition)}"
                )
            case tree.EachItem(pattern, condition):
                return self.clause(
                    "each_item", f"{key_text(pattern, star=True)}: {self.condition(condition)}"
                )
            case tree.Total(table, columns):
                return self.clause("total", key_text(table) + self.columns(columns))
            case tree.Agree(patterns):
                return self.clause("agree", ", ".join(self.name(pattern, star=True) for pattern in patterns))
            case tree.Match(left, right, columns):
                return self.clause(
                    "match", f"{key_text(left)} {self.word('with')} {key_text(right)}{self.columns(columns)}"
                )
            case tree.Shares(items, base, choice):
                rest = [self.list(items)]
                if base is not None:
                    before = [*map(self.expression, items[:-1]), self.before_of(items[-1])]
                    rest = [", ".join(before), self.word("base"), self.expression(base)]
                return self.clause("shares", " ".join([*rest, self.word(choice.value)]))
            case tree.Mean():
                return self.clause("mean", self.mean(node))
            case tree.Order(items, falling):
                return self.clause(
                    "order", f"{self.list(items)} {self.word('falling' if falling else 'rising')}"
                )
            case tree.Grading(figure, stated, grades):
                said = f" {self.word('as')} {self.name(stated)}" if stated else ""
                return self.clause(
                    "grading", f"{self.expression(figure)}{said}: {'; '.join(self.grades(grades))}"
                )
            case _:
                assert_never(node)

    def columns(self, columns: tuple[str, ...]) -> str:
        return ": " + ", ".join(key_text(column, table=False) for column in columns) if columns else ""

    def before_of(self, node: tree.Expression) -> str:
        """Return an expression before 样本; in English in brackets where `5% of` would read as a share."""
        text = self.expression(node)
        return f"({text})" if self.language != "zh" and text.endswith(("%", "‰")) else text

    def mean(self, node: tree.Mean) -> str:
        words = [self.before_of(node.value), self.word("base"), self.expression(node.base)]
        if node.items is not None:
            words += [self.word("items"), self.expression(node.items)]
        if node.low is not None and node.high is not None:
            middle = "到" if self.language == "zh" else "to"
            words += [self.word("range"), self.expression(node.low), middle, self.expression(node.high)]
        return " ".join(words)

    def grades(self, nodes: tuple[tree.Grade, ...]) -> list[str]:
        lows = {node.low.value: node.low_in for node in nodes if node.low is not None}
        return [self.grade(node, lows) for node in nodes]

    def grade(self, node: tree.Grade, lows: Mapping[Fraction, bool]) -> str:
        apart = "" if self.language == "zh" else " "

        def mark(inside: bool) -> str:  # noqa: FBT001 - the flag is the tree's
            return apart + self.word("included" if inside else "excluded")

        # An upper end that is not marked belongs to its grade unless the one above claims it, as `scales` has it.
        unsaid = node.high is not None and node.high_in is not lows.get(node.high.value, False)

        name = key_text(node.name, table=False)
        if node.low is not None and node.high is not None:
            high = node.high.text + ("" if unsaid else mark(node.high_in))
            return f"{node.low.text}{mark(node.low_in)}-{high} {name}"
        number, inside, side = (
            (node.low, node.low_in, "above") if node.low else (node.high, node.high_in, "below")
        )
        text = number.text if number else ""
        if self.language == "zh":
            return f"{text}{'以上' if side == 'above' else '以下'}{'' if unsaid else mark(inside)} {name}"
        return f"{side} {text}{mark(inside) if inside else ''} {name}"

    # Scores ----------------------------------------------------------------------------------

    def band(self, node: tree.Band) -> str:
        condition = self.word("otherwise") if node.condition is None else self.condition(node.condition)
        return f"{condition} {self.outcome(node.outcome)}"

    def outcome(self, node: tree.Award | tree.Deduct) -> str:
        if isinstance(node, tree.Award):
            if isinstance(node.score, tree.Number) and node.score.text == "0分":
                return self.word("no_score")
            if isinstance(node.score, tree.Name) and node.score.key == "满分" and node.score.place is None:
                return f"{self.word('award')} {self.word('full')}"
            return f"{self.word('award')} {self.expression(node.score)}"
        reference = self.expression(node.reference)
        apart = " " if self.language != "zh" or reference[0].isascii() else ""
        words = [f"{self.word(node.direction.value)}{apart}{reference}"]
        if node.relative:
            words.append(self.word("relative"))
        words += [
            node.step.text,
            self.word("deduct"),
            self.expression(node.amount),
            self.word(node.reading.value),
        ]
        return " ".join([*words, *([self.word("floored")] if node.floored else [])])

    def criteria(self, node: tree.Criteria) -> str:
        words = [] if node.count is None else [decimal_text(node.count) + "项"]
        words += [self.word("each"), self.word("deduct"), self.expression(node.amount)]
        return " ".join([*words, *([self.word("floored")] if node.floored else [])])

    # Words -----------------------------------------------------------------------------------

    def word(self, kind: str) -> str:
        return INNER[kind].say(self.language)

    def spelling(self, words: Mapping[str, Any], meaning: Severity | Wanted | Rounding | str) -> str:
        """Return the first word of a closed list for `meaning` in the language."""
        wanted = [word for word, value in words.items() if value == meaning]
        return next(word for word in wanted if word.isascii() is (self.language != "zh"))
