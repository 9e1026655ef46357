"""What running text says of one thing in one breath: its level, its change and its rate, under the name of the thing.

营业收入 15.59 亿元，较上年同期增长 48.05%: a rate bears the name of the level before it, and 增长 5%至 59.42 亿元 lends its name to the level
behind it. Names are told with more or fewer words around them (公司实现营业收入, 带动税后营运溢利): how much of their ends two have in
common is asked, and what else the two places say alike.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Stated, paragraphs, roughly
from auditor.checks.repeated._tellings import main_year, period_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from auditor.evaluation.facts import Facts

_CHANGED = frozenset({"增长率", "变动额"})
_RATE_NAMED = re.compile(r"(?:同比|环比)?(?:变动幅度|变动率|增长速度|增长率|增减率|增速|增幅)$")
_ONLY_LEADS = re.compile(r"[到至达为]?(?:每[一-龥])?")
_BEHIND = re.compile(
    r"(?:[同环]比|按年|按季|与去年同期|[较比]上年(?:同期)?|[也则却均都仍又还亦约已为是达至到]|分别|合计|继续|预计|每[一-龥])+$"
)
_NOISE = re.compile(r"[（(][^（）()]*[）)]|[“”「」\"'\s\-]")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_AGAINST = re.compile(r"[较比](?![例重])")
_OTHER_BASE = re.compile(
    r"环比|上月|季|上期|年初|[年月]末|[年月][底初]|累计|预算|计划|目标|任务|不变价|可比|扣除|剔除|实际"
)
_PRICED = re.compile("不变价|可比|剔除|扣除|口径|实际(?=[增下上同])|名义|计价|[元币]计")
_MEAN = re.compile(r"[两二三四五六七八九十]年(?:年?均|平均)|年均|平均|复合")


@records.frozen(eq=False)
class Statement:
    """A number of running text under the name of what it is of: `kind` is level, rate, change or points.

    `base` is what a change is counted from, and nothing where that is the year before or is not said.
    """

    number: Number
    kind: str
    name: str
    base: str
    period: str

    @property
    def known(self) -> Stated:
        """Return what it states."""
        return self.number.known

    @property
    def value(self) -> Fraction:
        """Return its value, below nothing where a word says that it fell."""
        return (self.number.sign or 1) * self.known.printed.value


@functools.lru_cache(maxsize=2)
def statements(facts: Facts) -> tuple[tuple[Statement, ...], ...]:
    """Return what each sentence of a report states, in reading order."""
    main = main_year(facts)
    found: dict[tuple[int, int], list[Statement]] = {}
    for paragraph in paragraphs(facts):
        if not paragraph.block.tells_aims:
            for each in _of(facts, paragraph.numbers, main):
                found.setdefault((paragraph.block.index, each.number.sentence), []).append(each)
    return tuple(map(tuple, found.values()))


def _of(facts: Facts, numbers: Sequence[Number], main: str) -> Iterator[Statement]:
    last, sentence = "", -1
    for told in numbers:
        if told.sentence != sentence:
            last, sentence = "", told.sentence
        number, label = roughly(facts, told), told.occurrence.label
        if label is None or number.stated is None or number.depth or number.in_ratio:
            continue
        if number.occurrence.range or "分别" in number.clause or number.told:
            last = ""
            continue
        kind = _kind(number)
        if not kind:
            continue
        words = label.of if label.name in _CHANGED else label.name
        words = _RATE_NAMED.sub("", words) if kind == "rate" else words
        own = "" if _MEAN.fullmatch(words) else bare(words)
        if not own or (kind == "level" and _ONLY_LEADS.fullmatch(number.clause.strip())):
            own = last or own
        if not own:
            continue
        if kind != "points":
            last = own
        base = _base(number, main) if kind != "level" else ""
        yield Statement(number, kind, own, base, "" if base else period_of(number.period))


def _kind(number: Number) -> str:
    label = number.occurrence.label
    name = label.name if label is not None else ""
    if number.dimension == "points":
        return "points"
    if name in _CHANGED or number.sign or (number.is_share and _RATE_NAMED.search(name)):
        return "rate" if number.is_share else "change"
    return "" if name == "占比" or (label is not None and name == label.basis) else "level"


def bare(name: str) -> str:
    """Return a name without what only leads to its number."""
    return _BEHIND.sub("", _NOISE.sub("", name))


def _base(number: Number, main: str) -> str:
    label = number.occurrence.label
    basis = label.basis if label is not None else ""
    mean = _MEAN.search(number.clause) or _MEAN.search(basis)
    if mean is not None:
        return mean.group()
    against = _AGAINST.split(number.clause, maxsplit=1)[1:]
    other = _OTHER_BASE.search("|".join((basis, *against))) or _PRICED.search(number.before)
    if other is not None:
        return other.group()
    year = _YEAR.search(basis)
    if year is None or (main and int(year.group()) == int(main[:4]) - 1):
        return ""
    return year.group()


def ends_alike(one: str, two: str) -> int:
    """Return how many characters two names have in common at their ends."""
    common = 0
    for first, second in zip(reversed(one), reversed(two), strict=False):
        if first != second:
            break
        common += 1
    return common


def of_one_time(one: Statement, two: Statement) -> bool:
    """Whether two statements may be of one time, as far as either tells its own."""
    first, second = (re.sub("[—–−-]", "-", each.period) for each in (one, two))
    return not first or not second or first.endswith(second) or second.endswith(first)
