"""Drafts become statements: spans, speakers, places and dates of a record, put together. docs/methods/reading.md."""
