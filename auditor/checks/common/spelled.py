"""Counts as English prints them, in digits or in words: 14, twenty-four, a hundred and twelve."""

from __future__ import annotations

from auditor import patterns as re

_ONES = {
    word: value
    for value, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
            "eighteen nineteen"
        ).split()
    )
}
_TENS = {
    word: value * 10
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_ONE = "|".join(each for each in _ONES if each != "zero")
SPELLED = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{_ONE}))?|{_ONE})"
"""A count below a hundred in words."""
COUNT = rf"(?:(?<![0-9.,])[0-9]{{1,3}}(?:,[0-9]{{3}})*(?![0-9]|[.,][0-9])|(?<![0-9.,])[0-9]{{4,6}}(?![0-9]|[.,][0-9])|\b(?i:{SPELLED})\b)"
"""A count in digits or in words."""


def count_of(text: str) -> int | None:
    """Return a count that is printed in digits or in words, None where it is none."""
    bare = text.replace(",", "").strip().lower()
    if bare.isdecimal():
        return int(bare)
    parts = re.split(r"[- ]", bare)
    if len(parts) > 2 or any(each not in _ONES and each not in _TENS for each in parts):  # noqa: PLR2004 - twenty-four
        return None
    return sum(_TENS.get(each, _ONES.get(each, 0)) for each in parts)
