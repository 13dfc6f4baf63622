"""aigaq: the record of a contested event."""

__version__ = "0.1.0"
