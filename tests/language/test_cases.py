"""The case pages: rule text and, below it, exactly what a person sees. `--accept` rewrites the answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from auditor.language import parse_text, render

_PAGES = sorted((Path(__file__).parent / "cases").glob("*.md"))
_CASE = re.compile(
    r"^## (?P<title>[^\n]+)\n+```rules\n(?P<rules>.*?)```\n+```text\n(?P<answer>.*?)```",
    re.DOTALL | re.MULTILINE,
)
_NAME = "示例.rules"


def _answer(rules: str, language: str) -> str:
    # A page shows characters that nobody sees as {U+200B}.
    text = re.sub(r"\{U\+([0-9A-F]{4,6})\}", lambda found: chr(int(found.group(1), 16)), rules)
    file, problems = parse_text(text, _NAME)
    if problems:
        return "\n\n".join(render(problem, text, language) for problem in problems) + "\n"
    return f"（没有问题：规则 {len(file.rules)} 条，评分 {len(file.scorings)} 条）\n"


def _cases() -> list[tuple[Path, str]]:
    return [
        (page, found["title"])
        for page in _PAGES
        for found in _CASE.finditer(page.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(
    ("page", "title"), _cases(), ids=lambda value: value if isinstance(value, str) else value.stem
)
def test_a_case_says_what_its_page_says(page: Path, title: str, request: pytest.FixtureRequest) -> None:
    """Every mistake on the pages gets exactly the message that stands there."""
    text = page.read_text(encoding="utf-8")
    found = next(case for case in _CASE.finditer(text) if case["title"] == title)
    answer = _answer(found["rules"], "en" if page.stem.endswith("-en") else "zh")
    if request.config.getoption("--accept", default=False):
        page.write_text(
            text[: found.start("answer")] + answer + text[found.end("answer") :], encoding="utf-8"
        )
        return
    assert found["answer"] == answer


def test_the_pages_hold_enough_mistakes() -> None:
    """A page whose cases are no longer found would pass silently."""
    assert len(_cases()) >= 60
    titles = [(page, title) for page, title in _cases()]
    assert len(titles) == len(set(titles))
