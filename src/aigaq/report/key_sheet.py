"""The sheet of paper with the backup of a key: one A4 page, one language, nothing on it that names the event.

The lines are those of the backup file (docs/formats/keys.md). Proved by tests/report/test_key_sheet.py, in a browser
too: it prints on one page in each language.
"""

from __future__ import annotations

from aigaq.case.key_backup import KeyBackup, backup_lines
from aigaq.report.templating import environment
from aigaq.report.words import words

LONE = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""What a page that is one file may load: its own style and nothing else."""


def key_sheet(backup: KeyBackup, *, language: str = "en") -> str:
    """The page. UsageError where there are no words for the language."""
    lines = [(number, line.split()) for number, line in enumerate(backup_lines(backup), 1)]
    return (
        environment()
        .get_template("key_sheet.html")
        .render(t=words(language), policy=LONE, lines=lines, log=backup.identity.log.vkey.name, case=backup.case_id)
    )
