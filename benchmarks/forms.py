"""How much of the hand-made report file each form of the draft gives: text, Word, PDF.

    python -m benchmarks.forms

writes benchmarks/results/forms.txt. For the text a mention counts where key, line and column agree, for the
other forms where key and printed text agree as often as the file has them. Annexes 2, 3 and 5 to 7 are left
out of the Word and PDF forms. Then what an audit of each form says, beside the hand-made file, and what is
still said of the text with all repairs made (benchmarks.repaired_draft).
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from auditor import api
from auditor.findings import Severity
from benchmarks.repaired_draft import audit

if TYPE_CHECKING:
    from auditor.findings import Audit
    from auditor.report import Report
    from auditor.report.model import Mention

SEED = Path(__file__).resolve().parents[2] / "shared" / "seed"
REPORT = Path(__file__).resolve().parents[1] / "reports" / "qitai-2023.json"
RESULT = Path(__file__).parent / "results" / "forms.txt"
LEFT_OUT = {"附件2", "附件3", "附件5", "附件6", "附件7"}


def _held(mention: Mention) -> bool:
    return not LEFT_OUT & set(mention.location.section[:1])


def _texts(report: Report) -> Counter[tuple[str, str]]:
    return Counter(
        (figure.key, re.sub(r"\s+", "", mention.text))
        for figure, mention in report.mentions()
        if _held(mention)
    )


def _places(report: Report) -> Counter[tuple[str, int | None, int | None]]:
    return Counter((figure.key, at.location.line, at.location.column) for figure, at in report.mentions())


def _said(checked: Audit) -> Counter[tuple[str, str]]:
    return Counter(
        (each.rule, each.figures[0].key if each.figures else "")
        for each in checked.findings
        if each.severity is not Severity.NOTE
    )


def bound(form: str) -> Report:
    """Return the draft in a form, under the keys of the packs."""
    return api.bound(api.read_report(SEED / f"report.{form}"), api.load_rules())


def found(form: str, draft: Report, hand: Report) -> tuple[int, int]:
    """Return how many mentions of the hand-made file a form's draft has, and of how many."""
    if form == "txt":
        places = _places(hand)
        return (places & _places(draft)).total(), places.total()
    texts = _texts(hand)
    return (texts & _texts(draft)).total(), texts.total()


def main() -> None:
    """Measure, print, and keep the table."""
    book = api.load_rules()
    hand = api.read_report(REPORT)
    said = _said(api.check(hand, book))
    lines = [
        "python -m benchmarks.forms",
        "",
        "form    mentions    found   share   errors and warnings: in both  only in the file  only in the form",
    ]
    for form in ("txt", "docx", "pdf"):
        draft = bound(form)
        count, wanted = found(form, draft, hand)
        own = _said(api.check(draft, book, detectors=True))
        lines.append(
            f"{form:<8}{wanted:>8}{count:>9}{1000 * count // wanted:>6} ‰"
            f"{(said & own).total():>30}{(said - own).total():>18}{(own - said).total():>18}"
        )
        lines += [f"    only in the form: {rule} {key}" for rule, key in sorted(own - said)]
        lines += [f"    only in the file: {rule} {key}" for rule, key in sorted(said - own)]
    left = Counter(each.severity.value for each in audit().findings)
    lines += [
        "",
        "the repaired text: " + ", ".join(f"{left[each.value]} {each.value}" for each in Severity),
    ]
    RESULT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
