"""The numbers that Word prints before list items and headings, from numbering.xml and the styles."""

# ruff: noqa: RUF001 - the look-alikes are the very characters that documents print
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.extraction.word.xml import W, count_of, is_on

if TYPE_CHECKING:
    from lxml import etree

_MOST = 100_000
_LETTERS = 26
_DIGITS = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LONGEST_ROMAN = 4_000
_LONGEST_CHINESE = 10_000
_ENCLOSED = {
    "decimalEnclosedCircle": "①", "decimalEnclosedCircleChinese": "①", "decimalEnclosedParen": "⑴",
    "decimalEnclosedFullstop": "⒈",
}  # fmt: skip
_MOST_ENCLOSED = 20
_NO_LIST = "0"


@records.frozen
class _Level:
    form: str
    text: str
    start: int
    style: str = ""
    legal: bool = False
    kept: bool = False
    """Whether the level goes on counting behind a higher one."""


@records.frozen
class _List:
    """What a paragraph names by `numId`: the levels of the definition that it counts by, and where it starts anew."""

    definition: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]


@attrs.define(eq=False)
class Numbering:
    """Counts numbered paragraphs in document order. Lists of one definition count on where the other ended."""

    lists: Mapping[str, _List]
    _counts: dict[str, dict[int, int]] = attrs.field(factory=dict)
    _begun: set[tuple[str, int]] = attrs.field(factory=set)

    def level_of(self, number: str, style: str) -> int | None:
        """Return the level of list `number` that is tied to a paragraph style."""
        found = self.lists.get(number)
        levels = found.levels if found else {}
        return next((at for at, level in levels.items() if style and level.style == style), None)

    def label(self, number: str, level: int) -> str:
        """Return the printed number of the next paragraph of list `number` at `level`, "" for a bullet."""
        found = self.lists.get(number)
        if found is None or number == _NO_LIST or level not in found.levels:
            return ""
        levels = found.levels
        counts = self._counts.setdefault(found.definition, {})
        if (number, level) not in self._begun and level in found.starts:
            counts[level] = found.starts[level] - 1
        self._begun.add((number, level))
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [at for at in counts if at > level and at in levels and not levels[at].kept]:
            del counts[deeper]
        form = levels[level]
        if form.form in {"bullet", "none"}:
            return ""

        def printed(found: re.Match[str]) -> str:
            at = int(found.group(1)) - 1
            inner = levels.get(at)
            count = counts.get(at, inner.start if inner else 1)
            return _printed(count, inner.form if inner and not form.legal else "decimal")

        return re.sub(r"%([1-9])", printed, form.text)


def read_numbering(part: etree._Element | None, linked: Mapping[str, str]) -> Numbering:
    """Read numbering.xml; a document without it numbers nothing. `linked` names the list of each list style."""
    if part is None:
        return Numbering({})
    abstract: dict[str, dict[int, _Level]] = {}
    styled: dict[str, str] = {}
    for item in part.findall(f"{W}abstractNum"):
        ident = item.get(f"{W}abstractNumId", "")
        abstract[ident] = {_at(level): _level(level) for level in item.findall(f"{W}lvl")}
        if (style := item.find(f"{W}numStyleLink")) is not None:
            styled[ident] = linked.get(style.get(f"{W}val", ""), "")
    numbers = {item.get(f"{W}numId", ""): item for item in part.findall(f"{W}num")}
    lists: dict[str, _List] = {}
    for number, item in numbers.items():
        target = _target(item)
        if target in styled and styled[target] in numbers:
            # The definition only says in which style the real one is.
            target = _target(numbers[styled[target]])
        levels = dict(abstract.get(target, {}))
        starts: dict[int, int] = {}
        definition = target
        for override in item.findall(f"{W}lvlOverride"):
            at = _at(override)
            start = override.find(f"{W}startOverride")
            if start is not None and at in levels:
                starts[at] = count_of(start, 1, _MOST)
            level = override.find(f"{W}lvl")
            if level is not None:
                levels[at] = _level(level)
                definition = f"{target}/{number}"  # a list of its own
        lists[number] = _List(definition, levels, starts)
    return Numbering(lists)


def _target(number: etree._Element) -> str:
    target = number.find(f"{W}abstractNumId")
    return target.get(f"{W}val", "") if target is not None else ""


def _at(element: etree._Element) -> int:
    written = element.get(f"{W}ilvl", "0")
    return int(written) if len(written) == 1 and written in "0123456789" else 0


def _level(element: etree._Element) -> _Level:
    def value(name: str, default: str) -> str:
        child = element.find(f"{W}{name}")
        return default if child is None else child.get(f"{W}val", default)

    restart = element.find(f"{W}lvlRestart")
    return _Level(
        value("numFmt", "decimal"),
        value("lvlText", ""),
        count_of(element.find(f"{W}start"), 1, _MOST),
        value("pStyle", ""),
        legal=is_on(element.find(f"{W}isLgl")),
        kept=restart is not None and restart.get(f"{W}val") == "0",
    )


def _printed(count: int, form: str) -> str:
    at = count - 1
    if form in {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    }:
        return chinese(count)
    if form == "chineseLegalSimplified":
        return chinese(count, _LEGAL, "拾佰仟")
    if form in {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"}:
        return "".join(_DIGITS[int(digit)] for digit in str(count)).replace("零", "〇")
    if form in {"ideographTraditional", "ideographZodiac"}:
        signs = _STEMS if form == "ideographTraditional" else _BRANCHES
        return signs[at % len(signs)]
    if form in {"lowerLetter", "upperLetter"}:
        # Behind z come aa, bb, cc.
        letter = chr(ord("a") + at % _LETTERS) * (at // _LETTERS + 1 if at < _LETTERS**2 else 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"}:
        return roman(count).upper() if form == "upperRoman" else roman(count)
    if form in _ENCLOSED:
        return chr(ord(_ENCLOSED[form]) + at) if 0 <= at < _MOST_ENCLOSED else str(count)
    if form in {"decimalFullWidth", "decimalFullWidth2"}:
        return str(count).translate(_FULL)
    if form == "numberInDash":
        return f"- {count} -"
    return str(count).rjust(2, "0") if form == "decimalZero" else str(count)


def roman(count: int) -> str:
    """Return a number in small Roman numerals; one that is too large for them in digits."""
    if not 0 < count < _LONGEST_ROMAN:
        return str(count)
    text = ""
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        text += sign * times
    return text


def chinese(count: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """Return a number below ten thousand in Chinese numerals, as lists count: 九, 十, 十二, 一百零一."""
    if not 0 <= count < _LONGEST_CHINESE:
        return str(count)
    written = str(count)
    parts: list[str] = []
    for at, digit in enumerate(written):
        power = len(written) - at - 1
        if digit != "0":
            parts.append(digits[int(digit)] + (units[power - 1] if power else ""))
        elif parts and parts[-1] != digits[0]:
            parts.append(digits[0])
    text = "".join(parts).rstrip(digits[0]) or digits[0]
    # 十二, but 一百一十二.
    return text.removeprefix(digits[1]) if text.startswith(digits[1] + units[0]) else text
