"""The number scanner: every digit of a text becomes a figure, a code, a date … or is named as unread."""

from __future__ import annotations

import functools
import unicodedata
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.extraction.numbers.claims import claims
from auditor.extraction.numbers.found import Found
from auditor.extraction.numbers.ranges import OPERATORS, ranges_and_lists
from auditor.extraction.numbers.signwords import after, before, compared
from auditor.extraction.numbers.unitwords import (
    currency_before,
    letters_after,
    unit_after,
    with_currency,
    without_currency,
)
from auditor.extraction.text.characters import KEPT, fold, is_cjk
from auditor.numbers import Numeral
from auditor.report.blocks import NumberKind
from auditor.report.printed import numeral_of

if TYPE_CHECKING:
    from collections.abc import Iterator

# Behind three points, which lead to an amount, another number begins: fiscal year 2027.........91,250,000.
_CHUNK = re.compile(r"[0-9](?:(?:[0-9,]|\.(?!\.\.))*[0-9])?")
_LED = "..."
_NUMBER = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_YEAR = re.compile(r"(?:19[5-9]|20[0-9])[0-9]")
_CHINESE_COUNT = re.compile(
    r"(?<![第初十百千万一二三四五六七八九“”\"每逐之])(?P<digits>[二两三四五六七八九]|[二三四五六七八九]?十[一二三四五六七八九]?)"
    r"(?P<unit>大?(?:个(?![月人])|项(?!目)|类|名|家(?!庭)|所(?!有)|处|份|批|件|条|座|户|种|大))(?![一-龥]?[”\"])"
)
_CHINESE_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_MATH = re.compile(r"\$(?P<body>[^$\n]{1,80})\$")
# Between two amounts of dollars stand plain words, or thousands in groups; in a formula only commands do.
_DOLLARS = re.compile(r"^[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|(?<![\\A-Za-z])[A-Za-z]{3,}")
_NEXT_AMOUNT = re.compile(r"[\s(/–—-]\$[0-9]")
"""Behind a blank the second sign begins an amount: from $42 to $82."""
_SPACED = re.compile(r"[0-9](?:[0-9 ]*[0-9])?(?: ?\. ?[0-9](?:[0-9 ]*[0-9])?)?")
# 周转量 1 228.3 亿吨公里: thousands parted by a blank, behind a word that numbers no table and before a unit.
_BLANK_GROUPS = re.compile(
    r"(?:(?<=[一-龥])(?<![表图章])(?<!附件)|(?<=[一-龥] )(?<![表图章] )(?<!附件 ))[1-9][0-9]{0,2}(?: [0-9]{3})+(?:\.[0-9]+)?(?= ?[亿万千百]{0,2}[个人名位户家所辆台套吨元件张门亩头只米次平公立千份例条项种座棵株本册处])"
)
# of 456 612 deaths: between two plain words no table numbers its rows and no capital names a part of the report.
_BLANK_GROUPS_LATIN = re.compile(
    r"(?:(?<![A-Za-z0-9,.-])(?:of|the|were|was|are|is|to|from|by|with|some|about|than|and|total|reached|in all) |(?<=, )|(?<=[(]))"
    r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?= (?:[a-z]{3,}\b|[(]))"
)
# 总诊疗人次 84.7 亿: what is counted stands in the noun before the number.
_COUNTED_BEFORE = re.compile(r"(?<![一-龥]人均)(?P<counter>人次|户次)数?(?:为|达到?|约|共|近|超)?\s*$")
_BLANK = re.compile(r"(?<=[0-9]) (?=[0-9])")
_BARE_POINT = re.compile(r"(?:^|(?:^|[^.])[\s(]|[$£€])\.$")
_POWERS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"
_FRACTION = 3
_ENDLESS = re.compile(r"[0-9](?:[0-9,]|\.(?!\.\.)){80,}")


def scan(text: str, *, cell: bool = False) -> list[Found]:
    """Return every number of `text` in order. In a `cell` the whole text may be one numeral or blank."""
    return list(_scanned(text, cell=cell))


@functools.lru_cache(maxsize=KEPT)
def _scanned(text: str, *, cell: bool) -> tuple[Found, ...]:
    folded = fold(text)
    if cell and (single := _whole_cell(text, folded)):
        return (single,)
    if not any(char.isnumeric() for char in folded):
        return ()
    if not cell:
        folded = _BLANK_GROUPS.sub(lambda found: found.group().replace(" ", ","), folded)
        folded = _BLANK_GROUPS_LATIN.sub(lambda found: _BLANK.sub(",", found.group()), folded)
    folded, endless = _endless(folded)
    found = [
        Found(start=claim.start, end=claim.end, kind=claim.kind, reason=claim.reason)
        for claim in claims(folded)
    ]
    found.extend(endless)
    taken = bytearray(len(folded))
    for item in found:
        taken[item.start : item.end] = b"\x01" * (item.end - item.start)
    found.extend(_math(folded, taken))
    floor = 0
    for chunk in _CHUNK.finditer(folded):
        if all(taken[chunk.start() : chunk.end()]):
            floor = chunk.end()
            continue
        for start, end in _free(folded, chunk.start(), chunk.end(), taken):
            for item in _piece(folded, start, end, floor, cell=cell):
                found.append(item)
                taken[item.start : item.end] = b"\x01" * (item.end - item.start)
                floor = max(item.end, item.unit_end)
    found.extend(_chinese(folded, taken))
    found.extend(_strange(folded, taken))
    found.sort(key=lambda item: item.start)
    return tuple(ranges_and_lists(folded, found))


def _endless(folded: str) -> tuple[str, list[Found]]:
    """Take runs of digits that no report prints out of the text, before any pattern meets them."""
    found = [
        Found(
            start=run.start(),
            end=run.end(),
            kind=NumberKind.UNREAD,
            reason="too many digits",
            unit_end=run.end(),
        )
        for run in _ENDLESS.finditer(folded)
    ]
    return (_ENDLESS.sub(lambda run: "\0" * len(run.group()), folded) if found else folded), found


def _whole_cell(text: str, folded: str) -> Found | None:
    start = len(folded) - len(folded.lstrip())
    end = len(folded.rstrip())
    if start >= end:
        return None
    currency, length = without_currency(folded[start:end])
    start += length
    if start >= end:
        return None
    body = folded[start:end]
    compact = body.replace(" ", "")
    numeral = numeral_of(text[start:end])
    if numeral is not None and not (len(compact) > 1 and compact[0] == "0" and compact.isdigit()):
        if body[0] in "无*\\" and body != "无":
            return None
        return Found(
            start=start, end=end, kind=NumberKind.FIGURE, numeral=numeral, unit=numeral.mark or currency,
            unit_end=end, bound=numeral.bound,
        )  # fmt: skip
    if re.fullmatch(r"[+-]?\.[0-9]+", compact):
        read = numeral_of(compact.replace(".", "0.", 1))
        return Found(start=start, end=end, kind=NumberKind.FIGURE, numeral=read, unit_end=end)
    return None


def _math(folded: str, taken: bytearray) -> Iterator[Found]:
    r"""Find numerals that OCR wrote as formulas, with blanks between the digits: $7 7 . 2 \%$."""
    for span in _MATH.finditer(folded):
        if _DOLLARS.search(span["body"]) or _NEXT_AMOUNT.match(folded, span.end("body") - 1):
            continue
        low, high = span.span("body")
        for spaced in _SPACED.finditer(folded, low, high):
            start, end = spaced.span()
            if any(taken[start:end]):
                continue
            numeral = numeral_of(spaced.group().replace(" ", ""))
            percent = re.match(r"\s*\\?%", folded[end:high])
            after_dollar = folded[high + 1 :]
            unit, length, _ = unit_after(after_dollar, 0)
            taken[start:end] = b"\x01" * (end - start)
            yield Found(
                start=start, end=end, kind=NumberKind.FIGURE if numeral else NumberKind.UNREAD, numeral=numeral,
                unit="%" if percent else unit, unit_end=end + percent.end() if percent else high + 1 + length,
                reason="" if numeral else "formula",
            )  # fmt: skip


def _free(folded: str, start: int, end: int, taken: bytearray) -> Iterator[tuple[int, int]]:
    """Iterate over the stretches of a run of digits that no claim took, without the marks at their ends."""
    while start < end:
        if taken[start] or folded[start] in ",.":
            start += 1
            continue
        stop = start
        while stop < end and not taken[stop]:
            stop += 1
        yield start, start + len(folded[start:stop].rstrip(",."))
        start = stop


def _piece(folded: str, start: int, end: int, floor: int, *, cell: bool) -> Iterator[Found]:
    piece = folded[start:end]
    if not piece:
        return
    if not _NUMBER.fullmatch(piece):
        parts = piece.split(",")
        plain = all(_NUMBER.fullmatch(part) for part in parts)
        # 2024,15 can only be a list; 1,23 may be a mistyped 1,230: say so rather than guess.
        if plain and len(parts) > 1 and (len(parts[0]) > 3 or "." in parts[0]):  # noqa: PLR2004 - a group has 3 digits
            at = start
            for part in parts:
                yield from _piece(folded, at, at + len(part), floor, cell=cell)
                at += len(part) + 1
                floor = at
            return
        reason = "digit groups that are no thousands" if "," in piece else "more than one decimal point"
        yield Found(start=start, end=end, kind=NumberKind.UNREAD, reason=reason, unit_end=end)
        return
    if folded[end : end + 1] in _POWERS and end < len(folded):
        yield Found(start=start, end=end + 1, kind=NumberKind.UNREAD, reason="power", unit_end=end + 1)
        return
    if (
        folded[max(0, start - 1) : start] == "."
        and not piece.count(".")
        and folded[max(0, start - 3) : start] != _LED
    ):
        if _BARE_POINT.search(folded, max(0, start - 4), start) and piece.isdigit():
            yield _below_one(folded, start, end, floor, cell=cell)
            return
        yield Found(
            start=start, end=end, kind=NumberKind.UNREAD, reason="decimal point without digits", unit_end=end
        )
        return
    yield _figure(folded, start, end, floor, cell=cell)


def _below_one(folded: str, start: int, end: int, floor: int, *, cell: bool) -> Found:
    """Return a fraction whose nought is left out: $.43 a share, fell .3 percent."""
    found = _figure(folded, start, end, floor, cell=cell)
    currency, _ = currency_before(folded, start - 1)
    numeral = numeral_of(folded[start - 1 : found.end])
    unit = with_currency(currency, found.unit)
    return attrs.evolve(found, start=start - 1, numeral=numeral, unit=unit, kind=NumberKind.FIGURE)


def _figure(folded: str, start: int, end: int, floor: int, *, cell: bool) -> Found:
    lead = compared(folded, start, floor) or before(folded, *_signed(folded, start, floor))
    currency, first = currency_before(folded, start)
    if currency:
        lead = before(folded, first, floor)
    # 扣1/5分 is a fraction; 59.55/8*100% and 155/165=93.94% are figures in a formula.
    fraction = re.match(r"/([0-9]{1,3})(?![0-9./%]|,[0-9]|\s*[=*×)）])", folded[end : end + 12])
    if (
        fraction
        and end - start <= _FRACTION
        and folded[start:end].isdigit()
        and folded[start - 1 : start] not in {"=", "/"}
    ):
        return _fraction(folded, start, end + fraction.end(), int(fraction.group(1)))
    stop = end
    unit, unit_end, rough = unit_after(folded, end)
    if unit in {"%", "‰"} and folded[unit_end - 1] in "%‰":
        stop = unit_end
    if currency and not is_cjk(folded[first : first + 1]) and (short := letters_after(folded, end))[0]:
        unit, unit_end = short
    unit = with_currency(currency, unit)
    lent = unit in {"万", "亿"} and not cell and _COUNTED_BEFORE.search(folded[max(0, start - 12) : start])
    if lent:
        unit += lent["counter"]
    year = _YEAR.fullmatch(folded[start:end]) and not unit and not cell
    if year and not lead.bound and not _in_formula(folded, start, end):
        return Found(start=start, end=end, kind=NumberKind.DATE, reason="year", unit_end=end)
    low = _signed(folded, start, floor)[0]
    if low != start and lead.sign_word not in {"+", "-"}:
        # A bound of its own (±) is kept in the text, too.
        low = min(low, lead.start)
    starts = (start,) if currency or lead.sign_word in {"+", "-"} else (min(lead.start, low), low, start)
    text_start, numeral = _readable(folded, starts, stop)
    if numeral is None:
        return Found(
            start=start, end=stop, kind=NumberKind.UNREAD, reason="too many digits", unit_end=unit_end
        )
    tail_bound, tail_rough = after(folded, unit_end if unit else stop)
    return Found(
        start=text_start, end=stop, kind=NumberKind.FIGURE, numeral=numeral, unit=unit, unit_end=unit_end,
        sign_word=lead.sign_word, sign=lead.sign, bound=lead.bound or tail_bound,
        approximate=lead.approximate or rough or tail_rough or bool(lead.bound and not numeral.bound),
    )  # fmt: skip


def _signed(folded: str, start: int, floor: int) -> tuple[int, int]:
    """Return where the number begins with its + or -, where that is a sign and no operator or dash."""
    if (start > floor and folded[start - 1] in "+-") or (start > floor and folded[start - 1] == "–"):
        left = folded[start - 2] if start > 1 else ""
        if not left or left in ' \n(（:：,，、；;。为是达至到约≥≤>< =/|"“' or is_cjk(left):
            return start - 1, floor
        if left in "≥≤±" or folded[max(0, start - 4) : start - 1] == _LED:
            return start - 1, floor
    return start, floor


def _readable(folded: str, starts: tuple[int, ...], stop: int) -> tuple[int, Numeral | None]:
    """Return the widest text that reads as one numeral: with its bound, with its sign, or bare."""
    for start in starts:
        numeral = numeral_of(folded[start:stop].replace("–", "-"))
        if numeral is not None:
            return start, numeral
    return starts[-1], None


def _fraction(folded: str, start: int, end: int, divisor: int) -> Found:
    """Return a fraction (扣1/5分): exact, and no decimal numeral."""
    unit, unit_end, _ = unit_after(folded, end)
    text = folded[start:end]
    top = text.split("/")[0]
    if not divisor:
        return Found(start=start, end=end, kind=NumberKind.UNREAD, reason="division by zero", unit_end=end)
    numeral = Numeral(text, Fraction(int(top), divisor), Fraction(0))
    return Found(
        start=start,
        end=end,
        kind=NumberKind.FIGURE,
        numeral=numeral,
        unit=unit,
        unit_end=unit_end,
        reason="fraction",
    )


def _in_formula(folded: str, start: int, end: int) -> bool:
    return bool(OPERATORS & set(folded[max(0, start - 1) : start] + folded[end : end + 1]))


def _chinese(folded: str, taken: bytearray) -> Iterator[Found]:
    """Find counts in Chinese numerals (内设六个办公室), only with a classifier, never one (一个)."""
    for found in _CHINESE_COUNT.finditer(folded):
        start, end = found.span("digits")
        if any(taken[start:end]):
            continue
        taken[start:end] = b"\x01" * (end - start)
        numeral = Numeral(found["digits"], Fraction(_chinese_value(found["digits"])), Fraction(1))
        unit = found["unit"].removeprefix("大") or "类"
        yield Found(
            start=start, end=end, kind=NumberKind.FIGURE, numeral=numeral, unit=unit, unit_end=found.end(),
            reason="Chinese numeral",
        )  # fmt: skip


def _chinese_value(digits: str) -> int:
    if "十" not in digits:
        return _CHINESE_DIGITS[digits]
    tens, _, ones = digits.partition("十")
    return _CHINESE_DIGITS.get(tens, 1) * 10 + _CHINESE_DIGITS.get(ones, 0)


def _strange(folded: str, taken: bytearray) -> Iterator[Found]:
    """Name digits of other scripts, superscripts and the like: they are never read as numbers."""
    for at, char in enumerate(folded):
        if (
            char.isascii()
            or taken[at]
            or not char.isnumeric()
            or is_cjk(char)
            or unicodedata.category(char) == "Lo"
        ):
            continue
        if char in "²³" and at and (folded[at - 1] in "m㎡米" or is_cjk(folded[at - 1])):
            continue
        if unicodedata.category(char) == "Nl":
            yield Found(start=at, end=at + 1, kind=NumberKind.SERIAL, reason="Roman numeral", unit_end=at + 1)
            continue
        if char in _POWERS:
            yield Found(
                start=at, end=at + 1, kind=NumberKind.REFERENCE, reason="footnote mark", unit_end=at + 1
            )
            continue
        reason = "digit of another script" if char.isdecimal() else "fraction or other sign"
        yield Found(start=at, end=at + 1, kind=NumberKind.UNREAD, reason=reason, unit_end=at + 1)
