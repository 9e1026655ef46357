"""What else stands above the labels of a table than 项目 and its like: what its rows are, by a word of the field.

    乡镇 | 县（市、区） | 评价内容 | 学段 | Service point | Agency or program

Only whole heads are told so: 望江社区 is a label, 社区 heads labels.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.extraction.tables.cellform import Kind, form_of

if TYPE_CHECKING:
    from auditor.extraction.text.grid import Grid

_PLACES = re.compile(
    r"(?!市区$)[县市区镇乡](?:[县市区镇乡（）()、/]|街道?){1,9}|街道(?:[（(]乡?镇[)）])?|社区|行政村|片区"
)
_ROWS = re.compile(
    r"(?:(?:评价|调查|抽查|核查|检查|测评|产出|支出|目标|建设)?内容"
    r"|(?:调查|访谈|救助|服务|补助|评价|受访|发放)?对象|(?:支出|支持|资金)方向|(?:支出|资金|提取)?用途"
    r"|(?:调查)?题目|题项|选项|维度|年度|月份|标段|学段|年龄段|年龄组|病种|险种|品种|门类|学校|机构|部门|科室|场馆|岗位"
    r"|行业|专业|账龄|事项|环节|楼层|年级|班级|作物|(?:产品|经济|功能|五级)分类|资金渠道)(?:[（(]分值[)）])?"
)
_FEWEST = 3
_NO_LABEL = re.compile(r"题项|(?:调查)?题目|选项|(?:评价|调查)内容|行政村")
"""What is hardly the name of one row."""
_BELOW = re.compile(r"[a-z]{4,}\s+([A-Z][a-z]+)$")
_NOUN = (
    r"(?:Region|Measure|Program(?:me)?|Source|Item|Category|Class|County|District|Vote|Indicator|Project|Account"
    r"|Subject|Instrument|Aspect|Activity|Title|Theme|Criterion|Division|Function|Scheme|Component|Department|Stream"
    r"|Reserve|Directorate|Dimension|Plant|Township|Service|Point|Action|Field|Centre|Center|Specialty|Domain|Goal"
    r"|Site|Heading|Head|Agency|Authority|Town|Municipality|Borough|Ward|Parish|Province|Country|Area|Zone|Sector"
    r"|Industry|Type|Line|Fund|Objective|Priority|Question|Statement|Element|Workstream|Portfolio|Ministry|Bureau|Office"
    r"|Facility|Hospital|School|College|Library|Station|Route|Month|Cohort|Lender|Metric|Purpose|Package|Product|Crop|Year)"
)
_ENGLISH = re.compile(
    r"(?:(?:Budget|Cost|Service|Expenditure|Spending|Income|Revenue|Funding|Grant|Survey|Staff|Project|Performance"
    rf"|Key|Output|Outcome|Local|Watershed|School|Age|Asset|Fiscal|Financial|Sub-?)?{_NOUN}|(?:Age|Staff|Project|Customer)group)"
    rf"(?:(?:or|and|/){_NOUN})?(?:\((?:weight|points)\))?",
    re.IGNORECASE,
)


def names_rows(text: str) -> bool:
    """Whether a text, as printed or without blanks, says what the rows of a table are."""
    plain = "".join(text.split())
    return any(each.fullmatch(plain) for each in (_PLACES, _ROWS, _ENGLISH))


def names_no_row(text: str) -> bool:
    """Whether a text can be no label: the unit of a column (£000, (%)), or an English head of labels."""
    if not any(map(str.isalpha, text)):
        return form_of(text).kind is Kind.WORDS
    return text.isascii() and names_rows(text)


def holds_corner(head: str) -> bool:
    """Whether a head ends in that of the labels, which stands below the name of a group: Tonnes of waste / District."""
    found = _BELOW.search(head)
    return found is not None and names_rows(found[1])


def with_corner(grid: Grid) -> Grid:
    """Return a table with the head of its labels in its corner, where the text layer printed the first label before it.

    常住人口 / 行政村 / 应分配 / 城关镇 / 乡镇 / 48,620 / …: 城关镇 ends as the labels below do, and 乡镇 says what they are, or the first label is none.
    """
    table = grid.table()
    if grid.height < _FEWEST or any(cell is None for cell in (*table[0], table[1][0])):
        return grid
    head = [cell for cell in table[0] if cell is not None]
    first, last = table[1][0], head[-1]
    labels = [row[0].plain for row in table[2:] if row[0] is not None and row[0].plain]
    alike = sum(1 for each in labels if last.plain and each.endswith(last.plain[-1]))
    if first is None or not names_rows(first.plain) or names_rows(head[0].plain):
        return grid
    if alike * 2 < len(labels) and not _NO_LABEL.fullmatch(first.plain):
        return grid
    if len(labels) < _FEWEST or any(cell.rows > 1 or cell.columns > 1 for cell in (*head, first)):
        return grid
    texts = {id(first): last.text, id(head[0]): first.text}
    texts |= {id(cell): before.text for before, cell in itertools.pairwise(head)}
    cells = tuple(attrs.evolve(cell, text=texts.get(id(cell), cell.text)) for cell in grid.cells)
    return attrs.evolve(grid, cells=cells)
