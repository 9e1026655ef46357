"""How many indicators got their full mark and how many lost points, told together: 得满分的 12 项，扣分的 15 项.

Each indicator is one or the other, so both make up all of them, as the sentence before or the score table tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.words import chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterator

_COUNT = r"[0-9]{1,3}|[一二三四五六七八九十两]{1,3}"
_FULL = r"(?:得|为|获|拿)?满分|未扣分|未失分|没有扣分"
_LOST = r"(?<!未)(?<!没)(?<!没有)(?<!不)(?<!不存在)(?<!未被)(?:扣分|失分|丢分)|未得满分|未满分|未得到满分"
_KIND = r"(?:[一二三四]级|具体|评价|绩效|考核)*(?:指标|项目)?"
_TOLD = tuple(
    re.compile(
        rf"(?<![第0-9.共扣失])(?P<before>{_COUNT})\s*[项个条]{_KIND}(?:均|全部|都)?(?:{words})(?![0-9为各分])"
        rf"|(?:{words})的?{_KIND}(?:共|有|为|计)*\s*(?P<behind>{_COUNT})\s*[项个条](?!百分)"
    )
    for words in (_FULL, _LOST)
)
_ALL = re.compile(rf"(?<![第0-9.])(?P<n>{_COUNT})\s*[项个条]{_KIND}(?:之?中)?[，,]?")
_SOME = re.compile(r"其余|另外|其他")


@records.frozen(eq=False)
class Marked:
    """Both counts of a sentence, where each stands, and how many indicators the sentence says that there are; 0 where it does not."""

    full: int
    lost: int
    places: tuple[tuple[int, str], tuple[int, str]]
    every: int
    lead: str


def marked(text: str) -> Iterator[Marked]:
    """Iterate over the sentences of a text that tell both counts, each once."""
    start = 0
    for sentence in re.split(r"(?<=[。；;])", text):
        found = [list(pattern.finditer(sentence)) for pattern in _TOLD]
        if all(len(each) == 1 for each in found) and not _SOME.search(sentence):
            one, two = found[0][0], found[1][0]
            counts = [chinese_number(each["before"] or each["behind"]) or 0 for each in (one, two)]
            names = ["before" if each["before"] else "behind" for each in (one, two)]
            first = min(one.start(), two.start())
            told = [each for each in _ALL.finditer(sentence[:first]) if "指标" in each.group()]
            places = [
                (start + each.start(name), each[name]) for each, name in zip((one, two), names, strict=True)
            ]
            every = chinese_number(told[-1]["n"]) or 0 if told else 0
            yield Marked(counts[0], counts[1], (places[0], places[1]), every, sentence[:first])
        start += len(sentence)
