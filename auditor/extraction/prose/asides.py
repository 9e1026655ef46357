"""What stands in brackets of a text, which does not part the words around it: 人均外借（按读者 12 万人计算）4.95 册次."""

from __future__ import annotations

import functools

from auditor import patterns as re
from auditor import records
from auditor.extraction.text.characters import KEPT

OPEN, CLOSE = "\ue000", "\ue001"
"""Brackets within a word, which part no clauses."""
QUOTE, UNQUOTE = "\ue002", "\ue003"
"""Quotes within a word: “三公”经费."""
_PRINTED = str.maketrans({OPEN: "（", CLOSE: "）", QUOTE: "“", UNQUOTE: "”"})
_QUOTED = re.compile(
    r"[“\"](?P<word>[^“”\"，。；、]{1,8})[”\"](?=(?![的得为是有和与及共占等中类])[一-龥]{2})"
)
_IN_WORD = re.compile(r"(?![类款项含不注见即共约])[一-龥]{1,3}(?<![类款项])")
_WORD = re.compile(r"[一-龥]$")
_ON = re.compile(r"(?![为达是约共得占比和及与])[一-龥]")
_JOINED = re.compile(r"\s*(?:[、，,；;]|以及|[和及与或]|and\b|or\b)")
_CALLED = re.compile(r"以下简称|简称|下称|以下称")
_BRACKET = re.compile(r"[（(）)]")


@records.frozen
class Asides:
    """The brackets of a text that open and close, as pairs of places, the inner before the outer."""

    text: str
    spans: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str) -> Asides:
        """Return the brackets of a text; what never closes is none."""
        spans: list[tuple[int, int]] = []
        opened: list[int] = []
        for found in _BRACKET.finditer(text):
            if found.group() in "（(":
                opened.append(found.start())
            elif opened:
                spans.append((opened.pop(), found.end()))
        return cls(text, tuple(spans))

    def around(self, place: int) -> tuple[int, ...]:
        """Return where the brackets open that a place stands in, the outer first."""
        return tuple(sorted(opens for opens, closes in self.spans if opens < place < closes))

    def passed(self, place: int, reader: int) -> bool:
        """Whether a place stands in brackets that are closed before the one who reads on comes to `reader`."""
        return any(opens <= place < closes <= reader for opens, closes in self.spans)

    def bare(self, start: int, end: int, *, parting: bool = True) -> str:
        """Return the text of a stretch without the brackets that open and close in it.

        执业（助理）医师 is one word, whose brackets stay as `OPEN` and `CLOSE`. 甲（30 分）和乙（20 分） are two things, and
        what is only called by another name from here on goes on anew: a comma parts both, if `parting`.
        """
        pieces, at = [], start
        for opens, closes in sorted(self.spans):
            if at <= opens and closes <= end:
                pieces.append(self.text[at:opens])
                inner = self.text[opens + 1 : closes - 1]
                if (
                    _IN_WORD.fullmatch(inner)
                    and _WORD.search(self.text, at, opens)
                    and _ON.match(self.text, closes)
                ):
                    pieces.append(f"{OPEN}{inner}{CLOSE}")
                elif parting and (_JOINED.match(self.text, closes) or _CALLED.match(inner)):
                    pieces.append("，")
                at = closes
        return "".join((*pieces, self.text[at:end]))


@functools.lru_cache(maxsize=KEPT)
def whole_words(text: str) -> str:
    """Return a text whose quotes within a word part no clauses: 占“三公”经费的."""
    return _QUOTED.sub(f"{QUOTE}\\g<word>{UNQUOTE}", text)


def in_brackets(words: str) -> str:
    """Return words with the brackets and quotes within them as they are printed."""
    return words.translate(_PRINTED)
