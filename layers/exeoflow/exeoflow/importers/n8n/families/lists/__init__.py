"""Nodes that make a new list of the items of one list, or of those of several."""
