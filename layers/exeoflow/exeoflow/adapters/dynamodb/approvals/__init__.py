"""The approvals table."""
