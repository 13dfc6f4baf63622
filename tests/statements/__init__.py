"""Tests of aigaq.statements."""
