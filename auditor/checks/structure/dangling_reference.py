"""A table, figure or annex that the text refers to and the document does not hold.

Only where the document numbers its own ones from 1 without a gap is one beyond them an error; else pages
may have been cut off, and the text layer cannot hold pictures: then it is a note. So is a figure that is announced without
a number (走势见下图), one note for all places: a person has to look at the original; and an annex of which nothing but
the heading is there. Annexes that are only listed (附件：1. … 2. …) have no content in the document either; so at least one
annex has to have some.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor.checks.common.relations import evidence_at, evidence_of_words, rule, said
from auditor.checks.common.words import overlap
from auditor.checks.structure._chapters import missing_chapters
from auditor.checks.structure._codes import last_annex, missing_codes
from auditor.checks.structure._lettered import labels_missing
from auditor.findings import Evidence, Severity
from auditor.report.blocks import BlockKind, NumberKind
from auditor.report.unread import Unread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block

NAME = "dangling-reference"
TITLE = {"zh": "引用的表、图、附件不存在", "en": "a table, figure or annex that is referred to is not there"}
_REFERENCE = re.compile(
    r"(?P<kind>附表|附件|附图|表|图|[Tt]able|TABLE|[Ff]igure|FIGURE|[Aa]nnex|[Aa]ppendix)\s*(?P<number>[0-9]{1,3}(?:\s*[-.—－]\s*[0-9]{1,3})?)"
)
_ALONE = re.compile(rf"(?:^|\n|[。；：])\s*(?P<caption>{_REFERENCE.pattern})\s*(?:\n|$)")
_CAPTION_LINE = re.compile(
    r"\s*(?:附表|附图|表|图|[Tt]able|TABLE|[Ff]igure|FIGURE)\s*[0-9]{1,3}\s*(?:[.:：、]?\s+|\.\s*[—–-]+\s*)\S"
)
_HEADS = frozenset({BlockKind.CAPTION, BlockKind.HEADING})
_BARE = re.compile(r"见(?:下)?\s*(?P<number>[0-9]{1,2}\s*-\s*[0-9]{1,2})\s*[:：。]")
_NEXT_ITEM = re.compile(r"[表图]\s*[0-9]{1,2}\s*[.、\uff0e]\s*(?:19|20)[0-9]{2}\s*年")
_LOOKED_FOR = "基础表号"
_START = 12
_PAIR = re.compile(r"[0-9]+-[0-9]+")
_SEEN = re.compile(r"(?:(?<!意)见|参[见照阅]|按照?|列于|列入|载于)\s*$")
_OF_ANOTHER = re.compile(
    r"\s*,? (?:of|in|to|from) (?!this\b)(?:the |its |his |their |that |an? )?[A-Z(]|\s*,? of (?:the|that|its|an?) "
)
"""What says behind a reference that the table stands in another document: see table 14 of the Governor's estimates."""
_TELLS = re.compile(r"\s+(?!and\b|or\b|to\b)[a-z]+|\s*(?:列[示出]|显示|反映|给出|汇总了|中[，,])")
"""What goes on from a reference as a sentence does, and no title: Table 9 sets out."""
_LISTED = re.compile(r"附件\s*[:：]|附\s*[:：]\s*1")
"""A list of annexes, which may be files of their own."""
_LEAST = 2
_SHARED = 4
_ANNOUNCED = re.compile(r"(?:如|见|详见)\s*(?:上|下)\s*图(?:所示)?|(?:上|下)图所示")
_CAPTION = re.compile(r"\s*图\s*[0-9一二三四五六七八九十]")
_ANNEX = re.compile(
    r"^[#\s]*(附件|Annex|ANNEX|Appendix|APPENDIX)\s*([0-9]{1,2}|[A-Z])(?![0-9A-Za-z])\s*[^\s-]"
)
_ELSEWHERE = re.compile(r"略|另附|另册|单独|attached separately|omitted", re.IGNORECASE)
_NOTHING = frozenset({BlockKind.FURNITURE, BlockKind.NOTE})


def check(facts: Facts) -> Iterator[Outcome]:
    """Compare what the text refers to, announces or lists with what the document holds."""
    yield from _referred(facts)
    yield from _chapters(facts)
    yield from _announced(facts)
    yield from _empty_annex(facts)


def _referred(facts: Facts) -> Iterator[Outcome]:
    """Compare what the text refers to with what has a caption or heading."""
    yield from _of_no_kind(facts)
    held = titled(facts)
    # Annexes that are bound with the report may be others than those that the list names.
    listed = 0 if "附件" in held else last_annex(facts.report.blocks)
    # A rule of the report's pack looks for the tables whose numbers it knows.
    seen: set[tuple[str, str]] = {("表", number) for number in _bound(facts)}
    for at, block in enumerate(facts.report.blocks):
        if block.kind in {BlockKind.FURNITURE, BlockKind.CAPTION}:
            continue
        for item in block.occurrences:
            if item.kind is not NumberKind.REFERENCE:
                continue
            if block.kind is BlockKind.HEADING and item.span.start < _START:
                continue
            if block.text[: item.span.start].endswith("续"):
                continue  # 续表 1 heads the rest of a table, and the digits behind it are its first row's
            if _NEXT_ITEM.match(block.text, item.span.start):
                continue  # 附件：1.资金安排表2.2022年绩效目标表: the next of a list of annexes
            if _OF_ANOTHER.match(block.text, item.span.end):
                continue
            for found in _REFERENCE.finditer(item.text):
                kind, number = (
                    _normal(found["kind"]),
                    re.sub(r"\s|[—－.]", "", found["number"].replace("—", "-").replace("－", "-")),
                )
                if number in held.get(kind, ()) or (kind, number) in seen:
                    continue
                seen.add((kind, number))
                beyond = kind == "附件" and number.isdigit() and int(number) > listed > 0
                sure = _sure(held.get(kind, set()), number) or (
                    _SEEN.search(block.text[: item.span.start]) is not None
                    and (
                        beyond
                        or (
                            (
                                _only_one(held.get(kind, set()), number)
                                or _of_no_list(facts, held, kind, number)
                            )
                            and _once(facts, found.group())
                        )
                        or _meant_first(
                            facts, held.get(kind, set()), kind, number, block.text[: item.span.start]
                        )
                    )
                )
                info = rule(NAME, TITLE)
                below = _unnumbered(facts.report.blocks[at + 1 : at + 2])
                if not sure or below:  # the table below is the one that is meant, and lacks its number
                    info = attrs.evolve(info, level=Severity.NOTE, confidence="low")
                shown = f"{found['kind']}{number}"
                zh = f"文中引用“{shown}”，全文未见该{_normal(found['kind'])}"
                en = f"the text refers to {shown}, which the document does not hold"
                if below:
                    zh += f"；其后的“{below}”没有编号"
                    en += f"; '{below}' below it has no number"
                yield said(info, zh, en, [evidence_at(block, item)])


def _chapters(facts: Facts) -> Iterator[Outcome]:
    """Say which chapters and tables of a set are referred to and are not there."""
    blocks = facts.report.blocks
    captions = [table.caption or "" for table in facts.report.tables]
    told = (
        ("全文没有该部分", "引用的章节", missing_chapters(blocks)),
        ("全套表中没有该表", "引用的表", missing_codes(blocks, captions)),
        ("全文没有该编号", "引用的条目", labels_missing(blocks)),
    )
    for words, label, missing in told:
        for block, start, shown in missing:
            place = evidence_of_words(block, start, shown, label=label)
            zh = f"文中引用“{shown}”，{words}"
            en = f"the text refers to {shown}, which the document does not hold"
            yield said(rule(NAME, TITLE, Severity.WARNING), zh, en, [place])


def _of_no_kind(facts: Facts) -> Iterator[Outcome]:
    """Look for references that lost the word table or figure: 详见下 1-2：."""
    found: dict[str, list[Evidence]] = {}
    below = ""
    for at, block in enumerate(facts.report.blocks):
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST}:
            continue
        for match in _BARE.finditer(block.text):
            number = re.sub(r"\s", "", match["number"])
            place = evidence_of_words(block, match.start("number"), number, label=f"引用{number}")
            found.setdefault(number, []).append(place)
            below = below or _unnumbered(facts.report.blocks[at + 1 : at + 2])
    for number, places in found.items():
        zh = f"文中“见{number}”没有写明是表、图还是附件"
        en = f"the text refers to {number} and does not say whether that is a table, a figure or an annex"
        if below:
            zh += f"；其后的“{below}”没有编号"
            en += f"; '{below}' below it has no number"
        yield said(attrs.evolve(rule(NAME, TITLE), level=Severity.NOTE, confidence="low"), zh, en, places)


def _unnumbered(below: Sequence[Block]) -> str:
    """Return the title of a table right below a reference that bears no number: it is probably the one meant."""
    for block in below:
        if block.kind is BlockKind.CAPTION and not (
            _REFERENCE.match(block.text.strip()) or _LISTED.match(block.text.strip())
        ):
            return re.sub(r"\s", "", block.text)
    return ""


def _bound(facts: Facts) -> Iterator[str]:
    for key, figure in facts.report.figures.items():
        if key.partition(".")[0] == _LOOKED_FOR:
            yield from (re.sub(r"\s", "", mention.text) for mention in figure.mentions)


def titled(facts: Facts) -> dict[str, set[str]]:
    """Return the numbers of all tables, figures and annexes that stand in the document, by kind."""
    held: dict[str, set[str]] = {}
    texts = [block.text for block in facts.report.blocks if block.kind in _HEADS]
    texts += [table.caption or "" for table in facts.report.tables]
    texts += [table.number or "" for table in facts.report.tables]
    # A caption that was read as the first line of a paragraph, or stands in brackets, is still there.
    texts += [
        block.text
        for block in facts.report.blocks
        if block.kind not in _HEADS
        and (found := _REFERENCE.match(block.text.strip("（( ")))
        and not _TELLS.match(block.text.strip("（( "), found.end())
    ]
    # A text layer may part the number of a caption from its words: it ends the paragraph before, or stands
    # alone among the cells.
    texts += [found["caption"] for block in facts.report.blocks for found in _ALONE.finditer(block.text)]
    # So is one that stands on a line of its own among the lines of a table or drawing.
    texts += [
        re.sub(r"\s+", " ", line).strip()
        for block in facts.report.blocks
        if block.kind in {BlockKind.TABLE, BlockKind.FRAGMENT}
        for line in block.text.splitlines()
        if _CAPTION_LINE.match(line)
    ]
    for text in texts:
        if found := _REFERENCE.match(re.sub(r"^[#\s*（(]+", "", text)):
            number = re.sub(r"\s", "", found["number"]).replace("—", "-").replace("－", "-")
            held.setdefault(_normal(found["kind"]), set()).add(number)
    return held


def _normal(kind: str) -> str:
    low = kind.lower()
    return {"table": "表", "figure": "图", "annex": "附件", "appendix": "附件"}.get(low, low)


def _sure(held: set[str], number: str) -> bool:
    if _PAIR.fullmatch(number):
        return _sure_pair({each for each in held if _PAIR.fullmatch(each)})
    plain = {int(each) for each in held if each.isdigit()}
    if len(plain) < _LEAST or not number.isdigit():
        return False
    return plain == set(range(1, max(plain) + 1)) and int(number) > max(plain)


def _only_one(held: set[str], number: str) -> bool:
    """Whether a number is beyond that of the only table or annex, which is the first."""
    return held == {"1"} and number.isdigit() and int(number) > 1


def _meant_first(facts: Facts, held: set[str], kind: str, number: str, before: str) -> bool:
    """Whether words that are those of the title of the only annex refer to a third one, and nothing speaks of the second."""
    if not _only_one(held, number) or int(number) <= _LEAST:
        return False
    texts = [re.sub(r"[\s#（(]", "", block.text) for block in facts.report.blocks]
    passed = re.once(rf"{kind}(?:{'|'.join(str(each) for each in range(2, int(number)))})(?![0-9])")
    if any(passed.search(text) or _LISTED.match(text) for text in texts):
        return False
    titles = [text[len(kind) + 1 :] for text in texts if text.startswith(f"{kind}1")]
    clause = re.split(
        r"[，,]?\s*(?:详)?(?:见|参[见照阅]|列[于入]|载于)\s*$", re.split(r"[。；;]", before)[-1]
    )[0]
    return any(overlap(re.sub(r"\s", "", clause), title) >= _SHARED for title in titles)


def _of_no_list(facts: Facts, held: dict[str, set[str]], kind: str, number: str) -> bool:
    """Whether a report that titles its tables otherwise refers to the third annex, and has none at all."""
    titles = sum(block.kind is BlockKind.CAPTION for block in facts.report.blocks)
    return kind.startswith("附") and kind not in held and number.isdigit() and int(number) > 1 and titles > 0


def _once(facts: Facts, shown: str) -> bool:
    """Whether nothing but one reference speaks of a table or annex or of the first of them, and no list of annexes has them."""
    plain = re.sub(r"\s", "", shown)
    pattern = re.once(f"{re.escape(plain)}(?![0-9])|{re.escape(plain.rstrip('0123456789'))}[1一](?![0-9])")
    own = re.once(rf"^[#（(]*{re.escape(plain.rstrip('0123456789'))}[1一]")
    blocks = facts.report.blocks
    texts = [text for block in blocks if not own.match(text := re.sub(r"\s", "", block.text))]
    told = sum(len(pattern.findall(text)) for text in texts)
    return told == 1 and not any(_LISTED.match(block.text.strip()) for block in blocks)


def _sure_pair(held: set[str]) -> bool:
    """Whether 表 5-1 stands in no chapter of tables that are numbered 2-1, 3-1, 3-2, each chapter's from the first on."""
    chapters: dict[int, set[int]] = {}
    for each in held:
        chapter, _, at = each.partition("-")
        chapters.setdefault(int(chapter), set()).add(int(at))
    whole = all(numbers == set(range(1, max(numbers) + 1)) for numbers in chapters.values())
    return len(held) >= _LEAST and whole


def _announced(facts: Facts) -> Iterator[Outcome]:
    """Look for announcements in a document without a caption of a figure, and whose reader saw no picture."""
    blocks = [block for block in facts.report.blocks if block.kind is not BlockKind.FURNITURE]
    seen = any(each.kind is Unread.PICTURES for each in facts.report.document.remarks)
    if seen or any(_CAPTION.match(block.text) for block in blocks):
        return
    places = [
        evidence_of_words(block, found.start(), found[0], label="图")
        for block in blocks
        for found in _ANNOUNCED.finditer(block.text)
    ]
    if places:
        zh = f"文中说“{places[0].text}”，未见该图（文字层不含图片，请核对原件）"
        en = f"the text says '{places[0].text}', but no figure is seen (a text layer holds no pictures: look at the original)"
        yield said(rule(NAME, TITLE, Severity.NOTE, "low"), zh, en, places)


def _empty_annex(facts: Facts) -> Iterator[Outcome]:
    """Look for headings of annexes that another annex, or the end, follows at once."""
    blocks = [block for block in facts.report.blocks if block.kind not in _NOTHING]
    heads = [
        at
        for at, block in enumerate(blocks)
        if block.kind is BlockKind.HEADING and block.level <= 1 and _ANNEX.match(block.text)
    ]
    ends = [*heads, len(blocks)][1:]
    empty = [blocks[at] for at, end in zip(heads, ends, strict=True) if end == at + 1]
    empty = [block for block in empty if not _ELSEWHERE.search(block.text)]
    if empty and len(empty) < len(heads):
        yield _of_annexes(empty)


def _of_annexes(empty: Sequence[Block]) -> Outcome:
    marks = [
        f"{found[1]}{' ' if found[1].isascii() else ''}{found[2]}"
        for block in empty
        if (found := _ANNEX.match(block.text))
    ]
    zh = f"{'、'.join(marks)} 只有标题，没有内容（文字层不含图片与扫描件，请核对原件）"
    en = f"{', '.join(marks)}: only the heading is there (a text layer holds no pictures: look at the original)"
    evidence = [
        Evidence(
            key=f"{mark}.内容", label=block.text.strip()[:30], role="stated", text=block.text.strip()[:30], unit="text",
            location=block.location,
        )
        for mark, block in zip(marks, empty, strict=True)
    ]  # fmt: skip
    return said(rule(NAME, TITLE, Severity.NOTE, "low"), zh, en, evidence)
