"""Classes that are all there are, by their own words, and that do not make up all.

离岗的 38 人中，因年龄 12 人，…，其他 4 人: a rest closes the list. 有效问卷 384 份。其中非常满意 236 人，满意 98 人，…: who answered is
counted in persons, what came back in copies; no sum of one unit would see both. 316 个问题中，已完成整改 298 个；尚未完成 18 个: what is done and what is not. 甲 3,846 人、乙 6,214 人，同时享受两项的
2,137 人，剔除重复后 10,060 人: those in both are counted once, and that the figure without them is the plain sum shows that they
were not taken off. What only stands side by side belongs to `part_sum`.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.english import counted
from auditor.checks.common.numbers import Number, as_numeral, paragraphs
from auditor.checks.common.relations import ONE, judged, plus, rule, summed
from auditor.checks.common.slips import slip
from auditor.checks.common.words import ANSWERS, closed
from auditor.checks.sums._undone import other_whole, undone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "others-not-all"
TITLE = {"zh": "各类之和不等于总数", "en": "the classes told do not make up all"}
_AMONG = re.compile(r"^\s*[^，,。；;0-9]{0,8}中\s*[，,：:]")
_OTHERS = re.compile(r"^[，,、；;和及与]\s*(?:其他|其余|其它)[^，,。；;0-9]{0,8}$")
_NOT_ADDED = re.compile(r"各|其中|平均|比上|上年|超过|以上$|累计|另")
_EACH = re.compile(r"各[有为计]?$")
_SEVERAL = re.compile(r"多选|人次|选择|认为|希望|建议|渠道|可选")
_LEAST = 3
_ANSWER = re.compile(rf"(?:^|[，,、；;：:。“\"]|其中)\s*(?P<word>{ANSWERS})[”\"]?(?:的)?(?:有|为|共)?\s*$")
_BASE = re.compile(r"有效(?:问卷|样本|答卷|份数)?[^，,。；;]{0,6}$|(?:问卷|样本|答卷)有效")
_PERSONS = frozenset({"人", "名", "位"})
_LEAST_ANSWERS = 3
_VERBS = "整改|办理|完成|建成|完工|办结|解决|销号|落实|处理|回复|验收|通过|竣工|开工|到位|支付|兑现"
_DONE = re.compile(
    rf"(?:(?<!未)(?:已经?|均已|实际)(?:全部)?[^，,。；;]{{0,4}}|^)(?P<verb>{_VERBS})(?:到位|完毕|完成)?[^，,。；;]{{0,6}}$"
)
_OPEN = re.compile(
    rf"(?:尚未|未|没有|还未|仍未|正在|部分)[^，,。；;]{{0,4}}(?P<verb>{_VERBS})[^，,。；;]{{0,6}}$"
)
_HANDLED = {"处理", "办理", "办结", "解决", "回复"}
_TAKEN = re.compile(r"受理|收到|接收|接到|交办|派|移送|排查|发现")
_AT_ONCE = re.compile(r"^[一-龥]{0,6}[，,]\s*已[^，,。；;]{0,10}$")
_GOING = re.compile(r"部分|基本|持续|阶段|无需|不再|其他|另有|取消")
_AMONG_ALL = re.compile(r"^[^，,。；;]{0,12}中[，,]|^[^，,。；;]{0,12}[，,]\s*(?:其中|截至)")
_PROBLEMS = re.compile(r"问题|事项|任务|[（(]项目[）)]|隐患|线索")
_ALL = re.compile(r"(?:共|共计|合计|涉及|发现|问题|反映)[^，,。；;]{0,8}$")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_NET = re.compile(r"(?:剔除|扣除|去除|除去)重复|去重|不重复|合并重复")
_BOTH_OVERLAP = re.compile(r"同时|均(?!值)|兼|两[项者类种病]都|重复")
_BACK = 8


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the classes that their words make all there are."""
    yield from _rest_told(facts)
    yield from _answers(facts)
    yield from _open_and_done(facts)
    yield from _overlap(facts)


def _rest_told(facts: Facts) -> Iterator[Outcome]:
    """Judge the lists of classes that a rest closes."""
    for paragraph in paragraphs(facts):
        for at, whole in enumerate(paragraph.numbers):
            if whole.stated is None or whole.depth or not whole.dimension.startswith("count"):
                continue
            behind = paragraph.text[whole.occurrence.span.end :].lstrip()
            if not _AMONG.match(behind.removeprefix(whole.occurrence.unit)):
                continue
            # 300 人中，选择甲的 200 人、选择乙的 150 人…: who may choose several is counted several times.
            if _SEVERAL.search(paragraph.text):
                continue
            parts = _parts(whole, paragraph.numbers[at + 1 :])
            if len(parts) >= _LEAST:
                yield judged(
                    facts, summed(rule(NAME, TITLE), whole.known, plus([each.known for each in parts]))
                )


def _parts(whole: Number, behind: Sequence[Number]) -> list[Number]:
    """Return the classes up to the rest, none where something else stands among them."""
    parts: list[Number] = []
    for each in behind:
        if each.sentence != whole.sentence:
            return []
        if each.depth > whole.depth or each.is_share:
            continue
        if each.stated is None or each.sign or each.dimension != whole.dimension:
            return []
        if _NOT_ADDED.search(each.before):
            return []
        parts.append(each)
        if _OTHERS.match(each.before):
            return parts
    return []


def _answers(facts: Facts) -> Iterator[Outcome]:
    """Judge every list of answers from the best to the worst."""
    for paragraph in paragraphs(facts):
        told = _answered(paragraph)
        if len(told) < _LEAST_ANSWERS or not closed([word for word, _ in told], rest=False):
            continue
        base = _base(paragraph, told[0][1])
        if base is None:
            continue
        whole = counted(as_numeral(base.known))
        parts = {word: counted(as_numeral(number.known)) for word, number in told}
        yield judged(facts, summed(rule(NAME, TITLE), whole, plus(list(parts.values()))))


def _answered(paragraph: Paragraph) -> list[tuple[str, Number]]:
    """Return the one run of answers of a paragraph, each counted in persons."""
    found: list[tuple[str, Number]] = []
    for number in paragraph.numbers:
        said = _ANSWER.search(number.before.rstrip())
        if said is not None and number.stated and number.occurrence.unit in _PERSONS and not number.depth:
            found.append((said["word"], number))
    words = [word for word, _ in found]
    return found if len(set(words)) == len(words) else []


def _base(paragraph: Paragraph, first: Number) -> Number | None:
    """Return the number of valid copies told just before the answers."""
    before = [
        each
        for each in paragraph.numbers
        if each.stated
        and each.occurrence.unit == "份"
        and each.occurrence.span.start < first.occurrence.span.start
    ]
    valid = [each for each in before if _BASE.search(each.clause)]
    return valid[-1] if len(valid) == 1 and first.sentence - valid[0].sentence <= 1 else None


def _open_and_done(facts: Facts) -> Iterator[Outcome]:
    """Judge things, and amounts, that are told as done and not done."""
    for paragraph in paragraphs(facts):
        seen = list(undone(facts, rule(NAME, TITLE), paragraph))
        yield from seen
        stated = [each for each in paragraph.numbers if each.stated and not (each.sign or each.depth)]
        for dimension in sorted({each.dimension for each in stated}):
            if not dimension.startswith("count") and dimension != "money":
                continue
            run = [each for each in stated if each.dimension == dimension]
            for at in range(len(run) - 2):
                behind = run[at + 3] if at + 3 < len(run) else None
                # 已整改 a 个，正在整改 b 个，其余 c 个…: more than two kinds
                if behind is not None and behind.sentence == run[at].sentence and _kind(behind):
                    continue
                three = run[at : at + 3]
                if other_whole(paragraph, *three):
                    continue
                outcome = _two_kinds(facts, paragraph.text, three, last=behind)
                if outcome is not None and not any(_same(outcome, each) for each in seen):
                    yield outcome


def _same(one: Outcome, two: Outcome) -> bool:
    """Whether two judgements are on the same figures."""
    return {each.location for each in one.evidence} == {each.location for each in two.evidence}


def _two_kinds(facts: Facts, text: str, three: Sequence[Number], *, last: Number | None) -> Outcome | None:
    """Judge a whole and the two figures behind it, where nothing of a third kind is told between them."""
    whole, one, two = three
    kinds = _kind(one), _kind(two)
    if len({each.sentence for each in three}) != 1 or None in kinds or kinds[0] == kinds[1] or _kind(whole):
        return None
    if _EACH.search(one.clause) or _EACH.search(two.clause):
        return None  # 甲镇、乙镇各有 1 个延期: as many times as there are names
    verbs = {_verb(one), _verb(two)}
    if len(verbs) > 1 and not verbs <= _HANDLED:
        return None
    behind = _ASIDE.sub("", text[whole.occurrence.span.end : one.occurrence.span.start])
    told = _AMONG_ALL.match(_unit_off(whole, behind)) is not None
    # 受理工单 2,917 件，已处理 2,349 件，正在办理 568 件: what came in is all there is.
    told = told or (
        _TAKEN.search(whole.clause) is not None and _AT_ONCE.match(_unit_off(whole, behind)) is not None
    )
    if not told and not _of_problems(whole, behind):
        return None
    if told and last is not None and last.sentence == whole.sentence:
        return None
    between = _ASIDE.sub("", text[one.occurrence.span.end : two.occurrence.span.start])
    after = text[two.occurrence.span.end : two.occurrence.span.end + 16]
    # 已整改 a 个，正在整改 b 个，尚未整改 c 个: three kinds.
    tail = re.split("[0-9。]", _ASIDE.sub("", after), maxsplit=1)[0]
    other = "" if re.search("资金|金额", tail + between) and whole.dimension != "money" else tail
    if _GOING.search(between.removesuffix(two.clause) + other) or _OPEN.search(other):
        return None
    return judged(facts, summed(rule(NAME, TITLE), whole.known, plus([one.known, two.known])))


def _of_problems(whole: Number, behind: str) -> bool:
    """Whether a figure is of all problems of a report, behind which some things are told before those done."""
    said = re.split(r"[，,。；;]", behind)[0]
    counted = whole.dimension.startswith("count") and _PROBLEMS.search(said + whole.clause)
    amount = whole.dimension == "money" and re.search(r"(?:问题|涉及)(?:资金|金额)$", whole.clause)
    return bool(amount or counted) and bool(amount or _ALL.search(whole.clause))


def _kind(number: Number) -> str | None:
    """Return whether a figure is of what is done or of what is open, None where of neither."""
    words = re.sub(r"\s", "", number.clause)
    if _OPEN.search(words):
        return "open"
    return "done" if _DONE.search(words) else None


def _verb(number: Number) -> str:
    words = re.sub(r"\s", "", number.clause)
    found = _OPEN.search(words) or _DONE.search(words)
    return found["verb"] if found else ""


def _unit_off(number: Number, words: str) -> str:
    return words.strip().removeprefix(number.occurrence.unit)


def _overlap(facts: Facts) -> Iterator[Outcome]:
    """Judge figures that are said to count nobody twice, by two groups and those in both."""
    for paragraph in paragraphs(facts):
        numbers = [
            each
            for each in paragraph.numbers
            if each.stated and not each.sign and each.dimension.startswith("count")
        ]
        for at, net in enumerate(numbers):
            if not _NET.search(net.before):
                continue
            before = [each for each in numbers[max(0, at - _BACK) : at] if each.dimension == net.dimension]
            ends = [0, *(each.occurrence.span.end for each in before)]
            # 同时享受两项的: the count in it is a number of its own.
            both = [
                each
                for each, end in zip(before, ends, strict=False)
                if _BOTH_OVERLAP.search(paragraph.text[end : each.occurrence.span.start])
            ]
            groups = [each for each in before if each not in both]
            if len(both) == 1:
                yield from _once(facts, net, groups, both[0])


def _once(facts: Facts, net: Number, groups: Sequence[Number], both: Number) -> Iterator[Outcome]:
    value, twice = net.known.printed.value, both.known.printed.value
    pairs = list(itertools.combinations(groups, 2))
    for one, two in pairs:
        total = one.known.printed.value + two.known.printed.value
        fits = total - twice == value
        if fits or total == value or (len(pairs) == 1 and slip(net.known, total - twice)):
            parts = [(ONE, one.known), (ONE, two.known), (-ONE, both.known)]
            yield judged(facts, summed(rule(NAME, TITLE), net.known, parts))
            return
