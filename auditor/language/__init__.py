"""The rule language: text to tree and back, with every problem of a file in words."""

from auditor.language.printer import unparse
from auditor.language.problems import Problem, Wording, render
from auditor.language.reading import VERSION, parse_text

__all__ = ["VERSION", "Problem", "Wording", "parse_text", "render", "unparse"]
