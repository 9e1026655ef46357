"""Words around a number that give it a sign, a bound, or make it approximate."""

from __future__ import annotations

from auditor import patterns as re
from auditor import records

_DOWN = "减少 下降 降低 下跌 下滑 调减 减收 回落 缩小 收窄 放缓 减慢 降幅 跌幅 减幅 下浮 核减 压减 调低 减轻 缩减 削减 减亏 减产 缩短 压缩 减支 净减 净减少 短收 同降 同减 同比降 同比减 少".split()
_UP = "增加 增长 上升 提高 上涨 调增 增收 增幅 涨幅 扩大 回升 加快 提升 上浮 攀升 净增 调高 净增加 增多 增产 延长 增支 净增长 同增 同比增 多".split()
_ENGLISH_DOWN = (
    "decreased decrease declined decline fell fall dropped drop lower reduced reduction down".split()
)
_ENGLISH_UP = "increased increase rose rise grew growth gained higher up".split()
_SIGNS = dict.fromkeys(_DOWN + _ENGLISH_DOWN, -1) | dict.fromkeys(_UP + _ENGLISH_UP, 1)

# 增加到, 下降至 and rose to state a level, not a change: 到, 至, 为 and to are not allowed between word and number.
_BETWEEN = r"(?:了|幅度为|幅度|额为|额|约为|约|近|达|仅|超过|超|不足|共计|合计|by|of|about|was|is|[:：])"
_SIGN = re.compile(
    "(" + "|".join(sorted(map(re.escape, _SIGNS), key=len, reverse=True)) + rf")\s*(?:{_BETWEEN}\s*){{0,2}}$"
)
# 较上年同期增加支出 3.52 亿元, 多支出 2 万元: by how much it changed; 增加支出 alone may be what was spent.
_CHANGED_OF = re.compile(
    r"(?:同期|上年|去年|年初|同比|上年度|上一?年)(增加|减少)(?:支出|收入|投入|投资|拨款|经费|资金)(?:了|约|近|达)?\s*$"
    r"|(?<![最至许增不])(多|少)(?:支出|收入|投入|拨付|安排|支付|缴纳|收|支|缴|花)(?:了|约|近)?\s*$"
)
# 较上年增 17.1 万元，增 17.18 %; 较上年（减少）16.23 万元: one character, or brackets of a form that was filled in, where nothing else is compared.
_BARE = {"增": 1, "减": -1}
_COMPARED_BARE = re.compile(
    r"(?:同期|上年|去年|年初|同比|上年度|上一?年)(?:同期|相比|末|底)?[，,]?\s*(?:[（(](增加?|减少?)[)）]|(增|减))\s*$"
)
_RATE_BARE = re.compile(r"[，,]\s*(增|减)\s*$")
_PERCENT = re.compile(r"\s*[0-9][0-9.,]*\s*[%％]")
# 至多, 最多, 不少于, 至少, 多少 and 许多 hold 多 or 少 and give no sign.
_NO_SIGN = re.compile(r"(?:至多|最多|至少|最少|不少|不多|多少|许多|众多|增加到|减少到|up to)\s*$")

_MADE_UP = re.compile(r"\bma(?:kes?|de|king) up$")

_BOUNDS = {
    "不低于": "≥", "不少于": "≥", "不小于": "≥", "大于等于": "≥", "大于或等于": "≥", "至少": "≥", "最少": "≥", "最低": "≥",
    ">=": "≥", "≧": "≥", "≥": "≥", "不超过": "≤", "不高于": "≤", "不大于": "≤", "不多于": "≤", "小于等于": "≤",
    "小于或等于": "≤", "至多": "≤", "最多": "≤", "最高": "≤", "<=": "≤", "≦": "≤", "≤": "≤", "封顶": "≤",
    "大于": ">", "超过": ">", "高于": ">", "多于": ">", "突破": ">", "超出": ">", "超": ">", "逾": ">", ">": ">",
    "小于": "<", "低于": "<", "少于": "<", "不足": "<", "不到": "<", "未满": "<", "不满": "<", "<": "<", "±": "±",
    "not less than": "≥", "not fewer than": "≥", "no fewer than": "≥", "not more than": "≤", "fewer than": "<",
    "at least": "≥", "at most": "≤", "up to": "≤", "no more than": "≤", "no less than": "≥", "more than": ">",
    "over": ">", "less than": "<", "below": "<", "above": ">", "exceeding": ">",
    "just under": "<", "just over": ">",
}  # fmt: skip
# fees cover 56.5 percent: a word ends another one, and is none.
_BOUND = re.compile(
    r"(?:(?<![A-Za-z])|(?![A-Za-z]))("
    + "|".join(sorted(map(re.escape, _BOUNDS), key=len, reverse=True))
    + r")\s*$"
)
# 节约, 合约: the 约 belongs to the word before it. 最近 and 附近 likewise.
_APPROXIMATE = re.compile(
    r"(?:(?<![节合签履契违条集预公制特邀])约为?|大约|大概|将近|接近|(?<![最附临靠相邻贴])近|几乎|上下|"
    r"\b[Aa]bout|\b[Aa]pproximately|\bsome|\b[Nn]early|\b[Aa]round|\b[Rr]oughly|\b[Aa]lmost|\bclose to|\bcirca)\s*$"
)

_COMPARED = re.compile(r"(?:同比|环比)\s*([+\-])$")

_INCLUSIVE = r"(?:\s{0,3}[(（][^()（）]{0,4}含[^()（）]{0,4}[)）])?"
_AFTER = re.compile(
    rf"{_INCLUSIVE}\s{{0,3}}(?:(?P<lower>及?其?以上)|(?P<upper>以内|之内|以下|及以下)|(?P<near>左右|上下|多(?=[，。、；,;]|$)|余))"
)


@records.frozen
class Before:
    """What stands before a number: a bound and where it starts, a sign word, whether it is rough."""

    start: int
    bound: str = ""
    sign_word: str = ""
    sign: int = 0
    approximate: bool = False


_REACH = 24


def before(text: str, start: int, floor: int) -> Before:
    """Read the words directly before `start`, but none before `floor` (the number before)."""
    low = max(floor, start - _REACH)
    at, bound = start, ""
    if found := _BOUND.search(text, low, start):
        at, bound = found.start(), _BOUNDS[found.group(1)]
    near = _APPROXIMATE.search(text, low, at)
    left = near.start() if near else at
    sign = (
        _SIGN.search(text, low, left)
        or _CHANGED_OF.search(text, low, left)
        or _COMPARED_BARE.search(text, low, left)
        or (_RATE_BARE.search(text, low, left) if _PERCENT.match(text, start) else None)
    )
    if sign and (
        _NO_SIGN.search(text, low, sign.end()) or _MADE_UP.search(text, low, sign.end(sign.lastindex or 0))
    ):
        sign = None
    word = sign[sign.lastindex or 0] if sign else ""
    return Before(at, bound, word, _SIGNS.get(word, _BARE.get(word, 0)), near is not None)


def compared(text: str, start: int, floor: int) -> Before | None:
    """Read the sign of a change that no word tells: 同比+4.7%, 环比-1.29pct."""
    found = _COMPARED.search(text, max(floor, start - _REACH), start)
    return Before(start, "", found[1], 1 if found[1] == "+" else -1) if found else None


def after(text: str, end: int) -> tuple[str, bool]:
    """Return the bound and whether it is rough that the words after a number and its unit give."""
    found = _AFTER.match(text, end)
    if found is None:
        return "", False
    if found["lower"]:
        return "≥", True
    if found["upper"]:
        return "≤", True
    return "", True
