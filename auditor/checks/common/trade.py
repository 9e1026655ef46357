"""Exports, imports and both together: which of them a share's words name, and which figure of the text that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.words import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number

TRADE = frozenset({"出口", "进口", "进出口"})
_FOREIGN = re.compile(r"^(?P<place>[一-龥]{0,4}[国省市县区州])?(?:货物|外贸|对外贸易|贸易)*(?:外贸|进出口)$")
_ABROAD = re.compile(r"占[^，,。；;]{0,6}(?:全国|我国|中国|全球|世界)")
_ALL_TRADE = re.compile(
    r"(?P<place>[一-龥]{0,4}[国省市县区州])?(?:货物|外贸|对外贸易|贸易)*进出口(?:总?[值额])?"
)
_ALL_OF_FLOW = re.compile(
    r"^(?P<place>[一-龥]{0,4}[国省市县区州])?(?:货物|外贸|对外贸易|贸易)*(?P<flow>出口|进口)$"
)
_KIND = re.compile(r"^(?P<kind>[一-龥]{2,8}?)(?:贸易)?(?P<flow>出口|进口)$")
_FLOW = re.compile(r"进出口|进口|出口")
_WORTH = re.compile(r"总?[值额量]$")


def foreign(named: str) -> bool:
    """Whether words name all trade, all exports or all imports of a place: 外贸总值, 外贸出口总值."""
    core = _core(named)
    return _FOREIGN.search(core) is not None or _ALL_OF_FLOW.search(core) is not None


def traded(bases: Sequence[Number], named: str, words: str) -> list[Number]:
    """Return the exports of all where 占出口总值 names them, and several figures are called 出口: the largest."""
    core = _core(named)
    if (asked := _FOREIGN.search(core)) is not None:
        # 占同期全省外贸总值: of all trade of the place, by whichever of its names.
        told = [(base, _ALL_TRADE.fullmatch(stem(base.name))) for base in bases]
        if _ABROAD.search(words) and asked["place"] not in {found["place"] for _, found in told if found}:
            return []  # 占全国进出口总值: of another trade than that of the place
        here = [base for base, found in told if found and _one_place(asked["place"], found["place"])]
        return [max(here, key=lambda base: base.known.printed.value)] if here else []
    if _ABROAD.search(words):
        return []
    if (asked := _ALL_OF_FLOW.search(core)) is not None:
        here = [base for base in bases if _core(base.name) == asked["flow"]]
        return [max(here, key=lambda base: base.known.printed.value)] if here else []
    if (asked := _KIND.search(core)) is not None:
        # 服务进出口总额 a；其中服务出口 b；进口 c: behind the exports of a kind the bare word is of the kind too.
        return [base for base in bases if _core(base.name) == asked["flow"] and _of_kind(base, asked["kind"])]
    return []


def _core(named: str) -> str:
    return _WORTH.sub("", re.sub(r"^(?:同期|当期|我)+", "", stem(named)))


def _of_kind(base: Number, kind: str) -> bool:
    """Whether the sentence of a figure tells before it of the trade in a kind, and of no other trade."""
    before = base.block.text[: base.occurrence.span.start]
    told = list(re.finditer(r"([一-龥]{0,8}?)(?:贸易)?(?:进出口|出口|进口)", before))
    last = next((found[1] for found in reversed(told) if found[1].strip()), "")
    return last.endswith(kind)


def _one_place(one: str | None, two: str | None) -> bool:
    """Whether two names of places can be one: 全省 is any province that the text is of."""
    if one == two:
        return True
    named = [each for each in (one, two) if each and not re.match("[全我本]", each)]
    return len(named) < 2  # noqa: PLR2004 - both are named


def other_trade(named: str, base: Number) -> bool:
    """Whether words name 出口 and a figure 进出口, or 进口: what comes near to the share by chance."""
    asked, found = _FLOW.search(named), _FLOW.search(base.clause or base.name)
    return asked is not None and found is not None and asked.group() != found.group()
