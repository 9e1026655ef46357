"""A bound that all of some figures are said to keep, and one of them does not: 分别为 92.3%和 88.6%，均达到 90%以上; 其余 3 个县完成率均在 99%以上.

The figures stand in a row before the words or behind them, or in the one column of a table close by that is headed so. Of a table as many
rows have to be meant as are left when those are taken away that the sentence names before 其余. What stands at the very bound keeps it.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.cellsaid import label_of
from auditor.checks.common.nearby import Nearby, nearby
from auditor.checks.common.numbers import Number, Paragraph, paragraphs, plainly
from auditor.checks.common.relations import evidence_at, rule, said
from auditor.checks.common.saidwords import measure, words_said
from auditor.checks.common.tables import Sheet, as_percent, header, numeric, plain, same_value, sheets
from auditor.checks.common.words import chinese_number
from auditor.findings import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Stated
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "bound-not-held"
TITLE = {
    "zh": "称均达到（未超过）某数，而所列数字并非都如此",
    "en": "not all keep the bound that all are said to keep",
}
_CN = "[一二三四五六七八九十两]{1,3}"
_ALL = re.compile(
    rf"(?:(?P<rest>其余|其他|除[^，,。；;]{{2,40}}外[，,]?(?:其余)?)|(?P<each>各|所有|全部|上述))?(?P<count>[0-9]{{1,3}}|{_CN})?(?:个|项|家|类|种|所|座|处|名|条)?(?P<noun>[一-龥]{{0,8}}?)的?(?P<head>[一-龥]{{2,8}})?(?:均|都)(?:已|全部|稳定|保持|能)?"
    r"(?P<op>达到?|在|超过|不低于|高于|低于|不高于|突破|不超过|控制在|未达到?|不足|大于|小于)了?$"
)
_END = re.compile(
    r"^(?:%|％|‰|[一-龥]{1,2}?)?(?P<end>[（(]含[）)]以[上下]|及?以[上下内]|之上|之内)?(?:的?(?:目标|标准|要求|水平|控制线|指标值|目标值|限值))?(?P<stop>[，,。；;）)、：:]|$)"
)
_LESS = frozenset({"低于", "不高于", "不超过", "控制在", "未达到", "未达", "不足", "小于"})
_MORE = frozenset({"达", "达到", "超过", "不低于", "高于", "突破", "大于"})
_JOINED = re.compile(r"[^，,。；;、0-9]{0,24}(?:[、和及与]|以及)[^，,。；;、0-9]{0,20}|\s*[、，,和]\s*")
_IN_TURN = re.compile(r"^[，,：:（(]?(?:其中)?[^，,。；;0-9]{0,12}(?:分别|依次)(?:为|是|达)?$")
_AIMS = re.compile(
    r"目标[为是：:]|力争|确保|要求|应(?![种收缴付交发检届])|须|计划|预计|争取|标准为|考核|上年|去年|每|若|如"
)
_NEAR, _FEWEST = 14, 2


@records.frozen(eq=False)
class _Claim:
    paragraph: Paragraph
    bound: Number
    value: Fraction
    more: bool
    words: re.Match[str]
    lead: str

    def breaks(self, value: Fraction) -> bool:
        """Whether a value does not keep the bound."""
        return value < self.value if self.more else value > self.value


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the bounds that all of some figures are said to keep."""
    tables: Nearby[Sheet] | None = None
    for paragraph in paragraphs(facts):
        if paragraph.block.tells_aims or not re.search("[均都]", paragraph.text):
            continue
        for at, bound in enumerate(paragraph.numbers):
            claim = _claim(facts, paragraph, bound)
            if claim is None:
                continue
            listed = _listed(claim, at)
            if listed:
                yield _judged(claim, [(each.occurrence.text, each.known.printed.value) for each in listed])
                continue
            if tables is None:
                tables = nearby(
                    sheet
                    for sheet in sheets(facts)
                    if sheet.block is not None and len(sheet.details) > _FEWEST
                )
            rows = _tabled(claim, tables)
            if rows:
                yield _judged(claim, rows)


def _claim(facts: Facts, paragraph: Paragraph, bound: Number) -> _Claim | None:
    value, text = plainly(facts, bound), paragraph.text
    if value is None or bound.sign or bound.depth:
        return None
    digit = re.search("[0-9]", bound.occurrence.text)
    start = bound.occurrence.span.start + (digit.start() if digit is not None else 0)
    lead = re.sub(r"\s", "", re.split(r"[。；;]", text[:start])[-1])
    clause = lead if "除" in lead else re.split(r"[，,]", lead)[-1]
    words = _ALL.search(clause)
    figure = re.match(r"[0-9.,]+", text[start:])
    behind = re.sub(r"\s", "", text[start + (figure.end() if figure is not None else 0) :])
    end = _END.match(behind)
    if words is None or end is None or _AIMS.search(lead):
        return None
    tail, op = end["end"] or "", words["op"]
    if op == "在" and not tail:
        return None
    less = op in _LESS or tail.endswith(("下", "内"))
    more = op in _MORE or tail.endswith("上")
    if op in _LESS and tail.endswith("上"):
        return None
    return _Claim(paragraph, bound, value.printed.value, more and not less, words, lead)


def _alike(one: Number, bound: Number) -> bool:
    return (
        one.stated is not None
        and not one.sign
        and one.dimension == bound.dimension
        and one.occurrence.unit == bound.occurrence.unit
    )


def _listed(claim: _Claim, at: int) -> list[Number]:
    """Return the figures that stand in a row right before the words, or right behind them."""
    numbers, bound, text = claim.paragraph.numbers, claim.bound, claim.paragraph.text
    before = [each for each in numbers[:at] if each.sentence == bound.sentence and not each.depth]
    found: list[Number] = []
    if before:
        last = before[-1]
        words = re.sub(r"\s", "", text[last.occurrence.span.end : bound.occurrence.span.start]).removeprefix(
            last.occurrence.unit
        )
        bare = re.sub(r"[（(][^（）()]*[）)]", "", words)
        if re.fullmatch(r"[，,]?(?:均|都).{0,8}", bare):
            found = [last]
            for one, two in itertools.pairwise(reversed(before)):
                apart = re.sub(
                    r"\s|[（(][^（）()]*[）)]", "", text[two.occurrence.span.end : one.occurrence.span.start]
                )
                if not _JOINED.fullmatch(apart.removeprefix(two.occurrence.unit)):
                    break
                found.append(two)
    if len(found) < _FEWEST:
        behind = [each for each in numbers[at + 1 :] if each.sentence == bound.sentence]
        found = list(_behind(claim, behind))
    return found if found and all(_alike(each, bound) for each in found) else []


def _behind(claim: _Claim, behind: Sequence[Number]) -> Iterator[Number]:
    """Iterate over what is told in turn behind the words, or as the one that comes next to the bound: 最低的为 93.8%."""
    first = behind[0] if behind else None
    words = (
        re.sub(r"\s", "", claim.paragraph.text[claim.bound.occurrence.span.end : first.occurrence.span.start])
        if first
        else ""
    )
    words = re.sub(r"^(?:%|％|[一-龥]{0,2}?)?(?:及?以[上下内])?(?:的[一-龥]{2,4})?(?=[，,：:（(])", "", words)
    if first is not None and _IN_TURN.match(words):
        yield first
        for each in behind[1:]:
            if not re.fullmatch(r"\s*[、，,和及]\s*[和及]?\s*", each.before):
                return
            yield each
        return
    extreme = re.compile("最低|最少|最小" if claim.more else "最高|最多|最大")
    for each in behind:
        if extreme.search(each.clause) and _alike(each, claim.bound):
            yield each


def _tabled(claim: _Claim, tables: Nearby[Sheet]) -> list[tuple[str, Fraction]]:
    """Return the rows of the one column that is headed so, as many as are meant."""
    words = claim.words
    head = (words["noun"] or "") + (words["head"] or "")
    found: list[list[tuple[str, Fraction]]] = []
    for sheet in tables.near(claim.paragraph.block.index, _NEAR):
        for column in numeric(sheet):
            if not _is_head(header(column), head):
                continue
            cells = [(label_of(row), sheet.at(row, column)) for row in sheet.details]
            known = [(name, as_percent(cell, header(column))) for name, cell in cells if cell is not None]
            if len(known) == len(cells) and all(
                cell.unit.dimension == claim.bound.dimension for _, cell in known
            ):
                found.append(_meant(claim, known))
    found = [each for each in found if each]
    return found[0] if len(found) == 1 else []


def _is_head(head: str, told: str) -> bool:
    named = measure(head)
    return len(named) > 2 and (words_said(plain(told)).endswith(named))  # noqa: PLR2004 - 得分 ends too many


def _meant(claim: _Claim, rows: Sequence[tuple[str, Stated]]) -> list[tuple[str, Fraction]]:
    """Return the rows that are meant, none where it is not sure which."""
    words = claim.words
    count = chinese_number(words["count"]) if words["count"] else None
    rest = [(name, cell) for name, cell in rows if not (words["rest"] and _named(claim, name, cell))]
    sure = words["rest"] or words["each"] or count is not None
    if not sure or len(rest) < _FEWEST or (count is not None and count != len(rest)):
        return []
    if words["rest"] and len(rest) == len(rows):
        return []
    told = [(name, cell.printed.value) for name, cell in rest]
    wrong = sum(claim.breaks(value) for _, value in told)
    return told if wrong * 3 <= len(told) or wrong == 1 else []


def _named(claim: _Claim, name: str, cell: Stated) -> bool:
    """Whether the sentence names a row before it speaks of the others."""
    own = [each for each in claim.paragraph.numbers if each.sentence == claim.bound.sentence and each.stated]
    return plain(name) in claim.lead or any(
        each is not claim.bound and same_value(each.known, cell) for each in own
    )


def _judged(claim: _Claim, told: Sequence[tuple[str, Fraction]]) -> Outcome:
    wrong = [name for name, value in told if claim.breaks(value)]
    item = evidence_at(claim.bound.block, claim.bound.occurrence)
    info = rule(NAME, TITLE, Severity.WARNING)
    if not wrong:
        return said(info, "", "", [item], Verdict.EXACT)
    words = f"{claim.words['op']}{claim.bound.occurrence.text.removeprefix(claim.words['op'])}"
    zh = f"称均{words}，而“{wrong[0]}”不是"
    return said(info, zh, f"all are told to be '{words}', and {wrong[0]} is not", [item])
