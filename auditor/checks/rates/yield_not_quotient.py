"""A crop whose yield is not its output over its area.

播种面积 58.42 万亩，…总产量 24.86 万吨，…平均亩产 425.5 公斤: area, output and yield of one crop, told in one or two sentences. What
another crop or season has is told between them with a name of its own.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, paragraphs
from auditor.checks.common.relations import ONE, judged, quotient, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "yield-not-quotient"
TITLE = {"zh": "单产与产量、面积不符", "en": "a yield is not the output over the area"}
_YIELD = re.compile(
    r"(?P<word>亩产|单产|单位面积产|每亩产|每公顷产)(?:量)?(?:达到?|为|约)?\s*(?:每(?P<per>亩|公顷))?(?:达到?|为|约)?\s*$"
)
_AREA = re.compile(r"(?:面积|作物|播种|种植)(?:达到?|为|共|约|完成)?\s*$")
_OUTPUT = re.compile(r"(?<!单位面积)(?<!每亩)(?<!每公顷)(?<!均)产量(?:达到?|为|共|约|完成)?\s*$")
_CROP = re.compile(
    r"(?P<crop>[一-龥]*?)(?:作物)?(?:的)?(?:播种|种植|收获|种)?(?:总)?(?:面积|产量|平均|亩产|单产|单位|每)"
)
_FILLERS = re.compile(r"全年|全[市县区省镇国]|今年|其中|我[市县区省国]|生产|实现")
_MASS = {"measure:公斤": 1, "measure:千克": 1, "measure:吨": 1000}
_FIELD = {"measure:亩": "亩", "measure:公顷": "公顷"}
_MU = 15
"""Mu in a hectare."""
_WILD = 20
_FAR = 2


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every yield by the output and the area that its paragraph tells last."""
    for paragraph in paragraphs(facts):
        numbers = [each for each in paragraph.numbers if each.stated and not each.sign and not each.depth]
        for at, told in enumerate(numbers):
            unit, _, per = told.dimension.removeprefix("measure:").partition("/")
            found = _YIELD.search(told.before)
            if found is None or f"measure:{unit}" not in _MASS:
                continue
            crop = _crop(told)
            output = _last(numbers[:at], told, _OUTPUT, _MASS, crop) or _next(numbers[at + 1 :], told)
            area = output and _last(numbers[:at], told, _AREA, _FIELD, crop or _crop(output))
            if area is None or output is None or not area.known.printed.value:
                continue
            per = per or found["per"] or next((each for each in ("亩", "公顷") if each in found["word"]), "")
            factor = _factor(told, output, area, per)
            if factor is not None:
                above, below = [(ONE, output.known)], [(ONE, area.known)]
                yield judged(facts, quotient(rule(NAME, TITLE), told.known, above, below, factor=factor))


def _last(
    before: Sequence[Number], told: Number, words: re.Pattern[str], units: Mapping[str, object], crop: str
) -> Number | None:
    """Return the last figure of a kind before a yield that is of its crop, None where it is told too far off."""
    kind = [each for each in before if each.dimension in units and words.search(each.before)]
    own = [each for each in kind if _crop(each) == crop] if crop else []
    near = own or [each for each in kind[-1:] if _one(_crop(each), crop)]
    # What bears the name of the crop may have a sentence on its seasons between: 其中，夏粮 a 吨，秋粮 b 吨.
    far = _FAR if own else 1
    return near[-1] if near and told.sentence - near[-1].sentence <= far else None


def _next(behind: Sequence[Number], told: Number) -> Number | None:
    """Return the output of 单产 520 公斤，总产量 10.40 万吨: what follows at once, under no other name."""
    each = next(iter(behind), None)
    if each is None or each.sentence != told.sentence or each.dimension not in _MASS:
        return None
    return each if _OUTPUT.search(each.before) and _one(_crop(each), _crop(told)) else None


def _crop(number: Number) -> str:
    """Return the crop that the clause of a number names, an empty text where it names none."""
    words = _FILLERS.sub("", re.sub(r"\s|[0-9]+年", "", number.clause))
    found = _CROP.match(words)
    return found["crop"] if found else re.sub(r"(?:作物|播种|种植)+$", "", words)


def _one(one: str, two: str) -> bool:
    return not one or not two or one == two


def _factor(told: Number, output: Number, area: Number, per: str) -> Fraction | None:
    """Return what the quotient of output and area is multiplied with to be in the units of the yield, None if unlikely."""
    mass = Fraction(_MASS[output.dimension], _MASS["measure:" + told.dimension.split(":")[1].split("/")[0]])
    field = _FIELD[area.dimension]
    ways = {"亩": mass / (1 if field == "亩" else _MU), "公顷": mass * (1 if field == "公顷" else _MU)}
    plain = output.known.printed.value / area.known.printed.value
    value = told.known.printed.value

    def far(way: Fraction) -> Fraction:
        quotient_ = plain * way
        return max(quotient_ / value, value / quotient_) if value and quotient_ else Fraction(_WILD)

    best = ways[per] if per else min(ways.values(), key=far)
    return best if far(best) < _WILD else None
