"""How many were asked: the number of answers that a survey is of, as the text tells it."""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.checks.common.numbers import Number, Paragraph

_SAMPLE = re.compile(
    r"(?:有效问卷|有效答卷|有效样本|有效回答|有效应答|有效评价|样本量?|回收问卷|收回问卷|受访者?|有效份数)[^，,。；;0-9]{0,6}$|(?:[，,；;]\s*(?:其中)?|[收访查][^，,。；;0-9]{0,6})有效\s*$"
)
_TAKEN = re.compile(
    r"^[^，,。；;0-9]{0,2}(?:(?:进入|纳入|参与|用于|计入)[^，,。；;0-9]{0,4}(?:统计|分析|汇总)|(?:为|是)?有效(?:问卷|答卷|样本)?(?=中?[，,。；;]|$))"
    r"|^[^，,。；;0-9]{0,2}[，,]?\s*(?:并|已)*(?:全部|均为?|全数|如数)(?:收回|回收|有效)"
    r"|^[^，,。；;0-9]{1,40}(?:发放|填写|填答)[^，,。；;0-9]{0,6}(?:问卷|答卷|调查表)[^，,。；;0-9]{0,4}(?:全部|均|全数|如数)(?:收回|回收|有效)"
)
"""What says behind a number of answers that it is the one that counts: 402 份进入统计."""
_PEOPLE = re.compile(
    r"(?:受访的?|(?:抽样|随机|问卷|入户|电话|实地|共|累计|合计)(?:调查|访问|访谈|走访|回访|拦访|询问)了?|(?:拦访|街访)了?)[一-龥]{0,4}$"
)
"""What says before a number of people that it is they who were asked."""
_ASKED = re.compile(
    r"[一-龥]{0,8}(?:问卷调查|的问卷|填写(?:了)?问卷|受访)|[一-龥]{0,4}(?:访谈|被访|调查|测评|回访|应答)(?:对象|者|人员)中"
)
_BACK = re.compile(r"(?:收回|回收|收到|收集)(?:问卷|答卷|有效评价|评价)?(?:共|共计|到)?$")
"""What says before a number of forms that they came back."""
_VALID = re.compile(r"有效|样本|进入|纳入")
_SURVEYED = re.compile(r"问卷|测评|调查|评价器")
_FORM = re.compile(
    r"(?<![一-龥])(?:附[件表][一二三四五六七八九十0-9]*)?([一-龥]{2,6}?)(?:满意度)?(?:调查)?问卷"
)
_NOBODY = re.compile(r"[发放收回效共计查访取份写填]|满意|采用|通过|本次|随机|网络|电子|纸质|线上|线下")
"""Words before 问卷 that name nobody."""
_FAR = 10
ANSWERED = frozenset({"份", "人", "名"})
GROUPED = ANSWERED | {"户", "家", "位", "次"}
"""Units of answers and of those who give them."""
ASKED_OF = ANSWERED | {"个", "户", "家", "位"}
"""Units of answers and of all who may be asked."""


def tells_sample(number: Number) -> bool:
    """Whether a number is that of the answers that count, or of those who were asked."""
    return bool(
        number.stated
        and number.occurrence.unit in ASKED_OF
        and (
            _SAMPLE.search(number.before)
            or _ASKED.match(number.after)
            or _TAKEN.match(number.after)
            or _PEOPLE.search(number.before)
        )
    ) or _came_back(number)


def _came_back(number: Number) -> bool:
    """Whether a number is that of the forms or answers that came back: 问卷收到 612 份, 收集有效评价 232 次."""
    return bool(
        number.stated
        and number.occurrence.unit in {"份", "次", "张"}
        and _BACK.search(number.before)
        and _SURVEYED.search(number.block.text)
    )


def sample_of(
    answers: Mapping[tuple[str, ...], Sequence[Number]], section: tuple[str, ...]
) -> Sequence[Number]:
    """Return the numbers of answers stated nearest: in the section, in its chapter, or one for the whole document."""
    if section in answers:
        return _valid(answers[section])
    told = [
        (at, number)
        for at, numbers in answers.items()
        for number in numbers
        if not _of_others(number, section)
    ]
    chapter = [number for at, number in told if at[:1] == section[:1]]
    if chapter:
        return _valid(chapter)
    every = [number for _, number in told]
    values = {number.stated.printed.value for number in every if number.stated}
    return every if len(values) == 1 else []


def _of_others(number: Number, section: tuple[str, ...]) -> bool:
    """Whether others answered than those whom a heading names: 医务人员问卷…有效 312 份 says nothing of 附件3 居民问卷调查结果."""
    one, two = _who(number.lead), next((each for each in map(_who, reversed(section)) if each), "")
    return bool(one and two) and one not in two and two not in one


@functools.lru_cache(maxsize=4096)
def _who(words: str) -> str:
    """Return who a questionnaire was given to, where words say so."""
    return next((found[1] for found in _FORM.finditer(words) if not _NOBODY.search(found[1])), "")


def _valid(numbers: Sequence[Number]) -> Sequence[Number]:
    """Return the numbers that are told to be those of valid answers, all where none is."""
    return [
        each for each in numbers if _VALID.search(each.before[-_FAR:]) or _TAKEN.match(each.after)
    ] or numbers


def counted_over(paragraph: Paragraph, shares: Sequence[Number], base: int) -> bool:
    """Whether the counts told directly before shares show that they are of others than so many: 168 份，占 56.8%."""
    told = {id(each) for each in shares}
    pairs = [
        (before.known.printed.value, share.known.printed)
        for before, share in itertools.pairwise(paragraph.numbers)
        if id(share) in told
        and before.stated is not None
        and share.stated is not None
        and before.occurrence.unit in GROUPED
        and before.sentence == share.sentence
    ]
    others = sum(1 for count, share in pairs if abs(count / base - share.value) > share.step)
    return any(count > base for count, _ in pairs) or (len(pairs) > 1 and others == len(pairs))
