"""Runs: starting and asking (`command`), watching one until it ends, and how all of it is shown."""
