"""Webhooks: registered, called, and their callers verified."""
