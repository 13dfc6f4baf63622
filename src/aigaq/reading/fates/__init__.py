"""What became of a number: taken back, corrected, denied, overtaken; whose words, and which number they mean.

docs/methods/reading.md.
"""
