"""Characters: full-width signs read as ASCII, hidden ones found, look-alikes named."""

# ruff: noqa: RUF001 - this module is the list of the characters that look like others

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from auditor.language.problems import Problem, Wording
from auditor.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Normal typing in Chinese text. One character becomes one, so that every offset stays.
_FULL_WIDTH = str.maketrans(
    "，：；（）％＝＜＞＋－−／＊｜～＃＠［］\u3000\u00a0\t", ",:;()%=<>+--/*|~#@[]   "
)

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\ufff0-\ufffd\ud800-\udfff\U000e0000-\U000e0fff]|\r(?!\n)"
)

# What a character that looks like one of ours should have been; NFKC knows the full-width letters
# and digits, circled numbers and the radicals that copies from PDF files are full of.
_LIKE: Mapping[str, str] = {
    **dict(zip("АВЕКМНОРСТХаеорсухіѕ", "ABEKMHOPCTXaeopcyxis", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρ", "ABEZHIKMNOPTYXovp", strict=True)),
    "〇": "0", "。": "", "！": "", "？": "", "•": ".", "·": ".", "‧": ".", "．": ".", "－": "-",
    "–": "-", "—": "-", "―": "-", "‐": "-", "‑": "-", "‒": "-", "﹣": "-", "ー": "-", "˗": "-",
    "＂": '"', "″": '"', "〃": '"', "‟": '"', "„": '"', "«": "“", "»": "”", "『": "「", "』": "」",
    "《": "“", "》": "”", "〈": "<", "〉": ">", "‹": "<", "›": ">", "‘": "“", "’": "”", "'": '"', "`": '"',
    "【": "[", "】": "]", "〔": "[", "〕": "]", "｛": "(", "｝": ")", "{": "(", "}": ")",
    "∶": ":", "꞉": ":", "ː": ":", "︰": ":", "∕": "/", "⁄": "/", "∗": "*", "✕": "×", "✖": "×", "⨯": "×",
    "·̣": "÷", "﹢": "+", "≠": "≠", "＞": ">", "⩽": "≤", "⩾": "≥", "≦": "≤", "≧": "≥", "≮": "≥", "≯": "≤",
    "＆": "且", "&": "且", "∧": "且", "∨": "或", "¬": "非", "！＝": "≠", "“": "“", "‚": ",", "﹐": ",", "；": ";",
}  # fmt: skip


def fold(text: str) -> str:
    """Return `text` with full-width signs as their ASCII twins, character by character."""
    return text.translate(_FULL_WIDTH)


def hidden_characters(text: str, file: str) -> Iterator[Problem]:
    """Find characters that nobody sees: zero-width ones, controls, those that turn the line around."""
    for found in _HIDDEN.finditer(text):
        if found.start() == 0 and found.group() == "\ufeff":
            continue  # a byte order mark at the start of a file is no mistake
        char = name_of(found.group())
        yield Problem(
            code="hidden-character",
            message=Wording(
                f"这里藏着一个看不见的字符 {char}", f"an invisible character stands here: {char}"
            ),
            span=Span(found.start(), found.end()),
            file=file,
            remedy=Wording(
                "删去它（把光标移到标出处，按一次退格键）", "delete it (one backspace at the marked place)"
            ),
        )


def name_of(char: str) -> str:
    """Return code point and Unicode name: `U+0430 CYRILLIC SMALL LETTER A`."""
    name = unicodedata.name(char, "")
    return f"U+{ord(char):04X} {name}".rstrip()


def meant_by(char: str) -> str | None:
    """Return what `char` was probably meant to be: another text, empty for nothing, None if unknown."""
    if char in _LIKE:
        return _LIKE[char]
    plain = unicodedata.normalize("NFKC", char)
    return plain if plain != char and plain.isprintable() else None


def is_foreign(char: str) -> bool:
    """Whether `char` can stand nowhere in a rule outside quotes and free text."""
    if char.isascii():
        return char in "'`$^&\\{}?" or not (char.isprintable() or char == "\t")
    return not (
        char in "「」“”、×÷≠≤≥–—々"
        or "\u3400" <= char <= "\u4dbf"
        or "\u4e00" <= char <= "\u9fff"
        or char >= "\U00020000"
    )


def foreign_character(char: str, at: int, file: str) -> Problem:
    """Name the character at offset `at` that the language does not know, and what was meant."""
    named = f"{char} {name_of(char)}" if char.isprintable() else name_of(char)
    meant = meant_by(char)
    if meant is None:
        remedy = Wording("名称里的特殊字符请放进「」", "put a name with special characters into 「」")
    elif meant == "":
        remedy = Wording(f"删去“{char}”", f"delete “{char}”")
    elif meant.isalnum() and len(meant) >= 1 and char != "〇":
        remedy = Wording(
            f"改为普通字符“{meant}”；若确实要用它，把名称放进「」",
            f"write the plain “{meant}”; if the character is meant, put the name into 「」",
        )
    else:
        remedy = Wording(f"改为“{meant}”", f"write “{meant}”")
    return Problem(
        code="look-alike-character" if meant else "unknown-character",
        message=Wording(f"规则里不能用字符 {named}", f"a rule cannot hold the character {named}"),
        span=Span(at, at + 1),
        file=file,
        remedy=remedy,
    )
