"""The figures that a rate or a ratio can be of: those stated before it, and the two sides of p:1."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.measures import of_one_kind
from auditor.checks.common.numbers import Number, paragraphs, told_of_others
from auditor.checks.common.relations import ONE, near_ratio
from auditor.checks.common.slips import slip_of_ratio
from auditor.checks.common.words import OF_WHICH, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.checks.common.numbers import Paragraph
    from auditor.checks.common.relations import Weighted
    from auditor.evaluation.facts import Facts

_SETTLED = re.compile(r"[结办清审]案?结?率")
_IS_SETTLED = re.compile(r"(?:审结|执结|办结|结案|审执结)\s*$")
_VERBS = re.compile(r"新收|新受理|受理|收到|接收|审结|执结|办结|结案|审执结|共")
_CAME_IN = re.compile(r"新收|新立|新受理|新接|新增")
Pair = tuple[Number, Number]
_RATIOS = tuple(
    (re.compile(word), re.compile(top), re.compile(bottom))
    for word, top, bottom in (
        ("医护比", "医师", "护士"),
        ("城乡[^，。；]{0,6}收入比", "城镇[^，。；]*收入", "农村[^，。；]*收入"),
        ("[生学]师比", "学生|在校生|在园幼儿", "教师"),
        ("师[生幼]比", "教师", "在校学?生|在园幼儿"),
    )
)
_RATE_NAME = re.compile(r"[率度]$")
_LABELLED = re.compile(r"(?:指标|任务|措施|目标|事项)$")
"""指标 8：接种率 …: the number of a thing, and no count."""
_COLON_BEHIND = re.compile(r"\s*[:：\u2236\ufe30]\s*")
_DUE_BEHIND = re.compile(r"\s*[（(]\s*(?:[应需]|计划|目标|分母|基数)[一-龥]{0,18}\s*")
_SHUT = re.compile(r"\s*[）)]\s*的\s*(?:比重|比例)?(?:为|达)?\s*")
_OPENED = re.compile(
    r"(?:^|[，,。；;：:、])\s*(?:(?:已)?完成[^，,。；;]{0,8}(?:目标|任务|计划|预算)[^，,。；;（(]{0,4}|(?P<who>[^，,。；;：:、占]{0,14})占[^，,。；;（(]{2,16})[（(]\s*$"
)
_MEAN = re.compile(r"均|每")
_NEXT_CLAUSE = re.compile(r"[^，,。；;：:（()）0-9]{0,24}[，,][^，,。；;、]{2,10}")
_AMONG = re.compile(r"[一-龥]{0,10}中(?![学心等医])")
_SEVERAL = re.compile("[两二三四五六]$")
_TWICE, _MANY = 2, 8
_OF_VALID = re.compile(r"有效率$")
_FORMS = re.compile("问卷|答卷|样本")
"""What comes back and what is valid of it bear one name: 发放问卷 a 份，收回有效问卷 b 份，有效问卷回收率."""
_OF_ANSWERS = re.compile(r"满意[度率]$")
_ASKED = re.compile(r"问卷|样本|受访|走访|访谈|调查")
_UNDONE = re.compile(r"未|不|没有|正在|仍|尚|晚于|迟于|滞后|其余|剩余|超期|逾期|延期|缺陷|问题")
_DUE_ONE = re.compile(r"应(?!急|用|对|届|税)(?P<what>[一-龥]{1,4})[^，。；]{0,8}$")
_REALLY = re.compile(r"^(?:实际|实|已)(?P<what>[一-龥]{1,4})")
_FROM = re.compile(r"(?:由|从)[^，,。；;：:]{0,12}$")


def one_to(facts: Facts, paragraph: Paragraph, at: int, claim: Number) -> Pair | None:
    """Return the two figures of 甲 a，乙 b，甲乙比为 p:1 (or 1:p), where the sentence, or the section, names only them."""
    first = _COLON_BEHIND.fullmatch(claim.after) is not None
    other = paragraph.numbers[at + 1 if first else at - 1] if at + first < len(paragraph.numbers) else None
    if other is None or other.stated is None or other.stated.printed.value != 1:
        return None
    words = _words_of(paragraph, at if first else at - 1)
    if "比" not in words or _FROM.search(words):
        return None  # 由上年的 p:1 下降为 q:1: the earlier ratio is of figures that are not told
    if claim.known.printed.value == 1 or claim.known.printed.numeral.step >= 1:
        return None
    own = [each for each in before_of(paragraph, at) if each.sentence == claim.sentence]
    for one, two in itertools.combinations(own, 2):
        if not of_one_kind(one, two):
            continue
        top, bottom = (one, two) if first else (two, one)
        if near_ratio(claim.known, top.known, bottom.known):
            return top, bottom
    pair = _of_kinds(words, before_of(paragraph, at))
    pair = pair or _in_section(facts, paragraph, claim, words, first=first)
    if pair is not None:
        return pair if first else (pair[1], pair[0])
    own = [each for each in own if each.part == claim.part]
    if len(own) == 2 and of_one_kind(*own):  # noqa: PLR2004 - one over the other
        return (own[0], own[1]) if first else (own[1], own[0])
    return None


def of_brackets(paragraph: Paragraph, at: int) -> Pair | None:
    """Return both figures of a rate whose base stands in brackets.

    新增就业 4,126 人，完成目标任务（3,850 人）的 107.2%; 健康管理 31.42 万人，管理率 72.8%（应管理 43.15 万人）;
    卫生总费用占地区生产总值（2,018.40 亿元）的 7.6%.
    """
    claim = paragraph.numbers[at]
    after = paragraph.numbers[at + 1] if at + 1 < len(paragraph.numbers) else None
    if after is not None and _DUE_BEHIND.fullmatch(claim.after) and after.depth == claim.depth + 1:
        return _over(claim, paragraph.numbers[:at], after, "")
    base = paragraph.numbers[at - 1] if at else None
    if base is None or not _SHUT.fullmatch(claim.before) or base.depth != claim.depth + 1:
        return None
    found = _OPENED.search(base.before)
    return None if found is None else _over(claim, paragraph.numbers[: at - 1], base, found["who"] or "")


def of_due(before: Sequence[Number], claim: Number) -> Pair | None:
    """Return the two figures of 应检 320 家，实检 304 家，检查覆盖率 95%."""
    own = [each for each in before if each.part == claim.part and each.depth == claim.depth]
    if len(own) != 2 or own[0].dimension != own[1].dimension:  # noqa: PLR2004 - a pair
        return None
    due, done = _DUE_ONE.search(own[0].clause), _REALLY.search(own[1].clause)
    same = due is not None and done is not None and due["what"][0] == done["what"][0]
    return (own[1], own[0]) if same else None


def of_counts(paragraph: Paragraph, at: int, name: str) -> Pair | None:
    """Return the two counts that stand right before a rate, or the figures of its sentence of which it is ten times the ratio."""
    return _two_counts(paragraph, at, name) or _ten_times(paragraph, at)


def of_those(paragraph: Paragraph, at: int, name: str) -> Pair | None:
    """Return the two counts of 228 个社区中 211 个有养老设施，覆盖率 p%, or 从 38 个工程中抽取 18 个实地勘察，抽样比例 p%.

    One is said to be among the other, and the rate follows at once: it is of the two as the words of the one, or 有, take it up.
    """
    claim = paragraph.numbers[at]
    before = [each for each in paragraph.numbers[:at] if not _SEVERAL.match(each.occurrence.text)]
    if len(before) < 2 or not _NEXT_CLAUSE.fullmatch(claim.before):  # noqa: PLR2004 - a pair
        return None
    base, done = before[-2:]
    words = re.sub(r"\s", "", paragraph.text[base.occurrence.span.end : done.occurrence.span.start])
    plain = all(each.stated and not each.sign and each.known.printed.value > 0 for each in (base, done))
    alike_ = base.dimension == done.dimension and base.dimension.startswith("count")
    together = len({(each.sentence, each.part, each.depth) for each in (base, done, claim)}) == 1
    if not (plain and alike_ and together) or not _AMONG.match(words.removeprefix(base.occurrence.unit)):
        return None
    said = _around(done)
    if _denied(said, name):
        return None
    covered = name.endswith("覆盖率") and "有" in said
    satisfied = name.endswith(("满意度", "满意率")) and re.search(r"[两二三]项(?:合计|共)", words) is not None
    called = any(sign in said and sign not in base.clause for sign in re.sub("比例|[率度]$", "", name))
    return (done, base) if called or covered or satisfied else None


def _ten_times(paragraph: Paragraph, at: int) -> Pair | None:
    """Return the two figures of 余额 134.63 亿元…限额 140.35 亿元…使用率 959%: no rate of so much is a tenth of itself by chance."""
    claim = paragraph.numbers[at]
    if claim.known.printed.value < _TWICE:
        return None
    own = [each for each in before_of(paragraph, at) if each.sentence >= claim.sentence - 1]
    for one, two in itertools.permutations(own[-_MANY:], 2):
        ratio = one.known.printed.value / two.known.printed.value
        if (
            of_one_kind(one, two)
            and abs(ratio * 10 - claim.known.printed.value) * 2 <= claim.known.printed.step * 10
        ):
            return one, two
    return None


def _two_counts(paragraph: Paragraph, at: int, name: str) -> Pair | None:
    """Return the two counts of 发放 340 份，收回 320 份，回收率 p%: told right before it, the second as the rate is called.

    What is left of the first may be told, too: 抽检 320 座，303 座达到验收标准，17 座存在缺陷，合格率 p%.
    """
    claim = paragraph.numbers[at]
    own = [
        each
        for each in paragraph.numbers[:at]
        if each.sentence == claim.sentence and each.part == claim.part and each.depth == claim.depth
    ]
    if len(own) > 2 and own[-2].is_share and _OF_VALID.search(name):  # noqa: PLR2004 - two counts and a rate
        own = own[-3:-2] + own[-1:]  # 发放 a，回收 b，回收率 p%，有效 c，有效率 q%: of those that came back
    counts = [each for each in own if each.dimension.startswith("count")]
    if len(counts) < 2 or own[-len(counts) :] != counts or not _NEXT_CLAUSE.fullmatch(claim.before):  # noqa: PLR2004 - a pair
        return None
    plain = all(each.stated and not each.sign and each.known.printed.value > 0 for each in counts)
    base, done, *rest = counts
    if not plain or len(rest) > 1 or OF_WHICH.search(done.before) or taken_in(name, base, done):
        return None
    if not (base.dimension == done.dimension or (_ASKED.search(base.clause) and _OF_ANSWERS.search(name))):
        return None
    if rest:
        left = base.known.printed.value - done.known.printed.value == rest[0].known.printed.value
        if rest[0].dimension != base.dimension or not (left or _UNDONE.search(_around(rest[0]))):
            return None
        if left and not _UNDONE.search(_around(done)) and not _UNDONE.search(name):
            return done, base
    called = any(sign in _around(done) and sign not in base.clause for sign in name[:-1])
    return (done, base) if called and not is_of(name, done) and not _denied(_around(done), name) else None


def is_of(name: str, count: Number) -> bool:
    """Whether a count is of those whom a rate is of, and not of what it tells of them: 毕业生 121.7 万人，毕业生就业率."""
    words = count.clause or count.name
    of = max(
        (name[:end] for end in range(2, len(name) - 1) if words.endswith(name[:end])), key=len, default=""
    )
    rest = _around(count).replace(of, "") if of else ""
    return bool(of) and not _FORMS.search(name) and not any(sign in rest for sign in name[len(of) : -1])


def _denied(words: str, name: str) -> bool:
    """Whether a count is of what a rate is not of: 12 处中 2 处未按期完工，按期完工率 83.33% is of the others."""
    return _UNDONE.search(words) is not None and _UNDONE.search(name) is None


def _around(number: Number) -> str:
    """Return the words of a number's own clause, before it and behind it."""
    before, after = (
        re.split(r"[，,。；;：:（(]", words)[at] for words, at in ((number.before, -1), (number.after, 0))
    )
    return before + after


def _over(claim: Number, before: Sequence[Number], base: Number, who: str) -> Pair | None:
    """Return what was done over its base: what is named before 占, else the last figure of the clause before."""
    if base.stated is None or not base.known.printed.value:
        return None
    own = [
        each
        for each in before
        if each.stated and not each.sign and each.dimension == base.dimension and each.depth == claim.depth
    ]
    if name := stem(who):
        called = [
            each
            for each in own
            if (stem(each.name) == name or stem(each.clause).endswith(name))
            and not (_MEAN.search(each.clause) and not _MEAN.search(who))
        ]
        return (called[-1], base) if len({each.known.printed.value for each in called}) == 1 else None
    return (own[-1], base) if own and own[-1].part == claim.part else None


def _in_section(facts: Facts, paragraph: Paragraph, claim: Number, words: str, *, first: bool) -> Pair | None:
    """Return the two figures of a section that a ratio is known to be of, where it is theirs or a slip away from it."""
    block = paragraph.block
    told = [
        number
        for each in paragraphs(facts)
        if each.block.index <= block.index and each.block.section == block.section
        for number in before_of(each, len(each.numbers))
        if each.block is not block or number.occurrence.span.start < claim.occurrence.span.start
    ]
    for word, top, bottom in _RATIOS:
        if not word.search(words):
            continue
        # 专任教师 128 人、“双师型”教师 79 人: of all teachers, whatever the fewer are called.
        for one, two in itertools.product(
            *([x for x in told if kind.search(x.clause)] for kind in (top, bottom))
        ):
            over, under = (one, two) if first else (two, one)
            if of_one_kind(one, two) and one is not two and near_ratio(claim.known, over.known, under.known):
                return one, two
        above, below = _called(told, top), _called(told, bottom)
        if len(above) != 1 or len(below) != 1 or not of_one_kind(above[0], below[0]):
            continue
        over, under = (above[0], below[0]) if first else (below[0], above[0])
        slipped = slip_of_ratio(claim.known, over.known, under.known) in {"swap", "digit"}
        if slipped or near_ratio(claim.known, over.known, under.known):
            return above[0], below[0]
    return None


def _words_of(paragraph: Paragraph, at: int) -> str:
    """Return the words before a ratio, with those before the ratio that it is told to have changed from."""
    words = paragraph.numbers[at].before
    earlier = paragraph.numbers[at - 2] if at > 1 else None
    if earlier is not None and earlier.in_ratio and _FROM.search(earlier.before):
        return _FROM.sub("", earlier.before) + words
    return words


def _of_kinds(words: str, before: Sequence[Number]) -> Pair | None:
    """Return the two figures that a ratio is known to be of: 医护比, doctors to nurses."""
    for word, top, bottom in _RATIOS:
        if (found := word.search(words)) is not None:
            # 小学生师比 beside the teachers of all schools: what the ratio is of is said before it.
            of = re.split(r"[，,。；;：:、]|其中|全[国省市区县州旗]", words[: found.start()])[-1].strip()
            above = _whole_of([each for each in before if top.search(each.clause)])
            below = _whole_of([each for each in before if bottom.search(each.clause)])
            if len(above) == len(below) == 1 and of_one_kind(above[0], below[0]):
                told = above[0].sentence == below[0].sentence and of in above[0].before + below[0].before
                return (above[0], below[0]) if told or not of else None
    return None


def _whole_of(called: Sequence[Number]) -> Sequence[Number]:
    """Return figures of one name without those that 其中 makes parts of the first: 医师 a，其中执业医师 b、助理医师 c."""
    parts = [at for at, each in enumerate(called) if OF_WHICH.search(each.before)]
    if len(called) > 1 and parts[:1] == [1]:
        joined = all(re.match(r"\s*、", each.before) for each in called[2:])
        return called[:1] if joined else called
    return called


def _called(numbers: Sequence[Number], name: re.Pattern[str]) -> list[Number]:
    """Return the figures that bear a name, those that are called so and no more where several do: 在园幼儿."""
    found = [each for each in numbers if name.search(each.clause)]
    return [each for each in found if name.fullmatch(each.clause.strip())] if len(found) > 1 else found


def before_of(paragraph: Paragraph, at: int, *, scores: bool = True) -> list[Number]:
    """Return the figures before a rate that can give it, `scores` among them, but for those of others of a list that is told in turn."""
    own = paragraph.numbers[at] if at < len(paragraph.numbers) else None
    return [
        each
        for each in paragraph.numbers[:at]
        if each.stated
        and not each.sign
        and not each.in_ratio
        and each.dimension not in {"ratio", "points"}
        and (scores or each.dimension != "score")
        and each.stated.printed.value > 0
        and not (own is not None and told_of_others(each, own))
        and not (_LABELLED.search(each.clause) and re.match(r"[:：]", each.after))
    ]


def taken_in(name: str, base: Number, top: Number | None = None) -> bool:
    """Whether a rate of what was settled stands beside what came in anew: 新收 1,512 件，结案 1,238 件，结案率 p%.

    What the year before had left over is settled too, so that the rate is of more than came in. And 民事案件审结 a 件；执行案件执结
    b 件，执结率 p% sets what was settled of one kind beside that of another, as does 受理民事案件 a 件；办结行政案件 b 件.
    """
    if _SETTLED.search(name) is None:
        return False
    kinds = [_VERBS.sub("", stem(each.clause)) for each in (base, top) if each is not None]
    apart = len(set(kinds)) > 1 and all(kinds) and kinds[0][-1] == kinds[1][-1] and kinds[0] not in kinds[1]
    return apart or any(words.search(base.clause) for words in (_CAME_IN, _IS_SETTLED))


def has_rate(first: Number, top: Number, paragraph: Paragraph) -> bool:
    """Whether a figure has a rate of its own behind it: 建档 a 份，建档率 p%；签约 b 人，签约率 q%, each of what is not printed."""
    behind = [each for each in paragraph.numbers if each.occurrence.span.start > first.occurrence.span.start]
    rate = behind[0] if behind else None
    return (
        rate is not None
        and rate.occurrence.span.start < top.occurrence.span.start
        and rate.is_share
        and not rate.sign
        and _RATE_NAME.search(rate.clause) is not None
    )


def numerator(claim: Number, above: Number, below: Number) -> list[Weighted]:
    """Return what a rate is over its base: a figure, or what that leaves of the base where the rate is so to its last place.

    74 个项目中 4 个完工日期晚于合同约定，按期率 94.59%: of the others, where words say that these were not.
    """
    part, whole = above.known.printed.value, below.known.printed.value
    printed = claim.known.printed
    if not claim.is_share or not whole or not _UNDONE.search(_around(above)) or _UNDONE.search(claim.clause):
        return [(ONE, above.known)]
    others = abs(1 - part / whole - printed.value) * 2 <= printed.step < abs(part / whole - printed.value)
    return [(ONE, below.known), (-ONE, above.known)] if others else [(ONE, above.known)]


def is_ratio(claim: Number, above: Number, below: Number, *, few: bool) -> bool:
    """Whether a rate can be the quotient of two figures as they are rounded, and itself cut off or rounded.

    Small whole numbers are near to any rate close to 100 %: 31 over 29 is not 100 %.
    """
    top, bottom = above.known.printed, below.known.printed
    ratio = top.value / bottom.value
    slack = claim.known.printed.step + (top.step + ratio * bottom.step) / bottom.value / 2
    counts = above.dimension.startswith("count") and below.dimension.startswith("count")
    off = ratio - claim.known.printed.value
    if counts and not few and off * 2 < -claim.known.printed.step:
        return False  # neither rounded nor cut off
    return abs(off) <= (claim.known.printed.step if counts else slack)
