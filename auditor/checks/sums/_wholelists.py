"""Lists of which the text says that they are all of their whole, and whose whole is that of all but one of them.

违规户分为四类：甲 15 户、乙 9 户、丙 6 户、丁 4 户，合计 30 户: 15 + 9 + 6 come out, but the list holds four, as many as were announced,
and the total closes all of them. That a beginning, an end or all but one of a list gives a figure to the last place shows that the
figure is meant for the list; so whatever says that nothing else belongs to it, or that all of it does, shows that one was left out.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.bands import chains
from auditor.checks.common.numbers import Number
from auditor.checks.common.relations import judged, near_sum, plus, summed
from auditor.checks.common.slips import MEANT, digits
from auditor.checks.common.words import OF_WHICH, SPLIT_BY, chinese_number, closed, overlap, stem
from auditor.checks.sums._sums import NOT_ADDED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.numbers import Paragraph
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome, RuleInfo

Found = tuple["Outcome", "Sequence[Number]"]
_ADDED = re.compile(r"^(?:money|score|count:.*|measure:.*)$")
_FEWEST = 3
_BACK, _AHEAD = 40, 24
_UNIT = r"\s*[一-龥A-Za-z/㎡]{0,5}"
_NAME = r"[一-龥A-Za-z0-9.%％“”《》·—\-－～~]{1,18}"
_OF = "[个家类项种所处座批部片者笔档期地村镇方级款][一-龥]{0,4}"
_ITEM = re.compile(
    rf"(?P<thing>{_UNIT})\s*(?P<mark>[、，,；;]?\s*(?:和|与|及|以及)|[、，,；;])\s*(?P<name>{_NAME}|)\s*"
)
_ENDS = re.compile("组成|构成|[已未均都]")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_PASSING = re.compile(
    r"[，,]\s*(?:分别|各)?(?:占|同比|比上年|较上年|增长|下降|完成率|执行率)[^，,。；;、]*(?=[，,；;、])"
)
_NO_NAME = re.compile(
    rf"(?:^|[个家类项种所批笔]|全年|年内|[当本]年|全[市县区省镇局校])共(?!有产权|[同享性用建识青])|^(?:总|由|即|分别|累计)"
    rf"|^(?:[两二三四五六七八九十]|[0-9]{{1,2}}){_OF}共|合计|[共总]计|总[额数量]|{OF_WHICH.pattern}"
)
_BESIDE = re.compile(r"^另")
"""另有石门乡 96 户 behind a comma: what is told beside the list."""
_COUNT = re.compile(
    r"(?P<led>第|前|后|其中[有的]?|每|[0-9.]|[十百]|)(?P<count>[两二三四五六七八九十]{1,3}|[0-9]{1,2})\s*(?P<of>[个家类项种所处座批部片级镇乡村县区环笔条份档期地市街方款])(?!月|百分点)"
)
_ORDINAL = re.compile(r"第|每|[0-9.十百]")
_SOME = re.compile(r"前|后|其中")
_ALL_OF = r"分别(?:为|是)?|分为|分布(?:为|在|于)?|依次(?:为|是)?|构成(?:为|是)|组成(?:为|是)|即|[由：:]"
_OPENS_ALL = re.compile(rf"(?:{_ALL_OF})\s*(?:{_NAME})?$")
_OPENS = re.compile(rf"(?:{_ALL_OF}|其中[，,：:有]?|包括|包含|涉及|来自|[为是有含（(])\s*(?:{_NAME})?$")
_VAGUE = re.compile(r"主要|等(?!级)|突出|典型|部分(?!组成|构成)|个别|最")
_TOTAL = re.compile(
    rf"{_UNIT}\s*[）)]?\s*(?:组成|构成)?(?:等?(?P<closing>[两二三四五六七八九十]{_OF}))?\s*[，,；;、。]?\s*(?P<all>以上|上述|全部|各项|这)?"
    rf"(?P<counted>(?:[两二三四五六七八九十]|[0-9]{{1,2}}){_OF}?)?(?P<noun>[一-龥]{{0,6}}?)"
    r"(?P<word>总计|合计|共计|总共|一共|累计|共|总(?=价|投资|支出|收入|金额|额|数|面积|长|量|分))(?P<tail>[一-龥]{0,8})\s*[：:]?\s*"
)
_BARE_TAIL = re.compile(r"(?:价|有|计|为|达|得|投资|支出|金额|资金|额|数|面积|长度?|量|分|涉及|设|涵盖)*")
_GENERIC = re.compile("全年|年内|[当本]年|全[市县区省镇局校]|金额|资金|总量|总数|总额|数量|[总数量额的]")
_TAKEN = re.compile(r"[收支付拨用]")
_DUE = re.compile(r"应[收付拨缴]|计划|预算|拟|可用|申请|申报|发[放出]问卷|满分")
_PREDICATE = re.compile(r"存在|未|不|被|因|已|达标|合格|通过|完成|需")
_OTHERWISE = re.compile(r"[另未尚拟待]|计划|预计|除|储备|以前|历年|往年")
_ACROSS = re.compile(
    r"高新|党员|团员|^女|男女|民族|农民|低保|脱贫|贫困|残疾|重点|规[上模]|限上|新增|住[校宿]|寄宿|留守|骨干|双师|高龄|老年|老人|儿童|妇女|青年|劳动力|独居|失能|外来|流动|返乡|政府采购|三公|应急|机动|示范|优秀|获"
)
"""What is told of things that are counted under another name already."""
_FEATURE = re.compile("民营|民办|公立|公办|国有|[一二三]级|甲等|定点|试点|旅游")
_PLACE = re.compile("(?:[镇乡村县区局馆站所院校店厂队]|街道|社区|公司|中心)$")
_ENDS_LIST = re.compile(rf"{_UNIT}\s*(?:[。；;)）]|[，,](?!\s*[一-龥]{{0,2}}(?:未|没|不|仍|正|已))|$)")
_NOUN = 2
_TIMES = 10
"""A part so many times as large as what rounding may take is none of it."""


@attrs.frozen
class _List:
    """A run of amounts side by side: whether one mark parts all of them, whether that is the mark of lists, what leads it."""

    members: tuple[Number, ...]
    even: bool
    listed: bool
    lead: str


def lacking(facts: Facts, info: RuleInfo, paragraph: Paragraph) -> Iterator[Found]:
    """Judge by the whole list what all but one of its members give."""
    for found in _lists(paragraph):
        members = found.members
        for whole, sure, opened in (*_behind(paragraph, found), *_ahead(paragraph, found)):
            if near_sum(whole.known, plus([each.known for each in members])):
                break
            out = _left_out(whole, members, announced=sure)
            # 合同价 600 万元，支付 480 万元，…: what comes first may be what the others are compared with.
            among = opened or out[:1] != members[:1]
            if out and (sure or (among and all(_alike(each, members, whole) for each in out))):
                outcome = judged(facts, summed(info, whole.known, plus([each.known for each in members])))
                marked = {**outcome.facts, "left_out": "、".join(stem(each.clause) for each in out)}
                yield attrs.evolve(outcome, facts=marked), members
                break


def _lists(paragraph: Paragraph) -> Iterator[_List]:
    """Iterate over the runs of three or more amounts of one dimension that nothing but names parts."""
    kinds = {each.dimension for each in paragraph.numbers if each.stated}
    for kind in sorted(kinds):
        if _ADDED.match(kind) is None:
            continue
        own = [each for each in paragraph.numbers if each.dimension == kind]
        run: list[Number] = []
        marks: list[str] = []
        for number in own:
            if run and number.depth > run[-1].depth:
                continue  # 热线 218 件（含夜间 40 件）、网站…: what brackets say is of the one before them
            mark = _mark(paragraph, run[-1], number) if run else ""
            # 专任教师 a、保育员 b、其他人员 c；学历专科以上的 d: what commas of lists join ends at the semicolon.
            ends = mark == "；" and "、" in marks
            if not mark or ends or number.depth != run[-1].depth:
                yield from _made(paragraph, run, marks)
                run, marks = [], []
            else:
                marks.append(mark)
            run.append(number)
        yield from _made(paragraph, run, marks)


def _made(paragraph: Paragraph, run: Sequence[Number], marks: Sequence[str]) -> Iterator[_List]:
    # 道路增加 138 万元、桥梁增加 65 万元: changes of one direction add up, too.
    words = {"".join(NOT_ADDED.findall(each.clause)) for each in run}
    plain = all(each.stated for each in run) and (words == {""} or words in ({"增加"}, {"减少"}))
    if len(run) < _FEWEST or not plain or len({each.sign for each in run}) > 1:
        return
    start = run[0].occurrence.span.start
    text = paragraph.text[:start]
    lead = text[max(text.rfind(mark) for mark in "。；;") + 1 :]
    if "和" in marks[:-1]:
        return
    kinds = set(marks) - {"和"}
    yield _List(tuple(run), len(kinds) <= 1, kinds <= {"、"}, lead)


def _mark(paragraph: Paragraph, last: Number, number: Number) -> str:
    """Return the mark that parts two members of one list, 和 for any word that joins them, an empty text where they are none."""
    if number.sentence != last.sentence:
        return ""
    between = paragraph.text[last.occurrence.span.end : number.occurrence.span.start]
    found = _ITEM.fullmatch(_PASSING.sub("", _ASIDE.sub("", between)))
    if found is None or _NO_NAME.search(found["name"]) or _ENDS.search(found["thing"]):
        return ""
    mark = found["mark"].strip()
    if mark != "、" and _BESIDE.search(found["name"]):
        return ""
    return mark.replace(",", "，").replace(";", "；") if len(mark) == 1 and mark in "、，,；;" else "和"


def _behind(paragraph: Paragraph, found: _List) -> Iterator[tuple[Number, bool, bool]]:
    """Yield the total that closes a list and says nothing but that it does: 、丁 4 户，合计 30 户."""
    last = found.members[-1]
    whole = next(
        (
            each
            for each in paragraph.numbers
            if each.stated
            and each.dimension == last.dimension
            and each.occurrence.span.start > last.occurrence.span.start
            and each.depth <= last.depth
        ),
        None,
    )
    if whole is None or whole.sentence > last.sentence + 1:
        return
    between = paragraph.text[last.occurrence.span.end : whole.occurrence.span.start]
    total = _TOTAL.fullmatch(_PASSING.sub("", _ASIDE.sub("", between)))
    rest = _rest(whole)
    each = total is not None and total["counted"] and re.search("均|都|全部", rest)
    if total is None or (_PREDICATE.search(rest) and not each) or not _told_of_all(paragraph, found, total):
        return
    counted = _counts((total["counted"] or "") + (total["closing"] or ""))
    announced = _announced(found, found.lead[-_BACK:])
    if counted and set(counted) != {len(found.members)}:
        return
    # 1 年以内的 a，1 至 2 年的 b，2 年以上的 c: whatever is in none of the bands does not exist.
    banded = any([each.amount for each in chain] == list(found.members) for chain in chains(paragraph))
    opened = (
        total["all"] or banded or _OPENS.search(found.lead) or SPLIT_BY.search(found.lead)
    ) and not _VAGUE.search(found.lead)
    # 教师 60 人、学生 800 人、住校生 300 人，共 860 人: who bears one name may bear another as well.
    people = re.search(r"[人名位员]", whole.dimension) is not None and not _one_noun(found.members)
    if counted or announced or (found.even and (opened or (found.listed and not people))):
        yield whole, bool(counted or announced), bool(opened)


def _ahead(paragraph: Paragraph, found: _List) -> Iterator[tuple[Number, bool, bool]]:
    """Yield the figure before a list that as many were announced of, or that the list is said to make up."""
    first, last = found.members[0], found.members[-1]
    before = [
        each
        for each in paragraph.numbers
        if each.stated
        and each.dimension == first.dimension
        and each.occurrence.span.start < first.occurrence.span.start
        and first.depth - 1 <= each.depth <= first.depth
        and not NOT_ADDED.search(each.clause)
    ]
    if not before or before[-1].sentence < first.sentence - 1:
        return
    whole = before[-1]
    start, end = whole.occurrence.span.end, first.occurrence.span.start
    between = paragraph.text[start:end]
    # 按规模看，…小微企业 95 份；按行业看，四个行业分别为…: what is split is told before them all.
    alone = whole.sentence == first.sentence or [
        each for each in before if each.sentence == whole.sentence
    ] == [whole]
    if not alone or re.search("[；;]", between) or SPLIT_BY.search(between):
        return
    if _VAGUE.search(between) or len(between) > _BACK * 2:
        return
    behind = paragraph.text[last.occurrence.span.end :][:_AHEAD]
    closes = re.match(
        rf"{_UNIT}\s*[，,]\s*(?:以上|上述|这|该)?(?P<said>[^，,。；;]{{0,8}}(?:均|都|全部|皆))", behind
    )
    near = paragraph.text[max(0, whole.occurrence.span.start - _BACK) : end]
    words = re.split("[。；;]", near)[-1] if whole.sentence == first.sentence else between
    told = _announced(found, words) or (
        closes is not None and _counts(closes["said"]) == [len(found.members)]
    )
    made_up = re.match(
        rf"{_UNIT}\s*(?:等)?(?:几|[两二三四五六七八九])?(?:个|大)?(?:部分|项|类|方面)?(?:组成|构成)", behind
    )
    whole_of = (_OPENS_ALL.search(found.lead) is not None or made_up is not None) and found.even
    if (told and _OPENS.search(found.lead)) or (whole_of and "其中" not in between):
        yield whole, told, True
    elif (
        # 市博物馆 a、市文化馆 b、非遗中心 c, each one place of its own; 低保户 a、脱贫户 b、其他困难户 c, the last of which is what is left.
        (
            all(_PLACE.search(each.clause) for each in found.members)
            or (
                found.even
                and closed([stem(each.clause) for each in found.members], whole=whole.name or whole.clause)
            )
            or _within(whole, found)
        )
        and _ENDS_LIST.match(behind)
        and not told_across([stem(last.clause)], [stem(each.clause) for each in found.members[:-1]])
        and re.search("其中|包括", between)
        and not re.search("不含|不包括|除", between)
    ):
        yield whole, False, True


def _within(whole: Number, found: _List) -> bool:
    """Whether what a long list of commas leaves out stands within it: what is counted across the others stands at the end."""
    out = _left_out(whole, found.members, announced=False)
    return (
        len(found.members) > _FEWEST
        and found.listed
        and bool(out)
        and out[0] is not found.members[-1]
        and digits(whole.known) >= MEANT - 1
    )


def _told_of_all(paragraph: Paragraph, found: _List, total: re.Match[str]) -> bool:
    """Whether the words of a total are those that lead its list, or say nothing: 合计, 缺口总额 of a 资金缺口, 共处置 of a 资产处置."""
    first = found.members[0]
    start = first.occurrence.span.start
    headings = "".join(paragraph.block.section[-1:])
    before = paragraph.text[:start]
    # 余额由库存现金 0.86 万元、…组成: the name of the first stands behind the word that opens the list.
    opener = _OPENS.search(before)
    led = headings + (before[: opener.start() + 1] if opener else before.removesuffix(first.clause))[-_BACK:]
    noun = _GENERIC.sub("", total["noun"]) if not total["counted"] else ""
    every = all(noun in each.clause for each in found.members)
    if (noun and noun not in led and not every and not total["all"]) or _SOME.search(noun):
        return False  # 财政资金合计, 医学类合计: of some
    tail = total["tail"]
    if _BARE_TAIL.fullmatch(tail):
        return True
    told = led + "，".join(each.clause for each in found.members)
    # 用于 3 个项目：…，共使用 2.05 亿元; but 应收：…，共收到: what came in of it is less.
    same = overlap(tail, told) >= min(_NOUN, len(tail)) or any(each in led for each in _TAKEN.findall(tail))
    return same and not (_TAKEN.search(tail) and _DUE.search(led))


def _rest(whole: Number) -> str:
    """Return what is said of a total behind it: 个存在问题."""
    return re.split(r"[，,。；;]", whole.after)[0]


def _one_noun(members: Sequence[Number]) -> bool:
    """Whether all members are called by one noun: 保洁员, 护林员, 护路员."""
    names = [stem(each.clause) for each in members]
    return all(names) and len({each[-1] for each in names}) == 1 and len(set(names)) == len(names)


def _counts(words: str) -> list[int]:
    """Return how many things words speak of: 四类 of 分为四类, but not 第四类."""
    counts = [
        chinese_number(each["count"]) for each in _COUNT.finditer(words) if not _ORDINAL.match(each["led"])
    ]
    return [each for each in counts if each]


def _announced(found: _List, words: str) -> bool:
    """Whether words count as many things as a list holds, and not some of them beside."""
    size = len(found.members)
    some = any(_SOME.match(each["led"]) for each in _COUNT.finditer(words))
    return size in _counts(words) and not some


def _left_out(whole: Number, members: Sequence[Number], *, announced: bool) -> tuple[Number, ...]:
    """Return what a whole lacks of a list: one member, or those at an end of a list whose length is told."""
    total = sum((each.known.printed.value for each in members), Fraction(0))
    lacks = total - whole.known.printed.value
    slack = sum((each.known.printed.step for each in (whole, *members)), Fraction(0))
    one = [
        each
        for each in members
        if (value := each.known.printed.value) == lacks
        or (abs(value - lacks) <= slack and value > slack * _TIMES)
    ]
    one = [each for each in one if each.known.printed.value == lacks] or one
    # 编制 86 个、行政 30 个、事业 56 个，合计 86 个: the list begins with its whole.
    if len(one) == 1 and one[0].known.printed.value not in (whole.known.printed.value, total / 2):
        return tuple(one)
    runs = [members[:end] for end in range(2, len(members) - 1)] if announced else []
    held = [run for run in runs if sum(each.known.printed.value for each in run) == whole.known.printed.value]
    return tuple(members[len(held[0]) :]) if len(held) == 1 else ()


def _alike(one: Number, members: Sequence[Number], whole: Number) -> bool:
    """Whether what is left out is told as the others are: not as what is done otherwise, nor across them."""
    name = stem(one.clause)
    others = [stem(each.clause) for each in members if each is not one]
    if closed(others, whole=whole.name or whole.clause) and not closed([*others, name]):
        return False  # 男 430 人、女 382 人、农民工 146 人: the others are all there is
    odd = _OTHERWISE.search(name) is not None and not any(_OTHERWISE.search(each) for each in others)
    within = any(name != each and len(each) >= _NOUN and name.endswith(each) for each in others)
    return not odd and not within and not told_across([name], others, features=False)


def told_across(names: Sequence[str], others: Sequence[str], *, features: bool = True) -> bool:
    """Whether names are of what may be counted under the others already: 高新技术企业 beside 工业企业 and 农业企业."""
    kinds = (_ACROSS, _FEATURE) if features else (_ACROSS,)
    return any(
        any(kind.search(each) for each in names) and not any(kind.search(each) for each in others)
        for kind in kinds
    )
