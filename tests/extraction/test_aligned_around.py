"""Names of a head beside the line of the others, units in brackets below them, and totals in the midst of their row."""

from __future__ import annotations

from tests.extraction.documents import cells, text_report

SCORES = """附件 2 项目支出绩效自评表

            二级指
一级指标                     三级指标       年度指标值               实际完成值         评分办法                    分值           得分
             标
                                                       264 人，完成     完成率×分值，最高
                    服务对象人数           250 人                                                    20          20.00
            数量指                                           105.60%     不超过分值
             标                                         938 次，完      完成率×分值，最高
                    上门服务次数           960 次                                                    20          19.54
                                                         成 97.71%     不超过分值
产出指标                                                                 每低 1 个百分点扣 1
            质量指     服务工单合格
                                       ≥98%              96.00%       分，不足 1 个百分点              30          28.00
（70 分）       标         率
                                                                      按 1 个百分点计
效益指标        满意度     对象满意率         ≥90%              92.14%       达到得满分                   30          30.00
（30 分）
                                       总分                                                     100          97.54
"""
STAFF = """一、基本情况

                     表1   编制与实有人员情况
                            年末实有            其中
      单位        编制（名）
                             （人）      行政    参公    事业
 局机关               28          26      21     0     5
 综合执法队             64          61       0    61     0
 公路事业中心            48          47       0     0    47
 合计               140         134      21    61    52
"""
ROADS = """附件 2 项目情况

                   附表 2-2   完成里程及通客车情况
                      完成里程（公里）                   2033 年投资    建制村         通客车村
  乡镇
          2031 年     2032 年 2033 年      三年合计      （万元）       （个）         （个）
  松桥镇      21.6       24.1    25.9        71.6    1,402.36    18            18
  白塘镇      18.3       19.6    20.7        58.6     872.41     17            17
  金坪乡      16.2       17.5    17.9        51.6     586.92     13            12
  全县       56.1       61.2    64.5       181.8    2,861.69    48            47
"""
STATED = """一、建设情况

                          表5     2031—2032 年项目里程和投资
                                                             里程：公里；投资：万元
                       2031 年                2032 年                 两年合计
   项目类型
                 里程          投资        里程          投资         里程          投资
 县道升级            14.6      2,482.00    18.2      3,058.40     32.8      5,540.40
 乡道拓宽            26.4      1,716.35    31.5      2,079.60     57.9      3,795.95
 合计              41.0      4,198.35    49.7      5,138.00     90.7      9,336.35
"""


def test_a_name_above_and_below_the_line_of_the_others() -> None:
    """二级指 / 标 stands beside all other heads: it names a column of its own, and 总分 none of the aims."""
    found = cells(SCORES)
    assert found["服务对象人数", "年度指标值"] == "250"
    assert found["上门服务次数", "得分"] == "19.54"
    assert found["服务工单合格率", "实际完成值"] == "96.00%"
    assert found["总分", "分值"] == "100"


def test_a_unit_in_brackets_is_the_rest_of_a_name() -> None:
    """（人） below 年末实有 is no column beside 行政: only 其中 is a group."""
    found = cells(STAFF)
    assert found["局机关", "年末实有"] == "26"
    assert found["局机关", "行政"] == "21"
    assert found["合计", "事业"] == "52"
    (table,) = text_report(STAFF).tables
    assert [len(column.path) for column in table.columns] == [1, 1, 2, 2, 2]


def test_units_in_brackets_below_several_names() -> None:
    """（个） | （个） end two names and are no columns of one group."""
    found = cells(ROADS)
    assert found["金坪乡", "通客车村"] == "12"
    assert found["全县", "2033年投资"] == "2,861.69"
    assert found["松桥镇", "2033年"] == "25.9"
    (table,) = text_report(ROADS).tables
    assert [len(column.path) for column in table.columns] == [2, 2, 2, 2, 1, 1, 1]


def test_a_line_that_tells_units_is_no_group() -> None:
    """里程：公里；投资：万元 stands above the head."""
    found = cells(STATED)
    assert found["县道升级", "两年合计投资"] == "5,540.40"
    assert not any("公里" in column for _, column in found)


SAMPLES = """三、现场抽查

                         表 6 现场抽查小区情况
序号       小区     所在区    户数     合同价（万元）     结算价（万元）      合同工期（天）
  1   银杏里       河东区     286     214.60       206.38        240
  2   向阳院       河东区     412     327.15       318.92        240
  3   纺织宿舍      河西区     194     150.42       143.70        210
  4   文昌巷       河西区     335     268.90       259.41        240
  5   桃园一村      河西区     508     402.37       391.06       310
                  合计    1735    1363.44      1319.47         —
"""


def test_a_total_beside_the_column_of_names() -> None:
    """合计 over the columns before the values leaves 小区 the names of the rows, and 所在区 what tells of them."""
    found = cells(SAMPLES)
    assert found["桃园一村", "合同价"] == "402.37"
    assert found["合计", "户数"] == "1735"
