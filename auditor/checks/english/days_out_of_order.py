"""English: days that no calendar has, and days of one piece of work that stand in no order in which its steps can follow each other.

A plan is approved before it is carried out, offers are invited before a contract is signed, work is begun before it is done, and a
study is commissioned before its field work, that before its draft, that before its report; a period that was looked at has ended
before the report on it is done.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.english import is_english
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.checks.english._days import Day, before, days
from auditor.findings import Severity
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block

NAME = "days-out-of-order"
TITLE = {"zh": "日期前后颠倒或不存在", "en": "days stand in no possible order, or there is no such day"}
_PLAN = r"(?:plan|case|design|permit|licen[cs]e|consent|proposal|scheme|drawings|specification|bonds?|funding|application|programme|program|project|budget)s?"
_PAPER = r"(?:contract|agreement|order|works|grant|lease|concession)s?"
_DOING = r"(?:works?|construction|building|implementation|delivery|deliveries|installation|(?:[a-z]+ )?sessions|operations?|pilot|training|services?|refurbishment|roll-?out|pupils|patients|households|enrolment)"
_CHAINS = (
    (
        re.compile(rf"\b{_PLAN}\b[^.;]*\b(?:approved|authori[sz]ed|adopted|granted|endorsed|agreed)\b|\b(?:approved|authori[sz]ed|adopted|granted|endorsed)\b[^.;]*\b{_PLAN}\b", re.IGNORECASE),
        re.compile(r"\btenders?\b[^.;]*\b(?:invited|published|issued|opened|closed)\b|\b(?:invited|published|issued|advertised|invitation to)\b[^.;]*\b(?:tenders?|bids)\b|\b(?:advertised|put out to tender)\b", re.IGNORECASE),
        re.compile(rf"\b{_PAPER}\b[^.;]*\b(?:signed|awarded|let|placed)\b|\b(?:signed|awarded|let)\b[^.;]*\b{_PAPER}\b", re.IGNORECASE),
        re.compile(rf"\b{_DOING}\b[^.;]*\b(?:began|begun|started|commenced|took place|(?:was|were) held|got under way)\b|\b(?:began|started|commenced)\b[^.;]*\b{_DOING}\b", re.IGNORECASE),
        re.compile(rf"\b(?:{_DOING}|building|plant|school|road|bridge|[a-z]+)\b[^.;]*\b(?:completed|finished|delivered|ended)\b|\b(?:completed|finished)\b", re.IGNORECASE),
        re.compile(r"\b(?:handed over|accepted|inspected|commissioned|brought into use|opened to)\b", re.IGNORECASE),
    ),
    (
        re.compile(r"\b(?:evaluation|study|survey|review|audit|consultan\w+)\b[^.;]*\b(?:commissioned|signed|awarded|appointed|launched|agreed)\b|\bterms of reference\b|\binception\b|\b(?:commissioned|appointed)\b[^.;]*\b(?:evaluat\w+|study|survey|review|audit\w*|consultan\w+)\b", re.IGNORECASE),
        re.compile(r"\b(?:field ?work|field visits?|data collection|interviews|site visits?|questionnaires?|survey)\b[^.;]*\b(?:took place|held|carried out|conducted|undertaken|collected|done|ran|sent|fielded)\b|\b(?:carried out|conducted|undertook|held|visited|interviewed|collected)\b[^.;]*\b(?:field ?work|visits?|data|interviews|survey|sites?)\b", re.IGNORECASE),
        re.compile(r"\bdraft\b[^.;]*\b(?:submitted|sent|issued|circulated|shared|presented|delivered|went|discussed)\b|\b(?:submitted|sent|issued|circulated|shared|presented|delivered)\b[^.;]*\bdraft\b", re.IGNORECASE),
        re.compile(r"\bcomments?\b[^.;]*\b(?:received|returned|came back|given)\b|\b(?:replied|commented|returned with)\b|\bvalidat\w+ (?:workshop|meeting)\b", re.IGNORECASE),
        re.compile(r"\b(?:final |this )?report\b(?<!draft report)[^.;]*\b(?:published|submitted|issued|completed|finali[sz]ed|presented|adopted|delivered)\b|\b(?:published|submitted|issued|completed|finali[sz]ed|presented)\b[^.;]*\bfinal report\b", re.IGNORECASE),
    ),
)  # fmt: skip
_VERBS = (
    re.compile(r"\b(?:approved|authori[sz]ed|advertised|invited|tendered)\b"),
    re.compile(r"\b(?:awarded|signed|let|appointed|sold|issued)\b"),
    re.compile(r"\b(?:began|begun|started|commenced)\b"),
    re.compile(r"\b(?:completed|finished|ended|handed over|commissioned)\b"),
    re.compile(r"\b(?:opened|accepted|inspected)\b"),
)
_SENT = re.compile(
    r"\b(?:went|sent|issued|circulated|submitted|delivered|shared|put|passed|provided|forwarded|handed) (?:\w+ ){0,3}?(?:to|for|round|out)\b|\b(?:circulated|submitted|sent)\b"
)
_ANSWERED = re.compile(
    r"\b(?:came back|(?:was|were) (?:returned|received)|returned (?:it|them|its|their)|replied|responded|answered|commented|sent back)\b"
)
_ON = re.compile(r"\bon\s+$")
_PAST = re.compile(
    r"\b(?:[a-z]{3,}ed|began|begun|held|took|went|came|sold|bought|built|let|won|met|gave|made|paid|sent|left|ran|drawn)\b"
)
_NOT_IN_TURN = re.compile(
    r"[:;]|\b(?:than|against|from|since|compared|due|(?:to|will|would|should|must|may|can) be|dated|registered|under|pursuant|based|"
    r"according|because|as (?:of|at)|reported|noted|recalled|found|both|respectively)\b",
    re.IGNORECASE,
)
_FAR = 50
_ELSE = re.compile(
    r"\b(?:before|after|following|earlier|although|though|but|however|previous\w*|origin\w+|another|other|separate|a new|letter of intent|ahead|already|while|whereas|renew\w*|"
    r"extend\w*|extension|revis\w+|amend\w*|re-\w+ed|re(?:opened|issued|advertised|tendered|approved|started|signed|submitted|negotiated|designed|built|placed|newed)|planned|due|expected|scheduled|would|had|until|previously|will|supplement\w*|variation|retrospective\w*|without|prior|"
    r"(?:first|second|third|fourth|next|last|final|each|phase|stage|lot) (?:phase|stage|lot|round|tranche|batch|contract|application|tender|section|edition|part|instal?ment|[0-9]+))\b",
    re.IGNORECASE,
)
_COVERS = re.compile(
    r"\b(?:covers?|covering|covered|evaluates?|reviews?|audits?|examines?|looks at|concerns?|period)\b[^.;]*?(?:ending|ended|to|until|up to|–|-)?\s*(?:on )?$",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:was|were|is|are)?\s*(?:completed|finali[sz]ed|published|issued|submitted|signed off|carried out|conducted|undertaken|finished)\s+(?:on|in|by)\s*$"
)
_STUDY = re.compile(r"\b(?:review|evaluation|audit|study|report|assessment|inspection)\b", re.IGNORECASE)


@records.frozen(eq=False)
class _Told:
    day: Day
    sentence: int
    words: str
    """The clause that it stands in, up to the day, and what stands behind it."""
    chain: int
    rank: int


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every day, and the days of every paragraph."""
    if not is_english(facts):
        return
    for block in facts.report.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        for each in days(block.text):
            if each.impossible:
                zh, en = f"没有“{each.text}”这一天", f"there is no such day as {each.text}"
                yield _said(block, en, zh, each)
        if not block.cells and block.kind in TEXT_KINDS:
            yield from _steps(block)


def _said(block: Block, en: str, zh: str, *told: Day, level: Severity = Severity.ERROR) -> Outcome:
    evidence = [evidence_of_words(block, each.start, each.text, "date") for each in told]
    return said(rule(NAME, TITLE, level), zh, en, evidence)


def _steps(block: Block) -> Iterator[Outcome]:
    """Judge the days of a paragraph, sentence by sentence and of two sentences that follow each other."""
    told, shown = list(_told(block.text)), set[int]()
    for one, two in itertools.combinations(told, 2):
        if two.sentence - one.sentence > 1 or one.chain != two.chain or one.rank == two.rank:
            continue
        first, last = sorted((one, two), key=lambda each: each.rank)
        if _ELSE.search(one.words + "|" + two.words) or not before(last.day.last, first.day.first):
            continue
        zh = f"{last.day.text}的事项应在 {first.day.text} 的事项之后，日期却早于它"
        en = f"what is told of {last.day.text} follows what is told of {first.day.text}, and lies before it"
        shown.add(two.day.start)
        yield _said(block, en, zh, last.day, first.day)
    for sentence in re.split(r"(?<=[.;])\s+(?=[A-Z])", block.text):
        start = block.text.find(sentence)
        found = days(sentence)
        yield from _verbs(block, sentence, start, [each for each in found if each.start + start not in shown])
        yield from _studied(block, sentence, start, found)


def _studied(block: Block, sentence: str, start: int, found: Sequence[Day]) -> Iterator[Outcome]:
    """Judge the day on which a study was done by the end of the period that it is of."""
    for one, two in itertools.pairwise(found):
        lead, between = sentence[: one.start], sentence[one.stop : two.start]
        if _STUDY.search(lead) and _COVERS.search(lead) and _DONE.search(between):
            if _ELSE.search(between) or not before(two.last, one.last):
                continue
            zh = f"评价期间止于 {one.text}，完成日期却是 {two.text}"
            en = f"the period ends {one.text}, and the work on it was done {two.text}"
            yield _said(block, en, zh, _moved(two, start), _moved(one, start))


def _moved(day: Day, by: int) -> Day:
    return Day(day.start + by, day.stop + by, day.text, day.first, day.last, day.spanned)


def _verbs(block: Block, sentence: str, start: int, found: Sequence[Day]) -> Iterator[Outcome]:
    """Judge two days of a sentence by the verbs right before them: awarded on 11 June 2024 and began on 22 April 2024."""
    for one, two in itertools.pairwise(found):
        begins = max(sentence.rfind(";", 0, one.start), sentence.rfind(":", 0, one.start)) + 1
        lead, between = sentence[begins : one.start], sentence[one.stop : two.start]
        if ":" in between or not before(two.first, one.first) or not (one.first[2] and two.first[2]):
            continue
        if ";" in between and not re.search(r";\s+(?:they|it|work)\b", between):
            continue
        answered = bool(
            _ON.search(lead)
            and _ON.search(between)
            and _SENT.search(lead[-2 * _FAR :])
            and _ANSWERED.search(between)
        )
        if _ELSE.search(lead + (_ANSWERED.sub("", between) if answered else between)):
            continue
        if answered or 0 <= _verb(lead) < _verb(between) or _in_turn(lead, between, one, two):
            zh = f"{two.text}的事项写在 {one.text} 的事项之后，日期却早于它"
            en = f"what is told of {two.text} follows what is told of {one.text}, and lies before it"
            yield _said(block, en, zh, _moved(two, start), _moved(one, start))


def _in_turn(lead: str, between: str, one: Day, two: Day) -> bool:
    """Whether a sentence tells what was done on one whole day and then what else was done on another."""
    if not (_ON.search(lead) and _ON.search(between) and one.first[0] and two.first[0]):
        return False
    done, then = ({*_PAST.findall(words)} for words in (lead, between))
    return bool(done and then) and not done & then and _NOT_IN_TURN.search(lead + "|" + between) is None


def _verb(words: str) -> int:
    """Return which stage the last verb before a day tells of, -1 where none stands near it: sold on, authorized the bonds on."""
    if _ON.search(words) is None:
        return -1
    clause = re.split(r"[,;]", words)[-1]
    found = [(each.end(), at) for at, pattern in enumerate(_VERBS) for each in pattern.finditer(clause)]
    end, stage = max(found, default=(0, -1))
    return stage if len(clause) - end <= _FAR else -1


def _told(text: str) -> Iterator[_Told]:
    """Iterate over the days of which the words around them tell what was done then."""
    at = 0
    for number, sentence in enumerate(re.split(r"(?<=[.;])\s+(?=[A-Za-z])", text)):
        at = text.find(sentence, at)
        found = days(sentence)
        ends = [0, *(each.stop for each in found)]
        for which, day in enumerate(found):
            lead = sentence[ends[which] : day.start]
            behind = re.split(
                r"[,;]",
                sentence[day.stop : found[which + 1].start if which + 1 < len(found) else len(sentence)],
            )[0]
            words = (
                lead
                if re.search(r"[a-z]{3}.*[a-z]{3}", lead) and not re.match(r"^\s*(?:On|In)\s*$", lead)
                else lead + behind
            )
            for chain, patterns in enumerate(_CHAINS):
                ranks = [rank for rank, pattern in enumerate(patterns) if pattern.search(words)]
                if len(ranks) == 1:
                    yield _Told(_moved(day, at), number, words, chain, ranks[0])
        at += len(sentence)
