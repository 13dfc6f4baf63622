"""Lists of persons in a case: their rows as records, their editions, what they say became of people.

Normative text: docs/formats/lists.md. `chains` finds the lists of a case, `reading` reads a sheet, `editions` compares
its issues, `comparing` hands records to the linking, `stage` does it in a build. Proved by tests/people/lists.
"""
