"""Workflows: the graph that an author draws, as it is checked, stored, listed and counted."""
