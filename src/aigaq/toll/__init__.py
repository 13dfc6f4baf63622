"""The toll: how many are documented, and apart from it how many are not, with the doubt shown or the answer refused.

Multiple systems estimation: several lists of persons, made by different keepers, overlap; from how they overlap follows,
under an assumption that is always printed, how many stand on none. Several families of models answer side by side,
diagnostics refuse, and the doubt of who is who goes in. docs/methods/toll.md states formulas, sources and limits.
"""
