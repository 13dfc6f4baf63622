"""The program `aigaq`: each command parses its words, makes one call into a room, and prints.

One file per group of verbs: `taking` (new, add), `saying` (describe, set), `looking` (status, show, history, find),
`keying` (key), `exporting` (export), `handing` (handover), `making`
(build, report, verify), `plain` (read, languages) and `demo`. How the program behaves is written in `manners`.
"""

from aigaq.cli.program import main, program

__all__ = ["main", "program"]
