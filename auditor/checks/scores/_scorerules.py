"""Scoring methods as score tables print them: 每低1个百分点扣0.5分, 按完成比例得分, bands of values.

A method is read only where the whole of it is understood; where it can be read in two ways, every reading
counts as right.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from auditor import patterns as re
from auditor import records
from auditor.numbers import decimal_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_N = r"([0-9][0-9,]*(?:\.[0-9]+)?)"
_NUMBER = re.compile(_N)
_PERCENT = re.compile(r"百分点|%|％")
_UNITS = "[件例处次笔条个人份宗起项期批户天月辆座台套家所场篇期间段]"
_SAME = {
    r"大于(?:或)?等于|不低于|不小于|不少于|≧": "≥",
    r"小于(?:或)?等于|不高于|不大于|不超过|≦": "≤",
    r"＞|(?:大于|高于|超过)(?=[0-9])": ">",
    r"＜|(?:小于|低于|不足)(?=[0-9])": "<",
    r"％": "%",
    r"[（(]含[)）](?:及)?以(?=[上下])|及(?=以[上下])": "",
    r"达到?(?=[0-9]+(?:\.[0-9]+)?%?(?:的|者|时|，)?(?:及?以上)?[，,]?(?:得|计))": "≥",
    r"不得分|不计分|得零分|计零分|计0分|为0分": "得0分",
    r"(?:得|计)全分|计满分|不扣分": "得满分",
    r"(?<![每])(?:[低少差]|不足)(?:于)?(?:目标值?|计划数?|标准值?|指标值?)?(?:的|时)?[，,]?每[低少差下降]{0,2}(?=[0-9])": "每低",
    r"(?<![每])(?:[高超多]|超过)(?:于|出)?(?:目标值?|计划数?|标准值?|指标值?)?(?:的|时)?[，,]?每[高超多]?(?=[0-9])": "每超",
    r"每(?:比|较)?(?:目标值?|计划数?|标准值?|指标值?)(?=[低少高超])": "每",
    r"个月": "月",
    r"^(?:按)?(?:完成)?比例(?:得分|计分|计算)?$": "按比例得分",
    r"[0-9.]+%[~～\-—–至]+100%(?:之间)?(?:的)?[，,]?(?=按)": "",
}
_STEP = re.compile(
    rf"每(?P<way>低于?|少于?|缺少?|漏|减少|降低|下降|差|欠|超过?|超出|高于?|增加|增长|上升|多|[><])"
    rf"\s*(?:完成|[报办建检开]|目标值?|计划数?|指标值?|标准值?)?\s*{_N}\s*"
    rf"(?P<unit>个?百分点|%|％|[一-龥]{{1,2}}?)[，,]?\s*扣(?:减|除)?\s*(?P<of>(?:权重|分值|该?项?分值|标准分|满分)分?的)?{_N}\s*(?:分|%)"
)
_UP = re.compile(
    r"(?:不足|不满|<)\s*[0-9.]+\s*[^，。；]{0,6}?按\s*[0-9.]+\s*[^，。；]{0,6}?(?:计算?|扣)(?:算|分)?"
)
_DOWN = re.compile(r"(?:不足|不满|<)\s*[0-9.]+\s*[^，。；]{0,6}?(?:得满分|不扣|不计)")
_GOAL = re.compile(rf"(?:目标值?(?:为|是)?|≥|达到?|达标准?|标准值?(?:为|是))\s*{_N}\s*(?P<mark>%|％)?")
_FULL_AT = re.compile(
    rf"{_N}\s*(?P<mark>%|％)?\s*(?:个百分点|百分点|[一-龥]{{1,3}}?)?(?:以上|以内|以下|之内)?(?:的|者|时|，)?得(?:满分|(?P<full>[0-9.]+)分)"
)
_COUNTED = re.compile(rf"^(?:(?:计划|目标|应)[^0-9，。；每]{{0,6}})?{_N}{_UNITS}")
_FLOOR = re.compile(
    r"(?P<side>[<>])(?P<bound>[0-9.]+)(?P<mark>%)?(?:的|者|时)?[，,]?(?:该项|本项|此项)?得0分"
)
_RATE = r"(?:[^-－(（+＋=＝，。；×*÷/]{0,12}率|(?:实际)?完成比例)"
_DONE = r"(?:实际|完成)[^-－(（+＋=＝，。；×*÷/]{0,8}"
_AIM = r"(?:目标|计划|指标|任务|应|标准)[^-－+＋=＝，。；×*÷/]{0,8}"
_FULL = r"(?:权重|分值|满分|标准分|该项分值|本项分值|指标分值|分|[0-9.]+分?)"
_PROPORTION = re.compile(
    r"按(?:照)?(?:[^，。；扣得计]{0,8})比例(?:得分|计分|扣分|赋分|计算得分|给分|计算)|按(?:照)?(?:实际)?[^，。；扣得计]{0,4}率(?:得分|计分|赋分)"
    rf"|{_RATE}[×*](?P<a>{_FULL})|{_DONE}[÷/]{_AIM}[)）]?[×*](?:100%[×*])?(?P<b>{_FULL})|得分[=＝][^-－(（]{{0,10}}[×*](?P<c>{_FULL})"
)
_ELSE = re.compile(
    rf"(?:否则|不达标|未达到的?|未达标|其余|其他|否则得|[><])[^，。；0-9]{{0,3}}(?:得|计)?\s*{_N}\s*分|得0分"
)
_BETWEEN = re.compile(r"([0-9.]+)%?[≤<][^，。；0-9]{0,8}[≤<]([0-9.]+)%?")
_BOUND_UNIT = re.compile(r"(?<=[0-9])分(?=及?以|[~～\-—–至]|[（(]不?含|的?得)")
_GAIN = re.compile(
    rf"(?:每)?(?:完成|达标|建成|举办|开展|实现|增加|新增|有)?{_N}(?P<unit>{_UNITS})(?:得|计|加){_N}分"
)
_FULL_CLAUSE = re.compile(r"(?:^|[，,；;。])(?P<words>[一-龥]{2,8}?)(?:的|者|则)?得满分")
_NIL_CLAUSE = re.compile(r"(?:^|[，,；;。])(?P<words>[一-龥]{2,8}?)(?:的|者|则)?得0分")
_OPEN = re.compile(r"[\[(（]([0-9.]+)%?[，,]([0-9.]+)%?[)）\]]")
_BAND = re.compile(
    r"(?:(?P<low>[0-9.]+)\s*[%％]?\s*(?P<lowin>[（(](?:不)?含[）)])?\s*[~～\-—–－至]+\s*(?P<high>[0-9.]+)\s*[%％]?\s*(?P<highin>[（(](?:不)?含[）)])?(?:之?间)?"
    r"|(?P<sign>[≥≤><])\s*(?P<bound>[0-9.]+)\s*[%％]?"
    r"|(?P<edge>[0-9.]+)\s*[%％]?\s*(?P<edgein>[（(]含[）)])?\s*(?P<side>以上|以内|以下))"
    r"\s*[，,：:]?\s*(?:的|者|时)?[，,]?(?:得|计)?\s*(?P<score>[0-9.]+)\s*分"
)
_DEFECT = re.compile(
    rf"(?P<verb>^|[，,。；;]|(?P<led>[一-龥]{{2,8}}?)(?=每)|每|凡|延[迟期]|[逾超]期|推迟|发生|发现|出现|有|存在|查出|检出|(?P<lacking>少|缺|漏|迟|未)[一-龥]?)+(?P<each>[0-9]+|一|每)(?P<unit>{_UNITS})(?P<what>[^，。；0-9扣得]{{0,16}})[，,]?扣(?:减|除)?(?P<loss>[0-9.]+)分"
)
_ONE_DEFECT = re.compile(
    rf"^(?P<number>[0-9]+)(?P<unit>{_UNITS})(?P<what>[^0-9，。；]*)$|^(?P<before>[^0-9，。；]*?)(?P<count>[0-9]+)(?P<kind>{_UNITS})(?P<more>[^0-9，。；]*)$"
)
_CAP = re.compile(
    rf"[，,；;。（(]?(?:本项|此项|该项|累计|合计)?(?:(?:最多|至多|最高|累计最多)扣(?:减|除)?|扣分(?:以|最多|最高|上限为?|不超过|合计不超过|总计不超过)|扣完)"
    rf"(?P<most>{_N[1:-1]})分?(?:为限|为止|封顶)?[）)]?"
)
_MENDED = re.compile("全部|全数|均|已|无|没有|未发生|未发现")
_RISEN = re.compile("增|超|首|外|上年|去年|同期|以上|比")
_UNTIL = re.compile(r"扣完为止|扣至0分为止|直至扣完|扣完[^，。；0-9]{0,6}分?为止|最低得?0分")

# Cells that wrap stand beside those of other rows in a text layer, and a method may have a line of another's.
_MIXED = re.compile(
    r"分(?:[≥≤>＜<]|得分|得满|每)|^(?:[，。、；]|为止|得分(?![=＝])|升|否则)|得分得分|满分[^，。；得扣按]{1,2}$"
)
_ENDS = re.compile(r"(?:[分止零扣计例率值重准数效算满级内下上]|[0-9]%?|[）)])[。；;]?$")


@records.frozen
class Row:
    """What a score table states of one indicator; `percent` says that `actual`, and `target` with it, is in percent.

    `done` is the outcome as it is printed, `falling` says that less of it is better.
    """

    method: str
    actual: Fraction | None
    weight: Fraction
    percent: bool
    target: Fraction | None = None
    done: str = ""
    falling: bool = False
    marked: bool = False
    """Whether the outcome is itself in points."""


def readings(row: Row) -> tuple[Fraction, ...]:
    """Return every score that the method can give, none where it is not understood."""
    method = re.sub(r"\s", "", row.method)
    # 每处扣 0.5 分，最多扣 3 分: what is taken off has a bound of its own.
    caps = list(_CAP.finditer(method))
    if len(caps) > 1:
        return ()
    method = _CAP.sub("", method).rstrip("，,；;。")
    least = row.weight - next((_number(each["most"]) for each in caps), row.weight)
    if _MIXED.search(method) or not _ENDS.search(method):
        return ()
    if row.marked:  # 90分以上得5分 of 86.5 分: bounds in points
        method = _BOUND_UNIT.sub("", method)
    for pattern, word in _SAME.items():
        method = re.sub(pattern, word, method)
    for read in _READERS:
        scores = list(read(method, row))
        floor = _floor(method, row)
        if scores and floor is not None:
            scores = [floor]
        found = tuple(dict.fromkeys(min(max(score, least, Fraction(0)), row.weight) for score in scores))
        if found:
            return found
    return ()


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))


def _rated(method: str, row: Row) -> Row:
    """Return a row whose outcome is counted, over its target, where the method speaks of a rate in percent."""
    if row.percent or row.actual is None or not row.target or row.falling or not _PERCENT.search(method):
        return row
    return attrs.evolve(row, actual=row.actual / row.target * 100, percent=True, target=Fraction(100))


def _goals(method: str, row: Row) -> tuple[Fraction, ...]:
    """Return what full marks are given for, in the unit of the outcome."""
    method = _STEP.sub("", method)  # 每低于目标 1 个百分点 names no goal of 1
    for pattern in (_FULL_AT, _GOAL):
        for found in pattern.finditer(method):
            full = found.groupdict().get("full")
            if full is not None and _number(full) != row.weight:
                continue
            # 100% 得满分，每少 1 批次扣 0.5 分, and 41 批次 done: what was aimed at is not told in 批次.
            if found["mark"] and not row.percent:
                return ()
            return (_number(found[1]),)
    if not row.percent and (counted := _COUNTED.match(method)):
        return (_number(counted[1]),)
    return () if row.target is None else (row.target,)


def _floor(method: str, row: Row) -> Fraction | None:
    """Return 0 where the method gives nothing for the outcome, and none where it does not say so."""
    for found in _FLOOR.finditer(method):
        if row.actual is None or bool(found["mark"]) != row.percent:
            continue
        bound = _number(found["bound"])
        if (row.actual < bound) if found["side"] == "<" else (row.actual > bound):
            return Fraction(0)
    return None


def _unknown(rest: str, known: set[Fraction]) -> bool:
    """Whether what is left of a method holds a number that was not understood."""
    rest = _UNTIL.sub("", _FLOOR.sub("", rest))
    return any(_number(each[1]) not in known for each in _NUMBER.finditer(rest))


def _steps(method: str, row: Row) -> Iterator[Fraction]:
    steps = list(_STEP.finditer(method))
    if len(steps) != 1 or "加" in method.replace("增加", "") or "封顶" in method or "一票" in method:
        return
    found = steps[0]
    in_percent = _PERCENT.search(found["unit"]) is not None
    row = _rated(method, row) if in_percent else row
    if row.actual is None or (row.percent and not in_percent):
        return
    size, loss = _number(found[2]), _number(found[5])
    if found["of"]:
        loss = loss / 100 * row.weight
    goals = _goals(method, row)
    rest = method.replace(found.group(), "")
    if (
        size == 0
        or not goals
        or _unknown(_DOWN.sub("", _UP.sub("", rest)), {*goals, row.weight, Fraction(100), Fraction(0)})
    ):
        return
    low = found["way"].startswith(("低", "少", "缺", "漏", "减", "降", "下", "差", "欠", "<"))
    for goal in goals:
        missing = goal - row.actual if low else row.actual - goal
        if missing <= 0:
            yield row.weight
            continue
        # 每低 1% of a target of 95 %: a point, or a hundredth of the target.
        sizes = {size} if "点" in found["unit"] or goal <= 0 else {size, size * goal / 100}
        for each in sorted(sizes) if in_percent else [size]:
            times = missing / each
            whole = times.numerator // times.denominator
            up = whole if times == whole else whole + 1
            if _UP.search(method):
                yield row.weight - up * loss
            elif _DOWN.search(method):
                yield row.weight - whole * loss
            else:
                yield from (row.weight - times * loss, row.weight - whole * loss, row.weight - up * loss)


def _bands(method: str, row: Row) -> Iterator[Fraction]:
    row = _rated(method, row)
    text = re.sub(r"得满分", f"得{_plain(row.weight)}分", method)
    text = _OPEN.sub(r"\1-\2", _BETWEEN.sub(r"\1-\2", text))
    bands = list(_BAND.finditer(text))
    if not bands or row.actual is None or ("%" in text) != row.percent:
        return
    rest = _BAND.sub("", text)
    if re.search(r"[0-9]", _ELSE.sub("", rest)) or "比例" in rest or "扣" in rest or "×" in rest:
        return
    at_edge: set[Fraction] = set()
    for band in bands:
        inside, edge = _inside(band, row.actual)
        if inside and not edge:
            yield _number(band["score"])
            return
        if edge:
            at_edge.add(_number(band["score"]))
    if at_edge:
        # At a border that neither band claims, each may be meant.
        yield from sorted(at_edge)
        return
    other = _ELSE.search(rest)
    if other is not None:
        yield _number(other[1]) if other[1] else Fraction(0)


def _plain(value: Fraction) -> str:
    return decimal_text(value)


def _inside(band: re.Match[str], value: Fraction) -> tuple[bool, bool]:
    """Return whether a value lies in a band, and whether it lies on its border."""
    if band["low"] is not None:
        low, high = _number(band["low"]), _number(band["high"])
        return low <= value <= high, value in {low, high}
    if band["sign"] is not None:
        bound = _number(band["bound"])
        inside = {"≥": value >= bound, "≤": value <= bound, ">": value > bound, "<": value < bound}
        return inside[band["sign"]], False
    edge = _number(band["edge"])
    above = band["side"].endswith("上")
    return (value >= edge if above else value <= edge), value == edge


def _proportion(method: str, row: Row) -> Iterator[Fraction]:
    found = _PROPORTION.search(method)
    rest = _UNTIL.sub("", method.replace("比例扣分", "比例得分"))
    if found is None or "扣" in rest or "加分" in rest or row.falling:
        return
    row = _rated(method, row)
    if row.actual is None:
        return
    factor = next((each for each in found.groupdict().values() if each), "")
    if (number := _NUMBER.match(factor)) and _number(number[1]) != row.weight:
        return
    goals = set(_goals(method, row))
    if row.percent and ("率×" in method or not goals):
        goals.add(Fraction(100))
    if _unknown(rest, {*goals, row.weight, Fraction(100)}):
        return
    for goal in sorted(goals):
        if goal > 0:
            yield row.actual / goal * row.weight
        # ≥95% 得满分，否则按比例得分: of 95 % or of the whole.
        if row.percent and _FULL_AT.search(method) and not re.search("[÷/]", method):
            yield row.weight if row.actual >= goal else row.actual / 100 * row.weight


def _defects(method: str, row: Row) -> Iterator[Fraction]:
    """Read 每发生 1 起扣 2 分 where the outcome says how many there were."""
    steps = list(_DEFECT.finditer(method))
    done = _ONE_DEFECT.match(re.sub(r"\s", "", row.done).replace("个月", "月"))
    if len(steps) != 1 or done is None or row.percent or (row.target or Fraction(0)) > 0:
        return
    step = steps[0]
    if _unknown(method.replace(step.group(), ""), {row.weight}) or re.search("比例|封顶|一票|加", method):
        return
    if step["led"] and _RISEN.search(step["led"]):
        return  # 较上年每增加一起: of what happened the year before nothing is known
    unit, number = (done["unit"] or done["kind"]), _number(done["number"] or done["count"])
    words = f"{done['before'] or ''}{done['what'] or ''}{done['more'] or ''}"
    each = Fraction(1) if step["each"] in {"一", "每"} else _number(step["each"])
    lost = number / each * _number(step["loss"]) if each else Fraction(0)
    if unit != step["unit"] or lost > row.weight or _MENDED.search(words):
        return
    # What is missing of a number that is not told: only where the outcome says that it is missing.
    if (step["lacking"] and step["lacking"] not in words) or (words and not set(words) & set(step.group())):
        return
    yield row.weight - lost


def _gains(method: str, row: Row) -> Iterator[Fraction]:
    """Read 完成1个得2分, where the target gives the full mark by it."""
    found = list(_GAIN.finditer(method))
    if len(found) != 1 or row.actual is None or row.percent or not row.target or "扣" in method:
        return
    size, gain = _number(found[0][1]), _number(found[0][3])
    if (
        size
        and row.target / size * gain == row.weight
        and not _unknown(method.replace(found[0].group(), ""), {row.weight})
    ):
        yield row.actual / size * gain


def _words(method: str, row: Row) -> Iterator[Fraction]:
    """Read 完成得满分，未完成不得分, where the outcome is one of the two."""
    full, nil = _FULL_CLAUSE.search(method), _NIL_CLAUSE.search(method)
    done = re.sub(r"\s", "", row.done)
    if full is None or nil is None or re.search("[0-9]|扣|比例", method.replace("得0分", "")):
        return
    if done == nil["words"] or (
        nil["words"] in {"否则", "反之"} and done in {f"未{full['words']}", f"不{full['words']}"}
    ):
        yield Fraction(0)
    elif done in {full["words"], f"已{full['words']}", f"全部{full['words']}"}:
        yield row.weight


_READERS: tuple[Callable[[str, Row], Iterator[Fraction]], ...] = (
    _steps,
    _bands,
    _proportion,
    _gains,
    _words,
    _defects,
)
