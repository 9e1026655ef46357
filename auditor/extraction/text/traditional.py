"""Text printed in traditional characters, read as the simplified ones that detectors and packs are written in.

Pages are found in both scripts, and some copies carry the sound of a character behind it: 經(jīng)費(fèi). What is read
keeps the place of each character, so that a quotation is what the source prints.
"""

from __future__ import annotations

from auditor import patterns as re
from auditor.extraction.text.mapped import Mapped

# Characters of which print in simplified characters has no other use, where the vocabulary of accounts needs them.
_TRADITIONAL = (
    "丟並佈佔併來侷係個備傚傢傳債僅價儀億償優兌兒內兩冊凈別刪則剋劃劇劑動務勞勢勵匯區協卻厤參員問啟單嗎噸噹嚮嚴國圍園圖團埰執堅報場塊壓壞夠夾婦嬰學寀實審寫寬將專對導尒屆層屬崗師帶幙幣幫"
    "幹幾庫廁廢廳弔張強彆彈彌彔彙徑從復態慣應戶捄捨捲掃採換揮搆損搨撐撥擁擇擔據擬擴攷數斷旂昇時暫曆曏書會朢朮東桿條棟業榦構槓樁標樣橋機檔檢檯欄權歐歲歷歸殘氣決沒況淨減測準滾滿漢漲潔潤濟"
    "瀰瀾灣為無煙熱燈營爭爾牠牴牽狀獎獨獲獻現琖環產畝畢異當疊療癈發盞監眾碩確碼礎秖稅種稱積穩穫筆箇節範築篩簡簽籌籤糧糰紀約紅納級紛細終組結絕絡給統絲經綜綠維綱網綴線編緩緻縣縮總績織繞繫"
    "繳續纍纔罰義聯聲職聽脩腳臨臺與舉舊華萬葠葯蓋蔘藥蘤處號虧術衕衛補裝裡製複覈見規覺覽觀觝訂計訊訓託記訪設許訴診註証評詞詢試話該詳認語誤說誰課調談請論諮謂謝證識議護讀變讓豬負財貢貨責貳"
    "貸費貼貿賃資賦質賬購趨踰躍車較輕輛輪輸轄轉辦農迴迻這連週進遊運過達違遞遠適遶遷選遺還邊郵鄉鄰醆醜醫釋釐針釦銷錄錯錶鍵鍼鎊鎮鏈鐘長門閉開閑閒間閤閱閾關陞陸隊階際隨險隱隻雖雙雜離難電鞏"
    "鞦韆響頁頂頃項順須預頭頻顆題額願顛類顯風颱飲養餘館餽饋驗驟驢體髮鬚麵麼點黨齊齒齡齣於後徵寶鋼魚"
)
_SIMPLIFIED = (
    "丢并布占并来局系个备效家传债仅价仪亿偿优兑儿内两册净别删则克划剧剂动务劳势励汇区协却历参员问启单吗吨当向严国围园图团采执坚报场块压坏够夹妇婴学采实审写宽将专对导尔届层属岗师带幕币帮"
    "干几库厕废厅吊张强别弹弥录汇径从复态惯应户救舍卷扫采换挥构损拓撑拨拥择担据拟扩考数断旗升时暂历向书会望术东杆条栋业干构杠桩标样桥机档检台栏权欧岁历归残气决没况净减测准滚满汉涨洁润济"
    "弥澜湾为无烟热灯营争尔它抵牵状奖独获献现盏环产亩毕异当叠疗废发盏监众硕确码础只税种称积稳获笔个节范筑筛简签筹签粮团纪约红纳级纷细终组结绝络给统丝经综绿维纲网缀线编缓致县缩总绩织绕系"
    "缴续累才罚义联声职听修脚临台与举旧华万参药盖参药花处号亏术同卫补装里制复核见规觉览观抵订计讯训托记访设许诉诊注证评词询试话该详认语误说谁课调谈请论咨谓谢证识议护读变让猪负财贡货责贰"
    "贷费贴贸赁资赋质账购趋逾跃车较轻辆轮输辖转办农回移这连周进游运过达违递远适绕迁选遗还边邮乡邻盏丑医释厘针扣销录错表键针镑镇链钟长门闭开闲闲间合阅阈关升陆队阶际随险隐只虽双杂离难电巩"
    "秋千响页顶顷项顺须预头频颗题额愿颠类显风台饮养余馆馈馈验骤驴体发须面么点党齐齿龄出于后征宝钢鱼"
)
_TABLE = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_ANY = re.compile(f"[{_TRADITIONAL}]")
_SOUND = re.compile(
    r"(?<=[\u3400-\u9fff])\((?=[a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ])[a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,6}\)"
)


def simplified(mapped: Mapped) -> Mapped:
    """Return a text in simplified characters, without the sounds of its characters in brackets."""
    text = mapped.text
    spelt = {at for found in _SOUND.finditer(text) for at in range(*found.span())} if "(" in text else set()
    if spelt:
        mapped = mapped.only([at for at in range(len(text)) if at not in spelt])
    return Mapped(mapped.text.translate(_TABLE), mapped.origins) if _ANY.search(mapped.text) else mapped
