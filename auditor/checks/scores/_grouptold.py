"""The mark or score of one group that the text tells: 产出合计 46.84 分, 产出类指标满分 50 分, and the rows of that group in the table.

It is told of the group where nothing but its name and words for what is given stand before it. Of consistent reports a hundred and
sixty such numbers are the group's mark, its score or what it lost, and none is anything else, where the marks of the table add up
to a hundred.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Stated
from auditor.checks.scores._scale import are_whole, tells

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.checks.common.numbers import Paragraph
    from auditor.checks.scores._schemes import Entry

_LED = re.compile(r"^(?:其中|[一二三四五六七八九]是|[（(][一二三四五六七八九十0-9]+[)）]|[0-9]+[.、])*")
_KIND = (
    r"(?:类|部分|方面|维度|一级|指标|情况)*[”\"]?(?:小计|合计|共计?|总计|实际|实|自评|评价|最终)*"
    r"(?P<kind>得分?|计|扣分?|失分|分值|满分|权重|标准分)?(?:共|合计)?(?:为|是)?$"
)
_TOLD = re.compile(r"小计|合计|共|总计|得|计|扣|失|分值|满分|权重|标准分")
_MARK = re.compile(r"分值|满分|权重|标准分")
_LOST = re.compile(r"扣|失")
_OTHER = re.compile(r"上年|去年|同期|初评|调整|平均|加权|折算|每")

_HERE = re.compile(rf"^(?:本|该|此)(?:部分|类|维度|方面|块|一级指标|章)(?={_KIND})")
_HEAD = re.compile(
    r"^[#\s]*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十0-9]+[)）]|[0-9]+(?:[.、\uff0e]|(?:[.][0-9]+)+)?)?\s*(?P<name>[一-龥]{2,12}?)"
    r"(?:类|部分|方面|维度|一级|指标|情况|得分|分析|评价|完成)*(?:[（(].*)?$"
)


@records.frozen(eq=False)
class GroupTold:
    """A number that is told of a group: what its rows give, by which cells, and whether they are scores."""

    number: Number
    name: str
    given: Fraction
    parts: Sequence[Stated]
    score: bool

    @property
    def holds(self) -> bool:
        """Whether the rows give it, told to fewer places perhaps."""
        return tells(self.number.known.printed.numeral, self.given)


def groups_of(ways: Sequence[Sequence[Entry]]) -> dict[str, Entry]:
    """Return the groups of several rows by name, of tables whose marks add up to a hundred; a name of two groups is of none."""
    found: dict[str, dict[tuple[Fraction | None, Fraction | None], Entry]] = {}
    for way in ways:
        if not are_whole(each.total(score=False) for each in way):
            continue
        for each in way:
            if len(each.name) > 1:
                alike = (each.total(score=False), each.total(score=True))
                found.setdefault(each.name, {})[alike] = each
    alone = {name: next(iter(each.values())) for name, each in found.items() if len(each) == 1}
    return {name: each for name, each in alone.items() if len(each.weights) > 1}


def told_of_groups(paragraph: Paragraph, known: Mapping[str, Entry]) -> Iterator[GroupTold]:
    """Iterate over the numbers of a paragraph that are told of groups."""
    for number in paragraph.numbers:
        if number.stated is None or number.dimension != "score" or number.sign or _OTHER.search(number.lead):
            continue
        clause = _LED.sub("", re.sub(r"\s|[“\"]", "", number.clause))
        if (here := _HERE.match(clause)) is not None:
            name = _headed(paragraph.block.section, known)
            behind = clause[here.end() :]
        else:
            name = max((each for each in known if clause.startswith(each)), key=len, default="")
            behind = clause[len(name) :]
        found = re.fullmatch(_KIND, behind) if name else None
        if found is None or not _TOLD.search(behind):
            continue
        entry, kind = known[name], found["kind"] or ""
        full, got = entry.total(score=False), entry.total(score=True)
        if full is None:
            continue
        # 产出合计 50 分 may be its mark as well as its score.
        if _MARK.search(kind) or (not kind and number.known.printed.numeral.value == full):
            yield GroupTold(number, name, full, entry.weights, score=False)
        elif got is not None:
            given = full - got if _LOST.search(kind) else got
            yield GroupTold(number, name, given, entry.scores, score=True)


def _headed(section: Sequence[str], known: Mapping[str, Entry]) -> str:
    """Return the group that the nearest heading names by itself: （三）产出（35 分）."""
    for text in reversed(section):
        found = _HEAD.match(text)
        if found is not None and found["name"] in known:
            return found["name"]
    return ""
