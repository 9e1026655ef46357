"""Paragraphs of the levels of a whole, each with its schools, pupils and teachers, one kind of which they do not give.

全市有学校 167 所，在校生 131,164 人，专任教师 11,232 人。一、学前教育…二、义务教育…：what gives the pupils and the teachers of all to the last
one are its levels, so that another measure they all tell must come out as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.parts import weighted
from auditor.checks.common.relations import judged, rule, summed
from auditor.checks.common.slips import MEANT, digits, slip_in_sum

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "levels-not-of-whole"
TITLE = {"zh": "各级各类之和与总数不符", "en": "levels do not give a measure of their whole"}
_MEASURES = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("enrolled", r"招生(?:数|人数)?(?:为|达)?$|^招收(?:新生)?$"),
        ("pupils", r"在校(?:学?生|人)(?:数|人数)?(?:为|达)?$|在[校园](?:幼儿|儿童)(?:数|人数)?(?:为|达)?$"),
        ("graduates", r"毕业生?(?:数|人数)?(?:为|达)?$"),
        ("teachers", r"专任教师(?:数|人数)?(?:为|达)?$"),
        ("staff", r"教职工(?:数|人数)?(?:为|达)?$"),
        ("beds", r"(?:床位|病床)数?(?:为|达)?$"),
        ("clinicians", r"卫生技术人员(?:数)?(?:为|达)?$"),
        ("visits", r"(?:总?诊疗|门急诊)人?次数?(?:为|达)?$"),
    )
)
_PLACES = re.compile(r"^count:(?:所|个|家)$")
_WITHIN = re.compile(r"(?:^|[。；;])\s*其中")
_MOST = 7
_WITNESSES = 2


@records.frozen(eq=False)
class _Row:
    """The first figure of each measure that a paragraph tells, or a sentence `within` it that begins with 其中."""

    told: dict[str, Number]
    within: bool


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every paragraph of measures by the paragraphs behind it that give most of them."""
    rows = [row for paragraph in paragraphs(facts) for row in _rows(paragraph)]
    for at, whole in enumerate(rows):
        inside: list[_Row] = []
        for row in rows[at + 1 : at + 1 + _MOST]:
            if not row.within:
                break
            inside.append(row)
        beside = [row for row in rows[at + 1 : at + 1 + 2 * _MOST] if not row.within][:_MOST]
        best = max(
            (run for rest in (inside, beside) for end in range(len(rest), 1, -1) if (run := rest[:end])),
            key=lambda run: len(_held(whole, run)),
            default=[],
        )
        if best:
            yield from _judged(facts, whole, best)


def _rows(paragraph: Paragraph) -> Iterator[_Row]:
    """Return what a paragraph tells, and what each of its sentences that begin with 其中 tells."""
    rows = [_Row({}, within=False)]
    for each in paragraph.numbers:
        if _WITHIN.search(each.before):
            rows.append(_Row({}, within=True))
        if each.stated is None or each.sign or each.is_share or each.depth:
            continue
        told = rows[-1].told
        if _PLACES.match(each.dimension):
            told.setdefault("places", each)
        name = next((name for name, words in _MEASURES if words.search(each.clause)), "")
        if name:
            told.setdefault(name, each)
    return (row for row in rows if len(row.told) > 1)


def _common(whole: _Row, run: Sequence[_Row]) -> list[str]:
    return [
        name
        for name, number in whole.told.items()
        if all(
            name in row.told and (name == "places" or row.told[name].dimension == number.dimension)
            for row in run
        )
    ]


def _held(whole: _Row, run: Sequence[_Row]) -> list[str]:
    """Return the measures that come out to the last one."""
    return [
        name
        for name in _common(whole, run)
        if sum(row.told[name].known.printed.value for row in run) == whole.told[name].known.printed.value
    ]


def _judged(facts: Facts, whole: _Row, run: Sequence[_Row]) -> Iterator[Outcome]:
    held = _held(whole, run)
    sure = any(digits(whole.told[name].known) >= MEANT for name in held)
    failed = [name for name in _common(whole, run) if name not in held]
    if not sure or len(failed) > 1:
        return
    for name in _common(whole, run):
        total, parts = whole.told[name].known, weighted([row.told[name] for row in run])
        # 九年一贯制 schools are of two levels, their pupils are not: places are judged where a slip explains the gap.
        meant = slip_in_sum(total, parts) or _copied(whole, run, name)
        if name in held or meant or (len(held) >= _WITNESSES and name != "places"):
            yield judged(facts, summed(rule(NAME, TITLE), total, parts))


def _copied(whole: _Row, run: Sequence[_Row], name: str) -> bool:
    """Whether a row prints for one measure what stands for another, or for another row."""
    own = [row.told[name].known.printed.value for row in (whole, *run)]
    others = [
        each.known.printed.value for row in (whole, *run) for key, each in row.told.items() if key != name
    ]
    return name != "places" and (len(set(own)) < len(own) or any(value in others for value in own))
