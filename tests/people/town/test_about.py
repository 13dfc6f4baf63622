"""The page beside the lists: its first line, and numbers that are those of the truth."""

from aigaq.people.town import shipped_rates
from aigaq.people.town.about import readme


def test_the_page_says_first_that_everything_is_invented_and_counts_as_the_truth() -> None:
    rates = shipped_rates().first_lists(1)
    one = {"name": "official", "rows": 1234, "persons": 1200, "second_rows": 34, "without_name": 5}
    truth = {"seed": 9, "persons": 3000, "dead": 1800, "on_no_list": 700, "dead_on_no_list": 300, "lists": [one]}
    page = readme(rates, truth)
    assert page.startswith("Everything in this folder is invented")
    assert "| official | An office (invented) | ru | 1,234 | 5 | 1,200 | 34 |" in page
    assert "3,000 persons, 1,800 of them dead. On no list: 700 persons, 300 of them dead." in page
