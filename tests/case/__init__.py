"""Tests of the evidence store."""
