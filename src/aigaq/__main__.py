"""`python -m aigaq` is `aigaq`."""

import sys

from aigaq.cli import main

if __name__ == "__main__":
    sys.exit(main())
