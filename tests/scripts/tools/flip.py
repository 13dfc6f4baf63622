"""flip FILE: changes one bit in the middle of a file."""

import sys
from pathlib import Path

if __name__ == "__main__":
    path = Path(sys.argv[1])
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(data)
