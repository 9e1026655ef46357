"""The functions that find faults in what is printed: each fires, and each stays silent."""

# ruff: noqa: RUF001 - the brackets are the very characters that reports print
from __future__ import annotations

import json
from typing import Any

import pytest

from auditor import api
from auditor.language.rulebook import Rulebook
from auditor.readers.json_file import read

Json = dict[str, Any]


def figure(
    key: str, *texts: str, unit: str = "text", section: str = "正文", exact: bool | None = None
) -> Json:
    """Return a figure that is printed with `texts`, one line each."""
    mentions = [
        {"text": text, "location": {"line": line, "column": 1, "section": [section]}}
        for line, text in enumerate(texts, 1)
    ]
    made: Json = {"key": key, "label": key, "unit": unit, "mentions": mentions}
    if exact is not None:
        made["exact"] = exact
    return made


def suspects(
    condition: str, figures: list[Json], tables: list[Json] | None = None
) -> list[tuple[str, str | None, str | None]]:
    """Return key, cause and suggestion of every suspect that a rule with `condition` gives."""
    data = {
        "format": "auditor-report", "version": "1", "document": {"name": "made.txt"},
        "tables": tables or [], "figures": figures,
    }  # fmt: skip
    book = Rulebook.of_texts({"made.rules": f"语言 1\n\n规则 X-1 试\n  {condition}\n"})
    audit = api.check(read(json.dumps(data).encode(), "made.json"), book)
    return [(each.key, each.cause, each.suggested) for finding in audit.findings for each in finding.suspects]


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        (["1", "2", "3"], []),
        (["1", "2", "1", "2"], []),
        (["1", "2", "4", "4"], [("s.3", "count-off", "3")]),
        (["A", "B", "C", "E", "F"], [("s.4", "count-off", "D")]),
        (["（一）", "（二）", "（二）", "（三）"], [("s.3", "count-off", "（三）")]),
        (["十", "十一", "十三"], [("s.3", "count-off", "十二")]),
        (["1", "2", "-3"], [("s.3", "count-off", "3")]),
        (["1", "2", "0.3"], [("s.3", "count-off", "3")]),
        # A series that begins anew with a wrong number, or whose second number is wrong: one error each.
        (["1", "2", "3", "6", "2", "3"], [("s.4", "count-off", "1")]),
        (["1", "2", "3", "1", "8", "3"], [("s.5", "count-off", "2")]),
        (["1", "2", "1", "4", "5"], [("s.3", "count-off", "3")]),
        (["1", "2", "3", "1", "1", "2"], [("s.4", "count-off", "4")]),
    ],
)
def test_series(printed: list[str], found: list[tuple[str, str, str]]) -> None:
    """A series goes on by one; the number that does not is named with what it should be."""
    figures = [figure(f"s.{at}", text) for at, text in enumerate(printed, 1)]
    assert suspects("检查 跳号(s.*) = 0", figures) == found


def test_a_sentence_under_another_indicator() -> None:
    """A mention in the section of another code, whose own value is not said there, was pasted."""
    mine = figure("C41.业绩值", "100%", unit="%", section="C42")
    other = figure("C42.业绩值", "99.55%", unit="%", section="表3-3")
    assert suspects("逐项 *: 错置(业绩值) = 0", [mine, other]) == [
        ("C41.业绩值", "pasted-sentence", "99.55%")
    ]
    said = figure("C42.业绩值", "99.55%", unit="%", section="C42")
    assert suspects("逐项 *: 错置(业绩值) = 0", [mine, said]) == []


def test_a_dash_among_values() -> None:
    """A blank where other places state the figure; a figure that is blank everywhere is none."""
    assert suspects("检查 缺填(*.权重) = 0", [figure("A.权重", "15", "-", unit="分")]) == [
        ("A.权重", "missing-value", "15")
    ]
    assert suspects("检查 缺填(*.权重) = 0", [figure("A.权重", "-", "-", unit="分")]) == []


def test_a_rate_without_its_sign() -> None:
    """93 among 93%; a column that never prints the sign has it in its head."""
    assert suspects("检查 缺百分号(*.得分率) = 0", [figure("总分.得分率", "93%", "93", unit="%")]) == [
        ("总分.得分率", "missing-unit", "93%")
    ]
    assert suspects("检查 缺百分号(*.得分率) = 0", [figure("总分.得分率", "93", "93", unit="%")]) == []


def test_a_target_from_the_result() -> None:
    """Odd decimals that meet the actual value to the last place; a round target is no sign of it."""
    odd = [figure("C.标杆值", "99.55%", unit="%", exact=True), figure("C.业绩值", "99.55%", unit="%")]
    assert suspects("逐项 *: 取自结果(标杆值, 业绩值) = 0", odd) == [("C.标杆值", "target-from-result", None)]
    even = [figure("C.标杆值", "100%", unit="%", exact=True), figure("C.业绩值", "100%", unit="%")]
    assert suspects("逐项 *: 取自结果(标杆值, 业绩值) = 0", even) == []


def test_classes_that_share_a_number() -> None:
    """41-60 and 60岁以上 both hold 60."""
    classes = [figure("q.分组1", "0-20岁"), figure("q.分组2", "21-60"), figure("q.分组3", "60岁以上")]
    assert suspects("逐项 *: 分组重叠(分组1) = 0", classes) == [("q.分组3", "overlap", None)]
    assert suspects("逐项 *: 分组重叠(分组1) = 0", classes[:2]) == []


@pytest.mark.parametrize(
    ("text", "wrong"), [("718.39718.39", True), ("（a/b）/100%", True), ("7.1/7.1×100%", False)]
)
def test_formulas(text: str, *, wrong: bool) -> None:
    """Numbers run together and a quotient over 100 % are no formula."""
    found = suspects("检查 坏式(*.公式) = 0", [figure("B.公式", text)])
    assert found == ([("B.公式", "malformed", None)] if wrong else [])


def test_a_table_that_is_not_there() -> None:
    """A reference by number to a table that the report does not hold."""
    table = {"id": "基础表2-3", "number": "2-3", "columns": [], "rows": []}
    figures = [figure("表号.甲", "2-3"), figure("表号.乙", "2-4")]
    assert suspects("检查 缺表(表号.*) = 0", figures, [table]) == [("表号.乙", "absent-reference", None)]


def survey(*shares: str, part: str = "2.多选题", answers: str = "71") -> list[Json]:
    """Return one question of a survey: its number in the results, its shares, and the answers."""
    return [
        figure("v.q.结果题号", "7", unit=""),
        *(
            figure(f"v.q.{at}", share, unit="%", section=part)
            for at, share in zip("甲乙丙丁", shares, strict=False)
        ),
        figure("v.有效份数", answers, unit="份"),
    ]


@pytest.mark.parametrize(
    ("shares", "part", "answers", "single"),
    [
        (("45.07%", "32.39%", "22.54%"), "2.多选题", "71", True),
        (("45.07%", "84.51%", "22.54%"), "2.多选题", "71", False),
        # Shares of 76 ticks, and shares so coarse that any list fits.
        (("21.05%", "28.95%", "50%"), "2.多选题", "71", False),
        (("45%", "32%", "23%"), "2.多选题", "400", False),
        (("45.07%", "32.39%", "22.54%"), "1.单选题", "71", False),
    ],
)
def test_a_question_of_one_choice_among_several(
    shares: tuple[str, ...], part: str, answers: str, *, single: bool
) -> None:
    """Shares that one tick of each answer gives, and hardly any others, are of one choice."""
    found = suspects(
        "逐项 v.*: 似单选(结果题号, v.有效份数) = 0", survey(*shares, part=part, answers=answers)
    )
    assert found == ([("v.q.结果题号", "single-choice", None)] if single else [])


def test_questions_of_several_choices_that_the_form_does_not_mark() -> None:
    """The mark counts where the question stands; that of the report on it is none."""
    asked = [
        figure("v.a.题号", "4", section="附录3-1"),
        figure("v.a.甲", "45%", unit="%", section="2.多选题"),
        figure("v.b.题号", "5", section="附录3-1"),
        figure("v.b.题型", "可多选", section="附录3-1"),
        figure("v.b.甲", "45%", unit="%", section="2.多选题"),
        figure("v.c.题号", "6", section="附录3-1"),
        figure("v.c.甲", "45%", unit="%", section="1.单选题"),
    ]
    condition = "检查 未注多选(v.*.题号) = 0"
    assert suspects(condition, asked) == [("v.a.题号", "not-marked", None)]
    elsewhere = figure("v.a.题型", "可多选", section="附录4-1")
    assert suspects(condition, [*asked, elsewhere]) == [("v.a.题号", "not-marked", None)]


@pytest.mark.parametrize(
    ("classes", "bare"),
    [
        (("0-20岁", "21-40", "41岁以上"), [("q.分组2", "missing-unit", "21-40岁")]),
        (("1万元以下", "1-5万元", "5以上"), [("q.分组3", "missing-unit", "5以上万元")]),
        (("0-20", "21-40", "40以上"), []),
        (("20岁及以下", "21至40岁", "41岁及以上"), []),
        (("小学", "初中", "本科及以上"), []),
    ],
)
def test_classes_without_the_unit_of_the_others(
    classes: tuple[str, ...], bare: list[tuple[str, str, str]]
) -> None:
    """岁 stands behind all classes or behind none."""
    figures = [figure(f"q.分组{at}", text) for at, text in enumerate(classes, 1)]
    assert suspects("逐项 *: 分组缺单位(分组1) = 0", figures) == bare


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("公共资产交易工作满意度", "公共资源交易工作满意度"),
        ("公共资 产交易工作", "公共资源交易工作"),
        ("公共资源交易工作满意度", None),
        ("公共资源管理工作满意度", None),
        ("公共服务工作满意度", None),
        ("县第二公共资源交易", None),
    ],
)
def test_a_name_with_a_wrong_character_of_another(name: str, right: str | None) -> None:
    """Six characters of the unit's name but for one inside them are a slip; other words are none."""
    figures = [
        figure("单位.名称", "某县公共资源交易中心", "某县公共资源交易中心", "某县公共资产交易中心"),
        figure("C.名称", name),
    ]
    wanted = [("C.名称", "misspelt", right)] if right else []
    assert suspects("检查 近名(*.名称, 单位.名称) = 0", figures) == wanted


@pytest.mark.parametrize(("one", "two"), [("第一", "第二"), ("市", "县"), ("和", "与")])
def test_what_tells_two_names_apart_is_no_slip(one: str, two: str) -> None:
    """第一 and 第二 name two schools."""
    figures = [figure("单位.名称", f"某某地方{one}高级中学校"), figure("C.名称", f"某某地方{two}高级中学校")]
    assert suspects("检查 近名(*.名称, 单位.名称) = 0", figures) == []


@pytest.mark.parametrize(
    ("named", "parts", "wrong"),
    [
        ("科学规范、绩效相关", ("科学规范", "绩效相关"), False),
        ("相关性原则、重要性原则和系统性原则", ("相关性", "重要性", "系统性"), False),
        ("科学规范、全面系统、公正客观、绩效相关", ("相关性", "重要性", "系统性"), True),
        ("比较法、因素分析法、问卷调查法", ("比较", "因素分析", "公众评判"), True),
        ("比较法、因素分析法", ("比较", "因素分析", "公众评判"), True),
    ],
)
def test_what_is_named_and_what_is_set_out(named: str, parts: tuple[str, ...], *, wrong: bool) -> None:
    """Each has a counterpart of nearly its name."""
    figures = [
        figure("原则.列举", named),
        *(figure(f"原则.分述.{at}", part) for at, part in enumerate(parts, 1)),
    ]
    found = suspects("检查 列举不符(原则.列举, 原则.分述.*) = 0", figures)
    assert found == ([("原则.列举", "not-set-out", None)] if wrong else [])


def test_phases_without_the_number_that_others_have() -> None:
    """Where none is numbered none lacks a number."""
    names = [figure("p.甲.名称", "前期准备"), figure("p.乙.名称", "修改定稿")]
    assert suspects("检查 未编号(p.*.名称) = 0", names) == []
    assert suspects("检查 未编号(p.*.名称) = 0", [*names, figure("p.甲.编号", "1", unit="")]) == [
        ("p.乙.名称", "not-numbered", None)
    ]


@pytest.mark.parametrize(
    ("rate", "initial", "final", "found"),
    [
        ("5%", "10", "-", []),
        ("-", "-", "-", []),
        ("5%", "-", "-", [("r.甲.率", "unfounded", None)]),
    ],
)
def test_a_rate_beside_blanks(
    rate: str, initial: str, final: str, found: list[tuple[str, str, None]]
) -> None:
    """A rate needs an amount to be computed from; a blank needs none."""
    figures = [
        figure("r.甲.率", rate, unit="%"),
        figure("r.甲.初", initial, unit="万元"),
        figure("r.甲.终", final, unit="万元"),
    ]
    assert suspects("逐项 r.*: 无据(率, 初, 终) = 0", figures) == found


@pytest.mark.parametrize(
    ("scales", "found"),
    [
        (["5 4 3 2 1", "5 4 3 2 1", "5 43 2 1"], []),
        (["5 4 3 2 1", "5 4 3 2 1", "5 4 8 2 1"], [("s.3", "unlike-the-rest", "5 4 3 2 1")]),
        # Neither side is the rule where there are as many of each, or two in all.
        (["5 4 3 2 1", "5 4 3 2 1", "1 2 3", "1 2 3"], []),
        (["5 4 3 2 1", "1 2 3"], []),
    ],
)
def test_the_odd_one_among_texts(scales: list[str], found: list[tuple[str, str, str]]) -> None:
    """A text that differs from most of the others is named with what they say; blanks do not count."""
    figures = [figure(f"s.{at}", text) for at, text in enumerate(scales, 1)]
    assert suspects("检查 异文(s.*) = 0", figures) == found


@pytest.mark.parametrize(
    ("numbers", "odd"),
    [
        (["财预〔2018〕34号", "新党发〔2018〕 30号"], []),
        (["财预[2018]34号", "新财预[2019]第21号"], []),
        (["财预〔2018〕34号", "财预〔2011〕416号", "新财预[2019]21号"], ["d.3.号"]),
        (["财预〔2018〕34号", "财预〔20l8〕30号"], ["d.2.号"]),
        (["财预〔2018〕34号", "财预〔2018〕号"], ["d.2.号"]),
    ],
)
def test_document_numbers(numbers: list[str], odd: list[str]) -> None:
    """A document number has a year in brackets and a number, and all of them the same brackets."""
    figures = [figure(f"d.{at}.号", text) for at, text in enumerate(numbers, 1)]
    assert [key for key, _, _ in suspects("检查 异式(d.*.号) = 0", figures)] == odd


@pytest.mark.parametrize(
    ("level", "codes", "found"),
    [
        (1, ["A", "B", "C"], []),
        (1, ["A", "B", "C", "F"], [("F.名称", "code-gap", "D")]),
        (2, ["A1", "A2", "B1"], []),
        (2, ["A1", "A3", "B1"], [("A3.名称", "code-gap", "A2")]),
        (3, ["A11", "A12", "A21", "B11"], []),
        (3, ["C41", "C43", "C44"], [("C43.名称", "code-gap", "C42")]),
    ],
)
def test_codes_that_leave_one_out(level: int, codes: list[str], found: list[tuple[str, str, str]]) -> None:
    """Under one parent the codes go on by one."""
    figures = [figure(f"{code}.名称", f"指标{code}") for code in codes]
    assert suspects(f"检查 代码断号({level}) = 0", figures) == found


@pytest.mark.parametrize(
    ("listed", "wrong"),
    [
        ("部门产出、部门成本、满意度", False),
        ("产出情况、成本、部门效率", False),
        ("部门履职情况、部门产出、可持续发展建设", True),
    ],
)
def test_kinds_that_no_indicator_is_called_like(listed: str, *, wrong: bool) -> None:
    """The words that every kind may have (部门, 情况, 建设) make none alike."""
    names = {"C1": "产出", "C2": "成本", "C3": "效率", "C4": "满意度"}
    figures = [
        figure("指标体系.列举", listed),
        *(figure(f"{code}.名称", name) for code, name in names.items()),
    ]
    found = suspects("检查 列举无着(指标体系.列举) = 0", figures)
    assert found == ([("指标体系.列举", "named-nowhere", None)] if wrong else [])
