"""What running text tells of the indicators of score tables: points given and points taken off, each with its indicator.

Which indicator is meant shows, in this order, by its name or code before the number in the same part of the sentence, by what its row
alone prints as outcome (提升14.05%，按规则计…), by a short form right before it (水质指标得…), and by the name that its paragraph begins
with. What is told of two at once (均得, 共扣), of a rule, or of another scoring than the table's (上年, 初评) is told of none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph
from auditor.checks.common.tables import header
from auditor.checks.scores._eachrules import of_rule
from auditor.checks.scores._indicators import of_method
from auditor.checks.scores._system import Indicator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.scores._system import System

_PART = re.compile(r"[。；;！？]")
_GOT = re.compile(
    r"(?:(?:(?<![共合累总应])|(?<=[对相]应))(?:得|计)(?:到|了)?分?|评分|试算|赋分|打分|记)(?:为|是|值为|：|:|计)?\s*$"
)
_LOST = re.compile(r"(?<!应)(?:扣|失|丢|减)(?:减|除|掉|了|去)?分?(?:为|是|了)?\s*$")
_MANY = re.compile(
    r"[均共各皆]|分别|合计|小计|累计|依次|综合|总[得评分]|平均|每|最[高低多少]|以上|以下|之间|得分率|加[0-9分]|另加|附加|(?<![对相])应[得扣计]|可得|不得|计算|折算|测算"
)
_OTHER = re.compile(
    r"上年|去年|上一年|同期|初评|复评|复核|自查|调整前|原得|原评|第三方|主管|抽查组|考核组|专家|满分|标准"
)
_EARLIER = re.compile(r"[^，,、]{0,4}(?:上年|去年|上一年|上年度|同期|初评)")
_VERB = re.compile(
    r"(?:自评|对应|相应|实际|实|最终|评价|应|也|故|则|只|仅)*(?:得|计|扣|失|记|试算|丢|减|评)(?:减|除|了|掉|到|分)*(?:为|是)?$"
)
_SHORT = re.compile(
    r"(?:^|[，,。；;：:、（(“\"]|其中|[一二三四五六七八九]是)(?P<name>[一-龥]{2,8}?)[”\"]?(?:一项|(?:这一)?指标)"
)
"""管网新建一项完成104%，该项得……: a short form that says it is one."""
_TAIL = re.compile(r"(?:指标|一?项|方面|这一指标)$")
_ADVERB = re.compile(
    r"因|由于|对应|相应|按|经|故|并|但|仅|实际|现|该|本|此|未|部分|发现|存在|缺|少|迟|每|处于|属|在|比|较|与|低于|高于|超|为|被|予以|相应|据此|最终|从|根据|依|共|有|已|其|达|不|且|可|应|自|同|所|也|均"
)
_GIVEN = re.compile(r"[得计扣失减]")
_WORKED_OUT = re.compile(r"计算|折算|测算|满分|分值|权重|标准分")
_ALL_LOST = re.compile(r"(?:合计|共计?)扣(?:减|除)?分?")
_LED = re.compile(r"^[\s“\"「*●■◆▪·（(0-9一二三四五六七八九十①-⑳、.\uff0e）)\-—]+")
_NAMED_AT = re.compile(r"[一-龥]")
_LEADS = re.compile(r"(?:其中|[一二三四五六七八九]是|指标|的|因|和|及|与|中|但|而|项)$")
_EACH = re.compile(r"每[^，,。；;：:（）()每]{0,12}?[0-9]+(?:\.[0-9]+)?分")
_LONG = 5


@records.frozen(eq=False)
class Told:
    """Points given or taken off in running text, and the indicator that they are told of. `sure` says that it is named."""

    paragraph: Paragraph
    number: Number
    indicator: Indicator
    off: bool
    named: bool


def told(paragraph: Paragraph, known: System) -> Iterator[Told]:
    """Iterate over the points that a paragraph tells of the indicators of tables."""
    text = paragraph.text
    if "分" not in text:
        return
    names = list(_names(text, known))
    subject = _subject(text, names)
    last: Told | None = None
    begins = 0
    for number in paragraph.numbers:
        whole = _together(paragraph, number, names)
        off = True if whole else _kind(number)
        if off is None:
            if (
                number.dimension == "score"
                and _GIVEN.search(number.phrase)
                and not _WORKED_OUT.search(number.phrase)
            ):
                begins, last = number.occurrence.span.end, None
            continue
        start = number.occurrence.span.start
        stops = [0, *(each.end() for each in _PART.finditer(text) if each.end() <= start)]
        since = stops[-1] if whole else max(stops[-1], begins)
        found = _meant(paragraph, number, (since, start), names, known)
        if (
            found is None
            and last is not None
            and _goes_on(text[last.number.occurrence.span.end : start], last, off=off)
        ):
            found = (last.indicator, last.named)
        if found is None and not off:
            # The loss of the rule itself, 每少 1 条扣 1.5 分, stands between.
            found = _of_method(text[stops[-1] : start], known)
        if found is None and subject is not None:
            found, subject = (subject, True), subject if off else None
        last = Told(paragraph, number, found[0], off, found[1]) if found is not None else None
        begins = number.occurrence.span.end
        if last is not None:
            yield last


def _subject(text: str, names: Sequence[tuple[int, int, Indicator]]) -> Indicator | None:
    """Return the one indicator of an item that begins with its name: （2）培训人次：8分，每少计划1%扣1分。实际……得7分."""
    lead = _LED.match(text)
    begins = lead.end() if lead is not None else 0
    if not names or names[0][0] != begins or len({id(one) for _, _, one in names}) > 1:
        return None
    return names[0][2] if re.match(r"\s*(?:指标)?\s*[：:（(，,。]", text[names[0][1] :]) else None


def _kind(number: Number) -> bool | None:
    """Return whether points were taken off or given, None where a number is neither."""
    if not number.stated or number.dimension != "score":
        return None
    phrase = re.sub(r"\s", "", number.phrase)
    off = _LOST.search(phrase) is not None
    if not off and not _GOT.search(phrase) and not is_bare(number):
        return None
    if _MANY.search(phrase) or _OTHER.search(phrase) or _EARLIER.match(number.lead) or of_method(number):
        return None
    if of_rule(number.block.text, number.occurrence.span.start):
        return None
    if re.match(r"\s*分?\s*(?:以[上下]|的|[~～—-]\s*[0-9]|至[0-9])", number.after):
        return None
    return off


def _together(paragraph: Paragraph, number: Number, names: Sequence[tuple[int, int, Indicator]]) -> bool:
    """Whether a loss is all that the only indicator named in its part lost: P07 查实 3 类问题，每类扣 0.5 分，共扣 1.50 分."""
    if not number.stated or number.dimension != "score":
        return False
    if _ALL_LOST.fullmatch(re.sub(r"\s", "", number.phrase)) is None:
        return False
    start = number.occurrence.span.start
    since = max((each.end() for each in _PART.finditer(paragraph.text, 0, start)), default=0)
    inside = {id(one) for begin, end, one in names if since <= begin and end <= start}
    return len(inside) == 1 and "每" in paragraph.text[since:start]


def is_bare(number: Number) -> bool:
    """Whether points stand alone at the end of a sentence: 但最多得满分，10.65分."""
    return not number.phrase.strip() and re.match(r"\s*分?\s*[。；;）)]|\s*分?\s*$", number.after) is not None


def _goes_on(between: str, last: Told, *, off: bool) -> bool:
    """Whether points are told of the indicator before them: 扣 2 分，得 5 分."""
    return (
        last.off is not off
        and re.fullmatch(
            r"\s*分?\s*[，,、]?\s*(?:实|最终|该项|本项|故|共|则|自评|评价|因此)*(?:得|扣|计|失)分?(?:为)?\s*",
            between,
        )
        is not None
    )


def _meant(
    paragraph: Paragraph,
    number: Number,
    span: tuple[int, int],
    names: Sequence[tuple[int, int, Indicator]],
    known: System,
) -> tuple[Indicator, bool] | None:
    """Return the indicator that a number is told of between two places, and whether its name says so."""
    text, (since, start) = paragraph.text, span
    words = _VERB.sub("", re.sub(r"\s", "", number.phrase))
    if re.fullmatch(r"[一-龥]{2,}", words) and not _ADVERB.match(words) and words not in known.by_name:
        # 案件办结得 3.84 分: what its own clause names and nothing before it.
        one = known.called(_TAIL.sub("", words))
        return (one, True) if one is not None else None
    own = [(end, one) for begin, end, one in names if since <= begin and end <= start]
    if own:
        end, one = own[-1]
        between = text[end:start]
        # 甲、乙得 5 分: of each or of both.
        joined = len(own) > 1 and re.fullmatch(
            r"\s*[、和及与]\s*", text[own[-2][0] : end - len(_name(text, names, end))]
        )
        return None if joined or re.search(r"其中|等", between) else (one, True)
    inside = [
        (each, one)
        for each in paragraph.numbers
        if since <= each.occurrence.span.start < start and (one := known.of_outcome(each)) is not None
    ]
    if inside and len({id(one) for _, one in inside}) == 1:
        return inside[-1][1], False
    return None


def _of_method(words: str, known: System) -> tuple[Indicator, bool] | None:
    """Return the indicator by whose method alone points are told to be given: 按每少 1 条扣 1.5 分，得 8 分."""
    told = [found.group() for found in _EACH.finditer(re.sub(r"\s", "", words))]
    if len(told) != 1:
        return None
    found = [each for each in known.indicators if each.got and told[0] in _row(each)]
    return (found[0], False) if len(found) == 1 else None


def _row(indicator: Indicator) -> str:
    """Return all that the row of an indicator prints, whatever its method is headed."""
    sheet, row = indicator.sheet, indicator.row
    if sheet is None or sheet.block is None or row is None:
        return ""
    return "|".join(
        re.sub(r"\s", "", each.text) for each in sheet.block.cells if each.location.row == row.name
    )


def _name(text: str, names: Sequence[tuple[int, int, Indicator]], end: int) -> str:
    return next(text[begin:stop] for begin, stop, _ in names if stop == end)


def _names(text: str, known: System) -> Iterator[tuple[int, int, Indicator]]:
    """Iterate over the places where indicators are named, in order, of names within names the longest."""
    found: list[tuple[int, int, Indicator]] = []
    for name, one in known.by_name.items():
        at = text.find(name)
        while at >= 0:
            if _begins(text, at, name):
                found.append((at, at + len(name), one))
            at = text.find(name, at + 1)
    for code, one in known.by_code.items():
        if code in text:
            alone = re.once(rf"(?<![A-Za-z0-9.]){re.escape(code)}(?![A-Za-z0-9]|[.-][0-9])")
            found.extend((each.start(), each.end(), one) for each in alone.finditer(text))
    for each in _SHORT.finditer(text):
        short = known.called(each["name"])
        if short is not None:
            found.append((each.start("name"), each.end(), short))
    found.sort(key=lambda each: (each[0], -each[1]))
    last = 0
    for start, end, one in found:
        if start >= last:
            yield start, end, one
            last = end


def _begins(text: str, at: int, name: str) -> bool:
    """Whether a name stands for itself: 满意度 in 教师满意度 does not."""
    before = text[:at]
    return (
        len(name) >= _LONG
        or not before
        or not _NAMED_AT.match(before[-1])
        or _LEADS.search(before) is not None
    )


def other_scoring(told_words: str, indicator: Indicator) -> bool:
    """Whether words name a scoring that the columns of the table do not: 自评 beside 评价得分."""
    sheet = indicator.sheet
    heads = "".join(header(each) for each in sheet.columns) + sheet.title if sheet is not None else ""
    return "自评" in told_words and "自评" not in heads and re.search("评价", heads) is not None
