"""Nodes that make other lists of lists: of one, or of several."""
