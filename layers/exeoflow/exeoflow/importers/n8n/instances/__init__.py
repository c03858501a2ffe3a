"""Instances of nodes, one for each arrow: what leads to them, what their items descend from, their files."""
