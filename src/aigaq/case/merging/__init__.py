"""Two copies of a case become one: blobs, marks and logs, and two histories of one log. Design §4."""
