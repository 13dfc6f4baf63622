"""Tables of persons by lists: what they hold, and files they are read from."""
