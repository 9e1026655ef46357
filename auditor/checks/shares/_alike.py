"""Shares of one sentence that are told alike: Ⅳ类断面比例为 a%，Ⅴ类断面比例为 b%，…; 常温库占 a%、阴凉库占 b%、冷库占 c%.

A list of shares may be open, and then says nothing by its sum; but one that is 100 % to the last place with two digits of one share
turned back is a list of all there is. And some of the shares may be told together: 以上三类合计为 87.8%; 华东、中南、华北三大区域占 78.5%.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.slips import slip
from auditor.checks.common.words import chinese_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph

_LEAST, _PAIR, _DIGITS = 3, 2, 2
_NEAR = 50
_TAIL = re.compile(r"(?P<tail>[一-龥]*(?:占比|比例|比重|占))(?:分别|约|为|是|达到?|\s|\$)*$")
_BARE = frozenset({"占比", "比例", "比重", "占"})
_WORD = re.compile(r"(?:占比|比例|比重|占)$")
_OPEN = re.compile(r"\s*等|[^，,；;。]{0,8}[，,；;。]\s*(?:其余|其它|其他|余下|剩余|另有|也|还)")
_NOUN = 3
_HABIT = 1
_PERCENT = Fraction(1, 100)
_SAID = re.compile("占|比例|比重|受")
_JOINTLY = re.compile(
    r"(?:以上|上述|这|前)?(?P<count>[两二三四五六2-6])(?:大)?[类项者个种][^，,。；;、0-9]{0,8}(?:合计|共计|之和|总计)[^，,。；;、0-9]{0,6}$"
)
_AT_ONCE = re.compile(
    r"\s*[，,；;]\s*(?:两者|三者|二者)?(?:合计|共计|总计)(?:占比?|比[例重])?(?:为|达到?|约)?\s*"
)
_JOINED = re.compile(r"\s*[、，,和及与]\s*")
_NAMES = re.compile(
    r"(?P<names>[一-龥]{2,10}(?:、[一-龥]{2,10})*(?:、|和|及|与)[一-龥]{2,10}?)(?:[两二三四五六2-6]?大?(?:类|个|项|种|区域|地区|行业|产业|者)?[一-龥]{0,4})(?:合计|共计|共)?占[^，,。；;、0-9]{0,16}$"
)
_CALLED = re.compile(r"(?:占比|占|比重|比例|为|是|约|达到?|的|\s)+$")
_ASIDE = re.compile(r"[（(][^（）()]*[)）]")
_ASKED = re.compile(r"多选|问卷|受访|答题|认为|选择|原因|以[上下]|[%％][^。]*其中")


def told_alike(paragraph: Paragraph) -> Iterator[Sequence[Number]]:
    """Iterate over the lists of shares that give 100 % but for a slip, and those that give it."""
    shares = [each for each in paragraph.numbers if each.is_share]
    at = 0
    while at < len(shares):
        run = _run(shares[at:])
        whole = len(run) >= _LEAST or (len(run) == _PAIR and _ends_alike(run))
        if whole and not _OPEN.match(run[-1].after) and not _ASKED.search(_words(paragraph, run)):
            total = sum((each.known.printed.value for each in run), Fraction(0))
            if total == 1 or (_turned(run, total) and not _of_several(paragraph, run)):
                yield run
        at += max(1, len(run))


def _of_several(paragraph: Paragraph, run: Sequence[Number]) -> bool:
    """Whether the amounts told before the shares of a list are those of several wholes: 61.40 亿元，占 11.2%；151.24 亿元，占 41.5%."""
    own = {id(each) for each in run}
    wholes = [
        before.known.printed.value / share.known.printed.value
        for before, share in itertools.pairwise(paragraph.numbers)
        if id(share) in own
        and share.known.printed.value
        and before.stated is not None
        and before.sentence == share.sentence
        and not before.is_share
        and not before.sign
    ]
    fitting = max((sum(1 for each in wholes if abs(each - one) * _NEAR <= one) for one in wholes), default=0)
    return len(wholes) >= _LEAST and fitting <= len(wholes) // _PAIR


def as_elsewhere(every: Sequence[Paragraph]) -> Iterator[Sequence[Number]]:
    """Iterate over the lists of shares of a text that tells some of them to 100 %: those that give it, and those that do but for two digits turned.

    A survey tells the answers to its questions one after another in a sentence, in many words: 属于“新手上路”的占 15.3%；“有基本认知”的
    占 48.6%，占比最高；…合计为 36.1%. That a text closes such lists is how it means them.
    """
    full: list[Sequence[Number]] = []
    missed: list[Sequence[Number]] = []
    for paragraph in every:
        for _, group in itertools.groupby(paragraph.numbers, key=lambda each: each.sentence):
            told = list(group)
            lists = [run for run in _lists(told) if len(run) >= _LEAST]
            sums = [sum((each.known.printed.value for each in run), Fraction(0)) for run in lists]
            if any(total == 1 for total in sums):
                full.append(lists[sums.index(Fraction(1))])
                continue
            points = [list(own) for _, own in itertools.groupby(told, key=lambda each: each.part)]
            closed, left = _one_after_another(next(_lists(told)))
            for own in (*(next(_lists(each)) for each in points), *closed, *([left] if closed else [])):
                total = sum((each.known.printed.value for each in own), Fraction(0))
                full.extend([own] if total == 1 else [])
                missed.extend([own] if len(own) >= _LEAST and _turned(own, total) else [])
            turned = [run for run, total in zip(lists, sums, strict=True) if _turned(run, total)]
            missed.extend(turned[:1] if len({*map(len, turned)}) == len(turned) == 1 else [])
    if len(full) >= _HABIT:
        yield from full
        yield from missed


def _one_after_another(shares: Sequence[Number]) -> tuple[list[Sequence[Number]], Sequence[Number]]:
    """Return the lists that shares make one after another to 100 % each, and what is left of them: 外商占 a，港澳台占 b；合资占 c，合作占 d，独资占 e."""
    closed: list[Sequence[Number]] = []
    start, total = 0, Fraction(0)
    for at, each in enumerate(shares):
        total += each.known.printed.value
        if total == 1 and at > start:
            closed.append(shares[start : at + 1])
        start, total = (at + 1, Fraction(0)) if total == 1 else (start, total)
    return closed, shares[start:]


def _lists(numbers: Sequence[Number]) -> Iterator[Sequence[Number]]:
    """Iterate over the lists that the shares of a sentence may be: all of them, and without what 其中 takes out of the one before."""
    shares = [
        each
        for each in numbers
        if each.is_share and each.stated and not each.sign and _SAID.search(each.lead)
    ]
    least = min((each.depth for each in shares), default=0)
    shares = [each for each in shares if each.depth == least]
    # …占 61.8%，仅有 2% 不知道: one may be told without places among others that are not.
    fine = [each for each in shares if each.known.printed.step < _PERCENT]
    shares = shares if len(fine) >= _PAIR and len(shares) - len(fine) < _PAIR else fine
    yield shares
    inner = [at for at, each in enumerate(shares) if at and "其中" in each.before]
    if len(inner) == 1:
        at = inner[0]
        yield [*shares[:at], *(each for each in shares[at:] if each.part != shares[at].part)]
        yield [*shares[:at], *shares[at + 1 :]]


def _run(shares: Sequence[Number]) -> list[Number]:
    """Return the shares of one form that a list begins with."""
    run: list[Number] = []
    first = ""
    for each in shares:
        found = _TAIL.search(each.before) if each.stated and not each.sign else None
        beside = not run or (each.sentence == run[0].sentence and each.depth == run[0].depth)
        if found is None or not beside or (run and not _one_form(first, found["tail"])):
            break
        first = first or found["tail"]
        run.append(each)
    return run


def _words(paragraph: Paragraph, run: Sequence[Number]) -> str:
    """Return the words of a list, from where its sentence begins."""
    start, end = run[0].occurrence.span.start, run[-1].occurrence.span.end
    return _ASIDE.sub("", run[0].lead) + paragraph.text[start:end]


def _one_form(one: str, two: str) -> bool:
    """Whether two shares are told alike: by one noun at least, or by no noun at all."""
    if one in _BARE or two in _BARE:
        return one == two
    nouns = [_WORD.sub("", each) for each in (one, two)]
    return _WORD.search(one)[0] == _WORD.search(two)[0] and nouns[0][-1] == nouns[1][-1]  # type: ignore[index]


def _ends_alike(run: Sequence[Number]) -> bool:
    """Whether two shares are told by one noun of some length: 自运配送件数占比 a%，委托配送件数占比 b%."""
    one, two = (_WORD.sub("", found["tail"]) if (found := _TAIL.search(each.before)) else "" for each in run)
    return len(one) > _NOUN and one != two and one[-_NOUN:] == two[-_NOUN:]


def told_together(paragraph: Paragraph) -> Iterator[tuple[Number, Sequence[Number]]]:
    """Iterate over the shares that some shares before them give together, with these."""
    told: list[Number] = []
    for number in paragraph.numbers:
        if not number.is_share or number.sign or number.stated is None:
            continue
        own = [each for each in told if each.sentence == number.sentence and each.depth == number.depth]
        if _AT_ONCE.fullmatch(number.before):
            run = own[-1:]
            for one, two in itertools.pairwise(own[::-1]):
                if not _JOINED.fullmatch(one.before):
                    break
                run.insert(0, two)
            if len(run) > 1:
                yield number, run
        elif found := _JOINTLY.search(number.lead):
            count = chinese_number(found["count"]) or 0
            if count > 1 and len(own) >= count:
                yield number, own[-count:]
        elif found := _NAMES.search(number.lead):
            names = re.split("[、和及与]", found["names"])
            parts = [[each for each in told if _name(each) == name] for name in names]
            if len(names) > 1 and all(len(each) == 1 for each in parts):
                yield number, [each[0] for each in parts]
        told.append(number)


def _name(number: Number) -> str:
    return _CALLED.sub("", number.clause)


def _turned(run: Sequence[Number], total: Fraction) -> bool:
    """Whether two digits of one share, turned back, let all of them give 100 % to the last place."""
    return any(
        len(each.known.printed.digits) >= _DIGITS
        and slip(each.known, each.known.printed.value - (total - 1)) == "swap"
        for each in run
    )
