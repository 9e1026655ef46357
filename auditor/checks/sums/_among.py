"""The whole of a list that 中 opens: 医院中，公立医院 31 个，民营医院 42 个."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.parts import weighted
from auditor.checks.common.relations import near_sum
from auditor.checks.common.slips import slip_in_sum
from auditor.checks.common.words import OF_WHICH, abbreviates, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Number

_AMONG = re.compile(
    r"(?:^|[，,。；;\s])(?:在)?([^，,。；;：:\s]{2,14})中[，,有]\s*[^，,。；;]{0,20}$|(?:^|[。；;])([^，,。；;：:\s]{2,12}(?:人员|职工|教师|干部|党员))中(?=[一-龥]{2,10}$)"
)
OF_ALL = re.compile(r"^(?:常住|户籍|年末)?人口$")
"""What every chapter of a bulletin takes up: 全市常住人口中，男性人口…."""
_SHORT = 2
_COUNTED = re.compile(r"(?:人员|案件|对象|项目)$")


def among(
    first: Number, later: Sequence[Number], before: Sequence[Number]
) -> tuple[Number | None, Sequence[Number]]:
    """Return the figure told before that 中 names, and the parts that begin with a number; no figure where none is."""
    found = _AMONG.search(first.before)
    subject = stem(found[1] or found[2]) if found else ""
    if len(subject) < _SHORT:
        return None, ()
    parts = [each for each in later if each.sentence == first.sentence and each.depth == first.depth]
    parts = [each for each in parts if not OF_WHICH.search(each.before) or each is first]
    # 在职人员由 197 人变为 193 人。在职人员中，…: what it was before has no parts now.
    named = [
        each
        for each in before
        if each.stated
        and each.dimension == first.dimension
        and _bears(each, subject)
        and not each.clause.endswith(("由", "从"))
    ]
    # 收案中，一审 a: the nearest 收案 that holds it. 全市人口中，汉族 a: of 人口, rather than of 家庭户人口.
    most = first.known.printed.value
    named = [each for each in named if each.known.printed.value > most or _slipped(each, parts)]
    held = [each for each in named if near_sum(each.known, weighted(parts))]
    own = [each for each in named if re.sub("^常住", "", stem(each.name)) == subject]
    rest = named if len(subject) > _SHORT else [each for each in named if _slipped(each, parts)]
    whole = next(iter((held or own or rest)[-1:]), None)
    return (whole, parts) if len(parts) > 1 else (None, ())


def _bears(number: Number, subject: str) -> bool:
    """Whether a figure bears a name or the words that it shortens: 收案 of 新收各类刑事案件."""
    name = stem(number.name)
    rest = iter(name)
    short = (
        len(subject) == _SHORT and name.endswith(subject[-1] + "件") and all(each in rest for each in subject)
    )
    # 全年新接收 254 人。…新接收人员中: the noun is that of its unit.
    counted = _COUNTED.sub("", subject)
    # 对终端销售额…。在对终端销售中，…: what is measured goes without its measure.
    same = (
        name.endswith(subject)
        or abbreviates(subject, name)
        or (name[-1:] in "额量数" and name[:-1] == subject)
    )
    return same or short or (len(counted) > _SHORT and name == counted)


def _slipped(whole: Number, parts: Sequence[Number]) -> bool:
    return bool(slip_in_sum(whole.known, weighted(parts)))
