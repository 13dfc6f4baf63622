"""A made-up town: lists of persons that do not exist, with the truth of who is who.

    rates    who lives there, what happened, how each keeper writes and errs: data, yours with `--like`
    persons  the people of the town, family by family
    telling  what a keeper takes down of one person, mistakes and all
    keepers  whom a keeper hears of, from whom he copies, and what his editions say
    make     the verb: lists, truth and a page about them, into one folder

Names are ordinary words put together by chance; places and events are invented, and every file says so. The same seed
and the same rates give the same bytes on every machine. Proved by tests/people/town.
"""

from aigaq.people.town.make import Made, make
from aigaq.people.town.rates import Rates, read_rates, shipped_rates

__all__ = ["Made", "Rates", "make", "read_rates", "shipped_rates"]
