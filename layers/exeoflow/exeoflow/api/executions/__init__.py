"""Executions: rows, parameters and answers of their endpoints."""
