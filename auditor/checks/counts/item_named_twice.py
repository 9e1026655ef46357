"""A list of amounts that names one item twice with two values: 教育支出 10.17、农林水支出 7.94、农林水支出 7.70 亿元."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "item-named-twice"
TITLE = {"zh": "列举中同一名称出现两次而数字不同", "en": "a list names one item twice with two values"}
_ITEM = re.compile(r"^\s*(?:[、]|以?及|和)\s*(?P<name>[^，,。；;、：:（）()0-9]{3,24}?)\s*$")
_FIRST = re.compile(r"(?:^|[，,。；;、：:是为])\s*(?P<name>[^，,。；;、：:（）()0-9是为]{3,24}?)\s*$")
_NO_NAME = re.compile(
    r"^(?:合计|小计|其中|其他.*|补助资金|资金|金额|项目|支出|收入|增加|减少|增长|下降|同比.*|分别.*|新增.*|涉及.*|共计.*)$"
)
_LEAST = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge lists whose items stand between enumeration commas."""
    for paragraph in paragraphs(facts):
        for run in _runs(paragraph):
            if len(run) >= _LEAST:
                yield from _judged(run)


Item = tuple[str, Number]


def _runs(paragraph: Paragraph) -> Iterator[list[Item]]:
    """Iterate over lists: numbers of one unit, each but the first with nothing but its name before it."""
    run: list[Item] = []
    for number in paragraph.numbers:
        item = _ITEM.match(number.before)
        if item and run and _alike(run[-1][1], number):
            run.append((_plain(item["name"]), number))
            continue
        yield run
        first = _FIRST.search(number.before)
        run = [(_plain(first["name"]) if first else "", number)] if number.stated and not number.sign else []
    yield run


def _alike(one: Number, two: Number) -> bool:
    return (
        two.stated is not None
        and not two.sign
        and (one.dimension, one.sentence, one.part, one.depth)
        == (two.dimension, two.sentence, two.part, two.depth)
    )


def _plain(name: str) -> str:
    return re.sub(r"\s|^其中", "", name)


def _judged(run: Sequence[Item]) -> Iterator[Outcome]:
    for (one, first), (two, second) in itertools.combinations(run, 2):
        if one != two or not one or _NO_NAME.match(one):
            continue
        if first.known.printed.value == second.known.printed.value or first.period != second.period:
            continue
        numbers = [evidence_at(each.block, each.occurrence) for each in (first, second)]
        # Either name may be the wrong one; both are told under the keys of their numbers.
        words = [
            attrs.evolve(evidence_of_words(each.block, _start(each, name), name, "名称"), key=item.key)
            for name, each, item in ((one, first, numbers[0]), (two, second, numbers[1]))
        ]
        zh = f"列举中“{one}”出现两次：{first.occurrence.text} 和 {second.occurrence.text}"
        en = f"the list names '{one}' twice: {first.occurrence.text} and {second.occurrence.text}"
        yield said(rule(NAME, TITLE), zh, en, [*words, *numbers], Verdict.DISCREPANCY)


def _start(number: Number, name: str) -> int:
    """Return where the name before a number begins."""
    at = number.block.text.rfind(name[0], 0, number.occurrence.span.start)
    whole = number.block.text.rfind(name, 0, number.occurrence.span.start)
    return max(whole if whole >= 0 else at, 0)
