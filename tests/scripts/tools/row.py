"""row NUMBER: the beginning of the id of the figure of so many, in the case `town`; read or decided."""

import json
import sqlite3
import sys

store = sqlite3.connect("town/derived/aigaq.sqlite")
rows = store.execute("SELECT id, body FROM statements UNION SELECT id, body FROM decided").fetchall()
print(next(row[:12] for row, body in rows if json.loads(body).get("low") == int(sys.argv[1])))
