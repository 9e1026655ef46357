"""A count of the others that is not what some leave of all: 六类药品中，甲类采购额下降，其余四类均上升.

Some are told by their number (有 3 个项目低于 80 分) or by their names (除东街外; 东湖区、南山区增速较低). How many are named lies between
one and all the words that commas and 和 part, so that only a count of the others which no reading gives is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.labelheads import heads_of_labels, things
from auditor.checks.common.nearby import nearby
from auditor.checks.common.numbers import TEXT_KINDS
from auditor.checks.common.relations import evidence_of_words, rule, said
from auditor.checks.common.tables import plain, sheets
from auditor.checks.common.words import chinese_number
from auditor.findings import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.checks.common.tables import Sheet
    from auditor.evaluation.facts import Facts
    from auditor.evaluation.relations import Outcome
    from auditor.report.blocks import Block

NAME = "rest-not-left"
TITLE = {"zh": "其余的数量不是总数减去已列的", "en": "a count of the others is not what is left of all"}
_NUMBER = r"(?:[0-9]{1,3}|[两二三四五六七八九十]{1,3})"
_UNIT = "(?:批次|[个家项类种大所名处座条镇乡县区村户件台批次只支人校份起期宗届辆套栋幢])"
_ALL = re.compile(
    rf"(?<![第前后0-9.,十百千])(?P<all>{_NUMBER})\s*(?P<unit>{_UNIT})(?P<noun>(?!以上|以内|以下|月|百分点)[^，,。；;：:、0-9]{{0,12}}?)(?:(?P<of>之?中|里|内)(?=[，,有])|(?=[，,]))"
)
_REST = re.compile(
    rf"[，,]\s*(?:其余|其它|其他|余下|剩余|剩下)的?(?P<rest>{_NUMBER})\s*(?P<unit>{_UNIT})(?P<noun>[^，,。；;：:、0-9]{{0,10}})"
)
_SOME = re.compile(rf"(?P<led>第|)(?P<some>{_NUMBER})\s*(?P<unit>{_UNIT})(?!百分点|月)")
_JOINT = re.compile(r"、|以及|[和与及]")
_OTHERS = re.compile(
    r"其中(?!有?[0-9两三四五六七八九十])|另|其余|其他|合计|共计|分别|每|[一二两三四五六七八九十0-9]{1,3}(?:大类|余)"
)
_DONE = re.compile("已|完[成工]|办结|合格|达标|通过|[未其]")
"""What stands before a count of some, and not of all."""
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_OF_ALL = re.compile(
    r"^(?:均|都|全部|全|皆|则|也|仍|未|已|无|尚|为|是|在|因|正|按|由|略|有|继续|保持|实现|基本|未能|正在)"
)
_SHARED = 1
_LEAST, _NEAR, _NAME, _OFF, _SAID = 4, 6, 2, 2, 8
_ANY = frozenset("个项次件人户名大")


def check(facts: Facts) -> Iterator[Outcome]:
    """Judge 其余 N 个 by the number of all that its sentence tells, and what it tells of some of them."""
    tables = nearby(
        sheet for sheet in sheets(facts) if sheet.block is not None and len(sheet.details) >= _LEAST
    )
    for block in facts.report.blocks:
        if block.kind in TEXT_KINDS:
            yield from _told(block, tables.near(block.index, _NEAR))


def _told(block: Block, tables: Sequence[Sheet]) -> Iterator[Outcome]:
    text = _BRACKETS.sub(lambda found: "\u3000" * len(found.group()), block.text)
    for rest in _REST.finditer(text):
        start = max(text.rfind(mark, 0, rest.start()) for mark in "。；;：:") + 1
        for every in _ALL.finditer(text, start, rest.start() + 1):
            right = _right(every, rest, text[every.end() : rest.start()])
            begins = max(text.rfind(mark, start, every.start()) for mark in "，,") + 1
            # 服务 41 件，收费 22 件，其他 9 件: a list of kinds, none of which is all; all are told first, or by 中.
            first = begins <= start and "其他" not in rest.group()
            done = _DONE.search(text[max(begins, start) : every.start()])
            if right is not None and not done and (first or every["of"]):
                yield _outcome(block, rest, right, f"共 {every['all']} 中", every["all"])
                break
        else:
            yield from _tabled(block, rest, text[start : rest.start()], tables)


def _tabled(block: Block, rest: re.Match[str], before: str, tables: Sequence[Sheet]) -> Iterator[Outcome]:
    """Judge 除油料外，其余四项 by the rows of a table which are named in the sentence, and those that are not."""
    left = chinese_number(rest["rest"])
    if left is None or _OTHERS.search(before):
        return
    found = []
    for sheet in tables:
        labels = [label for row in things(sheet) if len(label := plain(row.label or row.name)) >= _NAME]
        named = [each for each in labels if each in before]
        if named and len(set(labels)) == len(things(sheet)) and _such(sheet, labels, rest["noun"].strip()):
            found.append((sheet, len(labels) - len(named)))
    right = {count for _, count in found}
    if left in right:
        yield said(
            rule(NAME, TITLE),
            "",
            "",
            [evidence_of_words(block, rest.start("rest"), rest["rest"])],
            Verdict.EXACT,
        )
    elif len(right) == 1 and abs(left - (count := right.pop())) <= _OFF:
        rows = len(things(found[0][0]))
        yield _outcome(
            block, rest, range(count, count + 1), f"“{found[0][0].title}”的 {rows} 行中", str(rows)
        )


def _such(sheet: Sheet, labels: Sequence[str], noun: str) -> bool:
    """Whether what the others are called is what the rows of a table are: by the head of their labels, or by how they end."""
    if not noun or re.match("均|都|全部|皆", noun):
        return True
    ends = {
        label[-size:]
        for label in labels[:1]
        for size in (1, 2)
        if all(each.endswith(label[-size:]) for each in labels)
    }
    heads = heads_of_labels(sheet, indicators=True)
    return any(noun.startswith(each) for each in (*heads, *ends)) or any(
        len(each) >= _NAME and each in noun[:_SAID] for each in ends
    )


def _right(every: re.Match[str], rest: re.Match[str], between: str) -> range | None:
    """Return how many others there can be, None where what is told between is not of some of all."""
    count, left = chinese_number(every["all"]), chinese_number(rest["rest"])
    if count is None or left is None or left >= count or _OTHERS.search(between):
        return None
    if not _same(every, rest, between):
        return None
    low = high = 0
    clauses = [each.strip() for each in re.split("[，,]", between) if each.strip()]
    if not clauses:
        return None
    for clause in clauses:
        told = [each for each in _SOME.finditer(clause) if each["unit"] in (every["unit"], rest["unit"])]
        counts = [chinese_number(each["some"]) or 0 for each in told if not each["led"]]
        if len(counts) > 1:
            return None
        if counts and counts[0] < count:
            low, high = low + counts[0], high + counts[0]
        else:
            high += len(_JOINT.findall(clause)) + 1
    # 完工 10 条，完工率 83.33%，其余 2 条: neither 中 nor 除, 均 nor a count says that some of the 10 are told of.
    whole = every["of"] or clauses[0].startswith("除") or re.search("均|都|全部", rest["noun"])
    if not low and (not whole or re.search(r"率[0-9.]+[%％]$", between)):
        return None
    low = max(low, 1)
    return range(count - high, count - low + 1) if high < count else None


def _same(every: re.Match[str], rest: re.Match[str], between: str) -> bool:
    """Whether the others are such things as all are: by the noun that both are counted with, or by none and one counter."""
    noun, other = every["noun"].strip(), rest["noun"].strip()
    # 其余四类采购额: of a kind or a house nothing else in the sentence is counted, of 个 and 项 many things are.
    own = every["unit"] == rest["unit"] and rest["unit"] not in _ANY
    if not other or _OF_ALL.match(other) or own:
        return True
    # 8 项污染物中，仅臭氧浓度上升，其余 6 项浓度…: the same is told of one and of the others.
    if every["of"] and every["unit"] == rest["unit"] and other[:2] in between:
        return True
    return bool(noun) and any(noun.endswith(other[:size]) for size in range(_SHARED, len(other) + 1))


def _outcome(block: Block, rest: re.Match[str], right: range, among: str, count: str) -> Outcome:
    item = evidence_of_words(block, rest.start("rest"), rest["rest"], "个数")
    left = chinese_number(rest["rest"]) or 0
    if left in right:
        return said(rule(NAME, TITLE), "", "", [item], Verdict.EXACT)
    shown = str(right[0]) if len(right) == 1 else f"{right[0]}—{right[-1]}"
    zh = f"写其余 {rest['rest']}，而{among}除去已列的，其余应为 {shown}"
    en = f"says {left} others, but of {count} what is told leaves {shown}"
    return said(rule(NAME, TITLE, Severity.WARNING, "medium"), zh, en, [item])
