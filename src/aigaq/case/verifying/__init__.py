"""Does it hold? Every byte of a case against its signed heads, trusting no earlier run. Design §4."""
