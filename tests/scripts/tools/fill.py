"""fill FILE COLUMN=TEXT… [WHERE=TEXT]: fill cells of the first sheet of a workbook, as a person at a spreadsheet would.

All rows are filled, or those whose column after `where` holds a text: fill r.xlsx decision=reject where says=killed
"""

import sys
from pathlib import Path

from python_calamine import load_workbook
from xlsxwriter import Workbook

path, *words = sys.argv[1:]
cut = words.index("where") if "where" in words else len(words)
changes = dict(word.split("=", 1) for word in words[:cut])
wanted = dict(word.split("=", 1) for word in words[cut + 1 :])
head, *rows = load_workbook(path).get_sheet_by_index(0).to_python()
for row in rows:
    if all(text in str(row[head.index(name)]) for name, text in wanted.items()):
        for name, text in changes.items():
            row[head.index(name)] = text
Path(path).unlink()
with Workbook(path) as book:
    sheet = book.add_worksheet("review")
    for number, row in enumerate([head, *rows]):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, str(cell))
