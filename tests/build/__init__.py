"""Tests of aigaq.build."""
