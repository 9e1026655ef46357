"""Rows of inflows and outflows whose net row is not their difference.

经营活动现金流入小计, 经营活动现金流出小计, 经营活动产生的现金流量净额: the labels say what belongs together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._relations import ONE, judged, rule, summed
from auditor.checks._tables import is_rate, numeric, plain, sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.model import Row

NAME = "flows-not-net"
TITLE = {"zh": "流入、流出与净额不符", "en": "a net flow is not inflow less outflow"}
_IN = re.compile(r"^(?P<what>.{2,8}?)(?:产生的)?(?:现金|资金)?流入(?:小计|合计)?$")
_OUT = re.compile(r"^(?P<what>.{2,8}?)(?:产生的)?(?:现金|资金)?流出(?:小计|合计)?$")
_NET = re.compile(r"^(?P<what>.{2,8}?)(?:产生的)?(?:现金|资金)?(?:流量净额|净流量|净流入)$")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the three rows of every activity in every column."""
    for sheet in sheets(facts):
        found: dict[str, dict[str, Row]] = {}
        for row in sheet.table.rows:
            label = plain(row.label or row.name)
            for kind, pattern in (("in", _IN), ("out", _OUT), ("net", _NET)):
                if matched := pattern.match(label):
                    found.setdefault(matched["what"], {})[kind] = row
        for rows in found.values():
            if len(rows) < 3:  # noqa: PLR2004 - in, out and net
                continue
            for column in numeric(sheet):
                if is_rate(sheet, column):
                    continue  # how each of the three grew
                net, more, less = (sheet.at(rows[kind], column) for kind in ("net", "in", "out"))
                if net is not None and more is not None and less is not None:
                    yield judged(facts, summed(rule(NAME, TITLE), net, [(ONE, more), (-ONE, less)]))
