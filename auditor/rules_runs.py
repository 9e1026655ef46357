"""Carry out what the commands of `auditor rules` describe. Exit status: see `rules_cli`."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from auditor import records
from auditor.files import write_whole

if TYPE_CHECKING:
    from auditor.language.rulebook import Rulebook

FINE, FOUND, UNREADABLE, UNDECIDED, CANNOT_WRITE = 0, 1, 2, 4, 73
LISTS = ("table", "markdown", "html", "json")
_TEXT_OR_JSON = ("text", "json")

Say = Callable[[str], None]
Deliver = Callable[[str, bool], None]


@records.frozen
class Asked:
    """What every command is asked: which rules, in which format and language."""

    paths: tuple[str, ...]
    output_format: str
    lang: str

    @property
    def language(self) -> str:
        """Return the language that is asked for, or the user's own."""
        if self.lang in {"zh", "en"}:
            return self.lang
        locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "zh"
        return "en" if locale.startswith("en") else "zh"


class _NoReportError(Exception):
    """The report that was named cannot be read."""


class Runs:
    """The runs, and where their words go: the result by `deliver`, everything else by `say`."""

    def __init__(self, deliver: Deliver, say: Say) -> None:
        """Speak through the given streams."""
        self._deliver = deliver
        self._say = say

    def lint(self, asked: Asked, report: str | None, *, quiet: bool) -> int:
        """Say what is wrong with the rules."""
        return self._run(asked, lambda book: self._lint(asked, book, report, quiet=quiet))

    def prove(self, asked: Asked) -> int:
        """Say what was proved of the scoring rules."""
        return self._run(asked, lambda book: self._prove(asked, book))

    def test(self, asked: Asked, *, mutate: bool) -> int:
        """Say what the examples gave."""
        return self._run(asked, lambda book: self._test(asked, book, mutate=mutate))

    def show(self, asked: Asked, *, full: bool) -> int:
        """Show the catalogue of the rules."""
        return self._run(asked, lambda book: self._show(asked, book, full=full), LISTS)

    def suggest(self, asked: Asked, report: str) -> int:
        """Suggest examples."""
        return self._run(asked, lambda book: self._suggest(asked, book, report))

    # Reading the rules -----------------------------------------------------------------------

    def _run(
        self,
        asked: Asked,
        work: Callable[[Rulebook], int],
        formats: Sequence[str] = _TEXT_OR_JSON,
    ) -> int:
        from auditor.language.paths import NoRulesError, rule_files  # noqa: PLC0415 - loaded when needed
        from auditor.language.rulebook import Rulebook, RulebookError  # noqa: PLC0415 - loaded when needed

        if not self._speaks(asked, formats):
            return UNREADABLE
        try:
            book = Rulebook.read(rule_files(asked.paths).paths)
        except NoRulesError as error:
            return self._no_rules(asked, error)
        if book.problems:
            self._say(RulebookError(book.problems, book.texts).render(asked.language))
        try:
            # What is wrong with one file hides nothing that is said of the others.
            status = work(book) if book.sound or asked.output_format == "json" else UNREADABLE
        except _NoReportError as error:
            self._say(f"auditor: {error}")
            return UNREADABLE
        return UNREADABLE if book.problems else status

    def _speaks(self, asked: Asked, formats: Sequence[str]) -> bool:
        zh = asked.language == "zh"
        if asked.output_format not in formats:
            listed = ", ".join(formats)
            said = f"只能是 {listed}，不是" if zh else f"is one of {listed}, not"
            self._say(f"auditor: --format {said} {asked.output_format!r}")
        elif asked.lang not in {"", "zh", "en"}:
            self._say(f"auditor: --lang: {asked.lang!r} is not zh or en")
        else:
            return True
        return False

    def _no_rules(self, asked: Asked, error: Exception) -> int:
        zh, en = f"{error} 里没有 .rules 文件", f"no .rules file in {error}"
        self._say(f"auditor: {zh if asked.language == 'zh' else en}")
        return UNREADABLE

    def _people(self, text: str) -> None:
        self._deliver(text, False)  # noqa: FBT003 - in the terminal's own encoding

    def _machine(self, text: str) -> None:
        self._deliver(text, True)  # noqa: FBT003 - UTF-8 whatever the terminal

    def _json(self, value: Any) -> None:  # noqa: ANN401 - any node, or pytest's own
        self._machine(json.dumps(value, ensure_ascii=False, indent=1) + "\n")

    # Results ---------------------------------------------------------------------------------

    def _lint(self, asked: Asked, book: Rulebook, report: str | None, *, quiet: bool) -> int:
        from auditor.assurance.lint import lint  # noqa: PLC0415 - loaded when needed
        from auditor.assurance.showing import Shower, problems_value  # noqa: PLC0415 - loaded when needed
        from auditor.findings import Severity  # noqa: PLC0415 - loaded when needed

        found = lint(book, None if report is None else _read(report)) if book.sound else []
        errors = sum(each.severity is Severity.ERROR for each in found)
        shower = Shower(book.texts, asked.language)
        shown = [each for each in found if not quiet or each.severity is not Severity.NOTE]
        if asked.output_format == "json":
            unread = problems_value(book.texts, book.problems, asked.language)
            self._json([*unread, *(shower.value(each) for each in shown)])
        else:
            counts = {level: sum(each.severity is level for each in found) for level in Severity}
            words = ("必改", "应核实", "提示") if asked.language == "zh" else ("errors", "warnings", "notes")
            tail = ", ".join(f"{word} {counts[level]}" for word, level in zip(words, Severity, strict=True))
            self._people("\n\n".join([*map(shower.text, shown), tail]) + "\n")
        return FOUND if errors else FINE

    def _prove(self, asked: Asked, book: Rulebook) -> int:
        from auditor.assurance.proof import prove  # noqa: PLC0415 - loaded when needed
        from auditor.assurance.showing import Shower, proof_remarks, proof_summary, proof_value  # noqa: PLC0415 - loaded when needed

        proofs = list(prove(book))
        if asked.output_format == "json":
            self._json([proof_value(proof, asked.language) for proof in proofs])
        else:
            shower = Shower(book.texts, asked.language)
            shown = [shower.text(each) for each in proof_remarks(proofs)]
            self._people("\n\n".join([*shown, proof_summary(proofs, asked.language)]) + "\n")
        # A cliff is a note: all or nothing is often meant.
        judged = [proof for proof in proofs if proof.property != "cliff"]
        if any(proof.result == "refuted" and not proof.known for proof in judged):
            return FOUND
        return UNDECIDED if any(proof.result == "undecided" for proof in judged) else FINE

    def _test(self, asked: Asked, book: Rulebook, *, mutate: bool) -> int:
        from auditor.assurance import showing  # noqa: PLC0415 - loaded when needed
        from auditor.assurance.examples import run  # noqa: PLC0415 - loaded when needed
        from auditor.assurance.lints.examples import check as remarks_of  # noqa: PLC0415 - loaded when needed
        from auditor.assurance.mutants import score_of  # noqa: PLC0415 - loaded when needed
        from auditor.assurance.remarks import Subject  # noqa: PLC0415 - loaded when needed

        found = [each for each in run(book) if each.file not in book.faulty]
        synonyms = [synonym.names for synonym in book.synonyms]
        mutated = [each for each in found if each.rule.examples] if mutate else []
        scores = [score_of(each.file, each.rule, synonyms) for each in mutated]
        if asked.output_format == "json":
            by_rule = {(score.file, score.rule.id): score for score in scores}
            values = [
                showing.examples_value(each, by_rule.get((each.file, each.rule.id)), asked.language)
                for each in found
            ]
            self._json(values)
        else:
            shower = showing.Shower(book.texts, asked.language)
            remarks = [
                each for each in remarks_of(Subject(book=book)) if each.problem.file not in book.faulty
            ]
            rows = showing.survivors(scores, asked.language)
            parts = [
                *map(shower.text, remarks),
                *(["\n".join(rows)] if rows else []),
                showing.examples_summary(found, scores, asked.language),
            ]
            self._people("\n\n".join(parts) + "\n")
        return FOUND if any(each.failures for each in found) else FINE

    def _suggest(self, asked: Asked, book: Rulebook, report: str) -> int:
        from auditor.assurance.showing import nothing_suggested, suggestion_rows, suggestion_value  # noqa: PLC0415 - loaded when needed
        from auditor.assurance.suggesting import suggestions  # noqa: PLC0415 - loaded when needed

        found = list(suggestions(book, _read(report)))
        if asked.output_format == "json":
            self._json([suggestion_value(each, asked.language) for each in found])
            return FINE
        rows = [row for each in found for row in suggestion_rows(each, asked.language)]
        self._people("\n".join([*rows, ""]) if rows else "")
        # What stands on standard output goes into a rule file: why there is nothing does not belong there.
        told = nothing_suggested(found, asked.language)
        if told:
            self._say("\n".join(told))
        return FINE

    def _show(self, asked: Asked, book: Rulebook, *, full: bool) -> int:
        from auditor.assurance import catalogue  # noqa: PLC0415 - loaded when needed

        found = list(catalogue.entries(book, asked.language))
        match asked.output_format:
            case "json":
                self._json([attrs.asdict(entry) for entry in found])
            case "markdown":
                self._machine(catalogue.markdown(found, asked.language, full=full))
            case "html":
                self._machine(catalogue.page(found, asked.language))
            case _:
                self._people(catalogue.table(found, asked.language))
        return FINE

    # Layout ----------------------------------------------------------------------------------

    def fmt(self, asked: Asked, to: str, *, check: bool, stdout: bool) -> int:
        """Set rule files in their usual layout; each on its own, so that one that cannot be read stops no other."""
        from auditor.language.paths import NoRulesError, rule_files  # noqa: PLC0415 - loaded when needed

        if not self._speaks(asked, _TEXT_OR_JSON):
            return UNREADABLE
        if to not in {"", "zh", "en"}:
            self._say(f"auditor: --to: {to!r} is not zh or en")
            return UNREADABLE
        if not asked.paths:
            self._say(
                "auditor: 请写明要整理的文件"
                if asked.language == "zh"
                else "auditor: name the files to format"
            )
            return UNREADABLE
        try:
            files = rule_files(asked.paths).paths
        except NoRulesError as error:
            return self._no_rules(asked, error)
        results = []
        for path in files:
            result = self._set(path, asked, to, write=not (check or stdout))
            results.append(result)
            if result.status == CANNOT_WRITE:
                break
            if asked.output_format == "text":
                if stdout and result.text is not None:
                    self._machine(result.text)
                elif check and result.changed:
                    zh = asked.language == "zh"
                    said = (
                        "不是规定的格式；去掉 --check 就会改好",
                        "not in the usual layout; leave out --check to set it",
                    )
                    self._say(f"{path}: {said[0 if zh else 1]}")
        if asked.output_format == "json":
            self._json([result.value(with_text=stdout) for result in results])
        statuses = {result.status for result in results}
        statuses.update({FOUND} if check and any(result.changed for result in results) else ())
        return next((each for each in (CANNOT_WRITE, UNREADABLE, FOUND) if each in statuses), FINE)

    def _set(self, path: Path, asked: Asked, to: str, *, write: bool) -> _Set:
        from auditor.assurance.formatting import UnreadableRulesError, formatted  # noqa: PLC0415 - loaded when needed
        from auditor.assurance.showing import problems_value  # noqa: PLC0415 - loaded when needed
        from auditor.language.problems import Mistake, render  # noqa: PLC0415 - loaded when needed
        from auditor.language.sources import decode, read_bytes  # noqa: PLC0415 - loaded when needed

        name, text = str(path), ""
        try:
            text = decode(read_bytes(path, name), name)
            new = formatted(text, to or None, name)
        except (UnreadableRulesError, Mistake) as error:
            found = (error.problem,) if isinstance(error, Mistake) else error.problems
            self._say("\n\n".join(render(problem, text, asked.language) for problem in found))
            return _Set(name, UNREADABLE, problems=problems_value({name: text}, found, asked.language))
        if write and new != text:
            try:
                write_whole(path, new.encode())
            except OSError as error:
                self._say(f"auditor: cannot write {path}: {error.strerror or error}")
                return _Set(name, CANNOT_WRITE)
        return _Set(name, FINE, new, changed=new != text)


@records.frozen
class _Set:
    """What became of one file that was to be set."""

    file: str
    status: int
    text: str | None = None
    changed: bool = False
    problems: Sequence[Any] = ()

    def value(self, *, with_text: bool) -> dict[str, Any]:
        """Return it as a JSON value."""
        words = {FINE: "changed" if self.changed else "unchanged", UNREADABLE: "unreadable"}
        found = {
            "file": self.file, "result": words.get(self.status, "not written"), "problems": list(self.problems),
        }  # fmt: skip
        return {**found, "text": self.text} if with_text else found


def _read(name: str) -> Any:  # noqa: ANN401 - any node, or pytest's own
    from auditor.readers import read  # noqa: PLC0415 - loaded when needed
    from auditor.report.problems import ReportError  # noqa: PLC0415 - loaded when needed

    path = Path(name)
    try:
        return read(path.read_bytes(), path.name)
    except OSError as error:
        raise _NoReportError(f"{name}: {error.strerror or error}") from error
    except ReportError as error:
        raise _NoReportError(
            "; ".join([name, *(problem.message("en") for problem in error.problems)])
        ) from error
