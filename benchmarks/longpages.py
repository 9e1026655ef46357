"""Long drafts of the genre, made by chance but always the same, and written as .txt, .docx and .pdf.

A page is one chapter on one body: sixty lines, a quarter of them tables. Names, figures, the order and wording of its
sentences, and the kind of its second table differ from page to page; one total every fifty pages is wrong.
"""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

WRONG_EVERY = 50
WIDTH = 30
"""Characters of a line of text."""
LINES = 60
_NUMERAL = frozenset("0123456789.%")
_FIRST = "青永临白东安新石长南武海清平江沙岭远桥门汀湖川宁沧松梅云龙凤金银玉泉丰盛广兴和顺"
_SECOND = "河平江沙岭远桥门汀湖川宁山阳城原溪田林口坪塘洲港湾关亭台岗峰"
"""Of these the name of each page's place is made, another one for each of the first twelve hundred pages."""
_FIELDS = ("水利", "教育", "文化", "林业", "交通", "民政", "卫生", "农业", "体育", "住建", "档案", "气象")
_BODIES = ("局", "服务中心", "管理处", "事务中心", "保障中心")
_WORKS = (
    "改造工程",
    "维修项目",
    "培训项目",
    "信息化项目",
    "设备购置项目",
    "监测项目",
    "宣传项目",
    "补助项目",
)
_AREAS = ("城区", "东部片区", "西部片区", "南部片区", "北部片区", "开发区", "山区", "沿河地带")
_STATES = ("已完成", "已验收", "正在实施", "按期完成")
_RECORDS = ("合同", "验收单", "付款凭证")
_MEASURES = ("专题会议", "现场检查", "业务培训", "入户走访")
_TALKS = (
    "{body}严格执行各项财务管理制度，资金支付手续齐全，审批程序完整，未发现截留、挤占和挪用的情况。",
    "{body}按照年初工作计划推进各项任务，建立了工作台账，明确了责任人员和完成时限。",
    "从现场核查的情况看，{field}类项目管理较为规范，档案资料基本齐全，但部分合同签订不够及时。",
    "存在的主要问题是绩效目标编制不够细化，个别指标的标杆值缺乏依据，预算编制与实际需要结合不够紧密。",
    "建议{body}加强前期论证，完善项目库管理，及时分析支出进度较慢的原因，并将评价结果与预算安排挂钩。",
    "评价组通过查阅资料、访谈座谈和实地走访等方式，对{place}{field}工作的开展情况进行了全面了解。",
    "{body}的主要职责是贯彻执行国家和自治区有关{field}工作的方针政策，组织实施相关规划并监督检查。",
)


@attrs.frozen
class Sheet:
    """A table: what is printed above it, and its cells, the head first."""

    caption: str
    rows: tuple[tuple[str, ...], ...]


@attrs.frozen
class Page:
    """A chapter: headings, paragraphs and tables in order, a heading with its level."""

    number: int
    items: tuple[tuple[int, str] | str | Sheet, ...]


def pages_of(count: int, seed: int = 5) -> Iterator[Page]:
    """Iterate over so many pages, the same for the same arguments."""
    for number in range(1, count + 1):
        yield _page(number, random.Random(f"{seed}/{number}"))  # noqa: S311 - a repeatable case, not a secret


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def _share(part: int, whole: int) -> str:
    hundredths = (part * 20_000 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def _page(number: int, chance: random.Random) -> Page:
    at, row = number % len(_FIRST), number // len(_FIRST)
    place, field = _FIRST[at] + _SECOND[(at + row) % len(_SECOND)], chance.choice(_FIELDS)
    body = f"{place}县{field}{chance.choice(_BODIES)}"
    items: list[tuple[int, str] | str | Sheet] = [(1, f"第{number}章 {body}")]
    talks = [each.format(body=body, field=field, place=place) for each in _TALKS]
    chance.shuffle(talks)
    works = chance.sample(_WORKS, 4)
    parts = [
        _account(number, body, chance),
        _projects(number, place, field, works, chance),
        chance.choice((_served, _inspected, _asked))(number, place, field, chance),
    ]
    for at, (title, told) in enumerate(parts):
        items.append((2, f"{'一二三'[at]}、{title}"))
        items.extend(told[:1])
        items.append(talks[2 * at])
        items.extend(told[1:])
        items.append(talks[2 * at + 1])
    items.append(talks[-1])
    return Page(number, _filled(items, talks, body, chance))


def _filled(
    items: list[tuple[int, str] | str | Sheet], talks: list[str], body: str, chance: random.Random
) -> tuple[tuple[int, str] | str | Sheet, ...]:
    """Return the page with measures told below it until it is full."""
    items.append((2, "四、有关建议"))
    measures = [(month, what) for month in range(1, 13) for what in _MEASURES]
    chance.shuffle(measures)
    for at, (month, what) in enumerate(measures, 1):
        if sum(map(_height, items)) >= LINES - 3:
            break
        counted = f"{chance.randrange(3, 90)}次" if at % 2 else ""
        items.append(f"{at}.{body}于{month}月组织{what}{counted}，{chance.choice(talks)}")
    return tuple(items)


def _height(item: tuple[int, str] | str | Sheet) -> int:
    if isinstance(item, Sheet):
        return len(item.rows) + 1
    return -(-(len(item) + 2) // WIDTH) if isinstance(item, str) else 1


def _account(number: int, body: str, chance: random.Random) -> tuple[str, list[str | Sheet]]:
    """Income told, spending in a table."""
    names = ("基本支出", "项目支出", "上缴支出", "经营支出", "其他支出")
    spent = [chance.randrange(10_000, 9_000_000) for _ in names]
    budget = [each * chance.randrange(100, 130) // 100 for each in spent]
    total = sum(spent) + (77_700 if number % WRONG_EVERY == 0 else 0)
    earned = [chance.randrange(10_000, 9_000_000) for _ in range(3)]
    rows = [
        (name, _money(planned), _money(paid), _share(paid, planned))
        for name, planned, paid in zip(names, budget, spent, strict=True)
    ]
    rows.append(("合计", _money(sum(budget)), _money(total), _share(total, sum(budget))))
    grants, fees, other = map(_money, earned)
    sentence = chance.choice(
        (
            "2023年{body}本年收入合计{sum}万元，其中：财政拨款收入{grants}万元，事业收入{fees}万元，其他收入{other}万元。",
            "{body}全年收入{sum}万元，由财政拨款{grants}万元、事业收入{fees}万元和其他收入{other}万元构成。",
        )
    ).format(body=body, sum=_money(sum(earned)), grants=grants, fees=fees, other=other)
    spending = (
        f"{body}全年项目支出预算数{_money(budget[1])}万元，决算数{_money(spent[1])}万元，"
        f"预算执行率{_share(spent[1], budget[1])}。"
    )
    sheet = Sheet(
        f"表{number}-1 {body}支出情况表（单位：万元）", (("项目", "预算数", "决算数", "执行率"), *rows)
    )
    return chance.choice(("收入支出情况", "资金使用情况", "预算执行情况")), [sentence, sheet, spending]


def _projects(
    number: int, place: str, field: str, works: list[str], chance: random.Random
) -> tuple[str, list[str | Sheet]]:
    """Projects in a table, the largest one told."""
    rows, paid = [], []
    for at, work in enumerate(works, 1):
        paid.append((chance.randrange(10_000, 900_000), f"{place}{field}{work}"))
        area, state = chance.choice(_AREAS), chance.choice(_STATES)
        rows.append((str(at), paid[-1][1], _money(paid[-1][0]), f"{place}{area}", state))
    most, name = max(paid)
    sheet = Sheet(
        f"表{number}-2 {place}县{field}项目实施情况表",
        (("序号", "项目名称", "支出（万元）", "实施地点", "完成情况"), *rows),
    )
    told = (
        f"本年共实施项目{len(rows)}个，支出合计{_money(sum(each for each, _ in paid))}万元，"
        f"其中{name}支出最多，为{_money(most)}万元。"
    )
    return chance.choice(("项目实施情况", "重点项目完成情况")), [told, sheet]


def _served(_: int, place: str, field: str, chance: random.Random) -> tuple[str, list[str | Sheet]]:
    """What was done in two years, told as a growth."""
    before, now = chance.randrange(2_000, 60_000), chance.randrange(2_000, 60_000)
    word = "增长" if now >= before else "下降"
    told = (
        f"2023年{place}{field}服务群众{now}人次，2022年为{before}人次，"
        f"同比{word}{_share(abs(now - before), before)}；举办活动{chance.randrange(10, 300)}场，"
        f"发放资料{chance.randrange(1_000, 90_000)}份，办理事项{chance.randrange(100, 9_000)}件。"
    )
    return "服务开展情况", [told]


def _inspected(number: int, place: str, field: str, chance: random.Random) -> tuple[str, list[str | Sheet]]:
    """How many of what was looked at were in order, in a table and told."""
    whole = [chance.randrange(20, 300) for _ in _RECORDS]
    right = [each - chance.randrange(0, 9) for each in whole]
    rows = [
        (name, str(count), str(good), _share(good, count))
        for name, count, good in zip(_RECORDS, whole, right, strict=True)
    ]
    sheet = Sheet(
        f"表{number}-3 {place}{field}档案抽查情况表", (("档案类别", "抽查份数", "合格份数", "合格率"), *rows)
    )
    return "档案抽查情况", [f"评价组抽查{place}{field}各类档案{sum(whole)}份，合格{sum(right)}份。", sheet]


def _asked(number: int, place: str, field: str, chance: random.Random) -> tuple[str, list[str | Sheet]]:
    """A survey: how many answered, and how."""
    names = ("满意", "基本满意", "不满意")
    counts = [chance.randrange(40, 400), chance.randrange(10, 90), chance.randrange(1, 20)]
    whole = sum(counts)
    rows = [(name, str(count), _share(count, whole)) for name, count in zip(names, counts, strict=True)]
    rows.append(("合计", str(whole), "100.00%"))
    told = f"{place}{field}满意度调查回收有效问卷{whole}份，其中满意{counts[0]}份，占{_share(counts[0], whole)}。"
    sheet = Sheet(f"表{number}-3 {place}{field}满意度调查情况表", (("选项", "份数", "占比"), *rows))
    return "满意度调查", [told, sheet]


# Writers -----------------------------------------------------------------------------------------


def _lines(page: Page) -> Iterator[str | Sheet]:
    """Iterate over the printed lines of a page, tables whole."""
    for item in page.items:
        if isinstance(item, Sheet):
            yield item
            continue
        text = f"　　{item}" if isinstance(item, str) else item[1]
        at = 0
        while at < len(text):
            end = at + WIDTH
            end += text[end : end + 1] in set("，。；：、")
            while end < len(text) and text[end - 1] in _NUMERAL and text[end] in _NUMERAL:
                end -= 1
            yield text[at:end]
            at = end


def text_file(pages: Iterable[Page]) -> bytes:
    """Return the draft as a text layer: lines broken, cells apart by blanks, the number below each page."""
    printed: list[str] = []
    for page in pages:
        lines: list[str] = []
        for line in _lines(page):
            if isinstance(line, Sheet):
                lines += (line.caption, *("    ".join(row) for row in line.rows))
            else:
                lines.append(line)
        printed.append("\n".join((*lines, f"{page.number}\n")))
    return "\f".join(printed).encode()


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def word_file(pages: Iterable[Page]) -> bytes:
    """Return the draft as a Word document: paragraphs, and tables of the format."""
    parts: list[str] = []
    for page in pages:
        for item in page.items:
            if isinstance(item, Sheet):
                parts.append(_paragraph(item.caption))
                parts.append("<w:tbl>")
                for row in item.rows:
                    cells = "".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row)
                    parts.append(f"<w:tr>{cells}</w:tr>")
                parts.append("</w:tbl>")
            else:
                parts.append(_paragraph(item if isinstance(item, str) else item[1]))
    body = f'<w:document xmlns:w="{_WORD}"><w:body>{"".join(parts)}</w:body></w:document>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", body),
        ):
            package.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


_SIZE, _LEADING, _LEFT, _TOP, _ACROSS = 9, 12, 60, 800, 480


def pdf_file(pages: Iterable[Page]) -> bytes:
    """Return the draft as a PDF with a text layer and ruled tables; its font names its characters only."""
    objects: list[bytes] = [b"", b"", b"", b"", b""]
    kids: list[int] = []
    used: set[int] = set()
    for page in pages:
        content = zlib.compress("\n".join(_drawn(page, used)).encode())
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
    codes = sorted(used)
    groups = [codes[at : at + 100] for at in range(0, len(codes), 100)]
    named = "".join(
        f"{len(group)} beginbfchar {' '.join(f'<{code:04x}> <{code:04x}>' for code in group)} endbfchar\n"
        for group in groups
    )
    head = "begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
    cmap = f"{head}{named}endcmap".encode()
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    objects[2] = (
        b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>"
    )
    objects[3] = (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/Song/Flags 4/Ascent 880/Descent -120/FontBBox[0 -120 1000 880]>>"
        b"/DW 1000/W[32 126 500]>>"
    )
    objects[4] = b"<</Length %d>>stream\n%s\nendstream" % (len(cmap), cmap)
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.5\n")
    for at, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (at, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def _drawn(page: Page, used: set[int]) -> Iterator[str]:
    """Iterate over what draws a page."""

    def put(x: int, y: int, text: str) -> str:
        used.update(map(ord, text))
        return f"BT /F {_SIZE} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"

    y = _TOP
    for line in _lines(page):
        if isinstance(line, str):
            # Blanks of a text's beginning are a place on the page.
            indent = len(line) - len(line.lstrip("　"))
            yield put(_LEFT + indent * _SIZE, y, line[indent:])
            y -= _LEADING
            continue
        yield put(_LEFT, y, line.caption)
        y -= _LEADING
        width, height = _ACROSS // len(line.rows[0]), len(line.rows)
        top = y + _SIZE
        for at in range(height + 1):
            yield f"{_LEFT} {top - at * _LEADING} m {_LEFT + width * len(line.rows[0])} {top - at * _LEADING} l S"
        for at in range(len(line.rows[0]) + 1):
            yield f"{_LEFT + at * width} {top} m {_LEFT + at * width} {top - height * _LEADING} l S"
        for row in line.rows:
            for at, cell in enumerate(row):
                yield put(_LEFT + at * width + 2, y, cell)
            y -= _LEADING
    yield put(290, 30, str(page.number))


WRITERS: dict[str, Callable[[Iterable[Page]], bytes]] = {"txt": text_file, "docx": word_file, "pdf": pdf_file}
