"""Wordings of real reports, each with a slip and without one, and sentences that only look alike.

A line of `wordings/*.txt` is `rule | what the message says | text`, or `+ | text` for a text that raises no alarm; a line
break is written backslash n.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.auditing import findings_of
from auditor.checks import detect
from auditor.evaluation.facts import Facts
from auditor.findings import Severity
from auditor.readers.text import read

HEADS = {
    "zh": "一、情况",
    "en": "Overview\nThe program report describes the results of the year for the agency and its partners.",
}


def lines(language: str) -> list[tuple[str, ...]]:
    """Return the lines of a file, split at its first bars."""
    text = (Path(__file__).parent / "wordings" / f"{language}.txt").read_text(encoding="utf-8")
    found = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [
        tuple(part.strip() for part in line.split("|", 1 if line.startswith("+") else 2)) for line in found
    ]


def told(language: str, text: str) -> list[tuple[str, str]]:
    """Return rule and message of every error and warning in a text, and of what is a note only for being far off.

    A text of two lines has nothing that could explain how a figure came to be far off; what is asked here is how it is read.
    """
    draft = HEADS[language] + "\n" + text.replace("\\n", "\n") + "\n"
    facts = Facts(read(draft.encode(), "text.txt"))
    found = findings_of(facts, list(detect(facts)))
    return [
        (each.rule, each.messages["zh"])
        for each in found
        if each.severity is not Severity.NOTE or each.softened
    ]


WRONG = [(language, *line) for language in HEADS for line in lines(language) if line[0] != "+"]
RIGHT = [(language, line[1]) for language in HEADS for line in lines(language) if line[0] == "+"]


@pytest.mark.parametrize(("language", "rule", "said", "text"), WRONG)
def test_says_what_is_wrong_and_by_how_much(language: str, rule: str, said: str, text: str) -> None:
    """Each wording is understood: the slip is found, with the right difference."""
    assert [each for each in told(language, text) if each[0] == rule and said in each[1]]


@pytest.mark.parametrize(("language", "text"), RIGHT)
def test_leaves_alone_what_holds_or_only_looks_alike(language: str, text: str) -> None:
    """The same wording without a slip, and what resembles it, raise no alarm."""
    assert told(language, text) == []
