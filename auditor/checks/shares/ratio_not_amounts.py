"""A ratio of shares that is not that of the amounts told before it: 第一产业增加值 47.5 亿元；…。三次产业结构为 3.9:59.5:36.6.

The names tie the amounts to the ratio: the three sectors, or two things that the words before the ratio name (中直与地方经济比重为 31.3:68.7).
A share may be pushed by one last place to make all of them give 100.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import paragraphs
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.findings import Verdict
from auditor.numbers import decimal_text, read_numeral, round_to

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "ratio-not-amounts"
TITLE = {"zh": "结构比与各项数额不符", "en": "a ratio of shares is not that of its amounts"}
_N = r"[0-9]{1,2}(?:\.[0-9]{1,2})?"
_SIGN = r"\s*[:：\u2236\ufe30]\s*"
_RATIO = re.compile(
    rf"(?P<words>[^，,。；;]{{2,30}}?)(?:结构|比例|比重|占比|之比|比)(?:比例|比)?(?:优化|调整|变)?(?:为|是|达|到)\s*(?P<ratio>{_N}(?:{_SIGN}{_N}){{1,2}})(?![0-9.:：])"
)
_SECTORS = re.compile(r"三次产业|三产|一二三产|[一二三]、二、三次?产业")
_SECTOR = ("第一产业", "第二产业", "第三产业")
_PAIR = re.compile(r"(?P<one>[一-龥]{1,6})[与和](?P<two>[一-龥]{1,8})$")
_YEAR = re.compile("20[0-9]{2}")
_OTHER = re.compile(r"核实|修订|初步|上年|去年|同期|由|从|税|投资|就业|用电|贷款|人口|占|[增减]")
_PLURAL = re.compile(r"(?:制?经济|产业|企业|部门|增加值)$")
_NEAR = 15
"""1:2 and 3.5:4.5 are ratios of another kind."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the ratios of a paragraph by the amounts that it tells of the things named."""
    for paragraph in paragraphs(facts):
        if "：" not in paragraph.text and ":" not in paragraph.text:
            continue
        for found in _RATIO.finditer(paragraph.text):
            yield from _judged(paragraph, found)


def _judged(paragraph: Paragraph, found: re.Match[str]) -> Iterator[Outcome]:
    parts = [read_numeral(part) for part in re.split(_SIGN, found["ratio"])]
    amounts = _amounts(paragraph, found, len(parts))
    step = max(part.step for part in parts)
    if amounts is None or step >= 1 or abs(sum((part.value for part in parts), Fraction(-100))) > _NEAR:
        return
    total = sum((each.known.printed.value for each in amounts), Fraction(0))
    shares = [100 * each.known.printed.value / total for each in amounts]
    # What an amount may be by its last place, its share may be off, besides one place to make all give 100.
    slack = [step * 3 / 2 + 100 * each.known.printed.step / total for each in amounts]
    off = [abs(part.value - share) > most for part, share, most in zip(parts, shares, slack, strict=True)]
    whole = evidence_of_words(paragraph.block, found.start("ratio"), found["ratio"], "比例")
    items = [whole, *(evidence_at(each.block, each.occurrence, "part") for each in amounts)]
    info = rule(NAME, TITLE)
    if not any(off):
        yield said(info, "", "", items, Verdict.WITHIN_ROUNDING)
        return
    right = ":".join(decimal_text(round_to(share, step)) for share in shares)
    told = "、".join(f"{each.occurrence.text}{each.occurrence.unit}" for each in amounts)
    zh = f"写“{found['ratio']}”，按所述 {told} 应为 {right}"
    yield said(info, zh, f"says {found['ratio']}, and {told} are as {right}", items)


def _amounts(paragraph: Paragraph, found: re.Match[str], count: int) -> Sequence[Number] | None:
    """Return the one amount that the paragraph tells of each thing of a ratio, in its order."""
    words = re.sub(r"\s", "", found["words"])
    if _OTHER.search(words):
        return None
    pair = _PAIR.search(_PLURAL.sub("", words))
    if count == len(_SECTOR) and _SECTORS.search(words):
        names: Sequence[str] = _SECTOR
    elif count == 2 and pair is not None:  # noqa: PLR2004 - a pair
        names = (_PLURAL.sub("", pair["one"]), pair["two"])
    else:
        return None
    told = [
        each
        for each in paragraph.numbers
        if each.stated is not None
        and not each.sign
        and each.dimension == "money"
        and each.known.printed.value > 0
        and each.occurrence.span.start < found.start("ratio")
    ]
    own = [[each for each in told if _called(each, name)] for name in names]
    if any(len(each) != 1 for each in own):
        return None
    # 2021 年三次产业结构为…: of amounts that are told of that year, and of no others.
    led = paragraph.text[: own[0][0].occurrence.span.start]
    if any(year not in led for year in _YEAR.findall(words)):
        return None
    return [each[0] for each in own]


def _called(number: Number, name: str) -> bool:
    """Whether an amount is the added value of a thing: 地方经济实现增加值, and not its tax or its change."""
    clause = re.sub(r"\s|^其中[，,：:]?", "", number.clause)
    rest = clause.removeprefix(name)
    return (
        rest != clause
        and re.fullmatch(r"(?:制?经济|产业|企业)?(?:共|累计)?(?:实现|完成)?(?:增加值)?(?:为|达到?)?", rest)
        is not None
    )
