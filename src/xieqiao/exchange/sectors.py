"""Sections and divisions of the economy, by the Chinese standard GB/T 4754-2017.

Sections are letters A–T, divisions two digits; names in English follow the ISIC where it has the
same division.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

SECTIONS: dict[str, Promise] = {
    "A": _("Agriculture, forestry, animal husbandry and fishery"),
    "B": _("Mining"),
    "C": _("Manufacturing"),
    "D": _("Electricity, heat, gas and water supply"),
    "E": _("Construction"),
    "F": _("Wholesale and retail trade"),
    "G": _("Transport, storage and post"),
    "H": _("Accommodation and catering"),
    "I": _("Information transmission, software and information technology"),
    "J": _("Finance"),
    "K": _("Real estate"),
    "L": _("Leasing and business services"),
    "M": _("Scientific research and technical services"),
    "N": _("Water conservancy, environment and public facilities"),
    "O": _("Household services, repair and other services"),
    "P": _("Education"),
    "Q": _("Health and social work"),
    "R": _("Culture, sports and entertainment"),
    "S": _("Public administration, social security and social organisations"),
    "T": _("International organisations"),
}


@dataclass(frozen=True)
class Division:
    """A division, the section it belongs to, and its names."""

    code: str
    section: str
    zh: str
    en: str


_TEXT = """
A 01 农业|Agriculture
A 02 林业|Forestry
A 03 畜牧业|Animal husbandry
A 04 渔业|Fishery
A 05 农、林、牧、渔专业及辅助性活动|Support activities for agriculture, forestry and fishery
B 06 煤炭开采和洗选业|Mining and washing of coal
B 07 石油和天然气开采业|Extraction of petroleum and natural gas
B 08 黑色金属矿采选业|Mining of ferrous metal ores
B 09 有色金属矿采选业|Mining of non-ferrous metal ores
B 10 非金属矿采选业|Mining of non-metal ores
B 11 开采专业及辅助性活动|Support activities for mining
B 12 其他采矿业|Other mining
C 13 农副食品加工业|Processing of food from agricultural products
C 14 食品制造业|Manufacture of foods
C 15 酒、饮料和精制茶制造业|Manufacture of liquor, beverages and refined tea
C 16 烟草制品业|Manufacture of tobacco
C 17 纺织业|Manufacture of textiles
C 18 纺织服装、服饰业|Manufacture of clothing and apparel
C 19 皮革、毛皮、羽毛及其制品和制鞋业|Manufacture of leather, fur, feather and footwear
C 20 木材加工和木、竹、藤、棕、草制品业|Manufacture of wood, bamboo, rattan, palm and straw products
C 21 家具制造业|Manufacture of furniture
C 22 造纸和纸制品业|Manufacture of paper and paper products
C 23 印刷和记录媒介复制业|Printing and reproduction of recording media
C 24 文教、工美、体育和娱乐用品制造业|Manufacture of goods for culture, education, arts and sport
C 25 石油、煤炭及其他燃料加工业|Processing of petroleum, coal and other fuels
C 26 化学原料和化学制品制造业|Manufacture of chemical raw materials and products
C 27 医药制造业|Manufacture of medicines
C 28 化学纤维制造业|Manufacture of chemical fibres
C 29 橡胶和塑料制品业|Manufacture of rubber and plastics
C 30 非金属矿物制品业|Manufacture of non-metallic mineral products
C 31 黑色金属冶炼和压延加工业|Smelting and pressing of ferrous metals
C 32 有色金属冶炼和压延加工业|Smelting and pressing of non-ferrous metals
C 33 金属制品业|Manufacture of metal products
C 34 通用设备制造业|Manufacture of general purpose machinery
C 35 专用设备制造业|Manufacture of special purpose machinery
C 36 汽车制造业|Manufacture of automobiles
C 37 铁路、船舶、航空航天和其他运输设备制造业|Manufacture of rail, ship, air and other transport
C 38 电气机械和器材制造业|Manufacture of electrical machinery and apparatus
C 39 计算机、通信和其他电子设备制造业|Manufacture of computers and other electronic equipment
C 40 仪器仪表制造业|Manufacture of measuring instruments
C 41 其他制造业|Other manufacturing
C 42 废弃资源综合利用业|Use of waste resources
C 43 金属制品、机械和设备修理业|Repair of metal products, machinery and equipment
D 44 电力、热力生产和供应业|Production and supply of electricity and heat
D 45 燃气生产和供应业|Production and supply of gas
D 46 水的生产和供应业|Production and supply of water
E 47 房屋建筑业|Construction of buildings
E 48 土木工程建筑业|Civil engineering
E 49 建筑安装业|Building installation
E 50 建筑装饰、装修和其他建筑业|Building decoration and other construction
F 51 批发业|Wholesale trade
F 52 零售业|Retail trade
G 53 铁路运输业|Railway transport
G 54 道路运输业|Road transport
G 55 水上运输业|Water transport
G 56 航空运输业|Air transport
G 57 管道运输业|Transport by pipeline
G 58 多式联运和运输代理业|Multimodal transport and forwarding
G 59 装卸搬运和仓储业|Cargo handling and storage
G 60 邮政业|Post
H 61 住宿业|Accommodation
H 62 餐饮业|Catering
I 63 电信、广播电视和卫星传输服务|Telecommunication, broadcasting and satellite transmission
I 64 互联网和相关服务|Internet and related services
I 65 软件和信息技术服务业|Software and information technology services
J 66 货币金融服务|Monetary and financial services
J 67 资本市场服务|Capital market services
J 68 保险业|Insurance
J 69 其他金融业|Other finance
K 70 房地产业|Real estate
L 71 租赁业|Leasing
L 72 商务服务业|Business services
M 73 研究和试验发展|Research and experimental development
M 74 专业技术服务业|Professional technical services
M 75 科技推广和应用服务业|Promotion and application of science and technology
N 76 水利管理业|Management of water conservancy
N 77 生态保护和环境治理业|Ecological protection and environmental treatment
N 78 公共设施管理业|Management of public facilities
N 79 土地管理业|Land management
O 80 居民服务业|Services to households
O 81 机动车、电子产品和日用产品修理业|Repair of vehicles, electronics and household goods
O 82 其他服务业|Other services
P 83 教育|Education
Q 84 卫生|Health
Q 85 社会工作|Social work
R 86 新闻和出版业|Journalism and publishing
R 87 广播、电视、电影和录音制作业|Radio, television, film and sound recording
R 88 文化艺术业|Culture and arts
R 89 体育|Sports
R 90 娱乐业|Entertainment
S 91 中国共产党机关|Organs of the Communist Party of China
S 92 国家机构|State organs
S 93 人民政协、民主党派|The People's Political Consultative Conference and democratic parties
S 94 社会保障|Social security
S 95 群众团体、社会团体和其他成员组织|Mass and social organisations
S 96 基层群众自治组织及其他组织|Self-governing organisations at the basic level
T 97 国际组织|International organisations
"""


def _read(line: str) -> Division:
    section, code, names = line.split(" ", 2)
    zh, en = names.split("|")
    return Division(code, section, zh, en)


DIVISIONS = tuple(_read(line) for line in _TEXT.strip().splitlines())
_BY_CODE = {division.code: division for division in DIVISIONS}


def section_name(letter: str) -> str:
    """Return the name of a section, or nothing for none."""
    return str(SECTIONS.get(letter, ""))


def division_name(code: str) -> str:
    """Return the name of a division in the reader's language, or nothing for none."""
    division = _BY_CODE.get(code)
    if division is None:
        return ""
    return division.zh if (get_language() or "zh").startswith("zh") else division.en


def sector_words(letter: str, code: str) -> str:
    """Return section and division as one reads them."""
    return " · ".join(name for name in (section_name(letter), division_name(code)) if name)


def fits(letter: str, code: str) -> bool:
    """Say whether the division belongs to the section (nothing fits everything)."""
    if letter and letter not in SECTIONS:
        return False
    if not code:
        return True
    division = _BY_CODE.get(code)
    return division is not None and letter in ("", division.section)
