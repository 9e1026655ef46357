"""How the columns of an account are headed: what came, what went, and the balance that is carried from row to row.

期初余额 | 本期增加 | 本期减少 | 期末余额 is no such account: there each row is a thing of its own, and the rows add up.
"""

from __future__ import annotations

from auditor import patterns as re

CAME = re.compile(
    r"^(?:资金)?(?:收入|存入|转入|到账|进账|借方)(?:金额|数量?|发生额)?$|^(?:receipts?|paidin|deposits?|income|in)$"
)
WENT = re.compile(
    r"^(?:资金)?(?:支出|支付|支取|转出|付款|贷方)(?:金额|数量?|发生额)?$|^(?:payments?|paidout|withdrawals?|expenditure|out)$"
)
LEFT = re.compile(
    r"^(?:账户|专户|期末|月末|累计|银行)*(?:余额|结余|结存|库存)(?:金额|数量?)?$|^(?:closing|running)?balance$"
)
_UNIT = re.compile(r"[（(][^（）()]*[)）]$")


def heads(pattern: re.Pattern[str], head: str) -> bool:
    """Whether a head is such a one, whatever its blanks, its case and the unit behind it."""
    return pattern.match(re.sub(r"\s", "", _UNIT.sub("", head.strip())).lower()) is not None
