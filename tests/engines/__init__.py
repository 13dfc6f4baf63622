"""Tests of aigaq.engines."""
