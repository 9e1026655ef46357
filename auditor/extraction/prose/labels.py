"""Labels: the words before a number that name it, within its clause.

The rules, in order, for the number at hand:

1. The words reach back to the end of the number before it, or to the end of the sentence.
2. Sign, bound, rough and linking words (减少, 超过, 约, 为, 达到, 共) at their end are no part of the name.
3. What remains behind the last comma names the figure. A sign word makes it the change *of* that name
   (工业增加值增长6.5%). Where the name is empty or only tells a basis (同比, 占总支出, 较上年), the figure is a
   share or change *of* the figure before it in the sentence.
4. A period in the words is the figure's; without one the sentence's last period before it holds.
5. A figure behind 其中 is *of* the figure that stands before 其中.
6. A count followed by words of its own (8个项目) takes those as its name; what stands before is its scope.

Where no rule gives a name the label is None, and nothing may be merged or compared by it.
"""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.prose.asides import Asides, in_brackets, whole_words
from auditor.extraction.prose.inturn import InTurn
from auditor.extraction.prose.periods import basis_in, period_in, without_periods
from auditor.extraction.text.characters import KEPT, fold, is_latin, squeeze
from auditor.report.blocks import Label, NumberKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.extraction.numbers.found import Found

_SENTENCE = re.compile(r"[。！？!?\n；;]|(?<![0-9])\.(?=\s)|(?<=[0-9]{2})\.(?=\s+[A-Z])")
_CLAUSE = re.compile(r"[，,、：:（(）)“”\"|]")
_TAIL = re.compile(
    r"(?:[\s:：=＝（(]|分别|达到了?|达|为|是|(?<!实)(?<!所)有|共|同比?[增降减]|[比较]\s*[增减]|同比|环比|较|比|仅|仅为|(?<!每)只|约为?|近|超过|超|不足|不低于|不少于|不超过|至少|完成了?|实现|安排|得|占比?|"
    r"共计|合计为|总计为|累计|了|到|至|的|在|由|从|比例为|大约|将近|接近|其中|主要是|可达|高达|增加|减少|增长|下降|上升|上涨|提高|降低|调增|调减|回落|加快|放缓|扩大|缩小|收窄|快|慢|"
    r"[≥≤><±~+¥$-]|\bis\b|\bwas\b|\bof\b|\bto\b|\bby\b|\bwere\b)+$"
)
_HEAD = re.compile(
    r"^(?:[\s，,、：:；;。（(）)“”\"]|其中|以及|并且|而|和(?![谐解平睦])|及(?![时格])|与(?!会)|即(?![时期征])|则|另|另外|同时|其余|只有|仅有|比(?![例重较值价赛率特])|全县|全市|全省|全镇|我镇|我县|了(?!解)|的|据(?!点)|根据|经(?=年中|过|调整|审|核)|共有(?!产)|共(?![同享性建有青产管])|"
    r"[一二三四五六七八九]是)+"
)
_COUNTERS = frozenset("个 项 家 名 类 份 条 种 所 座 处 批 件".split())
_AFTER_NOUN = re.compile(
    r"\s*(?P<noun>(?!分别|以及|[和及与或]|均|达标|超期|未|已|以上|以下|左右|以内|完成|不|计|得|扣|加)[一-龥]{2,10}?)"
    r"(?=[，。；、,;：:（(）)]|$|[0-9]|为|是|的|和|及|达|使用|发放|开展|进行|实施|参加|参与|申请|获得|获批|纳入|通过|存在|抽取|选取|收回|回收)"
)
# 卫生健康支出（类）支出: the noun stands on both sides of what brackets said.
_TWICE = re.compile(r"([一-龥]{2})\1$")
# 比 90%的目标低 1.68 个百分点: how far it is from what it is set against, and no figure of that name.
_AGAINST = re.compile(
    r"(?:[比较][^，,]*|目标值?|标准|控制线|要求|平均|水平|底线)(?:的|线|数)?(?:[超高低多少]出|低于|高于|相差|略[高低多少]|[低高超多少快慢])(?:了)?\s*$"
)
_GOT = re.compile(r"\s*[，,]?\s*(?:实际|自评|评价|实|应)?得(?:分)?(?:为)?\s*")
_MOST = re.compile(r"(?<=[一-龥]{3})最[多高大少低小长短]$")
# 满意度偏低，为 87.15%; 致使完工率仅 94.80%: what is thought of a rate, and what it comes of, is no part of its name.
_THOUGHT = re.compile(
    r"(?<=[率度])(?:总体|整体|仍然?|还|尚|相对)?(?:[偏较略过][低高]|不[够太]?高|不理想|不达标|未达标|未达(?:到)?(?:目标值?|预期|要求)|有待提[高升]|欠佳)$"
)
_LED_TO = re.compile(r"^(?:导致|致使|造成|使得|以致)(?=.*[率度]$)")
_NO_WEIGHT = re.compile(r"扣|每|满分|权重|分值|上限|[=×÷]|计$|得分")
_SAYS = re.compile(r"[一-龥A-Za-z]")
_EACH = re.compile(r"^.*(?:分别|依次)[为是](?=[一-龥])")
_OF_WHICH = re.compile(r"其中|包括|含(?!量)|分别是|分为")
_LINKS = frozenset(
    "is was were are be been being am of to by for from at in on with and or the a an its our their this that these those it they "
    "which who has have had as than about only over under up down compared versus totaled totalled totaling totalling totals amounted "
    "reached stood increased decreased rose fell grew declined dropped climbed accounted represented made make makes not "
    "approximately nearly around some while but also will would including includes include namely between through during "
    "after before above below within among".split()
)
"""English words at the ends of a clause that name nothing."""
# From 1,435 at 30 June 2023 to 1,418: the day is when the figure before it was so, and no name.
_DAY = re.compile(
    r"^(?:[0-9]{1,2}\s+)?(?:Jan|Febr|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.?(?:\s+[0-9]{1,2},)?\s+(?:19|20)[0-9]{2}$"
)
_BESIDE = 6
_LONGEST = 40
_REACH = 400
_LONGEST_AROUND = 12
_PARTS = frozenset({NumberKind.FIGURE, NumberKind.SERIAL})
_DERIVED = frozenset({"占比", "增长率", "变动额"})


@records.frozen
class _Said:
    """What a sentence said before a number, outside of brackets or within them.

    `previous` is the last level, `amount` the last that is no rate (only an amount has a share), `whole` what 其中 is of.
    """

    period: str
    previous: Label | None = None
    amount: Label | None = None
    whole: Label | None = None


@records.frozen
class _Context:
    """What a number's label is read from: the words before it, those behind the number before, and what its sentence said."""

    words: str
    near: str
    said: _Said
    weighs: bool
    called: str = ""


@attrs.define
class LabelFinder:
    """Finds the labels of one block's figures, in order; `period` is what a heading or caption lends."""

    text: str
    period: str = ""

    def read(self, found: list[Found]) -> list[tuple[Found, Label | None]]:
        """Return every number of the block with its label, None for those that are no figures.

        Of 分别增长 3.1%、4.2% the second grew as well: what the words before a list say of its first number, they say of all.
        """
        folded = fold(self.text)
        asides = Asides.of(folded)
        turns = InTurn(folded, asides, found)
        told: dict[int, str] = {}
        result: list[Label | None] = []
        read: list[Found] = []
        first: Found | None = None
        # What brackets say ends with them: 医院 12 所（民营 3 所），增加 1 所 is a change of 医院.
        levels: list[tuple[int, _Said]] = [(-1, _Said(self.period))]
        ends = _ends(found)
        for at, item in enumerate(found):
            within = asides.around(item.start)
            while len(levels) > 1 and levels[-1][0] not in within:
                levels.pop()
            levels.extend((opens, levels[-1][1]) for opens in within if opens > levels[-1][0])
            said = levels[-1][1]
            if item.kind is not NumberKind.FIGURE:
                if item.kind is NumberKind.SERIAL:
                    levels[-1] = (levels[-1][0], _Said(said.period))
                result.append(None)
                read.append(item)
                continue
            start, fresh = _start(asides, found, at)
            if fresh:
                said = _Said(self.period)
            start = max(start, item.start - _REACH)
            words = whole_words(asides.bare(start, item.start))
            said = records.evolve(said, period=period_in(words) or said.period)
            if said.previous is not None and _OF_WHICH.search(words):
                said = records.evolve(said, whole=said.previous)
            if at not in told:
                turn = turns.told(at, result)
                told |= turn
                first = item if turn else first
            if at in told:
                said = records.evolve(said, period=period_in(told[at]) or said.period)
            near = whole_words(asides.bare(max(start, ends[at]), item.start))
            weighs = bool(at and said.previous is result[at - 1] and _weighs(found[at - 1], said.previous))
            near = near if _SAYS.search(near) else folded[max(start, ends[at]) : item.start]
            read.append(item if at not in told or first is None else _as_first(item, first))
            label = self._label(
                folded, read[-1], _Context(told.get(at, words), near, said, weighs, turns.called.get(at, ""))
            )
            if label is not None and at in told:
                label = records.evolve(label, told=in_brackets(told[at]))
            if item.range == "high" and at and result[at - 1] is not None:
                label = result[at - 1]
            result.append(label)
            if label is not None and label.name not in _DERIVED and label.name != label.basis:
                said = records.evolve(said, previous=label)
                if item.unit not in {"%", "‰", "百分点", "percentage points"}:
                    said = records.evolve(said, amount=label)
            levels[-1] = (levels[-1][0], said)
        return list(zip(read, result, strict=True))

    def _label(self, folded: str, item: Found, around: _Context) -> Label | None:
        words, period = around.words, around.said.period
        previous, whole = around.said.previous, around.said.whole
        # 预算调整率（追加数/年初数）37.55%: what stands in brackets before the number does not name it.
        words = words if _SAYS.search(words) else around.near
        clause = words if around.called else _CLAUSE.split(words.rstrip("：:=（( "))[-1]
        if not item.sign and _AGAINST.search(clause):
            return None
        basis = basis_in(clause) or basis_in(words)
        name = _name(clause) or around.called
        if (
            not name
            and previous is not None
            and around.weighs
            and item.unit == "分"
            and _GOT.fullmatch(around.near)
        ):
            # 到位率 5 分，得 4 分: what was got of what the number before it is the weight of.
            return Label(name=f"{previous.name.removesuffix('得分')}得分", period=period)
        if item.sign:
            # 工业增加值增长6.5%: the growth of what the clause names, else of the figure before, not of what it is compared with.
            name = "" if previous is not None and re.match(r"\s*[比较与]", clause) else name
            of = name or (previous.name if previous else "")
            kind = "增长率" if item.unit in {"%", "‰"} else "变动额"
            return Label(name=kind, period=period, basis=basis, of=of) if of or basis else None
        noun = _noun_after(folded, item) if item.unit in _COUNTERS else ""
        if noun:
            return Label(name=noun, period=period, basis=basis, of=whole.name if whole else "", scope=name)
        if "占" in clause and item.unit in {"%", "‰"}:
            head, _, base = clause.partition("占")
            of = (
                _name(head)
                or _clause_before(words)
                or (around.said.amount.name if around.said.amount else "")
            )
            return Label(name="占比", period=period, basis=f"占{squeeze(base.strip())}", of=of)
        if not name and item.unit == "%" and previous is not None and basis:
            return Label(name=basis, period=period, basis=basis, of=previous.name)
        if not name:
            wider = [_name(part) for part in _CLAUSE.split(around.near)]
            name = next((part for part in reversed(wider) if part), "")
        if not name:
            return None
        of = whole.name if whole is not None and whole.name != name else ""
        return Label(name=name, period=period, basis=basis, of=of)


def _weighs(item: Found, label: Label | None) -> bool:
    """Whether a number is the weight of what it is named after: 到位率 5 分, but not 满分 5 分 or 扣 5 分."""
    return item.unit == "分" and label is not None and not _NO_WEIGHT.search(label.name)


def _as_first(item: Found, first: Found) -> Found:
    """Return a member of a list with the sign and the bound that the words before the list give its first number."""
    # 分别达到 90%以上、85%: what stands behind the first number is its own.
    bound = first.numeral.bound if first.numeral is not None else ""
    return records.evolve(
        item,
        sign=item.sign or first.sign,
        sign_word=item.sign_word or first.sign_word,
        bound=item.bound or bound,
        approximate=item.approximate or first.approximate or bool(bound),
    )


def _ends(found: Sequence[Found]) -> list[int]:
    """Return, for each number, where those before it end."""
    reach = [max(each.end, each.unit_end) if each.kind in _PARTS else 0 for each in found]
    return [0, *itertools.accumulate(reach, max)]


def _clause_before(words: str) -> str:
    """Return the name that the clause before the last one gives: 最大的是农林水支出，占 37.52%."""
    clauses = _CLAUSE.split(words.strip())
    return next((name for part in reversed(clauses[:-1]) if (name := _name(part))), "")


def _start(asides: Asides, found: Sequence[Found], at: int) -> tuple[int, bool]:
    """Return where the words of the number `at` begin, and whether a sentence begins there.

    What stands in brackets that closed before it does not part them: 人均外借（按读者 12.40 万人计算）4.95 册次.
    """
    start = found[at].start
    before = next(
        (
            each
            for each in reversed(found[:at])
            if each.kind in _PARTS and not asides.passed(each.start, start)
        ),
        None,
    )
    end = max(before.end, before.unit_end) if before is not None else 0
    ends = [
        mark.end()
        for mark in _SENTENCE.finditer(asides.text, end, start)
        if not asides.passed(mark.start(), start)
    ]
    if ends:
        return ends[-1], True
    return end, before is None


@functools.lru_cache(maxsize=KEPT)
def _name(clause: str) -> str:
    """Return the noun of a clause, without periods, linking words and blanks."""
    words = _EACH.sub("", without_periods(clause[-2 * _LONGEST :]))
    while True:
        trimmed = _TAIL.sub("", words)
        if trimmed == words:
            break
        words = trimmed
    if basis_in(words.strip()) == words.strip():
        return ""
    words = _MOST.sub("", squeeze(_HEAD.sub("", words).strip()).rpartition("的是")[2])
    words = _LED_TO.sub("", _THOUGHT.sub("", words))
    if is_latin(words):
        words = _DAY.sub("", _english(words))
    words = in_brackets(_TWICE.sub(r"\1", re.sub(r"^(?:同比|环比|较|比)$|\[[0-9]{1,2}\]$", "", words)))
    if basis_in(words) == words or not 1 < len(words) <= _LONGEST or not re.search(r"[一-龥A-Za-z]", words):
        return ""
    return words


def _english(words: str) -> str:
    """Return English words without the verbs and particles around a noun, or an empty text."""
    parts = words.split()
    while parts and (parts[-1].lower().strip(".$") in _LINKS or not re.search(r"\w", parts[-1])):
        parts.pop()
    while parts and (parts[0].lower() in _LINKS or not re.search(r"\w", parts[0])):
        parts.pop(0)
    return " ".join(parts)


def around(text: str, start: int, end: int) -> str:
    """Return what a number in an English sentence stands beside, for a reader: `fees make up`, `… of the total`.

    The nearest words that say something: those before it, those behind it, or how its sentence begins.
    """
    before = text[max(0, start - _REACH) : start]
    parts = re.split(r"[.;!?](?=\s)|[,:()]\s|\n|\$|[0-9][0-9.,]*%?", before.rstrip("$ ("))
    words = _said(parts[-1].split()[-_BESIDE:])
    if _english(" ".join(words)):
        return " ".join(words)
    behind = re.match(r"[^.;:,()$0-9\n]*", text[end : end + _REACH])
    following = _said((behind.group() if behind else "").split()[:_BESIDE])
    if _english(" ".join(following)):
        return " ".join((*words, "…", *following)) if words else " ".join(following)
    opening = _said(re.split(r"[.;!?]\s|\n", before)[-1].split()[:_BESIDE])
    return " ".join(opening)


def around_zh(text: str, start: int, end: int) -> str:
    """Return what a number in a Chinese sentence stands beside, for a reader: 享受农村低保, 高于…的目标.

    The nearest words before it, and those right behind it where its own clause goes on.
    """
    sentence = _SENTENCE.split(text[max(0, start - _REACH) : start])[-1]
    pieces = [squeeze(each) for each in re.split(r"[^一-龥]+", sentence)]
    before = next((each for each in reversed(pieces) if len(each) > 1), "")[-_LONGEST_AROUND:]
    behind = re.match(r"[ ]?[一-龥]*", text[end : end + _LONGEST_AROUND])
    following = behind.group().strip() if behind else ""
    return f"{before}…{following}" if before and following else before or following


def _said(words: list[str]) -> list[str]:
    """Return words without leaders and dashes."""
    return [word for word in words if re.search(r"[A-Za-z]", word)]


def _noun_after(folded: str, item: Found) -> str:
    if not item.unit:
        return ""
    found = _AFTER_NOUN.match(folded, item.unit_end)
    return found["noun"] if found else ""
