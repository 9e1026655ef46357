"""Binding: a draft's numbers under the keys that rule packs use, as the packs' `.figures` files declare.

Between reading and judging: `bind` takes a report with blocks and gives the same report with bound
figures and named tables. What was not bound stays as it was; what is not sure is left out and listed.
"""

from __future__ import annotations

from auditor.binding.bound import bind
from auditor.binding.declarations import Figures, FiguresError, FiguresProblem
from auditor.binding.reading import read_figures

__all__ = ["Figures", "FiguresError", "FiguresProblem", "bind", "read_figures"]
