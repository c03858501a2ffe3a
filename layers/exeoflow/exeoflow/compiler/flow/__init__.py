"""Vertices and outcomes: what a drawing says about what may run."""
