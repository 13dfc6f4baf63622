"""Words and patterns as data: packs, their lexicons, what a pattern needs and matches, forms of words, which language.

Its modules know data files and strings; nothing of a text. docs/methods/reading.md.
"""
