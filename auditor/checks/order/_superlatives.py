"""What running text calls the most or the least of all: the thing named, what it has most of, and the figure told of it.

人口最多的是甲村，有 2,745 人；最少的是乙村: what is compared holds on. 甲镇支出最高; 到位率 94.55%，为四类资金中最低; 其中沙溪县问题金额最多.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph
from auditor.checks.common.tables import plain
from auditor.checks.common.words import chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = r"(?P<most>最[多大高长快好]|最[少小低短慢差])"
_NAMED = re.compile(
    rf"(?:^|[，,、。；;：:])\s*(?:其中[，,：:]?)?(?P<what>[^，,。；;：:、（）()]{{0,16}}?)(?:单位|项目|地区|一项|的)?{_MOST}的?(?P<kind>[^，,。；;（()0-9是为]{{0,8}}?)(?:是|为|有|当属)\s*(?P<name>[^，,。；;（()）0-9、]{{2,24}})(?=[，,。；;（(、）)]|$)"
)
_FIRST = re.compile(
    r"(?:^|[，,。；;：:、])\s*(?:其中[，,]?|以)?(?P<said>[^，,。；;：:、（）()0-9]{2,30}?)"
    r"(?:(?P<most>最[多大高长少小低短快慢])|(?:位居|位列|居|列|排名?|排在)(?:各[一-龥]{1,4})?(?P<rank>第一位?|首位|之首|末位|最后|倒数第一))(?=[，,。；;、（(）)]|$)"
)
_CALLED = re.compile(
    r"^[，,]?\s*(?:(?:为|是|属|(?:位|排)?[居列在]|处于|排名|均为|也是|仍是|仍为)\s*(?:(?:各|所有|全部|全体|这|上述|以上)\s*)?"
    r"(?:(?P<count>[0-9]{1,3}|[一二三四五六七八九十两]{1,3})\s*(?:大|个|家|所|项|类|条|座|处|种|户|名|支|只|者)?)?(?P<scope>[一-龥]{0,8}?)(?:之?[中内间里])?的?(?:[一-龥]{2,3}[率额数量])?)?"
    r"(?P<most>最[多大高长低少小短]|之首|首位|第一位?|之末|末位|倒数第一|垫底|最末)(?=[，,。；;、）)]|$)"
)
_NEXT = re.compile(r"(?:其次|再次)(?:的)?(?:是|为)\s*(?P<name>[^，,。；;（()）0-9、]{2,24})(?=[，,（(])")
_LEAST = re.compile(r"[少小低短慢差末后]|倒数|垫底")
_SOME = re.compile(
    r"(?:[中内]|除[^，,。；;]*外|剔除[^，,]*)[，,]|上年|去年|其他|近[一二三四五0-9]|历年|往年|全[国省]|20[0-9]{2}年(?!度?(?:完成|执行))"
)
"""The first of some of the rows, or of another year."""
_A_YEAR_AGO = re.compile(r"上年|去年|往年|上期")
_OF_ALL = re.compile(
    r"(?:^|[，,。；;：:])(?:在)?(?:各|所有|全部|这|上述|(?P<count>[0-9]{1,2}|[一二三四五六七八九十两]{1,3})\s*[个大类项家所种]?)[一-龥]{0,6}[中里内][，,]"
)
_OF_THESE = re.compile(r"(?:^|[，,。；;：:])在?(?P<group>[一-龥]{3,10})[中内里][，,]")
"""重点项目中，…: of all rows of a table of that title, of some rows of others."""
_EACH_OF = re.compile(
    r"(?:各|所有|全部|(?P<count>[0-9]{1,2}|[一二三四五六七八九十两]{1,3})\s*[个大类项家所种者])(?P<kind>[一-龥]{0,4}?)[中里内](?![心学国医小部央间])[，,]?"
)
_COMPARED = re.compile(r"[高低多少大小快慢优]于|超过|不及|[比较]|相当于|目标|占")
_BEHIND = re.compile(
    r"^\s*(?:[（(]\s*(?:为|达)?|[，,]\s*(?:[^，,。；;、（()0-9]{0,6}?)(?:为|达到?|是|有|仅有?|只有|计)?\s*)$"
)
_BREAK = re.compile(r"[。；;！？]")
_FAR = 12


@records.frozen(eq=False, kw_only=True)
class Superlative:
    """What is called first or last; `what` is what is compared, empty where it is not told; `count` how many there are in all, or 0."""

    paragraph: Paragraph
    start: int
    text: str
    name: str
    what: str
    most: bool
    count: int
    number: Number | None
    kind: str
    """What the things are of which it is the first: 中心 of 各中心中; others of the table are no rivals of it."""
    among: str
    """What the title of a table has to tell of, for it to hold those that are compared and no others; mostly empty."""
    joined: bool
    """Whether name and what is compared stand in one run of words, and what is which is not told."""
    next: bool
    """Whether it is only called the next, so that its figure alone can be looked up."""
    valued: bool
    """Whether it is the figure that is called so, and says which thing is meant."""


def superlatives(paragraph: Paragraph) -> Iterator[Superlative]:
    """Iterate over what a paragraph calls the most or the least, in its order."""
    text = paragraph.text
    if "最" not in text and "首" not in text and "末" not in text and "第一" not in text:
        return
    found: list[tuple[int, re.Match[str], bool]] = [
        *((each.start("most"), each, False) for each in _NAMED.finditer(text)),
        *((each.end(), each, True) for each in _FIRST.finditer(text)),
    ]
    claims = [*_values(paragraph), *_nexts(paragraph)]
    for _, each, joined in found:
        start = each.start("said" if joined else "name")
        begin = max((one.end() for one in _BREAK.finditer(text, 0, start)), default=0)
        lead = re.sub(r"\s", "", text[begin : each.start() + 1])
        own = each["said"] if joined else each["what"]
        these = None if _OF_ALL.search(lead) else _OF_THESE.search(lead)
        some = _SOME.search(lead if these is None else lead.replace(these.group(), ""))
        if (some and _OF_ALL.search(lead) is None) or _A_YEAR_AGO.match(own.strip()):
            continue
        # 各中心中最高的是甲中心；最低的是乙中心: what they are holds on.
        sentence = text.rfind("。", 0, start) + 1
        among = _EACH_OF.search(re.sub(r"\s", "", text[sentence : each.end()]))
        count = chinese_number(among["count"]) or 0 if among is not None and among["count"] else 0
        words = each["most"] or each["rank"] if joined else each["most"]
        claims.append(
            Superlative(
                paragraph=paragraph,
                start=start,
                text=text[start : each.end()].strip("，,。；;：:、 ") if joined else each["name"],
                name=_EACH_OF.sub("", plain(each["said"])).removesuffix("为")
                if joined
                else plain(each["name"]),
                what="" if joined else re.sub("[中里内]$", "", _EACH_OF.sub("", plain(each["what"]))),
                most=_LEAST.search(words) is None,
                count=count,
                number=_number(paragraph, each.end()),
                kind=among["kind"] if among is not None else "",
                among=these["group"] if these is not None else "",
                joined=joined,
                next=False,
                valued=False,
            )
        )
    yield from sorted(claims, key=lambda each: each.start)


def _nexts(paragraph: Paragraph) -> Iterator[Superlative]:
    """Iterate over what is told as the next: 其次是柳林镇，268.35 万元."""
    for found in _NEXT.finditer(paragraph.text):
        number = _number(paragraph, found.end())
        if number is not None:
            yield Superlative(
                paragraph=paragraph,
                start=found.start("name"),
                text=found["name"],
                name=plain(found["name"]),
                what="",
                most=True,
                count=0,
                number=number,
                kind="",
                among="",
                joined=False,
                next=True,
                valued=False,
            )


def _number(paragraph: Paragraph, end: int) -> Number | None:
    """Return the figure told right behind a name: 甲（97.5 分）; 甲，为 88.2%."""
    for each in paragraph.numbers:
        start = each.occurrence.span.start
        if start >= end:
            near = start - end <= _FAR and _BEHIND.match(paragraph.text[end:start]) is not None
            return each if near and each.stated is not None else None
    return None


def _values(paragraph: Paragraph) -> Iterator[Superlative]:
    """Iterate over the figures that are called so: 到位率 94.55%，为四类资金中最低."""
    text = paragraph.text
    for number in paragraph.numbers:
        if number.stated is None or number.sign or _COMPARED.search(number.clause):
            continue
        end, unit = number.occurrence.span.end, number.occurrence.unit
        end += len(unit) if unit and text.startswith(unit, end) else 0
        found = _CALLED.match(text[end:])
        if (
            found is None
            or _SOME.search(found.group())
            or re.search("季|月|同期|增|降|排", found["scope"] or "")
        ):
            continue
        yield Superlative(
            paragraph=paragraph,
            start=end + found.start("most"),
            text=f"{number.occurrence.text}，{found.group().strip('，, ')}",
            name=re.sub(r"\s", "", number.lead),
            what=plain(number.clause),
            most=_LEAST.search(found["most"]) is None,
            count=chinese_number(found["count"]) or 0 if found["count"] else 0,
            number=number,
            kind="",
            among="",
            joined=True,
            next=False,
            valued=True,
        )
