"""Counting: the rule of inclusion, what is declared of lists, the documented count, and the tables of a case."""
