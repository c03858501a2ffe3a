"""Triggers: how a workflow starts, and the first items."""
