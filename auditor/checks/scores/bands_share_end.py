"""Bands that share an end, so that a value there belongs to two: 90-100分为优，80-90分为良; 0.8～0.9之间表示较高，0.7～0.8之间表示一般.

A sentence that says of an end whether it is included (90（含）-100, 80≤S<90, 低于80) has decided the matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.findings import Severity, Verdict
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.findings import Evidence

NAME = "bands-share-end"
TITLE = {"zh": "分档的界限重叠", "en": "bands share an end"}
_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.FRAGMENT})
_SENTENCE = re.compile(r"[^。！？!?]+")
# What a band gives stands behind it: a range with no such word is a span of years, pages or prices.
_BAND = re.compile(
    r"(?<![0-9.])(?P<low>[0-9]{1,3}(?:\.[0-9]+)?)\s*(?P<unit>[%％分]?)\s*(?:[～~—–－-]{1,2}|至|到)\s*"
    r"(?P<high>[0-9]{1,3}(?:\.[0-9]+)?)\s*(?P<last>[%％分]?)\s*"
    r"(?:[）)]|之间|区间|的|[，,]|时|者|则)*(?:可?表示|一般认为|认为|说明|属于?|[判评认确]定为|为|是|得|计)"
)
# Words that say on which side the end lies.
_DECIDED = re.compile(r"含|[\[\]≤≥<>＜＞⩽⩾]|大于|小于|低于|高于|(?:不足|未满|不到)(?=\s*[0-9])|(?<!不)超过")


def check(facts: Facts) -> Iterator[Outcome]:
    """Look at each sentence that lists bands, and name the ends that two of them share; the same list once."""
    lists: dict[tuple[str, ...], list[Evidence]] = {}
    shared: dict[tuple[str, ...], list[str]] = {}
    for block in facts.report.blocks:
        if block.kind not in _KINDS:
            continue
        for sentence in _SENTENCE.finditer(block.text):
            bands = [] if _DECIDED.search(sentence.group()) else list(_BAND.finditer(sentence.group()))
            if len(bands) <= 1:
                continue
            ranges = tuple(map(_range, bands))
            lows = {(each["low"], each["last"]) for each in bands}
            ends = [each["high"] + each["last"] for each in bands if (each["high"], each["last"]) in lows]
            shared[ranges] = list(dict.fromkeys(ends))
            lists.setdefault(ranges, []).extend(
                evidence_of_words(block, sentence.start() + each.start(), _range(each), label="分档")
                for each in bands
            )
    for ranges, evidence in lists.items():
        ends = shared[ranges]
        if not ends:
            yield said(rule(NAME, TITLE, Severity.NOTE), "", "", evidence, Verdict.EXACT)
            continue
        zh = f"{'、'.join(ranges)}：{'、'.join(ends)} 同属两档，未写明含与不含"
        en = f"{', '.join(ranges)}: {', '.join(ends)} belongs to two bands, and nothing says to which"
        yield said(rule(NAME, TITLE, Severity.NOTE), zh, en, evidence)


def _range(found: re.Match[str]) -> str:
    return re.sub(r"\s", "", found.group()[: found.end("last") - found.start()])
