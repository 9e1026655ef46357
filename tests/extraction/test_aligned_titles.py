"""Where an aligned table ends, what titles its rows, and heads that begin with a word of their own line."""

from __future__ import annotations

from tests.extraction.documents import cells, text_report

FORMS = """第二部分 决算公开表

                       公开 01 表      收入支出决算总表
                                                                     金额单位：万元
            收入                                       支出
      项目        行次      决算数               项目          行次        决算数
一、财政拨款收入         1      812.40      一、农林水支出           4       815.10
二、其他收入           2       16.35      二、住房保障支出          5        13.65
总计               3      828.75      总计                6       828.75


                        公开 02 表       收入决算表
                                                                     金额单位：万元
科目编码        科目名称           本年收入合计        财政拨款收入        其他收入
            合计                  828.75        812.40         16.35
213         农林水支出               815.10        798.75         16.35
221         住房保障支出               13.65         13.65
"""
STATED_BELOW = """第二部分 决算公开表

                         收入决算表
                                                                     公开 02 表
部门：云溪县林业站                                                       金额单位：万元
科目编码        科目名称           本年收入合计        财政拨款收入        其他收入
            合计                  828.75        812.40         16.35
213         农林水支出               815.10        798.75         16.35
221         住房保障支出               13.65         13.65
"""
TITLED = """Overview

The statement below shows what each department of the city spent in the year that ended in June.

              Department                   Adopted       Final      Expended     Balance
   CIVIC AFFAIRS
    Council and Clerk                      214,600     221,100       219,386       1,714
    Assessment and Finance                 391,250     388,850       374,915      13,935
   Subtotal                                605,850     609,950       594,301      15,649
   PUBLIC WORKS
    Streets                                482,640     491,150       490,262         888
    Parks and Trees                        147,350     149,090       148,744         346
   Subtotal                                629,990     640,240       639,006       1,234
"""
TALL = """Overview

The bill provides for the aid that the counties of the state pay out to their schools in the year.

                                     Aid by component
                                                                                        Percent
                                                            Change
                         FY 2031          FY 2032                                        change
    Component                                                from       Recommended
                         enacted          request                                         from
                                                           enacted
                                                                                        enacted
  Basic aid                27,540           28,200            +660           27,900          +1.3
  Pupil transport           5,900            6,400            +500            6,400          +8.5
  Small district
                            1,100            1,200            +100            1,150          +4.5
  supplement
  Total                    34,540           35,800          +1,260           35,450          +2.6
"""
LIST_BEHIND = """1     项目概况

1.1   任务完成
   各项任务在年内都已完成，见表 1。
                         表1     任务完成情况
      任务                   计划          实际         完成率
   管网改造（公里）            12.0          12.6       105.00%
   入户接通（户）              920           860        93.48%
   泵站更新（座）                4             4       100.00%

1.2   主要成效
   群众用水条件得到改善。
"""
BOTH_SIDES = """第二部分 支出情况

                            表 5 商品和服务支出构成（万元）
     项目             金额          占比            项目                         金额            占比
  办公费               60.00     20.00%      维修费                          30.00        10.00%
  水电费               45.00     15.00%      委托业务费                        90.00        30.00%
  邮电费               15.00      5.00%      其他支出                         60.00        20.00%
  合计                                                                    300.00       100%
"""


def test_the_title_of_the_next_form_ends_a_table() -> None:
    """公开 02 表 behind blank lines and above 金额单位：万元 is no rest of 总计, and the unit is read from its line."""
    report = text_report(FORMS)
    assert [table.unit for table in report.tables] == ["万元"] * 3
    assert [table.rows[-1].label for table in report.tables] == ["总计", "总计", "住房保障支出"]
    assert "收入决算表" in (report.tables[2].name or "")


def test_the_unit_is_stated_on_the_second_line_above_a_table() -> None:
    """公开 02 表 states no unit; 部门：… 金额单位：万元 below it does."""
    (table,) = text_report(STATED_BELOW).tables
    assert table.unit == "万元"


def test_a_title_of_rows_is_no_rest_of_the_label_above_it() -> None:
    """PUBLIC WORKS would have found room behind Subtotal."""
    found = cells(TITLED)
    assert found["Subtotal", "Final"] == "609,950"
    assert found["Subtotal#2", "Final"] == "640,240"
    assert found["Streets", "Balance"] == "888"


def test_a_head_whose_names_have_lines_of_their_own() -> None:
    """Percent and Change begin names that go on in their middle; a label around its values is one."""
    found = cells(TALL)
    assert found["Basic aid", "Percent change from enacted"] == "+1.3"
    assert found["Small district supplement", "Change from enacted"] == "+100"
    assert found["Total", "FY 2032 request"] == "35,800"


def test_a_heading_set_apart_from_its_number_ends_a_table() -> None:
    """1.2    主要成效 is no row of the table above it."""
    found = cells(LIST_BEHIND)
    assert found["泵站更新(座)", "完成率"] == "100.00%"
    assert {row for row, _ in found} == {"管网改造(公里)", "入户接通(户)", "泵站更新(座)"}


def test_a_total_over_both_sides() -> None:
    """合计 at the left names the values that stand at the right of a list folded in two."""
    found = cells(BOTH_SIDES)
    assert found["合计", "金额"] == "300.00"
