"""Tests of the program, below the transcripts of tests/scripts."""
