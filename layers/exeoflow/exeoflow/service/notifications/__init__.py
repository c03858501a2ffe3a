"""Notifications: who is told how executions end, and how it is signed."""
