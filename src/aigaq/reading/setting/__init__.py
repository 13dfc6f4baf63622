"""When and where: days that words mean, places that figures take, spells of time, and how sure the words are.

docs/methods/reading.md.
"""
