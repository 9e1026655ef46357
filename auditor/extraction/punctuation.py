"""Punctuation of Chinese text that was typed in ASCII, read as the full-width marks that it stands for.

收入合计4125.49万元,其中:基本支出…;项目支出…: many pages keep no other marks. Between characters or beside one they can
only be punctuation; within a number, a code or Latin text they stay.
"""

from __future__ import annotations

import re

from auditor.extraction.characters import CJK
from auditor.extraction.mapped import Mapped

_FULL = dict(zip(",:;()", "，：；（）", strict=True))
_BESIDE = re.compile(
    rf"(?<=[{CJK}”》】])[,:;()]|[,:;()](?=[{CJK}“《【])|(?<=[0-9A-Za-z][%‰])[,;)](?![0-9])|(?<=[0-9])[;](?=\s*[{CJK}])"
)


def chinese_marks(mapped: Mapped) -> Mapped:
    """Return a text with full-width marks beside its Chinese characters; every character keeps its place."""
    text = mapped.text
    if not _BESIDE.search(text):
        return mapped
    return Mapped(_BESIDE.sub(lambda found: _FULL[found.group()], text), mapped.origins)
