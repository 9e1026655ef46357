"""Lists beside a count that no comma of lists parts, or whose count stands behind them: 分别是《甲》《乙》《丙》; 名单如下：甲、乙、丙，共 3 家."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.words import chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterator

Listed = tuple[int, str, int, list[str]]
"""Where a count stands, how it is written, what it says, and what is listed beside it."""
_NUMBER = r"(?P<count>[0-9]{1,2}|[两二三四五六七八九十]{1,3})"
_UNIT = r"[个家所项类种座条处名份部本篇册镇乡村户]"
_TITLES = re.compile(
    rf"(?<![第0-9.,]){_NUMBER}\s*{_UNIT}[^，,。；;：:、0-9《“]{{0,8}}[，,：:]?\s*(?:分别|依次|具体)?(?:是|为|即|包括)?[：:]?\s*"
    r"(?P<list>(?:《[^《》]{1,40}》\s*[、和与及]?\s*){2,})(?=[，,。；;）)]|$)"
)
_TITLE = re.compile(r"《[^《》]{1,40}》")
_CLOSED = re.compile(
    rf"(?:名单|如下|包括|分别为|分别是|有|为)[：:]\s*(?P<list>[^，,。；;：:0-9]{{2,30}}(?:、[^，,。；;：:0-9、]{{2,30}}){{2,}})[，,]\s*(?:共|合计|共计|总计)(?:有|计)?\s*{_NUMBER}\s*{_UNIT}"
)
_BRACKETED = re.compile(
    rf"[（(](?:包括|包含|含|即|分别为|分别是)[：:]?(?P<list>[^（）()，,。；;：:0-9、]{{2,30}}(?:、[^（）()，,。；;：:0-9、]{{2,30}}){{3,}}?){_NUMBER}\s*{_UNIT}(?!以)[一-龥]{{0,8}}[)）]"
)
"""（包括办公室、人事处、财务处、纪检组 4 个内设处室）: the count stands right behind the last name."""
_OPEN = re.compile(r"等|其他|其它|其余|如|主要")
_LEAST = 2
_JOINT = re.compile(r"[和与及]")


def other_lists(text: str) -> Iterator[Listed]:
    """Iterate over the counts of a text and the titles, or names, that are listed beside them."""
    for found in _TITLES.finditer(text):
        yield from _read(found, _TITLE.findall(found["list"]))
    for found in (*_CLOSED.finditer(text), *_BRACKETED.finditer(text)):
        names = [each.strip() for each in found["list"].split("、")]
        if not _OPEN.search(found["list"]) and not any(_JOINT.search(each) for each in names):
            yield from _read(found, names)


def _read(found: re.Match[str], names: list[str]) -> Iterator[Listed]:
    count = chinese_number(found["count"])
    if count is not None and count >= _LEAST and len(set(names)) == len(names):
        yield found.start("count"), found["count"], count, names
