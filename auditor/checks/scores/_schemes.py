"""What tables give groups and indicators, by name, and the lists of running text that repeat it: 甲、乙、丙三类分别得 18 分、15.73 分、36 分.

A scheme is one way in which a table parts its marks: its groups at one level, or its rows. A list is of a scheme where each of its
names is one of the scheme's; whether it tells marks or scores shows by which of the two all but one of its numbers repeat.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.checks.common.numbers import Number, Paragraph, Stated
from auditor.checks.common.tables import Sheet, plain
from auditor.checks.common.words import chinese_number
from auditor.checks.scores._groups import groups
from auditor.checks.scores._heads import weight_of
from auditor.checks.scores._scale import FULL_MARK, tells
from auditor.checks.scores._system import called, score_columns
from auditor.report.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

_JOINT = re.compile(r"\s*(?:分|%|％)?\s*[、，,和及与]\s*")
_NAME = re.compile(r"[“\"「『]?[一-龥A-Za-z0-9（）()]{1,16}[”\"」』]?")
_WORD = r"(?:维度|指标|方面|部分|类|环节)"
_CODED = r"(?:[（(][A-Z0-9一-龥]{1,3}[)）])?"
_LINK = r"(?:[0-9一二两三四五六七八九十]+\s*[项个](?:[一-龥]{0,4}指标)?)?[（(]?(?:[，,]\s*(?=[得扣计]))?\s*(?P<link>(?:共|合计|得分?|扣分?|满分|权重|权数|分值|占比?|为|各?计)*)\s*$"
_ITEM = re.compile(
    r"^[）)]?\s*(?:分|%|％)?\s*[）)]?\s*(?:的?权重|的)?(?:[（(][^（）()]{0,16}[)）])?\s*[、，,；;和及与]*\s*(?:[一二三四五六七八九][是、])?"
    rf"(?P<name>[“\"「]?[一-龥A-Z]{{2,14}}?[”\"」]?){_WORD}?{_CODED}\s*{_LINK}"
)
_FIRST = re.compile(
    rf"(?:^|[，,。；;：:、为含是即括（(]|其中|包括|分为|分别为|设置|设有|由)\s*(?P<name>[“\"「]?[一-龥A-Z]{{2,14}}?[”\"」]?){_WORD}?{_CODED}\s*{_LINK}"
)
_SUM = re.compile(r"[“\"]?(?:[合总共小累]计|总分|满分|(?:总|综合|最终|自评|评价)*(?:得分|总分)?)(?:得分?)?")
_OF_OTHERS = re.compile(r"满分|分值|权重|得分|实得|评分|自评|分别|依次")
"""……满意度 10 分，得分分别为 18.5、42 分, or 满分依次为…: what goes on is another list."""
_GOT = re.compile(r"^[，,]?(?:实际?|自评|评价|评审|最终)?得分?(?:为)?$")
_WITHIN = re.compile("含|其中|包括|内")
_COUNT = re.compile(
    r"(?P<n>[0-9]+|[二三四五六七八两])\s*(?:个)?(?:一级|二级|三级)?(?:类|部分|维度|方面|项|大类|板块|指标|块)[^0-9、。；;]{0,16}(?:分别|依次)[一-龥]{0,4}$"
)
_COUNTS = re.compile(r"[0-9]+\s*[个项类大块部]")
_COUNTED = re.compile(
    r"(?P<n>[0-9]+|[一二两三四五六七八])\s*(?:(?:个|项|类)(?:一级指标|维度|方面|部分|大类|板块)|类(?!似)|块|大类|部分|项(?=[，,]|分别|依次))"
)
_BEFORE_NAME = re.compile(r"^.*(?:其中|分为|[，,。；;：:由含设括是按即]|下分|体系分|指标分)(?=[一-龥]{2})")
_BEHIND_NAME = re.compile(
    r"(?<=[一-龥]{2})(?:等?\s*(?:[0-9]+|[一二两三四五六七八])\s*[个项类大块部]|等|一级|维度|指标|方面|部分|类|环节|[，,]|的?权重|分值|满分|得分|分别|依次|[得占为]).*$"
)
_QUOTES = re.compile(r"[“”\"「」『』\s]")
_FEWEST = 2
_PAIRS = 3
_MANY = 4
"""Of so many numbers all but one are those of groups without names only where they are told of them."""


@records.frozen(eq=False)
class Entry:
    """A group or row, with the cells that give its mark, and those that give its score; empty where a table has none."""

    name: str
    weights: Sequence[Stated]
    scores: Sequence[Stated]

    def of(self, *, score: bool) -> Sequence[Stated]:
        """Return the cells that give its score, or its mark."""
        return self.scores if score else self.weights

    def total(self, *, score: bool) -> Fraction | None:
        """Return its score or mark."""
        cells = self.of(score=score)
        return sum((each.printed.numeral.value for each in cells), Fraction(0)) if cells else None


@records.frozen(eq=False)
class Listed:
    """Numbers of one list with the words that name them, as printed: the first may begin and the last go on with other words."""

    paragraph: Paragraph
    names: Sequence[str]
    numbers: Sequence[Number]
    lead: str

    @property
    def called(self) -> tuple[str, ...]:
        """Return the names without the words before the first and behind the last."""
        bare = [_QUOTES.sub("", each) for each in self.names]
        return tuple(
            _BEHIND_NAME.sub("", _BEFORE_NAME.sub("", name) if at == 0 else name) or name
            for at, name in enumerate(bare)
        )

    @property
    def values(self) -> tuple[Fraction, ...]:
        """Return its numbers as printed; percentages are points of a hundred."""
        return tuple(each.known.printed.numeral.value for each in self.numbers)

    @property
    def before(self) -> str:
        """Return the words of the sentence before its numbers."""
        return self.paragraph.text[: self.numbers[0].occurrence.span.start].split("。")[-1]

    @property
    def behind(self) -> str:
        """Return the words of the sentence behind it."""
        return self.paragraph.text[self.numbers[-1].occurrence.span.end :].split("。")[0]

    @property
    def inside(self) -> str:
        """Return its own words."""
        return self.paragraph.text[
            self.numbers[0].occurrence.span.start : self.numbers[-1].occurrence.span.start
        ]

    @property
    def count(self) -> int:
        """Return how many items the words before it say that it has: 四个一级指标; 0 where they do not."""
        found = _COUNTED.search(self.lead)
        return _count(found["n"]) if found is not None else 0


def schemes(sheet: Sheet) -> Iterator[Sequence[Entry]]:
    """Iterate over the ways in which a table parts its marks."""
    weight, scores = weight_of(sheet), score_columns(sheet)
    if weight is None:
        return
    one = scores[0] if len(scores) == 1 else None
    rows = {value.mention: row for row in sheet.table.rows if (value := sheet.at(row, weight)) is not None}
    for found in groups(sheet, weight):
        entries = []
        for each in found:
            cells = [sheet.at(rows[part.mention], one) if one is not None else None for part in each.parts]
            whole = [value for value in cells if value is not None]
            entries.append(Entry(called(each.name), each.parts, whole if len(whole) == len(cells) else ()))
        yield entries
    own = [row for row in sheet.table.rows if row.role is not Role.TOTAL]
    yield [
        Entry(
            called(row.label or row.name),
            (full,) if (full := sheet.at(row, weight)) is not None else (),
            (got,) if one is not None and (got := sheet.at(row, one)) is not None else (),
        )
        for row in own
    ]


def lists(paragraph: Paragraph) -> Iterator[Listed]:
    """Iterate over the lists of points or percentages of a paragraph, their names before them or among them."""
    numbers = paragraph.numbers
    at = 0
    yield from _marks_beside(paragraph)
    while at < len(numbers):
        run = _run(numbers, at)
        lead = numbers[at].lead
        if len(run) >= _FEWEST:
            names = _names(lead, len(run))
            if names:
                yield Listed(paragraph, names, run, lead)
            elif (count := _COUNT.search(lead)) is not None and _count(count["n"]) == len(run):
                yield Listed(paragraph, (), run, lead)
            at += len(run)
            continue
        found = _among(paragraph, at)
        if found is not None and len(found.numbers) >= _FEWEST:
            yield found
            at = numbers.index(found.numbers[-1]) + 1
            continue
        at += 1


def _marks_beside(paragraph: Paragraph) -> Iterator[Listed]:
    """Iterate over the lists of marks beside the scores of the same names: 决策（15 分）14 分、…, and 决策 15 分，得 14 分；…."""
    scores = [each for each in paragraph.numbers if each.stated and each.dimension == "score"]
    names: list[str] = []
    marks: list[Number] = []
    at = 0
    while at < len(scores):
        mark, got = scores[at], scores[at + 1] if at + 1 < len(scores) else None
        name = _named(mark, got)
        if name and marks and marks[-1].sentence != mark.sentence:
            name = ""
        if name:
            names.append(name)
            marks.append(mark)
        if (not name or at + 2 >= len(scores)) and marks:
            if len(marks) >= _PAIRS:
                yield Listed(paragraph, tuple(names), marks, marks[0].lead)
            names, marks = [], []
        at += 2 if name else 1


def _named(mark: Number, got: Number | None) -> str:
    """Return what a mark and the score behind it are of, nothing where they are no such pair."""
    if got is None or mark.known.printed.value < got.known.printed.value or got.depth:
        return ""
    clause = re.sub(r"\s|^.*[：:]", "", mark.clause)
    if mark.depth:
        inside = re.sub(r"\s", "", mark.before).endswith(("（", "(")) and got.before.strip() in {
            "）",
            ")",
            "）得",
            ")得",
        }
        return re.sub(r"\s", "", got.clause).removesuffix("得") if inside else ""
    told = _GOT.match(re.sub(r"\s", "", got.phrase)) is not None
    return clause if told and _NAME.fullmatch(clause) and not _SUM.fullmatch(clause) else ""


def _count(text: str) -> int:
    return int(text) if text.isdigit() else 2 if text == "两" else chinese_number(text) or 0


def _points(number: Number) -> bool:
    return bool(number.stated and not number.sign and number.dimension in {"score", "ratio", "number"})


def _run(numbers: Sequence[Number], at: int) -> list[Number]:
    """Return the numbers from a place on between which nothing stands but joints."""
    run = [numbers[at]] if _points(numbers[at]) else []
    for each in numbers[at + 1 :] if run else ():
        if not _points(each) or not _JOINT.fullmatch(each.before) or each.is_share is not run[0].is_share:
            break
        run.append(each)
    # 20、35、35、10 behind 分值: the unit may stand behind the last alone.
    return run


def _names(lead: str, count: int) -> tuple[str, ...]:
    """Return the words of a list of so many names before numbers."""
    lead = re.sub("”\\s*“", "”、“", lead)
    for joint in ("[、]", "[、和及与]"):
        pieces = re.once(joint).split(lead)
        if len(pieces) < count:
            continue
        own = pieces[-count:]
        if all(_NAME.fullmatch(each) for each in own[1:-1]) and not re.search(
            "[0-9]", _COUNTS.sub("", "".join(own[1:]))
        ):
            return tuple(own)
    return ()


def _among(paragraph: Paragraph, at: int) -> Listed | None:
    """Return the list that begins at a place with a name before each number: 数量 24 分、质量 10 分."""
    numbers, text = paragraph.numbers, paragraph.text
    first = numbers[at]
    found = _FIRST.search(first.lead) if _points(first) else None
    if found is None or _SUM.fullmatch(found["name"]) or first.known.printed.numeral.value >= FULL_MARK:
        return None
    names, run = [found["name"]], [first]
    for place in range(at + 1, len(numbers)):
        each = numbers[place]
        if each.depth > first.depth == 0 or each.dimension.startswith("count"):
            continue  # 效益（20 分，含满意度 5 分）; 过程类 5 项指标共 25 分
        named = _ITEM.search(text[run[-1].occurrence.span.end : each.occurrence.span.start])
        # 管理提升 10%: its name ends like a word for a rise.
        called = named is not None and len(run) >= _FEWEST and len(named["name"]) >= _MANY
        alike = (
            (_points(each) or (called and each.stated))
            and each.is_share is first.is_share
            and each.sentence == first.sentence
        )
        if named is None or not alike or _kind(named["link"]) != _kind(found["link"]):
            break
        if _SUM.fullmatch(named["name"]) or _OF_OTHERS.match(named["name"]):
            break
        if _WITHIN.match(named["name"]):
            following = numbers[place + 1] if place + 1 < len(numbers) else None
            if following is not None and re.match(r"\s*、", following.before):
                break  # 产出 40 分，包括数量 15 分、质量 10 分: a list of its own begins
            continue
        names.append(named["name"])
        run.append(each)
    return Listed(paragraph, names, run, first.lead)


def _kind(link: str) -> tuple[bool, bool, bool]:
    """Return whether words before a number say that it was given, taken off, or is of all."""
    return "得" in link, "扣" in link, "共" in link or "合计" in link


def matched(listed: Listed, entries: Sequence[Entry]) -> list[Entry] | None:
    """Return the entry that each name of a list means, None where one means none or several; without names all, in order."""
    nameless = not any(each.name for each in entries)
    if not listed.names or nameless:
        whole = len(entries) == len(listed.numbers) >= (_MANY if nameless else _FEWEST)
        return list(entries) if whole else None
    found: list[Entry] = []
    for at, raw in enumerate(listed.names):
        piece = plain(_QUOTES.sub("", raw))
        places = [
            (piece.find(each.name), each)
            for each in entries
            if each.name and each.name in piece and not _joined(piece, each.name)
        ]
        inside = [each for each in entries if len(piece) >= _FEWEST and piece in each.name]
        if places and at == 0:
            one = max(places, key=lambda each: (each[0] + len(each[1].name), len(each[1].name)))[1]
        elif places:
            one = min(places, key=lambda each: (each[0], -len(each[1].name)))[1]
            if at < len(listed.names) - 1 and one.name != piece and not piece.startswith(one.name):
                return None
        elif len(inside) == 1:
            one = inside[0]
        else:
            return None
        found.append(one)
    return found if len({id(each) for each in found}) == len(found) else None


def _joined(piece: str, name: str) -> bool:
    """Whether a name is told together with another one, of which the list gives one number: 效益与满意度."""
    at = piece.find(name)
    return re.match(r"[与和及]", piece[at + len(name) :]) is not None or piece[:at].endswith(
        ("与", "和", "及")
    )


def odd(listed: Listed, entries: Sequence[Entry]) -> tuple[list[int], bool] | None:
    """Return which numbers of a list are not its entries', and whether it tells scores; None where it is no list of theirs."""
    ways = []
    for score in (False, True):
        totals = [each.total(score=score) for each in entries]
        if any(each is None for each in totals):
            continue
        wrong = [
            at
            for at, (number, total) in enumerate(zip(listed.numbers, totals, strict=True))
            if not _is(number, total)
        ]
        ways.append((len(wrong), score, wrong))
    if not ways:
        return None
    _, score, wrong = min(ways, key=lambda each: each[0])
    return wrong, score


def _is(number: Number, total: Fraction | None) -> bool:
    return total is not None and tells(number.known.printed.numeral, total)
