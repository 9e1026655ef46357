"""What is done and what is not that do not give all: 316 个问题中，已完成整改 298 个；尚未完成 18 个."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks._numbers import Number, paragraphs
from auditor.checks._relations import judged, plus, rule, summed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "open-and-done-not-all"
TITLE = {"zh": "已完成与未完成之和与总数不符", "en": "done and open do not give all"}
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
_OF = re.compile(r"^[^，,。；;]{0,12}中[，,]|^[^，,。；;]{0,12}[，,]\s*(?:其中|截至)")
_PROBLEMS = re.compile(r"问题|事项|任务|[（(]项目[）)]|隐患|线索")
_ALL = re.compile(r"(?:共|共计|合计|涉及|发现|问题|反映)[^，,。；;]{0,8}$")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge things, and amounts, that are told as done and not done."""
    for paragraph in paragraphs(facts):
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
                outcome = _judged(facts, paragraph.text, run[at : at + 3], last=behind)
                if outcome is not None:
                    yield outcome


def _judged(facts: Facts, text: str, three: Sequence[Number], *, last: Number | None) -> Outcome | None:
    """Judge a whole and the two figures behind it, where nothing of a third kind is told between them."""
    whole, one, two = three
    kinds = _kind(one), _kind(two)
    if len({each.sentence for each in three}) != 1 or None in kinds or kinds[0] == kinds[1] or _kind(whole):
        return None
    verbs = {_verb(one), _verb(two)}
    if len(verbs) > 1 and not verbs <= _HANDLED:
        return None
    behind = _ASIDE.sub("", text[whole.occurrence.span.end : one.occurrence.span.start])
    told = _OF.match(_unit_off(whole, behind)) is not None
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
