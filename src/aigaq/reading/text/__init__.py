"""A text as it stands: paragraphs, sentences, units, names, places, zones, and who in it could speak.

Nothing here is altered, only marked, with exact offsets. docs/methods/reading.md.
"""
