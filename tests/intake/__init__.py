"""Tests of aigaq.intake."""
