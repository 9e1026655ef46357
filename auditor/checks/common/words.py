"""Words that say how figures belong together."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor import patterns as re

if TYPE_CHECKING:
    from collections.abc import Sequence

CLOSED = tuple(
    tuple(group.split("|"))
    for group in (
        "基本支出|项目支出",
        "人员经费|公用经费",
        "人员支出|公用支出",
        "货物|服务|工程",
        "男|女",
        "城镇|乡村",
        "城镇|农村",
        "城市|农村",
        "第一产业|第二产业|第三产业",
        "一产|二产|三产",
        "出口|进口",
        "轻工业|重工业",
        "行政|事业",
        "行政|参公|事业",
        "参公|事业",
        "行政|参照|事业",
        "夏粮|秋粮",
        "小春|大春",
        "农业|林业|牧业|渔业|服务业",
        "农业|林业|牧业|渔业|辅助性活动",
        "种植业|林业|牧业|渔业|服务业",
        "种植业|林业|牧业|渔业|辅助性活动",
        "夏粮|早稻|秋粮",
        "商品零售|餐饮",
        "公立|民营",
        "公办|民办",
        "本级|下属",
        "税收|非税",
        "男生|女生",
        "在编|编外",
        "编制内|合同制",
        "编制内|编制外",
        "在职|退休",
        "在职|离退休",
        "在职|离休|退休",
        "参保职工|退休",
        "管理岗|专业技术岗|工勤",
        "管理人员|专业技术|工勤",
        "汉族|少数民族",
        "家庭户人口|集体户人口",
        "家庭户的人口|集体户的人口",
        "线上|线下",
        "按时|超时",
        "按时|逾期",
        "按期|逾期",
        "按期|超期",
        "有效|无效",
        "直办|转办",
        "直办|交办",
        "自行处理|派单",
        "自行处理|转办",
        "左岸|右岸",
        "境内|境外",
        "中央|地方",
        "采矿业|制造业|供应业",
        "流动资产|非流动资产",
        "流动负债|非流动负债",
        "经常性|资本性",
        "费用化|资本化",
        "发明|实用新型|外观设计",
        "续建|新开工",
        "续建|新建",
        "正常|关注|次级|可疑|损失",
        "固定电话|移动电话",
        "财产险|人身险",
        "过夜|一日游",
        "工资性收入|经营净收入|财产净收入|转移净收入",
        "短期|中长期",
        "消费|资本形成|净出口",
        "已经整改|正在整改",
        "出国|公务用车|接待",
        "公务用车|公务接待",
        "出国|公车|接待",
        "出国|用车购置|用车运行|接待",
        "出国|公车购置|公车运行|接待",
        "保基本民生|保工资|保运转",
        "缓刑|假释|暂予监外执行|管制",
        "纪检|公安|主管部门",
        "纪检|司法|主管部门",
        "纪检|司法|有关部门",
    )
)
"""Classes that together are the whole, by common knowledge: a list that names all of one group is complete."""

CLOSED_IN = tuple(
    (re.compile(whole), tuple(group.split("|")))
    for whole, group in (
        ("义务教育", "小学|初中"),
        ("离退休", "离休|退休"),
        ("收入", "税务部门|财政部门"),
        ("收入", "国税|地税|财政"),
        ("用水", "生活|工业|农业|生态"),
        ("供水", "地表水|地下水|其他"),
        ("高等学校|高校|普通本专科", "本科|高职"),
        ("高等学校|高校|普通本专科", "本科|专科"),
        ("研究生", "博士|硕士"),
        ("高中阶段", "普通高中|中等职业"),
        ("普通中学|中学$", "高中|初中"),
        ("医院", "公立|民营"),
        ("优良", "优|良"),
        ("政府采购", "货物|工程|服务"),
        ("用车|公车|车辆", "购置|运行"),
        ("市场主体|经营主体", "企业|个体工商户|合作社"),
        ("不良贷款", "次级|可疑|损失"),
        ("公路.{0,4}里程|总里程", "高速|一级|二级|三级|四级|等外"),
        ("游客|旅游", "国内|入境"),
        ("债务|债券", "一般|专项"),
        ("资金|投入|补助|经费", "中央|省级|市级|县级"),
        ("资金|投入|补助|经费", "中央|省级|市级|区级"),
        ("资金|投入|补助|经费", "中央|省级|州级|县级"),
        ("自治组织", "村委会|居委会"),
        ("自治组织", "村民委员会|居民委员会"),
        ("乡镇|乡（镇|镇街|街镇", "镇|乡"),
        ("乡镇|镇街|街镇|街道", "街道|镇|乡"),
        ("指标", "产出|效益|满意度"),
        ("指标", "成本|产出|效益|满意度"),
        ("指标", "决策|过程|产出|效益"),
    )
)
"""Classes that are the whole of one thing, and not of another: 小学 and 初中 of 义务教育, not of all schools."""

WHOLE = tuple(
    (tuple(needed.split("|")), tuple(further.split("|")))
    for needed, further in (
        ("大型|中型|小型", "微型|小微"),
        ("公立|民营", "民办"),
        ("一级|二级|三级", "未定级|未评级"),
    )
)
"""Classes that are the whole where those needed are all named, and perhaps some further ones."""

ANSWERS = "非常不满意|很不满意|较不满意|不太满意|不满意|非常满意|很满意|比较满意|较满意|较为满意|基本满意|满意|一般|无所谓|不了解|说不清"
"""What can be answered when asked how satisfied one is."""
EXCLUSIVE = tuple(
    tuple(group.split("|"))
    for group in (
        "不合格|基本合格|合格|优秀|良好|一般|较差",
        "优|良|中|差",
        "优|良|轻度|中度|重度|严重",
        "博士|硕士|研究生|本科|大专|中专|高中",
        "大型|中型|小型|小微|微型",
        "大型|中型|小（1）型|小（2）型|小(1)型|小(2)型|小（一）型|小（二）型|小一型|小二型",
        "幼儿园|小学|初中|高中|中职|特殊教育",
        "幼儿园|小学|初中|普通高中|职业高中|中等职业|特殊教育",
        "国道|省道|县道|乡道|村道",
        "街道|镇|乡",
        "特大桥|大桥|中桥|小桥",
        "高级|中级|初级",
        "未完成|已完成|未开工|在建|完工|竣工",
        "新建|续建|改建|扩建",
        "重点|一般|重大",
        "中央|省级|市级|县级|区级|乡级|镇级|自筹|社会",
        ANSWERS,
    )
)
"""Classes of which a thing belongs to one at most: together they are never more than the whole."""

OF_WHICH = re.compile(
    r"其中[，,：:]?|(?:分项|具体|构成)情况(?:是|为|如下)[：:]?|包括|分别为|分为|主要用于|用于以下方面|[（(]含|由.{0,6}组成|[oO]f (?:which|whom|this|these)|includ(?:ing|es)|consist(?:ing|s) of|compris(?:ing|es)"
)
SPLIT_BY = re.compile(
    r"(?:^|[，,。；;、])\s*(?P<subject>[^，,。；;、：:]{0,8}?)(?:分|按|从(?=[^，,。；;、：:]{1,12}构成|(?:收入|支出)[^，,。；;、：:]{0,6}看))[^，,。；;、：:]{1,14}?(?:来看|看|分|划分|统计|分类|(?:完成|入库)?情况(?:是|为|如下|看)?)[，,：:]"
)
TOTAL_WORDS = re.compile(r"(?:合计|共计|总计|累计共|两者合计|总共|一共)[^，,。；;]{0,6}$")
COUNTED = re.compile(
    r"(?<![第前后、和及至到])(两|二|三|四|五|六|[2-6])\s*(?:项|者|类|部分|种|笔|个)[^，,。；;]{0,4}(?:合计|共计|总计)[^，,。；;]{0,6}$"
)
CHINESE_DIGITS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}


def chinese_number(text: str) -> int | None:
    """Return a small number in Chinese or ASCII digits (十二, 12), or None."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 4 else None  # noqa: PLR2004 - a count of listed things
    if text in CHINESE_DIGITS:
        return CHINESE_DIGITS[text]
    if "十" in text and len(text) <= 3:  # noqa: PLR2004 - up to 九十九
        tens, _, ones = text.partition("十")
        if (not tens or tens in CHINESE_DIGITS) and (not ones or ones in CHINESE_DIGITS):
            return CHINESE_DIGITS.get(tens, 1) * 10 + CHINESE_DIGITS.get(ones, 0)
    return None


REST = re.compile(r"其他|其它|其余|剩余|[Oo]ther")
"""A list that names the rest is complete."""
BELOW = re.compile(r"(?:及|和)?(?:以下|以上)$")
"""So is one that ends in all that is below or above, where the classes before it are on the same scale."""
UNRANKED = re.compile("未定级|未评级")
_SCALED = re.compile("[0-9]|岁|以[上下内]")


_MORE = re.compile("用电|能耗|能源消费")
"""What the three industries do not exhaust: households use it too."""


def closed(names: list[str], *, rest: bool = True, whole: str = "") -> bool:
    """Whether names are exactly the classes of one complete group (of `whole`), or end in what is left."""
    if _MORE.search(whole):
        return False
    if rest and len(names) > 2 and _ends_in_rest(names):  # noqa: PLR2004 - A and others may be two classes of many
        return True
    if _answered(names) or _negated(names):
        return True
    for needed, further in WHOLE:
        known = (*needed, *further)
        if all(sum(1 for name in names if word in name) == 1 for word in needed) and all(
            any(word in name for word in known) for name in names
        ):
            return True
    said = "\n".join(names)
    for group in (*CLOSED, *(group for thing, group in CLOSED_IN if thing.search(whole))):
        if len(group) != len(names) or not all(word in said for word in group):
            continue
        if all(sum(1 for name in names if _holds(name, word, group)) == 1 for word in group) and all(
            any(word in name for word in group) for name in names
        ):
            return True
        # 农业产值 and 农业服务业产值: what stands last in a name says which class it is.
        if {_last_of(name, group) for name in names} == set(group):
            return True
    return False


def _last_of(name: str, group: Sequence[str]) -> str:
    """Return the word of a group that stands last in a name, an empty text where none does."""
    held = [word for word in group if word in name]
    return max(held, key=lambda word: (name.rfind(word) + len(word), len(word)), default="")


def _negated(names: Sequence[str]) -> bool:
    """Whether two names are a class and what is not of it: 在编, 非在编; 政府债券, 非政府债券形式债务."""
    if len(names) != 2:  # noqa: PLR2004 - one and its rest
        return False
    return any(
        rest.startswith("非")
        and len(rest) > 2  # noqa: PLR2004 - 非 with a noun
        and (own.endswith(rest[1:]) or (len(own) > 2 and rest[1:].startswith(own)))  # noqa: PLR2004
        and not own.startswith("非")
        for own, rest in (names, names[::-1])
    )


def _holds(name: str, word: str, group: Sequence[str]) -> bool:
    """Whether a name holds a word of a group, and not only across another one: 非税收入 is no 税收."""
    at = name.find(word)
    return at >= 0 and not any(
        at - len(other) < name.find(other) < at for other in group if other != word and other in name
    )


def _answered(names: list[str]) -> bool:
    """Whether names are the answers from the best to the worst: who was asked gave one of them."""
    given = [next((word for word in ANSWERS.split("|") if word in name), "") for name in names]
    ends = any("不" in word for word in given) and any(
        word in {"满意", "非常满意", "很满意"} for word in given
    )
    return len(names) > 2 and ends and all(given) and len(set(given)) == len(given)  # noqa: PLR2004 - two may be cited


def _ends_in_rest(names: list[str]) -> bool:
    last = names[-1]
    if REST.search(last) or UNRANKED.search(last):
        return True
    # 女性 45 人、党员 60 人、硕士以上 50 人: three properties, and not what is left.
    return BELOW.search(last) is not None and any(
        _SCALED.search(name) or exclusive([name, BELOW.sub("", last)]) or overlap(name, BELOW.sub("", last))
        for name in names[:-1]
    )


def exclusive(names: list[str]) -> bool:
    """Whether names are different classes of one group of which nothing belongs to two."""
    return any(
        None not in classes and len(set(classes)) == len(names)
        for group in (*EXCLUSIVE, *CLOSED)
        if (classes := [next((word for word in group if word in name), None) for name in names])
    )


_LONGEST_CLASS, _LONGEST_KIND = 8, 14
"""Names of classes are short; what a kind of thing is called ends in the name of the kind: 校舍维修改造项目."""


def parallel(names: list[str]) -> bool:
    """Whether names differ in one word only (七年级, 八年级, 九年级; 购置项目, 改造项目): classes that do not overlap."""
    if len(set(names)) != len(names) or len(names) < 3:  # noqa: PLR2004 - two names may share a word by chance
        return False
    ends = {name[-2:] for name in names}
    heads = {name[:2] for name in names}
    longest = max(map(len, names))
    return (longest <= _LONGEST_KIND and len(ends) == 1) or (longest <= _LONGEST_CLASS and len(heads) == 1)


_FILLERS = re.compile(
    r"涉及|全年|全县|全市|全省|全国|全镇|全区|年末|年初|实现|完成|共|其中|我[县市省镇局]|本年|本[部单]位|[的了为达到]|分别|总|\s|\[[0-9]{1,2}\]"
)


@functools.lru_cache(maxsize=4096)
def stem(name: str) -> str:
    """Return a noun without the words that vary from place to place."""
    return _FILLERS.sub("", name)


def abbreviates(short: str, name: str) -> bool:
    """Whether a name is one of fewer characters for another: 区域站 for 区域自动气象站."""
    rest = iter(name)
    return (
        2 < len(short) < len(name)  # noqa: PLR2004 - two characters abbreviate too much
        and short[:2] == name[:2]
        and short[-1] == name[-1]
        and all(char in rest for char in short)
    )


_BEGIN = re.compile("年初|期初|上年|去年|上期")
_END = re.compile("年末|期末|年终|年底|本年|今年|本期")


def side(name: str) -> int:
    """Return -1 for a name of the beginning of a year, 1 for one of its end, 0 for one of neither or both."""
    return bool(_END.search(name)) - bool(_BEGIN.search(name))


def opposed(one: str, two: str) -> bool:
    """Whether one name is of the beginning of a year and the other one of its end, which a stem does not tell."""
    return side(one) * side(two) < 0


_FLOWS = (("收入", "支出"), ("出口", "进口"), ("存款", "贷款"))


def other_flow(one: str, two: str) -> bool:
    """Whether one name is of what comes in and the other of what goes out: 预算收入, 预算支出."""
    return any(
        (ins in one and outs not in one and outs in two and ins not in two)
        or (outs in one and ins not in one and ins in two and outs not in two)
        for ins, outs in _FLOWS
    )


def overlap(one: str, two: str) -> int:
    """Return how long the longest run of characters is that two names share."""
    best = 0
    for start in range(len(one)):
        for end in range(start + best + 1, len(one) + 1):
            if one[start:end] not in two:
                break
            best = end - start
    return best


def closes_at(text: str, start: int) -> int:
    """Return where the first brackets behind a place close, the end of the text where none do."""
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] in "（(") - (text[at] in "）)")
        if text[at] in "）)" and depth <= 0:
            return at
    return len(text)
