"""Nodes that send messages, and those that wait for an answer to one."""
