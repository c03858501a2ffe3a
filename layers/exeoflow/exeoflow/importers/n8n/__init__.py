"""Workflows of n8n: an export becomes a workflow that means the same, and a report of what does not.

`reading` takes the file, `importing` translates it node by node, `writing` puts the workflow together of what
they became, `report` says what that is.
"""
