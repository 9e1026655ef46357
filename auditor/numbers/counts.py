"""Numbers of people and things: which of them can be below zero."""

from __future__ import annotations

from auditor import patterns as re

_CHANGE = re.compile(
    r"[增减差变较比净降升涨盈亏负±]|结余|缺口|调整"
    r"|(?<![a-z])(?:chang|differ|grow|gap|balance|increas|decreas|net(?![a-z]))",
    re.IGNORECASE,
)


def tells_change(words: str) -> bool:
    """Return whether words speak of a change or a difference: only such a count can be below zero."""
    return _CHANGE.search(words) is not None
