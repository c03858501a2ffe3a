"""Workflows: stored, checked, published, and their triggers kept in step."""
