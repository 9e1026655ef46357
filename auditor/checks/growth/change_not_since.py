"""A change that the earlier value printed behind it does not bear out.

床位使用率 79.6%，提高 7.9 个百分点（上年为 71.7%）; 出口 68.4 亿元，同比增长 8.7%（上年同期 62.9 亿元）: level, change and the
level before stand together, and two of them give the third.

年初结余 512.38 万元；年末结余 325.82 万元，比年初减少 186.56 万元: the opening balance of the same name is told before.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, judged, quotient, rule, summed
from auditor.checks.common.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "change-not-since"
TITLE = {
    "zh": "变动与所附上期数、年初数不符",
    "en": "a change does not follow from the earlier value beside it",
}
_BEFORE = re.compile(
    r"^[\s（(，,]*(?:上年|去年|年初|期初|上年末|去年末|上年底|去年底|上年同期|去年同期|上月|上月末|上期|上年度|20[0-9]{2}\s*年末?|[0-9]{1,2}\s*月份?)"
    r"(?:末|同期)?(?:的)?(?:增速|增长率|增幅)?(?:为|是|增长|下降|上涨)?\s*$"
)
_REAL = re.compile(r"可比|不变价|扣除|剔除|实际增长|环比")
_PLAN = re.compile(r"预算(?!收入|支出)|计划|目标|任务")
_BACK = 40
_SINCE = re.compile(
    r"^\s*[，,]?\s*[比较](?:年初|期初|上年末|去年末)数?(?:净)?(?:增加|减少|增长|下降|上升)了?\s*$"
)
_CLOSING = re.compile(r"年末|期末|年底")
_OPENING = re.compile(r"年初|期初|上年末|上年结转|去年末")
_TAIL = re.compile(r"(?:为|是|达|共|约|余额)+$|\s|^(?:其中|截至)|[0-9年]")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge changes beside which the value before stands."""
    yield from _behind(facts)
    yield from _opening(facts)


def _behind(facts: Facts) -> Iterator[Outcome]:
    """Judge changes that the value before stands behind."""
    carried: list[Number] = []
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated]
        for at in range(1, len(numbers)):
            change, before = numbers[at - 1], numbers[at]
            if not change.sign or change.sentence != before.sentence or not _BEFORE.match(before.before):
                continue
            if _REAL.search(change.before):
                continue
            level = _level(change, before, numbers[: at - 1], carried)
            if level is not None:
                yield from _judged(facts, level, change, before)
        carried = [*carried, *numbers][-_BACK:]


def _level(
    change: Number, before: Number, here: Sequence[Number], carried: Sequence[Number]
) -> Number | None:
    """Return the level that changed: the number before the change, else the one that bears its name."""
    alike = [each for each in here if each.dimension == before.dimension and each.sentence == change.sentence]
    # 使用率上升 1.3 个百分点（上年为 80.1%），其中公立医院上升 1.5 个百分点（…）: what was before is no level of today.
    if alike and alike[-1] is here[-1] and not _BEFORE.match(alike[-1].before):
        return alike[-1]
    name = stem(change.of)
    if len(name) < 3:  # noqa: PLR2004 - 总数, 增速 name nothing
        return None
    called = [
        each
        for each in (*here, *carried)
        if each.dimension == before.dimension
        and not each.sign
        and stem(each.name).endswith(name)
        # 为调整预算 a 的 98.2%，同比增长 p%（上年 b）: a plan has not grown since.
        and not (_PLAN.search(each.clause) and not _PLAN.search(before.clause))
        and each.block.section == change.block.section
    ]
    return called[-1] if len({each.known.printed.value for each in called}) == 1 else None


def _judged(facts: Facts, level: Number, change: Number, before: Number) -> Iterator[Outcome]:
    info, sign = rule(NAME, TITLE), Fraction(change.sign)
    # 增长 8.7%，回落 1.2 个百分点（上月增长 9.9%）: rates of growth have signs of their own.
    now, then = Fraction(level.sign or 1), Fraction(before.sign or 1)
    parts = [(sign * now, level.known), (-sign * then, before.known)]
    if change.dimension == "points":
        if level.is_share and before.is_share:
            yield judged(facts, summed(info, change.known, parts, role="stated"))
    elif level.is_share or level.sign or before.sign or before.known.printed.value <= 0:
        return
    elif change.is_share:
        yield judged(facts, quotient(info, change.known, parts, [(ONE, before.known)]))
    elif change.dimension == level.dimension:
        yield judged(facts, summed(info, change.known, parts, role="stated"))


def _opening(facts: Facts) -> Iterator[Outcome]:
    """Judge changes that stand behind the closing balance, where the opening one of the same name is told before."""
    info = rule(NAME, TITLE)
    for paragraph in paragraphs(facts):
        numbers = paragraph.numbers
        for at, change in enumerate(numbers):
            if at == 0 or not change.stated or not change.sign or not _SINCE.match(change.before):
                continue
            closing = numbers[at - 1]
            if closing.dimension != change.dimension or not closing.stated or closing.sign:
                continue
            opening = _of_opening(closing, numbers[: at - 1])
            if opening is not None:
                parts = [(ONE * change.sign, closing.known), (-ONE * change.sign, opening.known)]
                yield judged(facts, summed(info, change.stated, parts, role="stated"))


def _of_opening(closing: Number, before: Sequence[Number]) -> Number | None:
    """Return the one balance that bears the name of the closing one, with 年初 for 年末."""
    if not _CLOSING.search(closing.clause):
        return None
    name = _bare(_CLOSING, closing)
    found = [
        each
        for each in before
        if each.stated
        and not each.sign
        and each.dimension == closing.dimension
        and each.sentence >= closing.sentence - 1
        and _OPENING.search(each.clause)
        and _bare(_OPENING, each) == name
    ]
    return found[0] if len(found) == 1 else None


def _bare(when: re.Pattern[str], number: Number) -> str:
    return _TAIL.sub("", when.sub("", number.clause.strip()))
