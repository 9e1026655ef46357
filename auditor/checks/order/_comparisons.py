"""Comparisons as running text tells them: what is compared, the word of order, and what it is compared with.

完成率 92.5%，低于 90%的目标; 改造 1,664 户，低于年度目标 1,600 户; 每万次成本 158 元，高于电视广告的 654 元: two levels. 河东低于城关 600 件:
two names and a distance. 甲园支出 152.60 万元，高于乙园支出: a level, and the name of another one that is told elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph
from auditor.language import tree
from auditor.report.printed import numeral_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ORDER = re.compile(
    r"(?P<not>[不未]|没有)?(?:(?P<less>[低少小短慢]于|不及|不足)|(?P<more>[高多大长快]于|超过|超出|超额完成|优于)"
    r"|(?P<short>未达到?|没有达到|未能达到|未完成|没有完成)|(?P<reach>达到|完成)|(?P<within>控制在))了?"
    r"|(?:比|较)(?P<than>[一-龥（）()A-Za-z]{2,18}?)(?:(?P<up>多出?|高出?|大|增[加长]|超出|上升|提高|上涨)|(?P<down>少|低|小|减少|下降|降低|下滑|缩短))了?(?=\s*[0-9])"
)
_ADVERBS = re.compile(
    r"(?:且|并|也|均|都|仍|还|已|就|则|略|远远?|明显|显著|大幅|略微?|稍微?|小幅|总体|整体|同样|普遍|始终|基本|分别)+$"
)
_BREAK = re.compile(r"[。；;！？!?]")
_STOP = re.compile(r"[，,。；;：:！？!?（）()]")
_CLAUSE = re.compile(r"[，,：:（）()“”、](?![0-9]{3}(?![0-9]))")
_GOAL_BEHIND = re.compile(
    r"^\s*(?:及以上|以上)?\s*(?:的|这一)?\s*(?:全[国省市县]|[一-龥]{2,6}?)?(?:目标|指标值|标准|要求|任务|标杆|临界|上限|下限|警戒线|控制线|[红底]线|门槛|限[值额]|均值|平均(?:水平|值)|控制数|计划数|(?:预算|额度|限额|指标|范围|标准)(?:数|总额)?(?:以内|之内|内)|(?:以内|之内))"
)
_SET = r"(?:目标|标准|标杆|计划|任务|预算|参考|基准|核定|指标|上年|去年|同期)(?:值|数|线)?"
_OWN_LEVEL = re.compile(
    rf"(?:的|为|是|(?<![长幅])(?:增速|增幅|完成率|合格率|达标率|覆盖率|执行率|满意率|使用率|均分|得分|单价|均价|定价|售价|中位数)|(?:平均(?:水平|值|数)?|均值|{_SET}|[上下]限|限[值额]|[红底]线|控制线|警戒线|起付线)(?:的|为|是)?)\s*$"
)
_MAY_BE_DISTANCE = re.compile(r"[^的为是（(]\s*$")
"""低于目标 4 户 may be so much below it, and 低于目标 1,600 户 may be the target."""
_CLOSES = re.compile(r"^\s*(?:[，,。；;）)！]|$|的?(?:水平|标准|目标|上限|下限|平均))")
_MEANT = re.compile(
    r"如|若|应|须|要|凡|每|单笔|不得|力争|确保|预计|争取|拟|目标[为是]|对[^，。]{0,12}$|标准为"
)
"""What is or is to be, whatever it came to."""
_ELSE = re.compile(r"增[加长幅]|减少|下降|提高|降[低幅]|百分点|倍|之[和差]|以内|部分")
_AIMED = re.compile(r"力争|争取|确保|预计|计划|目标[为是]|拟")
OF_AIM = re.compile(r"完成率(?:为|达到?)?$|完成(?:率|年度|全年|目标|计划|任务|年初)[^，,。；;、]{0,6}的$")
"""What is told of an aim is held to the whole of it."""
_REACHED = re.compile(r"(?:达到?|完成|满足|符合)$")
_BOUND = re.compile(r"^\s*(?:不[低少小]于|至少|大于等于|≥)\s*$")
_OF_CHANGE = re.compile(r"^[^，,。；;]{0,4}(?:增|降|减|涨)")
_OF_ELSE = re.compile(r"(?<![分占环同对])比(?![例重值率])|较|上年|去年|同期|由|从|平均|目标|计划")
"""比上年的 85.75%提高…: a level that is only compared with."""
_OF_EACH = re.compile(r"[户人]均|平均|每|单位")
_SUBJECT = re.compile(r"(?P<name>[一-龥]{1,10}?[率额数量比度费])[一-龥]{0,4}$")
"""What is compared has a name of its own: 预算完成率达到 100%，结转结余率控制在 5%以内."""
LESS_IS_BETTER = re.compile(
    r"漏|损|耗|差错|错误|投诉|事故|死亡|发病|失业|流失|超期|负债|辍学|浓度|成本|用时|时[间长]|逾期|空置|贫困|浪费|控制|上限|限[值额]|以[内下]|返工|缺陷|不合格|违|信访|拥堵|欠"
)
"""To reach a goal that bounds from above is to come below it."""
_SPAN = re.compile(r"天|日|个?工作日|小时|分钟|秒|个?月|年")
_WORDS = re.compile(r"[（(][^（）()]*[）)]|[\s，,、）)]")
_IS = re.compile(r"[，,]\s*(?:为|是|仅为?|只有|达到?)\s*")
_DIFFER = re.compile(
    r"[，,]\s*(?:(?:两|二)(?:者|项|类|个|地|家|组)(?:之间)?)?(?:相差|差距|差额|差值|差)(?:为|达|是)?\s*"
)
_WITHIN = re.compile(r"\s*(?:[及以之]?内|以下|之下)")
_BARE_BOUND = re.compile(
    r"[%％]|[0-9](?![0-9]*[,.]?[0-9]*(?:个|家|所|座|条|处|名|类|项|镇|乡|县|区|村|市|户))"
)
_A_YEAR_AGO = re.compile(r"^(?:上年|去年|(?:19|20)[0-9]{2}\s*年)")
_LAST_YEARS = re.compile(r"上年|去年|上期|同期|上一年|基期")
_AGAINST = re.compile(r"(?<![占对相])(?:比(?![例重值率])|较)(?P<what>.*)")
_FEW_WORDS = 12
_FAR = 3


@records.frozen(eq=False, kw_only=True)
class Comparison:
    """What a text compares: a level where one is told, the words that name it, and a level, a distance or words behind the order."""

    paragraph: Paragraph
    word: str
    start: int
    sign: tree.Relation
    level: Number | None
    subject: str
    """The words of the sentence before the order, without those of the comparison before it."""
    other: str
    right: Number | None
    distance: Number | None
    reached: bool
    """Whether the word tells that a goal was reached or missed, which is to come above or below it as the goal bids."""

    @property
    def up(self) -> bool:
        """Whether the first is called the larger."""
        return self.sign in {tree.Relation.GREATER, tree.Relation.AT_LEAST}


def comparisons(paragraph: Paragraph) -> Iterator[Comparison]:
    """Iterate over the comparisons of a paragraph."""
    text = paragraph.text
    yield from _changes(paragraph)
    subject, end = "", -1
    for found in _ORDER.finditer(text):
        start = max((each.end() for each in _BREAK.finditer(text, 0, found.start())), default=0)
        words = re.sub(r"\s", "", text[start : found.start()])
        stop = _STOP.search(text, found.end())
        while (
            stop is not None and stop.group() in ",，" and text[stop.start() - 1 : stop.end() + 1].isascii()
        ):
            stop = _STOP.search(text, stop.end())
        close = stop.start() if stop is not None else len(text)
        # 甲高于乙，低于丙: the second comparison is of the first subject, too.
        chained = end >= start and not _ADVERBS.sub("", text[end : found.start()].strip(" ，,、")).strip(
            " ，,、"
        )
        subject = subject if chained else words
        end = close
        clause = _CLAUSE.split(words)[-1]
        # 未达到不低于 93%的目标: what was reached or not says the order.
        within = found["not"] and _REACHED.search(words)
        if not within and not _MEANT.search(clause) and not _A_YEAR_AGO.search(found["than"] or ""):
            yield from _compared(paragraph, found, subject, close)


def _changes(paragraph: Paragraph) -> Iterator[Comparison]:
    """Iterate over the levels that are compared with those of the year before: 漏损率 11.65%，比上年上升 2.12 个百分点."""
    for at, change in enumerate(paragraph.numbers):
        against = _AGAINST.search(change.before)
        elsewhere = against is not None and not _A_YEAR_AGO.match(against["what"])
        word = change.occurrence.sign_word
        if not change.sign or elsewhere or not word:
            continue
        for level in _changed(paragraph.numbers, at):
            yield Comparison(
                paragraph=paragraph,
                word=word,
                start=max(0, paragraph.text.rfind(word, 0, digits_at(change))),
                sign=tree.Relation.GREATER if change.sign > 0 else tree.Relation.LESS,
                level=level,
                subject=re.sub(r"\s", "", level.lead),
                other="上年",
                right=None,
                distance=change,
                reached=False,
            )


def _changed(numbers: Sequence[Number], at: int) -> Iterator[Number]:
    """Iterate over the levels whose change a number may be: the one before it, and those of the unit of last year's level in brackets."""
    change = numbers[at]
    last = next(
        (each for each in numbers[at + 1 : at + 2] if each.depth and _LAST_YEARS.search(each.clause)), None
    )
    for each in numbers[:at]:
        level = each.stated is not None and not each.sign and not _LAST_YEARS.search(each.clause)
        beside = each is numbers[at - 1] and each.part == change.part and each.depth == change.depth
        in_brackets = last is not None and each.occurrence.unit == last.occurrence.unit and not each.depth
        if level and (beside or (in_brackets and each.sentence == change.sentence)):
            yield each


def _compared(paragraph: Paragraph, found: re.Match[str], subject: str, close: int) -> Iterator[Comparison]:
    text = paragraph.text
    before = [each for each in paragraph.numbers if each.occurrence.span.end <= found.start()]
    bracket = text[close : close + 1] in "（("
    behind = [each for each in paragraph.numbers if found.end() <= digits_at(each) <= close + bracket]
    than = found["than"] or ""
    what = text[found.end() : digits_at(behind[0]) if behind else close]
    if _MEANT.search(what):
        return
    right = level = None
    for each in behind if not than else ():
        words = text[found.end() : digits_at(each)]
        if found["short"] or found["reach"]:
            words = _BOUND.sub("", words)  # 未达到不低于 93%的目标: the goal is the bound
        level = _level(found, before, each, text)
        if (
            level is not None
            and _is_level(found, words, each)
            and _fit(found, level, each, words)
            and (words.strip() or _GOAL_BEHIND.match(each.after) or _right_behind(text, level, found))
        ):
            right, what = each, words
            break
    if right is None:
        # 高于电视广告的 654 元, of another unit: what is compared is not clear.
        if found["within"] or (behind and not than and not _MAY_BE_DISTANCE.search(what.strip())):
            return
        level = _level(found, before, None, text) or _behind(paragraph, close)
    other = re.sub(r"\s", "", than or what)
    if right is None and not other:
        return
    number = behind[0] if behind else None if than else _apart(paragraph, close)
    sign = _sign(found)
    if right is not None and found.group().startswith("优于") and _WITHIN.match(right.after):
        sign = tree.Relation.LESS  # 优于 38 个以内的目标: less is better
    way = "up" if found["up"] else "down" if found["down"] else 0
    yield Comparison(
        paragraph=paragraph,
        word=found[way],
        start=found.start(way),
        sign=sign,
        level=level,
        subject=subject,
        other=other,
        right=right,
        distance=number if right is None else None,
        reached=bool(found["short"] or found["reach"]),
    )


def digits_at(number: Number) -> int:
    """Return where the digits of a number begin, behind the words that make it a bound: 97% of 低于 97%."""
    digit = re.search("[0-9]", number.occurrence.text)
    return number.occurrence.span.start + (digit.start() if digit is not None else 0)


def _sign(found: re.Match[str]) -> tree.Relation:
    denied = bool(found["not"])
    if found["less"] or found["down"]:
        return tree.Relation.AT_LEAST if denied else tree.Relation.LESS
    if found["more"] or found["up"]:
        return tree.Relation.AT_MOST if denied else tree.Relation.GREATER
    if found["short"]:
        return tree.Relation.LESS
    if found["within"]:
        return tree.Relation.AT_MOST
    return tree.Relation.LESS if denied else tree.Relation.AT_LEAST


def _is_level(found: re.Match[str], what: str, number: Number) -> bool:
    """Whether a number behind a word of order is what is compared with, and not by how much."""
    if number.occurrence.range or found["than"] is not None:
        return False
    if not what.strip():
        # 使用率 55.41%，未达到 60%: by how much a rate falls short is told in points.
        bare = number.is_share and (found["not"] or not found["reach"]) and _CLOSES.match(number.after)
        return _GOAL_BEHIND.match(number.after) is not None or bool(bare)
    if found["reach"] or found["within"]:
        return False  # 达到 the goal is told before its number
    what = what.strip()
    bracketed = what.endswith(("（", "("))
    return (bracketed or _OWN_LEVEL.search(what) is not None) and not (
        _ELSE.search(what) or _BARE_BOUND.search(what) or not _CLOSES.match(number.after)
    )


def _level(found: re.Match[str], before: Sequence[Number], right: Number | None, text: str) -> Number | None:
    """Return the level that is compared: the last of the sentence that is no change and no other thing's."""
    start = max((each.end() for each in _BREAK.finditer(text, 0, found.start())), default=0)
    near = [each for each in before if each.occurrence.span.start >= start and not each.occurrence.range]
    if not near:
        return None
    last = near[-1]
    own = _WORDS.sub("", text[last.occurrence.span.end + unit_behind(text, last) : found.start()])
    alike = [
        each
        for each in near
        if right is None or (each.dimension == right.dimension and each.depth == right.depth)
    ]
    if right is not None and last.sign and last in alike and _OF_CHANGE.match(right.after):
        return last if last.stated else None
    levels = [
        each
        for each in alike
        if not each.sign and (each is last or (each.stated and not _OF_ELSE.search(each.clause)))
    ]
    level = levels[-1] if levels else last if right is not None and last in alike else None
    if level is None or level.stated is None:
        return None
    if _AIMED.search(level.clause) and not OF_AIM.search(level.clause):
        return None
    if right is None:
        return None if _ADVERBS.sub("", own) or level.depth else level
    name = _SUBJECT.search(own)
    return None if name is not None and name["name"] not in level.clause else level


def unit_behind(text: str, number: Number) -> int:
    """Return how many characters behind a number its unit takes."""
    end, unit = number.occurrence.span.end, number.occurrence.unit
    return len(unit) if unit and text.startswith(unit, end) else 0


def _behind(paragraph: Paragraph, close: int) -> Number | None:
    """Return the level that is told behind a comparison: 街头绿地高于其他各园，为 83.7 分."""
    number = next((each for each in paragraph.numbers if each.occurrence.span.start > close), None)
    told = number is not None and _IS.fullmatch(paragraph.text[close : number.occurrence.span.start])
    return number if number is not None and told and number.stated is not None else None


def _apart(paragraph: Paragraph, close: int) -> Number | None:
    """Return the distance told in the clause behind a comparison: 甲支出低于乙支出，两者相差 90.13 万元."""
    number = next((each for each in paragraph.numbers if each.occurrence.span.start > close), None)
    told = number is not None and _DIFFER.fullmatch(paragraph.text[close : digits_at(number)])
    return number if told else None


def _fit(found: re.Match[str], level: Number, right: Number, what: str) -> bool:
    """Whether two levels can be those that the word compares."""
    word, what = found.group(), what.strip()
    lower = LESS_IS_BETTER.search(level.clause + right.after[:10]) is not None
    if lower and (found["short"] or found["reach"]):
        return False
    spans = _SPAN.fullmatch(level.occurrence.unit.strip()) is not None
    if word.startswith("优于") and not _WITHIN.match(right.after) and (spans or lower):
        return False
    if not what:
        if not _GOAL_BEHIND.match(right.after) and not _close(level, right):
            return False
        # 户均 3.5 人，超过 2.7 万人的目标: what one of them had is not what all were to have.
        each = _OF_EACH.search(level.clause) and level.occurrence.unit != right.occurrence.unit
        return len(re.sub(r"\s", "", right.before)) <= _FEW_WORDS and not each
    if level.occurrence.unit != right.occurrence.unit or level.sign < 0:
        return False
    if _MAY_BE_DISTANCE.search(what):
        return _close(level, right)
    # 90%以上的 5 个，低于 90%的 3 个: two counts, and the word is of what is counted
    return not level.before.rstrip().endswith("的")


def _close(level: Number, right: Number) -> bool:
    """Whether two figures are as near to each other as two levels of one thing, and not as a level and a distance."""
    one, two = (numeral_of(re.sub("^[^0-9]+", "", each.occurrence.text)) for each in (level, right))
    if one is None or two is None:
        return False
    return two.value * _FAR > one.value * 2 and one.value * _FAR > two.value * 2


def _right_behind(text: str, level: Number, found: re.Match[str]) -> bool:
    """Whether a word of order goes on right behind a level: in 停车不便 44.0%，座位不足 38.4% it does not."""
    between = text[level.occurrence.span.end + unit_behind(text, level) : found.start()]
    return not _ADVERBS.sub("", between.strip(" ，,"))
