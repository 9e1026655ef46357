"""English: what running text tells of the score table: its overall score, and how many indicators it has.

`A programme score of 87.64 points`, where the table comes to 89.02 as the text says elsewhere; `The scorecard has four dimensions and
17 indicators`, where 18 rows have weights that give a hundred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import WORDS, english
from auditor.checks.common.tables import same_value, sheets
from auditor.checks.scores._heads import SCORE, headed, weight_of
from auditor.checks.scores._scale import FULL_MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.checks.common.english import Sentence
    from auditor.checks.common.numbers import Number, Stated
    from auditor.evaluation.facts import Facts

_COUNTS = WORDS | {
    word: value for value, word in enumerate("sixteen seventeen eighteen nineteen twenty".split(), start=16)
}
_COUNTED = re.compile(
    r"\b(?:has|have|had|compris(?:e|es|ed|ing)|contains?|contained|consist(?:s|ed|ing)? of|uses?|used|made up of|divided into|"
    r"broken (?:down )?into|with|total of|scores?|scored|on|against|set of|by)\s(?P<lead>[^.;:()]{0,60}?)"
    rf"(?<![0-9.,-])\b(?P<count>[0-9]{{1,3}}|{'|'.join(_COUNTS)}) (?:scored |weighted |performance |individual |(?:second|third)-level )?indicators\b(?P<rest>[^.;]*)",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:scorecard|score sheet|framework|matrix|grid|system|set|list|series|form) of\b", re.IGNORECASE
)
_SOME = re.compile(
    r"\b(?:met|miss\w*|fell|lost|lose|below|above|full (?:marks|points)|each|per|previous\w*|last|earlier|new|dropped|added|other|remaining|"
    r"further|only|some|most|more|fewer|under|within|out|of these|of them|(?<!made up )(?<!total )(?<!consists )(?<!consisted )(?<!consist )(?<!set )of)\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:will|would|should|could|may|might|previous\w*|earlier|last|old|new|next|other|former|proposed|revised|[Ii]n (?:19|20)[0-9]{2})\b"
)
_NO_PART = re.compile(
    r"^(?:(?:\s*,)?\s*(?:and|in|across|with|each|worth|which|that|whose|set|listed|;|scored|is|are)\b|\s*$|\s*[,(])"
)
_OVERALL = re.compile(
    r"(?:^(?:[0-9.]+\s+)?(?:The|This|Our)|\b(?:programme|program|project|overall|total|final|composite|aggregate|combined|evaluation|service|present|current))(?: performance| evaluation)? (?:score|result|mark)(?:\s*[:=]|\s+(?:of|is|was|stands at|stood at|comes to|came to|amounts to|remains?|therefore|thus|now|again|at))*\s*$",
    re.IGNORECASE,
)
_EARNS = re.compile(
    r"\b(?:earns|earned|scores|scored|achieves|achieved|obtains|obtained|receives|received)(?: a total of)?\s*$",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\b(?:previous\w*|prior|last|before|earlier|target|goal|or (?:more|above|higher|less|below)|at least|would|could|need\w*|requir\w*|threshold|"
    r"average|mean|median|if|band|between|up to|draft|dimension|group|section|part|categor\w+|indicator|maximum|minimum|possible|rose|fell|from|"
    r"compar\w+|than|each|any|other|national|interim|provisional|initial\w*|self)\b|(?:19|20)[0-9]{2}",
    re.IGNORECASE,
)
_OF_YEAR = re.compile(
    r"^\s*(?:points?|marks?)?\s*(?:\([^()]*\)\s*)?(?:(?:in|for|of|during|at)\b[^.;,]{0,20}(?:19|20)[0-9]{2}|or (?:more|above|higher|less|below)|(?:in|for) (?:the )?(?:previous|last|prior))",
    re.IGNORECASE,
)
_OF_HUNDRED = re.compile(r"\s*(?:points?|marks?)?\s*(?:out of|/|of a possible)\s*100\b")
_SCORES = re.compile(
    r"\b(?:scor\w+|rat(?:e|es|ed)|reach\w*|award\w*|achiev\w*|earn\w*|assess\w*)\b", re.IGNORECASE
)
"""What gives a number of points out of a hundred to the report's own subject: we score the programme at 71.80 points out of 100."""
_FAR, _AROUND = 10, 45


def told_overall(facts: Facts) -> Iterator[tuple[Number, Stated]]:
    """Iterate over the overall scores of the text and the total of the table that they are to repeat.

    That the total is the report's own score shows in that the text tells it elsewhere.
    """
    totals = list(_totals(facts))
    if len({each.printed.value for each in totals}) != 1:
        return
    found: list[tuple[Number, bool]] = []
    for sentence in english(facts):
        for number in sentence.stated:
            if number.is_share or number.sign or number.depth or number.dimension not in {"number", "score"}:
                continue
            words = re.split(r"[;:(](?![0-9])", sentence.before(number))[-1]
            # An overall score of 83 out of 100, where 85 had been the aim: the next number is no score.
            own = re.split("[0-9]", words)[-1]
            out_of = _OF_HUNDRED.match(sentence.after(number)) and _SCORES.search(own)
            overall = bool(out_of) or _OVERALL.search(words) is not None
            if not (overall or _EARNS.search(words)) or _ELSE.search(words[-_AROUND:]):
                continue
            if not _OF_YEAR.match(sentence.after(number)):
                found.append((number, overall))
    if not any(same_value(number.known, totals[0]) for number, _ in found):
        # Told nowhere as the table has it: an overall score out of a hundred, and no other, is still the table's.
        found = [
            (number, of)
            for number, of in found
            if of and _OF_HUNDRED.match(number.block.text[number.occurrence.span.end :])
        ]
        if len({number.known.printed.value for number, _ in found}) != 1:
            return
    for number, overall in found:
        gap = abs(number.known.printed.value - totals[0].printed.value)
        if same_value(number.known, totals[0]) or (overall and gap < _FAR):
            yield number, totals[0]


def _totals(facts: Facts) -> Iterator[Stated]:
    """Iterate over the scores that tables come to whose full marks are a hundred."""
    for sheet in sheets(facts):
        weight = weight_of(sheet)
        scores = [each for each, head in headed(sheet) if SCORE.search(head)]
        if weight is None or len(scores) != 1 or len(sheet.totals) != 1:
            continue
        full, got = sheet.at(sheet.totals[0], weight), sheet.at(sheet.totals[0], scores[0])
        if full is not None and got is not None and full.printed.numeral.value == FULL_MARK:
            yield got


def counted(facts: Facts) -> Iterator[tuple[Sentence, int, str, int]]:
    """Iterate over the counts of all indicators: the sentence, where in it the count stands, its words and its value."""
    deeper = any("third-level" in each.text for each in english(facts))
    for sentence in english(facts):
        for found in _COUNTED.finditer(sentence.text):
            word = found["count"].lower()
            count = int(word) if word.isdecimal() else _COUNTS[word]
            if _LATER.search(sentence.text[: found.start()]) or (deeper and "second-level" in found.group()):
                continue
            if not _SOME.search(_WHOLE.sub("", found["lead"])) and _NO_PART.match(found["rest"]):
                yield sentence, found.start("count"), f"{found['count']} indicators", count
