"""Numbers that are told in a list, in turn, behind the list of their names: 过程、产出、效益得分分别为 22 分、48 分、32 分.

Each is read as if it stood alone: 产出得分为 48 分. The names stand before the word that says 分别, in the clause or sentence
before it (…由甲、乙、丙三部分构成，满分分别为…), or with the numbers right before (甲 12 人、乙 8 人，分别占 60%、40%). As many names as
numbers are told in turn; with more or fewer nothing is said of whose they are.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.extraction.numbers.found import Found
from auditor.extraction.prose.asides import Asides
from auditor.extraction.prose.namelists import MEASURE, Names, names_in
from auditor.report.blocks import NumberKind

if TYPE_CHECKING:
    from auditor.report.blocks import Label

_JOINT = re.compile(r"(?:以上|以下|左右|以内|[一-龥]{0,4}?)\s*(?:[、，,]\s*|以及|[和及与])\s*")
_CUE = re.compile(
    r"(?P<head>.*?)(?:分别|依次|各自|各(?=为|占|得|减|增|下降|完成|[有投拨支]))(?P<way>(?:(?!分别|依次).)*)$"
)
_CLAUSE = re.compile(r"[，,；;：:]")
_SENTENCE = re.compile(r"[。！？!?\n]")
_MEASURED = re.compile(
    r"[其各均]?(?:[项类部]|部分|指标)?[的]?(?:满分|权重|权数|分值|分数|得分率?|占比|比重|比例|[一-龥]{2,4}率|人数|数量|金额|面积|投资|支出|[均]?)(?:值)?(?:为|是|达)?"
)
_SHARE = re.compile(r"占[^，,。；;、0-9]{0,16}")
_BACKWARD = re.compile(
    r"(?:这|该|上述)?(?P<number>[两二三四五六七八九十])(?:个|[项类块级者])?(?:部分|方面|指标|维度)?"
)
_APART = re.compile(r"其中|合计|共计|[占比较]|[。；;：:]")
_STARTS = re.compile(r"\s*(?:[一-龥]{1,4}?)?\s*(?:[、，,]|以及|[和及与])")
_CLOSE = re.compile(r"\s*(?:[一-龥]{1,4}?)?\s*(?:、|以及|[和及与])")
_RESPECTIVELY = re.compile(r"[^.;0-9]{0,24}?,?\s*\brespectively\b")
_ENGLISH = re.compile(
    r"(?P<names>[A-Z“\"]?[^.;:]+?)\s+(?P<way>(?:was|were|is|are|had|have|rose|fell|grew|dropped|scored|received|reached|spent|totall?ed|made up|accounted for)\b[^,]{0,60})$"
)
_ENGLISH_AND = re.compile(r",\s+and\s+|,\s+|\s+and\s+")
_ENGLISH_OPENS = re.compile(r"^(?P<opens>.*\s(?:for|of|in)\s+)(?=\S)")
_FAR, _BACK, _THREE, _MOST = 200, 2, 3, 14


@attrs.define
class InTurn:
    """Finds the lists of one text: whose each number is, with the words that all of its list share, and the last names of each count."""

    text: str
    asides: Asides
    found: Sequence[Found]
    names: dict[int, str] = attrs.field(factory=dict)
    called: dict[int, str] = attrs.field(factory=dict)
    counted: dict[int, tuple[str, ...]] = attrs.field(factory=dict)

    def told(self, at: int, labels: Sequence[Label | None]) -> dict[int, str]:
        """Return the words that tell each number of the list that begins with the number `at`, none where none begins."""
        run = self._run(at)
        if len(run) < _BACK:
            return {}
        start = self._floor(at)
        words = self.asides.bare(start, self.found[at].start)
        if (english := self._english(run, words)) is not None:
            return dict(zip(run, english, strict=True))
        words = words.rstrip("：: \u3000")
        clauses = _CLAUSE.split(words)
        own = clauses[-1]
        cue = _CUE.fullmatch(own.strip())
        head, way = (cue["head"].strip(), cue["way"]) if cue is not None else (own.strip(), "")
        names = self._here(head, len(run), cued=cue is not None)
        share = _SHARE.fullmatch(head) is not None
        if names is None and (share or _MEASURED.fullmatch(head) or MEASURE.fullmatch(head)):
            follows = cue is not None or self._follows(run) or (share and self.found[at].unit == "%")
            names = self._with_numbers(run, labels) if follows else None
            if names is None and not share:
                names = self._before(clauses[:-1], run, start, sure=cue is not None)
            names = attrs.evolve(names, shared=head) if names is not None else None
        elif names is None and cue is not None:
            names = self._again(head, run, start)
        if names is None:
            return {}
        self.names.update(zip(run, names.each, strict=True))
        self.called.update(
            (index, f"{name}{names.shared}") for index, name in self.names.items() if index in run
        )
        if names.counted:
            self.counted[len(run)] = names.each
        return {index: f"{name}{names.shared}{way}" for index, name in zip(run, names.each, strict=True)}

    def _run(self, at: int) -> list[int]:
        """Return the numbers from `at` on that only commas and 和 join, but for what brackets say beside them."""
        run = [at]
        depth = self.asides.around(self.found[at].start)
        for index in range(at + 1, len(self.found)):
            item = self.found[index]
            if self.asides.around(item.start) != depth:
                if len(self.asides.around(item.start)) > len(depth):
                    continue
                break
            joint = self.asides.bare(_end(self.found[run[-1]]), item.start, parting=False)
            joined = _JOINT.fullmatch(joint) or joint.strip() in {"and", ", and"}
            if item.kind is not NumberKind.FIGURE or not joined or len(run) > _MOST:
                break
            run.append(index)
        return run

    def _floor(self, at: int) -> int:
        """Return where the sentence of a number begins, or the half of it behind a semicolon."""
        start = self.found[at].start
        ends = [
            end.end() for end in re.finditer(r"[。！？!?\n；;]|\.\s", self.text[max(0, start - _FAR) : start])
        ]
        return max(0, start - _FAR) + ends[-1] if ends else max(0, start - _FAR)

    def _here(self, head: str, count: int, *, cued: bool) -> Names | None:
        """Return the names that the clause of the numbers lists itself."""
        names = names_in(head, count) if head else None
        if names is None or cued:
            return names
        # 投入、产出、效益三类权重 28、40、32 分: without a word that says so, three are told with their count or measure.
        told = names.counted or count >= _THREE
        return names if told and MEASURE.search(names.shared) and not re.search("[0-9]", head) else None

    def _follows(self, run: Sequence[int]) -> bool:
        """Whether a list follows one that was told in turn: 三类分别得 28 分、31 分、30 分，得分率为 93%、78%、100%."""
        before = self._earlier(run)
        return len(before) == len(run) and all(index in self.names for index in before)

    def _earlier(self, run: Sequence[int]) -> list[int]:
        """Return as many numbers as a list has that stand right before it, in its brackets or sentence."""
        depth = self.asides.around(self.found[run[0]].start)
        level = [
            index
            for index in range(run[0])
            if self.found[index].kind is NumberKind.FIGURE
            and self.asides.around(self.found[index].start) == depth
        ]
        return level[-len(run) :]

    def _with_numbers(self, run: Sequence[int], labels: Sequence[Label | None]) -> Names | None:
        """Return the names of the amounts right before: 甲 30 万元、乙 20 万元，分别占 60%、40%."""
        before = self._earlier(run)
        if len(before) != len(run) or before[0] < 0:
            return None
        last = self.asides.bare(_end(self.found[before[-1]]), self.found[run[0]].start, parting=False)
        if not re.match(r"\s*[一-龥]{0,4}?[，,；;]", last) or len(_CLAUSE.findall(last.rstrip("：: "))) > 1:
            return None
        if re.search(r"[。！？!?]", self.text[self.found[before[0]].end : self.found[run[0]].start]):
            return None
        if all(index in self.names for index in before):
            names = [self.names[index] for index in before]
        else:
            told = [labels[index] for index in before]
            names = [label.name for label in told if label is not None and not label.basis]
            between = [
                self.asides.bare(_end(self.found[one]), self.found[two].start, parting=False)
                for one, two in itertools.pairwise(before)
            ]
            if not all(_STARTS.match(words) and not _APART.search(words) for words in between):
                return None
            if self._goes_on(before, close=all(_CLOSE.match(words) for words in between)):
                return None
        return Names(tuple(names)) if len(set(names)) == len(run) else None

    def _goes_on(self, before: Sequence[int], *, close: bool) -> bool:
        """Whether the list of amounts began before the first of them."""
        earlier = self._earlier(before[:1])
        if not earlier:
            return False
        words = self.asides.bare(_end(self.found[earlier[0]]), self.found[before[0]].start, parting=False)
        if _APART.search(words) or re.search(r"[！？!?\n]", words):
            return False
        return (_CLOSE if close else _STARTS).match(words) is not None and (
            self.found[earlier[0]].unit == self.found[before[0]].unit
        )

    def _before(self, clauses: Sequence[str], run: Sequence[int], start: int, *, sure: bool) -> Names | None:
        """Return the names that the clauses before list: 由甲、乙、丙三部分构成，满分分别为 30 分、40 分、30 分."""
        for back, clause in enumerate(clauses[::-1][:_BACK]):
            names = names_in(clause, len(run))
            if names is not None and (names.counted or (back == 0 and (sure or len(run) >= _THREE))):
                return names
            if "、" in clause:
                return None
        if sure and not any(each.strip() for each in clauses):
            sentence = _SENTENCE.split(
                self.asides.bare(max(0, start - _FAR), start).rstrip("。！？!?\n；; ")
            )[-1]
            names = names_in(_CLAUSE.split(sentence)[-1], len(run))
            return names if names is not None and names.counted else None
        return None

    def _again(self, head: str, run: Sequence[int], start: int) -> Names | None:
        """Return the names of 三类指标 that the paragraph listed before, told again by their count alone."""
        told = _BACKWARD.match(head)
        if told is None:
            return None
        measure = head[told.end() :]
        if not re.fullmatch(r"(?:指标|工程|项目|资金)?(?:的)?", measure) and not MEASURE.fullmatch(measure):
            return None
        shared = measure.removeprefix("的")
        if (known := self.counted.get(len(run))) is not None:
            return Names(known, shared, counted=True)
        for clause in reversed(_CLAUSE.split(re.sub("[。；;]", "，", self.asides.bare(0, start)))):
            names = names_in(re.split("(?<![A-Za-z])[0-9]", clause)[0], len(run)) if "、" in clause else None
            if names is not None and names.counted and told["number"] in clause:
                return attrs.evolve(names, shared=shared)
        return None

    def _english(self, run: Sequence[int], words: str) -> list[str] | None:
        """Return the words of A, B and C were 5, 6 and 7 respectively."""
        last = self.found[run[-1]]
        if not _RESPECTIVELY.match(self.text, _end(last)):
            return None
        told = _ENGLISH.search(words.strip().rstrip("$ "))
        if told is None or re.search(r"[0-9]", told["names"]):
            return None
        names = [each.strip() for each in _ENGLISH_AND.split(told["names"].strip())]
        shared = ""
        if (opens := _ENGLISH_OPENS.match(names[0])) is not None:
            shared, names[0] = opens["opens"], names[0][opens.end() :]
        if len(names) != len(run) or not all(names):
            return None
        return [f"{shared}{name} {told['way']} " for name in names]


def _end(item: Found) -> int:
    return max(item.end, item.unit_end)
