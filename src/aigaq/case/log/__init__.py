"""The log: what an entry says, what is in effect, heads and branches, whose log it is, what it proves.

Normative text: docs/formats/entries.md.
"""
