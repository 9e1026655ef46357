"""Counts that the same passage tells again: by naming what it counted, by pointing back to it, or by numbering it through.

五大业务由五家子公司承担。在五家子公司中…; 甲市场、乙市场和丙市场作为最主要的三大业务; 参与者由甲、乙和丙构成…三类参与者;
聚类数为 8…分配到第 1 类…第 8 类; A3 和 A10 指标…，A6 和 A9 指标…，这 4 项指标. What is counted bears one noun in both places.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor.checks.common.relations import evidence_of_words, said
from auditor.checks.common.words import abbreviates, chinese_number
from auditor.findings import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.evaluation.relations import Outcome, RuleInfo
    from auditor.report.blocks import Block

Recounted = tuple[int, str, int, str, int]
"""Where a count stands, how it is written, how many there are, what shows it, and where that stands."""
_N = r"[0-9]{1,2}|[一二两三四五六七八九十]{1,3}"
_C = r"个|项|类|家|种|名|条|所|大|位|座|处|户|批|笔|组"
_COUNTED = re.compile(rf"(?<![第其近前后约第0-9.,/])(?P<count>{_N})(?P<unit>{_C})(?P<noun>[一-龥]{{2,6}})")
_BACK = re.compile(
    rf"(?P<way>(?:[，,。；;：:]|^)在|[这该]|上述|以上)(?P<count>{_N})(?P<unit>{_C})(?P<noun>[一-龥]{{2,6}})"
)
_AS = re.compile(
    r"(?:^|[，,。；;：:])(?P<list>[^，,。；;：:0-9]*?、[^，,。；;：:0-9]*?)(?:作为|并称|是)(?:[一-龥]{0,8}的)?"
    r"(?P<count>[两三四五六七八九十])(?P<unit>大|类)(?P<noun>[一-龥]{2,8})"
)
_MADE_OF = re.compile(
    r"(?P<whole>[一-龥]{2,8})由(?P<list>[^，,。；;：:0-9]*?、[^，,。；;：:0-9]*?)(?:构成|组成)(?=[，,。；;])"
)
_CLASS = re.compile(r"第\s*(?P<at>[0-9]{1,2})\s*(?P<unit>[类组档])")
_CLASSES = re.compile(
    r"[一-龥](?P<unit>[类组档])(?:别|个)?数量?(?:为|是|取|定为)\s*(?P<count>[0-9]{1,2})(?![0-9.])"
)
_CODED = re.compile(
    r"(?P<codes>[A-Z][0-9]{1,2}(?:\s*[、，,和及与]\s*[A-Z][0-9]{1,2})*)(?P<noun>指标|变量|因子|因素|问题|题项|类)"
)
_CODE = re.compile(r"[A-Z][0-9]{1,2}")
_OF_CODES = re.compile(rf"[这该](?P<count>{_N})(?:个|项|类|种)(?P<noun>指标|变量|因子|因素|问题|题项|类)")
_AND = re.compile(r"以及|[和与及]")
_OTHERS = re.compile(r"其他|其余|另外|等$|等[^级同]")
_REACH, _FAR, _LEAST = 60, 200, 3


def recounts(block: Block, info: RuleInfo) -> Iterator[Outcome]:
    """Judge the counts of a text that it tells again."""
    for read in (_pointed_back, _listed_first, _made_of, _numbered, _coded):
        for start, word, many, shown, at in read(block.text):
            item = evidence_of_words(block, start, word, "个数")
            if chinese_number(word) == many:
                yield said(info, "", "", [item], Verdict.EXACT)
                continue
            yield said(
                info,
                f"写“{word}”，同段所说却是 {many} 个（{shown}）",
                f"says {word}, and the passage tells of {many} ({shown})",
                [item, evidence_of_words(block, at, shown.split("、")[0], "个数")],
            )


def _pointed_back(text: str) -> Iterator[Recounted]:
    for back in _BACK.finditer(text):
        lead = text[max(0, back.start() - _REACH) : back.start()]
        before = [
            each
            for each in _COUNTED.finditer(lead)
            if each["unit"] == back["unit"] and each["noun"][:_LEAST] == back["noun"][:_LEAST]
        ]
        count = chinese_number(back["count"])
        told = chinese_number(before[-1]["count"]) if before else None
        if count is None or told is None or _OTHERS.search(lead[before[-1].end() :]):
            continue
        if back["way"].endswith("在") and count < told:
            continue  # 抽查 20 家企业，在 5 家企业中发现…: of some of them
        if count != told and re.search(f"{back['count']}{back['unit']}", lead):
            continue  # 其中 5 家…。这 5 家企业
        at = back.start() - len(lead) + before[-1].start()
        yield back.start("count"), back["count"], told, before[-1].group(), at


def _listed_first(text: str) -> Iterator[Recounted]:
    for found in _AS.finditer(text):
        names = _names(found["list"])
        if names:
            yield found.start("count"), found["count"], len(names), "、".join(names), found.start("list")


def _names(listed: str) -> list[str]:
    """Return the names of a list that all end alike, so that 和 parts two of them; none where they do not."""
    names = [each.strip() for part in listed.split("、") for each in _AND.split(part)]
    last = names[0][-2:]
    alike = (
        len(names) >= _LEAST
        and len(last) > 1
        and all(each.endswith(last) and len(each) >= _LEAST for each in names)
    )
    return names if alike and not _OTHERS.search(listed) and len(set(names)) == len(names) else []


def _made_of(text: str) -> Iterator[Recounted]:
    for whole in _MADE_OF.finditer(text):
        names = [each.strip() for part in whole["list"].split("、") for each in _AND.split(part)]
        if len(names) < _LEAST or _OTHERS.search(whole["list"]) or names[0][-2:] != names[-1][-2:]:
            continue
        for found in _COUNTED.finditer(text, whole.end(), whole.end() + _FAR):
            noun = found["noun"][:_LEAST]
            if found["unit"] == "类" and any(
                abbreviates(noun, whole["whole"][at:]) for at in range(len(whole["whole"]))
            ):
                yield found.start("count"), found["count"], len(names), "、".join(names), whole.start("list")


def _numbered(text: str) -> Iterator[Recounted]:
    for found in _CLASSES.finditer(text):
        told = [int(each["at"]) for each in _CLASS.finditer(text) if each["unit"] == found["unit"]]
        if len(told) >= _LEAST and told == list(range(1, len(told) + 1)):
            yield (
                found.start("count"),
                found["count"],
                len(told),
                f"第1—{len(told)}{found['unit']}",
                found.start(),
            )


def _coded(text: str) -> Iterator[Recounted]:
    for found in _OF_CODES.finditer(text):
        lead = text[text.rfind("。", 0, found.start()) + 1 : found.start()]
        told = [each for each in _CODED.finditer(lead) if each["noun"] == found["noun"]]
        codes = list(dict.fromkeys(code for each in told for code in _CODE.findall(each["codes"])))
        every = set(_CODE.findall(lead))
        if len(codes) > 1 and every == set(codes):
            yield found.start("count"), found["count"], len(codes), "、".join(codes), found.start()
