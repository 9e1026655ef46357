"""The one error that readers of documents raise: what is wrong, where, and what to do, in both languages."""

from __future__ import annotations

import enum

from auditor.report.problems import ReportError, ReportProblem

_RESAVE = ("在原程序中重新保存", "save the document again in its application")
_AGAIN = ("重新获取或导出该文件", "fetch or export it again")
_SPLIT = ("拆分文件，或去掉图片和附件", "split the document or leave its pictures and attachments out")


class Refusal(enum.Enum):
    """Why a document is not read: Chinese, English, and the remedy in both. `{}` takes the detail."""

    EMPTY = ("文件是空的", "the file is empty", *_AGAIN)
    TOO_LARGE = ("文件过大：{}", "the file is too large: {}", *_SPLIT)
    NO_READER = (
        "没有能读取 {} 的程序",
        "no reader for {}",
        "另存为 .txt、.docx、.pdf、.xlsx 或 .json",
        "use .txt, .docx, .pdf, .xlsx or .json",
    )
    MACROS = (
        "{} 是带宏的文件",
        "{} is a file with macros",
        "另存为不带宏的 .docx 或 .xlsx",
        "save it as .docx or .xlsx without macros",
    )
    OLD_WORD = (
        "这是旧版 Word 文件（{}）",
        "this is an old Word document ({})",
        "另存为 .docx",
        "save it as .docx",
    )
    OLD_EXCEL = (
        "这是旧版 Excel 文件（{}）",
        "this is an old Excel workbook ({})",
        "另存为 .xlsx",
        "save it as .xlsx",
    )
    RTF = ("这是 RTF 文件", "this is an RTF document", "另存为 .docx", "save it as .docx")
    OTHER_FORMAT = (
        "文件内容与后缀不符（{}）",
        "the content is not what the suffix says ({})",
        "核对文件后缀",
        "check the file's suffix",
    )
    ENCODING = (
        "文本不是 UTF-8 编码（疑为 {}）",
        "the text is not UTF-8 (it looks like {})",
        "另存为 UTF-8",
        "save it as UTF-8",
    )
    ENCRYPTED = ("文件已加密", "the document is encrypted", "去掉密码后再读", "remove the password")
    DAMAGED = ("文件已损坏或不完整（{}）", "the document is damaged or cut off ({})", *_AGAIN)
    CUT_OFF = ("文件不完整，结尾缺失", "the document is cut off: its end is missing", *_AGAIN)
    MISSING_PART = ("缺少部件 {}", "the part {} is missing", "核对文件后缀", "check the file's suffix")
    BOMB = ("压缩炸弹：{}", "zip bomb: {}", *_SPLIT)
    DOCTYPE = ("部件声明了 DOCTYPE 或实体", "the part declares a DOCTYPE or entities", *_RESAVE)
    DEEP = ("元素嵌套超过 {} 层", "elements are nested more than {} deep", *_RESAVE)
    MALFORMED = ("部件不是规范的 XML（{}）", "the part is not well-formed XML ({})", *_RESAVE)
    LINE = (
        "一行超过 {} 个字",
        "a line of more than {} characters",
        "这不像报告正文；核对文件，或在句末换行",
        "this looks like no report; check the file, or break its lines at sentences",
    )
    NO_TEXT = (
        "文件中没有文字（可能只有图片）",
        "the document holds no text (perhaps only pictures)",
        "图片要先做 OCR 并由人核对",
        "pictures need OCR first, and a person to check it",
    )
    NO_LETTERS = (
        "字体没有说明各字形是什么字，文本层不可用",
        "its fonts do not say which letters they show: the text layer is of no use",
        "重新导出 PDF，或先做 OCR 并由人核对",
        "export it again, or use OCR and have a person check it",
    )
    BUSY_PAGE = ("第 {} 页的内容过多，超出读取上限", "page {} holds more than a reader takes", *_SPLIT)
    SCANNED = (
        "扫描件：没有文本层",
        "the PDF is scanned: it has no text layer",
        "先做 OCR 并由人核对",
        "it needs OCR first, and a person to check it",
    )
    PAGES = ("超过 {} 页", "more than {} pages", *_SPLIT)
    CELLS = ("超过 {} 个有内容的单元格", "more than {} filled cells", *_SPLIT)
    NUMBERS = ("超过 {} 个数字", "more than {} numbers", *_SPLIT)
    MISSING_LIBRARY = ("未安装库 {}", "the library {} is not installed", "在代码目录中运行 pip install '.[documents]'", "in the checkout, run: pip install '.[documents]'")  # fmt: skip


class UnreadableDocumentError(ReportError):
    """A document that cannot be read as it is. `reason`, `place` and `remedy` are sentences for a person."""

    def __init__(
        self, refusal: Refusal, name: str, *, detail: str | tuple[str, str] = "", part: str = ""
    ) -> None:
        """Word the problem, `detail` in Chinese and English where it is words; `part` is the page, line or part."""
        zh, en, hint_zh, hint_en = refusal.value
        said_zh, said_en = (detail, detail) if isinstance(detail, str) else detail
        problem = ReportProblem(part, zh.format(said_zh), en.format(said_en), hint_zh, hint_en)
        super().__init__(name, (problem,))
        self.refusal = refusal
        self.reason = problem.en
        self.remedy = problem.hint_en
        self.place = f"{name}: {part}" if part else name

    def __str__(self) -> str:
        """Return the error as one line."""
        return f"{self.place}: {self.reason}; {self.remedy}"
