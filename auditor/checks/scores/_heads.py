"""What the columns of score tables are headed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.tables import Sheet, header, plain
from auditor.checks.scores._roles import roles

if TYPE_CHECKING:
    from auditor.report.model import Column

WEIGHT = re.compile(
    r"^(?:指标|标准|项目|评价|三级指标|二级指标|设定|规定|应得)?(?:权重|权数|分值|满分|标准分|权重分|满分值|配分|权值|分)(?:值|分)?(?:[（(](?:分|%|％)[)）])?$"
    r"|^(?i:weight(?:ing|age)?s?|max(?:imum)?\.?|(?:max(?:imum)?\.?|full|available|possible)(?:points?|scores?|marks?)|(?:(?:points?|marks?|scores?))?(?:available|possible)|outof)(?:[(](?i:points|marks|%)[)])?$"
)
POINTS = re.compile(r"^(?:指标)?(?:分数|总分|分)$")
SCORE = re.compile(
    r"^(?:自评|实际|评价|最终|考核|评审|百分制)?(?:得分|自评分|评分|评价分|实得|实得分|百分制得分)(?:情况|值|结果)?(?:[（(]分[）)])?$|^自评$"
    r"|^(?i:points?|scores?|marks?|awarded|(?:points?|scores?|marks?)(?:earned|awarded|scored|given|achieved|gained|obtained|received)|(?:actual|final)(?:score|mark)s?)$"
)
BOTH = re.compile(
    r"^(?:(?:自评|实际|评价|考核)?(?:得分|评分|实得分?))[/／](?:满分|分值|权重|标准分)$|^(?:满分|分值|权重|标准分)[/／](?:自评|实际|评价|考核)?(?:得分|评分|实得分?)$"
)
"""得分/满分: two numbers a cell."""
METHOD = re.compile(
    r"(?:评分|计分|评价|评定|扣分|赋分|得分|打分|考核)(?:办法|标准|细则|方法|规则|说明|依据|要点|方式|公式|口径)|^(?:标准|规则|办法|口径)$|^(?i:(?:scoring)?(?:rules?|methods?|basis)|(?:scoring|marking|rating)criteria)$"
)
ACTUAL = re.compile(
    r"完成情况|实际完成(?!率)|完成值|实际值|业绩值|实际情况|(?:全年|年度|本年)完成|完成数|实际数|实现值|完成结果|实绩|指标完成|自查结果|^(?:完成|实际|值|结果)$|^(?i:results?|actual|outcome|achieved)$"
)
TARGET = re.compile(
    r"目标(?!完成)|指标值|标杆值|计划(?!完成)|预期值|任务(?:数|值)|^考核(?:内容|要求)$|^(?i:targets?)$"
)
LOST = re.compile(
    r"^(?:扣分|扣减|失分)(?:值|数)?(?:[（(]分[）)])?$|^(?i:(?:points?|marks?)?(?:lost|deducted))$"
)
REMARK = re.compile(
    r"(?:扣分|失分|减分|扣减|得分|未得)(?:说明|情况|原因|事项|点|理由|项|因素|依据|计算)|原因$|^备注$|^(?:情况)?说明$|^计算"
)
INDICATOR = re.compile(
    r"^(?:(?:三级|二级|具体|考核|评价|绩效)?指标(?:名称|内容)?|考核内容|考核项目|评价内容|三级|二级)$|^(?i:(?:performance)?(?:indicators?|measures?))$"
)


def headed(sheet: Sheet) -> list[tuple[Column, str]]:
    """Return the columns with what heads them, or should by what they hold."""
    cells = sheet.block.cells if sheet.block is not None else ()
    known = roles(sheet)
    own = {each.location.col: known[each.column] for each in cells if each.column in known}
    return [(each, own.get(each.name) or plain(header(each))) for each in sheet.columns]


def weight_of(sheet: Sheet) -> Column | None:
    """Return the one column of full marks; 分数 is one beside a column of scores."""
    heads = headed(sheet)
    found = [each for each, head in heads if WEIGHT.search(head)]
    if not found and any(SCORE.search(head) for _, head in heads):
        found = [each for each, head in heads if POINTS.search(head)]
    return found[0] if len(found) == 1 else None
