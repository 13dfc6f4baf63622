"""Bytes on a disk: every change made to one, where things lie, blobs, packs and bags, one writer at a time. Design §4."""
