"""A count that the list beside it does not bear out: 五项，分别是… with four names.

A list that ends in 等 is open. 和 and 及 stand inside names as well as between them, so a list has a
smallest and a greatest length; only a count outside both is wrong.

发病数居前六位的依次是甲（1,146 例）、乙（873 例）、丙（502 例）: the first few that are counted are as many as are listed.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.cellsaid import labels_of
from auditor.checks.common.numbers import TEXT_KINDS, paragraphs
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.checks.common.words import chinese_number
from auditor.checks.counts._countedlists import columns_of_counts
from auditor.checks.counts._listforms import other_lists
from auditor.checks.counts._recounts import recounts
from auditor.findings import Severity, Verdict
from auditor.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block

NAME = "count-not-list"
TITLE = {"zh": "数量与列举的项数不符", "en": "a count is not the number of things listed"}
_NUMBER = r"(?P<count>[0-9]{1,2}|[一二三四五六七八九十两]{1,3})"
_CLASSIFIER = r"(?P<unit>个|项|类|家|种|名|条|所|大类|方面|部分|大|位|镇|村|届|座|场|支|处|户|批|笔|乡|县|区)"
_NOUN = r"[^，,。；;：:、0-9（()）“”]{0,14}?"
_THEN_LIST = re.compile(
    rf"(?<![第0-9.,]){_NUMBER}\s*{_CLASSIFIER}{_NOUN}(?P<lead>[：:]|[，,]\s*(?:分别|具体|依次)(?:是|为|包括)?[：:]?|[，,]\s*即[：:]?|[，,]\s*(?:包括|包含|为|有)[：:]|(?:分别|依次)(?:是|为))\s*(?P<list>[^。；;：:\n]{{3,400}})"
)
_QUOTED_LIST = re.compile(
    rf"(?P<list>(?:[“\"][^“”\"]{{1,20}}[”\"](?:[（(][^（）()]{{0,60}}[）)])?\s*[、和与及，,]?\s*){{2,}})(?P<open>等)?\s*(?P<count>[一二三四五六七八九十两]{{1,2}}|[0-9]{{1,2}})\s*{_CLASSIFIER}(?P<noun>[^，,。；;]{{0,10}})"
)
_NAMED_LIST = re.compile(
    r"(?:^|[，,。；;：:])(?P<list>[^，,。；;：:0-9]*?、[^，,。；;：:]*?)(?P<open>等)?\s*(?P<count>[两三四五六七八九十]|十[一二三四五六七八九])\s*(?P<unit>个|项|类|种|大|方面|部门)(?!月|季|年|以上)"
)
_BODIES_LIST = re.compile(
    r"(?:^|[，,。；;：:])(?P<list>[^，,。；;：:0-9]*?、[^，,。；;：:0-9]*?)(?P<open>等)?\s*(?P<count>[1-9]|[12][0-9])\s*(?P<unit>个|家)\s*(?P<noun>[一-龥]{0,6}?(?:机构|科室|处室|部门|单位|股室|支队|中心|乡镇|镇街|街道|社区|区县|县区|县市|学校|医院|(?:行政|自然)?村|小区|园区|[镇乡县]))"
)
_HELD_LIST = re.compile(
    r"(?:有|是|为|包括|即)(?P<list>[^，,。；;：:0-9（()有是为]*?、[^，,。；;：:0-9共计]*?)(?P<open>等)?\s*(?P<count>[2-9]|[1-9][0-9]|[两三四五六七八九十]|十[一二三四五六七八九])\s*(?P<unit>个|项|家|类|种|所|条|座|处|户|名|镇|县|区|乡|村|街道)(?P<noun>[一-龥]{0,2})(?=[，,。；;）)]|$)"
)
_TIMES = re.compile(
    rf"(?<![第0-9.,]){_NUMBER}\s*(?:次|回|期|批|场|轮){_NOUN}[，,：:（(]\s*(?:分别|依次)?(?:是|为|在|于)?"
    r"(?P<list>(?:[^，,、。；;：:0-9（()]{0,12}[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日)?(?:\s*[、，,和及]\s*)?){2,})(?=[^0-9月等]|$)"
)
_MONTH = re.compile(r"[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日)?")
_BRACKETED = re.compile(
    rf"(?<![第0-9.,]){_NUMBER}\s*[个家所项类处座户条名]\s*(?P<noun>[^，,。；;：:、0-9（()）“”]{{1,10}})[（(](?!含|不含|包括|如|其中|主要|原)(?P<list>[^（()）。；;：:，,]{{5,200}})[)）]"
)
_COUNTED_ALIKE = re.compile(r"[两三四五六七八九十]\s*\0")
_BODY = re.compile(
    r"(?:[股科室处部局委办所站队馆厅司组院校社]|中心|支队|大队|街道|集团|公司|党委|纪委|团委|工会)$"
)
_PLACE = re.compile(r"..(?:[乡镇村县区市园场厂]|街道|社区|小学|中学|医院)$")
_KINDS = re.compile(
    r"^(?:街道|[街园社小]区|[农林牧渔茶]场|(?:行政|自然|中心)?村|[大中小]学|(?:公立|民营|综合|专科|县级)?医院|开发区|高新区|经开区|新区|景区|度假区|工业园区?|管委会|办事处|县级?市区?|自治[区州县旗]|直辖市|地级市|[省市县区州盟旗])$"
)
"""乡镇（街道、园区）: what may be such a thing as well, and no name of one."""
_BRACKETS = re.compile(r"[（(\[][^（）()\[\]]*[）)\]]|\$[^$]*\$")
_OPEN = re.compile(r"等|……|\.\.\.|及其他|以及其他|其他|其它|如下|情况|见|包括但")
_VERB_LIST = re.compile(r"[0-9]|一是|二是|①|第一|首先")
_NAME = re.compile(r"(?:[0-9A-Z]{1,4}(?:型|类|级|号))?[一-龥]{3,16}")
_BEGUN = re.compile(r"[一-龥](?:提供|开展|实施|给予|用于|包括|建立|设立|完成)[一-龥]")
_OBJECT = re.compile(
    r"(?:.*?[^一-龥])?(?:为|向|对|给|在)[^，,。；;：:]*?(?:提供|给予|开展|发放)(?P<given>(?!、)(?:(?!提供|给予|开展|发放)[^，,。；;：:])+)"
)
_JOINT = re.compile(r"以及|[和与]|(?<![涉普危波])及(?![时早格])")
_OFFICES = frozenset("股科室处办部局")
_ORGAN = re.compile(r"(?:[股科室处部局委办所站队馆厅司组]|中心|支队|大队)$")
_LEAST = 2
_FEW = 3
_EACH_IS = re.compile("(?:分别|依次)(?:是|为)")
_ITEM = r"[^，,。；;、：:（）()]{2,16}?\s*[（(][^（）()]{1,30}[)）]"
_FIRST = re.compile(
    r"前\s*(?P<count>[2-9]|1[0-9]|[二两三四五六七八九十])\s*(?:位|名|大)[^，,。；;、：:（）()]{0,16}?(?:依次|分别)?(?:是|为|有)\s*[:：]?\s*"
    rf"(?P<list>{_ITEM}(?:\s*(?:、|和|及|以及)\s*{_ITEM})+)\s*(?=[，,。；;]|$)"
)
_EACH = re.compile(_ITEM)
_VALUE = (
    r"[^，,、。；;：:0-9（()和及与]{1,16}?[0-9][0-9,.]*\s*(?:[一-龥]{1,3}|[%％])?(?:[（(][^（）()]*[)）])?"
)
_WITH_VALUES = re.compile(
    rf"(?<![第0-9.,]){_NUMBER}\s*{_CLASSIFIER}{_NOUN}(?:[：:]|[，,]?\s*(?:分别|依次)(?:为|是)[：:]?|[，,]\s*即[：:]?)\s*(?P<list>{_VALUE}(?:\s*[、，,和及]\s*{_VALUE})+)\s*(?=。|$)"
)
_VALUED = re.compile(_VALUE)
_THEN_MARKS = re.compile(
    r"(?<![第0-9.,])(?P<count>[0-9]{1,2}|[一二三四五六七八九十]{1,2})\s*(?:项|个|条|点|类|方面|大类|个方面)[一-龥]{0,8}(?:[：:]|(?<=[一二三四五六七八九十][项个条点类方][一-龥]{2})[，,。])\s*(?=[（(①一1])"
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_MARKS = (
    re.compile(r"(?:^|(?<=[。；;：:，,]))\s*[（(]([一二三四五六七八九十0-9]{1,2})[)）]"),
    re.compile(r"([①②③④⑤⑥⑦⑧⑨⑩])"),
    re.compile(r"(?:^|(?<=[。；;：:，,]))\s*([一二三四五六七八九十])是"),
    re.compile(r"(?:^|(?<=[。；;：:]))\s*([1-9])[.、\uff0e](?![0-9])"),
)
_PART_OF = re.compile(r"([^，,、。；;：:0-9（()]{2,14}?)([0-9][0-9,]*)\s*([一-龥])")
_OPENED = re.compile(
    r"(?<![0-9.,])(?P<count>[0-9][0-9,]*)\s*(?P<unit>[个家所项处户件期次起人名条份座])(?![^，,。；;：:]*(?:包括|主要|如|含))[一-龥]{0,8}[：:]\s*"
    r"(?P<list>[^，,、。；;：:0-9（()]{2,14}?[0-9][0-9,]*\s*[一-龥](?:\s*[、和及]\s*[^，,、。；;：:0-9（()]{2,14}?[0-9][0-9,]*\s*[一-龥])+)(?=[，,。；;]|$)"
)
_OF_LIST = re.compile(
    r"支出|预算|安排|完成|计划|实际|实得|占|合计|共|总|同比|[增减升降]|其中|较|比|平均|每|率$|得|扣|第|达|余"
)
"""What stands between two values, and names no item of the list."""


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge counts beside lists in running text, columns of counts beside columns of lists, and the first few."""
    yield from _beside(facts)
    yield from _first_few(facts)
    yield from _with_values(facts)
    yield from _marked(facts)
    yield from _added_up(facts)


def _beside(facts: Facts) -> Iterator[Outcome]:
    """Judge counts beside lists in running text, and columns of counts beside columns of lists."""
    for block in facts.report.blocks:
        if block.kind in TEXT_KINDS:
            yield from _text(facts, block)
            yield from _dated(block)
            for start, word, count, names in other_lists(block.text):
                yield _outcome(block, Span(start, start + len(word)), count, (len(names), len(names), names))
            yield from recounts(block, rule(NAME, TITLE))
    yield from columns_of_counts(facts, rule(NAME, TITLE), rule(NAME, TITLE, Severity.NOTE, "low"))


def _dated(block: Block) -> Iterator[Outcome]:
    """Judge 8 次扣罚，分别是甲园 2 月、5 月，乙园 3 月、6 月: each time has its month, whosever it is."""
    for found in _TIMES.finditer(block.text):
        count, listed = chinese_number(found["count"]), len(_MONTH.findall(found["list"]))
        behind = re.split("[。；;]", block.text[found.start("list") :])[0]
        if count is not None and listed >= _LEAST and "等" not in behind and "第" not in behind:
            yield _outcome(
                block, Span(*found.span("count")), count, (listed, listed, _MONTH.findall(found["list"]))
            )


def _text(facts: Facts, block: Block) -> Iterator[Outcome]:
    text = _masked(block.text)
    taken: set[int] = set()
    for pattern in (_THEN_LIST, _QUOTED_LIST, _NAMED_LIST, _BODIES_LIST, _HELD_LIST, _BRACKETED):
        for found in pattern.finditer(text if pattern is not _BRACKETED else block.text):
            count = chinese_number(found["count"])
            if count is None or found.start("count") in taken:
                continue
            if count < _LEAST and not _lists_several(found, pattern):
                continue
            if pattern is _NAMED_LIST and _COUNTED_ALIKE.search(found["list"].replace(found["unit"], "\0")):
                continue  # 落实市里六项制度、区里八项要求: what is listed has its count, and this is of the last
            length = _length(found["list"], behind=pattern is not _THEN_LIST)
            if length is not None and length[0] < length[1]:
                length = length[0], length[1] - _inside(facts, length[2]), length[2]
            if pattern is _BODIES_LIST and (
                length is None
                or not any(all(kind.search(each) for each in length[2]) for kind in (_BODY, _PLACE))
            ):
                continue
            if (
                pattern is _HELD_LIST
                and found["noun"]
                and (length is None or not all(each.endswith(found["noun"][-1]) for each in length[2]))
            ):
                continue  # 有甲村、乙村两个产业: what is counted is not what is named
            if pattern is _BRACKETED and (length is None or not _members(found["noun"], length[2])):
                continue
            if length is None or ("open" in found.groupdict() and found["open"]):
                continue
            taken.add(found.start("count"))
            span = Span(found.start("count"), found.end("count"))
            yield _outcome(block, span, count, length)


def _inside(facts: Facts, names: list[str]) -> int:
    """Count the words that join inside names, as the rows of tables are called: 社会保障和就业."""
    labels = labels_of(facts)
    return sum(
        len(_JOINT.findall(name)) for name in names if _JOINT.search(name) and labels.beginning(name.strip())
    )


def _lists_several(found: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """Whether words say that a list is of several: 有 0 个，分别是甲、乙和丙; four and more bodies, and then 1 个机构."""
    if not found["count"].isascii():
        return False  # 一个中心、两个基本点
    if pattern.pattern == _THEN_LIST.pattern:
        return _EACH_IS.search(found["lead"]) is not None
    many = found["list"].count("、") >= _FEW and _JOINT.search(found["list"]) is None
    return pattern.pattern == _BODIES_LIST.pattern and many


def _members(noun: str, names: list[str]) -> bool:
    """Whether the names in brackets are the things that were counted: bodies, or what ends as their noun does."""
    places = all(_PLACE.search(name) and not _KINDS.match(name) for name in names)
    return (
        places
        or all(_BODY.search(name) for name in names)
        or all(name.endswith(noun[-1:]) and not _KINDS.match(name) for name in names)
    )


def _masked(text: str) -> str:
    """Return the text with brackets and formulas blanked, of equal length: their commas divide no list."""
    previous = ""
    while previous != text:
        previous = text
        text = _BRACKETS.sub(lambda match: "\u3000" * len(match.group()), text)
    return text


def _length(listed: str, *, behind: bool) -> tuple[int, int, list[str]] | None:
    """Return the least and the greatest number of things that a list can name, None where it is open."""
    listed = listed.strip(" \u3000，,")
    if "、" not in listed and not behind:
        return _two_names(listed)
    if _OPEN.search(listed) or _VERB_LIST.search(listed):
        return None
    if "、" not in listed:
        return None
    body = (
        re.split(r"[，,]", listed)[0]
        if not behind and "，" in listed and "、" in listed.split("，")[0]
        else listed
    )
    items = [item.strip(" \u3000") for item in re.split(r"、|[，,]", body) if item.strip(" \u3000")]
    if len(items) < _LEAST or any(len(item) > 24 for item in items):  # noqa: PLR2004 - clauses, not names
        return None
    if behind and (served := _OBJECT.fullmatch("、".join(items))):
        # 为高龄、失能老人提供助餐、助浴两类服务: what is given begins behind the verb, for whom stands before it.
        items = [item for item in served["given"].split("、") if item]
        if len(items) < _LEAST:
            return None
    if behind and any(_BEGUN.search(item) for item in items[1:]):
        return None  # 为高龄、失能老人提供助餐、助浴三类服务: where the list begins is not told
    joints = sum(_joints(item, items) for item in items)
    if all(_ORGAN.search(item) for item in items):
        # 办公室、产业发展股、文物与体育股: 文物 is no office, so 与 stands inside a name.
        joints = sum(
            1 for item in items for word in re.split(r"以及|[和与及]", item)[:-1] if _ORGAN.search(word)
        )
    return len(items) + _parted(items), len(items) + joints, items


def _two_names(listed: str) -> tuple[int, int, list[str]] | None:
    """Return the two names that a word joins and that end alike: 甲管理率和乙管理率, which are two and no more."""
    names = _JOINT.split(listed)
    alike = len(names) == _LEAST and all(_NAME.fullmatch(name) and name[-1] == names[0][-1] for name in names)
    return (_LEAST, _LEAST, names) if alike and not _OPEN.search(listed) else None


def _parted(items: list[str]) -> int:
    """Count the words that surely part two names: of 甲税、乙税和丙税, where all names and both halves end alike."""
    last = items[-1][-1]
    halves = _JOINT.split(items[-1])
    alike = [*items[:-1], *halves]
    sure = all(len(each) >= _LEAST and each.endswith(last) for each in alike)
    return len(halves) - 1 if sure and len(items) > _LEAST else 0


def _joints(item: str, items: list[str]) -> int:
    """Count the words in a name that may part two: not 与 in 监测与发展股, where the others are 股 too."""
    office = item[-1]
    alike = sum(1 for each in items if each.endswith(office))
    named = office in _OFFICES and alike > _LEAST
    return sum(
        1
        for found in _JOINT.finditer(item)
        if not (named and found.group() == "与" and not item[: found.start()].endswith(office))
    )


def _outcome(block: Block, span: Span, count: int, listed: tuple[int, int, list[str]]) -> Outcome:
    low, high, names = listed
    info = rule(NAME, TITLE)
    text = block.text[span.start : span.end]
    occurrence = next((each for each in block.occurrences if each.span.start == span.start), None)
    item = (
        evidence_at(block, occurrence)
        if occurrence is not None
        else evidence_of_words(block, span.start, text)
    )
    if low <= count <= high:
        return said(info, "", "", [item], Verdict.EXACT)
    shown = "、".join(name.replace("\u3000", "") for name in names[:8])
    amount = str(low) if low == high else f"{low}—{high}"
    zh = f"写“{text}”，列举的却是 {amount} 项（{shown}）"
    return said(info, zh, f"says {count}, but {amount} are listed ({shown})", [item])


def _with_values(facts: Facts) -> Iterator[Outcome]:
    """Judge 五个行业分别为电子信息 52 份、装备制造 43 份…: every item has its figure, and none tells of anything else."""
    for paragraph in paragraphs(facts):
        for found in _WITH_VALUES.finditer(paragraph.text):
            items = [each.group() for each in _VALUED.finditer(found["list"])]
            names = [re.sub(r"\s|[0-9].*$|[（(].*$", "", each).lstrip("、，,和及") for each in items]
            told = chinese_number(found["count"])
            if told is None or told < _LEAST or not all(names) or len(set(names)) != len(names):
                continue
            if any(_OF_LIST.search(name) for name in names):
                continue
            item = evidence_of_words(paragraph.block, found.start("count"), found["count"], "个数")
            if told == len(items):
                yield said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
                continue
            zh = f"写“{found['count']}”，列举的却是 {len(items)} 项（{'、'.join(names[:8])}）"
            yield said(rule(NAME, TITLE), zh, f"says {told}, but {len(items)} are listed", [item])


def _added_up(facts: Facts) -> Iterator[Outcome]:
    """Judge 有 9 期不合格：缺签到 5 期、课时不足 2 期: what a colon opens is all of them, each counted as the whole is."""
    for paragraph in paragraphs(facts):
        for found in _OPENED.finditer(paragraph.text):
            parts = _PART_OF.findall(found["list"])
            told = int(found["count"].replace(",", ""))
            total = sum(int(count.replace(",", "")) for _, count, _ in parts)
            alike = all(unit == found["unit"] for _, _, unit in parts)
            if len(parts) < _LEAST or not alike or any(_OF_LIST.search(name) for name, _, _ in parts):
                continue
            item = evidence_of_words(paragraph.block, found.start("count"), found["count"], "个数")
            if total == told:
                yield said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
            else:
                zh = f"写 {found['count']}{found['unit']}，冒号后各项合计 {total}{found['unit']}"
                yield said(
                    attrs.evolve(rule(NAME, TITLE), level=Severity.WARNING),
                    zh,
                    f"says {told}, and what is listed adds up to {total}",
                    [item],
                )


def _marked(facts: Facts) -> Iterator[Outcome]:
    """Judge 主要问题有五项：（一）…（二）…（三）…（四）… by the marks that follow in the paragraph, from the first without a gap."""
    texts = paragraphs(facts)
    for paragraph, following in itertools.zip_longest(texts, texts[1:]):
        for found in _THEN_MARKS.finditer(paragraph.text):
            told, behind = chinese_number(found["count"]), paragraph.text[found.end() :]
            marks = next(
                (marks for each in _MARKS if (marks := each.findall(behind)) and each.match(behind)), []
            )
            numbers = [_number(mark) for mark in marks]
            if told is None or len(marks) < _LEAST or numbers != list(range(1, len(marks) + 1)):
                continue
            if following is not None and len(marks) + 1 in _begins(following.text):
                continue  # 四是 begins the next paragraph
            item = evidence_of_words(paragraph.block, found.start("count"), found["count"], "个数")
            if told == len(marks):
                yield said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
            else:
                zh = f"写“{found['count']}”，其后逐项列出的却是 {len(marks)} 项"
                yield said(rule(NAME, TITLE), zh, f"says {told}, but {len(marks)} are listed", [item])


def _number(mark: str) -> int | None:
    return _CIRCLED.find(mark) + 1 or chinese_number(mark)


def _begins(text: str) -> set[int | None]:
    """Return the number of the mark that a text begins with."""
    return {_number(found[1]) for each in _MARKS if (found := each.match(text)) is not None}


def _first_few(facts: Facts) -> Iterator[Outcome]:
    """Judge every list of the first few whose items all have their figure in brackets."""
    for paragraph in paragraphs(facts):
        for found in _FIRST.finditer(paragraph.text):
            told, listed = chinese_number(found["count"]), len(_EACH.findall(found["list"]))
            item = evidence_of_words(paragraph.block, found.start("count"), found["count"], "个数")
            if told == listed:
                yield said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
                continue
            zh = f"称前 {found['count']} 位，而列出 {listed} 个"
            yield said(rule(NAME, TITLE), zh, f"says the first {told}, and lists {listed}", [item])
