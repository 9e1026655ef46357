"""What an amount is, whatever word is used for it: 支出, 决算数, 支付 and 执行数 are one measure, 结余, 余额 and 未执行 another.

The last word that says so decides: 支出预算 is a budget, 预算支出 what was spent of one, 预算执行率 a rate.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor import patterns as re

if TYPE_CHECKING:
    from auditor.checks.common.numbers import Number

_MEASURES = re.compile(
    r"(?P<rate>(?:预算|资金|支出|经费)?(?:执行|支出|使用|支付)(?:率|进度)|支出比例)"
    r"|(?P<left>结余|余额|余数|结转|剩余|节余|未(?:支出|执行|使用|支付|拨付)|(?<!其)尚?余(?=[^，,]{0,2}$))"
    r"|(?P<arrived>到位|到账|收到)"
    r"|(?P<budget>预算|批复|安排|下达|分配)"
    r"|(?P<paid>实际支出|支出|决算|执行|支付|使用|开支|付款|付(?=[^，,]{0,1}$)|兑付|花费)"
    r"|(?P<cut>核减|审减)"
    r"|(?P<settled>结算)"
    r"|(?P<contract>合同)"
    r"|(?P<invested>投资)"
    r"|(?P<people>受益|惠及|覆盖|服务)(?=.{0,4}(?:人|群众|学生|居民|户))"
)
_ONLY = re.compile(
    r"(?:财政|资金|项目|经费|专项|补助|实际|累计|共计?|总|全年|当年|本年|年[末终初底]|[额数为达是]|金额|总额|规模|已|仅|只|尚有?|合计|有|形成|产生)*"
)
"""What words may hold beside a measure without naming a part of it."""
_OTHER = re.compile(r"占|比[重例]|增|减(?!$|[额数金])|变动|均|每|单价|差异|上年|去年|目标|得分|分值|权重")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")


@functools.lru_cache(maxsize=4096)
def measure_of(words: str) -> str:
    """Return which measure words name, an empty text where they name none or more than the measure."""
    words = _BRACKETS.sub("", words)
    if _OTHER.search(words.replace("核减", "").replace("审减", "")):
        return ""
    found = list(_MEASURES.finditer(words))
    return next((kind for kind, text in found[-1].groupdict().items() if text), "") if found else ""


@functools.lru_cache(maxsize=4096)
def says_measure(words: str) -> str:
    """Return the measure of words that name nothing beside it: 实际支出, but not 材料支出."""
    kind = measure_of(words)
    return kind if kind and _ONLY.fullmatch(_MEASURES.sub("", _BRACKETS.sub("", words))) else ""


def of_one_kind(one: Number, two: Number) -> bool:
    """Whether two numbers are of one kind, so that one can be a part of the other: both counts, or both in one unit."""
    return one.dimension == two.dimension or (
        one.dimension.startswith("count") and two.dimension.startswith("count")
    )
