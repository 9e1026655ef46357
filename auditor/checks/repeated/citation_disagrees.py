"""One document cited with two numbers that differ in a single part, the year or the number."""

# ruff: noqa: RUF001 - the look-alikes are the very characters that reports print
from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.relations import rule, said
from auditor.extraction.text.characters import fold
from auditor.findings import Evidence, Severity
from auditor.report.blocks import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "citation-disagrees"
TITLE = {"zh": "同一文件的文号各处不一", "en": "one document is cited with two numbers"}
_CITED = re.compile(
    r"《(?P<title>[^《》]{4,80})》\s*(?:的通知|通知)?\s*[（(]\s*(?P<issuer>[^（()）〔\[【0-9]{1,14})"
    r"\s*[〔\[【（(]\s*(?P<year>[-–]?[0-9][0-9.]*)\s*[〕\]】）)]\s*第?\s*(?P<number>[-–]?[0-9][0-9.]*)\s*号"
)


@records.frozen(eq=False)
class _Citation:
    title: str
    issuer: str
    year: str
    number: str
    block: Block
    match: re.Match[str]

    def evidence(self, part: str) -> Evidence:
        """Return the citation as evidence; its place is that of the part that differs."""
        line, column = self.block.place(self.match.start(part))
        text = f"{self.issuer}〔{self.year}〕{self.number}号"
        base = self.block.location
        place = base if line is None else attrs.evolve(base, line=line, column=column)
        return Evidence(
            key=f"《{self.title}》.文号", label=f"《{self.title}》", role="stated", text=text, unit="text", location=place
        )  # fmt: skip


def check(facts: Facts) -> Iterator[Outcome]:
    """Compare the citations of each title; a new edition has another year and another number."""
    found: dict[tuple[str, str], list[_Citation]] = {}
    for block in facts.report.blocks:
        if block.kind is BlockKind.FURNITURE or "《" not in block.text:
            continue
        for match in _CITED.finditer(block.text):
            title, issuer = (_plain(match[name]) for name in ("title", "issuer"))
            cited = _Citation(title, issuer, fold(match["year"]), fold(match["number"]), block, match)
            found.setdefault((title, issuer), []).append(cited)
    for citations in found.values():
        yield from _compared(citations)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", fold(text))


def _compared(citations: Sequence[_Citation]) -> Iterator[Outcome]:
    first = citations[0]
    for other in citations[1:]:
        years, numbers = first.year != other.year, first.number != other.number
        if years == numbers:
            continue
        part = "year" if years else "number"
        evidence = [first.evidence(part), other.evidence(part)]
        zh = f"《{first.title}》的文号一处写“{evidence[0].text}”，另一处写“{evidence[1].text}”"
        en = f"《{first.title}》 is cited as {evidence[0].text} and as {evidence[1].text}"
        yield said(rule(NAME, TITLE, Severity.WARNING, "medium"), zh, en, evidence)
