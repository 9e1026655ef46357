"""A pytest plugin: `.rules` files are test files, and `pytest rules/` just works.

Every example is an item, every property of a scoring rule, and the lint of the file. With
`--rule-properties N` each rule is also tried on N made-up reports, which needs hypothesis.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.assurance.proof import Proof
    from auditor.assurance.remarks import Remark
    from auditor.language import tree
    from auditor.language.rulebook import Rulebook, RulebookError


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the plugin."""
    group = parser.getgroup("auditor", "auditor rule files")
    group.addoption(
        "--rule-properties", type=int, default=0, metavar="N", help="try each rule on N made-up reports"
    )
    group.addoption(
        "--rules-lang", default="zh", choices=["zh", "en"], help="language of messages about rules"
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect rule files."""
    if file_path.suffix == ".rules":
        return RulesFile.from_parent(parent, path=file_path)
    return None


class RuleFailedError(Exception):
    """A rule file is wrong; the message is what `auditor rules …` would say."""


class RuleWarning(UserWarning):
    """What lint says of a rule file below an error; shown in pytest's summary of warnings."""


class RulesFile(pytest.File):
    """One rule file: its examples, the properties of its scores, its lint."""

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """Give the lint of the file, then its rules; of a file that cannot be read one item that fails and says why."""
        from auditor.assurance.proof import prove  # noqa: PLC0415 - loaded when needed
        from auditor.assurance.walking import rules_of  # noqa: PLC0415 - loaded when needed
        from auditor.language.rulebook import Rulebook, RulebookError  # noqa: PLC0415 - loaded when needed

        try:
            book = Rulebook.load([self.path])
        except RulebookError as error:
            # An error of collection would keep pytest from running the other files.
            yield UnreadableItem.from_parent(self, name="read", error=error)
            return
        yield LintItem.from_parent(self, name="lint", book=book)
        proofs: dict[str, list[Proof]] = {}
        for proof in prove(book):
            proofs.setdefault(proof.rule, []).append(proof)
        own = next((file for file in book.files if Path(file.name) == self.path), book.files[0])
        rules: dict[str, tree.Rule | tree.Scoring] = {rule.id: rule for rule in rules_of(own)}
        # Indicators that only a catalogue names have no rule of their own, but marks that are proved.
        named = [*rules, *(each for each in proofs if proofs[each][0].file == own.name and each not in rules)]
        for name in named:
            yield RuleCollector.from_parent(
                self, name=name, book=book, rule=rules.get(name), proofs=proofs.get(name, [])
            )


class RuleCollector(pytest.Collector):
    """One rule of a file: its examples, its proof, its ready properties."""

    def __init__(
        self,
        *,
        book: Rulebook,
        rule: tree.Rule | tree.Scoring | None,
        proofs: list[Proof],
        **rest: Any,  # noqa: ANN401 - pytest's own
    ) -> None:
        """Keep the rule and what was proved of it."""
        super().__init__(**rest)
        self.book, self.rule, self.proofs = book, rule, proofs

    def collect(self) -> Iterator[pytest.Item]:
        """Give the items of the rule."""
        from auditor.source import LineIndex  # noqa: PLC0415 - loaded when needed

        index = LineIndex(
            next((text for name, text in self.book.texts.items() if Path(name) == self.path), "")
        )
        for number, example in enumerate(self.rule.examples if self.rule is not None else (), start=1):
            item = ExampleItem.from_parent(
                self, name=f"例{number}", book=self.book, rule=self.rule, number=number
            )
            item.line = index.position(example.span.start)[0] - 1
            yield item
        if self.proofs:
            proof = ProofItem.from_parent(self, name="proof", book=self.book, proofs=self.proofs)
            proof.line = index.position(self.proofs[0].scoring.span.start)[0] - 1
            yield proof
        count = int(self.config.getoption("--rule-properties"))
        if count and self.rule is not None:
            from auditor.testing.properties import properties_of  # noqa: PLC0415 - loaded when needed

            for name, test in properties_of(self.rule, count):
                yield PropertyItem.from_parent(self, name=name, book=self.book, test=test)


class _Item(pytest.Item):
    """An item of a rule file, with its line there, counted from 0."""

    line = 0

    @property
    def _language(self) -> str:
        return str(self.config.getoption("--rules-lang"))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401 - any node, or pytest's own
        """Show a failed rule without the traceback, which is nobody's business."""
        if isinstance(excinfo.value, RuleFailedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return where the item stands, and its name behind that of its rule."""
        return self.path, self.line, self.nodeid.partition("::")[2]


class UnreadableItem(_Item):
    """A rule file that cannot be read."""

    def __init__(self, *, error: RulebookError, **rest: Any) -> None:  # noqa: ANN401 - any node, or pytest's own
        """Keep what is wrong."""
        super().__init__(**rest)
        self.error = error

    def runtest(self) -> None:
        """Fail with every problem of the file."""
        raise RuleFailedError(self.error.render(self._language))


class _RuleItem(_Item):
    """An item of a readable file; what it finds is shown as every diagnostic is."""

    def __init__(self, *, book: Rulebook, **rest: Any) -> None:  # noqa: ANN401 - any node, or pytest's own
        super().__init__(**rest)
        self.book = book

    def _shown(self, remarks: list[Remark]) -> str:
        from auditor.assurance.showing import Shower  # noqa: PLC0415 - loaded when needed

        shower = Shower(self.book.texts, self._language)
        return "\n\n".join(map(shower.text, remarks))

    def _fail(self, remarks: list[Remark]) -> None:
        if remarks:
            raise RuleFailedError(self._shown(remarks))


class LintItem(_RuleItem):
    """The lint of one file: errors fail, warnings are pytest's warnings."""

    def runtest(self) -> None:
        """Look for defects; failing examples are items of their own, and so are included files."""
        from auditor.assurance.lint import lint  # noqa: PLC0415 - loaded when needed
        from auditor.findings import Severity  # noqa: PLC0415 - loaded when needed

        found = [
            each
            for each in lint(self.book)
            if each.problem.code != "example-fails" and Path(each.problem.file) == self.path
        ]
        for each in found:
            if each.severity is Severity.WARNING:
                self.warn(RuleWarning(self._shown([each])))
        self._fail([each for each in found if each.severity is Severity.ERROR])


class ExampleItem(_RuleItem):
    """One example of one rule."""

    def __init__(self, *, rule: tree.Rule | tree.Scoring, number: int, **rest: Any) -> None:  # noqa: ANN401 - any node, or pytest's own
        """Keep the rule and which of its examples this is."""
        super().__init__(**rest)
        self.rule = rule
        self.number = number

    def runtest(self) -> None:
        """Run the example."""
        from auditor.assurance.examples import result_of  # noqa: PLC0415 - loaded when needed
        from auditor.assurance.lints.examples import failed  # noqa: PLC0415 - loaded when needed

        example = self.rule.examples[self.number - 1]
        synonyms = [synonym.names for synonym in self.book.synonyms]
        result = result_of(str(self.path), self.rule, example, synonyms)
        if not result.passed:
            self._fail([failed(str(self.path), self.rule, result)])


class ProofItem(_RuleItem):
    """The properties of one scoring rule."""

    def __init__(self, *, proofs: list[Proof], **rest: Any) -> None:  # noqa: ANN401 - any node, or pytest's own
        """Keep what was proved."""
        super().__init__(**rest)
        self.proofs = proofs

    def runtest(self) -> None:
        """Fail for what is refuted; what is recorded as known does not fail, and a cliff is a note."""
        from auditor.assurance.showing import proof_remark  # noqa: PLC0415 - loaded when needed

        self._fail(
            [
                proof_remark(each)
                for each in self.proofs
                if each.result == "refuted" and not each.known and each.property != "cliff"
            ]
        )


class PropertyItem(_RuleItem):
    """One ready property of one rule, on made-up reports."""

    def __init__(self, *, test: Any, **rest: Any) -> None:  # noqa: ANN401 - any node, or pytest's own
        """Keep the test."""
        super().__init__(**rest)
        self.test = test

    def runtest(self) -> None:
        """Run hypothesis."""
        self.test()
