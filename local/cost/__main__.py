"""`python -m local.cost`: prints the tables of docs/cost.md."""

import sys

from local.cost.page import tables

sys.stdout.write(tables())
