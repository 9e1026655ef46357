"""近名 / nearly_named: names that hold a piece of another name with one character wrong.

农村饮用水源工程 in the name of an indicator, where the unit is called 农村饮水水源工程站, is a slip; so short a piece
that is right stands in many names, so six characters have to agree but for one inside them.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.evaluation.faults import Checked, Fault, counted, figures_of
from auditor.evaluation.functions import named_figure, need

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from auditor.evaluation.binding import Binder, Term
    from auditor.language import tree


NAMES = ("近名", "nearly_named")
NEVER_NEGATIVE = True
SUMMARY = {
    "zh": "名称中与另一名称只差一字的处数：近名(*.名称, 单位.名称) = 0",
    "en": "names that hold a piece of the second name but for one character: nearly_named(*.name, unit.name) = 0",
}
_PIECE = 6
# Two of these tell two things apart, and no slip: 第一中学 and 第二中学, 市局 and 县局, 和 and 与.
_TELLING = frozenset("一二三四五六七八九十甲乙丙丁东西南北上下左右前后大小省市县区州乡镇村和与及暨、")
_CHINESE = re.compile("[一-龥]+")


def apply(binder: Binder, call: tree.Call) -> Term:
    """Return how many mentions of the first names hold a piece of the second one with one character wrong."""
    need(call, 2)
    other = named_figure(binder, call, 1)
    name = Counter(_plain(mention.text) for mention in other.mentions).most_common(1)[0][0]
    known = _with_gaps(_pieces(name))
    faults: list[Fault] = []
    checked: list[Checked] = []
    for figure in figures_of(binder, attrs.evolve(call, arguments=call.arguments[:1])):
        if figure.key == other.key:
            continue
        for mention in figure.mentions:
            checked.append((figure, mention))
            text = _plain(mention.text)
            right = _mended(text, known)
            if right is not None:
                faults.append(Fault(figure, mention, "misspelt", right))
    return counted(binder, call, faults, checked)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def _pieces(text: str) -> Iterator[str]:
    for run in _CHINESE.finditer(text):
        yield from (run[0][at : at + _PIECE] for at in range(len(run[0]) - _PIECE + 1))


def _with_gaps(pieces: Iterable[str]) -> dict[tuple[int, str], str]:
    """Return pieces by what is left of them without one character inside, and where that stood."""
    return {(at, piece[:at] + piece[at + 1 :]): piece for piece in pieces for at in range(1, _PIECE - 1)}


def _mended(text: str, known: Mapping[tuple[int, str], str]) -> str | None:
    """Return the text with its one wrong character put right, None where it has none."""
    for start in range(len(text) - _PIECE + 1):
        own = text[start : start + _PIECE]
        for at in range(1, _PIECE - 1):
            piece = known.get((at, own[:at] + own[at + 1 :]))
            if piece is None or not _CHINESE.fullmatch(own):
                continue
            if own in known.values():
                break
            if not {own[at], piece[at]} <= _TELLING:
                return text[:start] + piece + text[start + _PIECE :]
    return None
