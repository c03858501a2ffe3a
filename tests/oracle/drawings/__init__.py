"""Workflows to judge the compiler by: published, small, rare, big and drawn at random."""
