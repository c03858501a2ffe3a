"""Executions that are ended from outside: by whoever asks for it, or by an event."""
