"""What a reader of documents left unread, or read otherwise than one may think, in both languages."""

from __future__ import annotations

import enum

from auditor import records


class Unread(enum.Enum):
    """A reason why something of a document is not among its blocks, in Chinese and English. `{}` takes the detail."""

    HIDDEN_TEXT = ("隐藏文字未读", "hidden text is not read")
    TRACKED = ("修订按全部接受后的样子读取", "tracked changes are read as accepted")
    MACROS = ("宏未读", "macros are not read")
    LINKS = ("外部链接未打开（{}）", "external links are not followed ({})")
    EMBEDDED = ("嵌入的对象未读：{} 个", "embedded objects are not read: {}")
    PICTURES = ("图片中的文字和数字未读：{} 张", "text and numbers in pictures are not read: {}")
    CHARTS = ("图表和图示未读：{} 个", "charts and diagrams are not read: {}")
    COMMENTS = ("批注未读", "comments are not read")
    HEADERS = ("页眉页脚中的数字未读", "numbers in page headers and footers are not read")
    IMPORTED = ("插入的外部文档未读：{} 个", "imported documents are not read: {}")
    NESTED = (
        "嵌套超过 {} 层的表格或文本框未读",
        "tables or text boxes nested more than {} deep are not read",
    )
    HIDDEN_SHEET = ("隐藏的工作表未读：{}", "hidden sheet skipped: {}")
    HIDDEN_CELLS = ("隐藏的行列照常读取：{}", "hidden rows or columns are read: {}")
    HIDDEN_VALUES = ("格式不显示其值的单元格未读：{}", "cells whose format shows nothing are not read: {}")
    TEXT_BOXES = ("工作表上的文本框未读：{} 个", "text boxes on sheets are not read: {}")
    NO_RESULT = ("公式单元格没有保存结果，未读：{}", "formula cells without a stored result: {}")
    ERRORS = ("单元格显示错误值：{}", "cells show an error value: {}")
    FAR_COLUMNS = ("{} 列以后的单元格未读", "cells beyond column {} are not read")
    CHART_SHEET = ("图表工作表未读：{}", "chart sheet skipped: {}")
    PICTURE_PAGE = ("第 {} 页只有图片，未读", "page {} holds only a picture")
    LOST_DIGITS = (
        "第 {} 页：一张表的单元格没有包含其范围内的全部数字，按正文读取",
        "page {}: a table's cells do not hold all digits of its box; read as text",
    )
    CROWDED = (
        "第 {} 页：线条过多，表格按正文读取",
        "page {}: too many lines are drawn; its tables are read as text",
    )
    ANNOTATIONS = ("第 {} 页：批注未读", "page {}: comments are not read")
    FIELDS = ("第 {} 页：表单域中填写的内容未读", "page {}: what is filled into form fields is not read")
    SIDEWAYS = ("第 {} 页：部分文字方向不同，未读", "page {}: text that runs another way is not read")
    CHANGED = (
        "数字、表格或注释在提取后改过：只核对这些，不再核对 draft 中的正文；请改原稿后重新提取",
        "figures, tables or notes were changed: they are checked, the text is not; extract the document again",
    )
    NO_LETTERS = (
        "第 {} 页：字体没有说明是什么字，{} 处未读",
        "page {}: {} characters of fonts that do not say what they are",
    )


@records.frozen
class Remark:
    """One thing left unread, with its place or count."""

    kind: Unread
    details: tuple[str, ...] = ()

    @property
    def zh(self) -> str:
        """Return the remark in Chinese."""
        return self.kind.value[0].format(*self.details)

    @property
    def en(self) -> str:
        """Return the remark in English."""
        return self.kind.value[1].format(*self.details)


def remark(kind: Unread, *details: object) -> Remark:
    """Return a remark with its details as text."""
    return Remark(kind, tuple(map(str, details)))


def joined(remarks: tuple[Remark, ...]) -> str | None:
    """Return the remarks as one English text, None where there are none: the provenance of a report file."""
    return "; ".join(each.en for each in remarks) or None
