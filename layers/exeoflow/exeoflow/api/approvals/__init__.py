"""Approvals: rows, bodies and answers of the addresses at which executions are answered."""
