"""Columns so narrow that one blank alone parts their cells, and tables whose pages repeat their head."""

from __future__ import annotations

from auditor.report.blocks import BlockKind
from tests.extraction.documents import cells, text_report

ASSETS = (
    "（三）资产情况\n"
    "     类别     年初原值 本年增加 本年减少             年末原值        累计折旧          净值\n"
    "   凉亭长廊    4,286.35  312.40   0.00    4,598.75    1,362.18   3,236.57\n"
    "     车辆     3,915.62  628.90  214.37   4,330.15    2,487.93   1,842.22\n"
    "    浇灌设备    1,753.08  146.25  38.60    1,860.73    1,094.56    766.17\n"
    "     合计     9,955.05 1,087.55 252.97   10,789.63   4,944.67   5,844.96\n\n"
)


def test_heads_that_one_blank_parts() -> None:
    """As many words as the heads beside them leave columns are the heads of these columns."""
    found = cells(ASSETS)
    assert found["浇灌设备", "本年增加"] == "146.25"
    assert found["合计", "本年减少"] == "252.97"
    assert found["车辆", "净值"] == "1,842.22"


def test_labels_that_one_blank_parts() -> None:
    """资金管理 资金到位 fills two columns that other rows fill apart."""
    found = cells(
        "附表 自评得分\n"
        "一级指标   二级指标   三级指标   权重    评分标准      完成值     得分\n"
        " 决策    项目立项   立项依据    3    依据充分得满      充分      3.00\n"
        "                              分\n"
        "       绩效目标   目标明确    3    每缺一项扣 1     缺1项      2.00\n"
        "                              分\n"
        " 过程    资金管理 资金到位    4    到位率乘权重    96.80%    3.87\n"
        "       组织实施   制度健全    3    制度齐全得满      齐全      3.00\n"
        "                              分\n\n"
    )
    assert found["资金到位", "得分"] == "3.87"
    assert found["目标明确", "权重"] == "3"


def test_pages_that_repeat_the_head_of_a_row_they_cut() -> None:
    """What stands below the repeated head ends the last row of the page before, and names no column."""
    head = "一级指标   三级指标   权重    评分标准      完成值     得分\n"
    moved = "  一级指标    三级指标     权重     评分标准        完成值       得分\n"
    text = (
        "附表 自评得分\n" + head + " 决策    立项依据    3    依据充分得满      充分      3.00\n"
        "                      分\n"
        "       档案完整    3    每缺一件扣 1     缺4件      2.00\n"
        "\f" + moved + "           性              分\n"
        "   过程     到位率      4     到位率乘权重       96.80%      3.87\n"
        "           制度健全     3     制度齐全得满        齐全       3.00\n"
        "                           分\n\n"
    )
    found = cells(text)
    assert found["档案完整性", "得分"] == "2.00"
    assert found["制度健全", "权重"] == "3"
    tables = [block for block in text_report(text).blocks if block.kind is BlockKind.TABLE]
    assert len(tables) == 1


def test_a_number_and_its_unit_are_one_cell() -> None:
    """2024 年 above two columns names a group, and 12 人 is one cell beside a blank one."""
    found = cells(
        "表 2 园丁人数\n"
        "            2023 年             2024 年\n"
        "  片区      男       女       男       女\n"
        "  东区    12 人     8 人     14 人     9 人\n"
        "  西区    10 人              11 人     7 人\n"
        "  合计    22 人     8 人     25 人    16 人\n\n"
    )
    assert found["西区", "女#2"] == "7"
    assert ("西区", "女") not in found


def test_words_of_an_english_name_stay_together() -> None:
    """Blanks part the words of a name, however many columns lie below it."""
    found = cells(
        "Table 3 Benches\n\n"
        "                Town gardens          River gardens\n"
        "Year           Old       New         Old       New\n"
        "2022            12        15           9        11\n"
        "2023            10        18           8        14\n"
        "Total           22        33          17        25\n\n"
    )
    assert not any(column in {"Town", "gardens"} for _, column in found)


def test_the_rest_of_a_name_names_no_column() -> None:
    """（公顷） below 林地面积 is the rest of its name; no cell goes without the name."""
    found = cells(
        "表 4 片区情况\n"
        "  片区          草地面积       园丁    巡护里          2024 年新建\n"
        "              （公顷）       （人）    程（公      步道     长椅   花坛\n"
        "                                里）       （公    （座） （处）\n"
        "                                          里）\n"
        "  东区         12,846.3     58      214     11.6     6   2\n"
        "  西区          6,927.8     31      128      6.2     3   2\n"
        "  合计         19,774.1     89      342     17.8     9   4\n\n"
    )
    assert not any(column in {"(公顷)", "（公顷）", "(人)", "（人）"} for _, column in found)


def test_the_number_of_an_annex_that_heads_its_part() -> None:
    """附表 1 above the title of its table stays the heading that it is."""
    report = text_report(
        "报告\n\n附表 1\n\n" + ASSETS.replace("（三）资产情况", "               公园资产情况表")
    )
    assert any("附表 1" in block.text for block in report.blocks)
