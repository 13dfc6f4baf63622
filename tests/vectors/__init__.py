"""Scripts that make the vectors of docs/formats again."""
