"""A percentage that no whole number of answers can give, and lists of shares that miss 100 %."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.numbers import Number, Paragraph, paragraphs
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.checks.surveys._asked import ANSWERED, GROUPED, counted_over, sample_of, tells_sample
from auditor.checks.surveys._graded import checked, graded, impossible, mostly
from auditor.checks.surveys._ofthese import of_these
from auditor.checks.surveys._sampletables import Samples, sample_of_group, tabled_samples
from auditor.evaluation import survey
from auditor.evaluation.bases import other_base
from auditor.findings import Severity, Verdict
from auditor.report.blocks import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.findings import Evidence
    from auditor.numbers import Interval
    from auditor.report.blocks import Block

NAME = "impossible-share"
TITLE = {"zh": "占比不可能由样本数得出", "en": "a share that no number of answers gives"}
_TOLD = re.compile(
    r"认为|反映|表示|选(?:择|了|[“「])|希望|建议|觉得|提到|[知不]晓|了解|期待|(?:满意|知晓|支持)率(?:为|达到?|是)?$|[不]?满意(?:的|者)"
)
_SOME = re.compile(r"中(?!心|小|等|医|药|高)|其中|群体|分别|较|比|上年|目标|加权|指数|[部大]分|每")
_WHO_ARE = re.compile(r"[一-龥]{2,}(?:的|者)(?:人|人数|户|户数)?占(?:比)?(?:为|达)?$")
"""What tells in the paragraph of a survey that a share is of those asked: 听说过的占."""
_TOLD_BEHIND = re.compile(
    r"(?:的(?!比重|比例|份额)(?![一-龥]{0,6}(?:社区|[乡镇村县]|街道|单位|部门|机构|项目))[一-龥]{0,8}?)?(?:认为|反映|表示|选择|选了|希望|建议|觉得|提到|提出|[知不]晓|了解|期待|评价|[不]?满意)"
)
"""What says behind a share that it is of those asked: 52% 的农户认为."""
_LED = re.compile(r"建议|意见|诉求|期[待盼]|选项|原因|问题|希望|反映|改进|不足|需求|关注|集中")
"""What heads a list of answers with their shares: 建议最集中的三项："""
_SIDE = re.compile(
    r"(?:回收|有效|完成|执行|覆盖|合格|抽[查样检]|应答|响应)率|目标|标准|差|低于|高于|超过|以[上下]|未达"
)
_SURVEY = re.compile(r"单选|多选|您|问卷|受访")
_SINGLE = re.compile(r"单选")
_MULTIPLE = re.compile(r"多选|可选多项|不定项|限选|最多选|至多选")
_CHOICE = re.compile(r"[（(][^（）()]*(?:单选|多选|不定项|限选)[^（）()]*[）)]")
_NO_SHARE = re.compile(r"率|指数|折算|信度|效度|误差|置信|增长|下降")
_NOT_OF_ALL = re.compile(r"占(?!比|$|总数|受访|有效|全部|样本)|指数|折算|误差|增长|下降|提高")
_OWN = re.compile(r"([0-9][0-9,]*)\s*(?:份|名|位|人)[一-龥]{0,10}(?:问卷|答卷|样本|受访者)[中里内]")
_OF_SO_MANY = re.compile(
    r"[（(](?:[^（）()]{0,10}[，,、；;])?(?:以[一-龥]{0,10}|共|有效|有效问卷|受访|[nN]\s*[=＝])?\s*(?P<count>[0-9][0-9,]*)\s*[人份名家户位](?![次均日])[^（）()0-9]{0,12}[）)]"
)
_BASED = re.compile(
    r"以[一-龥]{0,10}(?P<count>[0-9][0-9,]*)\s*[人份名家户位][一-龥]{0,10}(?:为(?:基数|分母|口径)|计算)"
)
"""What says of how many all shares are: 比例均以 320 份有效问卷为基数."""
_WHO = re.compile(
    r"\s*(?:[一二三四五六七八九十0-9]{1,2}[.、)）]\s*|[（(][一二三四五六七八九十0-9]{1,2}[）)]\s*)?(?P<who>[一-龥]{2,6}?)(?:最|认为|希望|反映|选择|提出|建议|关注|期待|不满意|主要)"
)
_AMONG = re.compile(r"(?:^|[，,、])\s*(?:在)?(?P<who>[一-龥]{2,10}?)中[，,、]")
_TOGETHER = re.compile(r"合计|共计|总计|累计|(?:前|上述|以上|这)[两二三四]项|[两三]者")
_LAST = re.compile(r"[；;。]")
_ANSWER = re.compile(r"(?:满意|认可|支持|知晓|认为.{0,12})(?:的|为|共)?$|发放|发出|计划")
"""Of whom no share is: those who gave an answer, and those who were only sent a form."""
_LEAST = 3
_FEW = 20
"""Of those asked, a share to the second place is given by chance once in so many, where they are no more than some 500."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge the lists of shares of a survey by the number of its answers."""
    answers: dict[tuple[str, ...], list[Number]] = {}
    groups: list[Number] = []
    told: list[Outcome] = []
    headings = {block.text: block for block in facts.report.blocks if block.kind is BlockKind.HEADING}
    samples = tabled_samples(facts)
    for paragraph in paragraphs(facts):
        section = paragraph.block.section
        for number in paragraph.numbers:
            if number.stated and number.occurrence.unit in GROUPED:
                groups.append(number)
            if tells_sample(number):
                answers.setdefault(section, []).append(number)
        for things, listed in graded(paragraph):
            yield from _of_grades(things, listed)
        for things, share in checked(paragraph):
            yield from _of_grades(things, [share], least=0)
        for share, things in of_these(paragraph):
            yield _judged(share, things)
        words = _question(paragraph)
        yield from (in_list := list(_listed(paragraph, words, (answers, groups), (headings, samples))))
        if not in_list and not (_CHOICE.search(words) and _of_some(paragraph, groups, headings)):
            told.extend(_alone(paragraph, answers, groups))
    yield from mostly(told)


def _listed(
    paragraph: Paragraph,
    words: str,
    told: tuple[dict[tuple[str, ...], list[Number]], Sequence[Number]],
    beside: tuple[Mapping[str, Block], Samples],
) -> Iterator[Outcome]:
    """Judge the shares that a paragraph lists of a question whose kind it names."""
    if not _SURVEY.search(words):
        return
    answers, groups = told
    shares = [
        each
        for each in paragraph.numbers
        if each.stated and each.is_share and not each.sign and not _NO_SHARE.search(each.clause)
    ]
    # 甲镇满意度最高，为 91.67%。在…（可多选）一题中，…: a question's shares stand behind its name.
    asked = _CHOICE.search(paragraph.text)
    behind = [each for each in shares if asked and each.occurrence.span.start > asked.end()]
    shares = behind if len(behind) >= _LEAST else shares
    # 公园 46.0%、社区 28.0%、其他 26.0%；对维护满意的占 77.4%: the list ends at the semicolon.
    listed = [each for each in shares if each.part == shares[0].part]
    shares = list(_single(paragraph, listed if len(listed) >= _LEAST else shares))
    all_told = behind or [each for each in paragraph.numbers if each.is_share]
    if len(shares) < _LEAST or len(shares) * 2 < len(all_told):
        return
    known = _group(groups, paragraph) or sample_of(answers, paragraph.block.section)
    headings, samples = beside
    bases = (
        _asked_of(paragraph, shares, headings)
        or sample_of_group(samples, paragraph.text)
        or [
            (int(each.known.printed.value), evidence_at(each.block, each.occurrence, "base"))
            for each in known
        ]
    )
    yield from _list(paragraph, shares, bases, words)


def _of_some(paragraph: Paragraph, groups: Sequence[Number], headings: Mapping[str, Block]) -> bool:
    """Whether a question was asked of some only, whose number stands in brackets, in its heading or before the word for answers."""
    shares = [each for each in paragraph.numbers if each.is_share]
    return bool(
        shares
        and (
            _group(groups, paragraph)
            or _asked_of(paragraph, shares, headings)
            or len(_OWN.findall(paragraph.text)) > 1
        )
    )


def _alone(
    paragraph: Paragraph, answers: dict[tuple[str, ...], list[Number]], groups: Sequence[Number]
) -> Iterator[Outcome]:
    """Judge a share of those asked that a sentence tells: 认为助餐需要改进的占 20.1%, which no number of 306 answers is.

    A share that was cut off passes, and so does one that any other number of people told in the chapter gives.
    """
    # Where the paragraph itself tells of how many, it tells of how many else, too.
    near = {each.known.printed.value for each in paragraph.numbers if each.stated}
    for number in paragraph.numbers:
        if number.stated is None or not number.is_share or number.sign or not _outside(number):
            continue
        words = re.split(r"[，,、：:]", number.before)[-1].strip()
        if _NOT_OF_ALL.search(words):
            continue
        known = (
            _asked_here(number, answers)
            or _group_in(groups, number)
            or sample_of(answers, paragraph.block.section)
        )
        if len({each.known.printed.value for each in known}) != 1:
            continue
        base = int(known[0].known.printed.value)
        own = known[0].block is number.block and _WHO_ARE.search(words) is not None
        said_so = (own or _TOLD.search(words) is not None) and _SOME.search(words) is None
        if not (said_so or _of_asked(paragraph, number, base, known[0])):
            continue
        if _given(number, base) or not any(
            _given(number, each) for each in _told_of(groups, paragraph, base) if not own or each in near
        ):
            yield _judged(number, known[0])


def _judged(share: Number, things: Number) -> Outcome:
    """Judge a share by how many it is of."""
    base = int(things.known.printed.value)
    item = evidence_at(share.block, share.occurrence)
    sample = evidence_at(things.block, things.occurrence, "base")
    if _given(share, base):
        return said(rule(NAME, TITLE), "", "", [item, sample], Verdict.WITHIN_ROUNDING)
    text, unit = share.occurrence.text, things.occurrence.unit or "份（人）"
    zh, en = f"{text} 不可能由 {base} {unit}得出", f"{text} cannot come from {base} answers"
    return said(rule(NAME, TITLE, Severity.WARNING, "medium"), zh, en, [item, sample])


def _told_of(groups: Sequence[Number], paragraph: Paragraph, base: int) -> set[int]:
    """Return the numbers of people told in the chapter; households and firms are asked of only where they are some of the sample."""
    return {
        int(value)
        for each in groups
        if each.block.section[:1] == paragraph.block.section[:1]
        and (value := each.known.printed.value).denominator == 1
        and (each.occurrence.unit in ANSWERED or value <= base)
        and not _ANSWER.search(each.clause)
    }


def _of_asked(paragraph: Paragraph, number: Number, base: int, sample: Number) -> bool:
    """Whether the words behind a share, or shares told beside it, show that it is of all who were asked.

    38.70% 的农户认为 says so itself; in 增加座位 41.43%、延长开放 32.21%、更新资源 22.86% the others do, which that number of answers
    gives to the last place.
    """
    if sample.block.section[:1] != number.block.section[:1] or _SIDE.search(number.clause):
        return False
    if _TOLD_BEHIND.match(number.after):
        return True
    lead = number.lead
    head, colon, _ = lead.partition("：")
    led = bool(colon) and _LED.search(head) is not None
    name = re.search(r"[一-龥]?率(?:为|是|达)?$", number.clause)
    beside = [
        each
        for each in paragraph.numbers
        if each is not number
        and each.stated is not None
        and each.is_share
        and _outside(each)
        and each.sentence == number.sentence
        and each.part == number.part
        and not _SIDE.search(each.clause)
        and (led or (name is not None and each.clause.endswith(name.group())))
    ]
    fitting = [each for each in beside if _given(each, base)]
    sure = any(each.known.printed.step * base * _FEW < 1 for each in fitting)
    return sure and len(fitting) == len(beside) and number.known.printed.step * base * _FEW < 1


def _outside(number: Number) -> bool:
    """Whether a share stands in no brackets, or in some that hold nothing else: 票价偏高（22.30%）."""
    text, span = number.block.text, number.occurrence.span
    return not number.depth or (
        text[: span.start].endswith(("（", "(")) and text[span.end :].lstrip("%％ ").startswith(("）", ")"))
    )


def _asked_here(number: Number, answers: dict[tuple[str, ...], list[Number]]) -> Sequence[Number]:
    """Return the number of those asked that the sentence of a share tells before it."""
    return [
        each
        for each in answers.get(number.block.section, ())
        if each.block is number.block
        and each.sentence == number.sentence
        and each.occurrence.span.start < number.occurrence.span.start
    ]


def _given(number: Number, base: int) -> bool:
    """Whether some number of so many is a share as printed, rounded or cut off."""
    printed = number.known.printed
    whole = printed.value * base
    most = (printed.value + printed.step) * base
    cut = -(-whole.numerator // whole.denominator)  # the least count that is no less
    return survey.counts(printed.interval, base) is not None or cut < most


def _of_grades(things: Number, listed: Sequence[Number], *, least: int = 2) -> Iterator[Outcome]:
    """Judge shares of grades by the number of things graded; where most cannot be of it, they are of another number."""
    wrong = impossible(things, listed)
    for each in wrong if len(wrong) * least < len(listed) else ():
        text, number = each.occurrence.text, things.occurrence
        zh = f"{text} 不可能由 {number.text} {number.unit}得出"
        en = f"{text} cannot come from {number.text}"
        items = [evidence_at(each.block, each.occurrence), evidence_at(things.block, number, "base")]
        level = Severity.ERROR if least else Severity.WARNING
        yield said(rule(NAME, TITLE, level), zh, en, items)


def _single(paragraph: Paragraph, shares: Sequence[Number]) -> Sequence[Number]:
    """Return shares without those told of several classes together: 前两项合计 114 人，满意度 96.61%."""
    ends = [0, *(each.occurrence.span.end for each in shares)]
    return [
        each
        for end, each in zip(ends, shares, strict=False)
        if not _TOGETHER.search(_LAST.split(paragraph.text[end : each.occurrence.span.start])[-1])
    ]


def _group(groups: Sequence[Number], paragraph: Paragraph) -> list[Number]:
    """Return how many of those answered who a list says that it is of: 其中学生 424 份…。学生最希望改善的事项（可多选）."""
    found = _WHO.match(paragraph.text)
    if found is None:
        return []
    chapter = paragraph.block.section[:1]
    named = [
        each
        for each in groups
        if each.block.section[:1] == chapter and each.clause.removeprefix("其中").strip() == found["who"]
    ]
    return named if len({each.known.printed.value for each in named}) == 1 else []


def _group_in(groups: Sequence[Number], number: Number) -> list[Number]:
    """Return how many answered of those of whom a sentence speaks: 学生问卷 156 份、教师问卷 48 份。学生问卷中，认为…的占 29.8%."""
    found = _AMONG.search(number.lead)
    if found is None:
        return []
    chapter = number.block.section[:1]
    named = [
        each
        for each in groups
        if each.block.section[:1] == chapter and each.clause.strip().endswith(found["who"])
    ]
    return named if len({each.known.printed.value for each in named}) == 1 else []


def _asked_of(
    paragraph: Paragraph, shares: Sequence[Number], headings: Mapping[str, Block]
) -> list[tuple[int, Evidence]]:
    """Return how many a list says that it is of, in words or in brackets, or the heading above it: 二、农户和合作社（308 人）; 经销企业（22 家，单选）."""
    if len(found := list(_BASED.finditer(paragraph.text))) == 1:
        count, block = found[0]["count"], paragraph.block
        base = evidence_of_words(block, found[0].start("count"), count, "样本")
        return [(int(count.replace(",", "")), base)]
    places = [(paragraph.block, paragraph.text[: shares[0].occurrence.span.start])]
    places += [(headings[each], each) for each in reversed(paragraph.block.section[-2:]) if each in headings]
    for block, text in places:
        found = list(_OF_SO_MANY.finditer(text))
        if len(found) == 1:
            count = int(found[0]["count"].replace(",", ""))
            return [(count, evidence_of_words(block, found[0].start("count"), found[0]["count"], "样本"))]
    return []


def _question(paragraph: Paragraph) -> str:
    """Return a paragraph with the heading of its question: 四、希望改进的方面（可多选）, and the shares below it."""
    heading = "".join(paragraph.block.section[-1:])
    return heading + paragraph.text if _CHOICE.search(heading) else paragraph.text


def _list(
    paragraph: Paragraph, shares: Sequence[Number], bases: Sequence[tuple[int, Evidence]], words: str
) -> Iterator[Outcome]:
    multiple = _MULTIPLE.search(words) is not None
    single = not multiple and _SINGLE.search(words) is not None
    if not multiple and not single:
        return
    base = bases[0][0] if len({value for value, _ in bases}) == 1 else None
    if base is not None and counted_over(paragraph, shares, base):
        return  # 选择“管护”的 168 份，占 56.8%: more than the 58 answers told before
    own = {int(each[1].replace(",", "")) for each in _OWN.finditer(paragraph.text)}
    if base is not None and own - {base}:
        return  # 37 份管水员有效问卷中…: the paragraph speaks of some of the answers
    intervals = [each.stated.printed.interval for each in shares if each.stated]
    if base is None or base <= 0:
        if single:
            yield _hundred(shares, intervals)
        return
    impossible = [
        each for each in shares if each.stated and survey.counts(each.stated.printed.interval, base) is None
    ]
    info = rule(NAME, TITLE)
    sample = bases[0][1]
    if impossible and len(impossible) * 2 < len(shares):
        for each in impossible:
            text = each.occurrence.text
            zh = f"{text} 不可能由 {base} 份答卷得出"
            yield said(
                info,
                zh,
                f"{text} cannot come from {base} answers",
                [evidence_at(each.block, each.occurrence), sample],
            )
        return
    result = survey.shares(intervals, base, multiple=multiple)
    evidence = [*(evidence_at(each.block, each.occurrence, "part") for each in shares), sample]
    if result.consistent:
        yield said(info, "", "", evidence, Verdict.WITHIN_ROUNDING)
        return
    listed = "、".join(each.occurrence.text for each in shares)
    other = other_base(intervals, base, multiple=multiple)
    zh, en = (
        f"各项占比 {listed} 不能由 {base} 份答卷得出",
        f"the shares {listed} cannot come from {base} answers",
    )
    if other is not None:
        zh += f"；按 {other} 份（次）计算则全部吻合，疑似基数有误"
        en += f"; all of them fit {other} answers"
    yield said(rule(NAME, TITLE, Severity.WARNING), zh, en, evidence)


def _hundred(shares: Sequence[Number], intervals: Sequence[Interval]) -> Outcome:
    result = survey.shares(intervals, None)
    evidence = [evidence_at(each.block, each.occurrence, "part") for each in shares]
    listed = "、".join(each.occurrence.text for each in shares)
    verdict = Verdict.WITHIN_ROUNDING if result.consistent else Verdict.DISCREPANCY
    return said(
        rule("shares-not-100", {"zh": "各项占比合计不为 100%", "en": "shares do not give 100 %"}),
        f"各项占比 {listed} 之和不可能为 100%", f"the shares {listed} cannot add up to 100 %", evidence, verdict,
    )  # fmt: skip
