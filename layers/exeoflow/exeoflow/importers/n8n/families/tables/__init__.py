"""Nodes of stores that are out of reach here: what they keep lies in a table."""
