"""Workflows of n8n: an export becomes a workflow that means the same, and a report of what does not.

`reading` takes the file, `importing` translates it, `report` says what became of it.
"""
