"""Numbers that are no figures: dates, codes, references, serial marks, each found by its pattern."""

# ruff: noqa: RUF001 - the look-alikes are the very characters that reports print
from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import patterns as re
from auditor import records
from auditor.extraction.text.characters import CJK
from auditor.report.blocks import NAMED_CLASS, NumberKind

if TYPE_CHECKING:
    from collections.abc import Iterator

_YEAR = r"(?:19|20)[0-9]{2}"
_NEXT_YEAR = "(?:" + "|".join(f"{year:02}[/–-]{(year + 1) % 100:02}" for year in range(100)) + ")"
"""A year that runs over the end of another one: 23/24 of 2023/24."""
_CALENDAR = r"(?:1[5-9]|20)[0-9]{2}(?![0-9]|[.,][0-9]|\s?%)"
"""A year that only the words around it tell from a count: November 1913, early 1776."""
_MONTH = r"(?:1[0-2]|0?[1-9])"
_MONTHS = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
# A day or month that no calendar has is still a date, and a wrong one: 6月98日.
_ANY_DAY = rf"(?:{_DAY}(?![0-9])|[0-9]{{1,4}}(?=\s{{0,3}}[日号]))"
_ANY_MONTH = rf"(?:{_MONTH}|[0-9]{{1,2}}(?=\s{{0,3}}月\s{{0,3}}[0-9]{{1,2}}\s{{0,3}}日))"
_TO = r"\s*(?:--?|—+|–|~|至|到)\s*"
_SP = r"\s{0,3}"
# A unit behind it makes a number a figure, whatever it looks like: 20500 元, 25996 人.
_NO_UNIT = r"(?!\s{0,3}(?:%|‰|个|[万亿千百]|元|人|户|件|项(?!目)|家|份|次|平方|公里|亩|吨|分|名|台|余|多|头|株|米|套))"
# So does any classifier that a mark or the next word of a list follows: 床位 33741 张，其中….
_NO_CLASSIFIER = r"(?!\s{0,3}(?:张|辆|处|座|例|只|条|所|场|篇|根|块|本|批|期|床|匹|棵|羽|尾|艘|架|支|剂|栋|幢|间|起|宗|单|笔|枚|颗|节|册|盏|公顷|小时|学时|课时)(?=\s*[，。、；：,;（）()]|\s*$))"

PENCE = r"[0-9]{1,3}(?:\.[0-9]+)?p(?![A-Za-z0-9]|\.[a-z])"
"""An amount in pence: 26.2p a share."""


@records.frozen
class Claim:
    """A stretch of text whose digits are no figure, and why."""

    start: int
    end: int
    kind: NumberKind
    reason: str


@records.frozen
class _Pattern:
    """An expression, what it claims, and signs of which each match holds one: most texts hold none of them."""

    regex: re.Pattern[str]
    kind: NumberKind
    reason: str
    signs: re.Pattern[str] | None


def _p(kind: NumberKind, reason: str, regex: str, signs: str = "") -> _Pattern:
    return _Pattern(re.compile(regex), kind, reason, re.compile(signs) if signs else None)


_C, _D, _R, _S = NumberKind.CODE, NumberKind.DATE, NumberKind.REFERENCE, NumberKind.SERIAL

# Order decides: the first pattern that claims a digit keeps it.
_PATTERNS = (
    _p(NumberKind.UNREAD, "error value", r"#DIV/0!", signs="#"),
    _p(_C, "address", r"(?:https?://|www\.)[\w./?=&%#:~+-]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]+", signs=r"[/@]|www"),
    _p(_C, "file name", r"(?<![\w（）()-])[\w（）()-]{1,80}\.(?:docx?|xlsx?|pptx?|pdf|txt|jpe?g|png|zip|csv|json)\b", signs=r"\.[dxptjzc]"),
    _p(_C, "markup", r"\\[a-zA-Z]+\s*(?:\{[^{}]*\}\s*)*|[_^]\s*\{[^{}]*\}|(?:row|col)span\s*=\s*\"?[0-9]+\"?", signs=r"[\\_^]|span"),
    _p(_R, "document number", rf"[〔\[（(【]\s*{_YEAR}\s*[〕\]）)】]\s*(?:第\s*)?[0-9]+\s*(?:-[0-9]+\s*)?号", signs=r"号|[〕\]】]"),
    _p(_R, "document number", rf"[〔\[【]\s*{_YEAR}\s*[〕\]】](?:\s*第?\s*[0-9]+\s*(?:次|期))?", signs=r"号|[〕\]】]"),
    _p(_R, "document number", rf"(?<![0-9.])(?<![0-9],)(?:第\s*)?{_YEAR}\s*年\s*第\s*[0-9]+\s*号|(?:第\s*)?(?<![0-9.])(?<![0-9],)[0-9]+\s*号(?!召|称)", signs=r"号|[〕\]】]"),
    _p(_R, "standard", r"(?<![A-Za-z])(?:GB|ISO|IEC|DB|JGJ|CJJ|HJ|SL|NY|YY|WS|T/[A-Z]+)\s*/?\s*T?\s*[0-9][0-9.]*(?:\s*[-—]\s*[0-9]{4})?", signs=r"[A-Z]"),
    # --- dates and periods
    _p(_S, "item mark", rf"(?:^|(?<=[。；：:;，、\s]))[0-9]{{1,2}}[.．](?={_YEAR}\s{{0,3}}年|{_MONTH}\s{{0,3}}月)", signs=r"[年月]"),
    _p(_D, "year", rf"(?:(?<=[^0-9.][0-9]\.)|(?<=^[0-9]\.)){_YEAR}{_SP}年(?:度|底|末|初)?(?:{_MONTH}{_SP}月{_SP}(?:{_DAY}{_SP}日)?)?", signs=r"年"),
    _p(_D, "date", rf"(?<![0-9.])(?<![0-9],){_YEAR}{_SP}年{_SP}{_ANY_MONTH}{_SP}月{_SP}{_ANY_DAY}{_SP}[日号]?(?:{_TO}(?:{_YEAR}{_SP}年{_SP})?(?:{_ANY_MONTH}{_SP}月{_SP})?{_ANY_DAY}{_SP}[日号])?", signs=r"年"),
    _p(_D, "period", rf"(?<![0-9.])(?<![0-9],){_YEAR}{_SP}年{_SP}{_MONTH}{_SP}(?:月{_SP})?{_TO}(?:{_YEAR}{_SP}年{_SP})?{_MONTH}{_SP}月(?:份|底|末)?", signs=r"年"),
    _p(_D, "date", rf"(?<![0-9.])(?<![0-9],){_YEAR}{_SP}年{_SP}{_MONTH}{_SP}月(?:份|底|末|初)?", signs=r"年"),
    _p(_D, "date", rf"(?<![0-9./-])(?<![0-9],){_YEAR}([-/.]){_MONTH}\1{_DAY}(?![0-9.])(?:\s*(?:-|—|~|至)\s*{_YEAR}([-/.]){_MONTH}\2{_DAY}(?![0-9]))?", signs=r"[0-9][-/.][0-9]"),
    _p(_D, "date", rf"(?<![0-9./-])(?<![0-9],){_YEAR}[-/](?:1[0-2]|0[1-9])(?![0-9.]|[-/][0-9])", signs=r"[0-9][-/][0-9]"),
    _p(_D, "period", rf"(?<![0-9.])(?<![0-9],){_YEAR}{_SP}(?:年度?{_SP})?{_TO}{_YEAR}(?![0-9.,])(?:{_SP}(?:学年|年(?:度|底|末|初)?))?" + _NO_UNIT),
    _p(_D, "financial year", rf"(?<![0-9.,/$£€-])(?:19|20){_NEXT_YEAR}(?![0-9.,/–-]*[0-9%])" + _NO_UNIT, signs=r"[0-9][/–-][0-9]"),
    _p(_D, "year", rf"(?<![0-9.])(?<![0-9],){_YEAR}(?:\s*[、/,，和及与]\s*{_YEAR})+\s*年(?:度|底|末|初)?", signs=r"年"),
    _p(_D, "year", rf"(?<![0-9.])(?<![0-9],){_YEAR}{_SP}(?:学年|年(?!均|限)(?:度|底|末(?!期[^末初间])|初)?)", signs=r"年"),
    _p(_D, "period", rf"(?<![0-9.])(?<![0-9],){_MONTH}(?:{_SP}月)?{_TO}{_MONTH}{_SP}月(?:份|底|末)?|(?<![0-9.])(?<![0-9],){_MONTH}(?:\s*、\s*{_MONTH})+{_SP}月(?:份)?", signs=r"月"),
    _p(_D, "date", rf"(?<![0-9.])(?<![0-9],){_ANY_MONTH}{_SP}月{_SP}{_ANY_DAY}{_SP}[日号]?(?:{_TO}(?:{_ANY_MONTH}{_SP}月{_SP})?{_ANY_DAY}{_SP}[日号])?(?![0-9])", signs=r"月"),
    _p(_D, "date", rf"(?:(?<![0-9.])(?<![0-9],)|(?<=[^0-9.][0-9]\.)|(?<=^[0-9]\.)){_MONTH}{_SP}月(?:份|底|末|初|中旬|上旬|下旬)?", signs=r"月"),
    _p(_D, "period", r"(?:第\s*)?(?<![0-9.])(?<![0-9],)[1-4]\s*(?:[-—~至]\s*[1-4]\s*)?季度|[0-9]{2}\s*年代|[0-9]{1,2}\s*世纪", signs=r"季度|年代|世纪"),
    _p(_D, "time", r"(?<![0-9.:])(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9](?:[:：][0-5][0-9])?(?:\s*[-—~至]\s*(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9])?(?![0-9.:%])", signs=r"[:：]"),
    _p(_D, "date", r"二[〇○零]?[〇○零一二三四五六七八九]{2,3}\s*年(?:度|底|末)?(?:[一二三四五六七八九十]{1,2}月)?(?:[一二三四五六七八九十]{1,3}日)?", signs=r"二"),
    _p(_D, "period", r"(?<![一二三四五六七八九十])(?:十[一二]?|[一二三四五六七八九])月份?(?![一-龥]?亮)|第?[一二三四]季度", signs=r"月|季度"),
    _p(_D, "date", rf"(?<![A-Za-z]){_MONTHS}\.?\s{{1,3}}{_DAY}(?:st|nd|rd|th)?(?:,?\s{{1,3}}(?:1[5-9]|20)[0-9]{{2}})?(?![0-9.,]?[0-9%])", signs=r"[JFMASOND][aepuco]"),
    _p(_D, "date", rf"(?<![0-9.,$]){_DAY}\s{{1,3}}{_MONTHS}(?![A-Za-z])(?:,?\s{{1,3}}(?:1[5-9]|20)[0-9]{{2}}(?![0-9]))?", signs=r"[JFMASOND][aepuco]"),
    _p(_D, "year", rf"(?:(?<=FY)|(?<=[HQ][1-4] )){_YEAR}[1-9]?(?=\s*[:)])", signs=r"FY|[HQ][1-4]"),
    _p(_D, "date", rf"(?<![A-Za-z])(?:(?:{_MONTHS}\.?|[Ee]arly|[Ll]ate|[Mm]id|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)[ -](?:of )?)(?!1[5-8][0-9]{{2}}\s+(?:people|[a-z]{{3,}}s)\b){_CALENDAR}", signs=r"[a-z]\.?[ -](?:of )?[12][0-9]{3}"),
    _p(_D, "period", rf"(?:(?<=(?:cent|rter|hird|half|ifth|imes|fold) from )|(?<=% from )|(?<=pct from ))(?!1[5-8]00 (?:to|until) 1[5-8]00){_CALENDAR} (?:to|until) {_CALENDAR}", signs=r" from [12][0-9]"),
    _p(_D, "year", rf"(?:(?<=\b[Ii]n )|(?<=\b[Ss]ince )|(?<=\b[Uu]ntil )|(?<=\b[Dd]uring ))(?<!resulted in )(?<!results in ){_CALENDAR}(?!, [0-9]{{4}}\b)(?=\s*(?:$|[.,;:)])|\s+(?:and|the|by|to|when|with|after|as|an?|his|her|its|was|were)\b)", signs=r"[nelg] [12][0-9]{3}"),
    # --- references
    _p(_R, "law", r"(?:(?<![A-Za-z])[Ss]ections?|(?<![A-Za-z])[Ss]ec\.|§|Public Law|P\.L\.|H\.R\.|(?<![A-Za-z])S\.|Title(?= [0-9]{1,2} of)|(?<![A-Za-z])[Pp]aragraphs?|U\.S\.C\.|Form|Item|Note|Part)\s{1,2}[0-9]+(?:[-–.][0-9A-Z]+)*(?:\([a-z0-9]+\))*(?![0-9%])", signs=r"[A-Za-z§]"),
    _p(_R, "table or figure", r"(?:(?<![代发仪手钟水电读外图])表|附表|基础表|图(?!书)|附件|附录|附注|附图|专栏|(?:Table|Figure|Fig\.|Annex|Appendix|Chart|Section|Chapter)\s)\s{0,3}[0-9]++(?!,[0-9]{3}(?![0-9]))(?:\s{0,2}[-—.．]\s{0,2}[0-9]+)*(?:\s{0,2}[~至]\s{0,2}(?:表|图|附件)?\s{0,2}[0-9]+(?:-[0-9]+)?(?![0-9.,%]))?(?!\s{0,2}(?:张|份|篇|名|人|个|本|块|台|套|家|次|月|日))", signs=r"[表图件录注栏A-Z]"),
    # In running text an English report may write them small: shown in table 4 (but a figure 5 percent higher).
    _p(_R, "table or figure", r"(?<![A-Za-z])(?:TABLE|table|(?<=in )figure|(?<=see )figure|(?<=\()figure|FIGURE|annex|appendix)\s{1,2}[0-9]{1,2}(?:[-.][0-9]{1,2})?(?![.,]?[0-9]|\s{0,2}(?:%|per\s?cent|points?|times|[mb]illion|thousand))", signs=r"TABLE|FIGURE|table|figure|annex|appendix"),
    _p(_R, "table or figure", r"(?:见|如下?|下|详见下)\s{0,3}[0-9]{1,2}-[0-9]{1,2}(?![0-9.%])", signs=r"[见如下]"),
    _p(_R, "clause", r"第\s*[0-9]+\s*(?:-\s*[0-9]+\s*)?(?:章|节|条|款|项|页|部分|段|行|列|栏|题)|[Pp]age\s+[0-9]+", signs=r"第|age"),
    _p(_R, "citation", r"(?<![0-9])\[[0-9]{1,3}(?:\s*[-,，、~]\s*[0-9]{1,3})*\]", signs=r"\["),
    # --- codes and names
    _p(_C, "ordinal", r"第\s*[0-9]+|[Nn][Oo]\.?\s*[0-9]+|№\s*[0-9]+|(?:编号|证号|代码|账号|卡号|案号|项目编码)\s*[:：为]?\s*[A-Za-z0-9-]+"),
    _p(_C, "telephone or post code", r"(?:电话|传真|手机|邮编|邮政编码|联系方式|Tel|TEL|Fax)[^0-9\n]{0,6}[0-9][0-9 -]{4,}[0-9]|(?<![0-9])0[0-9]{2,3}-[0-9]{7,8}(?![0-9])|(?<![0-9.])(?<![0-9],)1[3-9][0-9]{9}(?![0-9.,])"),
    _p(_C, "hotline", r"(?:12345|12315|12348|12333|12388|12309|12328|12329|12369|12371|12301|12356|96[0-9]{3,4}|110|119|120|122|114)(?=[”\"’』」]?\s{0,3}(?:[" + CJK + r"]{0,4}(?:热线|平台|电话|报警|急救|举报|投诉|指挥|便民|政务|服务)))"),
    _p(_C, "name in quotes", r"(?<=[“\"「『《])[0-9]+(?:\+[0-9NXn]+)?(?=[”\"」』》])|[0-9]+\+[NXn](?![A-Za-z])", signs=r'[“"「『《+]'),
    _p(_C, NAMED_CLASS, rf"(?<=[{CJK}])[（(][0-9][)）](?=型(?!号|式|材))", signs=r"[)）]型"),
    _p(_C, "named programme", r"(?<![0-9.])(?<![0-9],)(?:211|985|863|973|1101|789)(?=工程|计划|高校|院校)", signs=r"工程|计划|高校|院校"),
    _p(_C, "budget code", r"(?<![0-9.])(?<![0-9],)[0-9]{2,3}(?=\s*[（(][类款项][）)])", signs=r"[类款项]"),
    _p(_C, "budget code", r"(?<![0-9.A-Za-z-])(?<![0-9],)(?:2[0-9]{2}|3[0-9]{2})(?:[0-9]{2}){1,2}(?![0-9.,]|\s{0,3}年)" + _NO_UNIT + _NO_CLASSIFIER + rf"(?=\s*[-—]?\s*[{CJK}“（(])"),
    _p(_C, "section number", r"(?<![0-9.])(?<![0-9],)[0-9]{1,3}(?:\.[0-9]{1,3}){2,5}(?![0-9.])", signs=r"\.[0-9]+\."),
    _p(_C, "code", r"(?<![A-Za-z0-9])(?![A-Z][0-9]+\s{0,2}份)(?!(?:RMB|USD|CNY|HKD|EUR|US)[0-9])[A-Za-zΑ-Ωα-ω]{1,8}[-_]?[0-9]+(?:[.\-+][0-9]+)*[A-Za-z]*(?![0-9])", signs=r"[A-Za-zΑ-Ωα-ω]"),
    _p(_C, "code", r"(?<![A-Za-z0-9.])(?<![0-9],)(?!" + PENCE + r")(?!(?<=[$£€])[0-9]+(?:\.[0-9]+)?(?:bn|b|B|tn|k|K|mn|M|MM)(?![A-Za-z0-9]))[0-9]+(?:\.[0-9]+)?(?!\s?(?:km|kW|kV|MW|GW|mm|cm|kg|mg|ml|MB|GB|TB|Mbps|dB|m[²2³3]?|t|g|L|ha|hm|bps?)(?![A-Za-z]))[A-Za-z]{1,4}(?![a-z])[A-Za-z0-9-]*", signs=r"[A-Za-zΑ-Ωα-ω]"),
    _p(_C, "long number", r"(?<![0-9.])(?<![0-9],)[0-9]{12,40}(?![0-9.,])" + _NO_UNIT, signs=r"[0-9]{12}"),
    _p(_C, "leading zero", r"(?<![0-9.])(?<![0-9],)0[0-9]+(?![0-9.,])", signs=r"0[0-9]"),
    # --- serial marks
    _p(_S, "item mark", r"[①-⒛⓪-⓿❶-➓㈠-㈩]"),
    _p(_S, "item mark", r"(?:^|(?<=\n))\s*(?:[0-9]{1,3}[.．、)）](?![0-9])|[（(]\s*[0-9]{1,3}\s*[)）](?=[ ]*[^\s0-9.]))"),
    _p(_S, "item mark", rf"(?<=[。；：:;，、？！?!\n“\s】])[0-9]{{1,2}}[.．、)）](?=\s*[{CJK}“《（【])"),
    _p(_S, "item mark", rf"(?:(?<=[。；：:;，、？！?!\n“\s])|^)[（(](?!(?<=[a-z0-9] \()[1-9][0-9]\)(?:[,.;:)]|\s*$|\s+(?:and|or|than|in|of|from|for|to|with)\b))[0-9]{{1,2}}[)）]|(?<=[{CJK}])[（(]1?[0-9][)）](?=[{CJK}])", signs=r"[（(]"),
)  # fmt: skip


def claims(text: str) -> Iterator[Claim]:
    """Iterate over the stretches of folded `text` whose digits are no figures, in no order."""
    taken = bytearray(len(text))
    for pattern in _PATTERNS:
        if pattern.signs is not None and not pattern.signs.search(text):
            continue
        for found in pattern.regex.finditer(text):
            start, end = found.span()
            if taken[start]:
                continue
            # C41 glued to 12345热线: the later pattern keeps what the earlier one left.
            end = next((at for at in range(start, end) if taken[at]), end)
            taken[start:end] = b"\x01" * (end - start)
            yield Claim(start, end, pattern.kind, pattern.reason)
