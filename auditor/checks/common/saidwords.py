"""Words that name a cell: of a head what it measures, and of a clause what is told, without what only leads to the number."""

from __future__ import annotations

import functools

from auditor import patterns as re
from auditor.checks.common.tables import plain

CLAUSE = re.compile(r"[，,：:、\u2014]|[（(](?![^（）()]*[）)])")
UNIT = re.compile(
    r"[（(][^（）()]{0,4}(?:元|人|次|[个户家吨米亩件台套张辆艘所座处份天度分项名头只公里升斤克场册卷页篇例批期株棵盏间栋村]|[%％])[）)]$"
)
YEARS = re.compile(r"(?:19|20)[0-9]{2}(?:年度?末?|[-—/][0-9]{2,4})?")
_HEAD_END = re.compile(r"(?:总数|数量|金额|数额|情况|数|额|量|值)$")
_FILLER_END = re.compile(r"(?:达到|只有|仅有|共有|[为是达有的了共约计仅只已均至])+$")
_SAID_LEAD = re.compile(
    r"^(?:[一二三四五六七八九]是|带来|实现|获得|产生|形成|举办|开展|组织|建成|新增|[的仅只共已均约，,]|其中|项目|实际|累计|全年|当年|本年度?|年末|期末|目前|该[乡镇村项]?|同期|只有|共有|预计)+"
)
_THOUGHT = re.compile(r"(?:[也仍还均都]?[偏较略最][低高少多大小]|不[够太]?[高多])$")
_ALL_LEAD = re.compile(r"^(?:实际|累计|全年|当年|本年度?|年末|期末|总)+")
_SAME = (
    (re.compile("完成比例|完成比率"), "完成率"),
    (re.compile("审结|执结|结案|办结"), "结案"),
    (re.compile("到账"), "到位"),
)
"""Words of which one is told for another."""


@functools.lru_cache(maxsize=4096)
def measure(head: str) -> str:
    """Return what a head measures, without years, units and the words that every head may end in."""
    name = _one_word(UNIT.sub("", YEARS.sub("", plain(head))))
    return _ALL_LEAD.sub("", _HEAD_END.sub("", UNIT.sub("", name))) or name


def _one_word(name: str) -> str:
    for pattern, word in _SAME:
        name = pattern.sub(word, name)
    return name


def words_said(words: str) -> str:
    """Return the words of a clause without those that only lead to the number."""
    name = _SAID_LEAD.sub("", YEARS.sub("", words))
    name = _FILLER_END.sub("", name)
    return _one_word(_ALL_LEAD.sub("", _HEAD_END.sub("", name))) or name


def last_words(told: str) -> str:
    """Return the words of the last clause, of 人均补贴最少，为 a those before it, without what is thought of them."""
    pieces = CLAUSE.split(told)
    if len(pieces) > 1 and not _FILLER_END.sub("", pieces[-1]) and not re.search("[0-9]", pieces[-2]):
        return _THOUGHT.sub("", pieces[-2])
    return pieces[-1]
