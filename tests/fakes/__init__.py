"""Ports in memory. Each passes the contract suite that its real adapter passes (`tests/contract`)."""
