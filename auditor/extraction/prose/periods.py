"""Periods and bases of comparison: 2023年度, 1-4月, 上年, 年末; 同比, 环比, 较上年, 累计."""

from __future__ import annotations

import functools

from auditor import patterns as re
from auditor.extraction.text.characters import KEPT, fold

_PERIOD = re.compile(
    r"(?:19|20)[0-9]{2}\s*(?:[-—~至]\s*(?:19|20)?[0-9]{2})?\s*(?:学年|年度|年)(?:[0-9]{1,2}\s*(?:[-—~至]\s*[0-9]{1,2}\s*)?月(?:份|底|末)?(?:\s*[0-9]{1,2}\s*日)?)?(?:底|末(?!期[^末初间])|初)?"
    r"|(?<![0-9])[0-9]{1,2}\s*(?:[-—~至]\s*[0-9]{1,2}\s*)?月(?:份|底|末)?"
    r"|[一二三四]季度|第[一二三四]季度|上半年|下半年|前[一二三两]季度"
    r"|上年同期|上年同月|上年末(?!期[^末初间])|上年底|上年度|上年|去年同期|去年|本年度|本年|今年以来|今年|当年|全年|年初|年末(?!期[^末初间])|年底|期初|期末|年中|上月|本月|月末|[“\"]?十[一二三四五]五[”\"]?(?:期间|时期|末)?"
)
_BASIS = re.compile(
    r"同比|环比|累计|(?:较|比|与|同)(?:上年同期|上年同月|上年末|上年度?|去年同期|去年|年初预算数?|年初|上月|上季度?|上期|预算数?|计划|目标|[0-9]{4}\s*年度?|全省|全国|全市|全州)(?:同期|同月|末|底)?(?:数|相比|水平|平均)?|占|人均|户均|平均|日均|月均"
)
_MEASURED = frozenset({"年初", "年末", "年底", "期初", "期末", "全年", "年中"})


@functools.lru_cache(maxsize=KEPT)
def period_in(text: str) -> str:
    """Return the periods named in `text`, the outer first, without blanks; "" where there is none."""
    folded = _BASIS.sub(" ", fold(text))
    found: list[str] = []
    for match in _PERIOD.finditer(folded):
        word = re.sub(r"\s+", "", match.group()).replace("年度", "年").replace("月份", "月")
        if word not in found and word not in _MEASURED:
            found.append(word)
    return "".join(found[-2:])


@functools.lru_cache(maxsize=KEPT)
def basis_in(text: str) -> str:
    """Return what a figure is compared with or counted over (同比, 较上年, 累计, 人均), last one first."""
    matches = [re.sub(r"\s+", "", match.group()) for match in _BASIS.finditer(fold(text))]
    return matches[-1] if matches else ""


def without_periods(text: str) -> str:
    """Return `text` without its calendar periods; words that name a measuring point (年末) stay."""

    def keep(match: re.Match[str]) -> str:
        return match.group() if match.group() in _MEASURED else " "

    return _PERIOD.sub(keep, text)
