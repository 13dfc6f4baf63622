"""Who says it: speakers and their bodies, sides, pronouns, interviews, headings, and the chain to the publisher.

docs/methods/reading.md.
"""
