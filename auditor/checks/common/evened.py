"""Running text with what authors write in several ways evened out, every character at its place.

2,214 人（占 52.96%） goes on as 2,214 人，占 52.96% does, and so do （增长 8.4%） and （执行率 93.06%）; the last member of a list that 和 joins as the others behind 、, and 增长了 as 增长.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.report.blocks import NumberKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from auditor.report.blocks import Occurrence

_GONE = "\0"
"""Stands where something was, for the places behind it to stay."""
_CHANGES = "增长|下降|增加|减少|提高|提升|上升|降低|回落|下滑|上涨|下跌"
_ASIDE = re.compile(
    r"[（(](所?占[^（()），,；;。0-9]{0,20}[0-9][0-9.]*\s*[%％]"
    rf"|(?:同比|[比较](?:上年|去年|上年同期))?(?:{_CHANGES})了?\s*[0-9][0-9.]*\s*[%％]"
    r"|[一-龥]{1,6}率[为达到]{0,2}\s*[0-9][0-9.]*\s*[%％])[)）](?P<mark>\s*(?:[，,；;。、：:]|$))?"
)
_PARTICLE = re.compile(rf"(?<={_CHANGES}|扩大|缩小|收窄|加快|放缓)了(?=\s*[0-9])")
_JOINED = re.compile(r"(?:和|及|以及)(?=[一-龥]{2})")
# The blanks that a text layer puts between Chinese characters and digits.
_BLANKS = re.compile(r"\0|(?<=[一-龥，。；：、（）“”]) +(?=[0-9])|(?<=[0-9%]) +(?=[一-龥])")


def evened(text: str, found: Sequence[Occurrence], behind: Callable[[str, Occurrence], int]) -> str:
    """Return a text with brackets around a lone share, growth or rate, particles and joining words evened out.

    `behind` tells where the unit of a number ends.
    """
    text = _ASIDE.sub(
        lambda aside: f"，{aside[1]}{'，' if aside['mark'] is None else _GONE}{aside['mark'] or ''}",
        text,
    )
    text = _PARTICLE.sub(_GONE, text)
    for one, two in itertools.pairwise(each for each in found if each.kind is NumberKind.FIGURE):
        joined = _JOINED.match(text, behind(text, one)) if one.unit == two.unit else None
        if joined is not None:
            gone = _GONE * (len(joined.group()) - 1)
            text = f"{text[: joined.start()]}、{gone}{text[joined.end() :]}"
    return text


def words_of(stretch: str) -> str:
    """Return the words of a stretch of such a text, closed up."""
    return _BLANKS.sub("", stretch)
