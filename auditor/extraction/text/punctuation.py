"""Punctuation of Chinese text that was typed in ASCII, read as the full-width marks that it stands for.

收入合计4125.49万元,其中:基本支出…;项目支出…: many pages keep no other marks. Between characters or beside one they can
only be punctuation; within a number, a code or Latin text they stay. Brackets change in pairs.
"""

from __future__ import annotations

from auditor import patterns as re
from auditor.extraction.text.characters import CJK
from auditor.extraction.text.mapped import Mapped

_FULL = str.maketrans(",:;()", "，：；（）")
_HAN = f"{CJK}“”《》】"
_BESIDE = re.compile(
    rf"(?<=[{_HAN}）)])[,:;]|[,:;](?=[{_HAN}])|(?<=[0-9A-Za-z][%‰])[,;](?![0-9])|(?<=[0-9]);"
)
_BRACKETS = re.compile(
    rf"(?<=[{_HAN}])\([^()]*\)|\([^()]*\)(?=[{_HAN}])|\([{_HAN}][^()]*\)|\([^()]*[{_HAN}]\)"
)
# A number of a list is printed with its brackets.
_SERIAL = re.compile(r"\((?:[0-9.,%+-]*|[一二三四五六七八九十]{1,3})\)")
_TYPED = re.compile(r"[,:;(]")
_CHINESE = re.compile(rf"[{CJK}]")
_THOUSANDS = re.compile(r"(?<![0-9.,，])[1-9][0-9]{0,2}(?:，[0-9]{3})+(?=\.[0-9])")
"""3，518.85 is one number: behind a full-width comma stand three digits and a point."""


_MATH = re.compile(r"\$\s*(?:[-+]\s*)?[0-9][0-9 .]*(?:\\%\s*\$|(?<= [0-9])\s*\$)")
"""A number that a paper's markup sets as a formula, digit by digit: $ 9 3 . 8 \\%$."""
_SET = re.compile(r"[$\\\s]")


def without_formulas(mapped: Mapped) -> Mapped:
    """Return a text with the numbers that markup sets as formulas as they would be printed: 93.8%."""
    if mapped.text.count("$") < 2:  # noqa: PLR2004 - one before a formula and one behind
        return mapped
    left = [
        found.start() + mark.start()
        for found in _MATH.finditer(mapped.text)
        for mark in _SET.finditer(found.group())
    ]
    if not left:
        return mapped
    gone = set(left)
    return mapped.only([at for at in range(len(mapped.text)) if at not in gone])


def chinese_marks(mapped: Mapped) -> Mapped:
    """Return a text with full-width marks beside its Chinese characters; every character keeps its place."""
    if "，" in mapped.text and _THOUSANDS.search(mapped.text):
        text = _THOUSANDS.sub(lambda found: found.group().replace("，", ","), mapped.text)
        mapped = Mapped(text, mapped.origins)
    text = mapped.text
    if not _TYPED.search(text) or not _CHINESE.search(text):
        return mapped
    text = _BRACKETS.sub(_paired, text)
    text = _BESIDE.sub(lambda found: found.group().translate(_FULL), text)
    return mapped if text == mapped.text else Mapped(text, mapped.origins)


def _paired(found: re.Match[str]) -> str:
    return found.group() if _SERIAL.fullmatch(found.group()) else f"（{found.group()[1:-1]}）"
