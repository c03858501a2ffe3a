"""Measures what the product promises; `make bench` prints it. Nothing here passes or fails by a time."""
