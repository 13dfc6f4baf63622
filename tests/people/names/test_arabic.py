"""Arabic letters and every romanisation meet in one consonant key; ordinary first names."""

import pytest

from aigaq.people.names import keys
from aigaq.people.names.arabic import MOST, consonant_keys

GROUPS = [
    ["محمد", "Mohammed", "Muhammad", "Mohamad", "Mehmed"],
    ["يوسف", "Yusuf", "Youssef", "Yosef", "Yusef"],
    ["خالد", "Khaled", "Khalid", "Khaalid"],
    ["عبدالرحمن", "Abdulrahman", "Abdelrahman", "Abdurrahman", "Abd-al-Rahman"],
    ["إبراهيم", "Ibrahim", "Ebraheem", "Ibraheem"],
    ["حسين", "Hussein", "Husayn", "Hossein", "Hosein"],
    ["شريف", "Sharif", "Shareef", "Cherif"],
    ["الشريف", "Alsharif", "Elsherif"],
    ["بدر", "Badr", "Bader"],
    ["فاطمة", "Fatima", "Fatimah", "Fatma"],
    ["رضوان", "Radwan", "Redouan", "Ridwan"],
    ["ذكي", "Dhaki", "Zaki"],
    ["غسان", "Ghassan", "Gassan"],
    ["جمال", "Jamal", "Gamal", "Djamel"],
    ["ياسين", "Yasin", "Yaseen", "Yassine"],
    ["وائل", "Wael", "Wail"],
]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group[1])
def test_every_spelling_shares_a_key_with_the_arabic_one(group: list[str]) -> None:
    for spelling in group[1:]:
        assert keys(group[0]) & keys(spelling.replace("-", "")), spelling


def test_other_names_do_not_meet() -> None:
    for at, group in enumerate(GROUPS[:8]):
        for other in GROUPS[at + 1 : 7]:
            assert not keys(group[0]) & keys(other[0])


def test_the_article_stays_on_short_words() -> None:
    assert consonant_keys("علي") == consonant_keys("ali") == ("*Al",)
    assert len(consonant_keys("thdhchthdhch")) <= MOST
