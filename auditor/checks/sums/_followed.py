"""Classes that stand right behind their whole, and are known to be all of it: 入户 192 户，满意 118 户、较满意 53 户、一般 16 户、不满意 5 户."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.parts import called, gap, of_one_class, weighted
from auditor.checks.common.relations import judged, summed
from auditor.checks.common.words import OF_WHICH, closed, exclusive
from auditor.checks.sums._sums import NOT_ADDED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Number, Paragraph
    from auditor.checks.sums._sums import Found
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import RuleInfo

# 户，“满意”: a unit, a comma, and the name of the next part.
_RUN = re.compile(r"[一-龥]{0,4}[，,、；;：:][“\"]?[一-龥]{1,10}[”\"]?(?:的|有|为|共|分别)?")
_PASSING = re.compile(
    r"[，,](?:较|比|与|同)?(?:上[年月周季]|去年|同期|同比|环比)[^，,。；;]{0,10}[增下上][长降升][0-9.]+%"
)


def followed(
    facts: Facts, info: RuleInfo, paragraph: Paragraph, numbers: Sequence[Number]
) -> Iterator[Found]:
    """Judge 入户 192 户，满意 118 户、较满意 53 户、一般 16 户、不满意 5 户: all classes of the figure before them."""
    for at, whole in enumerate(numbers):
        if NOT_ADDED.search(whole.clause) or whole.stated is None:
            continue
        run: list[Number] = []
        for number in numbers[at + 1 :]:
            inside = paragraph.text[(run or [whole])[-1].occurrence.span.end : number.occurrence.span.start]
            apart = _RUN.fullmatch(_PASSING.sub("", re.sub(r"\s", "", inside))) is None
            if apart or number.stated is None or number.depth != whole.depth or OF_WHICH.search(inside):
                break  # 科室 9 个，事业单位 5 个，其中参公单位 1 个: of the 5, and no class beside them
            run.append(number)
        if len(run) < 2 or whole.sentence != run[0].sentence:  # noqa: PLR2004 - one part is no list
            continue
        names = [called(part) for part in run]
        # 很满意 203 份，满意 187 份，一般 48 份…: the first is one of the classes, and no whole.
        among = exclusive([called(whole), *names]) or of_one_class(whole, run)
        within = not among and gap(whole, run) * 2 <= abs(whole.known.printed.value)
        if closed(names, rest=False, whole=whole.name or whole.clause) and within:
            yield judged(facts, summed(info, whole.stated, weighted(run))), run
