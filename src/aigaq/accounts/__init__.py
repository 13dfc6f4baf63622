"""Accounts: sources, subjects, standing across documents, as known on a day.

Rules and their reasons: docs/methods/accounts.md. Proved by tests/accounts.
"""
