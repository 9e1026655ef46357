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

    from auditor.assurance.remarks import Remark
    from auditor.language import tree
    from auditor.language.rulebook import Rulebook


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


class RulesFile(pytest.File):
    """One rule file: its examples, the properties of its scores, its lint."""

    def collect(self) -> Iterator[pytest.Item]:
        """Give the items of the file."""
        from auditor.assurance.walking import rules_of  # noqa: PLC0415 - loaded when needed
        from auditor.language.rulebook import Rulebook, RulebookError  # noqa: PLC0415 - loaded when needed

        try:
            book = Rulebook.load([self.path])
        except RulebookError as error:
            raise self.CollectError(error.render(self.language)) from error
        own = [file for file in book.files if Path(file.name) == self.path] or list(book.files)
        yield LintItem.from_parent(self, name="lint", book=book)
        for file in own:
            for rule in rules_of(file):
                yield from self._items(book, rule)

    @property
    def language(self) -> str:
        """Return the language of messages."""
        return str(self.config.getoption("--rules-lang"))

    def _items(self, book: Rulebook, rule: tree.Rule | tree.Scoring) -> Iterator[pytest.Item]:
        from auditor.language import tree  # noqa: PLC0415 - loaded when needed

        for number, _ in enumerate(rule.examples, start=1):
            yield ExampleItem.from_parent(
                self, name=f"{rule.id}::例{number}", book=book, rule=rule, number=number
            )
        if isinstance(rule, tree.Scoring):
            yield ProofItem.from_parent(self, name=f"{rule.id}::proof", book=book, rule=rule)
        count = int(self.config.getoption("--rule-properties"))
        if count:
            from auditor.testing.properties import properties_of  # noqa: PLC0415 - loaded when needed

            for name, test in properties_of(rule, count):
                yield PropertyItem.from_parent(self, name=f"{rule.id}::{name}", book=book, test=test)


class _RuleItem(pytest.Item):
    """An item of a rule file; what it finds is shown as every diagnostic is."""

    def __init__(self, *, book: Rulebook, **rest: Any) -> None:  # noqa: ANN401 - any node, or pytest's own
        super().__init__(**rest)
        self.book = book

    @property
    def _language(self) -> str:
        return str(self.config.getoption("--rules-lang"))

    def _fail(self, remarks: list[Remark]) -> None:
        from auditor.assurance.showing import Shower  # noqa: PLC0415 - loaded when needed

        if remarks:
            shower = Shower(self.book.texts, self._language)
            raise RuleFailedError("\n\n".join(map(shower.text, remarks)))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ANN401 - any node, or pytest's own
        """Show a failed rule without the traceback, which is nobody's business."""
        if isinstance(excinfo.value, RuleFailedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return where the item stands."""
        return self.path, None, self.name


class LintItem(_RuleItem):
    """The lint of one file: errors fail."""

    def runtest(self) -> None:
        """Look for defects; failing examples are items of their own."""
        from auditor.assurance.lint import lint  # noqa: PLC0415 - loaded when needed
        from auditor.findings import Severity  # noqa: PLC0415 - loaded when needed

        found = lint(self.book)
        self._fail(
            [
                each
                for each in found
                if each.severity is Severity.ERROR and each.problem.code != "example-fails"
            ]
        )


class ExampleItem(_RuleItem):
    """One example of one rule."""

    def __init__(self, *, rule: tree.Rule | tree.Scoring, number: int, **rest: Any) -> None:  # noqa: ANN401 - any node, or pytest's own
        """Keep the rule and which of its examples this is."""
        super().__init__(**rest)
        self.rule = rule
        self.number = number

    def runtest(self) -> None:
        """Run the example."""
        from auditor.assurance.examples import failure, result_of  # noqa: PLC0415 - loaded when needed
        from auditor.assurance.remarks import remark  # noqa: PLC0415 - loaded when needed

        example = self.rule.examples[self.number - 1]
        synonyms = [synonym.names for synonym in self.book.synonyms]
        result = result_of(str(self.path), self.rule, example, synonyms)
        if not result.passed:
            self._fail([remark("example-fails", str(self.path), self.rule.id, example.span, failure(result))])


class ProofItem(_RuleItem):
    """The properties of one scoring rule."""

    def __init__(self, *, rule: tree.Scoring, **rest: Any) -> None:  # noqa: ANN401 - any node, or pytest's own
        """Keep the rule."""
        super().__init__(**rest)
        self.rule = rule

    def runtest(self) -> None:
        """Prove the properties; what is recorded as known does not fail, and a cliff is a note."""
        from auditor.assurance.proof import prove  # noqa: PLC0415 - loaded when needed
        from auditor.assurance.showing import proof_remark  # noqa: PLC0415 - loaded when needed

        proofs = [proof for proof in prove(self.book) if proof.rule == self.rule.id]
        self._fail(
            [
                proof_remark(each)
                for each in proofs
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
