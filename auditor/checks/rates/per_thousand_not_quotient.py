"""So many for a thousand people that are not the count over the population: 床位 40.59 万张，常住人口 5,842.6 万人，每千人口床位 6.95 张.

活产数 24,186 人，婴儿死亡 52 人，死亡率 2.15‰: a death rate of mothers or children is the deaths over the live births.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph, Stated, as_numeral, paragraphs
from auditor.checks.common.relations import ONE, judged, quotient, rounded, rule
from auditor.checks.common.slips import slip
from auditor.checks.common.words import stem
from auditor.numbers import round_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "per-thousand-not-quotient"
TITLE = {
    "zh": "每千人口数、死亡率与所依数量不符",
    "en": "so many for a thousand are not the count over those they are of",
}
_EACH = re.compile(
    r"每(?P<many>百|千|万|十万)(?:名)?(?:常住)?(?:人口|居民|人)(?:拥有|平均拥有|的)?(?P<noun>[一-龥（）()]{2,16}?)(?:数量|数)?(?:为|达|达到|由|从|\s)*$"
)
_MANY = {"百": 10**2, "千": 10**3, "万": 10**4, "十万": 10**5}
_PEOPLE = re.compile(
    r"(?<!城镇)(?<!农村)(?<!乡村)(?<!以上)(?<!以下)(?:常住|总)人口(?:数|总数|数量)?(?:为|达|约|\s)*$"
)
_COUNT = re.compile(r"(?:数量|总数|数)$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_BACK = 200
_FROM = re.compile(r"[由从]|的$")
_TO = re.compile(r"\s*(?:增加|提高|上升|增长|减少|下降|降低|降|升|增)?(?:到|至|为)\s*")
_SCALES = (Fraction(1, 100), Fraction(1, 10), Fraction(10))
_BORN = re.compile(r"活产(?:婴儿|儿)?(?:总?数|人数)?(?:为|达|共|\s)*$")
_DIED = re.compile(r"(?P<who>孕产妇|婴儿|新生儿|(?:以下)?儿童)死亡(?:人数|数)?(?:为|共|\s)*$")
_RATE = re.compile(
    r"^(?:[（(][^（）()]*[)）])?\s*[，,（(、]\s*(?P<who>孕产妇|婴儿|新生儿|(?:5\s*岁以下)?儿童)?死亡率(?:为|达|是|\s)*$"
)
_PER = re.compile(r"\s*/\s*10\s*万")
_HUNDRED_THOUSAND = 10**5
_SURE = frozenset({"swap", "digit", "shift"})


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge counts for so many people, and deaths by births."""
    yield from _people(facts)
    yield from _deaths(facts)


def _people(facts: Facts) -> Iterator[Outcome]:
    """Judge the numbers for a thousand people whose count and population the document prints once."""
    numbers = [each for paragraph in paragraphs(facts) for each in paragraph.numbers if each.stated]
    people = [
        each
        for each in numbers
        if _PEOPLE.search(each.clause)
        and each.known.unit.dimension.endswith("人")
        and "平均" not in each.clause
    ]
    told = people
    people = _of_last_year(people)
    people = people if len({each.known.printed.value for each in people}) == 1 else []
    people = people or _latest(numbers)
    rates = [each for at, claim in enumerate(numbers) if (each := _per_many(numbers, at, claim)) is not None]
    for rate in rates:
        base = people or _of_chapter(rate, rates, told)
        if base and _near(rate.claim, rate.count, base[0], rate.factor):
            parts, below = [(ONE, rate.count.known)], [(ONE, base[0].known)]
            relation = quotient(
                rule(NAME, TITLE), rounded(rate.claim.known), parts, below, factor=rate.factor
            )
            yield judged(facts, relation)


@records.frozen(eq=False)
class _PerMany:
    """So many for a thousand people, the count that they are of, and for how many people they are told."""

    claim: Number
    count: Number
    factor: Fraction

    def holds(self, people: Number) -> bool:
        """Whether it is the count over a population, to the last place."""
        should = self.count.known.printed.value / people.known.printed.value * self.factor
        return abs(should - self.claim.known.printed.value) <= rounded(self.claim.known).printed.step


def _of_last_year(people: Sequence[Number]) -> list[Number]:
    """Return the populations without those of an earlier year: 按 2022 年末常住人口 a 计算."""
    years = [
        found[-1] if (found := _YEAR.findall(each.clause) or _YEAR.findall(each.period)) else ""
        for each in people
    ]
    return [each for each, year in zip(people, years, strict=True) if year in {"", max(years)}]


def _per_many(numbers: Sequence[Number], at: int, claim: Number) -> _PerMany | None:
    found = _EACH.search(claim.clause) or _moved(numbers, at)
    if found is None or claim.sign or not claim.dimension.startswith("count"):
        return None
    counts = _counts(stem(found["noun"]), claim, numbers[max(0, at - _BACK) : at])
    if len({each.known.printed.value for each in counts}) != 1:
        return None
    return _PerMany(claim, counts[0], Fraction(_MANY[found["many"]]))


def _of_chapter(rate: _PerMany, rates: Sequence[_PerMany], people: Sequence[Number]) -> list[Number]:
    """Return the population last told before a rate in its chapter, where other rates of the chapter are over it as well.

    A bulletin tells the people of this year, of the year before and of its counties.
    """
    chapter = rate.claim.block.section[:1]
    before = [each for each in people if each.block.section[:1] == chapter and _precedes(each, rate.claim)]
    others = [each for each in rates if each is not rate and each.claim.block.section[:1] == chapter]
    return before[-1:] if before and any(each.holds(before[-1]) for each in others) else []


def _precedes(one: Number, two: Number) -> bool:
    return (one.block.index, one.occurrence.span.start) < (two.block.index, two.occurrence.span.start)


def _latest(numbers: Sequence[Number]) -> list[Number]:
    """Return the population of the last year where brackets tell it year by year: 常住人口（2024 年末 a，2023 年末 b）."""
    dated: dict[str, Number] = {}
    for each in numbers:
        words = each.block.text[: each.occurrence.span.start]
        opened = re.search(r"[（(][^（）()]*$", words)
        year = re.match(r"((?:19|20)[0-9]{2})年末?", each.period)
        if opened and year and _PEOPLE.search(words[: opened.start()]) and each.dimension.endswith("人"):
            dated.setdefault(year[1], each)
    return [dated[max(dated)]] if dated else []


def _moved(numbers: Sequence[Number], at: int) -> re.Match[str] | None:
    """Return what the later figure of 每千人口床位由 7.24 张增加到 7.35 张 is of: the words before the earlier one."""
    if not at or not _TO.fullmatch(numbers[at].before) or not _FROM.search(numbers[at - 1].clause):
        return None
    return _EACH.search(
        re.sub(r"(?:19|20)[0-9]{2}\s*年(?:末)?的?$|(?:上年|去年)末?的?$", "", _said(numbers[at - 1]))
    )


def _said(number: Number) -> str:
    words = number.block.text[: number.occurrence.span.start]
    return re.sub(r"\s", "", re.split(r"[，,。；;、]", words)[-1])


def _counts(noun: str, claim: Number, before: Sequence[Number]) -> list[Number]:
    """Return the counts that bear the noun of a rate, of its unit and in its chapter."""
    alike = [
        each
        for each in before
        if each.occurrence.unit.lstrip("万亿") == claim.occurrence.unit
        and not each.sign
        and "每" not in each.clause
        and each.block.section[:1] == claim.block.section[:1]
    ]
    named = [each for each in alike if _COUNT.sub("", stem(each.name)) == noun]
    # 医疗卫生机构床位 3,250 张，…每千人口床位…: the one figure of the paragraph that ends in the noun.
    return named or [
        each
        for each in alike
        if each.block is claim.block and _COUNT.sub("", stem(each.name)).endswith(f"机构{noun}")
    ]


def _near(claim: Number, count: Number, people: Number, factor: Fraction) -> bool:
    """Whether the rate can be meant to be of these two: off by less than half."""
    should = count.known.printed.value / people.known.printed.value * factor
    stated = rounded(claim.known).printed
    if any(abs(stated.value * scale - should) <= stated.step * scale for scale in _SCALES):
        return True  # the point has moved, and the figure is this one for sure
    return abs(should - claim.known.printed.value) * 2 <= should


@records.frozen(eq=False)
class _Rate:
    """A rate, the deaths before it, and by what their quotient is to be multiplied."""

    claim: Stated
    died: Stated
    factor: Fraction

    def should(self, born: Stated) -> Fraction:
        """Return the quotient in the places of the rate."""
        step = self.claim.printed.step
        return round_to(self.died.printed.value / born.printed.value * self.factor, step)

    def explained(self, born: Stated) -> bool:
        """Whether a slip of the pen in the rate or in the deaths explains that they do not agree."""
        deaths = round_to(self.claim.printed.value * born.printed.value / self.factor, Fraction(1))
        one = slip(self.claim, self.should(born))
        return one in _SURE or slip(self.died, deaths) in _SURE


def _deaths(facts: Facts) -> Iterator[Outcome]:
    """Judge the death rates of paragraphs that print the live births once."""
    for paragraph in paragraphs(facts):
        born = [each for each in paragraph.numbers if each.stated and _BORN.search(each.clause)]
        if len(born) != 1 or born[0].sign:
            continue
        base = born[0].known
        rates = list(_rates(paragraph))
        right = [each for each in rates if each.should(base) == each.claim.printed.value]
        for each in rates:
            if each in right or right or each.explained(base):
                parts, whole = [(ONE, each.died)], [(ONE, base)]
                relation = quotient(rule(NAME, TITLE), each.claim, parts, whole, factor=each.factor)
                yield judged(facts, relation)


def _rates(paragraph: Paragraph) -> Iterator[_Rate]:
    numbers = paragraph.numbers
    for at, died in enumerate(numbers[:-1]):
        told = _DIED.search(died.before.rstrip())
        claim = numbers[at + 1]
        if told is None or died.stated is None or died.sign or claim.stated is None or claim.sign:
            continue
        said = _RATE.match(claim.before)
        if said is None or claim.sentence != died.sentence:
            continue
        if said["who"] and said["who"][-2:] != told["who"][-2:]:
            continue
        if claim.is_share:
            yield _Rate(claim.known, died.known, ONE)
        elif _PER.match(claim.after) or _PER.match(paragraph.text[claim.occurrence.span.end :]):
            yield _Rate(as_numeral(claim.known), died.known, Fraction(_HUNDRED_THOUSAND))
