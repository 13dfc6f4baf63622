"""busy CASE COMMAND…: runs a command while this process is writing to the case."""

import subprocess
import sys
from pathlib import Path

from aigaq import Case

if __name__ == "__main__":
    with Case.open(Path(sys.argv[1])).writing():
        code = subprocess.run(sys.argv[2:], check=False).returncode
    sys.exit(code)
