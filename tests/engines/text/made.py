"""A few invented people, for the tests of the index."""

from __future__ import annotations

PEOPLE = {
    "电商": "在山区做了十年农产品电商，帮合作社开网店、做直播",
    "医生": "心内科医生，擅长高血压和冠心病的诊治",
    "software": "Runs a software firm that builds e-government platforms; trains civil servants",
    "茶": "從事茶葉種植與加工二十年",
}
