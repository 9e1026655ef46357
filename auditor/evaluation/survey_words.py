"""What is wrong with shares and means of questionnaires, in words, and why no whole answers give them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import records
from auditor.evaluation.bases import OddRow, other_base
from auditor.numbers import Interval, decimal_text, round_to

if TYPE_CHECKING:
    from auditor.evaluation.survey import SharesResult


@records.frozen
class Listed:
    """A list of shares as printed, with the value and interval of each and the step they are printed to."""

    printed: Sequence[str]
    values: Sequence[Fraction]
    intervals: Sequence[Interval]
    step: Fraction


def share_words(result: SharesResult, shares: Listed, base: int | None, *, multiple: bool) -> dict[str, str]:
    """Return what is wrong with a list of shares, in both languages, and why; empty where nothing is."""
    printed = shares.printed
    if result.consistent:
        return {}
    listed = "、".join(printed)
    if base is None:
        return {
            "say.zh": f"各项占比 {listed} 之和不可能为 100%",
            "say.en": f"the shares {', '.join(printed)} cannot add up to 100 %",
        }
    wrong = [printed[at] for at in result.impossible]
    if wrong:
        zh = f"{'、'.join(wrong)} 不可能由 {base} 份答卷得出"
        en = f"{', '.join(wrong)} cannot come from {base} answers"
    elif multiple:
        zh, en = (
            f"各项占比 {listed} 合计不足 {base} 份答卷，而每份答卷至少选一项",
            f"the shares {', '.join(printed)} add up to less than {base} answers, of which each takes an option",
        )
    else:
        zh, en = (
            f"各项占比 {listed} 合不成 {base} 份答卷",
            f"the shares {', '.join(printed)} do not add up to {base} answers",
        )
    # Too few ticks say nothing of the base: over fewer answers no row would be what it is.
    short = multiple and not wrong
    other = None if short else other_base(shares.intervals, base, multiple=multiple)
    if other is not None:
        zh += f"；按 {other} 份（次）计算则全部吻合，疑似基数有误"
        en += f"; all of them fit {other} answers: probably the wrong base"
    found = {"say.zh": zh, "say.en": en, "other_base": "" if other is None else str(other)}
    return found | _argument(result, shares, base)


def _argument(result: SharesResult, shares: Listed, base: int) -> dict[str, str]:
    """Return why no whole counts give a list: the counts on either side of each row, or the sums they reach."""
    zh: list[str] = []
    en: list[str] = []
    for at in result.impossible:
        below, above = _beside(shares.values[at], base, shares.step)
        zh.append(f"  {shares.printed[at]}：{below}，{above}，都不印作 {shares.printed[at]}")
        en.append(f"  {shares.printed[at]}: {below}, {above}; neither prints as {shares.printed[at]}")
    if not result.impossible and result.total is not None:
        low, high = result.total.low, result.total.high
        zh.append(f"  各项的整数份数相加在 {low} 与 {high} 之间，不含 {base}")
        en.append(f"  the whole counts of the rows add up to between {low} and {high}, never to {base}")
    return {"why.zh": "\n".join(zh), "why.en": "\n".join(en)}


def mean_argument(text: str, value: Fraction, size: int, step: Fraction) -> dict[str, str]:
    """Return why no whole total gives a mean: the totals on either side of it."""
    below, above = _beside(value, size, step)
    return {
        "why.zh": f"  {below}，{above}，都不印作 {text}",
        "why.en": f"  {below}, {above}; neither prints as {text}",
    }


def _beside(value: Fraction, size: int, step: Fraction) -> tuple[str, str]:
    """Return the whole counts just below and above a share of `size`, each with the percentage it prints."""
    count = value * size
    low = count.numerator // count.denominator
    ends = []
    for each in (low, low + 1):
        share = Fraction(each, size)
        printed = round_to(share, step) if step else share
        sign = "=" if printed == share else "≈"
        ends.append(f"{each}/{size} {sign} {decimal_text(printed * 100)}%")
    return ends[0], ends[1]


def odd_words(words: dict[str, str], printed: Sequence[str], odd: OddRow) -> dict[str, str]:
    """Return the words for a list that another number of answers explains but for one row."""
    row = "" if odd.row is None else printed[odd.row]
    zh, en = (
        (f"，除 {row} 外全部吻合", f", all but {row} fit")
        if row
        else ("每一项都可能，但合计不符", ", each row fits but not their sum")
    )
    return {
        "say.zh": f"{words['say.zh']}；按 {odd.answers} 份（次）计算{zh}，疑似该项有误，基数也有误",
        "say.en": f"{words['say.en']}; over {odd.answers} answers{en}: probably that row is wrong, and the base as well",
        "inferred_base": str(odd.answers),
    }


_SEVERAL_WORDS = ("多选", "multiple choice", "several choices")


def among_several(section: tuple[str, ...]) -> bool:
    """Whether a heading says that several options could be chosen."""
    return any(word in each.lower() for each in section for word in _SEVERAL_WORDS)
