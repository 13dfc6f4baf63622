"""What others have written down: signatures, trees, notes, tiles, time stamps. Pure but for `authorities`, which asks.

Each module names its specification. Design §4.
"""
