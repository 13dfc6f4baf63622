"""Transcripts of the program at a terminal, and the small machine that plays them (`transcript`)."""
