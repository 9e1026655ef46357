"""Running text as detectors read it: every number with its value and the words around it."""

from __future__ import annotations

import functools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.checks.common.evened import evened, words_of
from auditor.evaluation.variables import Alternative
from auditor.extraction.prose.asides import Asides, in_brackets, whole_words
from auditor.numbers import Interval, Unit, interval_of, unit_of
from auditor.report.blocks import NAMED_CLASS, Block, BlockKind, NumberKind, Occurrence
from auditor.report.model import Figure, Mention
from auditor.report.printed import Printed, numeral_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts

TEXT_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.NOTE})
_SENTENCE_END = re.compile(r"[。！？!?]|(?<![0-9])\.(?=\s)|(?<=[0-9]{2})\.(?=\s+[A-Z])")
_COLON = re.compile(r"\s*[:：\u2236\ufe30]\s*")
_LIST_MARK_BEHIND = re.compile(r"[)）]?\s*、")
_PART_END = re.compile(r"[；;]")
_BOUND = re.compile(r"^[^0-9+-]+")
_BRACKET = re.compile(r"[（()）]")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年")
_CLOSES = re.compile(r"[）)]")
_MARKS = re.compile(r"[，,、：:；;。（）()“”\"]")
_CLAUSE_MARKS = re.compile(rf"{_MARKS.pattern}|[.!?]\s+(?=[A-Z])")
"""In English a full stop ends a clause as well: … in 2023. The levy supplied 70.80%."""
_CURRENCY = re.compile(r"^[A-Z]{0,3}[$£€]\s*")
"""What stands before an amount, and not behind it: £ million."""
_LONGEST_PHRASE = 40
_COMPARED = re.compile(r"(?:速|幅|率|额|量)(?:比|较)\s*$")
_THAN = re.compile(r"(?<![对可])(?:比|较|与|同|和)\s*$")
_NEAR, _HEAD = 4, 2
_YEAR_BEFORE = re.compile(r"上年|去年|上一年|上期|上月|(?<!占)同期")


@records.frozen(eq=False)
class Stated:
    """One printed value: a figure, the mention that states it, and what it means in base units."""

    figure: Figure
    mention: Mention
    printed: Printed

    @property
    def unit(self) -> Unit:
        """Return the unit it is printed in."""
        return self.printed.unit

    @functools.cached_property
    def alternatives(self) -> tuple[Alternative, ...]:
        """Return the one value it is printed with, as all relations take it that it is in."""
        one = self.printed
        return (Alternative(one.value, one.step, one.interval, (self.mention,), (one,)),)


@records.frozen(eq=False, kw_only=True)
class Number:
    """A number in running text. `stated` is None where it has no exact value (a bound, about, a range).

    `before` are the words since the number before it, `after` those up to the next; `sentence` and `part`
    count sentences and their halves between semicolons; `depth` counts open brackets. `period` is the
    last time that the paragraph named before it. `own` are the words before it without the brackets that closed
    among them, and the numbers in those: 人均外借 of 人均外借（按读者 12 万人计算）4.95 册次.
    """

    block: Block
    occurrence: Occurrence
    figure: Figure | None
    stated: Stated | None
    before: str
    after: str
    sentence: int
    part: int
    depth: int
    period: str
    own: str = ""

    @property
    def known(self) -> Stated:
        """Return what it states. Raises ValueError where it has no exact value: ask `stated` first."""
        if self.stated is None:
            raise ValueError(f"{self.occurrence.text} has no exact value")
        return self.stated

    @property
    def name(self) -> str:
        """Return the noun that labels it, or an empty text."""
        label = self.occurrence.label
        return label.name if label is not None else ""

    @property
    def of(self) -> str:
        """Return the figure it is a change or part of, or an empty text."""
        label = self.occurrence.label
        return label.of if label is not None else ""

    @functools.cached_property
    def clause(self) -> str:
        """Return the words of its own clause before it, those that would stand there if it is told in turn."""
        words = self.told or (_clause(self.own) if self.own else "")
        return words.strip() or _clause(self.before)

    @property
    def told(self) -> str:
        """Return the words that tell it, where it is told in turn with others: 产出得分为 of 过程、产出得分分别为 22 分、48 分."""
        label = self.occurrence.label
        return label.told if label is not None else ""

    @functools.cached_property
    def dimension(self) -> str:
        """Return what its unit measures."""
        return unit_of(self.occurrence.unit).dimension

    @property
    def phrase(self) -> str:
        """Return the words of its own clause before it, with the numbers among them: 每低于目标 1 个百分点扣."""
        start = self.occurrence.span.start
        return _MARKS.split(self.block.text[max(0, start - _LONGEST_PHRASE) : start])[-1]

    @functools.cached_property
    def lead(self) -> str:
        """Return the words of its sentence, or of the half between semicolons, before it, with the numbers among them."""
        text, start = self.block.text, self.occurrence.span.start
        return text[max(text.rfind(mark, 0, start) for mark in "。；;") + 1 : start]

    @functools.cached_property
    def is_share(self) -> bool:
        """Whether it is a percentage."""
        return self.dimension == "ratio"

    @functools.cached_property
    def in_ratio(self) -> bool:
        """Whether it is one side of a ratio: 17.74:1."""
        return bool(_COLON.fullmatch(self.after) or _COLON.fullmatch(self.before))

    @property
    def sign(self) -> int:
        """Return -1 or +1 where a word before it says so, else 0."""
        return self.occurrence.sign


@records.frozen(eq=False)
class Paragraph:
    """A block of running text and its numbers in order."""

    block: Block
    numbers: tuple[Number, ...]

    @property
    def text(self) -> str:
        """Return the text."""
        return self.block.text


@functools.lru_cache(maxsize=4)
def paragraphs(facts: Facts) -> tuple[Paragraph, ...]:
    """Return the running text of a report, in reading order."""
    return tuple(paragraph_of(facts, block) for block in facts.report.blocks if block.kind in TEXT_KINDS)


def paragraph_of(facts: Facts, block: Block) -> Paragraph:
    """Return a block of running text with its numbers."""
    numbers: list[Number] = []
    # A footnote mark or list mark is no word: the numbers' words begin behind it.
    found = sorted(block.occurrences, key=lambda each: each.span.start)
    text = evened(block.text, found, _behind)
    marks = {"sentence": _SENTENCE_END, "part": _PART_END}
    # $ 84 . 2 \\%$: the point of a number set apart in formulas ends no sentence.
    held = {at for each in found for at in range(each.span.start + 1, each.span.end)}
    ends = {
        kind: [at for end in mark.finditer(text) if (at := end.start()) not in held]
        for kind, mark in marks.items()
    }
    brackets = _brackets(text, ends["sentence"])
    asides = Asides.of(text)
    start, period, outside, against = 0, "", "", _Against()
    for at, item in enumerate(found):
        depth = sum(1 for opens, closes in brackets if opens < item.span.start <= closes)
        if item.kind is NumberKind.DATE:
            # 增速比 1—4 月回落（1—4 月增长 4.8%）: what brackets speak of ends with them, and what is only compared.
            period = re.sub(r"\s|份|度", "", item.text)
            if not depth and against.opens(text, item):
                continue
            if not depth and not _COMPARED.search(text, 0, item.span.start):
                outside = period
            continue
        period = period if depth else against.period(item) or outside
        if item.kind is not NumberKind.FIGURE:
            if item.reason != NAMED_CLASS:
                start = item.span.end
                if (mark := _LIST_MARK_BEHIND.match(text, start)) and not text[: item.span.start].strip(
                    "（( "
                ):
                    start = mark.end()  # （1）、公务用车…: the mark of a list joins nothing
            continue
        following = next((each for each in found[at + 1 :] if each.kind is NumberKind.FIGURE), None)
        words = text[start : item.span.start]
        behind = _behind(text, item)
        said = _YEAR_BEFORE.search(_MARKS.split(words)[-1])
        figure = facts.report.figures.get(item.key) if item.key else None
        numbers.append(
            Number(
                block=block,
                occurrence=item,
                figure=figure,
                stated=stated_as(facts, figure, item),
                before=words_of(words),
                after=words_of(text[behind : following.span.start if following else len(text)]),
                sentence=_count(ends["sentence"], item.span.start),
                part=_count(ends["part"], item.span.start) + 1000 * _count(ends["sentence"], item.span.start),
                depth=depth,
                own=_own(asides, found[:at], item) if _CLOSES.search(words) else "",
                period=_in_turn(item) or (said.group() if said and not item.sign else period),
            )
        )
        start = behind
    return Paragraph(block, tuple(numbers))


def _clause(words: str) -> str:
    """Return the words of a clause that end a stretch, with the brackets and quotes that are part of one."""
    return in_brackets(_CLAUSE_MARKS.split(whole_words(words))[-1].strip())


def _own(asides: Asides, before: Sequence[Occurrence], item: Occurrence) -> str:
    """Return the words before a number, back to the one before it that no closed brackets hold."""
    start = item.span.start
    last = next(
        (
            each
            for each in reversed(before)
            if each.kind is not NumberKind.DATE
            and each.reason != NAMED_CLASS
            and not asides.passed(each.span.start, start)
        ),
        None,
    )
    return words_of(asides.bare(_behind(asides.text, last) if last is not None else 0, start))


def _in_turn(item: Occurrence) -> str:
    """Return the year of a number told in turn with those of others: the second of 2022 年、2023 年支出分别为 a 和 b."""
    found = _YEAR.match(item.label.told) if item.label is not None else None
    return found.group() if found else ""


@attrs.define
class _Against:
    """The time that what stands behind it is compared with: 比 2022 年增长 4.9%, of which only the changes are told, and no later level."""

    text: str = ""
    end: int = -1
    told: bool = False

    def opens(self, text: str, item: Occurrence) -> bool:
        """Whether a time is one to compare with, or goes on one: 比 2019 年 1—11 月份增长."""
        goes_on = self.text and not text[self.end : item.span.start].strip()
        if not goes_on and not _THAN.search(text[max(0, item.span.start - _NEAR) : item.span.start]):
            self.text = ""
            return False
        self.text, self.end, self.told = re.sub(r"\s|份|度", "", item.text), item.span.end, False
        return True

    def period(self, item: Occurrence) -> str:
        """Return the time of a figure: the first behind it, and the changes behind that, are told against it."""
        if item.kind is NumberKind.FIGURE:
            if self.told and not item.sign:
                self.text = ""
            self.told = True
        return self.text


def _count(offsets: list[int], place: int) -> int:
    return sum(1 for offset in offsets if offset < place)


def _brackets(text: str, ends: Sequence[int]) -> list[tuple[int, int]]:
    """Return where brackets open and close; one that is never closed holds what is left of its sentence."""
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    for found in _BRACKET.finditer(text):
        if found.group() in "（(":
            opened.append(found.start())
        elif opened:
            spans.append((opened.pop(), found.start()))
    last = len(text)
    spans.extend((start, next((end for end in ends if end > start), last)) for start in opened)
    return spans


def _behind(text: str, item: Occurrence) -> int:
    """Return where the unit behind a number ends."""
    if item.unit_lent or not item.unit:
        return item.span.end
    unit = _CURRENCY.sub("", item.unit)
    if not unit:
        return item.span.end
    folded = r"\s*".join(map(re.escape, unit))
    found = re.compile(rf"[\s$\\]*(?:个?\s*{folded}|{re.escape(unit[0])}(?<=[万亿]))").match(
        text, item.span.end
    )
    return found.end() if found else item.span.end


def stated_as(facts: Facts, figure: Figure | None, item: Occurrence) -> Stated | None:
    """Return what a number itself states: other mentions of its figure may say something else."""
    if figure is None:
        return None
    own = next((each for each in figure.mentions if each.location == item.location), figure.mentions[0])
    return stated_of(facts, figure, own)


def stated_of(facts: Facts, figure: Figure, mention: Mention) -> Stated | None:
    """Return what a mention states, or None where it states no exact value."""
    printed = facts.steps.printed(figure, mention)
    if printed is None or not printed.usable:
        return None
    return Stated(figure, mention, printed)


def told_of_others(one: Number, two: Number) -> bool:
    """Whether two numbers of lists told in turn are of different members: 三类分别得 28 分、31 分，得分率为 93%、78%."""
    if not one.told or not two.told:
        return False
    times = [_in_turn(each.occurrence) for each in (one, two)]
    return times[0] != times[1] if all(times) else one.told[:_HEAD] != two.told[:_HEAD]


def amounts(paragraph: Paragraph, dimension: str) -> Iterator[Number]:
    """Iterate over the numbers of one dimension that have a value."""
    return (number for number in paragraph.numbers if number.stated and number.dimension == dimension)


def plainly(facts: Facts, number: Number) -> Stated | None:
    """Return what a number states, where a bound is told as an amount: not less than 40,500; 超 24.44 万元."""
    if number.stated is not None or number.figure is None or not number.occurrence.bound:
        return number.stated
    return unbounded(facts, number.figure, number.figure.mentions[0])


def unbounded(facts: Facts, figure: Figure, mention: Mention) -> Stated | None:
    """Return the value that a mention prints, without the sign that makes it a bound: 70% of ≥70%."""
    printed = facts.steps.printed(figure, mention)
    if printed is None or printed.numeral.blank:
        return None
    plain = attrs.evolve(
        printed,
        numeral=numeral_of(_BOUND.sub("", mention.text)) or attrs.evolve(printed.numeral, bound=""),
        interval=interval_of(printed.value, printed.step),
        approximate=False,
    )
    return Stated(figure, mention, plain)


def roughly(facts: Facts, number: Number) -> Number:
    """Return a number told as about so much with the values it may have: one unit of its last digit that says something.

    About 3,000 is told to the thousand, about 51.6 million to the first decimal.
    """
    item, figure = number.occurrence, number.figure
    if number.stated is not None or figure is None or not item.approximate or item.bound or item.range:
        return number
    own = next((each for each in figure.mentions if each.location == item.location), figure.mentions[0])
    stated = unbounded(facts, figure, own)
    if stated is None:
        return number
    printed = stated.printed
    place, value = printed.numeral.step, printed.numeral.value
    while value and place >= 1 and value % (place * 10) == 0:
        place *= 10
    step = printed.unit.in_base(place * 2)
    wide = attrs.evolve(printed, step=step, interval=interval_of(printed.value, step))
    return attrs.evolve(number, stated=attrs.evolve(stated, printed=wide))


def exactly(stated: Stated) -> Stated:
    """Return a value that was set and not measured: no rounding hides behind it."""
    exact = attrs.evolve(stated.printed, step=Fraction(0), interval=Interval.point(stated.printed.value))
    return attrs.evolve(stated, printed=exact)


def as_numeral(stated: Stated) -> Stated:
    """Return a value without its unit, in the scale and to the place that it is printed in: 68.24 of 68.24 万人."""
    printed = stated.printed
    value, step = printed.numeral.value, printed.numeral.step
    bare = attrs.evolve(printed, unit=unit_of(""), value=value, step=step, interval=interval_of(value, step))
    return attrs.evolve(stated, printed=bare)
