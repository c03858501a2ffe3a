"""Entry point of `python -m exeoflow.keys`."""

import sys

from exeoflow.keys.command import main

sys.exit(main(sys.argv[1:]))
