"""What is brought in: batches, folders, archives, the first entries of a case, second thoughts. Design §4."""
