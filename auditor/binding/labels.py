"""Numbers of running text by the whole of the words before them, whatever sentence they stand in.

A sentence pattern knows a sentence; a label knows a name. The words between a number and the one before it
are read whole or not at all: what is left when time, the department's own name and a few connecting words
are taken off must be a declared name. A short name (执行率) is understood from the named figure before it
in the same sentence, and one that no label names (全年支出) means the department only where nothing that
was not understood stands before it. So a number that another project, unit or year owns stays unbound.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.binding.agreement import slip
from auditor.binding.declarations import Called, Figures
from auditor.binding.names import Draft, Name, Names, bare, groups
from auditor.binding.sentences import Hit
from auditor.extraction.text.characters import fold
from auditor.numbers.units import unit_of
from auditor.report.blocks import Block, BlockKind, NumberKind, Occurrence
from auditor.report.conditions import excepts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


_KINDS = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.NOTE})
# A sentence that a pattern knows is surer than a name.
_WEIGHT = 2
_STATED = 3
_SENTENCE = re.compile(r"[。！？!?]")
_BRACKETS = re.compile(r"\([^()]*\)")
_ROUND = str.maketrans("（），；：＝", "(),;:=")
_PLACE = re.compile(r"[一-龥](?:[县区市乡镇村州旗站所校院局]|街道|社区|农场|单位|中心|公司)$")
_YEAR_LEAD = re.compile(r"^(?:20[0-9]{2}年度?|[上本]年度?)")
_YEAR_END = re.compile(r"(?:20[0-9]{2}年度?|[上本]年度?)$")
_GOES_ON = re.compile(r"\s*(?:其中|[比较]\s*(?:上年|20[0-9]{2}))")
_TOTAL = "总分"
_MADE_OF = "得分构成"
_CLASS = re.compile(r"(?:其中)?((?!满分|.*[扣加])[一-龥]{2,10}?)(?:类|指标|类指标)?(?:得|得分|得分为)?")
_BUDGET = re.compile(r"预算(?:数|总额|金额|资金|安排)?(?:调整)?(?:为|是|达|共)?$")
_SPENT = re.compile(r"决算|实际")
# 水利工程建设(项)。年初预算为 a, 支出决算为 b: what is told is one item's.
_ITEM = re.compile(r"[(（]项[)）]")
_CLAUSE = re.compile(r"[,;:、=]")
# A stale copy differs by some percent, a part from its whole by more.
_FAR = Fraction(3, 2)


@attrs.define
class _Sentence:
    """What a sentence has named so far."""

    concept: str = ""
    key: str = ""
    foreign: bool = False
    numbers: int = 0
    own: bool = False
    start: int = 0
    label: str = ""
    topic: str = ""
    last: str = ""
    """The words before the last amount."""
    planned: bool = False
    """Whether what 其中 tells the parts of is a budget."""
    whole: str = ""
    """What parts that are not understood were told of, till the semicolon behind them."""
    found: list[Labelled] = attrs.field(factory=list)
    listed: list[Hit] = attrs.field(factory=list)
    scores: list[tuple[str, Occurrence]] | None = None
    """The scores that a sentence behind the total says it is made of, None where it says anything else."""
    shares: list[Occurrence] | None = None
    share: Called | None = None


@records.frozen
class Labelled:
    """A hit, and the block and occurrence it is; `sure` where the sentence itself says whose figure it is.

    `sentence` tells which figures stand in one sentence, `own` that it names its owner.
    """

    at: int
    occurrence: Occurrence
    hit: Hit
    sure: bool = True
    sentence: int = 0
    own: bool = False


def labelled(blocks: Sequence[Block], figures: Figures, indicators: Mapping[str, str]) -> Iterator[Labelled]:
    """Iterate over the numbers of running text that `figures` has a name for.

    After the total score, the `indicators` of the first level name their scores.
    """
    names = Names.of(attrs.evolve(figures, regions=(*figures.regions, *groups(indicators))))
    if not names.words:
        return
    draft = Draft.of(blocks)
    found = [
        each
        for at, block in enumerate(blocks)
        if block.kind in _KINDS
        for each in _Reading(at, block, figures, names, draft).found()
    ]
    others = _of_others(found)
    yield from (each for each in found if (each.at, each.sentence) not in others)


def _of_others(found: Sequence[Labelled]) -> set[tuple[int, int]]:
    """Return the sentences that speak of a part (a project, a unit): their amounts are far from the whole's."""
    amounts: dict[str, list[Labelled]] = {}
    for each in found:
        if not each.occurrence.text.endswith(("%", "％")):
            amounts.setdefault(each.hit.key, []).append(each)
    others: set[tuple[int, int]] = set()
    for group in amounts.values():
        own = [each for each in group if each.own]
        known = own or [max(group, key=_amount)]
        others.update(
            (each.at, each.sentence)
            for each in group
            if not each.own and not any(_alike(each, other) for other in known)
        )
    return others


def _amount(each: Labelled) -> Fraction:
    numeral = each.occurrence.numeral
    return abs(numeral.value) * unit_of(each.occurrence.unit).factor if numeral is not None else Fraction(0)


def _alike(each: Labelled, other: Labelled) -> bool:
    one, two = _amount(each), _amount(other)
    return (one <= two * _FAR and two <= one * _FAR) or slip(each.occurrence.text, other.occurrence.text)


@attrs.define
class _Reading:
    at: int
    block: Block
    figures: Figures
    names: Names
    draft: Draft
    state: _Sentence = attrs.field(factory=_Sentence)
    sentence: str = ""

    def found(self) -> Iterator[Labelled]:
        text = fold(self.block.text).translate(_ROUND)
        end, unit, depth = 0, "", 0
        state = self.state
        for each in self.block.occurrences:
            if each.kind is not NumberKind.FIGURE:
                continue
            between = text[end : each.span.start]
            self.sentence = _sentence(text, each.span.start)
            depth = max(0, depth + between.count("(") - between.count(")"))
            parts = _SENTENCE.split(between)
            if len(parts) > 1:
                yield from self._ended()
                self.state, unit = self._next(state, parts), ""
                state = self.state
                state.start = each.span.start
                depth = max(0, parts[-1].count("(") - parts[-1].count(")"))
            state.found.extend(self._number(parts[-1], unit, each, inner=depth > 0))
            end, unit = each.span.end, each.unit
        yield from self._ended()

    @staticmethod
    def _next(before: _Sentence, parts: Sequence[str]) -> _Sentence:
        """Return the next sentence's state; 其中 and 比上年 go on with what the one before spoke of."""
        goes_on = len(parts) == 2 and not before.foreign and _GOES_ON.match(parts[-1])  # noqa: PLR2004
        last = before.last if parts[-1].lstrip().startswith("其中") else ""
        if not goes_on:
            return _Sentence(last=last)
        scores: list[tuple[str, Occurrence]] | None = [] if before.topic == _TOTAL else None
        return _Sentence(concept=before.topic, key=before.key, topic=before.topic, scores=scores, last=last)

    def _ended(self) -> Iterator[Labelled]:
        state = self.state
        state.found.extend(self._shares())
        state.found.extend(self._scores())
        roots = [each.hit.key.partition(".")[0] for each in state.found]
        for each in state.found:
            sure = state.own or roots.count(each.hit.key.partition(".")[0]) >= _STATED
            yield attrs.evolve(each, sure=sure, sentence=state.start, own=state.own)

    def _number(self, between: str, unit: str, each: Occurrence, *, inner: bool) -> Iterator[Labelled]:
        state = self.state
        whole = re.sub(r"[\s“”\"'《》\u2018\u2019]", "", between)
        whole = re.sub("^(?:万|亿)?元", "", whole.removeprefix(unit)) if unit else whole
        if self.draft.year:
            whole = re.once(rf"{int(self.draft.year) - 1}年度?").sub("上年", whole)
        whole = _without_brackets(whole)
        if inner:
            whole = whole.rpartition("(")[2]
        clauses = _CLAUSE.split(whole)
        label = clauses[-1]
        if state.share is not None and not label:
            if state.shares is not None:
                state.shares.append(each)
            return
        yield from self._shares()
        if label == "的" and state.label:
            label = f"{state.label}…的"
        if ";" in whole and state.whole:
            state.concept, state.whole = state.whole, ""
        if any(clause.startswith("其中") for clause in clauses):
            state.planned = _BUDGET.search(state.last) is not None
        if not each.text.endswith(("%", "％")):
            state.last = label
        named, own = self._meant(whole, clauses, label, each)
        if named is None and state.label:
            # 质量监督 23 个，覆盖率 95.83% states 质量监督覆盖率.
            named = self._chosen(self.names.words.get(f"{state.label}{bare(label)}", ()), each, own=False)
        if named is not None and label.startswith("其中"):
            # 总收入 a，其中本年收入 b: what is part of a figure is not that figure.
            key = named.called.key
            named = None if any(found.hit.key == key for found in state.found) else named
        known = each.numeral is not None and not (each.bound or each.range or "=" in whole)
        if named is None or not known:
            if not inner:
                state.whole = state.whole or (state.concept if label.startswith("其中") else "")
                state.concept, state.key, state.foreign = "", "", True
                state.listed = []
                state.label = bare(label)
        else:
            if not inner and own:
                state.foreign = False
            # A name that says what it is of needs no other to agree.
            state.own = state.own or own or not (named.called.within or named.how == "~")
            yield from self._taken(named, each, label, inner=inner)
        if not inner:
            state.numbers += 1
            self._score(label, each)

    def _meant(
        self, whole: str, clauses: Sequence[str], label: str, each: Occurrence
    ) -> tuple[Name | None, bool]:
        """Return the name that a figure bears, unless it is another owner's, or something is taken away from it."""
        if self._of_owner_before(whole, label):
            return None, False
        named, own = self._named(label, "".join(clauses), each)
        if named is not None and any(map(excepts, clauses[:-1])):
            return None, False
        return named, own

    def _of_owner_before(self, whole: str, label: str) -> bool:
        """Whether a name goes on with the owner that the same name had before it: 甲区上年项目支出 a、2023年度项目支出 b."""
        name, before = _YEAR_LEAD.sub("", bare(label)), self.state.label
        joined = whole.startswith(("、", ",", "和")) and self.state.foreign
        owner = _YEAR_END.sub("", before.removesuffix(name))
        return joined and bool(name) and before.endswith(name) and _PLACE.search(owner) is not None

    def _score(self, label: str, each: Occurrence) -> None:
        found = _CLASS.fullmatch(label)
        if self.state.scores is not None:
            if found and each.unit == "分" and each.numeral is not None and not each.bound:
                self.state.scores.append((found[1], each))
            else:
                self.state.scores = None

    def _taken(self, named: Name, each: Occurrence, label: str, *, inner: bool) -> Iterator[Labelled]:
        state = self.state
        if named.called.listed:
            state.share, state.shares = named.called, [each]
            return
        hit = Hit(
            key=named.called.key, start=0, end=0, kind="数", weight=_WEIGHT, unit=named.region.unit,
            source=f"{self.figures.name}:{named.called.line}",
        )  # fmt: skip
        if not inner:
            concept, _, attribute = hit.key.rpartition(".")
            if state.listed and state.listed[-1].key.rpartition(".")[2] != attribute:
                state.listed = []
            state.listed.append(hit)
            state.concept, state.key, state.label = concept, hit.key, bare(label)
            state.topic = state.topic or concept
        yield Labelled(self.at, each, hit)

    def _fits(self, name: Name, each: Occurrence) -> bool:
        """Whether the number can be what the name means: a share or none, and large enough."""
        region = name.region
        percent = each.text.endswith(("%", "％"))
        unit = self.figures.units.get(name.called.key.rpartition(".")[2], region.unit)
        if (unit == "%") != percent:
            return False
        return not region.least or (each.numeral is not None and each.numeral.value >= int(region.least))

    def _shares(self) -> Iterator[Labelled]:
        """Give 分别占 54.69%、35.48%、9.83% to the figures listed before, one each."""
        state = self.state
        called, shares, listed = state.share, state.shares, state.listed
        state.share = state.shares = None
        if called is None or shares is None or len(shares) != len(listed):
            return
        for hit, each in zip(listed, shares, strict=True):
            if each.text.endswith(("%", "％")):
                key = f"{hit.key.rpartition('.')[0]}.{called.key}"
                yield Labelled(self.at, each, attrs.evolve(hit, key=key))

    def _scores(self) -> Iterator[Labelled]:
        """Iterate over 其中投入 18 分、产出 46 分、效果 28 分 behind the total score, where no table names them."""
        scores = self.state.scores or []
        if len(scores) < _STATED or self.state.found or len({label for label, _ in scores}) < len(scores):
            return
        for label, each in scores:
            hit = Hit(
                key=f"{_MADE_OF}.{label}.得分", start=0, end=0, kind="数", weight=_WEIGHT, unit="分",
                source=self.figures.name,
            )  # fmt: skip
            yield Labelled(self.at, each, hit)

    def _named(self, label: str, whole: str, each: Occurrence) -> tuple[Name | None, bool]:
        """Return what a label names, and whether it says whose."""
        forms, own = self.draft.forms(label)
        for form in forms:
            for text in dict.fromkeys((form, bare(form))):
                named = self._chosen(self.names.words.get(text, ()), each, own=own)
                if named is not None:
                    return named, own
        gap = [name for pattern, name in self.names.gaps if pattern.fullmatch(whole)]
        return self._chosen(gap, each, own=own), own

    def _chosen(self, names: Sequence[Name], each: Occurrence, *, own: bool) -> Name | None:
        names = [name for name in names if self._fits(name, each)]
        plain = [name for name in names if not name.called.within and not name.how]
        then = [name for name in names if any(map(self._within, name.called.within))]
        free = [name for name in names if name.how and self._free(name, own=own)]
        told = [name for name in free if name.how == "!"]
        for group in (plain, then, [name for name in free if name.how != "!"], told):
            if len({name.called.key for name in group}) == 1:
                return group[0]
        return None

    def _within(self, concept: str) -> bool:
        here = self.state.concept
        return concept in {here, self.state.key} or here.startswith(f"{concept}.")

    def _of_budget(self, name: Name) -> bool:
        """Whether 其中：基本支出 tells a part of a budget, not of what was spent."""
        return (
            self.state.planned and name.called.key.endswith(".决算数") and not _SPENT.search(self.state.last)
        )

    def _free(self, name: Name, *, own: bool) -> bool:
        path = "".join(self.block.section)
        if any(word in path for word in name.region.not_under):
            return False
        root = self.state.concept.partition(".")[0] if name.how != "!" else ""
        if root and root not in self.names.subject:
            return False
        if name.how == "~" and (_ITEM.search(path + self.block.text) or self._of_budget(name)):
            return False
        if name.how == "!":
            return not any(word in self.sentence for word in name.region.not_under)
        return self.state.numbers == 0 if name.how == "^" else own or not self.state.foreign


def _sentence(text: str, at: int) -> str:
    """Return the sentence around a place."""
    start = max((text.rfind(mark, 0, at) for mark in "。！？"), default=-1)
    end = min((found for mark in "。！？" if (found := text.find(mark, at)) >= 0), default=len(text))
    return text[start + 1 : end]


def _without_brackets(text: str) -> str:
    while (short := _BRACKETS.sub("", text)) != text:
        text = short
    return text.rpartition(")")[2] if ")" in text else text
