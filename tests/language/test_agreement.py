"""Printing and parsing agree, and any text at all parses or yields problems."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

from auditor.language import parse_text, render, tree, unparse
from auditor.language.codec import decode, encode
from auditor.source import Span
from tests.strategies import any_texts, rules, scorings

_SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def bare(node: Any) -> Any:
    """Return `node` without its spans, which printing moves."""
    if isinstance(node, Span):
        return None
    if isinstance(node, tuple | list):
        return tuple(map(bare, node))
    if attrs.has(type(node)):
        return (type(node).__name__, *(bare(getattr(node, field.name)) for field in attrs.fields(type(node))))
    return node


def _parsed(text: str) -> tree.File:
    file, problems = parse_text(text, "x.rules")
    assert not problems, "\n".join(render(problem, text) for problem in problems)
    return file


@pytest.mark.parametrize("language", ["zh", "en"])
@_SLOW
@given(rule=rules)
def test_a_printed_rule_parses_to_the_same_tree(rule: tree.Rule, language: str) -> None:
    """What the printer writes says what the tree says, in either spelling."""
    assert bare(_parsed(unparse(rule, language)).rules) == bare((rule,))


@pytest.mark.parametrize("language", ["zh", "en"])
@_SLOW
@given(scoring=scorings)
def test_a_printed_scoring_rule_parses_to_the_same_tree(scoring: tree.Scoring, language: str) -> None:
    """The same for scoring rules."""
    assert bare(_parsed(unparse(scoring, language)).scorings) == bare((scoring,))


@_SLOW
@given(rule=rules)
def test_the_kept_form_gives_the_tree_back(rule: tree.Rule) -> None:
    """Trees survive JSON with every span."""
    assert decode(encode(rule)) == rule


@settings(max_examples=400, deadline=None)
@given(text=any_texts)
def test_any_text_parses_or_yields_problems(text: str) -> None:
    """No text raises, every problem has a place inside the text and can be shown."""
    _, problems = parse_text(text, "x.rules")
    for problem in problems:
        assert 0 <= problem.span.start <= len(text)
        assert problem.span.start <= problem.span.end
        for language in ("zh", "en"):
            assert render(problem, text, language)
