"""Patterns with holes, as packs write them, turned into matchers.

Words stand for themselves, blanks between them in the draft do not matter. `{key}` is a hole where
a number stands; `{key:字}` takes words, `{key:格}` a table cell, `{key:日}` a date, `{key:年}` a year,
`{key=a|b}` one of these words. `<name>` is a variable with a picture (A00: a letter, two digits; 字:
words), in a key its value. `[a|b]` may stand there or not, `…` is any stretch inside one sentence.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.text.characters import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBER = r"[≥≤><±≧≦]?[+\-–]?[0-9][0-9,]*(?:\.[0-9]+)?%?(?![0-9%]|\.[0-9])"
_WORD = r"(?:(?!合计|总分|[A-Z][0-9])[^。；;{}])"
_KINDS = {
    "数": _NUMBER,
    # A weight or score that slipped by hundreds or ten thousands is still one, and a wrong one.
    # A minus sign belongs to a score that stands alone; after a digit or word it is a range or a dash.
    "分": r"(?:(?<![^ ])[\-–])?(?<![0-9.%])(?:[0-9]{1,3}(?:\.[0-9]{1,4})?|[0-9]{1,2}0{2,5})(?![0-9%]|\.[0-9])",
    "率": r"(?<![0-9.])[≥≤><±]?[+-]?[0-9][0-9,]*(?:\.[0-9]+)?%",
    "空": r"[-—]",
    "数格": rf"(?:{_NUMBER}|[-—])",
    "分数": r"[0-9]+/[0-9]+",
    "号": r"[0-9]{1,2}(?:\.[0-9]{1,2})?(?:-[0-9]{1,2}(?:\.[0-9]{1,2})?)?(?![0-9.%])",
    "字": rf"{_WORD}{{1,80}}?",
    "词": r"[^,，。；;:、()0-9”“]{1,40}?",
    "格": rf"{_WORD}{{1,60}}?",
    # Names told one after the other: 科学规范、全面系统、公正客观.
    "列": r"[^,，。；;:、()0-9”“]{2,20}(?:、[^,，。；;:、()0-9”“]{2,20}){1,11}",
    "日": r"[0-9]{4} ?年 ?[0-9]{1,2} ?月(?: ?[0-9]{1,2} ?日)?",
    "月日": r"[0-9]{1,2} ?月 ?[0-9]{1,2} ?日",
    "字母": r"[A-Z](?=:)",
    # Where a year must stand, one that is no year is a wrong one: 2203年. A list's serial may stand right
    # before it: 2.2023年.
    "年": r"-?(?:(?<![0-9.])|(?<=[^0-9.][0-9]\.))[0-9]{4,5}(?![0-9.])",
}
KINDS = frozenset(_KINDS)
NUMBERS = frozenset({"数", "数格", "分", "率", "空"})  # 号 is a text
_TOKEN = re.compile(r"\{([^{}]*)\}|<([^<>]*)>|\[([^\[\]]*)\]|(…)|( +)|([^{}<>\[\]… ]+|.)", re.DOTALL)
_LONGEST = 400
_LONGEST_GAP = 60
_LONGEST_WORDS = 80
_LONGEST_CODE = 20
_MOST_HOLES = 24
_VARIABLE = re.compile(r"<([^<>]+)>")


class PatternError(ValueError):
    """A pattern cannot be read; says why in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        """Carry the wording."""
        super().__init__(en)
        self.zh, self.en = zh, en


@records.frozen
class Hole:
    """One hole: the key it states (variables not yet put in), the kind, its group in the matcher."""

    key: str
    kind: str
    group: str


@records.frozen(slots=False)
class Matcher:
    """A pattern made ready: the expression, its holes and variables, and how much it says itself.

    `source` is the expression behind `lead`, the words that the pattern begins with: those are looked
    up and not matched. Most patterns of a pack find no words of theirs in a draft, and are never compiled.
    """

    source: str
    holes: tuple[Hole, ...]
    variables: tuple[tuple[str, str], ...]
    weight: int
    lead: str
    needs: str
    reach: int
    """At most so many characters, blanks left out, stand in a match before `needs`; -1 where it begins with a blank."""

    @functools.cached_property
    def regex(self) -> re.Pattern[str]:
        """Return the compiled expression."""
        return _compiled(self.source)

    def values(self, found: re.Match[str]) -> dict[str, str]:
        """Return what the variables stand for in a match."""
        return {name: found[group].replace(" ", "") for name, group in self.variables}


@functools.lru_cache(maxsize=2048)
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


def checked(pattern: str) -> None:
    """Raise PatternError where `pattern` cannot be read."""
    matcher(pattern, _Pictures())


class _Pictures(dict[str, str]):
    """Pictures while a file is still being read: every variable may stand."""

    def __missing__(self, key: str) -> str:
        return "A00"


def matcher(pattern: str, pictures: Mapping[str, str]) -> Matcher:
    """Return the matcher of `pattern`."""
    if isinstance(pictures, _Pictures):
        return _made(pattern, None)
    return _made(pattern, tuple(sorted(pictures.items())))


@functools.lru_cache(maxsize=2048)
def _made(pattern: str, pictures: tuple[tuple[str, str], ...] | None) -> Matcher:
    if not pattern.strip() or len(pattern) > _LONGEST:
        raise PatternError("句式太长或为空", "the pattern is empty or too long")
    known: Mapping[str, str] = _Pictures() if pictures is None else dict(pictures)
    holes: list[Hole] = []
    variables: list[tuple[str, str]] = []
    parts: list[str] = []
    words: list[str] = [""]
    # How far each run of words can stand behind the beginning of a match.
    reaches = [0]
    reach = 0
    lead: int | None = None
    for found in _TOKEN.finditer(pattern):
        hole, variable, option, any_text, blank, said = found.groups()
        if said is None and blank is None:
            reach += len(words[-1]) + _reach(found)
            words.append("")
            reaches.append(reach)
            lead = len(parts) if lead is None else lead
        if hole is not None:
            parts.append(_hole(hole, holes))
        elif variable is not None:
            group = f"v{len(variables)}"
            parts.append(f"(?P<{group}>{_picture(variable, known)}) ?")
            variables.append((variable, group))
        elif option is not None:
            parts.append("(?:" + "|".join(map(_words, option.split("|"))) + ")?")
        elif any_text:
            parts.append("[^。]{0,60}?")
        elif blank:
            parts.append(" +" if parts and parts[-1].endswith((") ?", ")")) else " ?")
        else:
            if said in "{}<>[]":
                raise PatternError(f"“{said}”没有配对", f"'{said}' has no partner")
            parts.append(_words(said))
            words[-1] += fold(said)
    if len(holes) > _MOST_HOLES:
        raise PatternError("一句里的空太多", "too many holes in one pattern")
    # The words of {key=a|b} are the pattern's own as well.
    chosen = [len(min(each.split("|"), key=len)) for each in re.findall(r"\{[^{}=]*=([^{}]*)\}", pattern)]
    weight = sum(map(len, words)) + sum(chosen)
    if not weight and not variables and len(holes) < 2:  # noqa: PLR2004 - two cells side by side
        raise PatternError("句式里没有自己的文字", "the pattern has no words of its own")
    return Matcher(
        "".join(parts[len(parts) if lead is None else lead :]),
        tuple(holes),
        tuple(variables),
        weight,
        words[0],
        max(words, key=len),
        -1 if pattern.startswith(" ") else reaches[words.index(max(words, key=len))],
    )


def _reach(found: re.Match[str]) -> int:
    """Return how many characters a hole, a variable, an option or a gap can hold at most."""
    hole, variable, option, gap, *_ = found.groups()
    if gap:
        return _LONGEST_GAP
    if hole is None:
        return len(option or "") if variable is None else _LONGEST_CODE
    words = hole.partition("=")[2]
    return len(words) if words else _LONGEST_WORDS


@functools.lru_cache(maxsize=2048)
def _words(text: str) -> str:
    return "".join(f"{re.escape(char)} ?" for char in fold(text) if char != " ")


def _hole(text: str, holes: list[Hole]) -> str:
    key, equals, words = text.partition("=")
    group = f"h{len(holes)}"
    if equals:
        holes.append(Hole(key.strip(), "词", group))
        choices = "|".join(_words(word).removesuffix(" ?") for word in words.split("|"))
        return f"(?P<{group}>{choices}) ?"
    key, _, kind = text.partition(":")
    kind = kind.strip() or "数"
    if kind not in _KINDS or not key.strip():
        known = "、".join(sorted(_KINDS))
        raise PatternError(f"空“{text}”写法不对：种类只有 {known}", f"hole '{text}': kinds are {known}")
    holes.append(Hole(key.strip(), kind, group))
    return f"(?P<{group}>{_KINDS[kind]}) ?"


def _picture(name: str, pictures: Mapping[str, str]) -> str:
    try:
        picture = pictures[name]
    except KeyError:
        raise PatternError(f"变量 <{name}> 没有式样", f"variable <{name}> has no picture") from None
    if picture == "字":
        # A name that no table gave: words of its own, from where they begin.
        return r"(?<![一-龥])[一-龥]{2,12}?"
    signs = {"A": "[A-Z]", "0": "[0-9]", "-": "-"}
    pictured = sorted(picture.split("/"), key=len, reverse=True)
    choices = ["".join(signs[char] for char in each) for each in pictured]
    # C41 glued to 12345热线 is a code and a name; A1 of A11 is neither.
    return rf"(?<![A-Za-z0-9])(?:{'|'.join(choices)})(?=[^0-9.%A-Za-z]|[0-9]{{4,}})"


def filled(key: str, values: Mapping[str, str]) -> str | None:
    """Return `key` with its variables put in; `<name首>` is the first letter. None where one is unknown."""
    missing = False

    def put(found: re.Match[str]) -> str:
        nonlocal missing
        name = found[1]
        if name in values:
            return values[name]
        if name.endswith("首") and name[:-1] in values:
            return values[name[:-1]][:1]
        missing = True
        return ""

    text = _VARIABLE.sub(put, key)
    return None if missing else text
