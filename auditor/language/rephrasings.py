"""What people write in words or in another order, and how the language writes it: tried on the line itself.

A rephrasing is told only where the line reads with it, or at least reads on behind it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor import records
from auditor.language.problems import Problem, Wording
from auditor.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from auditor.language.lines import Line

_LONGEST = 400
_TRIES = 12
_SHOWN = 60
_AMOUNT = r"[0-9.]+ ?(?:%|‰|个?百分点|[天日元分项个件次]|万元|percentage_points?|points?)"
_MARKS = r"[0-9.]+(?:分| points?)|权重的[0-9.]+%"
_UP, _DOWN = "提高|升高|增加|超过|超出|超|多|高|高于", "降低|下降|减少|低于|低|少"
_NAMES = r"[\w.*]+(?:[,、] ?[\w.*]+)*"
_SUM = r"(?:之和|合计|总和|相加|加总)"


@records.frozen
class _Rephrasing:
    """A pattern, what the language writes instead, and the clauses that it belongs to; any without."""

    pattern: re.Pattern[str]
    instead: str
    clauses: frozenset[str]

    def tries(self, text: str) -> Iterator[tuple[Span, str]]:
        """Give the places where it could be meant, each with what is written instead."""
        for found in self.pattern.finditer(text):
            instead = found.expand(self.instead)
            if instead != found.group():
                yield Span(*found.span()), instead


def _of(pattern: str, instead: str, clauses: str = "") -> _Rephrasing:
    return _Rephrasing(re.compile(pattern), instead, frozenset(clauses.split()))


_INSIDE = (
    # Signs in words.
    _of(r" ?(?:is )?(?:equal to|equals)\b| is\b(?! (?:at|no|not|more|less|greater|higher|lower|above|below|equal)\b)", " ="),
    _of(r" ?\bdivided by\b", " /"),
    _of(r" ?\b(?:multiplied by|times)\b", " *"),
    _of(r" ?\bplus\b", " +"),
    _of(r" ?\bminus\b", " -"),
    _of(r" ?(?:is )?\b(?:at most|(?:no|not) (?:more|greater|higher) than|up to|does not exceed)\b", " <="),
    _of(r" ?(?:is )?\b(?:at least|(?:no|not) (?:less|lower|fewer) than)\b", " >="),
    _of(r" ?(?:is )?\b(?:(?:more|greater|higher) than|above|over|exceeds)\b", " >", "check each_row each_item when applies band veto"),
    _of(r" ?(?:is )?\b(?:(?:less|lower|fewer) than|below|under)\b", " <", "check each_row each_item when applies band veto"),
    _of(r" ?(?:大于或?等于|不小于|不低于|不少于|应不低于|至少为?)", " ≥ ", "check each_row each_item when applies band veto"),
    _of(r" ?(?:小于或?等于|不大于|不高于|不超过|不多于|至多为?)", " ≤ ", "check each_row each_item when applies band veto"),
    _of(r" ?(?:应当?|必须)?等于", " = ", "check each_row each_item when applies band veto"),
    _of(r" ?(?:大于|高于|超过)", " > ", "check each_row each_item when applies band veto"),
    _of(r" ?(?:小于|低于)", " < ", "check each_row each_item when applies band veto"),
    _of(r"(?<=[ (])(?:已)?(?:达到|达)(?:了)?(?:目标值?|标杆值)", "业绩值 ≥ 目标值", "band"),
    _of(r"(?<=[ (])(?:未|没有)(?:达到|达)(?:目标值?|标杆值)", "业绩值 < 目标值", "band"),
    _of(r" ?[—–](?=[ \w])", " - ", "check each_row each_item"),
    # Sums.
    _of(rf"(?<=[=≥≤<> ])(\*?[\w.*]+) ?{_SUM}", r"求和(\1)", "check each_row each_item"),
    _of(rf"^检查 占比 ({_NAMES}) ?(?:{_SUM})? ?= ?100%$", r"占比 \1"),
    _of(rf"(?:各项|选项)?{_SUM} ?[=为] ?100%", "", "shares"),
    _of(r" ?,? ?\b(?:sum(?:s|ming)?|add(?:s|ing)?) (?:up )?to 100 ?%", "", "shares"),
    _of(r"\b(?:the )?sum of (\w[\w.]*)(?:,| and) ?(\w[\w.]*)(?:,|,? and) ?(\w[\w.]*)", r"\1 + \2 + \3", "check each_row each_item"),
    _of(r"\b(?:the )?sum of (\w[\w.]*)(?:,| and) ?(\w[\w.]*)", r"\1 + \2", "check each_row each_item"),
    _of(r"\b(求和|平均|最大值?|最小值?|绝对值|行数|sum|mean|max|min|abs|rows) (?:of )?(\*?[\w.*]+)", r"\1(\2)", "check each_row each_item when formula"),
    # Surveys.
    _of(r"样本(?:数|量)?[=:为] ?", "样本 "),
    _of(r"\bn ?= ?(?=[0-9])", "of ", "shares mean"),
    _of(r"(?<=[0-9]) (?:answers|respondents|replies|questionnaires)\b", "", "shares mean"),
    _of(r",? and (?=\w)", ", ", "shares agree order example required"),
    # Steps and deductions.
    _of(rf"每(?:{_DOWN}) ?(?:于? ?(?:目标值?|标杆值) ?)?({_AMOUNT}) ?,? ?扣 ?", r"每低于 目标值 \1 扣 ", "band"),
    _of(rf"每(?:{_UP}) ?(?:(?:目标值?|标杆值) ?)?({_AMOUNT}) ?,? ?扣 ?", r"每高于 目标值 \1 扣 ", "band"),
    _of(rf"(每低于|每高于|每偏离) ?(目标值|标杆值)({_AMOUNT}) ?,? ?扣 ?", r"\1 \2 \3 扣 ", "band"),
    _of(rf"\b(?:for )?(?:each|every|per) ({_AMOUNT}) below (?:the )?target,? (?:deducts?|loses?|minus) ?", r"per_below target \1 deduct ", "band"),
    _of(rf"\b(?:for )?(?:each|every|per) ({_AMOUNT}) above (?:the )?target,? (?:deducts?|loses?|minus) ?", r"per_above target \1 deduct ", "band"),
    _of(r"\bper (below|above|off|outside)\b", r"per_\1", "band"),
    _of(r"\b(?:pro[- ]?rata|prorated|proportionally|proportionate|in proportion)\b", "proportional", "band"),
    _of(r"\buntil(?: it is)? (?:exhausted|zero|0(?:分)?|nothing is left|none (?:is|are) left)", "until_exhausted", "band criteria"),
    _of(r"\b(?:no (?:score|marks?|points?)|zero|nothing)\b", "no_score", "band"),
    _of(r"(?<=其余 )0分?$", "不得分", "band"),
    _of(r"\bfull (?:marks?|scores?|points?|weight)\b", "full", "band"),
    _of(r"(?<=of )the (?=weight)", ""),
    _of(r"权重 ?(?:× ?)?([0-9.]+%)", r"权重的\1"),
    _of(r"(?<=[0-9]) ?(?:percentage points?|pp|ppts?)\b", " percentage_points"),
    _of(r"(?<=[0-9]) ?(?:percent|per cent|pct)\b", "%"),
    # Criteria.
    _of(r"每(?:有|发现|缺少?|少)?(?:一|1)?[项条处个](?:不符(?:合(?:要求)?)?|不达标|未完成|缺失)?,? ?扣 ?", "一项不符 扣 ", "criteria"),
    *(_of(rf"(?<=要点 ){word}项", f"{at}项", "criteria") for at, word in enumerate("一二三四五六七八九十", start=1)),
    _of(r"(?<=[0-9]) (?:items?|points?|criteria)\b", "项", "criteria"),
    _of(rf"\bdeduct ({_MARKS}) (?:per|for each|for every|each)(?: \w+)?", r"each deduct \1", "criteria"),
    _of(r"[(（]?[①-⑳][^,，扣]*,? ?(?=一项不符)", "", "criteria"),
    # Marks around one value.
    _of(r"[=:] ?", " ", "level gap rounding monotone"),
    _of(r"(?:[≥≤<>±=]|\+/-|within|up to) ?(?=[0-9\"])", "", "tolerance target weight cap floor"),
    _of(r"(?<= )(\.[0-9]+)", r"0\1"),
    _of(r"(?<=\w): ?(?=[0-9\"\w])", "=", "example"),
    _of(r" ?(?:->|=+>|→|⇒|—+>) ?(?=[a-z])", " gives ", "example"),
    _of(r" ?(?:->|=+>|→|⇒|—+>) ?", " 结果 ", "example"),
    _of(r" ?结果 ?[:=为是] ?", " 结果 ", "example"),
    _of(r"\breturns?\b|\bshould (?:be|give)\b", "gives", "example"),
    _of(r";", ",", "example"),
    _of(r"(?<=[\w\]]) (?=-?[0-9]+(?:\.[0-9]+)?(?:%|[万亿]?元|分|个|项|人)[ ,])", "=", "example"),
    _of(r" ,? ?\band (?=\w)", ", ", "example"),
    _of(r"当? ?([\w.]+?)(?:为|是) ?([0-9.]+(?:%|\w+?)?)时?,? ?(?:应?得|则得) ?([0-9.]+分)$", r"\1=\2 结果 \3", "example"),
    # Grades and tables.
    _of(r"(?<=\w)[,、](?= ?(?:[0-9≥≤<>]|低于|高于|below|above))", ";", "grading"),
    _of(r"(\((?:含|不含|incl|excl)\)) ?(?:to|~|至|到) ?", r"\1-", "grading"),
    _of(r"\((?:inclusive|included|including)\)", "(incl)", "grading"),
    _of(r"\((?:exclusive|excluded|excluding)\)", "(excl)", "grading"),
    _of(r"\bunder\b|\bless than\b", "below", "grading"),
    _of(r"\bover\b|\bmore than\b", "above", "grading"),
    _of(r" ?(?:和|跟|同|及|,|、|vs\.?|with) ?", " 与 ", "match"),
    _of(r"(?<=项) (?=\*)|(\*) (?=\w)", r"\1: ", "each_item"),
    _of(r"(?<=\w)'s\b\.? ?", "."),
)  # fmt: skip


def _parted_name(line: Line, file: str, at: int, typed: str) -> Problem | None:
    """A name with a blank where the file has a dot elsewhere: 仓库 全年支出数."""
    found = next((each for each in _PARTED.finditer(line.text) if each.start(2) == at), None)
    if found is None or f"{found.group(1)}.{found.group(2)}" not in typed:
        return None
    name = f"{found.group(1)}.{found.group(2)}"
    return Problem(
        code="other-words", file=file, span=Span(line.start + found.start(), line.start + found.end()),
        message=Wording(f"“{found.group()}”要写作“{name}”", f"“{found.group()}” is written “{name}”"),
        remedy=Wording(f"写作 {name}", f"write {name}"),
    )  # fmt: skip


_PARTED = re.compile(r"([\w.]+) ([\w.]+)")


def rephrased(line: Line, file: str, at: int, typed: str, how_far: Callable[[str], int]) -> Problem | None:
    """Return the problem of a line that fails at `at` and reads in other words, None where none are known.

    `typed` is the whole file; `how_far` tells how far a clause reads: behind its end where it is whole.
    """
    text = line.text
    if len(text) > _LONGEST or line.clause is None:
        return None
    if problem := _parted_name(line, file, at, typed):
        return problem
    tries = [
        (span, instead)
        for each in _INSIDE
        if not each.clauses or line.clause in each.clauses
        for span, instead in each.tries(text)
        if span.start <= at
    ]
    # The words of the failure themselves first: what stands before it may be right.
    tries.sort(key=lambda each: not each[0].start <= at <= each[0].end)
    for span, instead in tries[:_TRIES]:
        new = text[: span.start] + instead + text[span.end :]
        reach = how_far(new)
        whole = reach > len(new)
        if whole or (at <= span.end and reach > span.start + len(instead)):
            return _problem(line, file, span, instead, new if whole else "")
    return None


def _problem(line: Line, file: str, span: Span, instead: str, whole: str) -> Problem:
    written, meant = line.text[span.start : span.end].strip(), instead.strip()
    start = (
        span.start + len(line.text[span.start : span.end]) - len(line.text[span.start : span.end].lstrip())
    )
    shown = whole if 0 < len(whole) <= _SHOWN else meant
    if not written:
        message = Wording(f"这里少了“{meant}”", f"“{meant}” is missing here")
    elif not meant:
        message = Wording(f"“{written}”不必写", f"“{written}” is not written")
    else:
        message = Wording(f"“{written}”要写作“{meant}”", f"“{written}” is written “{meant}”")
    return Problem(
        code="other-words", message=message, file=file,
        span=Span(line.start + start, line.start + max(start + 1, start + len(written))),
        remedy=Wording(f"写作 {shown}", f"write {shown}") if shown else Wording("删去它", "delete it"),
    )  # fmt: skip


_OPENINGS: dict[str, tuple[_Rephrasing, ...]] = {
    "rule": (
        _of(r"^例(?:如|子|外|证|[0-9]+|[一二三四五六七八九十])? ?[.、:]? ?", "例 "),
        _of(r"^(?:example|eg|e\.g\.) ?[0-9]+[.:)]? ?", "example "),
        _of(r"^(?:如果|若|当) ?(.+?)时?$", r"前提 \1"),
        _of(r"^(?:if|given|provided) (.+)$", r"when \1"),
        _of(r"^(?:如果|若|当) ?", "检查 若 "),
        _of(r"^if ", "check if "),
        _of(r"^(?:例外|除外|除非|除) ?:? ?(.+?)(?:外|除外)?$", r"前提 非 (\1)"),
        _of(r"^(?:except|unless|exception)(?: (?:when|if|where))? ?:? ?(.+)$", r"when not (\1)"),
        _of(rf"^(?:各项|各选项|选项)?占比{_SUM} ?:? ?({_NAMES}) ?[=为] ?100%$", r"占比 \1"),
        _of(r"^(?:匹配|比对|对比|核对) ?([\w.-]+)(?: | ?[与和,、] ?)([\w.-]+)", r"对照 \1 与 \2"),
        _of(r"^(?:for )?(?:each|every)(?: item)? ", "each_item "),
        _of(r"^(?:for )?(?:each|every) row(?: of| in)? ", "each_row "),
        _of(r"^(?:每项|每个|各项|逐个|每一项) ?", "逐项 "),
    ),
    "scoring": (
        _of(r"^例(?:如|子|外|证|[0-9]+|[一二三四五六七八九十])? ?[.、:]? ?", "例 "),
        _of(r"^(?:example|eg|e\.g\.) ?[0-9]+[.:)]? ?", "example "),
        _of(r"^(?:否则|其余|其他|其它|其他情况|其余情况) ?,? ?", "档 其余 "),
        _of(r"^(?:otherwise|else),? ", "band otherwise "),
        _of(rf"^每(?:{_DOWN})(?:于)? ?(?:目标值?|标杆值)? ?({_AMOUNT}) ?,? ?扣 ?({_MARKS}) ?(?:按比例)? ?,? ?(?:扣完为止)?$", r"档 其余 每低于 目标值 \1 扣 \2 按比例 扣完为止"),
        _of(rf"^每(?:{_UP})(?:于)? ?(?:目标值?|标杆值)? ?({_AMOUNT}) ?,? ?扣 ?({_MARKS}) ?(?:按比例)? ?,? ?(?:扣完为止)?$", r"档 其余 每高于 目标值 \1 扣 \2 按比例 扣完为止"),
        _of(rf"^每[^0-9]*?[项条处次个][^0-9]*?扣 ?({_MARKS})[^0-9]*$", r"要点 一项不符 扣 \1 扣完为止"),
        _of(r"^(?:若|如果|当) ?(.+?) ?,? ?(?:则|那么|时)? ?得 ?", r"档 \1 得 "),
        _of(r"^(?:if|when) (.+?) ?,? ?(?:then )?gives ", r"band \1 gives "),
    ),
}  # fmt: skip


def _other_line(line: Line, file: str, new: str) -> Problem:
    """Return the problem of a line that is written in another way as a whole."""
    word, meant = line.word, new.partition(" ")[0]
    if any(each.isdigit() for each in word):
        message = Wording("这一行要换一种写法", "this line is written in another way")
        width = len(line.text)
    else:
        message = Wording(f"“{word}”要写作“{meant}”", f"“{word}” is written “{meant}”")
        width = max(1, len(word))
    return Problem(code="other-words", message=message, file=file, span=Span(line.start, line.start + width),
                   remedy=Wording(f"写作 {new}", f"write {new}"))  # fmt: skip


_BULLET = re.compile(r"^(?:[-*+•·>]|\(?[0-9]+[.)、:]?|\(?[一二三四五六七八九十]+[.)、]|[①-⑳]) ?(?=\w)")
_COMMENT = re.compile(r"^(?://+|--+|/\*+|%+|;+|==+|\*\*+|【|注[:：])")
_ENDS = frozenset("结束 完 完毕 end endrule end_rule fi done } ]".split())
_CONTINUES = re.compile(r"^(?:[-+*/×÷=≤≥<>,)]|且|或|则|那么|and |or |then )")


def reopened(
    line: Line, block: str, words: Iterable[str], file: str, reads: Callable[[str], bool]
) -> Problem | None:
    """Return the problem of a line whose first words begin no clause and are known to mean one."""
    text = line.text
    if len(text) > _LONGEST:
        return None
    for each in _OPENINGS.get(block, ()):
        for span, instead in each.tries(text):
            new = text[: span.start] + instead + text[span.end :]
            if reads(new):
                return (
                    _problem(line, file, span, instead, new)
                    if span.end < len(text)
                    else _other_line(line, file, new)
                )
    return stray(line, block, words, file)


def stray(line: Line, block: str, words: Iterable[str], file: str) -> Problem | None:
    """Return the problem of a line that is none: a bullet before one, a comment, an end, the rest of the line before."""
    text, known = line.text, tuple(words)
    bullet = _BULLET.match(text)
    if bullet and text[bullet.end() :].startswith(known):
        return _plain(line, file, "stray-bullet", bullet.end(),
                      (f"行首不写编号或符号“{bullet.group().strip()}”", f"no number or bullet stands before a line: “{bullet.group().strip()}”"),
                      ("删去它", "delete it"))  # fmt: skip
    if text.strip(" :;。.") in _ENDS:
        return _plain(line, file, "no-end", len(text), (f"不写“{text}”：下一块开始，这一块就结束", f"“{text}” is not written: a block ends where the next one begins"),
                      ("删去这一行", "delete the line"))  # fmt: skip
    if comment := _COMMENT.match(text):
        return _plain(line, file, "comment-sign", comment.end(), ("注释以 # 开头", "a comment begins with #"),
                      (f"写作 # {text[comment.end() :].strip()[:20]}", f"write # {text[comment.end() :].strip()[:20]}"))  # fmt: skip
    if block and (more := _CONTINUES.match(text)):
        return _plain(line, file, "continued-line", more.end(), ("一个子句写在一行里，不能分成两行", "a clause stands on one line and cannot go on in the next"),
                      ("接到上一行的末尾", "add it to the end of the line before"))  # fmt: skip
    return None


def _plain(  # noqa: PLR0913, PLR0917 - each fact once
    line: Line, file: str, code: str, width: int, message: tuple[str, str], remedy: tuple[str, str]
) -> Problem:
    return Problem(code=code, message=Wording(*message), file=file, remedy=Wording(*remedy),
                   span=Span(line.start, line.start + max(1, width)))  # fmt: skip
