"""A grade in the text that the score beside it does not earn on the scale that the document states."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.heads import rows
from auditor.checks.common.numbers import Number, Paragraph, Stated, paragraphs
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.checks.common.tables import Sheet, header, sheets
from auditor.checks.scores._englishgrades import banded, rated
from auditor.checks.scores._scale import FULL_MARK
from auditor.evaluation.evidence import evidence_of
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block, Cell

NAME = "grade-not-score"
TITLE = {"zh": "评价等级与得分不符", "en": "the grade is not the one that the score earns"}

_GRADES = ("优秀", "优", "良好", "良", "较好", "好", "中等", "中", "一般", "合格", "较差", "不合格", "差")
_GRADE = "|".join(_GRADES)
_BOUND = r"[0-9]{1,3}(?:\.[0-9]+)?"
_INCLUDED = r"(?:\s*分?\s*[（(](?:不?含)[^（()）]{0,6}[)）])?"
_BANDS = (
    # 90（含）-100 分为优; 80-89 分 良
    re.compile(
        rf"(?P<low>{_BOUND}){_INCLUDED}\s*分?\s*(?:[-—–~～至]|到)\s*{_BOUND}{_INCLUDED}\s*分?{_INCLUDED}\s*"
        rf"(?:评?[定价]?为|的?为|属于|[:：,，])?\s*[“\"「]?(?P<grade>{_GRADE})"
    ),
    # 90 分以上为优; 90 分（含）以上 优
    re.compile(
        rf"(?P<low>{_BOUND})\s*分?{_INCLUDED}\s*(?:及其?)?以上{_INCLUDED}\s*(?:[、，,]?(?:且|但)?(?:不足|不满|不到|低于|小于)\s*{_BOUND}\s*分?{_INCLUDED}\s*)?的?(?:评?[定价]?为|的?为)?\s*[“\"「]?(?P<grade>{_GRADE})"
    ),
    # 优（90-100 分）; 优秀：90 分以上
    re.compile(
        rf"(?P<grade>{_GRADE})[”\"」]?\s*(?:等?级?)[（(:：]\s*(?P<low>{_BOUND})\s*分?{_INCLUDED}\s*(?:[-—–~～至]|以上|及以上)"
    ),
)
_WORST = re.compile(
    rf"(?:{_BOUND}\s*分?{_INCLUDED}\s*以下|[<＜]\s*{_BOUND}\s*分?)\s*(?:评?[定价]?为|的?为|[:：])?\s*[“\"「]?(?P<grade>{_GRADE})"
    rf"|(?P<named>{_GRADE})[”\"」]?\s*[（(:：]\s*{_BOUND}\s*分?{_INCLUDED}\s*以下"
)
_EARNED = re.compile(
    rf"^\s*分?(?:[，,、]?(?:按照?|依照?|依据|根据|对照|参照)[^“”\"0-9。；;]{{0,10}}[“\"「][^”\"」。]*[”\"」])?(?:[，,、]?[^0-9。；;（）()]{{0,12}}[（(][^（）()。；]*(?:[（(]含[）)][^（）()。；]*)*[）)])?[^。；;]{{0,24}}?(?:等级|评级|级别|等次|评定|评价结果|评价结论)[^。；;“”0-9]{{0,6}}?[为是：:]?\s*[“\"「]?(?P<grade>{_GRADE})(?![一-龥]*率)"
)
_SCORED = re.compile(r"(?:得分|总分|评分|综合得|得)(?:合计|结果)?(?:为|是|共|达|：|:)?\s*$")
_AGAINST = re.compile(r"(?:^|[^一-龥]|分)[与同和较比][^，,。；;：:]*$")
_APART = re.compile(r"\s*分?\s*(?:相比|相差|相较|[，,]?(?:[高低多少]|提[高升]|下降|降低|减少|增加|上升))")
_SCORE_HEAD = re.compile(r"^(?:综合|自评|评价|最终|实际)?(?:得分|总分|评分)")
_GRADE_HEAD = re.compile(r"等级|等次|评级|评定结果")
_ENGLISH_SCORE = re.compile(
    r"(?:Overall|Total|Final|Composite)? ?(?:[Ss]core|[Pp]oints|[Mm]arks?)(?: ?\([^()]*\))?"
)
_BOTH = re.compile(
    rf"(?:评?为)?[“\"]?(?P<grade>{_GRADE})[”\"]?(?:级|等|等级|等次)?[（(]\s*(?P<score>{_BOUND})\s*分?\s*[)）]"
    rf"|(?P<told>{_BOUND})\s*分?\s*[（(、，,/]?\s*[“\"]?(?P<named>{_GRADE})[”\"]?(?:级|等|等级|等次)?\s*[)）]?"
)
"""A cell that tells both: 优（92.40 分）, 86.72 分（良）."""
_FEWEST = 3


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge every sentence that names a score and its grade, where the document states its scale once."""
    for each in rated(facts):
        items = [
            evidence_of_words(each.number.block, each.start, each.grade, "grade"),
            evidence_at(each.number.block, each.number.occurrence, "part"),
        ]
        score = each.number.occurrence.text
        zh = f"得分 {score} 按文中标准应为“{each.earned}”，却写“{each.grade}”"
        en = f"{score} earns {each.earned}, the text says {each.grade}"
        verdict = Verdict.EXACT if each.grade == each.earned else Verdict.DISCREPANCY
        yield said(rule(NAME, TITLE), zh, en, items, verdict)
    for sheet in sheets(facts) if (known := banded(facts)) else ():
        yield from _graded(facts, sheet, known)
    texts = list(paragraphs(facts))
    scale = _scale(texts)
    if scale is None:
        return
    info = rule(NAME, TITLE)
    for sheet in sheets(facts):
        yield from _tabled(facts, sheet, scale)
    for block in facts.report.blocks:
        yield from _in_cells(block, scale)
    for paragraph in texts:
        for number in paragraph.numbers:
            found = _EARNED.search(paragraph.text[number.occurrence.span.end :])
            if found is None or not _is_score(number):
                continue
            earned = _grade_of(scale, number)
            stated = _short(found["grade"])
            start = number.occurrence.span.end + found.start("grade")
            items = [
                evidence_of_words(number.block, start, found["grade"], "等级"),
                evidence_at(number.block, number.occurrence, "part"),
            ]
            if earned is None or stated not in {grade for grade in scale.values() if grade}:
                continue
            if stated == earned:
                yield said(info, "", "", items, Verdict.EXACT)
                continue
            zh = f"得分 {number.occurrence.text} 按文中标准应为“{earned}”，却写“{stated}”"
            yield said(info, zh, f"{number.occurrence.text} earns {earned}, the text says {stated}", items)


def _graded(facts: Facts, sheet: Sheet, scale: Mapping[Fraction, str]) -> Iterator[Outcome]:
    """Judge the rows of an English table that print a score and its grade, where most of them go together."""
    cells = sheet.block.cells if sheet.block is not None else ()
    rows = {each.location.row: each.row for each in cells if each.location.row}
    found: list[tuple[Cell, str, str, Stated]] = []
    for column in sheet.columns:
        if not _ENGLISH_SCORE.fullmatch(header(column)):
            continue
        for row in sheet.details:
            score = sheet.at(row, column)
            grades = [
                (each, name)
                for each in cells
                if each.row == rows.get(row.name) and (name := each.text.strip(' “”"')) in set(scale.values())
            ]
            if score is not None and len(grades) == 1 and 0 <= score.printed.numeral.value <= FULL_MARK:
                earned = scale[max(low for low in scale if low <= score.printed.numeral.value)]
                found.append((*grades[0], earned, score))
    wrong = [each for each in found if each[1] != each[2]]
    for cell, grade, earned, score in found if len(wrong) * 2 < len(found) else ():
        if sheet.block is None:
            continue
        text = cell.text.strip()
        at = cell.span.start + cell.text.find(text)
        items = [
            evidence_of_words(sheet.block, at, text, "grade"),
            evidence_of(facts, score.figure, score.mention, "part"),
        ]
        zh = f"得分 {score.mention.text} 按文中标准应为“{earned}”，却写“{grade}”"
        en = f"{score.mention.text} earns {earned}, the table says {grade}"
        verdict = Verdict.EXACT if grade == earned else Verdict.DISCREPANCY
        yield said(rule(NAME, TITLE), zh, en, items, verdict)


def _tabled(facts: Facts, sheet: Sheet, scale: Mapping[Fraction, str]) -> Iterator[Outcome]:
    """Judge the rows of a table that print a score and its grade."""
    for headed in rows(facts, sheet):
        score, cell = headed.one(_SCORE_HEAD), headed.cell(_GRADE_HEAD)
        if score is None or cell is None or score.unit.dimension not in {"score", "number"}:
            continue
        figure, mention = cell
        stated = _short(re.sub(r"[\s“”\"]|等?级$|等$", "", mention.text))
        earned = _grade_at(scale, score.printed.value)
        if earned is None or stated not in set(scale.values()):
            continue
        evidence = [
            evidence_of(facts, score.figure, score.mention, "part"),
            evidence_of(facts, figure, mention, "stated"),
        ]
        if stated == earned:
            yield said(rule(NAME, TITLE), "", "", evidence, Verdict.EXACT)
            continue
        name = headed.row.label or headed.row.name
        zh = f"{name}：得分 {score.mention.text} 按文中标准应为“{earned}”，却写“{stated}”"
        en = f"{name}: {score.mention.text} earns {earned}, the table says {stated}"
        yield said(rule(NAME, TITLE), zh, en, evidence[::-1])


def _in_cells(block: Block, scale: Mapping[Fraction, str]) -> Iterator[Outcome]:
    """Judge the cells that tell a grade and its score, where most of a table go together."""
    told = [
        (cell, found) for cell in block.cells if (found := _BOTH.fullmatch(cell.text.strip())) is not None
    ]
    judged = [
        (cell, stated, earned, found["score"] or found["told"])
        for cell, found in told
        if (stated := _short(found["grade"] or found["named"])) in set(scale.values())
        and (earned := _grade_at(scale, Fraction(found["score"] or found["told"]))) is not None
    ]
    wrong = sum(stated != earned for _, stated, earned, _ in judged)
    for cell, stated, earned, score in judged if wrong * 2 < len(judged) else ():
        grade = next(name for name in _GRADES if name in cell.text)
        items = [
            evidence_of_words(block, cell.span.start + cell.text.find(words), words, label)
            for words, label in ((grade, "等级"), (score, "得分"))
        ]
        zh = f"得分 {score} 按文中标准应为“{earned}”，却写“{stated}”"
        en = f"{score} earns {earned}, the table says {stated}"
        verdict = Verdict.EXACT if stated == earned else Verdict.DISCREPANCY
        yield said(rule(NAME, TITLE), zh, en, items, verdict)


def _is_score(number: Number) -> bool:
    # 与自评得分 91.50 分相差 7.63 分，评价等级为“良”: what a score is set against bears no grade here.
    if _AGAINST.search(number.phrase) and _APART.match(number.after):
        return False
    return bool(
        number.stated
        and number.dimension == "score"
        and not number.sign
        and (_SCORED.search(number.before) or re.search(r"得分|总分|评分$", number.name))
    )


def _short(grade: str) -> str:
    return {"优秀": "优", "良好": "良", "中等": "中"}.get(grade, grade)


def _scale(texts: list[Paragraph]) -> Mapping[Fraction, str] | None:
    """Return the lowest score of each grade, None where the document states none, or two that differ."""
    found: dict[str, set[Fraction]] = {}
    for paragraph in texts:
        bands: dict[str, set[Fraction]] = {}
        for pattern in _BANDS:
            for match in pattern.finditer(paragraph.text):
                bands.setdefault(_short(match["grade"]), set()).add(Fraction(match["low"]))
        worst = _WORST.search(paragraph.text)
        if worst is not None:
            bands.setdefault(_short(worst["grade"] or worst["named"]), set()).add(Fraction(0))
        if len(bands) >= _FEWEST:
            for grade, lows in bands.items():
                found.setdefault(grade, set()).update(lows)
    if len(found) < _FEWEST or any(len(lows) != 1 for lows in found.values()):
        return None
    scale = {lows.copy().pop(): grade for grade, lows in found.items()}
    return scale if len(scale) == len(found) else None


def _grade_of(scale: Mapping[Fraction, str], number: Number) -> str | None:
    """Return the grade of a printed score; None below the scale and right at a border, whose side words decide."""
    return _grade_at(scale, number.known.printed.value)


def _grade_at(scale: Mapping[Fraction, str], value: Fraction) -> str | None:
    if value in scale and value != 0:
        return None
    lows = [low for low in scale if low < value]
    return scale[max(lows)] if lows else None
