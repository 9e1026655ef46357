"""Scoring methods taken apart clause by clause: what is aimed at, what full marks are given for, what each miss costs.

A clause is known by its form alone: a condition and the points behind it, so many points off for each so much, a share of the full
mark, a bound. What is no such clause and holds a number makes the whole method one that is not understood.
"""

from __future__ import annotations

from fractions import Fraction

from auditor import patterns as re
from auditor import records
from auditor.checks.scores._signs import written

_N = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_UNIT = r"(?:个?百分点|个点|%|‰|(?:(?![得扣满计的])[一-龥㎡]){0,4}?)"
_Q = rf"{_N}[万亿]?{_UNIT}"
EXACT = "按比例"
"""How parts of a step count where they count by themselves."""
_SCALES = {"万": 10**4, "亿": 10**8}
_QUANTITY = re.compile(rf"(?P<n>{_N})(?P<scale>[万亿]?)(?P<unit>{_UNIT})$")
_FOUND = re.compile(rf"(?<![0-9.])(?P<n>-?{_N})(?P<scale>[万亿]?)(?P<unit>个?百分点|%|‰|[一-龥㎡]{{0,2}})")
_POINTS = rf"(?:[，,:：])?(?:的|者|时|即)*[，,:：]?(?:(?<!否)则|可|予以|给予|本项|该项)*(?:得|计|赋|给|记|评)?(?:为)?(?:(?P<points>{_N})分|按?(?:权重|分值|满分|标准分)分?的?(?P<part>{_N})%(?:计分|得分|计)?|(?P<full>满分|全分)|(?P<nil>不得分|不计分|不给分|零分)|(?P<kept>不扣分?)|扣(?:减|除)?(?P<off>{_N})分)$"
_RESULT = re.compile(_POINTS)
_BETWEEN = re.compile(rf"^(?:[^0-9]{{0,10}})(?P<low>{_Q})~(?P<high>{_Q})(?:之?间)?$")
_TWO_SIDED = (
    re.compile(
        rf"^[^0-9≥≤<>]{{0,10}}(?:(?P<low>{_Q})以上|[≥>](?P<least>{_Q}))(?:且|但|而|、)?[<≤](?P<high>{_Q})$"
    ),
    re.compile(
        rf"^[^0-9≥≤<>]{{0,10}}[<≤](?P<high>{_Q})(?:且|但|而|、)?(?:(?P<low>{_Q})以上|[≥>](?P<least>{_Q}))$"
    ),
)
"""80%以上不满90%, 低于90%但不低于80%."""
_WITHIN = re.compile(rf"^(?P<low>{_Q})(?:≤|<)[^0-9]{{0,10}}(?:≤|<)(?P<high>{_Q})$")
_SIDE = re.compile(
    rf"^(?P<lead>[^0-9]{{0,10}}?)(?P<bound>{_Q})(?P<side>以上|以下|以内|之内|封顶|内[^0-9]{{0,8}})$"
)
_SIGN = re.compile(rf"^(?P<lead>[^0-9≥≤<>]{{0,10}})(?P<sign>[≥≤<>])(?P<bound>{_Q})$")
_MET = re.compile(
    r"^[^0-9不未]{0,10}不?超过?(?:目标值?|上限|标准|概算|预算|限额|控制数)$|^(?:[^0-9不未]{0,10})?(?:达标|达到|达成|完成|实现|符合)(?:既定|年度|计划|预期|设定)*(?:目标值?|任务数?|计划数?|要求|标准|指标值?)?$|^即$"
)
_OTHERWISE = re.compile(
    r"^(?:否则|其余|其他|反之|不足|未达|不达标|未达标|未完成|未达到|达不到|低于|未实现)(?:目标值?|任务|计划|要求|标准|指标值?)?(?:的|者)?$"
)
_WAYS = r"降低|下降|减少|低|少|缺|漏|差|欠|超过|超出|超|高出|高|增加|增长|上升|多|<|>"
_STEP = re.compile(
    rf"^(?P<lead>[^0-9每扣]{{0,10}}?)(?P<every>每)?(?:再|比|较|继续)?(?:目标值?|计划数?|标准)?(?P<way>{_WAYS})(?:于|了|出|报|办|建|完成|开展|举办|公开)*"
    rf"(?:目标值?|计划数?|标准值?|指标值?)*(?P<size>{_N}|一)(?P<scale>[万亿]?)(?P<unit>个?百分点|个点|%|[一-龥]{{1,4}}?|)(?P<what>[^0-9扣每]{{0,8}})[，,]?扣(?:减|除)?"
    rf"(?P<of>(?:权重|分值|满分)分?的)?(?P<loss>{_N})(?:分|%)$"
)
_STEP_BELOW = re.compile(
    rf"^(?P<way>低|高|少|超过)于?(?:目标值?|标准值?|计划数?|指标值?)?(?P<every>每)(?P<size>{_N})(?P<scale>[万亿]?)(?P<unit>个?百分点|个点|%|[一-龥]{{1,3}}?)扣(?:减|除)?(?P<of>(?:权重|分值|满分)分?的)?(?P<loss>{_N})(?:分|%)$"
)
"""低于目标每 1 个百分点扣 0.5 分."""
_DONE = re.compile(
    rf"^每?(?P<verb>完成|达标|建成|举办|开展|实现|新增)(?P<size>{_N})(?P<unit>[一-龥]{{1,2}}?)(?:得|计|加)(?P<gain>{_N})分$"
)
_FROM = re.compile(
    rf"^每(?:超过?|增加|多|低于?|少)?(?P<size>{_N}|)(?P<unit>个?百分点|%|[一-龥]{{1,2}})[，,]?扣(?:减|除)?(?P<loss>{_N})分$"
)
_EACH = re.compile(
    rf"^(?P<lead>[^0-9每扣]{{0,16}}?)(?P<every>[每凡])?(?P<verb>[^0-9扣]{{0,12}}?)(?P<size>{_N}|一)(?P<unit>[一-龥]{{1,2}}?)(?P<what>[^0-9扣]{{0,14}})[，,]?扣(?:减|除)?(?P<loss>{_N})分$"
)
_EACH_ONE = re.compile(
    r"^(?P<lead>[^0-9每扣]{0,16}?)(?P<every>[每凡])(?P<verb>[^0-9扣]{0,12}?)(?P<size>)(?P<unit>[一-龥]{1,2}?)(?P<what>[^0-9扣]{0,14})[，,]?扣(?:减|除)?(?P<loss>[0-9]+(?:\.[0-9]+)?)分$"
)
"""每处扣 0.5 分."""
_GAIN = re.compile(
    rf"^(?P<lead>[^0-9每扣]{{0,12}}?)每(?P<verb>[^0-9扣]{{0,8}}?)(?P<size>{_N}|一|(?<=每))(?P<unit>个?百分点|%|[一-龥]{{1,2}}?)(?P<what>[^0-9扣]{{0,8}})(?:另?加|得|计)?(?P<gain>{_N})分$"
)
_MOST = re.compile(
    rf"^(?:本项|该项|此项|单项|每项|每类|本指标|得分)*(?:满分|最高|最多|封顶|不超过|≤|以)(?:可|只|得|计|加|为|至)*(?P<most>{_N})分(?:为限|封顶)?$|^(?P<top>{_N})分(?:封顶|为限)$"
)
_LEAST = re.compile(
    rf"^(?:本项|该项|此项|单项|每项|每类|累计|合计|共)*(?:(?:最高|最多|至多|上限为?|≤)(?:可|只|累计)?扣(?:减|除)?|扣分?(?:以|上限为?|最多|最高|≤|合计≤|累计≤)|扣完|扣至(?!0))(?P<most>{_N})分(?:为限|为止|封顶)?$|^扣(?:减|除)?(?P<most2>{_N})分(?:为限|为止|封顶)$"
)
_OFF = re.compile(rf"^(?:故|应|共|合计|实际?|因此)*扣(?:减|除|分)?(?P<off>{_N})分$")
_ANY = re.compile(
    r"^(?:发现|发生|出现|存在|有)(?:[1一]|任何)[一-龥]{1,2}[^0-9]{0,14}?(?:的|者)?(?:即|均|则)?(?:不得分|得?0分)$"
)
_GOAL = re.compile(
    rf"^(?P<lead>[^0-9≥≤<>]{{0,10}})(?P<sign>[≥≤]?)(?P<goal>{_Q})(?:以?[内上]|为(?:基?准|目标值?|标准))?$"
)
_AIM = re.compile(r"目标|计划|标准|应|要求|任务|指标|不少于|每[年季月周]|上限|限额|核定")
_BASE = re.compile(r"抽查|抽检|检查|受理|测试|回访|抽取|调查|收到|接到|共|查看|申请")
_SHARES = re.compile(
    rf"^(?:超额|{_Q}~{_Q}(?:之?间)?的?|不足的?|未完成的?|未达到?(?:目标值?|标准)?的?|达不到的?|否则|其余|低于.{{0,4}}|<{_Q}的?)?[，,]?(?:得分[=:：为]?)?(?:按|以)?(?:照)?(?:[^0-9扣]{{0,8}}(?:比例|比值|占比|完成率|[一-龥]率|实际[值数]?/(?:目标|指标|计划)[值数]?))(?:得分|计分|赋分|折算|计算|计|扣分|扣|给分|直接)*$"
    r"|^乘法[：:]?(?:满分×[一-龥]{2,8}率)?$|^比例$"
)
_PRODUCT = re.compile(
    rf"^(?:得分[=为:：]|按|[^0-9=]{{0,6}}得分=)?(?:(?P<rate>{_N}%)|(?P<words>[^0-9=×扣，]{{0,16}}?(?:率|比例|进度|度|占比|/[^0-9=×扣，]{{1,8}}|÷[^0-9=×扣，]{{1,8}})))×(?P<factor>{_N}|分值|权重|满分|标准分|该项分值|指标分值)分?(?:计分|计算|计|得分)?$"
    rf"|^(?:得分[=为:：]|按)?(?P<factor2>{_N}|分值|权重|满分|标准分)分?×(?:(?P<rate2>{_N}%)|(?P<words2>[^0-9=×扣，]{{0,16}}?(?:率|比例|进度|度)))(?:计分|计算|计|得分)?$"
    rf"|^(?:否则|未达到?(?:目标值?)?的?|其余|<{_Q}的?)?[，,]?(?:得分[=为:：])?[^0-9×=，]{{1,10}}[÷/](?P<goal>{_Q})×(?P<factor3>{_N}|分值|权重|满分|标准分)分?(?:计分|计算|计|得分)?$"
    rf"|^(?:否则|未达到?(?:目标值?)?的?|其余|<{_Q}的?)?[，,]?(?:得分[=为:：])?(?P<factor4>{_N}|分值|权重|满分|标准分)分?×[^0-9×=，]{{1,10}}[÷/](?P<goal2>{_Q})$"
    rf"|^(?:不足|未达到?|达不到|低于)?的?按?其?与(?P<goal3>{_Q})[之的]比例?(?:计分|计算|折算|得分|计)?$"
)
_EXACTLY = re.compile(
    r"^按实际(?:低出|超出|差额|差值|差距|低于)?[^0-9]{0,4}(?:比例|线性|幅度)?[^0-9]{0,6}(?:扣分?|计算|折算)$|^线性计算$|^按实际差值线性计算$|^按比例扣分?$"
)
_NO_MORE = re.compile(r"^(?:超额|超过|超出|超)(?:完成)?(?:部分|的)*[也均]?不(?:另|再|额外)?加分$")
_IDLE = re.compile(
    r"^不(?:另|再|额外)?加分$|^扣完为止$|^扣至0分为止$|^最多扣完为止$|^四舍五入.*$|^保留.*位.*$|^(?:最高|最多)?(?:但|得分|分数|本项)?不?(?:超过|突破|高于|大于|得超过|以|≤)(?:权重|分值|满分|标准分|本项分值|该项分值)分?(?:为限|为上限)?$|^定性$|^(?![按以])[0-9一-龥“”]{2,12}[/÷](?!.*[分算]$)[一-龥“”]{2,12}$|^完成率?超过?100%的?按100%计$|^完成率?>100%的?按100%计$"
)
_LEADS = r"发现|出现|存在|查出|缺|少|漏|迟|逾期|延期|延迟|推迟|超期|发生|有|未|不"
_CUT = re.compile(r"[，,]?(?:完成率|比例)?(?:>|超过)100%的?(?:部分)?按100%(?:计算?|计分)")
_ROUNDED = re.compile(
    rf"(?:不足|不满|未满|不到|<|超过|大于|>)(?:{_N}|一)?[^，,。；;0-9]{{0,6}}?(?:的|者|部分)?[，,]?(?:均|也|仍)?(?P<how>按(?:实际)?(?:比例|差值|差额|差距|幅度|低出|超出)(?!得分|计分|给分|赋分)|按实际|按(?!比例)|计(?=[0-9一])|不扣分?|不计|忽略)(?:{_N}|一)?[^，,。；;0-9]{{0,6}}(?=[，,。；;]|$)"
)


@records.frozen
class Quantity:
    """A number with its unit, and the words of its clause around it."""

    value: Fraction
    unit: str
    before: str = ""
    behind: str = ""

    @property
    def rate(self) -> bool:
        """Whether it is in percent."""
        return self.unit in {"%", "百分点", "个百分点", "个点"}

    @property
    def points(self) -> bool:
        """Whether it is a distance between rates."""
        return "点" in self.unit


@records.frozen
class Clause:
    """What a clause of a method says. `kind` says which of the rest it has."""

    kind: str
    low: Quantity | None = None
    high: Quantity | None = None
    points: Fraction = Fraction(0)
    size: Quantity | None = None
    words: str = ""
    falling: bool = False


@records.frozen
class Method:
    """All clauses of a method, how parts of a step count (`按`, `不扣`, `比例`, or nothing), and what it tells of the outcome."""

    clauses: tuple[Clause, ...]
    rounded: str
    outcome: tuple[str, ...]

    def of(self, kind: str) -> list[Clause]:
        """Return the clauses of a kind."""
        return [each for each in self.clauses if each.kind == kind]


def number(text: str) -> Fraction:
    """Return a number as printed; 一 and none at all are one."""
    return Fraction(text.replace(",", "")) if text and text[-1].isdigit() else Fraction(1)


def quantity(text: str) -> Quantity | None:
    """Return the quantity that a text consists of."""
    found = _QUANTITY.match(text)
    if found is None:
        return None
    return Quantity(number(found["n"]) * _SCALES.get(found["scale"], 1), found["unit"])


def quantities(text: str) -> list[Quantity]:
    """Return the quantities of an outcome, each with the words of its clause before and behind it."""
    found = []
    for clause in re.split(r"[，,。；;]", written(text)):
        places = list(_FOUND.finditer(clause))
        for at, each in enumerate(places):
            before = clause[places[at - 1].end() if at else 0 : each.start()]
            end = places[at + 1].start() if at + 1 < len(places) else len(clause)
            value = number(each["n"]) * _SCALES.get(each["scale"], 1)
            found.append(Quantity(value, each["unit"], before, clause[each.end() : end]))
    return found


def taken_apart(text: str, weight: Fraction, *, told: bool = False) -> Method | None:
    """Return the clauses of a method, None where a part of it is not understood.

    `told` says that the outcome stands among them, as in remarks and running text.
    """
    text = written(text)
    text = _CUT.sub("", text)
    rounded = [found["how"] for found in _ROUNDED.finditer(text)]
    pieces = [
        each for each in re.split(r"[，,。；;、]|(?<=[%分])/", _ROUNDED.sub("", text)) if each.strip(":：")
    ]
    found: list[Clause] = []
    outcome: list[str] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at].strip(":：")
        following = pieces[at + 1] if at + 1 < len(pieces) else ""
        at += 1
        bare = re.sub("(?:的|者|时|部分)$", "", piece)
        joined = _read(bare + following, weight) if following and _bound(bare) is not None else None
        if piece.endswith(("的", "者", "时")) and bare and (most := _MOST.match(following)):
            # 无连锁企业的，本项最高 4 分
            at += 1
            found.append(Clause("most", points=number(most["most"] or most["top"]), words=bare))
        elif joined is not None:
            # 低于 90% 的，每低 1 个百分点扣 0.5 分: the step goes from there.
            at += 1
            found.append(joined)
        elif (own := _read(piece, weight)) is not None:
            found.append(own)
        elif _EXACTLY.match(piece):
            rounded.append(EXACT)
        elif (goal := _goal(bare, told=told)) is not None:
            found.append(goal)
        elif _MET.match(piece):
            found.append(Clause("met", points=weight))
        elif not re.search("[0-9]分|[扣得]分|比例|满分" if told else "[0-9扣]|得分|比例|满分", piece):
            outcome.append(piece)
        else:
            return None
    if rounded == [] and {"step", "share"} <= {each.kind for each in found}:
        # 每低 1 个百分点扣 1 分，按比例扣: parts of a step count by themselves.
        rounded, found = [EXACT], [each for each in found if each.kind != "share"]
    return Method(tuple(found), rounded[0] if len(rounded) == 1 else "", tuple(outcome))


def _read(piece: str, weight: Fraction) -> Clause | None:
    """Return what a clause says, None where it says nothing about points."""
    if _NO_MORE.match(piece):
        return Clause("met", points=weight)
    if _IDLE.match(piece):
        return Clause("idle")
    for read in (_cap, _stepped, _each, _gain, _product, _result):
        found = read(piece, weight)
        if found is not None:
            return found
    return Clause("share") if _SHARES.match(piece) else None


def _cap(piece: str, weight: Fraction) -> Clause | None:
    if (found := _MOST.match(piece)) is not None:
        return Clause("most", points=number(found["most"] or found["top"]))
    if "扣" in piece and (found := _LEAST.match(piece)) is not None:
        return Clause("least", points=weight - number(found["most"] or found["most2"]))
    if (found := _OFF.match(piece)) is not None:
        return Clause("off", points=number(found["off"]))
    return Clause("any") if _ANY.match(piece) else None


def _stepped(piece: str, weight: Fraction) -> Clause | None:
    bound = re.match(rf"^[^0-9≥≤<>]{{0,10}}(?P<sign>[≥≤<>])(?P<bound>{_Q})(?:的|部分)?(?=每)", piece)
    rest = piece[bound.end() :] if bound else piece
    if bound and (each := _FROM.match(rest)) is not None:
        # 超过 5 份，每份扣 1 分
        size = Quantity(number(each["size"]), each["unit"])
        return Clause(
            "step",
            quantity(bound["bound"]),
            None,
            number(each["loss"]),
            size,
            piece,
            falling=bound["sign"] in "≥>",
        )
    found = _STEP.match(rest) or _STEP_BELOW.match(rest)
    if found is None or not (found["every"] or found["way"] in {"少", "缺", "漏", "差", "低", "超", "高"}):
        return None
    loss = number(found["loss"])
    if found["of"]:
        loss = loss * weight / 100
    size = Quantity(number(found["size"]) * _SCALES.get(found["scale"], 1), found["unit"])
    low = found["way"] in {"降低", "下降", "减少", "低", "少", "缺", "漏", "差", "欠", "<"}
    goal = quantity(bound["bound"]) if bound else None
    return Clause("step", goal, None, loss, size, piece, falling=not low)


def _each(piece: str, weight: Fraction) -> Clause | None:
    del weight
    found = _EACH.match(piece) or _EACH_ONE.match(piece)
    if found is None or (
        not found["every"]
        and not re.search(_LEADS, found["lead"] + found["verb"])
        and found["size"] not in {"1", "一"}
    ):
        return None
    size = Quantity(number(found["size"]), found["unit"])
    return Clause(
        "each", None, None, number(found["loss"]), size, f"{found['lead']}{found['verb']}{found['what']}"
    )


def _gain(piece: str, weight: Fraction) -> Clause | None:
    del weight
    if (done := _DONE.match(piece)) is not None:
        return Clause("done", None, None, number(done["gain"]), Quantity(number(done["size"]), done["unit"]))
    found = _GAIN.match(piece)
    if found is None or "扣" in piece:
        return None
    size = Quantity(number(found["size"]), found["unit"])
    return Clause("gain", None, None, number(found["gain"]), size, f"{found['verb']}{found['what']}")


def _product(piece: str, weight: Fraction) -> Clause | None:
    found = _PRODUCT.match(piece)
    if found is None:
        return None
    factor = found["factor"] or found["factor2"] or found["factor3"] or found["factor4"]
    if factor and factor[0].isdigit() and number(factor) != weight:
        return Clause("unknown")
    rate = found["rate"] or found["rate2"]
    goal = found["goal"] or found["goal2"] or found["goal3"]
    return Clause("share", quantity(goal) if goal else None, quantity(rate) if rate else None, words=piece)


def _result(piece: str, weight: Fraction) -> Clause | None:
    found = _RESULT.search(piece)
    if found is None or "每" in piece or "加" in piece:
        return None
    condition = piece[: found.start()]
    if found["points"]:
        points = number(found["points"])
    elif found["part"]:
        points = weight * number(found["part"]) / 100
    elif found["off"]:
        points = weight - number(found["off"])
    else:
        points = Fraction(0) if found["nil"] else weight
    if points > weight:
        return Clause("unknown")
    if _OTHERWISE.match(condition):
        return Clause("else", points=points)
    if _MET.match(condition):
        # 超预算不得分 is met by what stays within it.
        return Clause("met" if points else "else", points=points)
    bound = _bound(condition)
    if bound is not None:
        # 低于目标不超过 5 个百分点: a distance from what is aimed at, not what was reached.
        apart = any(each is not None and each.points for each in (bound.low, bound.high))
        return Clause("unknown" if apart else "band", bound.low, bound.high, points, words=bound.words)
    lead = re.match(r"^(?:[^0-9不未无低少超]{0,8})(?=[0-9])", condition)
    if points == weight and lead and (bare := quantity(condition[lead.end() :])) is not None:
        return Clause("band", bare, None, points, words="≥")
    if condition and not re.search("[0-9]", condition):
        return Clause("words", points=points, words=condition)
    return None


def _bound(text: str) -> Clause | None:
    """Return the range that a condition is met in."""
    if (found := _TWO_SIDED[0].match(text) or _TWO_SIDED[1].match(text)) is not None:
        return Clause("range", quantity(found["low"] or found["least"]), quantity(found["high"]))
    if (found := _BETWEEN.match(text) or _WITHIN.match(text)) is not None:
        low, high = quantity(found["low"]), quantity(found["high"])
        if low is not None and high is not None:
            # 80~90%: one unit for both.
            return Clause("range", Quantity(low.value, low.unit or high.unit), high)
        return None
    if (found := _SIDE.match(text)) is not None:
        bound = quantity(found["bound"])
        over = found["side"] == "以上"
        return Clause("range", bound if over else None, None if over else bound)
    if (found := _SIGN.match(text)) is not None:
        bound = quantity(found["bound"])
        over = found["sign"] in "≥>"
        return Clause("range", bound if over else None, None if over else bound, words=found["sign"])
    return None


def _goal(piece: str, *, told: bool) -> Clause | None:
    found = _GOAL.match(piece)
    if re.search("[扣得]|加[0-9扣]", piece):
        return None
    if found is not None and re.search("每(?!年)", found["lead"]):
        return None  # 每家每季度 1 次: of how many houses and seasons?
    if found is None or _BASE.search(found["lead"]):
        return Clause("idle") if not told and _BASE.search(piece) and not re.search("[扣得]", piece) else None
    if told and not (_AIM.search(found["lead"]) or found["sign"]):
        return None
    return Clause("goal", quantity(found["goal"]), falling=found["sign"] == "≤" or "上限" in found["lead"])
