"""Languages and companies as offices write them."""

from __future__ import annotations

import pytest

from xieqiao.rounds.conflicts import company_fits
from xieqiao.rounds.languages import codes_of, lacks, names_of

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("中文、英语", "en,zh"),
        ("English / 日語", "en,ja"),
        ("普通话和粤语", "yue,zh"),
        ("zh,en", "en,zh"),
        ("会一点法语；德文", "de"),
        ("", ""),
    ],
)
def test_languages_are_read_as_they_are_written(written: str, codes: str) -> None:
    assert codes_of(written) == codes


def test_everybody_speaks_chinese_and_what_is_entered() -> None:
    assert not lacks("zh", "")
    assert not lacks("en,zh", "en")
    assert lacks("en", "fr")
    assert names_of("en,zh") == ["English", "Chinese"]


@pytest.mark.parametrize(
    ("company", "shown_for", "same"),
    [
        ("演示数字科技有限公司", "演示数字科技有限公司", True),
        ("演示數字科技有限公司", "两位委员，演示数字科技有限公司等", True),
        ("演示 数字科技（有限）公司", "演示数字科技(有限)公司", True),
        ("演示", "演示数字科技有限公司", False),
        ("演示", "演示", True),
        ("", "演示数字科技有限公司", False),
        ("另一家食品有限公司", "演示数字科技有限公司", False),
    ],
)
def test_a_company_is_known_by_its_name(company: str, shown_for: str, same: bool) -> None:
    assert company_fits(company, shown_for) is same
