"""Shares that are declared to be all there are and do not give 100 %.

Ratios of three and more (22.8:21.2:56.0), shares of the three sectors told one by one, English lists that end in what
remains, and a column of shares whose total row prints 100 %.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.bands import chains
from auditor.checks.common.cellsaid import label_of
from auditor.checks.common.english import is_english
from auditor.checks.common.numbers import TEXT_KINDS, Number, Paragraph, paragraphs
from auditor.checks.common.parts import called
from auditor.checks.common.relations import (
    evidence_at,
    evidence_of_words,
    judged,
    plus,
    rule,
    said,
    summed,
)
from auditor.checks.common.tables import numeric, sheets
from auditor.checks.common.words import closed, stem
from auditor.checks.shares._alike import as_elsewhere, told_alike, told_together
from auditor.checks.shares._criterion import by_criterion
from auditor.checks.shares._englishshares import parted
from auditor.checks.shares._hundredcolumns import hundred_columns
from auditor.evaluation import survey
from auditor.findings import Verdict
from auditor.numbers import decimal_text, interval_of, read_numeral
from auditor.report.blocks import Block, NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome

NAME = "shares-not-100"
TITLE = {"zh": "各项占比合计不为 100%", "en": "shares do not give 100 %"}
_SUM = rule("part-sum", {"zh": "分项之和与总数不符", "en": "parts do not add up to their whole"})
_N = r"[0-9]{1,2}(?:\.[0-9]{1,2})?"
_RATIO = re.compile(rf"(?<![0-9.:：\ufe30]){_N}(?:\s*[:：\u2236\ufe30]\s*{_N}){{2,5}}(?![0-9:：\ufe30])")
_COMPLETE = re.compile(
    r"(?:三次产业|三产|一二三产)(?![^，,。；;]{0,20}(?:拉动|增速|增幅|增长(?!的?(?:贡献|份额))))[^，,。；;]{0,20}(?:分别为|分别是|分别占)[^，,。；;]{0,6}$"
)
_PART = re.compile(r"^[，,（(\s]*占(?:比)?\s*$")
_CLASS = re.compile(
    r"(?:^|[，,、；;：:。])\s*(?:其中[，,：:]?)?(?P<name>[^，,、；;：:。占（()）]{1,14})占(?:比|(?:总|全部|样本)[^，,。；;、0-9]{1,8}的)?(?:为|约|\s)*$"
)
_TOLD_ONE = re.compile(
    r"^\s*[，,、；;]\s*(?:[^，,、；;。：:（）()]{2,16}?)(?:占(?:比)?|的?比重)(?:为|达)?\s*$"
)
_TOLD = re.compile(
    r"(?:^|[，,、；;。：:])\s*(?P<name>[^，,、；;。：:（）()]{2,16}?)(?:占(?:比|总[^，,。；;、：:（）()0-9]{1,8}的)?|的?比重)(?:为|达)?\s*$"
)
_OTHERS = re.compile(r"[^，,；;。]{0,4}[，,；;。]\s*(?:其余|其它|其他|余下|剩余|另有)")
_STRUCTURE = re.compile(
    r"(?:构成|[历龄称级别种]结构|资格结构)(?:情况|比例|比)?(?:分别)?(?:[为是]|如下)?\s*[：:为是]\s*[^，,、；;。：:（）()0-9]{1,12}$"
)
_TOLD_BARE = re.compile(r"\s*[，,、；;]\s*[^，,、；;。：:（）()0-9]{1,12}")
_OF_ALL = re.compile(r"(?:^|[，,。；;])\s*[^，,。；;、：:]{0,6}总[^，,。；;、：:]{1,8}中[：:，,]")
_OF_WHOLE = re.compile(r"占总[^，,。；;、：:（）()0-9]{1,8}的(?:比[重例])?(?:为)?\s*$")
_BRACKETED = re.compile(r"[（(][^（）()]*[)）]")
_SHARED = re.compile(r"贡献率|贡献份额")
_SECTORS = re.compile(
    r"三次产业(?:增加值)?(?:结构|比例|比重|占比)(?:比例|比|调整)*(?:由[0-9.:：\s]*(?:调整|优化|变)?)?(?:为|是|到|至)?\s*$"
)
_OPEN_ABOVE = re.compile(r"(?:大学)?(?:本科|专科|大专|中专)(?!.*以上)")
"""What a list by schooling may begin with although some went to school for longer."""
_CALLED = re.compile(r"(?:^|[，,；;。])(?P<name>[^，,；;：:。占（()）0-9]{2,14})占(?:比)?(?:为|约)*$")
_OPINION = re.compile(r"^(?:其中)?(?:认为|觉得|反映|希望|建议|选择|表示)")
"""认为公办园太少的占 a%，认为民办园太贵的占 b%: what people think are no classes, whatever it is of."""
_PERCENT = Fraction(1, 100)
_LEAST = 3
_NEAR = 15
_NEARLY = 20


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge lists of shares that are complete by their words."""
    for block in facts.report.blocks:
        if block.kind in TEXT_KINDS:
            yield from _ratios(block)
    yield from _again(facts)
    yield from map(_hundred, as_elsewhere(paragraphs(facts)))
    for paragraph in paragraphs(facts):
        for at, first in enumerate(paragraph.numbers):
            if first.is_share and first.stated and _COMPLETE.search(first.before):
                listed = [each for each in paragraph.numbers[at : at + 3] if each.is_share and each.stated]
                if len(listed) == _LEAST and listed[-1].sentence == first.sentence:
                    yield _hundred(listed)
        yield from _closed(facts, paragraph)
        yield from _bare(facts, paragraph)
        yield from _classes(paragraph)
        yield from _labelled(paragraph)
        yield from _structure(paragraph)
        yield from _banded(paragraph)
        yield from map(_hundred, by_criterion(facts, paragraph))
        yield from map(_hundred, told_alike(paragraph))
        for claim, parts in told_together(paragraph):
            yield judged(facts, summed(_SUM, claim.known, plus([each.known for each in parts])))
        if is_english(facts):
            yield from map(_hundred, parted(paragraph))
    yield from hundred_columns(facts, rule(NAME, TITLE))


def _closed(facts: Facts, paragraph: Paragraph) -> Iterator[Outcome]:
    """Judge the shares of classes that are all there are: 基本支出…占 43.9%，项目支出…占 56.1%."""
    numbers = paragraph.numbers
    pairs = [
        (one, two)
        for one, two in itertools.pairwise(numbers)
        if two.is_share
        and two.stated
        and not two.sign
        and one.stated
        and not one.is_share
        and _PART.match(two.before)
    ]
    for start in range(len(pairs)):
        for count in (2, 3):
            run = pairs[start : start + count]
            names = [called(one) for one, _ in run]
            if (
                len(run) != count
                or run[-1][1].sentence != run[0][1].sentence
                or not closed(names, rest=False)
            ):
                continue
            # 中央拨款占 a%；地方拨款占 b%；事业收入占 c%: where the list goes on, the two are not all there are.
            more = [pair for pair in pairs if pair not in run and pair[1].sentence == run[0][1].sentence]
            total = sum((two.known.printed.value for _, two in run), Fraction(0))
            if _OTHERS.match(run[-1][1].after):
                continue  # …占 48.4%；其余由社会组织承接
            if (not more or abs(total - 1) * _NEARLY <= 1) and not _of_more_rows(
                facts, [two for _, two in run]
            ):
                yield _hundred([two for _, two in run])


def _bare(facts: Facts, paragraph: Paragraph) -> Iterator[Outcome]:
    """Judge the shares of classes whose amounts are not told: 公立医院床位占 72.7%，民营医院床位占 27.3%."""
    for first, second in itertools.pairwise(paragraph.numbers):
        names = []
        for each in (first, second):
            found = _CLASS.search(each.before) if each.is_share and each.stated and not each.sign else None
            if found is not None and not _OPINION.search(found["name"]):
                names.append(stem(found["name"]))
        if len(names) < 2 or first.sentence != second.sentence or first.depth != second.depth:  # noqa: PLR2004
            continue
        total = first.known.printed.value + second.known.printed.value
        # 城镇居民食品支出占 a，农村居民占 b: far from 100 each is of a whole of its own.
        if not closed(names, rest=False) or abs(total - 1) * 4 > 1 or _completed(paragraph, first, second):
            continue
        if not _of_more_rows(facts, (first, second)):
            yield _hundred([first, second])


def _of_more_rows(facts: Facts, told: Sequence[Number]) -> bool:
    """Whether a column prints the shares of a list for the rows it names, and more rows: then the list is not all there is."""
    words = [re.sub(r"\s", "", each.before) for each in told]
    for sheet in sheets(facts):
        rows = [[row for row in sheet.details if label_of(row) and label_of(row) in said] for said in words]
        if not all(rows) or len(sheet.details) <= len(told):
            continue
        for column in numeric(sheet):
            if all(
                any(
                    (cell := sheet.at(row, column)) is not None
                    and cell.printed.value == each.known.printed.value
                    for row in own
                )
                for each, own in zip(told, rows, strict=True)
            ):
                return True
    return False


def _again(facts: Facts) -> Iterator[Outcome]:
    """Judge the pairs of shares that are called as another pair of the report is, which gives 100 %: 中低收入占 a%，高收入占 b%."""
    told: dict[tuple[str, ...], list[tuple[Number, Number]]] = {}
    for paragraph in paragraphs(facts):
        listed = [(each, _name_of(each)) for each in paragraph.numbers]
        for at, ((first, one), (second, two)) in enumerate(itertools.pairwise(listed)):
            around = [*listed[max(0, at - 1) : at], *listed[at + 2 : at + 3]]
            # 本科占 60%，专科占 30%，高中占 10%: two of three are not all there is.
            more = any(name and each.part == first.part for each, name in around)
            if (
                one
                and two
                and first.sentence == second.sentence
                and not more
                and not _OTHERS.match(second.after)
            ):
                told.setdefault((one, two), []).append((first, second))
    for pairs in told.values():
        sums = [one.known.printed.value + two.known.printed.value for one, two in pairs]
        # To the last place, and with a place behind the point, hardly by chance.
        fine = [
            at for at, total in enumerate(sums) if total == 1 and pairs[at][0].known.printed.step < _PERCENT
        ]
        yield from (_hundred(pair) for pair, total in zip(pairs, sums, strict=True) if fine and total != 1)


def _name_of(number: Number) -> str:
    """Return what has a share that is told by 占, an empty text for other figures."""
    share = number.is_share and number.stated is not None and not number.sign
    found = _CALLED.search(re.sub(r"\s", "", number.before)) if share else None
    return found["name"] if found else ""


def _completed(paragraph: Paragraph, first: Number, second: Number) -> bool:
    """Whether the share told before two of a sentence makes them a hundred: 出国（境）费占 a，用车费占 b，接待费占 c."""
    at = paragraph.numbers.index(first)
    above = paragraph.numbers[at - 1] if at else None
    if above is None or not above.is_share or above.stated is None or above.sentence != first.sentence:
        return False
    values = [each.known.printed.interval for each in (above, first, second)]
    return survey.shares(values, None).consistent


def _classes(paragraph: Paragraph) -> Iterator[Outcome]:
    """Judge 住院费用中，三级机构占 a%，二级机构占 b%，一级及以下机构占 c%, whose classes are all there are."""
    shares = [each for each in paragraph.numbers if each.stated and each.is_share]
    taken = 0
    for start, first in enumerate(shares):
        # 研究生占…，本科占…，专科占…，高中及以下占…: what is left of a complete list without its first class is none.
        if start < taken:
            continue
        run = [first]
        for each in shares[start + 1 :]:
            words = _BRACKETED.sub("", each.before)
            if not _TOLD_ONE.match(words) or "其中" in words or each.sentence != first.sentence or each.sign:
                break
            run.append(each)
        found = [_TOLD.search(_BRACKETED.sub("", each.before)) for each in run]
        names = [stem(one["name"]) for one in found if one]
        if len(run) < _LEAST or len(names) < len(run) or first.sign:
            continue
        # 总用水量中：农业用水占…，工业用水占…: of all of it; a list that ends in what is left is complete.
        whole = len(run) > _LEAST and (_OF_ALL.search(first.before) or _OF_WHOLE.search(first.before))
        if not (whole or closed(names)):
            continue
        total = sum((each.known.printed.value for each in run), Fraction(-1))
        if abs(total) * 100 <= _NEAR and not (total < 0 and _OPEN_ABOVE.match(names[0])):
            yield _hundred(run)
            taken = start + len(run)


def _structure(paragraph: Paragraph) -> Iterator[Outcome]:
    """Judge 学历构成为：研究生 4.2%，本科 38.6%，大专及以下 57.2%: what a structure lists is all there is."""
    shares = [each for each in paragraph.numbers if each.is_share]
    for start, first in enumerate(shares):
        if _STRUCTURE.search(first.before) is None:
            continue
        run = [first]
        for each in shares[start + 1 :]:
            if each.sentence != first.sentence or _TOLD_BARE.fullmatch(each.before) is None:
                break
            run.append(each)
        if len(run) < _LEAST or any(each.stated is None or each.sign for each in run):
            continue
        # 构成为…（因四舍五入合计不等于 100%）: the document says so itself.
        behind = paragraph.text[run[-1].occurrence.span.end :].split("。")[0]
        goes_on = any(
            each.sentence == first.sentence and each.part == run[-1].part
            for each in shares[start + len(run) :]
        )
        total = sum((each.known.printed.value for each in run), Fraction(-1))
        if not goes_on and "四舍五入" not in behind and abs(total) * 100 <= _NEAR:
            yield _hundred(run)


def _banded(paragraph: Paragraph) -> Iterator[Outcome]:
    """Judge 0-14 岁占 16.53%，15-64 岁占 66.26%，65 岁及以上占 17.21%: nobody is in none of the bands."""
    for bands in chains(paragraph):
        run = [band.share for band in bands if band.share is not None and "占" in band.share.before]
        total = sum((each.known.printed.value for each in run), Fraction(-1))
        if len(run) == len(bands) and abs(total) * 100 <= _NEAR:
            yield _hundred(run)


def _labelled(paragraph: Paragraph) -> Iterator[Outcome]:
    """Judge 第一产业增加值 a，…贡献率为 p%；第二产业…贡献率为 q%；…: one kind of share told behind each of all classes."""
    found: dict[tuple[str, int], list[tuple[Number, str]]] = {}
    name = ""
    for each in paragraph.numbers:
        if each.stated is None or each.depth:
            continue
        if each.is_share and not each.sign and name and _SHARED.search(each.name):
            found.setdefault((stem(each.name), each.sentence), []).append((each, name))
            name = ""
        elif not each.is_share:
            name = stem(each.name or each.clause)
    for told in found.values():
        names = [name for _, name in told]
        total = sum((each.known.printed.value for each, _ in told), Fraction(-1))
        if len(told) >= _LEAST and closed(names, rest=False) and abs(total) * 100 <= _NEAR:
            yield _hundred([each for each, _ in told])


def _ratios(block: Block) -> Iterator[Outcome]:
    every = list(_RATIO.finditer(block.text))
    for found in every:
        parts = [read_numeral(part) for part in re.split(r"\s*[:：\u2236\ufe30]\s*", found.group())]
        total = sum((part.value for part in parts), Fraction(0))
        step = min(part.step for part in parts)
        # 1:2:3 and 12:30:45 are ratios and times: only shares come near to 100.
        # 三次产业结构比为 25.7:26.8:74.5 says by its words that it tells shares.
        named = len(parts) == _LEAST and _SECTORS.search(block.text, 0, found.start()) is not None
        # 由上年的 14.4:38.1:47.5 调整为 14.1:37.7:48.2: what one of them gives, the other does.
        named = named or any(
            _gives_100(each.group(), len(parts))
            for each in every
            if each is not found
            and "。" not in block.text[min(found.end(), each.end()) : max(found.start(), each.start())]
        )
        if step >= 1 or (abs(total - 100) > _NEAR and not named):
            continue
        spans = [interval_of(part.value / 100, part.step / 100) for part in parts]
        items = [
            evidence_at(block, each, "part")
            for each in block.occurrences
            if each.kind is NumberKind.FIGURE and found.start() <= each.span.start < found.end()
        ]
        # The ratio is one print, whichever of its numbers is wrong; a rule over the numbers is over it as well.
        whole = evidence_of_words(block, found.start(), found.group(), "比例")
        items = [attrs.evolve(whole, key=items[0].key), *items] if items else [whole]
        verdict = Verdict.EXACT if total == 100 else Verdict.WITHIN_ROUNDING  # noqa: PLR2004 - per cent
        verdict = verdict if survey.shares(spans, None).consistent else Verdict.DISCREPANCY
        zh = f"“{found.group()}”合计 {decimal_text(total)}，不为 100"
        yield said(
            rule(NAME, TITLE),
            zh,
            f"'{found.group()}' adds up to {decimal_text(total)}, not 100",
            items,
            verdict,
        )


def _gives_100(ratio: str, count: int) -> bool:
    """Whether so many shares are told as a ratio, to a decimal at least, and give 100."""
    parts = [read_numeral(part) for part in re.split(r"\s*[:：\u2236\ufe30]\s*", ratio)]
    fine = len(parts) == count and all(part.step < 1 for part in parts)
    return fine and sum((part.value for part in parts), Fraction(0)) == 100  # noqa: PLR2004 - per cent


def _hundred(listed: Sequence[Number]) -> Outcome:
    values = [each.stated.printed for each in listed if each.stated]
    total = sum((value.value for value in values), Fraction(0))
    text = "、".join(each.occurrence.text for each in listed)
    verdict = Verdict.EXACT if total == 1 else Verdict.WITHIN_ROUNDING
    verdict = (
        verdict
        if survey.shares([value.interval for value in values], None).consistent
        else Verdict.DISCREPANCY
    )
    evidence = [evidence_at(each.block, each.occurrence, "part") for each in listed]
    zh = f"{text} 合计 {decimal_text(total * 100)}%，不为 100%"
    return said(rule(NAME, TITLE), zh, f"{text} add up to {decimal_text(total * 100)} %", evidence, verdict)
