"""What a share says of itself: who has it and of what it is, and which figures its passage tells by these words.

A figure is called by the words before it in its clause, by its unit and by the noun behind it: 办结件数 is what 办结 198 件 counts, 机构总数
what 46 家机构 does. Nothing here knows what the words mean; they are compared without the scope and the measure that a writer adds or
leaves out.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph
from auditor.checks.common.words import overlap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHARE = re.compile(
    r"^(?P<lead>.*?)(?:占比|(?:所?占|相当于|(?:[为是]|完成|达到?)(?=[^0-9占]{2,}的\s*$))(?P<of>.*?)(?:的)?(?:比重|比例|份额)?)(?:约|为|达|到|是|的|\s)*$"
)
_ENDS = re.compile(r"[，,。；;：:、（）()]")
_QUOTES = re.compile(r"[“”\"「」《》\s]")
_SCOPE = re.compile(
    r"^(?:其中|其|[该这]?部分|[该此同]类|该|这|本|上述|所有|全部|全体|整个|全[国省市区县州旗镇乡校院局年]|[当本]年度?|年末|期末|年度|实际|共有?|有|已|总(?=..)|的|为|约|达到?|是)+"
)
_MEASURE = re.compile(
    r"(?:合计|总计|共计|总[数量额]|[数总]?[量额]|[人件户家次份个]数|数|为|达到?|是|约|共有?|有|的|者|[人件户家份]|分别)+$"
)
_SEVERAL = re.compile(r"分别|合计|共计|两项|[两二三四]项|[两三]者|之和|累计|均")
_IN_TURN = re.compile(r"分别|[两二三四]项|[两三]者|之和")
_LISTED = re.compile(r"\s*[、和及与]")
_ALL = re.compile(r"全部|所有|总|合计")
_ASKED = re.compile(r"^[该此本同各]|全|总|所有|受访|有效|问卷|样本|调查|发放|回收")
_PEOPLE = frozenset({"人", "名", "位"})
_THINGS = frozenset({"家", "户", "个", "所", "处"})
_AGO = re.compile(r"上年|去年|上期|同期|上一|年初数|较|比")
_MEAN = re.compile(r"均|每")
_BUDGETED = re.compile(r"^(?P<who>[^年].+?)(?:支出|经费)?(?:预算|计划|安排|批复)数?$")
ALLOTTED = re.compile(r"(?P<when>年初|年度|全年|当年)(?:安排|批复|核定|下达)(?:数|额)?(?:为)?$")
_DONE = re.compile(r"^(?:实际)?(?:支出|决算|执行|支付|使用)数?$")
_NOUN = re.compile(
    "案件|事项|人员|人口|单位|企业|项目|样品|水样|批次|对象|家庭|农户|学生|职工|机构|问题|线索|问卷|群众|居民"
)
_SHORTEST = 2
WORD_FOR_WORD = 4


@records.frozen(eq=False)
class Called:
    """A figure with the words that it is called by: those before it in its clause and those behind it."""

    number: Number
    words: str
    behind: str

    @property
    def ago(self) -> bool:
        """Whether it is a figure of another time."""
        return _AGO.search(self.words) is not None

    @functools.cached_property
    def core(self) -> str:
        """Return its words without scope and measure."""
        return core(self.words)

    @functools.cached_property
    def names(self) -> frozenset[str]:
        """Return what it is called in full: by its words, and by these with its unit."""
        unit = self.number.occurrence.unit.removeprefix("万").removeprefix("亿")
        # 年初安排 715.80 万元，……为年初预算的 97.90%
        planned = {found["when"] + "预算", "预算"} if (found := ALLOTTED.search(self.words)) else set()
        return frozenset({self.core, self.core + unit, *planned})

    def fits(self, name: str) -> int:
        """Return how well a name fits: 4 word for word, 3 by what it says, 2 by its end or the noun behind, 1 by some of it."""
        own, sought = self.core, core(name)
        if (_MEAN.search(self.words) and not _MEAN.search(name)) or (
            len(sought) < _SHORTEST and own != sought
        ):
            return 0
        if len(name) > _SHORTEST and own == sought and self.words.endswith(name):
            return WORD_FOR_WORD
        if own and sought in self.names:
            return 3
        if len(own) >= _SHORTEST and own.endswith(sought):
            return 2
        if self.behind and (self.behind.startswith(sought) or core(self.behind).endswith(sought)):
            return 2
        return 1 if self.takes_up(name) or (len(sought) >= _SHORTEST and _in_order(sought, own)) else 0

    def takes_up(self, name: str) -> bool:
        """Whether a name holds its words and no more than a noun for what is counted: 审结 102 件, and 占审结案件."""
        own, sought = self.core, core(name)
        if len(own) < _SHORTEST:
            return False
        return sought in own or (sought.startswith(own) and _NOUN.fullmatch(sought[len(own) :]) is not None)

    def bears(self, name: str, base: Called) -> bool:
        """Whether it may be what a name means as well as the base: 上诉 638 件 is 占上诉案件, 营业成本 no 营业收入."""
        if self.ago:
            return False
        if base.fits(name) == WORD_FOR_WORD:
            return self.fits(name) == WORD_FOR_WORD
        if self.fits(name):
            return True
        sought = core(name)
        for words in (self.core, self.behind):
            common = overlap(sought, words)
            if common >= _SHORTEST and min(len(sought), len(words)) - common < _SHORTEST:
                return True
        return False


@records.frozen(eq=False)
class Spoken:
    """A share with the words that say who has it, `lead`, and of what it is, `named`; both may be empty.

    `carried` is whether the share before it in its sentence names the whole, and not its own words.
    """

    share: Number
    lead: str
    named: str
    carried: bool = False

    @property
    def of_all(self) -> bool:
        """Whether its words say that it is of all of something: 全部支出."""
        return _ALL.search(self.named) is not None

    @property
    def of_some(self) -> bool:
        """Whether it may be of some of those who were asked: 占答题人数, 占知晓者."""
        return bool(self.named) and _ASKED.search(self.named) is None


def spoken(share: Number) -> Spoken | None:
    """Return what a percentage says of itself, None where it is no plain share."""
    if share.stated is None or not share.is_share or share.sign or not share.known.printed.value:
        return None
    found = _SHARE.match(_last(share.before))
    if found is None:
        return None
    lead, named = found["lead"], found["of"] or ""
    if named.startswith("其") or _SEVERAL.search(lead) or _IN_TURN.search(named) or _AGO.search(named):
        return None
    return Spoken(share, lead, named)


@functools.lru_cache(maxsize=4096)
def core(name: str) -> str:
    """Return a name without the scope before it and the measure behind it."""
    bare = _SCOPE.sub("", _QUOTES.sub("", name))
    return _MEASURE.sub("", bare) or bare


def _in_order(short: str, name: str) -> bool:
    """Whether a name holds the characters of a short one in their order: 取证 is short for 取得证书."""
    rest = iter(name)
    return all(each in rest for each in short)


def _last(words: str) -> str:
    return _QUOTES.sub("", _ENDS.split(words)[-1])


def figures_of(paragraph: Paragraph) -> Iterator[Called]:
    """Iterate over the amounts and counts of a paragraph, no changes and rates, with what each is called.

    项目支出预算 660 万元、支出 620 万元: what was spent is that of 项目.
    """
    last: Called | None = None
    for number in paragraph.numbers:
        words = _last(number.before)
        if last is not None and last.number.part == number.part and _DONE.search(words):
            whose = _BUDGETED.search(last.words)
            words = f"{whose['who']}{words}" if whose and core(whose["who"]) else words
        last = Called(number, words, _QUOTES.sub("", _ENDS.split(number.after)[0]))
        amount = number.stated and not number.sign and not number.is_share and number.dimension != "points"
        if amount and number.known.printed.value > 0:
            yield last


def alike(one: Number, two: Number, *, answers: bool = False) -> bool:
    """Whether two figures are of one kind: 300 名 and 17 人 both count people, and so do the `answers` that they gave."""
    if one.dimension == two.dimension:
        return True
    units = {one.occurrence.unit, two.occurrence.unit}
    return units <= _PEOPLE or units <= _THINGS or (answers and units <= _PEOPLE | {"份"})


def part_of(paragraph: Paragraph, said: Spoken, own: Sequence[Called]) -> Called | None:
    """Return the figure of a paragraph that has a share: the one its words name, else the one right before it."""
    share, start = said.share, said.share.occurrence.span.start
    before = [
        each
        for each in own
        if each.number.occurrence.span.start < start and each.number.depth == share.depth and not each.ago
    ]
    if said.lead and core(said.lead):
        return _named(before, share, core(said.lead))
    for number in reversed(paragraph.numbers[: paragraph.numbers.index(share)]):
        if number.part != share.part or number.depth != share.depth:
            return None
        if number.is_share or number.sign or number.dimension == "points":
            continue  # 412.36 万人次，增长 10.97%，占…
        found = next((each for each in before if each.number is number), None)
        several = _LISTED.match(number.before) or (found and _SEVERAL.search(found.words))
        return None if several else found
    return None


def _named(before: Sequence[Called], share: Number, name: str) -> Called | None:
    """Return the one figure nearest before a share that bears the name of what has it."""
    for back in (0, 1):
        near = [each for each in before if each.number.sentence == share.sentence - back and each.core]
        found = [each for each in near if each.core == name] or [
            each
            for each in near
            if len(each.core) >= _SHORTEST and (name.startswith(each.core) or each.core.endswith(name))
        ]
        if found:
            return found[0] if len({each.number.known.printed.value for each in found}) == 1 else None
    return None


def around(part: Called, own: Sequence[Called]) -> Iterator[Called]:
    """Iterate over the figures of its sentence that may hold a part, the nearest first."""
    start, value = part.number.occurrence.span.start, part.number.known.printed.value
    for each in reversed(own):
        number = each.number
        here = number.sentence == part.number.sentence and number.occurrence.span.start < start
        holds = number.known.printed.value > value and number.depth <= part.number.depth
        if here and holds and not each.ago and alike(number, part.number):
            yield each
