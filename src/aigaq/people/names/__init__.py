"""Names in any spelling and script: what they sound like, what their parts are, and how near two of them are.

    keys(token)        under which other spellings of a token are found
    broad(token)       the same, wider: sounds that spellings exchange are one
    skeletons(token)   one for each way to read a token
    likeness(a, b)     how near two tokens are, from 0 to 1
    parse(text)        a name as tokens with roles, the father's name, the sex
    compare(a, b)      a score from 0 to 1 with its reasons

Method, tables and limits: docs/methods/people.md. Measured by bench/people_names.py.
"""

from aigaq.people.names.compare import THRESHOLD, Comparison, Verdict, compare
from aigaq.people.names.costs import likeness
from aigaq.people.names.name import Name, Role, Token
from aigaq.people.names.parse import parse
from aigaq.people.names.reasons import Line, alignment, reasons
from aigaq.people.names.spelling import broad, keys, skeletons

__all__ = [
    "THRESHOLD",
    "Comparison",
    "Line",
    "Name",
    "Role",
    "Token",
    "Verdict",
    "alignment",
    "broad",
    "compare",
    "keys",
    "likeness",
    "parse",
    "reasons",
    "skeletons",
]
