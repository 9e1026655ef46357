"""What is told of a body before it was founded: 始建于 2005 年…，2003 年 6 月改制为管理区."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOUNDED = re.compile(
    r"(?:始建|创建|创办|组建|兴建|创立|成立|建立|建)于\s*(?P<year>(?:18|19|20)[0-9]{2})\s*年"
)
_LATER = re.compile(
    r"(?P<year>(?:18|19|20)[0-9]{2})\s*年(?:[0-9]{1,2}\s*月)?(?:[0-9]{1,2}\s*日)?[，,]?(?:经[^，,。；;]{2,16}[，,])?[^，,。；;0-9]{0,10}"
    r"(?:改制|改建|改组|更名|改名|改称|升格|升级为|并入|划归|合并|移交|重组|扩建|迁[至入址])"
)
_EARLIER = re.compile("前身|原名|原为|原址|此前|早在|旧址|新[馆址校院区]")


def before_founded(text: str) -> Iterator[tuple[tuple[int, str], tuple[int, str]]]:
    """Iterate over the years of founding in a text and years before them in which the same body was already changed."""
    found = list(_FOUNDED.finditer(text))
    if len(found) != 1:
        return  # bodies of several
    year = found[0]
    behind = text[year.end() :]
    end = behind.find("。", behind.find("。") + 1)
    for later in _LATER.finditer(text, year.end(), year.end() + end if end > 0 else len(text)):
        if _EARLIER.search(text, year.end(), later.start()):
            continue
        yield (year.start("year"), year["year"]), (later.start("year"), later["year"])
