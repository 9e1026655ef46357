"""Shares by one criterion, each class with its own: 从学历看，研究生占 a%，本科占 b%，…; 按就医地分，甲、乙、丙分别占 a%、b%、c%.

A criterion puts nobody into two classes, so that more than 100 % is wrong. Less may be a list of the greatest classes alone, unless two
digits of one share that are turned back make it full, or the list names all the rows of a table.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.slips import digits
from auditor.checks.common.tables import plain, sheets
from auditor.checks.common.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.evaluation.facts import Facts

_CRITERION = re.compile(
    r"(?:^|[，,。；;：:])\s*(?:[按从就分]|[一-龥]{0,8}按照?|根据)[^，,。；;：:]{1,16}?(?:分类?|看|划分|计算|统计|区分|口径)[，,：:][^。；;：:]{1,48}$"
)
_SHARE = re.compile(
    r"(?P<name>[^，,。；;：:、（）()占]{2,16})占(?:比)?(?:总[^，,。；;、0-9]{1,8}的)?(?:为|高?达到?|约|\s)*$"
)
_NEXT = re.compile(rf"\s*[，,、；;和]\s*{_SHARE.pattern}")
_IN_TURN = re.compile(r"(?:分别占(?:比)?(?:总[^，,。；;、0-9]{1,8}的)?|(?:占比|比重|比例)分别)(?:为|是|\s)*$")
_JOINT = re.compile(r"\s*[、，,和及与]\s*")
_OPEN = re.compile(r"\s*等|[^，,；;。]{0,4}[，,；;。]\s*(?:其余|其它|其他|余下|剩余|另有)")
_ANSWERS = re.compile("问卷|受访|答题")
"""Of answers several may be given, but nobody has two ages or trades: who answered is parted by a criterion all the same."""
_MANY = re.compile(r"多选|不定项|认为|原因|需求|建议|意愿|意见|主要|前[0-9二三四五]|较[多高]|最[多高]")
_BRACKETED = re.compile(r"[（(][^（）()]*[)）]")
_PART = re.compile(r"[^，,。；;0-9]{0,3}[，,]\s*占(?:比)?(?:为)?\s*")
_LEAST, _MOST = 3, 9
_NEAR = 15
_FINE = Fraction(1, 10000)


def by_criterion(facts: Facts, paragraph: Paragraph) -> Iterator[Sequence[Number]]:
    """Iterate over the lists of shares that have to give 100 %."""
    shares = [each for each in paragraph.numbers if each.is_share]
    taken = 0
    for start, first in enumerate(shares):
        if start < taken:
            continue
        words = _words(paragraph, first)
        in_turn, alone = _IN_TURN.search(words), _SHARE.search(words)
        if not (in_turn or alone):
            continue
        run, names = [first], [stem(alone["name"])] if alone else []
        for each in shares[start + 1 :]:
            found = (_JOINT if in_turn else _NEXT).fullmatch(_words(paragraph, each))
            if found is None or "其中" in each.before or each.sentence != first.sentence:
                break
            run.append(each)
            names += [] if in_turn else [stem(found["name"])]
        if not _LEAST <= len(run) < _MOST or any(each.stated is None or each.sign for each in run):
            continue
        taken = start + len(run)
        total = sum((each.known.printed.value for each in run), Fraction(0))
        slack = sum((each.known.printed.step for each in run), Fraction(0)) / 2
        said = _CRITERION.search(words) is not None
        if abs(total - 1) * 100 > _NEAR or _MANY.search(first.lead):
            continue
        if _ANSWERS.search(first.lead) and not said:
            continue
        open_ = _OPEN.match(run[-1].after) is not None
        full = said and (total > 1 or abs(total - 1) <= slack or (not open_ and _turned(run, total)))
        # Told to the second place, a list that is not all there is hardly ever becomes so by two digits turned.
        fine = all(each.known.printed.step <= _FINE for each in run) and not open_
        full = full or (fine and _turned(run, total, exact=True))
        if full or (names and not open_ and _all_rows(facts, names)):
            yield run


def _words(paragraph: Paragraph, share: Number) -> str:
    """Return the words before a share; of 交通支出 11,920.65 万元，占 80.29% those before the amount, which names it."""
    words = _BRACKETED.sub("", share.before)
    at = paragraph.numbers.index(share)
    if not at or _PART.fullmatch(words) is None:
        return words
    part = paragraph.numbers[at - 1]
    own = part.sentence == share.sentence and part.depth == share.depth and not part.is_share
    return f"{_BRACKETED.sub('', part.before)}占" if own else words


def _turned(run: Sequence[Number], total: Fraction, *, exact: bool = False) -> bool:
    """Whether two digits next to each other, turned back in one share, make all of them 100 %."""
    for each in run:
        printed = each.known.printed
        text = str(int(printed.value / printed.step))
        for at in range(len(text) - 1):
            back = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
            value = int(back) * printed.step
            if (
                digits(each.known) >= _LEAST
                and back != text
                and abs(total - printed.value + value - 1) <= (0 if exact else printed.step)
            ):
                return True
    return False


def _all_rows(facts: Facts, names: Sequence[str]) -> bool:
    """Whether names are those of all the rows of a table that has a total, each year or kind of them with its own row or without."""
    sought = sorted(names)
    for sheet in sheets(facts):
        rows = Counter(stem(plain(each.label or each.name)) for each in sheet.details) if sheet.totals else {}
        if sorted(rows) == sought and len(set(rows.values())) == 1:
            return True
    return False
