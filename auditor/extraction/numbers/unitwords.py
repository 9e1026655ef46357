"""Units as they are printed behind a number: 元, %, 个百分点, classifiers, measures, English words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re

if TYPE_CHECKING:
    from collections.abc import Sequence

# A classifier that begins another word is no unit: 8 项目支出, 3 人员经费, 12 分项, 2 年初.
_NOT_BEFORE = {
    "项": "目", "人": "员均口才民事工力社大身", "个": "人体别税性", "分": "别类布析项配管局包成数公支段期散享解之红流工部",
    "件": "数", "名": "称单义录", "级": "别", "条": "件例款", "家": "庭具长属电", "次": "年日序要", "期": "间初末限望内",
    "年": "初末底度级均报", "处": "理置罚", "台": "账湾", "元": "素旦", "户": "均籍外", "位": "于置", "所": "有属在以",
    "批": "复准示", "场": "地所", "部": "门分署", "本": "级年期次单部项指月县市地科金", "天": "然气", "间": "接",
    "单": "位独项价", "类": "别似型", "村": "级委民居卫", "起": "草点来到步", "周": "边期年岁", "成": "本果立效功员绩",
    "只": "有是要需", "点": "位", "口": "径", "门": "户类", "款": "项", "站": "点", "组": "织成", "条款": "", "页": "面",
    "头": "部", "度": "假", "日": "常均报", "套": "餐", "座": "谈", "例": "如会外", "路": "线径",
    "米": "面", "亩": "均", "宗": "旨教", "排": "名水放查", "层": "面级次", "块": "状", "字": "段", "床": "位",
    "轮": "胎廓", "步": "骤", "号": "", "刀": "", "岁": "", "倍": "", "卷": "宗烟积", "册": "子页",
}  # fmt: skip
_CLASSIFIERS = (
    "人次 户次 件次 家次 台次 批次 架次 班次 车次 场次 例次 台套 课时 学时 标段 床位 项次 处次 册次 趟次 "
    "人 名 位 项 个 件 份 户 次 家 套 台 辆 所 处 条 批 期 场 篇 张 座 只 头 根 块 本 部 宗 起 例 单 笔 册 卷 趟 栋 幢 间 村 社区 类 级 岁 "
    "年 日 天 周 点 分 倍 成 折 票 枚 颗 株 棵 羽 尾 门 款 页 字 床 组 层 排 双 对 副 轮 站 眼 口 盏 艘 架 匹 支 剂 针 盒 瓶 袋 桶 路 "
    "小时 分钟 秒 个月 个工作日 工作日 个季度 季度 世纪"
).split()
_SET_BY = "依据|基[础准]|准|上?限|优|良|合格|及格|满分"
_MEASURES = (
    "平方公里 平方千米 平方米 立方米 公里 千米 公顷 亩 吨 公斤 千克 斤 克 米 厘米 毫米 升 毫升 千瓦时 千瓦 兆瓦 吉瓦 瓦 度 "
    "吨公里 人公里 车公里 延长米 延米 标准煤 标箱 美元 港元 欧元 日元 英镑 ㎡ m² m2 ㎥ m³ m3 km² km2 km kWh kW MW GW kV MB GB TB Mbps dB ℃ °C hm² ha "
    "mm cm kg mg ml m t g L"
).split()
WORDS = frozenset((*_CLASSIFIERS, *_MEASURES))
"""Units that are no slip of another one, however alike: 分钟 is not 分."""
_RATIOS = [
    "%",
    "‰",
    "个百分点",
    "百分点",
    "个千分点",
    "千分点",
    "percentage points",
    "percentage point",
    "basis points",
    "basis point",
    "per cent",
    "percent",
    "bp",
    "个基点",
]
_MONEY = ["万亿元", "亿元", "千万元", "百万元", "十万元", "万元", "千元", "百元", "元"]
_SCALES = "(?:十|百|千|万|十万|百万|千万|亿|万亿)"


def _one(word: str) -> str:
    blocked = _NOT_BEFORE.get(word, "")
    tail = f"(?![{blocked}])" if blocked else ""
    # 8 分为三类 is parted; 以得分 88.36 分为依据, 90 分为优 are points.
    tail += rf"(?!为(?!{_SET_BY}))" if word == "分" else ""
    if word.isascii() or word[-1] in "²³":
        tail = "(?![A-Za-z0-9])"
    return re.escape(word).replace("\\ ", r"\s+") + tail


def _some(words: list[str]) -> str:
    return "|".join(_one(word) for word in sorted(words, key=len, reverse=True))


_PER = r"(?:\s*[/]\s*(?:平方米|立方米|公里|千瓦时|小时|公斤|㎡|人次|人|亩|户|年|月|日|天|吨|次|件|个|度|家|台|套))?"
_UNIT = re.compile(
    rf"\s{{0,3}}(?P<rough>[余多来](?=\s*(?:[{'万亿千百十'}]|{_some(_CLASSIFIERS + _MEASURES + _MONEY)})))?\s{{0,3}}"
    rf"(?P<unit>(?<=\s)pct(?![A-Za-z]|\s?(?:points?|pts?)\b)|(?:%|percent|per cent)\s?(?:points?|pts?|ppts?)(?![A-Za-z])|(?:pp|ppts?|bps)(?![A-Za-z])|(?:{_some(_RATIOS)})"
    rf"|(?:{_some(_MONEY)}){_PER}"
    # 千瓦时 is no thousand 瓦 and a 时.
    rf"|(?:{_some([each for each in _MEASURES if each[0] == '千'])}){_PER}"
    rf"|{_SCALES}?(?:{_some(_MEASURES)}){_PER}"
    rf"|{_SCALES}?(?:大(?=类|项))?(?:{_some(_CLASSIFIERS)})(?:\s*[（(]\s*[套次部人张]\s*[)）])?{_PER}"
    rf"|(?:万亿|千万|百万|亿|万)(?![一-龥])"
    rf"|(?:trillion|billion|million|thousand)(?:\s+(?:(?:US |U\.S\. )?[Dd]ollars|[Ee]uros|people|yuan|pounds))?"
    rf"|(?:lakh\s+crore|crore|lakh)(?=s?(?![A-Za-z]))"
    rf"|(?:pence|cents)(?![A-Za-z])|(?<=[0-9])p(?![A-Za-z0-9]|\.[a-z]))"
    r"(?:人民币)?"
)
_CURRENCY = re.compile(r"(?P<sign>US\$|HK\$|\$|¥|￥|€|£|₹|(?<![A-Za-z])(?:Rs\.?|INR)|RMB|USD|人民币)\s*$")
_CURRENCY_FIRST = re.compile(r"\s*(?P<sign>US\$|HK\$|[$¥￥€£₹])\s*")
_MILLIONS = {"thousand", "million", "billion", "trillion", "lakh", "crore", "lakh crore"}
_POINTS = re.compile(r"(?:%|percent|per cent) ?(?:points?|pts?|ppts?)|pp|ppts?")
_LETTERS = re.compile(r"\s?(?P<scale>[mM]{1,2}|mn|[mM]ln|[bB]n|[bB]|[tT]n|[kK])(?![A-Za-z0-9])")
_SPELT = {"m": "million", "b": "billion", "t": "trillion", "k": "thousand"}


def unit_after(text: str, end: int) -> tuple[str, int, bool]:
    """Return the unit printed after `end`, where it ends, and whether 余, 多 or 来 makes it rough."""
    found = _UNIT.match(text, end)
    if found is None:
        return "", end, False
    return _plain(found["unit"]), found.end("unit"), found["rough"] is not None


def currency_before(text: str, start: int) -> tuple[str, int]:
    """Return the currency sign printed before `start`, as a unit, and where it starts."""
    found = _CURRENCY.search(text, max(0, start - 6), start)
    if found is None:
        return "", start
    sign = "₹" if found["sign"].rstrip(".") in {"Rs", "INR"} else found["sign"]
    return ("元" if sign in {"¥", "￥", "RMB", "人民币"} else sign), found.start()


def letters_after(text: str, end: int) -> tuple[str, int]:
    """Return the scale that letters behind an amount of a currency print, and where they end: £1,401.4m, $2.4bn."""
    found = _LETTERS.match(text, end)
    if found is None:
        return "", end
    return _SPELT[found["scale"][0].lower()], found.end()


def without_currency(text: str) -> tuple[str, int]:
    """Return the unit of a currency sign that `text` begins with, and where what follows begins: $259,000."""
    found = _CURRENCY_FIRST.match(text)
    if found is None:
        return "", 0
    return ("元" if found["sign"] in {"¥", "￥"} else found["sign"]), found.end()


def with_currency(currency: str, unit: str) -> str:
    """Return the unit of an amount with a currency sign before it and perhaps a scale behind it."""
    if not currency:
        return unit
    if unit in _MILLIONS:
        return f"{currency} {unit}"
    return unit if unit.endswith("元") and currency == "元" else currency


def _plain(unit: str) -> str:
    # Behind a blank pct is the wire's per cent: down 30 pct; 下降 0.8pct are points, and no unit is read.
    folded = "".join(unit.split()) if not unit.isascii() else " ".join(unit.split())
    folded = folded.replace("（", "(").replace("）", ")")
    folded = folded.removeprefix("大")
    if folded in {"个百分点", "个千分点"}:
        return folded.removeprefix("个")
    if folded == "percentage point" or _POINTS.fullmatch(folded):
        return "percentage points"
    if folded in {"basis point", "bps"}:
        return "basis points"
    return {"per cent": "%", "percent": "%", "pct": "%", "％": "%", "p": "pence"}.get(folded, folded)


_HEADER = re.compile(
    rf"[（(【\[:：]\s*(?:单位\s*[:：]?\s*)?(?:人民币)?(?P<unit>%|％|‰|percentage points|{_some(_MONEY)}|{_SCALES}?(?:{_some(_MEASURES + _CLASSIFIERS)})"
    r"(?:/(?:人|户|亩|年|月|次|吨))?)\s*[）)】\]]"
)
_STATED = re.compile(
    rf"单\s*位\s*[:：]\s*(?:人民币)?(?P<unit>%|％|‰|{_some(_MONEY)}|{_SCALES}?(?:{_some(_MEASURES + _CLASSIFIERS)}))"
)
_BARE = re.compile(rf"^\s*(?:{_some(_MONEY)}|%|％|‰)\s*$")


_CALLED = re.compile(r"(?<=中心)[（(][站室点所院][)）]")
"""What else a thing is called, and no unit: 社区卫生服务中心（站）."""


def unit_in_header(text: str) -> str | None:
    """Return the unit that a header or caption lends: 支出（万元）, 占比（%）, 单位：元, a lone 万元."""
    text = _CALLED.sub("", text)
    found = _STATED.search(text) or _HEADER.search(text)
    if found:
        return _plain(found["unit"]).replace("％", "%")
    if _BARE.match(text):
        return _plain(text.strip()).replace("％", "%")
    return None


_OWN_RATE = re.compile(
    r"(?:增长|完成|执行|增减|变动|变化|发展|到位|占有|使用|覆盖|合格|达标|下降|上升)率$|^占.{0,6}(?:比|比重|比例)$|^比重$|增速$|增幅$"
)
"""What a rate is called: the unit of a head above it is that of its amounts."""


def unit_of_heads(path: Sequence[str]) -> str | None:
    """Return the unit that the heads above a column lend, the nearest first: 增长% and 增长率 below 床位数（张） are no 张."""
    for part in reversed(path):
        bare = "".join(part.split())
        lent = unit_in_header(part) or ("%" if bare.endswith(("%", "％")) else None)
        if lent or (part is not path[0] and _OWN_RATE.search(bare)):
            return lent
    return None
