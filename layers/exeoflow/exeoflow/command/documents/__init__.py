"""Workflows as files: YAML or JSON, read with the place of each value, written for people to compare."""
