"""Tables: spreadsheets into the same statements a text gives, by a mapping a person can read and change.

Normative text: docs/formats/mappings.md. Proved by tests/reading/tables, among others with the seven tables shipped
with the example.
"""

from aigaq.reading.tables.common import Context
from aigaq.reading.tables.describing import Described, describing
from aigaq.reading.tables.editions import Change, compare
from aigaq.reading.tables.guess import guess, guess_sheet
from aigaq.reading.tables.mapping import Dates, SheetMapping, TableMapping, read_mapping, write_mapping
from aigaq.reading.tables.plan import Plan, fit
from aigaq.reading.tables.quotes import Quotes
from aigaq.reading.tables.rows import rows_of_sheet
from aigaq.reading.tables.templates import TEMPLATES, write_template

__all__ = [
    "TEMPLATES",
    "Change",
    "Context",
    "Dates",
    "Described",
    "Plan",
    "Quotes",
    "SheetMapping",
    "TableMapping",
    "compare",
    "describing",
    "fit",
    "guess",
    "guess_sheet",
    "read_mapping",
    "rows_of_sheet",
    "write_mapping",
    "write_template",
]
