"""Executions begin: what may start, when, with which input, once."""
