"""What a pack calls its figures in running text, what a draft calls itself, and the words between that say neither."""

# ruff: noqa: RUF001 - the look-alikes are the very characters that reports print
from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.binding.declarations import Called, Region
from auditor.extraction.text.characters import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.binding.declarations import Figures
    from auditor.report.blocks import Block

_OPTION = re.compile(r"\[([^\[\]]*)\]")
_SERIAL = r"[0-9]{1,2}[.．、)]|\([一二三四五六七八九十0-9]{1,3}\)|[一二三四五六七八九十]{1,2}[、是]|第[一二三四五六七八九十][，,]"
_PREFIX = re.compile(
    rf"^(?:{_SERIAL}|其中|并且?|且|另外?|同时|此外|截至|截止|到|当年|本年度?|年度|本级|共计?|实现|累计|全部|年末|年底|全年)"
)
_OWN = re.compile(r"^(?:我|本|该)(?:局|镇|乡|委|办|中心|院|部门|单位|街道|处|所|厅|会|校|站|县|市|区|机关)")
_SUFFIX = re.compile(r"(?:分别为|为|是|达到?|共计?|合计|计|有|仅为?|累计|实为|完成|约为?)$")
_YEAR = re.compile(r"(20[0-9]{2}) ?年度?")
_TITLE_YEAR = re.compile(r"(20[0-9]{2}) ?年度")
_NICKNAME = re.compile(r"以下(?:简称|称)(?:为|:)?[“\"']?([^”\"'()]{2,14})")
_NAME = re.compile(
    r"[一-龥]{2,20}(?:局|镇人民政府|乡人民政府|街道办事处|委员会|办公室|中心|院|厅|会|署|处|镇|乡|街道)"
)
_LONG = 5
_PLANNED = ("目标", "计划", "打算", "建议", "措施", "下一步", "要求", "上年度")
_FIRST_BLOCKS = 6


@records.frozen
class Draft:
    """What a draft calls itself, and the year that it speaks of."""

    names: tuple[str, ...]
    year: str

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> Draft:
        """Return what the title and 以下简称 say."""
        names: set[str] = set()
        year = ""
        for block in blocks[:_FIRST_BLOCKS]:
            flat = re.sub(r"\s", "", fold(block.text))
            found = _TITLE_YEAR.search(flat)
            year = year or (found[1] if found else "")
            for name in _NAME.findall(_YEAR.sub(",", flat).partition("部门整体")[0]):
                names.add(name)
                # 澜溪县卫生健康局 is 县卫生健康局 and 卫生健康局 as well.
                at = re.search(r"[县市区]", name)
                if at and len(name) - at.end() > 2:  # noqa: PLR2004 - a word of its own
                    names.update((name[at.start() :], name[at.end() :]))
            if "绩效" in flat:
                break
        for block in blocks:
            names.update(_NICKNAME.findall(fold(block.text).replace(" ", "").replace("\n", "")))
        return cls(tuple(sorted(names, key=len, reverse=True)), year)

    def forms(self, label: str) -> tuple[list[str], bool]:
        """Return a label, and what is left as time, owner and connecting words are taken off; whether an owner was."""
        own = False
        forms = [label]
        while True:
            stripped, whose = self._shorter(forms[-1])
            if stripped == forms[-1] or not stripped:
                return forms, own
            own = own or whose
            forms.append(stripped)

    def _shorter(self, text: str) -> tuple[str, bool]:
        year = _YEAR.match(text)
        if year and year[1] == self.year:
            # 2023年初 is 年初.
            kept = text[year.end() :]
            return (f"年{kept}" if kept[:1] in {"初", "末", "底", "中"} else kept), False
        for name in self.names:
            if text.startswith(name):
                return text[len(name) :], True
        found = _OWN.match(text)
        if found:
            return text[found.end() :], True
        return _PREFIX.sub("", text), False


@records.frozen
class Name:
    """One declared name: the key it means, how it may stand, and what must have been named before."""

    called: Called
    region: Region
    how: str


@records.frozen
class Names:
    """All declared names by their words, and those with a gap in them."""

    words: Mapping[str, tuple[Name, ...]]
    gaps: tuple[tuple[re.Pattern[str], Name], ...]
    subject: frozenset[str]
    """The roots of what belongs to the document's own subject: others end what it can leave unsaid."""

    @classmethod
    def of(cls, figures: Figures) -> Names:
        """Return the names that the regions of `figures` declare."""
        words: dict[str, list[Name]] = {}
        gaps: list[tuple[re.Pattern[str], Name]] = []
        for region in figures.regions:
            for called in region.called:
                for phrase in called.phrases:
                    how = phrase[0] if phrase[0] in "~^!" else ""
                    name = Name(called, region, how)
                    for plain in spelt(fold(phrase[len(how) :]).replace(" ", "")):
                        if "…" in plain and not plain.endswith("…的"):
                            pattern = ".{0,40}?".join(map(re.escape, plain.split("…")))
                            gaps.append((re.compile(pattern), name))
                        else:
                            words.setdefault(plain, []).append(name)
        subject = {
            called.key.partition(".")[0]
            for region in figures.regions
            for called in region.called
            if any(phrase.startswith("~") for phrase in called.phrases)
        }
        return cls({word: tuple(names) for word, names in words.items()}, tuple(gaps), frozenset(subject))


@functools.lru_cache(maxsize=4096)
def spelt(phrase: str) -> tuple[str, ...]:
    """Return every spelling of a name with [甲|乙] in it; an option may be left out."""
    found = _OPTION.search(phrase)
    if found is None:
        return (phrase,)
    choices = ("", *found[1].split("|"))
    return tuple(
        dict.fromkeys(
            each
            for choice in choices
            for each in spelt(phrase[: found.start()] + choice + phrase[found.end() :])
        )
    )


def groups(indicators: Mapping[str, str]) -> Iterator[Region]:
    """Iterate over what the names of indicators mean in running text.

    Those of the first level name their scores once the total score is told, the long ones of the others
    rates that were reached. What is planned is no outcome.
    """
    tops = {name: code for name, code in indicators.items() if len(code) == 1}
    within = ("总分", *tops.values())
    scores = tuple(
        Called(
            key=f"{code}.得分", within=within, line=0,
            phrases=tuple(f"{stem}{word}[得|得分|实际得分]" for stem in (name, name.removesuffix("指标")) for word in ("", "类", "指标", "类指标")),
        )
        for name, code in tops.items()
    )  # fmt: skip
    rates = tuple(
        Called(key=f"{code}.业绩值", phrases=(f"!{name}",), line=0)
        for name, code in indicators.items()
        if len(code) > 1 and len(name) >= _LONG and name.endswith(("率", "度", "比例"))
    )
    if scores:
        yield Region(name="", line=0, unit="分", called=scores)
    if rates:
        yield Region(name="", line=0, unit="%", called=rates, not_under=_PLANNED)


def bare(label: str) -> str:
    """Return a label without 为, 是, 共 and the like at its end."""
    return _SUFFIX.sub("", label)
