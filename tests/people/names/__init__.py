"""Names. First names are ordinary words; whole names and surnames in these tests are invented."""
