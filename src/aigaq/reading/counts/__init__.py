"""What is counted: numbers with what they count, what they lean on, lists and parts; and why a number is no figure.

Its modules know units and rules; nothing of speakers. docs/methods/reading.md.
"""
