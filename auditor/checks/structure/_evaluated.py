"""Work of an evaluation that is dated before the year that it evaluates has ended: 2024 年 3 月对 2024 年度资金开展评价.

Only a year of which some thing is evaluated is that: a plan, a notice or a round of work bears the year in which the work is
done. The report has to tell what was done up to the end of that year, else the work may have been evaluated on its way, or was
done by then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.report.blocks import BlockKind, NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.report.blocks import Block, Occurrence

_WORK = r"(?:自评价?|(?:绩效|自我|整体|专项|支出|现场)?评价|复评)"
_THING = r"(?:(?!(?:工作|评价|监督|审计|检查)计划|方案|通知|办法|要点|安排|工作|以来)[^，,。；;《》（）()0-9]){4,60}?"
_YEAR = r"(?P<year>20[0-9]{2})年(?:度|全年)?(?![0-9])"
_OBJECT = (
    re.compile(
        rf"对[^，,。；;0-9]{{0,12}}{_YEAR}{_THING}(?:开展|进行|实施|组织)了?[^，,。；;]{{0,8}}{_WORK}"
    ),
    re.compile(
        rf"(?:开展|进行|实施|组织|完成)了?{_YEAR}{_THING}的?{_WORK}(?!工作(?:计划|方案)|办法|通知|培训)"
    ),
)
_ON_ITS_WAY = re.compile(r"上半年|季度|中期|事[前中]|跟踪|阶段|监控|春季|秋季|学期|预算编制")
_GENERAL = re.compile(r"年度?(?:全县|全市|全区|部门|单位|财政|预算|重点|项目|支出|资金|整体|绩效|度)*$")
"""开展 2024 年度部门预算绩效评价: the round of work of a year, which may be on the year before."""
_SETTING = re.compile(r"计划|拟|预计|要求|应[于在当]|通知|方案|印发|布置|部署|下达|设定|编[制报]|根据|目标")
_DAY = re.compile(
    r"(?P<y>20[0-9]{2})年(?P<m>1[0-2]|0?[1-9])月(?:[0-9]{1,2}日|[底末初]|[上中下]旬)?(?:(?:至|到|—+|–|-|~|～)(?:(?P<y2>20[0-9]{2})年)?(?:(?P<m2>1[0-2]|0?[1-9])月)?(?:[0-9]{1,2}日)?)?"
)
_LATER = re.compile(r"^起|^以来|^期间|^(?:下达|拨付|批复|成立|启用|建成|开工|竣工)")
_AUTUMN = 11


def evaluated_too_early(blocks: Sequence[Block]) -> Iterator[tuple[Block, Occurrence, int]]:
    """Iterate over the days of an evaluation that lie before the end of the year it is of."""
    texts = [each for each in blocks if each.kind is not BlockKind.FURNITURE and each.text.strip()]
    told = [
        (each, found) for each in texts if each.kind in TEXT_KINDS for found in _objects(_plain(each.text))
    ]
    years = {int(found["year"]) for _, found in told}
    if len(years) != 1:
        return
    year = years.pop()
    end = re.once(
        rf"{year}年(?:1[12]月|年?[末底]|全年)|{year}年1月(?:1日)?[至到—–~～-]+(?:{year}年)?12月|全年"
    )
    if not any(end.search(_plain(each.text)) for each in texts):
        return
    for block, found in told:
        for item, day in _days(block, found.start()):
            if (year - 1, 12) < day < (year, _AUTUMN):
                yield block, item, year


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def _objects(text: str) -> Iterator[re.Match[str]]:
    """Iterate over what is said to be evaluated."""
    for pattern in _OBJECT:
        for found in pattern.finditer(text):
            what = re.split("开展|进行|实施|组织", found.group().split("年", 1)[1])[0]
            what = re.sub(rf"{_WORK}$", "", what)
            if not _ON_ITS_WAY.search(found.group()) and not _GENERAL.search(f"年{what}"):
                yield found


def _days(block: Block, start: int) -> Iterator[tuple[Occurrence, tuple[int, int]]]:
    """Iterate over the last months of the days that a sentence tells before what is evaluated."""
    text = _plain(block.text)
    begins = max(text.rfind(end, 0, start) for end in "。；;") + 1
    for item in block.occurrences:
        at = len(_plain(block.text[: item.span.start]))
        found = _DAY.fullmatch(_plain(item.text)) if item.kind is NumberKind.DATE else None
        behind = text[at + len(_plain(item.text)) :]
        clause = max(text.rfind(end, 0, at) for end in "，,。；;") + 1
        set_only = _SETTING.search(text[max(begins, clause) : start]) is not None
        if found is not None and begins <= at < start and not (_LATER.match(behind) or set_only):
            yield item, (int(found["y2"] or found["y"]), int(found["m2"] or found["m"]))
